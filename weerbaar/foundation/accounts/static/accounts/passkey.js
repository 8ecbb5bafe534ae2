// Asks the browser for a passkey and sends its answer with the form. The options stand in the page as data.
const { create, get, supported } = window.webauthnJSON;

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const problem = form.querySelector("[data-passkey-problem]");
  const ask = form.dataset.passkey === "create" ? create : get;

  form.hidden = !supported();
  form.querySelector("button[type=button]").addEventListener("click", async () => {
    problem.hidden = true;
    try {
      const options = JSON.parse(document.getElementById("passkey-options").textContent);
      form.elements.credential.value = JSON.stringify(await ask(options));
    } catch {
      problem.hidden = false;
      return;
    }
    form.requestSubmit();
  });
}
