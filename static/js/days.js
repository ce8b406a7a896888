// A calendar beside a typed date. The field stays a text that people may type.

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function written(day) {
  const [year, month, date] = day.split("-").map(Number);
  return document.documentElement.lang.startsWith("zh")
    ? `${year}年${month}月${date}日`
    : `${date} ${MONTHS[month - 1]} ${year}`;
}

function offer(button) {
  const field = button.parentElement.querySelector("input");
  if (!field || field.disabled || field.readOnly || !HTMLInputElement.prototype.showPicker) return;
  const calendar = document.createElement("input");
  calendar.type = "date";
  calendar.className = "vh";
  calendar.tabIndex = -1;
  calendar.setAttribute("aria-hidden", "true");
  button.after(calendar);
  button.hidden = false;
  button.addEventListener("click", () => calendar.showPicker());
  calendar.addEventListener("change", () => {
    if (!calendar.value) return;
    field.value = written(calendar.value);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
}

export function offerCalendars(root) {
  for (const button of root.querySelectorAll("[data-pick][hidden]")) offer(button);
}
