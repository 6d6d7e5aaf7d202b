// What is typed into a form[data-keep] stays in this tab until it was sent, whatever happens to the page or the network.

const keyOf = (form) => `words:${location.pathname}:${form.dataset.keep}`;
const fields = (form) => [...form.elements].filter((field) => field.matches("textarea, select, input:not([type=hidden])"));

/** Keep what a form holds now; nothing is kept of an empty one. */
export function keep(form) {
  const typed = fields(form).filter((field) => (field.type === "radio" || field.type === "checkbox" ? field.checked : field.value));
  const words = typed.map((field) => [field.id, field.value]);
  if (words.length) sessionStorage.setItem(keyOf(form), JSON.stringify(words));
  else sessionStorage.removeItem(keyOf(form));
}

/** Forget what a form held: it was sent. */
export function forget(form) {
  sessionStorage.removeItem(keyOf(form));
}

/** Put what was typed and not sent back into the forms of `root`, and open what they stand in. */
export function restore(root) {
  for (const form of root.querySelectorAll("form[data-keep]")) {
    for (const [id, value] of JSON.parse(sessionStorage.getItem(keyOf(form)) ?? "[]")) {
      const field = document.getElementById(id);
      if (!field || !form.contains(field)) continue;
      if (field.type === "radio" || field.type === "checkbox") field.checked = true;
      else field.value = value;
      field.closest("details")?.setAttribute("open", "");
    }
  }
}

document.addEventListener("input", ({ target }) => {
  const form = target.form;
  if (form?.dataset.keep) keep(form);
});
