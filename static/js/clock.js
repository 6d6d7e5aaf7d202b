// Counts down every element with data-until by the server's time: reckoned anew at each tick, so that nothing drifts.
//   <b data-until="2027-01-31T10:30:00Z" data-now="…" data-left="{n} min left" data-up="time is up"
//      data-over="over by {n} min">, in whole minutes; with data-seconds="" it shows 1:34, and 0:00 when it is up.
// data-now is the server's time when the element was written. What was written always arrives later, never earlier:
// of all that was seen, the least difference to this clock is the nearest to the truth.

const EVERY = 1000;
const MINUTE = 60000;
let ahead = Infinity;

function learn() {
  for (const element of document.querySelectorAll("[data-now]")) {
    ahead = Math.min(ahead, Date.now() - Date.parse(element.dataset.now));
    delete element.dataset.now;
  }
}

/** Return the server's time, in milliseconds. */
export function serverNow() {
  return Date.now() - (Number.isFinite(ahead) ? ahead : 0);
}

function minutes(element, left) {
  const whole = Math.ceil(left / MINUTE);
  if (whole > 0) return element.dataset.left.replace("{n}", whole);
  return whole ? element.dataset.over.replace("{n}", -whole) : element.dataset.up;
}

function seconds(left) {
  const whole = Math.max(Math.ceil(left / 1000), 0);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Write every clock as it stands now; call it after a swap, else it waits for the next second. */
export function tick() {
  learn();
  for (const element of document.querySelectorAll("[data-until]")) {
    const left = Date.parse(element.dataset.until) - serverNow();
    const text = "seconds" in element.dataset ? seconds(left) : minutes(element, left);
    if (element.textContent !== text) element.textContent = text;
    element.classList.toggle("is-up", left <= 0);
  }
}

tick();
setInterval(tick, EVERY);
