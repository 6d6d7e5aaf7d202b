// A wall: follows its tree in the size of its own picture, and says how old it is. Never blanks.

import { tick } from "./clock.js";
import { connect } from "./connectors.js";
import { follow } from "./live.js";
import { listen } from "./wall-keys.js";

const SETTLED = 200;

const root = document.documentElement;
const wall = document.getElementById("wall");
const fresh = document.getElementById("fresh");

// The picture's size in rem tells the server how much of the tree fits; a phone scrolls, so everything fits.
function room() {
  const rem = parseFloat(getComputedStyle(root).fontSize);
  const scrolls = matchMedia("(max-width: 800px)").matches;
  const rems = (pixels) => Math.floor((pixels / rem) * 20 + 0.1) / 20;
  return `?wide=${rems(innerWidth)}&high=${scrolls ? 9999 : rems(innerHeight)}`;
}

function say(kind, heardAt) {
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const text = fresh.dataset[kind].replace("{time}", heardAt.toLocaleTimeString(root.lang, clock));
  fresh.hidden = false;
  if (fresh.textContent !== text) fresh.textContent = text;
  fresh.className = `wall-fresh ${kind === "ended" ? "offline" : kind}`;
}

const chosen = () => wall.querySelector(".wall-head").dataset.chosen;
let obeyed = chosen();

// A theme that the console chooses holds from when it is chosen; the key on the wall turns it again.
function obey() {
  if (chosen() === obeyed) return;
  obeyed = chosen();
  if (obeyed) root.dataset.theme = obeyed;
}

function show(html) {
  wall.innerHTML = html;
  obey();
  tick();
  connect(wall);
}

let live = null;
let settling = 0;

function resized() {
  connect(wall);
  clearTimeout(settling);
  settling = setTimeout(() => live?.refresh(), SETTLED);
}

listen(wall.dataset.check, resized);

document.fonts.ready.then(() => {
  connect(wall);
  live = follow({
    stream: () => wall.dataset.stream + room(),
    poll: () => wall.dataset.url + room(),
    tag: wall.dataset.tag,
    onState: show,
    onFreshness: say,
  });
});
