import { For, Show, createSignal } from "solid-js";
import { Chat } from "./chat.jsx";
import { Feed } from "./feed.jsx";

export function App(props) {
  const [isShown, setIsShown] = createSignal(true);
  const [room, setRoom] = createSignal("a");
  const [renders, setRenders] = createSignal(0);
  return (
    <>
      <button id="toggle" onClick={() => setIsShown((isShown) => !isShown)} />
      <button id="again" onClick={() => setRenders((renders) => renders + 1)} />
      <For each={["a", "b", "gone"]}>{(name) => <button id={name} onClick={() => setRoom(name)} />}</For>
      <i id="renders">{renders()}</i>
      <Show when={isShown()}>
        <div id="shown">
          <Feed url={`${props.origin}/feed/${room()}`} />
          <Chat />
        </div>
      </Show>
    </>
  );
}
