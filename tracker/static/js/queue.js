// Keys of the queue: j and k go to the next and the one before, x ticks, Enter opens, a accepts, r returns.
// In a list they move along its rows; on a page of one thing they press what is marked data-key="…".

import { isTyping } from "./page_facts.js";

function press(key) {
  const target = document.querySelector(`[data-key="${key}"]`);
  if (!target) return false;
  target.focus();
  if (!target.matches("textarea, input")) target.click();
  return true;
}

function moveInList(rows, step) {
  const links = rows.map((row) => row.querySelector("th a"));
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  links[Math.min(Math.max(at + step, 0), links.length - 1)]?.focus();
}

function ofFocusedRow() {
  return document.activeElement.closest?.("tr")?.querySelector('input[type="checkbox"]');
}

function inList(form, key) {
  const rows = [...form.querySelectorAll("tbody tr")];
  if (key === "j" || key === "k") return moveInList(rows, key === "j" ? 1 : -1);
  const box = ofFocusedRow();
  if (key === "x") return box?.click();
  if (box && !form.querySelector("tbody input:checked")) box.click(); // nothing ticked: the row that is looked at
  press(key);
  form.querySelector("details[open] textarea")?.focus();
}

export function begin(root) {
  const place = root.querySelector("[data-queue]:not([data-watched])");
  if (!place) return;
  place.dataset.watched = "yes";
  document.addEventListener("keydown", (event) => {
    if (isTyping(event) && !event.target.matches?.('input[type="checkbox"]')) return;
    if (document.querySelector("dialog[open]") || !"jkxar".includes(event.key) || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (place.tagName === "FORM") inList(place, event.key);
    else if (event.key !== "x") press(event.key);
  });
}
