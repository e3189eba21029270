/**
 * Removes the oldest rows of `list` whenever it holds more than `limit`, whoever adds them.
 * New rows may come at the end (`oldest: "first"`) or at the start (`oldest: "last"`).
 */
export function keepLatest(list, limit, { oldest = "first" } = {}) {
  const observer = new MutationObserver(() => {
    while (list.childElementCount > limit) (oldest === "first" ? list.firstElementChild : list.lastElementChild).remove();
  });
  observer.observe(list, { childList: true });
}

/** Puts a row on top: the time, and a text. */
export function addRow(list, text) {
  const row = document.createElement("li");
  const time = document.createElement("time");
  time.textContent = new Date().toLocaleTimeString("en-GB");
  row.append(time, " ", text);
  list.prepend(row);
}
