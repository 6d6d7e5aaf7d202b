// The test picture of a wall: tells its size in pixels, whether all is seen, how fresh it is and how quick the server.

import { follow } from "./live.js";
import { listen } from "./wall-keys.js";

const ASK_EVERY = 5000;
const SMALLEST = 0.9;

const root = document.documentElement;
const check = document.getElementById("check");
const [resolution, shape, state, answer] = ["resolution", "shape", "state", "answer"].map((id) => document.getElementById(id));

function measure() {
  const rem = parseFloat(getComputedStyle(root).fontSize);
  const told = { wide: innerWidth * devicePixelRatio, high: innerHeight * devicePixelRatio, small: rem * SMALLEST * devicePixelRatio };
  resolution.textContent = resolution.dataset.words.replace(/{(\w+)}/g, (_all, name) => Math.round(told[name]));
  const fits = root.scrollWidth <= innerWidth && root.scrollHeight <= innerHeight;
  shape.textContent = fits ? shape.dataset.whole : shape.dataset.cut;
}

function say(kind, heardAt) {
  state.textContent = state.dataset[kind].replace("{time}", heardAt.toLocaleTimeString(root.lang, { timeStyle: "short" }));
}

async function time() {
  const begun = performance.now();
  try {
    await fetch(check.dataset.url, { headers: { "If-None-Match": check.dataset.tag } });
    answer.textContent = `${Math.round(performance.now() - begun)} ms`;
  } catch {
    answer.textContent = "–";
  }
}

listen(check.dataset.wall, measure);
document.fonts.ready.then(measure);
time();
setInterval(time, ASK_EVERY);
follow({
  stream: () => check.dataset.stream,
  poll: () => check.dataset.url,
  tag: check.dataset.tag,
  onState: () => {},
  onFreshness: say,
});
