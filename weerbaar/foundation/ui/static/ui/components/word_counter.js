// Counts along with a text area, and tells in time how many characters are left. The server has the last word.
const number = new Intl.NumberFormat(document.documentElement.lang);

function say(counter, text) {
  const limit = Number(counter.dataset.limit);
  const words = text.trim() ? text.trim().split(/\s+/).length : 0;
  const left = limit - text.length;
  const fill = (pattern, count) => pattern.replace("#", number.format(count));
  const parts = [words === 1 ? counter.dataset.one : fill(counter.dataset.words, words)];
  if (left < 0) parts.push(fill(counter.dataset.over, -left));
  else if (left < limit / 10) parts.push(fill(counter.dataset.left, left));
  counter.textContent = parts.join(" · ");
  counter.classList.toggle("word_counter--over", left < 0);
  counter.hidden = words === 0;
}

for (const counter of document.querySelectorAll("[data-word-counter]")) {
  const area = document.getElementById(counter.dataset.wordCounter);
  if (!area) continue;
  area.addEventListener("input", () => say(counter, area.value));
  say(counter, area.value);
}
