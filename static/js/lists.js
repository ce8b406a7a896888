// Lists with boxes to tick: one box ticks all, the bar of actions shows only with a selection.

function watch(list) {
  const all = list.querySelector("[data-select-all]");
  const boxes = () => [...list.querySelectorAll("[data-select]")];
  const bar = list.querySelector("[data-bulk]");
  const number = list.querySelector("[data-selected]");

  function show() {
    const ticked = boxes().filter((box) => box.checked);
    for (const box of boxes()) {
      const row = box.closest("tr");
      if (row) row.setAttribute("aria-selected", box.checked ? "true" : "false");
    }
    if (all) {
      all.checked = ticked.length > 0 && ticked.length === boxes().length;
      all.indeterminate = ticked.length > 0 && ticked.length < boxes().length;
    }
    if (bar) bar.hidden = ticked.length === 0;
    if (number) number.textContent = String(ticked.length);
  }

  list.addEventListener("change", (event) => {
    if (event.target === all) for (const box of boxes()) box.checked = all.checked;
    show();
  });
  show();
}

for (const list of document.querySelectorAll("[data-list]")) watch(list);
document.addEventListener("htmx:load", (event) => {
  for (const list of event.detail.elt.querySelectorAll?.("[data-list]") ?? []) watch(list);
});
