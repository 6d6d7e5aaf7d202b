// A seat: follows the room part by part, opens the sheet of a move over it, and never loses a typed word.

import { tick } from "./clock.js";
import { follow } from "./live.js";
import { forget, keep, restore } from "./words.js";

const byId = (id) => document.getElementById(id);
const main = byId("main");
const fresh = byId("fresh");
const sheet = byId("sheet");
const OPEN = `sheet:${location.pathname}`;
const at = () => new URLSearchParams(location.search).get("at") ?? "";
const looking = (address) => (at() ? `${address}?at=${at()}` : address);

// Parts come anew one by one, and only those that differ: focus, open lists and what was chosen stay.
function show(html) {
  const arrived = new DOMParser().parseFromString(html, "text/html");
  const focused = document.activeElement?.id;
  const open = [...document.querySelectorAll("[data-part] details[open]")].map(({ id }) => id);
  const chosen = byId("need-parent")?.value;
  for (const part of arrived.querySelectorAll("[data-part]")) {
    const place = byId(part.id);
    if (place && place.innerHTML !== part.innerHTML) place.innerHTML = part.innerHTML;
  }
  for (const id of open) byId(id)?.setAttribute("open", "");
  const select = byId("need-parent");
  if (select && [...select.options].some(({ value }) => value === chosen)) select.value = chosen;
  byId("premortem").hidden = !document.querySelector("[data-premortem]");
  byId("need").hidden = !document.querySelector("[name=parent][form=need]");
  if (focused && document.activeElement === document.body) byId(focused)?.focus({ preventScroll: true });
  tick();
}

function say(kind, heardAt) {
  if (kind === "ended") return location.reload();
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const text = fresh.dataset[kind].replace("{time}", heardAt.toLocaleTimeString(document.documentElement.lang, clock));
  if (fresh.textContent !== text) fresh.textContent = text;
  fresh.className = `seat-fresh ${kind}`;
}

const live = follow({
  stream: () => looking(main.dataset.stream),
  poll: () => looking(main.dataset.state),
  tag: main.dataset.tag,
  onState: show,
  onFreshness: say,
});

// Wandering off, and back: only the address changes, and what is followed with it.
function go(place) {
  history.pushState(null, "", place ? `?at=${place}` : location.pathname);
  live.tag = "";
  live.refresh();
  scrollTo({ top: 0 });
}
addEventListener("popstate", () => {
  live.tag = "";
  live.refresh();
});

// The sheet: opened by a link, remembered for a reload, closed by its own button, Escape or a move that was made.
function openSheet(address) {
  sessionStorage.setItem(OPEN, address);
  htmx.ajax("GET", address, { target: "#sheet-body", swap: "innerHTML" });
}
function closeSheet() {
  sessionStorage.removeItem(OPEN);
  if (sheet.open) sheet.close();
  byId("sheet-body").replaceChildren();
  byId("sheet-said").replaceChildren();
}
sheet.addEventListener("close", closeSheet);

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-at], [data-sheet], [data-close], [data-fill]");
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const { dataset } = link;
  if ("sheet" in dataset) openSheet(link.href);
  else if ("close" in dataset) closeSheet();
  else if ("fill" in dataset) fill(dataset.fill);
  else go(dataset.at);
});

function fill(words) {
  const field = byId("need-text");
  field.value = words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

document.addEventListener("htmx:afterSwap", ({ target }) => {
  if (target.id !== "sheet-body" || !target.firstElementChild) return;
  if (!sheet.open) sheet.showModal();
  byId("sheet-said").replaceChildren();
  if (!target.querySelector(".alert-danger, .is-invalid")) restore(target);
  byId("sheet-title")?.focus();
});

// What was taken is forgotten, unless more was typed meanwhile; what was not stays, and is said where one looks. For htmx a
// refusal that is shown is a success, too.
const sent = new WeakMap();
document.addEventListener("htmx:beforeRequest", ({ target }) => {
  if (target.matches("form[data-keep]")) sent.set(target, target.querySelector("[name=text]")?.value);
});
document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
  if (![200, 204].includes(detail.xhr.status) || !target.matches("form[data-keep]")) return;
  const field = target.querySelector("[name=text]");
  if (field && field.value === sent.get(target)) target.reset();
  if (field?.value) keep(target);
  else forget(target);
  if (target.id === "need") byId("need-matches").replaceChildren();
  field?.focus();
  live.refresh();
});
document.addEventListener("moved", () => {
  forget(byId("move"));
  closeSheet();
  live.refresh();
});
function sayWhere() {
  const said = byId("messages");
  if (sheet.open) byId("sheet-said").replaceChildren(...said.childNodes);
}
// What was sent may have arrived, and only the answer was lost.
function sayUnsent({ target }) {
  const words = byId(navigator.onLine ? "no-answer" : "no-network");
  if (target.matches("form")) byId("messages").replaceChildren(words.content.cloneNode(true));
  sayWhere();
}
document.addEventListener("htmx:sendError", sayUnsent);
document.addEventListener("htmx:timeout", sayUnsent);
document.addEventListener("htmx:responseError", sayWhere);
document.addEventListener("announce", ({ detail }) => {
  const told = Object.assign(document.createElement("p"), { className: "message success", textContent: detail.value });
  byId("messages").replaceChildren(told);
});

restore(document);
if (sessionStorage.getItem(OPEN)) openSheet(sessionStorage.getItem(OPEN));
