// A form that takes long says so once it is sent: on the button that sent it, and to those who hear the page.
// Sending it twice is kept from by app.js. Without script the browser's own sign has to do.

const busy = new Map();

document.addEventListener("submit", ({ target, submitter, defaultPrevented }) => {
  const words = submitter?.dataset.working ?? target.dataset.working;
  if (defaultPrevented || !words || busy.has(target)) return;
  const button = submitter ?? target.querySelector("button.primary");
  busy.set(target, [button, [...button.childNodes]]);
  target.setAttribute("aria-busy", "true");
  document.getElementById("live").textContent = words;
  // The button's name and value are sent with the form only as long as it is not disabled.
  setTimeout(() => {
    button.replaceChildren(words);
    button.disabled = true;
  });
});

// Back on a page that the browser kept as it was.
addEventListener("pageshow", () => {
  for (const [form, [button, content]] of busy) {
    form.removeAttribute("aria-busy");
    button.replaceChildren(...content);
    button.disabled = false;
  }
  busy.clear();
});
