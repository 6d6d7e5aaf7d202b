// What was bought before is added by one key: Alt with its digit, Alt+0 for all; also while a need is being typed.

document.addEventListener("keydown", (event) => {
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1];
  if (!digit || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const button = document.querySelector(`#precedent [data-precedent="${digit}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
