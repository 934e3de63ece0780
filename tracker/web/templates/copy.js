for (const button of document.querySelectorAll("button[data-field]")) {
  const field = document.getElementById(button.dataset.field);
  const told = document.getElementById(button.dataset.field + "-told");
  const copied = async () => {
    if (navigator.clipboard) return navigator.clipboard.writeText(field.value).then(() => true, () => false);
    return document.execCommand("copy"); // where the page came over plain http, browsers have no clipboard
  };
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    told.textContent = (await copied()) ? button.dataset.done : button.dataset.failed;
  });
}
