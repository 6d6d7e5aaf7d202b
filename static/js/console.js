// The facilitator's console: a key for every button, what the room shows, and undo by name.

import { freshen, told } from "./console-live.js";

const byId = (id) => document.getElementById(id);
const current = () => document.querySelector(".tree-row[aria-current] a");
const focusId = () => current()?.id.replace("node-", "") ?? "";
const isTyping = (place) => place.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

// The keys that are more than a press of their button.
const ACTS = {
  n: () => byId("entry")?.focus(),
  "/": () => byId("entry")?.focus(),
  f: focusHere,
  g: toggleGap,
  q: park,
  "[": () => byId("script-back")?.click(),
  "]": goOn,
  "?": () => byId("keys").showModal(),
};

// Before the shell's own keys: here "/" is the entry's.
document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(target)) return;
  if (document.body.dataset.keys === "off" || document.querySelector("dialog[open]")) return;
  const act = ACTS[key] ?? (["ArrowUp", "ArrowDown"].includes(key) && target === document.body && (() => current()?.focus()));
  const name = event.shiftKey && /^[A-Z]$/.test(key) ? `Shift+${key}` : key;
  const button = act ? null : document.querySelector(`[aria-keyshortcuts="${CSS.escape(name)}"]`);
  if (!act && !button) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (event.repeat) return;
  if (act) act();
  else button.click();
}, true);

// A row comes into focus and the cursor stays in the tree, so that the next letter is an answer; of the row that is in
// focus already, the wall is told.
let stays = false;
function focusHere() {
  const row = document.activeElement?.closest(".tree a");
  if (row && row !== current()) {
    stays = true;
    row.click();
  } else byId("show-focus")?.click();
}

function toggleGap() {
  const box = byId("id_gap");
  if (!box) return;
  box.checked = !box.checked;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  stays = Boolean(document.activeElement?.closest(".tree"));
  byId("fields").requestSubmit(byId("do-save"));
}

// A gate that is not met asks why first.
function goOn() {
  const reason = byId("step_reason");
  if (reason && !reason.value) reason.focus();
  else byId("script-next")?.click();
}

function park() {
  const place = byId("park");
  if (!place) return;
  place.open = true;
  place.querySelector("textarea, input:not([type=hidden])").focus();
}

// The room follows: what comes into focus here, what is being typed, and the buttons of the wall.
async function tell(values) {
  const form = byId("on-wall");
  if (!form) return;
  const body = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value, ...values });
  const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } }).catch(() => null);
  if (answer?.ok) await told(answer.headers.get("Live-Number"), "writing" in values);
}

document.addEventListener("submit", (event) => {
  const { target, submitter } = event;
  if (target.id !== "on-wall" || !submitter) return;
  event.preventDefault();
  tell({ [submitter.name]: submitter.value });
}, true);

let followed = focusId();
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.elt.id !== "walkthrough") return;
  if (stays) current()?.focus();
  stays = false;
  if (byId("acts").open) byId("acts").close();
  if (focusId() !== followed) tell({ focus: (followed = focusId()) });
  if (!byId("entry")?.value) write("");
});

let written = "";
let waiting;
function write(text) {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    if (text !== written) tell({ writing: (written = text) });
  }, 300);
}
document.addEventListener("input", ({ target }) => {
  if (target.id === "entry") write(target.value.trim());
});
document.addEventListener("focusout", ({ target }) => {
  if (target.id === "entry") write("");
});
document.addEventListener("focusin", ({ target }) => {
  if (target.id === "entry") write(target.value.trim());
});

// The second click of a double click would take the act before it back, too: its button stands there by then.
document.addEventListener("click", (event) => {
  if (event.detail > 1 && event.target.closest("[data-turns] button")) event.preventDefault();
}, true);

// Acts by name, and all keys, each in a dialog.
document.addEventListener("click", async (event) => {
  if (event.target.closest("[data-keys-open]")) byId("keys").showModal();
  const link = event.target.closest("[data-acts]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  await htmx.ajax("GET", link.href, { target: "#acts", swap: "innerHTML" });
});
document.addEventListener("htmx:afterSwap", ({ target }) => {
  if (target.id !== "acts") return;
  if (!target.open) target.showModal();
  (target.querySelector("button[autofocus]") ?? target.querySelector("[aria-current], a"))?.focus();
});
byId("acts").addEventListener("keydown", (event) => {
  const links = [...byId("acts").querySelectorAll(".acts-list > li > a")];
  const at = links.indexOf(document.activeElement?.closest("li")?.querySelector("a"));
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  links[to]?.focus();
});

// What changed while the page was away is fetched when it is seen again.
addEventListener("pageshow", (event) => event.persisted && freshen());
