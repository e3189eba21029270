import Link from "next/link";

export default () => <Link id="home" href="/">Home</Link>;
