// What hangs on the contract in focus: one key, or its link, opens it in a dialog; without script the link is a page.

const dialog = () => document.getElementById("hangs");
const link = () => document.querySelector("[data-hangs]");
const isTyping = (place) => place.closest?.("input, textarea, select, [contenteditable], dialog");

async function open(address) {
  await htmx.ajax("GET", address, { target: "#hangs", swap: "innerHTML" });
  if (!dialog().open) dialog().showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "h" || event.ctrlKey || event.metaKey || event.altKey || !link()) return;
  if (isTyping(event.target) || document.body.dataset.keys === "off") return;
  event.preventDefault();
  open(link().href);
});

document.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-hangs]");
  if (!pressed || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(pressed.href);
});
