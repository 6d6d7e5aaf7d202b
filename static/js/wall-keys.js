// The keys of a wall and of its check: d turns light to dark, + and - change the size, f fills the screen. Kept in cookies.

const SIZES = ["", "2", "3", "4"];
const root = document.documentElement;

function remember(name, value) {
  document.cookie = `${name}=${value}; path=/wall/; max-age=31536000; samesite=lax`;
}

function turn() {
  const chosen = root.dataset.theme;
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  remember("wall_theme", root.dataset.theme);
}

function resize(by) {
  const now = Math.max(SIZES.indexOf(root.dataset.size ?? ""), 0);
  root.dataset.size = SIZES[Math.min(Math.max(now + by, 0), SIZES.length - 1)];
  remember("wall_size", root.dataset.size);
}

function fill() {
  if (document.fullscreenElement) document.exitFullscreen();
  else root.requestFullscreen().catch(() => {});
}

/** Listen: `k` leads to `elsewhere`, and `onSize` is called after the size of text or of the window changed. */
export function listen(elsewhere, onSize) {
  const larger = (by) => () => {
    resize(by);
    onSize();
  };
  const keys = { d: turn, f: fill, "+": larger(1), "-": larger(-1), k: () => location.assign(elsewhere) };
  document.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey) keys[event.key]?.();
  });
  addEventListener("resize", onSize);
}
