// Nothing typed is lost. A form with
//   data-autosave="URL"            sends what is typed to that address (POST, the form's own fields and token), or
//   data-autosave=""               keeps it in this browser only;
//   data-autosave-key="report-12"  names the draft (the address of the page by default).
// A field with data-no-draft is left out: what belongs to the page and not to the person.
// The state is written into [data-autosave-state]: 已保存 12:03. When the server cannot be reached the draft is kept in
// the browser, and offered again when the form is next opened. A draft is forgotten when the next page reports success.
// The server may answer JSON {"saved_at": "12:03"}; any 2xx answer counts as saved, any other as not.

import { csrfToken } from "./app.js";

const PAUSE_MS = 800;
const PREFIX = "luoshi-draft:";
const SENT = "luoshi-sent";

function fieldsOf(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrf_token" && !("noDraft" in (form.elements[name]?.dataset || {})));
}

function keyOf(form) {
  return PREFIX + (form.dataset.autosaveKey || window.location.pathname);
}

// For forms that are sent without leaving the page.
export function forget(form) {
  localStorage.removeItem(keyOf(form));
}

function clockTime() {
  return new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
}

function fill(form, fields) {
  const byName = new Map();
  fields.forEach(([name, value]) => byName.set(name, [...(byName.get(name) || []), value]));
  [...form.elements].filter((control) => control.name && control.name !== "csrf_token" && control.type !== "file").forEach((control) => {
    const values = byName.get(control.name) || [];
    if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value);
    else if (values.length && control.type !== "submit") control.value = values.shift();
  });
}

function offerDraft(form, key, say) {
  const kept = localStorage.getItem(key);
  if (!kept) return;
  const draft = JSON.parse(kept);
  if (JSON.stringify(draft.fields) === JSON.stringify(fieldsOf(form))) return localStorage.removeItem(key);
  const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: "恢复" });
  button.addEventListener("click", () => {
    fill(form, draft.fields);
    say(`已恢复 ${draft.at} 的内容`);
  });
  say(`本机有 ${draft.at} 未提交的内容 `);
  form.querySelector("[data-autosave-state]")?.append(button);
}

function watch(form) {
  form.dataset.watched = "yes";
  const key = keyOf(form);
  const place = form.querySelector("[data-autosave-state]");
  const say = (text, state = "saved") => {
    if (!place) return;
    place.dataset.state = state;
    place.textContent = text;
  };
  const keepHere = () => localStorage.setItem(key, JSON.stringify({ at: clockTime(), fields: fieldsOf(form) }));
  let timer = null;
  let running = null;

  async function save() {
    running?.abort();
    running = new AbortController();
    keepHere();
    if (!form.dataset.autosave) return say(`已保存在本机 ${clockTime()}`);
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body: new URLSearchParams(fieldsOf(form)),
        headers: { "X-CSRFToken": csrfToken(), Accept: "application/json" },
        redirect: "error",
        signal: running.signal,
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      localStorage.removeItem(key);
      say(`已保存 ${told.saved_at || clockTime()}`);
    } catch (fault) {
      if (fault.name !== "AbortError") say(`未能保存到服务器，已保存在本机 ${clockTime()}`, "failed");
    }
  }

  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    say("正在保存…", "saving");
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE_MS);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    running?.abort();
    keepHere();
    sessionStorage.setItem(SENT, key);
  });
  offerDraft(form, key, say);
}

export function begin(root) {
  const sent = sessionStorage.getItem(SENT);
  if (sent && document.querySelector(".flash-success")) localStorage.removeItem(sent);
  sessionStorage.removeItem(SENT);
  root.querySelectorAll("form[data-autosave]:not([data-watched])").forEach(watch);
}
