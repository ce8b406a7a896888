// Forms: the summary takes the focus, drafts save themselves, a question is asked in a dialog.

import { offerCalendars } from "./days.js";

const DRAFT_AFTER = 2500;

function focusTrouble(root) {
  const trouble = root.querySelector("[data-focus]");
  if (trouble) trouble.focus();
}

function draftOf(form) {
  return form.querySelector("input[name=draft_key]");
}

function saveDraft(form) {
  const key = draftOf(form);
  const said = form.querySelector("[data-draft-said]");
  fetch(key.dataset.draftUrl, { method: "POST", body: wordsOf(form), credentials: "same-origin" })
    .then((answer) => (answer.ok ? answer.json() : { saved: "" }))
    .then(({ saved }) => {
      if (!said) return;
      said.hidden = !saved;
      said.lastElementChild.textContent = saved ? `${key.dataset.draftSaved} ${saved}` : "";
    })
    .catch(() => { if (said) said.hidden = true; });
}

function wordsOf(form) {
  const words = new FormData(form);
  for (const [name, value] of [...words]) if (value instanceof File) words.delete(name);
  return words;
}

function keepDrafts(form) {
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => saveDraft(form), DRAFT_AFTER);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
}

// A second click on the same button does nothing; the server would refuse it anyway.
function sendOnce(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 4000);
  });
}

// <button data-dialog="id">: opens the <dialog>; without a script the dialog's form is a page.
function openDialogs(root) {
  for (const button of root.querySelectorAll("[data-dialog]")) {
    const dialog = document.getElementById(button.dataset.dialog);
    if (!dialog) continue;
    button.addEventListener("click", (event) => {
      event.preventDefault();
      dialog.showModal();
    });
    for (const close of dialog.querySelectorAll("[data-close]")) {
      close.addEventListener("click", () => dialog.close());
    }
  }
}

function prepare(root) {
  for (const form of root.querySelectorAll("form[method=post]")) {
    if (form.dataset.ready) continue;
    form.dataset.ready = "1";
    sendOnce(form);
    if (draftOf(form)) keepDrafts(form);
  }
  openDialogs(root);
  offerCalendars(root);
  focusTrouble(root);
}

prepare(document);
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) prepare(event.detail.elt);
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
