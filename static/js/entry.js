// The entry of the walk-through editor: its type-ahead, and the keys that add what is typed.

import { add } from "./queue.js";

const byId = (id) => document.getElementById(id);
const entry = () => byId("entry");
const options = () => [...document.querySelectorAll("#suggestions [role=option]")];
const chosen = () => document.querySelector("#suggestions [aria-selected=true]");
const current = () => document.querySelector(".tree-row[aria-current] a");

function choose(option) {
  for (const other of options()) other.setAttribute("aria-selected", String(other === option));
  entry().setAttribute("aria-activedescendant", option?.id ?? "");
  option?.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = options();
  const at = all.indexOf(chosen());
  if (all.length) choose(all[(at + by + (at < 0 && by < 0 ? 1 : 0) + all.length) % all.length]);
}

// After Escape, Tab goes on through the page until something is typed again.
let left = false;
function leave() {
  left = true;
  options().length ? closeList() : current()?.focus();
}

function closeList() {
  byId("suggestions")?.replaceChildren();
  entry()?.setAttribute("aria-expanded", "false");
  entry()?.removeAttribute("aria-activedescendant");
}

function take(pick, deeper) {
  const text = entry().value.trim();
  if (!text) return;
  const { action, elements } = byId("add");
  entry().value = "";
  closeList();
  add({ text, pick: pick ?? "", deeper: deeper ? "1" : "", parent: elements.parent.value, action, found: entry().dataset.new });
}

// The region comes anew: the letters in the entry stay, and the cursor among them.
let field = entry();
document.addEventListener("htmx:afterSettle", () => {
  const fresh = entry();
  if (fresh && fresh !== field && field?.value) {
    fresh.value = field.value;
    fresh.setSelectionRange(field.selectionStart, field.selectionEnd);
    fresh.dispatchEvent(new Event("input", { bubbles: true }));
  }
  field = fresh ?? field;
});

document.addEventListener("keydown", (event) => {
  if (event.target.id !== "entry" || event.isComposing) return;
  const typed = event.target.value.trim();
  const strong = event.ctrlKey || event.metaKey;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "Enter") take(event.altKey ? "gap" : strong && entry().dataset.new ? "new" : chosen()?.dataset.pick);
  else if (event.key === "Tab" && !event.shiftKey && typed && !left) take(chosen()?.dataset.pick, true);
  else if (event.key === "Escape") leave();
  else return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const option = event.target.closest("#suggestions [role=option]");
  if (option) take(option.dataset.pick);
  else if (!event.target.closest("#add")) closeList();
});
document.addEventListener("submit", (event) => {
  if (event.target.id !== "add") return;
  event.preventDefault();
  event.stopImmediatePropagation();
  take(chosen()?.dataset.pick);
}, true);

document.addEventListener("input", (event) => {
  if (event.target.id === "entry") left = false;
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "suggestions") return;
  entry()?.setAttribute("aria-expanded", String(options().length > 0));
  for (const id of ["suggestions", "entry"]) byId(id)?.scrollIntoView({ block: "nearest" });
});
