// What pages keep in this browser for one person goes when that person signs out.

const OURS = "sencohub-";

document.addEventListener("submit", (event) => {
  if (!event.target.action?.endsWith("/sign-out/")) return;
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(OURS)) localStorage.removeItem(key);
    }
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
});
