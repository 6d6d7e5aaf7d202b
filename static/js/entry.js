// The entry of the walk-through editor: what is typed is queued and added in order; its type-ahead.

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

// A need leaves the field at once and waits for those before it, so that the next one can be typed.
const queue = [];
let sending, finish;

function take(pick, deeper) {
  const text = entry().value.trim();
  if (!text) return;
  const { action, elements } = byId("add");
  queue.push({ text, pick: pick ?? "", deeper: deeper ? "1" : "", parent: elements.parent.value, action, found: entry().dataset.new });
  document.body.dataset.queue = queue.length;
  entry().value = "";
  closeList();
  if (!sending) carryOn();
}

async function carryOn() {
  while ((sending = queue.shift())) {
    document.body.dataset.queue = queue.length || "";
    send(sending);
    const added = await new Promise((resolve) => (finish = resolve));
    if (added) follow(sending);
    else [sending, ...queue.splice(0)].forEach(giveBack);
    showUnadded();
  }
}

function send({ pick, action, found, ...values }) {
  const options = { source: "#walkthrough", target: "#walkthrough", swap: "outerHTML settle:0ms" };
  if (pick === "new") htmx.ajax("GET", found + encodeURIComponent(values.text), options);
  else htmx.ajax("POST", action, { ...options, values: { ...values, pick } });
}

// What waits for the same place goes where the last need led; where nothing may be added, it is given back.
function follow({ parent, deeper }) {
  const place = byId("add")?.elements.parent.value;
  for (const item of queue.splice(0)) {
    if (item.parent === parent && place === undefined) giveBack(item);
    else queue.push({ ...item, parent: item.parent === parent ? place : item.parent });
  }
  if (deeper) (entry() ?? current())?.focus();
}

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.requestConfig?.elt?.id === "walkthrough") finish?.([200, 204].includes(detail.xhr.status));
});
document.addEventListener("unsaved", () => finish?.(false));

// What was refused goes back into the field where that is free, else beside it, to be taken again by a click.
const unadded = [];

function giveBack({ text }) {
  if (!entry() || (entry().value && entry().value !== text)) unadded.push(text);
  else entry().value = text;
}

function showUnadded() {
  const texts = entry() || !field?.value ? unadded : [...unadded, field.value];
  const note = byId("unadded");
  note.hidden = !texts.length;
  note.lastElementChild.replaceChildren(...texts.map((text) => Object.assign(document.createElement("button"), { className: "button small", textContent: text })));
}

document.addEventListener("click", ({ target }) => {
  if (!target.matches("#unadded button") || !entry()) return;
  unadded.splice(unadded.indexOf(target.textContent), 1, ...(entry().value ? [entry().value] : []));
  entry().value = target.textContent;
  entry().focus();
  showUnadded();
});

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
  showUnadded();
});

document.addEventListener("keydown", (event) => {
  if (event.target.id !== "entry" || event.isComposing) return;
  const typed = event.target.value.trim();
  const strong = event.ctrlKey || event.metaKey;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "Enter") take(strong && entry().dataset.new ? "new" : chosen()?.dataset.pick);
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
