// Away at once: by the button, or by pressing Escape twice. This page is replaced, so that "back" does not return to it.
// The server is told in passing to end the session and forget the cookies; nobody waits for its answer.
const QUICKLY = 700;
const link = document.querySelector("[data-quick-exit]");

function leave() {
  document.documentElement.hidden = true;
  fetch(link.href, { method: "POST", keepalive: true, redirect: "manual" }).catch(() => {});
  window.location.replace(link.dataset.quickExit);
}

if (link) {
  let pressed = -Infinity;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    if (event.timeStamp - pressed < QUICKLY) leave();
    pressed = event.timeStamp;
  });
}
