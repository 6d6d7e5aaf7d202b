// Draws the lines of a wall's focus view, from where its cards came to stand: one path for what stands, one for the focus.

const ROUND = 4;

function box(element, from) {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return { left: left - from.left, right: right - from.left, top: top - from.top, middle: (top + bottom) / 2 - from.top, bottom: bottom - from.top };
}

// From the right edge of `source` by a line halfway to the left edges of `targets`.
function branch(source, targets) {
  if (!targets.length) return "";
  const bus = (source.right + targets[0].left) / 2;
  const ends = [source.middle, ...targets.map((target) => target.middle)];
  const trunk = `M${source.right} ${source.middle}H${bus}M${bus} ${Math.min(...ends)}V${Math.max(...ends)}`;
  return trunk + targets.map((target) => `M${bus} ${target.middle}H${target.left}`).join("");
}

// From below a card to what hangs below it.
function hang(holder, held) {
  const x = holder.left + (held.left - holder.left) / 2;
  return `M${x} ${holder.bottom}V${held.middle - ROUND}Q${x} ${held.middle} ${x + ROUND} ${held.middle}H${held.left}`;
}

function cards(view, column, rows = ".card-row:not(.held)") {
  return [...view.querySelectorAll(`${column} ${rows} > .wall-card`)];
}

/** Draw the lines of the focus view inside `wall`, where it shows one. */
export function connect(wall) {
  const view = wall.querySelector(".wall-focus");
  const lines = view?.querySelector(".focus-lines");
  if (!lines || getComputedStyle(view).display === "block") return;
  const from = view.getBoundingClientRect();
  const at = (element) => box(element, from);
  const [path, focus] = [view.querySelector(".focus-step:last-child"), view.querySelector(".wall-card.focus")];
  let quiet = path ? branch(at(path), cards(view, ".focus-middle").map(at)) : "";
  let holder = null;
  for (const row of view.querySelectorAll(".card-row")) {
    if (row.matches(":first-child")) holder = null;
    const card = row.querySelector(".wall-card");
    if (!row.matches(".held")) holder = card;
    else if (holder) quiet += hang(at(holder), at(card));
  }
  lines.children[0].setAttribute("d", quiet);
  lines.children[1].setAttribute("d", focus ? branch(at(focus), cards(view, ".focus-bought").map(at)) : "");
}
