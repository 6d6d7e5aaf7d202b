// The walk-through editor: the entry with its type-ahead, names in fields, and nothing typed is lost on leaving.

const entry = () => document.getElementById("entry");
const options = () => [...document.querySelectorAll("#suggestions [role=option]")];
const chosen = () => document.querySelector("#suggestions [aria-selected=true]");

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
  document.getElementById("suggestions")?.replaceChildren();
  entry()?.setAttribute("aria-expanded", "false");
  entry()?.removeAttribute("aria-activedescendant");
}

// What stands in the contract's fields is saved first; then `act` goes on, unless saving met a problem.
function saveFirst(act) {
  const fields = document.getElementById("fields");
  if (fields?.dataset.dirty !== "true") return act();
  const typed = entry()?.value ?? "";
  const settled = () => {
    if (document.querySelector("#fields .is-invalid, #fields .problem, #fields .invalid-feedback")) return;
    if (entry()) entry().value = typed;
    act();
  };
  document.addEventListener("htmx:afterSettle", settled, { once: true });
  fields.requestSubmit(fields.querySelector("button[name=verb][value='']"));
}

function submitEntry(pick, deeper) {
  saveFirst(() => {
    const form = document.getElementById("add");
    if (pick === "new") return void location.assign(entry().dataset.new + encodeURIComponent(entry().value));
    form.elements.pick.value = pick ?? "";
    if (deeper) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "deeper", value: "1" }));
    form.requestSubmit();
  });
}

document.addEventListener("keydown", (event) => {
  if (event.target.id !== "entry" || event.isComposing) return;
  const typed = event.target.value.trim();
  if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "Enter" && typed) submitEntry(event.ctrlKey || event.metaKey ? "new" : chosen()?.dataset.pick);
  else if (event.key === "Tab" && !event.shiftKey && typed && chosen()) submitEntry(chosen().dataset.pick, true);
  else if (event.key === "Escape") closeList();
  else return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const option = event.target.closest("#suggestions [role=option]");
  if (option) return submitEntry(option.dataset.pick);
  if (!event.target.closest("#add")) closeList();
  leave(event);
});

// A link to another contract saves this one on the way.
function leave(event) {
  const link = event.target.closest(".tree a, .path a, .parked a, #fields a");
  const fields = document.getElementById("fields");
  if (!link || fields?.dataset.dirty !== "true" || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  saveFirst(() => location.assign(link.href));
}

document.addEventListener("input", (event) => {
  const fields = event.target.closest("#fields");
  if (fields) fields.dataset.dirty = "true";
  if (event.target.dataset?.names) suggestNames(event.target);
});

// Names for a field: asked for as one types, shown by the browser's own list.
async function suggestNames(field) {
  if (field.value.trim().length < 2) return;
  const answer = await fetch(`/names/${field.dataset.names}/?typed=${encodeURIComponent(field.value)}`);
  if (answer.ok) document.getElementById(`${field.dataset.names}-names`).innerHTML = await answer.text();
}

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "suggestions") entry().setAttribute("aria-expanded", String(options().length > 0));
});

// After an act the cursor stands where the next word is typed.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.elt.id !== "walkthrough") return;
  const blank = [...document.querySelectorAll("#found input:not([type=hidden]), #fields textarea")].find((f) => !f.value);
  const invalid = document.querySelector("#walkthrough .is-invalid, #sheet textarea, #found input:not([type=hidden])");
  (invalid ?? (document.querySelector(".tree-row[aria-current].is-draft") && blank) ?? entry())?.focus();
});

// Arrow keys walk the tree where no field has the keyboard.
document.addEventListener("keydown", (event) => {
  if (!event.target.closest?.(".tree a") || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  const links = [...document.querySelectorAll(".tree a")];
  links[links.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
  event.preventDefault();
});

window.addEventListener("beforeunload", (event) => {
  if (document.getElementById("fields")?.dataset.dirty === "true") event.preventDefault();
});
document.addEventListener("submit", (event) => {
  if (event.target.id === "fields") event.target.dataset.dirty = "false";
});
