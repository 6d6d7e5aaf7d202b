// The walk-through editor: what is typed is saved or stays, keys, and where the cursor goes when the region comes anew.

const byId = (id) => document.getElementById(id);
const current = () => document.querySelector(".tree-row[aria-current] a");
const texts = () => [...document.querySelectorAll("#walkthrough :is(textarea, input:not([type=hidden], [type=checkbox], [type=radio], #entry))")];
const ASKING = "#found_head, #sheet :is(textarea, select, input:not([type=hidden]))";

// In the fields: Ctrl+Enter makes the move that carries on, Escape goes back to the tree, where arrows walk.
document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("#fields, #sheet, #found");
  const link = event.target.closest?.(".tree a");
  if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.querySelector(".primary")?.click();
  else if (form && event.key === "Escape") current()?.focus();
  else if (link && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    const links = [...document.querySelectorAll(".tree a")];
    links[links.indexOf(link) + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
  } else return;
  event.preventDefault();
});

// Whatever brings the region anew saves the contract's fields first; a refused save is shown instead of it. What was
// typed into a sheet is a move that nobody has made yet: it is left only on purpose.
const isDirty = (form = byId("fields")) => form?.dataset.dirty === "true";

document.addEventListener("htmx:confirm", (event) => {
  const { elt, target, issueRequest } = event.detail;
  const sheet = byId("sheet");
  if (target.id === "walkthrough" && isDirty(sheet) && !sheet.contains(elt)) {
    event.preventDefault();
    if (confirm(sheet.dataset.leave)) issueRequest(true);
    return;
  }
  if (!isDirty() || target.id !== "walkthrough" || elt.id === "fields") return;
  event.preventDefault();
  saveFields().then((saved) => (saved ? issueRequest(true) : document.dispatchEvent(new Event("unsaved"))));
});

async function saveFields() {
  const fields = byId("fields");
  const headers = { "HX-Request": "true" };
  const answer = await fetch(fields.action, { method: "POST", body: new FormData(fields), headers }).catch(() => null);
  if (answer?.ok) fields.dataset.dirty = "false";
  else if ([409, 422].includes(answer?.status)) {
    remember(texts().filter((field) => !fields.contains(field)));
    htmx.swap("#walkthrough", await answer.text(), { swapStyle: "outerHTML", settleDelay: 0 });
  } else htmx.trigger(fields, "htmx:sendError");
  return Boolean(answer?.ok);
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("#fields, #sheet");
  if (form) form.dataset.dirty = "true";
});
window.addEventListener("beforeunload", (event) => {
  if (isDirty() || isDirty(byId("sheet"))) event.preventDefault();
});

// The region comes anew: words typed since it was asked for stay, the tree stays where it was scrolled to, and the
// cursor goes where the next word is typed.
let sent = new Map();
let before = {};
let open = matchMedia("(min-width: 1500px)").matches;
byId("room").open ||= open;

function remember(late) {
  const scrolled = document.querySelector(".editor-tree")?.scrollTop;
  open = byId("room").open;
  const typed = late.map((field) => [field.id, field.value]);
  before = { focus: document.activeElement?.id, row: current()?.id, typed, scrolled };
}

document.addEventListener("htmx:beforeSend", (event) => {
  if (event.detail.target.id === "walkthrough") sent = new Map(texts().map((field) => [field.id, field.value]));
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id === "walkthrough") remember(texts().filter((field) => field.value !== sent.get(field.id)));
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.elt.id !== "walkthrough") return;
  byId("messages")?.replaceChildren();
  byId("room").open ||= open;
  retype();
  document.querySelector(".editor-tree").scrollTop = before.scrolled ?? 0;
  nextPlace()?.focus({ preventScroll: matchMedia("(pointer: coarse)").matches });
  show();
  before = {};
});

// What is in focus in the tree is seen, and what is typed into below it rather than the row itself.
function show() {
  const typed = document.activeElement?.closest("#add, #found");
  for (const shown of [current(), typed]) shown?.scrollIntoView({ block: "nearest" });
}

function retype() {
  for (const [id, value] of before.typed ?? []) {
    const field = byId(id);
    if (!field || (field.closest("#fields") && before.row !== current()?.id)) continue;
    field.value = value;
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

document.querySelector(ASKING)?.focus();
