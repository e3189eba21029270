import Prices from "./prices";

export default function Page() {
  return (
    <main>
      <h1>Prices</h1>
      <Prices />
    </main>
  );
}
