// <button data-print hidden>: prints the page; hidden where no script could press it.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
