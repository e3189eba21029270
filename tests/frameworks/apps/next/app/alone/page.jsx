import { Room } from "../room.jsx";

// Nothing around it says "use client", and it is rendered while it is built: the recipe itself has to keep both from failing.
export default () => <Room url="http://127.0.0.1/feed/a" />;
