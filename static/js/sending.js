// Whether the region is on its way anew: what follows waits for that answer, since what it was asked of may be gone then.

/** A promise of whether what was sent was taken; null while nothing is on its way. */
export let sending = null;

document.addEventListener("htmx:beforeSend", ({ detail }) => {
  if (detail.target.id !== "walkthrough") return;
  const isFields = detail.elt.id === "fields";
  if (isFields) detail.elt.dataset.dirty = "false";
  const answered = new Promise((resolve) => {
    detail.xhr.addEventListener("loadend", () => {
      if (isFields && !detail.xhr.status) detail.elt.dataset.dirty = "true";
      setTimeout(() => resolve(detail.xhr.status === 200));
    });
  }).finally(() => sending === answered && (sending = null));
  sending = answered;
});
