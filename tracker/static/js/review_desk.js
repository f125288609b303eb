// The review desk: the source on one side, the clauses on the other, walked with the keyboard.
//   <div data-desk [data-at="5"]>            data-at: the clause to begin with, where the address does not say
//     <div class="source"> … <span class="span" data-source-of="12"> the words of clause 12,
//         <span class="span span-units" data-source-of="12" data-field="units">the words a field came from</span></span>
//     <li class="clause" id="clause-12" data-clause="12" data-id="345" data-version="2" data-tools="task" tabindex="-1"
//         [data-flagged] [data-decided]>
//         <dd data-field="units">…</dd>          pointing at it, or focusing in it, lights the words it came from
//         <button data-key="c">确认</button>     inside the current clause that key presses that button
//     <template data-tools-of="task">            what may be done to such a clause, written for the number 0
// Keys: j and k next and previous clause; n next clause with a flag; b to what all ticked clauses are given; any data-key
// of the current clause; data-desk-key stands for the whole desk. Esc leaves a field for its clause. The current clause
// is kept in the address (#clause-12) and through htmx swaps. A click on the source makes its clause current.

import { isTyping } from "./page_facts.js";
import { forget } from "./autosave.js";
import { watchFaults } from "./desk_faults.js";

let current = null;
let decidedByKey = false;
let marked = [];

function desk() {
  return document.querySelector("[data-desk]");
}

function clauses() {
  return [...(desk()?.querySelectorAll("[data-clause]") || [])];
}

function clauseAt(place) {
  return desk()?.querySelector(`[data-clause="${CSS.escape(place)}"]`);
}

function sourcesOf(place, field) {
  const wanted = field ? `[data-field="${field}"]` : ":not([data-field])";
  return [...desk().querySelectorAll(`.source [data-source-of="${CSS.escape(place)}"]${wanted}`)];
}

// On a wide screen each pane scrolls by itself; on a phone the page does, below the source that stays at its top.
function bringIntoView(element) {
  const pane = element.closest(".desk-pane");
  const own = window.getComputedStyle(pane).overflowY !== "visible";
  const source = desk().querySelector(".source-pane");
  const top = own ? pane.getBoundingClientRect().top : source.getBoundingClientRect().bottom;
  const bottom = own ? pane.getBoundingClientRect().bottom : window.innerHeight - 72;
  const box = element.getBoundingClientRect();
  if (box.top >= top + (own ? 48 : 0) && box.bottom <= bottom - 8) return;
  const stuck = parseFloat(window.getComputedStyle(source).top) + source.offsetHeight; // where the source ends once it stays
  const by = own ? box.top - top - Math.max(48, (bottom - top) / 5) : box.top - stuck - 8;
  (own ? pane : window).scrollBy({ top: by, behavior: "instant" });
}

function addTools(clause) {
  const pattern = desk().querySelector(`template[data-tools-of="${clause.dataset.tools}"]`);
  if (!pattern) return;
  const tools = pattern.content.firstElementChild.cloneNode(true);
  for (const one of [tools, ...tools.querySelectorAll("*")]) {
    for (const name of ["action", "formaction", "href", "hx-post", "hx-get"]) {
      const address = one.getAttribute(name);
      if (address) one.setAttribute(name, address.replace("/clauses/0", `/clauses/${clause.dataset.id}`));
    }
  }
  tools.elements.version.value = clause.dataset.version;
  clause.append(tools);
  window.htmx?.process(tools);
}

function mark(clause) {
  marked.forEach((one) => {
    one.classList.remove("is-current");
    one.removeAttribute("aria-current");
    if (one !== clause) one.querySelector(":scope > .clause-tools")?.remove();
  });
  marked = [clause, ...sourcesOf(clause.dataset.clause)];
  marked.forEach((one) => one.classList.add("is-current"));
  clause.setAttribute("aria-current", "true");
  if (!clause.querySelector(".clause-tools")) addTools(clause);
}

