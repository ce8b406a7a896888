// Answers about adjustments: kept in this browser until the server has them, in order, each once.
// What is kept holds no name: an adjustment's number, the answer, the lesson's number, a mark made
// here (client_id) and the time. One queue per person; signing out empties it (sencohub.js).

const RETRY_AFTER = 20000;
const form = document.querySelector("form[data-log]");
const key = form ? `sencohub-log-${form.dataset.user}` : "";

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 15) | 64;
  b[8] = (b[8] & 63) | 128;
  const hex = [...b].map((n) => n.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function canKeep() {
  try {
    localStorage.setItem("sencohub-try", "1");
    localStorage.removeItem("sencohub-try");
    return true;
  } catch {
    return false;
  }
}

function read() {
  try {
    const rows = JSON.parse(localStorage.getItem(key) || "[]");
    return Array.isArray(rows) ? rows : [];
  } catch {
    return [];
  }
}

function write(rows) {
  if (rows.length) localStorage.setItem(key, JSON.stringify(rows));
  else localStorage.removeItem(key);
  showWaiting(rows);
}

// --- what the page shows -----------------------------------------------------------------------

function showWaiting(rows) {
  const note = document.querySelector("[data-log-waiting]");
  const words = rows.length === 1 ? form.dataset.waitingOne : form.dataset.waitingMany;
  note.querySelector("[data-log-count]").textContent = words.replace("{n}", rows.length);
  note.hidden = rows.length === 0;
}

function showRefused(reasons) {
  const note = document.querySelector("[data-log-refused]");
  note.hidden = reasons.length === 0;
  note.querySelector("[data-log-reasons]").textContent = [...new Set(reasons)].join(" ");
}

function showEnded(ended) {
  document.querySelector("[data-log-ended]").hidden = !ended;
}

function press(adjustment, answer) {
  const box = form.querySelector(`[data-adjustment="${CSS.escape(String(adjustment))}"]`);
  if (!box) return;
  for (const button of box.querySelectorAll("[data-answer]")) {
    button.setAttribute("aria-pressed", String(button.dataset.answer === answer));
  }
  const card = box.closest(".pupil");
  const done = card.querySelectorAll('.adj:has([aria-pressed="true"])').length;
  const words = card.querySelector("[data-log-done]");
  words.textContent = words.textContent.replace(/[0-9]+/, done);
}

function say(text, id) {
  const toast = document.querySelector("[data-log-toast]");
  toast.querySelector("[data-log-said]").textContent = text;
  toast.querySelector("form").hidden = !id;
  toast.dataset.id = id || "";
  toast.hidden = false;
}

// --- answering ---------------------------------------------------------------------------------

function keep(adjustment, answer) {
  const row = {
    client_id: newId(),
    adjustment: Number(adjustment),
    answer,
    lesson: Number(form.dataset.lesson) || null,
    happened_at: new Date().toISOString(),
  };
  write([...read(), row]);
  press(adjustment, answer);
  return row;
}

function answer(button) {
  const box = button.closest("[data-adjustment]");
  const row = keep(box.dataset.adjustment, button.dataset.answer);
  const words = box.querySelector("legend").firstChild.textContent.trim();
  say(`${words}${form.dataset.colon}${button.textContent.trim()}`, row.client_id);
  send();
}

function again() {
  for (const box of form.querySelectorAll("[data-last]")) {
    if (!box.querySelector('[aria-pressed="true"]')) {
      keep(box.dataset.adjustment, box.dataset.last);
    }
  }
  send();
}

function undo(id) {
  const rows = read();
  const row = rows.find((one) => one.client_id === id);
  if (row && !sending) write(rows.filter((one) => one !== row));
  else write([...rows, { client_id: id, answer: "undo" }]);
  const adjustment = row?.adjustment ?? sent.get(id);
  if (adjustment) press(adjustment, "");
  say(form.dataset.undoWord, "");
  send();
}

// --- sending -----------------------------------------------------------------------------------

let sending = false;
const sent = new Map();

async function freshToken() {
  const answer = await fetch(form.dataset.tokenUrl, { credentials: "same-origin", cache: "no-store" });
  if (answer.redirected || !answer.ok) return null;
  const { token, user } = await answer.json();
  // Somebody else signed in on this phone meanwhile: these answers wait for their own writer.
  return String(user) === form.dataset.user ? token : null;
}

async function post(rows, token) {
  const answer = await fetch(form.action, {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ answers: rows }),
  });
  return answer.ok && !answer.redirected ? (await answer.json()).results : null;
}

async function sendOnce() {
  const rows = read().slice(0, 100);
  if (!rows.length) return false;
  const token = await freshToken();
  showEnded(token === null);
  const results = token && (await post(rows, token));
  if (!results) return false;
  for (const row of rows) if (row.adjustment) sent.set(row.client_id, row.adjustment);
  const same = (a, b) => a.client_id === b.client_id && a.answer === b.answer;
  write(read().filter((row) => !rows.some((gone) => same(row, gone))));
  const refused = results.filter((one) => one.fate === "refused");
  for (const one of refused) if (sent.has(one.client_id)) press(sent.get(one.client_id), "");
  if (refused.length) showRefused(refused.map((one) => one.reason));
  return read().length > 0;
}

async function send() {
  if (sending || !navigator.onLine) return;
  sending = true;
  try {
    // One page at a time where the browser can say so; the server keeps each answer once anyway.
    const all = async () => { while (await sendOnce()); };
    if (navigator.locks) await navigator.locks.request(key, all);
    else await all();
  } catch {
    // The network went away again; the queue is still there.
  } finally {
    sending = false;
  }
}

function start() {
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button || !(button.dataset.answer || "logAgain" in button.dataset)) return;
    event.preventDefault();
    if (button.dataset.answer) answer(button);
    else again();
  });
  const undoForm = document.querySelector("form[data-log-undo]");
  undoForm.addEventListener("submit", (event) => {
    const id = document.querySelector("[data-log-toast]").dataset.id;
    if (!id) return;
    event.preventDefault();
    undo(id);
  });
  for (const row of read()) if (row.adjustment) press(row.adjustment, row.answer);
  showWaiting(read());
  addEventListener("online", send);
  setInterval(send, RETRY_AFTER);
  send();
}

if (form && canKeep()) start();
