// Keeps a wall fresh: asks every two seconds whether the tree changed, swaps it, and says how old it is. Never blanks.

const EVERY = 2000;
const PATIENCE = 4000;
const OFFLINE_AFTER = 3;
const SIZES = ["", "2", "3", "4"];

const root = document.documentElement;
const wall = document.getElementById("wall");
const fresh = document.getElementById("fresh");
const state = { tag: wall.dataset.tag, room: "", failures: 0, seen: new Date(), timer: 0, ended: false };

function remember(name, value) {
  document.cookie = `${name}=${value}; path=/wall/; max-age=31536000; samesite=lax`;
}

// The picture's size in rem tells the server how much of the tree fits; a phone scrolls, so everything fits.
function room() {
  const rem = parseFloat(getComputedStyle(root).fontSize);
  const scrolls = matchMedia("(max-width: 800px)").matches;
  const rems = (pixels) => Math.floor((pixels / rem) * 20 + 0.1) / 20;
  return `?wide=${rems(innerWidth)}&high=${scrolls ? 9999 : rems(innerHeight)}`;
}

function say(words, kind) {
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const text = words.replace("{time}", state.seen.toLocaleTimeString(root.lang, clock));
  fresh.hidden = false;
  if (fresh.textContent !== text) fresh.textContent = text;
  fresh.className = `wall-fresh ${kind}`;
}

function succeeded() {
  state.failures = 0;
  state.seen = new Date();
  say(fresh.dataset.live, "live");
}

function failed() {
  state.failures += 1;
  if (state.failures < OFFLINE_AFTER) say(fresh.dataset.behind, "behind");
  else say(fresh.dataset.offline, "offline");
}

function finish() {
  state.ended = true;
  say(fresh.dataset.ended, "offline");
}

async function look() {
  const wanted = room();
  const headers = wanted === state.room || !state.room ? { "If-None-Match": state.tag } : {};
  const response = await fetch(wall.dataset.url + wanted, { headers, signal: AbortSignal.timeout(PATIENCE) });
  if (response.status === 404) return finish();
  if (response.status !== 304) {
    if (!response.ok) return failed();
    wall.innerHTML = await response.text();
    state.tag = response.headers.get("ETag");
  }
  state.room = wanted;
  succeeded();
}

async function follow() {
  clearTimeout(state.timer);
  try {
    await look();
  } catch {
    failed();
  }
  if (!state.ended) state.timer = setTimeout(follow, EVERY);
}

function isDark() {
  const chosen = root.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function turn() {
  root.dataset.theme = isDark() ? "light" : "dark";
  remember("wall_theme", root.dataset.theme);
}

function resize(by) {
  const now = Math.max(SIZES.indexOf(root.dataset.size ?? ""), 0);
  root.dataset.size = SIZES[Math.min(Math.max(now + by, 0), SIZES.length - 1)];
  remember("wall_size", root.dataset.size);
  follow();
}

const KEYS = { d: turn, "+": () => resize(1), "-": () => resize(-1) };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  KEYS[event.key]?.();
});

let settling = 0;
addEventListener("resize", () => {
  clearTimeout(settling);
  settling = setTimeout(follow, 200);
});
addEventListener("online", follow);

document.fonts.ready.then(follow);