function choose(place, { focus = true, scroll = true } = {}) {
  const clause = place && clauseAt(place);
  if (!clause) return;
  current = place;
  mark(clause);
  if (scroll) bringIntoView(clause);
  if (marked[1]) bringIntoView(marked[1]);
  if (focus && !clause.contains(document.activeElement)) clause.focus({ preventScroll: true }); // who writes already goes on
  window.history.replaceState(window.history.state, "", `#clause-${place}`);
  const all = clauses();
  document.querySelectorAll("[data-desk-position]").forEach((shown) => { shown.textContent = `${all.indexOf(clause) + 1} / ${all.length}`; });
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
  b: () => document.querySelector(".desk-bulk select")?.focus(),
};

// A letter is large by Shift alone: with Caps Lock on, j still walks and does not move the clause.
function keyOf(event) {
  if (!/^[a-z]$/i.test(event.key)) return event.key;
  return event.shiftKey ? event.key.toUpperCase() : event.key.toLowerCase();
}

function leaveField(event) {
  const clause = event.target.closest?.("[data-desk] [data-clause], .desk-bulk") && (event.target.closest("[data-clause]") || clauseAt(current));
  if (clause && !event.isComposing) clause.focus({ preventScroll: true });
}

function onKey(event) {
  if (!desk() || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") return leaveField(event);
  if (isTyping(event)) return;
  const key = keyOf(event);
  const clause = clauseAt(current);
  const pressed = clause?.querySelector(`[data-key="${CSS.escape(key)}"]`) || document.querySelector(`[data-desk-key="${CSS.escape(key)}"]`);
  const form = key === "e" && clause?.querySelector("form.form input:not([type=hidden])");
  if (!WALK[key] && !pressed && !form) return;
  event.preventDefault();
  if (event.repeat && !WALK[key]) return;
  if (WALK[key]) WALK[key]();
  else if (form) form.focus();
  else if (!clause?.querySelector(".htmx-request")) {
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

// Where to begin: the clause that was just worked on, the one in the address, or the first that is not decided.
function beginning() {
  const named = window.location.hash.match(/^#clause-(\d+)$/)?.[1];
  const wanted = [desk().dataset.at, named].find((place) => place && clauseAt(place));
  return wanted || (clauses().find((one) => !one.hasAttribute("data-decided")) || clauses()[0])?.dataset.clause;
}

export function begin() {
  if (!desk() || desk().dataset.bound) return;
  const again = current !== null;
  decidedByKey = false;
  desk().dataset.bound = "yes";
  desk().addEventListener("click", onClick);
  desk().addEventListener("mouseover", light);
  desk().addEventListener("focusin", light);
  countTicked();
  const place = beginning();
  choose(place, { focus: again, scroll: again || place !== clauses()[0]?.dataset.clause }); // first one sees what paper it is
}

function countTicked() {
  const bar = document.querySelector("[data-bulk]");
  if (bar && desk()) bar.dataset.ticked = desk().querySelectorAll('input[name="clause"]:checked').length;
}

document.addEventListener("keydown", onKey);
document.addEventListener("change", countTicked);
// Only after settling: until then htmx still carries the old attributes over. A clause decided by key gives way to the next.
document.addEventListener("htmx:afterSettle", (event) => {
  if (!desk() || event.target.closest?.(".suggestions")) return;
  if (!desk().dataset.bound) return begin();
  if (!event.target.closest?.("[data-desk]")) return; // the counts above, or what fetched the suggestions
  const decided = clauseAt(current)?.hasAttribute("data-decided");
  if (decidedByKey && decided) step(1, (clause) => !clause.hasAttribute("data-decided")) || choose(current);
  else choose(current);
  if (clauseAt(current)?.contains(event.target)) clauseAt(current).querySelector("[data-focus]")?.focus({ preventScroll: true });
  decidedByKey = false;
  countTicked();
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt.closest("form[data-autosave]");
  if (form && event.detail.successful && event.detail.requestConfig.verb === "post") forget(form);
});
watchFaults();
