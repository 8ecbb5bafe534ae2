// After a form was not accepted, a screen reader and a keyboard start at what must be changed.
document.querySelector("[data-error-summary]")?.focus();
