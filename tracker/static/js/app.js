// Behaviour shared by every page; without scripts the pages still work. Each part is bound to a data attribute:
//   data-confirm="text" [-title] [-button]   asks before a button or form acts
//   data-confirm-when="input:checked"        … only where the form holds what this selector finds
//   data-open-dialog="id", data-close-dialog  opens and closes a <dialog>
//   data-print                                prints the page
//   data-menu                                 a <details> that closes by Escape or a click elsewhere
//   data-href on <tr>                         a click anywhere on the row opens it
//   data-filters on <form>                    a chosen value acts at once
//   data-check-all="name"                     ticks every box of that name; [data-checked-count] says how many
//   data-narrows="id" on a search field       hides the rows of that list that do not hold the words
//   data-counter="500" on a text field        says how many characters are used
//   data-pieces                               loads evidence_upload.js
//   data-autosave, data-upload, data-desk     load autosave.js, upload.js, review_desk.js
//   data-queue                                loads queue.js

import { TYPING, csrfToken, isTyping } from "./page_facts.js";

// Confirming ---------------------------------------------------------------------------------------------------------

const confirmed = new WeakSet();

function askFirst(event) {
  const asked = event.type === "submit" ? event.target.closest("form[data-confirm]") : event.target.closest("button[data-confirm], a[data-confirm]");
  if (!asked || confirmed.delete(asked)) return;
  if (asked.dataset.confirmWhen && !asked.querySelector(asked.dataset.confirmWhen)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const dialog = document.getElementById("confirm-dialog");
  dialog.querySelector("h2").textContent = asked.dataset.confirmTitle || "请确认";
  dialog.querySelector("p").textContent = asked.dataset.confirm;
  const button = dialog.querySelector("[data-confirmed]");
  button.textContent = asked.dataset.confirmButton || "确定";
  button.onclick = () => {
    dialog.close();
    confirmed.add(asked);
    // Without this field the server asks on a page of its own: a click before this script had arrived is not lost.
    asked.closest("form")?.append(Object.assign(document.createElement("input"), { type: "hidden", name: "was_asked", value: "yes" }));
    if (event.type === "submit") asked.requestSubmit(event.submitter);
    else asked.click();
  };
  dialog.showModal();
}

document.addEventListener("click", askFirst, true);
document.addEventListener("submit", askFirst, true);

// A form is sent once, however often the button is pressed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  event.submitter?.classList.add("is-busy");
});
window.addEventListener("pageshow", () => {
  countChecked();
  document.querySelectorAll("form > input[name=was_asked]").forEach((field) => field.remove());
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  document.querySelectorAll(".is-busy").forEach((button) => button.classList.remove("is-busy"));
});

// Clicks -------------------------------------------------------------------------------------------------------------

function followRow(event) {
  const row = event.target.closest("tr[data-href]");
  if (!row || event.target.closest("a, button, label, input, select, summary") || String(window.getSelection())) return;
  if (event.ctrlKey || event.metaKey) window.open(row.dataset.href, "_blank", "noopener");
  else window.location.assign(row.dataset.href);
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open-dialog]");
  if (opener) document.getElementById(opener.dataset.openDialog).showModal();
  if (event.target.closest("[data-print]")) window.print();
  if (event.target.closest("[data-close-dialog]")) event.target.closest("dialog").close();
  document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
    if (!menu.contains(event.target) || opener) menu.open = false;
  });
  if (event.target.closest("[data-toggle-navigation]")) {
    event.preventDefault();
    document.getElementById("navigation").classList.toggle("is-open");
  }
  const toField = event.target.closest(".error-summary a");
  if (toField) {
    event.preventDefault();
    const field = document.querySelector(toField.hash);
    const control = field?.matches(TYPING) ? field : field?.querySelector(TYPING);
    control?.focus();
    control?.scrollIntoView({ block: "center" });
  }
  followRow(event);
});

