// Whatever brings the region anew saves the contract's fields first; a refused save is shown instead of it.

const byId = (id) => document.getElementById(id);
const written = (form) => new URLSearchParams(new FormData(form)).toString();

/** Whether a form holds what was typed and not saved. */
export const isDirty = (form = byId("fields")) => form?.dataset.dirty === "true";

const saving = new WeakMap();

/** Save the fields, with what is typed while they are on their way; return whether all was taken.
 *
 * `refused(html, body)` is called with the region that tells why not, and the FormData it is about. Fields that are being
 * saved already are not sent twice.
 */
export function saveFields(fields, refused) {
  if (!saving.has(fields)) saving.set(fields, save(fields, refused).finally(() => saving.delete(fields)));
  return saving.get(fields);
}

async function save(fields, refused) {
  for (;;) {
    const [body, sent] = [new FormData(fields), written(fields)];
    const answer = await fetch(fields.action, { method: "POST", body, headers: { "HX-Request": "true" } }).catch(() => null);
    const html = (await answer?.text().catch(() => "")) ?? "";
    if (!answer?.ok) {
      if ([409, 422].includes(answer?.status)) refused(html, body);
      else htmx.trigger(fields.isConnected ? fields : document.body, "htmx:sendError");
      return false;
    }
    if (written(fields) === sent) {
      fields.dataset.dirty = "false";
      return true;
    }
    readAnew(fields, html);
  }
}

// What was saved is what the next words are typed over.
function readAnew(fields, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("fields");
  for (const { name, value } of fresh?.querySelectorAll("[type=hidden]") ?? []) if (fields.elements[name]) fields.elements[name].value = value;
}
