// Lines named one after the other: Enter saves a row and goes on to the next, the chip follows the type that is chosen.

const rowOf = (target) => target.closest?.(".naming-row");
const firstField = (row) => row.querySelector("input:not([type=hidden]), select, textarea");

// The next row that is still to be named, below this one or, at the end, from the top.
function following(row) {
  const rows = [...document.querySelectorAll(".naming-row")];
  const at = rows.indexOf(row);
  return [...rows.slice(at + 1), ...rows.slice(0, at)].find((other) => firstField(other));
}

document.addEventListener("keydown", (event) => {
  const row = rowOf(event.target);
  if (!row || event.key !== "Enter" || event.isComposing || event.shiftKey) return;
  if (!event.target.matches("input, select, textarea")) return;
  event.preventDefault();
  row.querySelector(".naming-acts button").click();
  // What is typed from now on belongs to the next row, however long the answer takes.
  const next = following(row);
  if (!next) return;
  const field = firstField(next);
  field.focus();
  field.select?.();
});

document.addEventListener("change", ({ target }) => {
  const chip = target.matches(".naming-block select") && target.parentElement.querySelector("[data-chip]");
  if (!chip) return;
  chip.className = `chip type-${target.value.toLowerCase() || "none"}`;
  chip.textContent = target.value;
});
