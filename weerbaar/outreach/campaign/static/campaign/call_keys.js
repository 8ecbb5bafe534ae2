/** In the call round the keys 1 to 5 choose how a call ended, and set the focus on the button; typing in a field stays typing. */
const form = document.querySelector("[data-call-keys]");

form?.ownerDocument.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=radio]), textarea, select");
  if (typing || event.ctrlKey || event.altKey || event.metaKey) return;
  const choice = form.querySelectorAll("input[name=afloop]")[Number(event.key) - 1];
  if (!choice) return;
  choice.checked = true;
  choice.focus();
});
