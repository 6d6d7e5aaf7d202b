// What was typed into the entry leaves the field at once and waits for what was typed before, so that the next one can be
// typed; what was refused stands beside it.

import { sending as region } from "./sending.js";

const byId = (id) => document.getElementById(id);
const entry = () => byId("entry");
const current = () => document.querySelector(".tree-row[aria-current] a");

const BACK_AFTER = 400;
const queue = [];
// What was refused; and the letters in an entry that may come anew without one.
const unadded = [];
let typed = "";
let sending, finish;

/** Add a need, {text, pick, deeper, parent, action, found}, after those that wait. */
export function add(item) {
  queue.push(item);
  typed = "";
  tell();
  if (!sending) carryOn();
}

// How much waits, and what of it is not known to have arrived, for the other scripts of the page.
function tell() {
  document.body.dataset.queue = queue.length || "";
  document.body.dataset.unsent = JSON.stringify([...unadded, ...[sending, ...queue].filter(Boolean).map(({ text }) => text)]);
  document.dispatchEvent(new Event("queue"));
}

async function carryOn() {
  while ((sending = queue.shift())) {
    tell();
    await region;
    const added = new Promise((resolve) => (finish = resolve));
    send(sending);
    if (await added) follow(sending);
    else [sending, ...queue.splice(0)].forEach(giveBack);
    showUnadded();
  }
  showUnadded();
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

// What an earlier visit left unsent, see drafts.js.
document.addEventListener("unsent", ({ detail }) => {
  unadded.push(...detail);
  showUnadded();
});

// What was refused stands beside the field, out of the way of what is being typed, to be taken again by a click; an answer
// may have put it back into the field itself. The only one goes back by itself once nobody types.
function giveBack({ text }) {
  if (entry()?.value === text) return;
  unadded.push(text);
  setTimeout(() => unadded.length === 1 && entry()?.value === "" && take(0), BACK_AFTER);
}

function take(at) {
  const [text] = unadded.splice(at, 1, ...(entry().value ? [entry().value] : []));
  entry().value = text;
  showUnadded();
}

function showUnadded() {
  const lost = entry() ? "" : typed;
  const texts = lost ? [...unadded, lost] : unadded;
  const note = byId("unadded");
  note.hidden = !texts.length;
  note.lastElementChild.replaceChildren(...texts.map((text) => Object.assign(document.createElement("button"), { className: "button small", textContent: text })));
  tell();
}

document.addEventListener("click", ({ target }) => {
  if (!target.matches("#unadded button") || !entry()) return;
  take(unadded.indexOf(target.textContent));
  entry().focus();
});

document.addEventListener("input", ({ target }) => {
  if (target.id === "entry") typed = target.value;
});
document.addEventListener("htmx:afterSettle", () => {
  showUnadded();
  if (entry()) typed = entry().value;
});
