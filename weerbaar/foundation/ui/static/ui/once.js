// A form is sent once: the second click of a worried hand does nothing. The button stays where it is and says it is busy.
// A form whose answer is a download stays on its page: mark it data-again. Then only a double click counts as one.
const A_DOUBLE_CLICK = 1000;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.again !== undefined) {
    if (form.dataset.again && event.timeStamp - form.dataset.again < A_DOUBLE_CLICK) event.preventDefault();
    else form.dataset.again = event.timeStamp;
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  // Later, so that the name and value of the button that was clicked still travel along.
  setTimeout(() => {
    if (event.defaultPrevented) {
      delete form.dataset.sent;
      return;
    }
    for (const part of form.elements) {
      if (part.matches("button:not([type=button])")) part.setAttribute("aria-disabled", "true");
    }
  }, 0);
});

// Back from the next page, the browser may show this one as it was left: then it can be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const part of form.elements) part.removeAttribute("aria-disabled");
  }
});
