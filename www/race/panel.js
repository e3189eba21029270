// The race's page: begins and stops it, and shows how far it is.
import { write } from "../playground/element.js";
import { createBars } from "./bars.js";
import { COURSE } from "./course.js";
import { race } from "./race.js";
import { verdict } from "./result.js";

const at = (id) => document.getElementById(id);
const panel = at("race");
const button = at("begin");
const bars = createBars(at("chart"), at("figures"));
let running;

async function begin() {
  running = new AbortController();
  const rounds = Number(at("rounds").value);
  const results = [];
  // A browser slows a page down that nobody sees.
  let wasHidden = document.hidden;
  const noteHidden = () => (wasHidden ||= document.hidden);
  document.addEventListener("visibilitychange", noteHidden);
  bars.clear();
  panel.dataset.state = "running";
  write(button, "Stop");
  write(at("status"), "Both check their events, then warm up.");
  try {
    await race(rounds, (index, lanes) => {
      results[index] = bars.draw(index, lanes);
      const { length } = lanes[0].speeds;
      // Once per stream: a screen reader reads each change.
      if (length === 1) write(at("status"), `Stream ${index + 1} of ${COURSE.length}, ${rounds} rounds.`);
    }, running.signal);
    write(at("status"), verdict(results) + (wasHidden ? " The page was hidden meanwhile: the figures may be too low." : ""));
    panel.dataset.state = "done";
  } catch (error) {
    write(at("status"), running.signal.aborted ? "Stopped." : `The race broke off: ${error.message}.`);
    panel.dataset.state = "stopped";
  } finally {
    document.removeEventListener("visibilitychange", noteHidden);
    running = undefined;
    write(button, "Start the race");
  }
}

button.addEventListener("click", () => (running ? running.abort() : begin()));
