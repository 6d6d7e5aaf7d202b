// The console follows other writers: its region comes anew in place, but never over what is being typed.

import { tick } from "./clock.js";
import { follow } from "./live.js";
import { morph } from "./morph.js";

const byId = (id) => document.getElementById(id);
const region = () => byId("walkthrough");
const isDirty = (form) => form?.dataset.dirty === "true";
const versionIn = (place) => place?.querySelector("#fields [name=version], #sheet [name=version]")?.value;
let wanted = region().dataset.number;
const AGAIN_AFTER = 1000;
let busy = 0;
// While the region is on its way for another reason, that answer is the newer one.
let swapping = 0;
let composing = false;

// Whether live number `one` tells of something that `other` does not: of the tree, of the room, or of the day.
function isNewer(one, other) {
  const [version, room, day] = one.split(".");
  const [versionBefore, roomBefore, dayBefore] = other.split(".");
  return Number(version) > Number(versionBefore) || Number(room) > Number(roomBefore) || day > dayBefore;
}

/** Take note of the live number after the room was told something; where only `silent` words changed, nothing is fetched. */
export function told(number, silent) {
  const [version, room, ...rest] = region().dataset.number.split(".");
  if (silent && number === [version, Number(room) + 1, ...rest].join(".")) {
    region().dataset.number = number;
    return null;
  }
  if (isNewer(number, wanted)) wanted = number;
  return catchUp();
}

// One fetch at a time, and none while the region comes anew anyway, or while a letter is being composed.
async function catchUp() {
  if (busy || swapping || composing || !isNewer(wanted, region().dataset.number)) return;
  setTimeout(catchUp, (await freshen()) ? 0 : AGAIN_AFTER);
}

/** Fetch the region as the reader sees it now, bring the page up to date, and return whether it could be had. */
export async function freshen() {
  busy += 1;
  const before = region();
  try {
    const html = await fetched();
    const fresh = html && new DOMParser().parseFromString(html, "text/html").getElementById("walkthrough");
    // Whatever the reader did meanwhile brought a newer one.
    if (fresh && before === region() && !swapping) show(fresh);
    return Boolean(fresh);
  } finally {
    busy -= 1;
  }
}

async function fetched() {
  const address = new URL(location.href);
  const focus = document.querySelector(".tree-row[aria-current] a")?.id.replace("node-", "");
  if (focus) address.searchParams.set("focus", focus);
  for (const asked of [address, location.pathname]) {
    const answer = await fetch(asked, { headers: { "HX-Request": "true" }, cache: "no-store" }).catch(() => null);
    if (answer?.ok) return answer.text();
    // What was in focus is gone: the page as it opens.
    if (answer?.status !== 404) return "";
  }
  return "";
}

function show(fresh) {
  const dirty = isDirty(byId("fields")) || isDirty(byId("sheet"));
  const said = fresh.querySelector("#console-acts")?.dataset.told ?? "";
  const isNews = said && said !== byId("console-acts")?.dataset.told;
  const moved = versionIn(byId("contract")) !== versionIn(fresh);
  morph(region(), fresh, (old) => isOurs(old, dirty));
  if (dirty && moved) note(said);
  htmx.process(region());
  tick();
  if (isNews) byId("live").textContent = said;
}

// A form that somebody is writing in, and what scripts fill.
function isOurs(old, dirty) {
  if (["suggestions", "unadded", "freshness", "precedent"].includes(old.id)) return true;
  if (old.matches("li.entry") && byId("found")) return true;
  return old.id === "contract" && dirty;
}

// A quiet word that the contract is not as it was; saving it shows both, as somebody else wrote and as typed here.
function note(said) {
  const place = byId("contract");
  const words = place.dataset.meanwhile.replace("{act}", said);
  const shown = byId("meanwhile") ?? Object.assign(document.createElement("p"), { id: "meanwhile", className: "alert meanwhile" });
  shown.textContent = words;
  if (!shown.isConnected) place.querySelector(".contract-scroll").prepend(shown);
}

// The answer may name another target, and what asked may be gone by then: only the request itself ends for certain.
document.addEventListener("htmx:beforeSend", ({ detail }) => {
  if (detail.target.id !== "walkthrough") return;
  swapping += 1;
  detail.xhr.addEventListener("loadend", () => {
    swapping -= 1;
    setTimeout(catchUp);
  });
});
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.elt.id !== "walkthrough") return;
  tick();
  say(...freshness);
  setTimeout(catchUp);
});
document.addEventListener("compositionstart", () => (composing = true));
document.addEventListener("compositionend", () => {
  composing = false;
  catchUp();
});

let freshness = ["live", new Date()];
function say(kind, heardAt) {
  freshness = [kind, heardAt];
  const mark = byId("freshness");
  if (!mark) return;
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const text = mark.dataset[kind].replace("{time}", heardAt.toLocaleTimeString(document.documentElement.lang, clock));
  if (mark.textContent !== text) mark.textContent = text;
  mark.className = `freshness ${kind}`;
}

const address = byId("freshness")?.dataset.stream;
if (address) {
  follow({
    stream: () => address,
    poll: () => address,
    onState: (html) => {
      wanted = new DOMParser().parseFromString(html, "text/html").querySelector("[data-number]").dataset.number;
      catchUp();
    },
    onFreshness: say,
  });
}
