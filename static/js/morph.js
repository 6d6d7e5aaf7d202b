// Brings a region up to date in place: what is the same stays the same element, with its focus, scroll, words and
// whatever is open in it. `keep(old, fresh)` says what is left as it is.

// Rows of a tree are known by the link in them, everything else by its id.
function keyOf(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return null;
  if (node.id) return node.id;
  if (node.matches("li.entry")) return "entry";
  return node.matches("li") ? (node.querySelector(":scope > .tree-row a[id]")?.id ?? null) : null;
}

const isAlike = (old, fresh) => old.nodeName === fresh.nodeName && keyOf(old) === keyOf(fresh);

/** Make element `old` what `fresh` is, an element of the same name. */
export function morph(old, fresh, keep) {
  if (keep(old, fresh) || old.isEqualNode(fresh)) return;
  if (old.matches("input, textarea, select") && (isTyped(old) || isHeld(old))) return;
  copyAttributes(old, fresh);
  morphChildren(old, fresh, keep);
  if (old.matches("input, textarea, select")) copyValue(old, fresh);
}

// The version that what is being typed was read at: with a newer one it would be written over what others wrote.
const isHeld = (old) => old.matches("[type=hidden][name=version]") && [...old.form.elements].some((one) => one.matches("input, textarea, select") && isTyped(one));

const touched = new WeakSet();
document.addEventListener("input", ({ target }) => target.matches("select") && touched.add(target));

// Whether somebody changed a control since it came.
function isTyped(control) {
  if (control.matches("[type=checkbox], [type=radio]")) return control.checked !== control.defaultChecked;
  if (control.matches("select")) return touched.has(control);
  return control.type !== "hidden" && control.value !== control.defaultValue;
}

function copyValue(old, fresh) {
  if (old.matches("[type=checkbox], [type=radio]")) old.checked = fresh.defaultChecked;
  else if (old.matches("select")) old.value = fresh.value;
  else if (old.value !== fresh.defaultValue) old.value = fresh.defaultValue;
}

// What a reader opened, and what scripts say of the entry, is not the server's to change.
const OURS = ["open", "aria-expanded", "aria-activedescendant", "data-dirty"];

function copyAttributes(old, fresh) {
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && !OURS.includes(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value && !OURS.includes(name)) old.setAttribute(name, value);
}

function morphChildren(old, fresh, keep) {
  const wanted = new Set([...fresh.childNodes].map(keyOf).filter(Boolean));
  const known = new Map([...old.childNodes].map((node) => [keyOf(node), node]).filter(([key]) => key));
  let at = old.firstChild;
  for (const child of [...fresh.childNodes]) {
    const key = keyOf(child);
    // What is gone goes first, so that what stays need not move: what moves loses the focus.
    while (at && keyOf(at) && !wanted.has(keyOf(at))) at = drop(at);
    const match = key ? known.get(key) : at && isAlike(at, child) ? at : null;
    if (!match || !(match.nodeName === child.nodeName)) {
      old.insertBefore(document.importNode(child, true), at);
      continue;
    }
    if (match === at) at = at.nextSibling;
    else old.insertBefore(match, at);
    if (match.nodeType === Node.ELEMENT_NODE) morph(match, child, keep);
    else if (match.nodeValue !== child.nodeValue) match.nodeValue = child.nodeValue;
  }
  while (at) at = drop(at);
}

function drop(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}