// Keys ---------------------------------------------------------------------------------------------------------------

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  if (isTyping(event) || document.querySelector("dialog[open]")) return;
  if (event.key === "/" || event.key === "、") {
    const box = document.querySelector("[data-page-search]") || document.querySelector("[data-search]");
    if (box) event.preventDefault();
    box?.focus();
  }
  if (event.key === "?" || event.key === "？") document.getElementById("keyboard-help")?.showModal();
});

// Lists and fields ---------------------------------------------------------------------------------------------------

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-filters]");
  if (form && event.target.matches("select")) form.requestSubmit();
  const all = event.target.closest("[data-check-all]");
  if (all) document.querySelectorAll(`input[name="${all.dataset.checkAll}"]`).forEach((box) => { box.checked = all.checked; });
  if (event.target.matches('input[type="checkbox"]')) countChecked();
});

function countChecked() {
  document.querySelectorAll("[data-checked-count]").forEach((place) => {
    place.textContent = document.querySelectorAll(`input[name="${place.dataset.checkedCount}"]:checked`).length;
  });
}

document.addEventListener("input", (event) => {
  const list = document.getElementById(event.target.dataset?.narrows || "");
  list?.querySelectorAll("li").forEach((row) => { row.hidden = !row.textContent.includes(event.target.value.trim()) && !row.querySelector(":checked"); });
});

// Empty fields of a filter do not belong in the address.
document.addEventListener("formdata", (event) => {
  if (!event.target.matches("form[data-filters]")) return;
  for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
});

function labelCards(root) {
  root.querySelectorAll(".table-cards table").forEach((table) => {
    const labels = [...table.querySelectorAll("thead th")].map((cell) => (cell.querySelector(".visually-hidden") ? "" : cell.textContent.trim()));
    table.querySelectorAll("tbody tr").forEach((row) => [...row.children].forEach((cell, index) => {
      if (cell.tagName === "TD" && !cell.hasAttribute("colspan") && labels[index]) cell.dataset.label = labels[index];
    }));
  });
}

function addCounters(root) {
  root.querySelectorAll("[data-counter]:not([data-counted])").forEach((field) => {
    field.dataset.counted = "yes";
    const place = field.insertAdjacentElement("afterend", Object.assign(document.createElement("div"), { className: "counter" }));
    const show = () => { place.textContent = `${[...field.value].length} / ${field.dataset.counter} 字`; };
    field.addEventListener("input", show);
    show();
  });
}

// A form that came too late is answered by the page to sign in on, which carries what was typed. What autosave.js kept in
// this browser comes back into its form by itself: that way is the better one.
function preferDraft() {
  const carried = document.querySelectorAll("[data-carried]");
  if (!carried.length || !localStorage.getItem(sessionStorage.getItem("luoshi-sent"))) return;
  window.history.replaceState(null, "", document.querySelector('form[action^="/sign-in"]').action);
  carried.forEach((field) => field.remove());
}

function begin(root) {
  labelCards(root);
  addCounters(root);
  countChecked(); // what was ticked before this script had arrived, or is still ticked after going back
  root.querySelector("[data-focus]")?.focus();
  if (root.querySelector("[data-autosave]") || sessionStorage.getItem("luoshi-sent")) import("./autosave.js").then((part) => part.begin(root));
  if (root.querySelector("[data-pieces]")) import("./evidence_upload.js").then((part) => part.begin(root));
  if (root.querySelector("[data-upload]")) import("./upload.js").then((part) => part.begin(root));
  if (root.querySelector("[data-queue]")) import("./queue.js").then((part) => part.begin(root));
  if (root.querySelector("[data-desk]")) import("./review_desk.js").then((part) => part.begin(root));
}

document.body.addEventListener("htmx:configRequest", (event) => { event.detail.headers["X-CSRFToken"] = csrfToken(); });
document.body.addEventListener("htmx:load", (event) => { if (event.target !== document.body) begin(event.target); });
preferDraft();
begin(document);
