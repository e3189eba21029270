// The storm's page: bars that fill as the clients come back, on a clock that runs ten times as fast.
import { element, write } from "../playground/element.js";
import { backAfter, POLICIES, SECONDS } from "./figures.js";

const SPEED = 10;
const at = (id) => document.getElementById(id);
const slider = at("time");
const button = at("play");
const plain = (name) => name.replaceAll("`", "");
const percent = (share) => `${Math.floor(share * 100)} %`;

let seconds = SECONDS;
let lastFrame;

// The table says the same to those who do not see it.
const lanes = POLICIES.map((policy) => {
  const bar = element("span", { className: "bar" });
  const share = element("span", { className: "share" });
  const lane = element("div", { className: "lane" }, element("p", {}, plain(policy.name)), element("span", { className: "track" }, bar), share);
  return { policy, bar, share, lane };
});
at("picture").append(...lanes.map(({ lane }) => lane));
at("figures").append(...POLICIES.map(({ name, peak, attempts, half, all }) =>
  element("tr", {}, element("th", { scope: "row" }, plain(name)), ...[peak, attempts, `${half} s`, `${all} s`].map((text) => element("td", {}, text)))));

function draw() {
  for (const { policy, bar, share } of lanes) {
    const back = backAfter(policy, seconds);
    bar.style.width = `${(back * 100).toFixed(2)}%`;
    write(share, percent(back));
  }
  slider.value = String(Math.floor(seconds));
  slider.ariaValueText = `${Math.floor(seconds)} seconds after the restart`;
  write(at("clock"), `${Math.floor(seconds)} s`);
}

function frame(now) {
  if (lastFrame === undefined) return;
  seconds = Math.min(SECONDS, seconds + (Math.max(0, now - lastFrame) * SPEED) / 1000);
  lastFrame = now;
  draw();
  if (seconds < SECONDS) requestAnimationFrame(frame);
  else pause();
}

function pause() {
  lastFrame = undefined;
  write(button, "Play");
}

function play() {
  if (seconds >= SECONDS) seconds = 0;
  lastFrame = performance.now();
  write(button, "Pause");
  requestAnimationFrame(frame);
}

button.addEventListener("click", () => (lastFrame === undefined ? play() : pause()));
slider.addEventListener("input", () => {
  pause();
  seconds = Number(slider.value);
  draw();
});

slider.max = String(SECONDS);
draw();
// It moves by itself only for those who do not mind.
if (!matchMedia("(prefers-reduced-motion: reduce)").matches) play();
