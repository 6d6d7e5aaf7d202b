// What is typed and not sent yet outlives a reload, a closed lid and a killed server: kept for this tab, by page, contract
// and field, and put back with the version that they were read at.

const PAGE = `draft:${location.pathname}`;
const region = () => document.getElementById("walkthrough");
const contract = () => document.querySelector(".tree-row[aria-current] a")?.id ?? "";
const controls = () => [...region().querySelectorAll(":is(textarea, input:not([type=hidden], [type=checkbox], [type=radio]))[id]")];
const isTyped = (control) => control.value !== control.defaultValue;

// The entry belongs to the page, every other field to the contract in focus.
const keyOf = (control) => (control.id === "entry" ? "entry" : `${contract()}/${control.id}`);

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(PAGE)) ?? {};
  } catch {
    return {};
  }
}

function keep() {
  const texts = controls().filter(isTyped).map((control) => [keyOf(control), [control.value, control.form?.elements.version?.value]]);
  const drafts = { ...Object.fromEntries(texts), queue: JSON.parse(document.body.dataset.unsent ?? "[]") };
  if (texts.length || drafts.queue.length) sessionStorage.setItem(PAGE, JSON.stringify(drafts));
  else sessionStorage.removeItem(PAGE);
}

function restore() {
  const drafts = read();
  for (const control of controls()) {
    const [text, version] = drafts[keyOf(control)] ?? [];
    if (text === undefined || isTyped(control)) continue;
    control.value = text;
    // Where somebody else wrote since, saving shows both.
    if (version && control.form?.elements.version) control.form.elements.version.value = version;
    control.closest("details")?.setAttribute("open", "");
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (drafts.queue?.length) document.dispatchEvent(new CustomEvent("unsent", { detail: drafts.queue }));
}

/** Put back what was typed before, and keep what is typed from now on. */
export function keepDrafts() {
  restore();
  document.addEventListener("input", ({ target }) => region().contains(target) && keep());
  document.addEventListener("htmx:afterSettle", ({ detail }) => detail.elt.id === "walkthrough" && setTimeout(keep));
  document.addEventListener("queue", keep);
}
