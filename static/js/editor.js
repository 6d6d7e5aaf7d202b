// The walk-through editor: what is typed is saved or stays, keys, and where the cursor goes when the region comes anew.

import { keepDrafts } from "./drafts.js";
import { isDirty, saveFields } from "./saving.js";
import { sending } from "./sending.js";

const byId = (id) => document.getElementById(id);
const current = () => document.querySelector(".tree-row[aria-current] a");
const texts = () => [...document.querySelectorAll("#walkthrough :is(textarea, input:not([type=hidden], [type=checkbox], [type=radio], #entry))")];
const ASKING = "#found_head, #sheet :is(textarea, select, input:not([type=hidden]))";

// In the fields: Ctrl+Enter makes the move that carries on. Escape goes back to the tree, where arrows walk, from
// wherever it closes nothing.
document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("#fields, #sheet, #found");
  const link = event.target.closest?.(".tree a");
  if (event.target.id === "entry") return;
  if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.querySelector(".primary")?.click();
  else if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open]")) current()?.focus();
  else if (link && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    const links = [...document.querySelectorAll(".tree a")];
    links[links.indexOf(link) + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
  } else return;
  event.preventDefault();
});

// What was typed into a sheet is a move that nobody has made yet: it is left only on purpose.
document.addEventListener("htmx:confirm", (event) => {
  const { elt, target, issueRequest } = event.detail;
  // A row that is clicked while the region comes anew is opened after it: the row that was clicked is gone by then.
  if (sending && elt.matches(".tree a")) {
    event.preventDefault();
    sending.then((taken) => taken && byId(elt.id)?.click());
    return;
  }
  const sheet = byId("sheet");
  if (target.id === "walkthrough" && isDirty(sheet) && !sheet.contains(elt)) {
    event.preventDefault();
    if (confirm(sheet.dataset.leave)) issueRequest(true);
    else if (elt.id === "walkthrough") document.dispatchEvent(new Event("unsaved"));
    return;
  }
  if (!isDirty() || target.id !== "walkthrough" || elt.id === "fields" || turns(elt)) return;
  event.preventDefault();
  save(byId("fields")).then((saved) => (saved ? issueRequest(true) : document.dispatchEvent(new Event("unsaved"))));
});

// Taking an act back, or bringing it back, saves nothing first, which would be an act after it: what is typed stays typed.
const turns = (elt) => elt?.matches("form[data-turns]");

const save = (fields) => saveFields(fields, (html, body) => {
  remember(texts().filter((field) => !fields.contains(field) || field.value !== body.get(field.name)));
  htmx.swap("#walkthrough", html, { swapStyle: "outerHTML", settleDelay: 0 });
});

document.addEventListener("input", (event) => {
  const form = event.target.closest("#fields, #sheet");
  if (form) form.dataset.dirty = "true";
});
window.addEventListener("beforeunload", (event) => {
  if (isDirty() || isDirty(byId("sheet"))) event.preventDefault();
});

// The region comes anew: words typed since it was asked for stay, tree and script stay where they were scrolled
// to, and the cursor goes where the next word is typed.
let sent = new Map();
let sender = null;
let before = {};
let open = matchMedia("(min-width: 1500px)").matches;
byId("room").open ||= open;

function remember(late) {
  const scrolled = document.querySelector(".editor-tree")?.scrollTop;
  const aside = { step: step()?.innerText, scrolled: document.querySelector(".editor-aside")?.scrollTop };
  open = byId("room").open;
  const typed = late.map((field) => [field.id, field.value, isAside(field) ? field.form.elements.version?.value : null]);
  const opened = [...document.querySelectorAll("#walkthrough details[id][open]")].filter((one) => !one.contains(sender)).map(({ id }) => id);
  before = { focus: document.activeElement?.id, row: current()?.id, fields: byId("fields"), typed, opened, scrolled, aside };
}

document.addEventListener("htmx:beforeSend", (event) => {
  if (event.detail.target.id !== "walkthrough") return;
  sent = new Map(texts().map((field) => [field.id, field.value]));
  sender = event.detail.elt;
});
// What is typed beside the tree is not saved with the fields: it stays, with the version that it was read at, until its own
// form is sent.
const isAside = (field) => field.closest(".editor-aside") && field.form && field.form !== sender?.closest("form");
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "walkthrough") return;
  const asRead = (field) => (isAside(field) || turns(sender) ? field.defaultValue : sent.get(field.id));
  remember(texts().filter((field) => field.value !== asRead(field)));
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.elt.id !== "walkthrough") return;
  byId("messages")?.replaceChildren();
  byId("room").open ||= open;
  reopen();
  retype();
  document.querySelector(".editor-tree").scrollTop = before.scrolled ?? 0;
  showStep();
  nextPlace()?.focus({ preventScroll: matchMedia("(pointer: coarse)").matches });
  show();
  // Words typed into fields that something else has taken the place of are their contract's still.
  const left = before.fields && (before.row !== current()?.id || !byId("fields"));
  if (left && isDirty(before.fields)) byId(before.row) ? save(before.fields) : giveBack(before.fields);
  before = {};
});

// Words typed into a contract that is gone stand beside the tree, to be used elsewhere.
function giveBack(fields) {
  const typed = [...fields.querySelectorAll("textarea, input[type=text]")].filter((field) => field.value !== field.defaultValue);
  document.dispatchEvent(new CustomEvent("unsent", { detail: typed.map((field) => field.value) }));
}

// What is in focus in the tree is seen, and what is typed into below it rather than the row itself.
function show() {
  const typed = document.activeElement?.closest("#add, #found");
  for (const shown of [current(), typed]) shown?.scrollIntoView({ block: "nearest" });
}

// The present step is seen with what it asks for: the steps before it scroll out of the way.
const step = () => document.querySelector(".script .current");
function showStep() {
  const aside = document.querySelector(".editor-aside");
  const stays = before.aside && before.aside.step === step()?.innerText;
  aside.scrollTop = stays ? before.aside.scrolled : (step()?.offsetTop ?? 0) - 80;
}

// What the reader opened stays open while its contract stays, but for what was just sent from.
function reopen() {
  if (before.row === current()?.id) for (const id of before.opened ?? []) byId(id)?.setAttribute("open", "");
}

function retype() {
  for (const [id, value, version] of before.typed ?? []) {
    const field = byId(id);
    if (!field || (field.closest("#fields, #park") && before.row !== current()?.id)) continue;
    field.value = value;
    if (version && field.form?.elements.version) field.form.elements.version.value = version;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function nextPlace() {
  const asked = document.querySelector("#walkthrough [aria-invalid=true]") ?? document.querySelector(ASKING);
  const adding = before.focus === "entry" && (byId("entry")?.value || document.body.dataset.queue);
  const same = before.row === current()?.id && before.focus ? byId(before.focus) : null;
  const open = [byId("id_need"), byId("id_supplier"), ...document.querySelectorAll("#fields > .field textarea")];
  const blank = open.find((field) => field && !field.value);
  const entry = byId("entry");
  if (adding && !asked) return byId("entry") ?? current();
  return asked ?? same ?? (before.focus === "entry" && blank?.id !== "id_need" ? entry : blank) ?? entry ?? current();
}

keepDrafts();
showStep();
document.querySelector(ASKING)?.focus();
