// Shows the buttons that copy, where the browser can; says so when it is done.
for (const button of document.querySelectorAll("[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  const label = button.querySelector("span");
  if (!source || !navigator.clipboard) continue;
  const text = label.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const words = source.value ?? source.textContent;
    await navigator.clipboard.writeText(words.trim().replace(/\s+/g, " "));
    label.textContent = button.dataset.done;
    setTimeout(() => {
      label.textContent = text;
    }, 4000);
  });
}
