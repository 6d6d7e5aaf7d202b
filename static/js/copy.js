// Buttons that copy the text of a field; without script the field itself is selected and copied.

const live = document.getElementById("live");

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}

async function copy(button) {
  const field = document.getElementById(button.dataset.copy);
  field.select();
  if (!(await written(field.value))) return;
  const { copied } = button.dataset;
  live.textContent = copied;
  button.firstChild.data = copied;
}

// The clipboard is open to pages over HTTPS and on this machine alone; elsewhere what is selected is copied as by keyboard.
async function written(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return document.execCommand("copy");
  }
}
