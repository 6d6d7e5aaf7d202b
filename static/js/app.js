// What every page needs: "/" opens the find box, focus stays where the user was, one polite voice.

const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing(event.target) || document.body.dataset.keys === "off") return;
  const find = document.getElementById("find");
  if (!find) return;
  event.preventDefault();
  find.select();
});

// What opens over the page (a menu, a light) closes on Escape, on a click beside it and on a link followed in it.
const OVER = "details:is(.account, .menu, .light)";
const closeOthers = (except) => {
  for (const over of document.querySelectorAll(`${OVER}[open]`)) if (over !== except) over.open = false;
};
document.addEventListener("click", ({ target }) => closeOthers(target.closest("a") ? null : target.closest(OVER)));
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && document.querySelector(`${OVER}[open]`);
  if (!open) return;
  event.preventDefault();
  open.open = false;
  open.querySelector("summary").focus();
});

// A form that is on its way is not sent a second time by a double click; htmx keeps its own forms from it.
document.addEventListener("submit", (event) => {
  const { method, dataset } = event.target;
  if (event.defaultPrevented || method !== "post") return;
  if (dataset.sent) event.preventDefault();
  dataset.sent = "true";
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// A swap takes the focused element away: give focus to the first error, the same id, or the region's heading.
let focused = null;
document.addEventListener("htmx:beforeSwap", () => {
  focused = document.activeElement?.id || null;
});
document.addEventListener("htmx:afterSettle", (event) => {
  const region = event.detail.elt;
  const invalid = region.querySelector?.(".is-invalid");
  const lost = document.activeElement === document.body;
  const wanted = invalid ?? (lost && focused && document.getElementById(focused)) ?? null;
  if (wanted) wanted.focus();
  else if (lost && focused) focusHeading(region);
  focused = null;
});

function focusHeading(region) {
  const heading = region.querySelector?.("h1, h2, h3") ?? document.getElementById("main");
  heading.tabIndex = -1;
  heading.focus();
}

// HX-Trigger: {"announce": "…"} says one sentence.
document.addEventListener("announce", (event) => {
  document.getElementById("live").textContent = event.detail.value;
});

// What htmx leaves alone (no right, not found, failed, no network) is said above the page.
const sayFailed = (event) => {
  const { xhr } = event.detail;
  const token = xhr?.getResponseHeader("X-CSRFToken");
  if (token) renewToken(token);
  const reason = xhr?.status === 401 ? "signed-out" : token ? "signed-anew" : xhr?.status ? "failed" : "unanswered";
  const messages = document.getElementById("messages");
  messages?.replaceChildren(document.getElementById(reason).content.cloneNode(true));
  messages?.scrollIntoView({ block: "nearest" });
};

// Whoever signs in gets a new token; without it this page could send nothing any more.
function renewToken(token) {
  document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
  for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = token;
}
document.addEventListener("htmx:responseError", sayFailed);
document.addEventListener("htmx:sendError", sayFailed);

document.querySelector("form .is-invalid")?.focus();
