// The review desk: the source on one side, the clauses on the other, walked with the keyboard.
//   <div data-desk>
//     <div class="source"> … <span class="span" data-source-of="12"> the words of clause 12,
//         <span class="span span-units" data-source-of="12" data-field="units">the words a field came from</span></span>
//     <li class="clause" id="clause-12" data-clause="12" tabindex="-1" [data-flagged] [data-decided]>
//         <dd data-field="units">…</dd>          pointing at it, or focusing in it, lights the words it came from
//         <button data-key="c">确认</button>     inside the current clause that key presses that button
// Keys: j and k next and previous clause; n next clause with a flag; any data-key of the current clause (e edit, c confirm,
// s split, m merge, x leave out, u same units, 1–5 a suggested unit, v tick); data-desk-key is for the whole desk (Z undo). The current clause is kept in the address (#clause-12) and through
// htmx swaps. A click on the source makes its clause current. [data-desk-position] says "3 / 21".

import { isTyping } from "./app.js";

let current = null;
let decidedByKey = false;

function clauses() {
  return [...document.querySelectorAll("[data-desk] [data-clause]")];
}

function sourcesOf(id, field) {
  const wanted = field ? `[data-source-of="${id}"][data-field="${field}"]` : `[data-source-of="${id}"]:not([data-field])`;
  return [...document.querySelectorAll(`[data-desk] ${wanted}`)];
}

function bringIntoView(element) {
  const pane = element.closest(".desk-pane") || document.documentElement;
  const box = element.getBoundingClientRect();
  const frame = pane.getBoundingClientRect();
  if (box.top < frame.top + 48 || box.bottom > frame.bottom - 24) pane.scrollTop += box.top - frame.top - frame.height / 4;
}

function choose(id, { focus = true } = {}) {
  const clause = clauses().find((one) => one.dataset.clause === id);
  if (!clause) return;
  current = id;
  document.querySelectorAll("[data-desk] .is-current").forEach((one) => {
    one.classList.remove("is-current");
    one.removeAttribute("aria-current");
  });
  clause.classList.add("is-current");
  clause.setAttribute("aria-current", "true");
  sourcesOf(id).forEach((one) => one.classList.add("is-current"));
  bringIntoView(clause);
  const [first] = sourcesOf(id);
  if (first) bringIntoView(first);
  if (focus) clause.focus({ preventScroll: true });
  window.history.replaceState(null, "", `#clause-${id}`);
  const all = clauses();
  document.querySelectorAll("[data-desk-position]").forEach((place) => { place.textContent = `${all.indexOf(clause) + 1} / ${all.length}`; });
}

function step(by, wanted = () => true) {
  const all = clauses();
  let index = all.findIndex((one) => one.dataset.clause === current);
  do index += by; while (all[index] && !wanted(all[index]));
  if (all[index]) choose(all[index].dataset.clause);
  return Boolean(all[index]);
}

const WALK = {
  j: () => step(1),
  k: () => step(-1),
  n: () => step(1, (clause) => clause.hasAttribute("data-flagged")),
};

function onKey(event) {
  if (isTyping(event) || document.querySelector("dialog[open]") || !document.querySelector("[data-desk]")) return;
  const pressed = clauses().find((one) => one.dataset.clause === current)?.querySelector(`[data-key="${CSS.escape(event.key)}"]`)
    || document.querySelector(`[data-desk-key="${CSS.escape(event.key)}"]`);
  if (!WALK[event.key] && !pressed) return;
  event.preventDefault();
  if (WALK[event.key]) WALK[event.key]();
  else {
    decidedByKey = true;
    pressed.click();
  }
}

function light(event) {
  document.querySelectorAll("[data-desk] .is-lit").forEach((one) => one.classList.remove("is-lit"));
  const field = event.target.closest?.("[data-clause] [data-field]");
  if (!field) return;
  const words = sourcesOf(field.closest("[data-clause]").dataset.clause, field.dataset.field);
  words.forEach((one) => one.classList.add("is-lit"));
  if (words.length && event.type === "focusin") bringIntoView(words[0]);
}

function onClick(event) {
  const source = event.target.closest("[data-source-of]");
  if (source) return choose(source.dataset.sourceOf, { focus: false });
  const clause = event.target.closest("[data-clause]");
  if (clause && clause.dataset.clause !== current) choose(clause.dataset.clause, { focus: false });
}

export function begin() {
  const desk = document.querySelector("[data-desk]");
  if (desk && !desk.dataset.bound) {
    desk.dataset.bound = "yes";
    desk.addEventListener("click", onClick);
    desk.addEventListener("mouseover", light);
    desk.addEventListener("focusin", light);
  }
  const named = window.location.hash.match(/^#clause-(.+)$/)?.[1];
  choose(current || named || clauses()[0]?.dataset.clause, { focus: false });
}

document.addEventListener("keydown", onKey);
// Only after settling: until then htmx still carries the old attributes over. A clause decided by key gives way to the next.
document.addEventListener("htmx:afterSettle", () => {
  const decided = clauses().find((one) => one.dataset.clause === current)?.hasAttribute("data-decided");
  if (decidedByKey && decided) step(1, (clause) => !clause.hasAttribute("data-decided")) || choose(current);
  else choose(current);
  decidedByKey = false;
});
