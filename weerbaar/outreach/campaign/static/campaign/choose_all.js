/** Offers to tick every organisation on the page; without JavaScript they are ticked one by one. */
const list = document.querySelector(".tour__chosen");

if (list) {
  const label = document.createElement("label");
  const all = document.createElement("input");
  all.type = "checkbox";
  label.className = "tour__all";
  label.append(all, " Alles op deze bladzijde");
  all.addEventListener("change", () => {
    for (const one of list.querySelectorAll("input[name=o]")) one.checked = all.checked;
  });
  list.querySelector(".tour__bar").prepend(label);
}
