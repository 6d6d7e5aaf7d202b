// Names for a field that names a person, a line or a supplier: asked for as one types, shown by the browser's own list.

const LEAST = 2;
// A seat, which may have no account, asks at an address of its own.
const place = document.querySelector("[data-names-at]")?.dataset.namesAt ?? "/names/";

document.addEventListener("input", ({ target }) => {
  if (target.dataset?.names && target.value.trim().length >= LEAST) propose(target);
});

async function propose(field) {
  const { names } = field.dataset;
  const typed = field.value;
  const answer = await fetch(`${place}${names}/?typed=${encodeURIComponent(typed)}`).catch(() => null);
  // An answer to what was typed before comes too late.
  if (answer?.ok && field.value === typed) listOf(names).innerHTML = await answer.text();
}

// One list for each kind of name, made when it is first needed: it stays where a region of the page comes anew.
function listOf(names) {
  const id = `${names}-names`;
  const list = document.getElementById(id) ?? document.createElement("datalist");
  if (!list.isConnected) document.body.append(list);
  list.id = id;
  return list;
}
