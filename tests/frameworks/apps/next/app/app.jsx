"use client";
import Link from "next/link";
import { useState } from "react";
import { Room } from "./room.jsx";

export function App({ origin }) {
  const [isShown, setIsShown] = useState(true);
  const [room, setRoom] = useState("a");
  const [renders, setRenders] = useState(0);
  return (
    <>
      <button id="toggle" onClick={() => setIsShown((isShown) => !isShown)} />
      <button id="again" onClick={() => setRenders((renders) => renders + 1)} />
      {["a", "b", "gone"].map((name) => <button key={name} id={name} onClick={() => setRoom(name)} />)}
      <i id="renders">{renders}</i>
      <Link id="other" href="/other">Other</Link>
      {isShown && <div id="shown"><Room url={`${origin}/feed/${room}`} /></div>}
    </>
  );
}
