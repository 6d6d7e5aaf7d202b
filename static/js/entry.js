// The entry of the walk-through editor with its type-ahead, and names in fields.

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
  if (!all.length) return;
  const at = all.indexOf(chosen());
  choose(all[(at + by + (at < 0 && by < 0 ? 1 : 0) + all.length) % all.length]);
}

function closeList() {
  byId("suggestions")?.replaceChildren();
  entry()?.setAttribute("aria-expanded", "false");
  entry()?.removeAttribute("aria-activedescendant");
}

function submitEntry(pick, deeper) {
  const form = byId("add");
  // Another need is typed already while the last one is on its way: it waits in the field.
  if (form.classList.contains("htmx-request")) return;
  if (pick === "new") return nameLine();
  form.elements.pick.value = pick ?? "";
  form.elements.deeper.value = deeper ? "1" : "";
  form.requestSubmit();
}

function nameLine() {
  const address = entry().dataset.new + encodeURIComponent(entry().value);
  htmx.ajax("GET", address, { source: "#walkthrough", target: "#walkthrough", swap: "outerHTML" });
}

document.addEventListener("keydown", (event) => {
  if (event.target.id !== "entry" || event.isComposing) return;
  const typed = event.target.value.trim();
  const strong = event.ctrlKey || event.metaKey;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "Enter" && typed) submitEntry(strong && entry().dataset.new ? "new" : chosen()?.dataset.pick);
  else if (event.key === "Tab" && !event.shiftKey && typed && chosen()) submitEntry(chosen().dataset.pick, true);
  else if (event.key === "Escape") options().length ? closeList() : current()?.focus();
  else return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const option = event.target.closest("#suggestions [role=option]");
  if (option) submitEntry(option.dataset.pick);
  else if (!event.target.closest("#add")) closeList();
});

// Names for a field: asked for as one types, shown by the browser's own list.
async function suggestNames(field) {
  if (field.value.trim().length < 2) return;
  const answer = await fetch(`/names/${field.dataset.names}/?typed=${encodeURIComponent(field.value)}`);
  if (answer.ok) byId(`${field.dataset.names}-names`).innerHTML = await answer.text();
}

document.addEventListener("input", (event) => {
  if (event.target.dataset?.names) suggestNames(event.target);
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "suggestions") entry()?.setAttribute("aria-expanded", String(options().length > 0));
});

// A need on its way leaves the entry free for the next one.
let onItsWay = "";
document.addEventListener("htmx:beforeSend", (event) => {
  if (event.detail.elt.id !== "add") return;
  closeList();
  onItsWay = entry().value;
  entry().value = "";
});
for (const failed of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(failed, (event) => {
    if (event.detail.elt?.id === "add") entry().value ||= onItsWay;
  });
}
