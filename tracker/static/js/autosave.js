// Nothing typed is lost. A form with
//   data-autosave="URL"            sends what is typed to that address (POST, the form's own fields and token), or
//   data-autosave=""               keeps it in this browser only;
//   data-autosave-key="report-12"  names the draft (the address of the page by default).
// A field with data-no-draft is left out: what belongs to the page and not to the person.
// The state is written into [data-autosave-state]: 已保存 12:03. When the server cannot be reached the draft is kept in
// the browser and sent as soon as it can be; when the session has run out the way back through signing in is offered.
// What was on its way when a page was lost is put back into the form by itself; anything else is offered.
// A form with data-answered was sent already and came back with all that was typed: nothing is offered there.
// A draft is forgotten when the next page reports success, or by sending a form with [data-forgets="report-12"].
// The server may answer JSON {"saved_at": "12:03"}; any 2xx answer counts as saved, any other as not.

import { csrfToken } from "./page_facts.js";

const PAUSE_MS = 800;
const PREFIX = "luoshi-draft:";
const SENT = "luoshi-sent";
const TRY_AGAIN_MS = 10000;

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

function offerDraft(form, key, say, keepHere) {
  if ("answered" in form.dataset) return keepHere(); // what was sent stands in the form already
  const kept = localStorage.getItem(key);
  if (!kept) return;
  const draft = JSON.parse(kept);
  if (JSON.stringify(draft.fields) === JSON.stringify(fieldsOf(form))) return localStorage.removeItem(key);
  const restore = () => {
    fill(form, draft.fields);
    say(`已恢复 ${draft.at} 填写的内容，尚未提交`);
  };
  if (sessionStorage.getItem(SENT) === key) return restore();
  const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: "恢复" });
  button.addEventListener("click", restore);
  say(`本机有 ${draft.at} 未提交的内容 `);
  form.querySelector("[data-autosave-state]")?.append(button);
}

function isTyped(form) {
  return [...form.elements].some((control) => control.matches("textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=file])") && control.name && control.value !== control.defaultValue);
}

// The way back: sign in, and find what was typed in its place.
function offerSignIn(form, key) {
  const link = Object.assign(document.createElement("a"), { textContent: "重新登录，回到这里", href: `/sign-in?next=${encodeURIComponent(window.location.pathname + window.location.search)}` });
  link.addEventListener("click", () => sessionStorage.setItem(SENT, key));
  form.querySelector("[data-autosave-state]")?.append(" ", link);
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
  let isWaiting = false;

  async function save() {
    clearTimeout(timer);
    isWaiting = false;
    running?.abort();
    running = new AbortController();
    keepHere();
    if (!form.dataset.autosave) return say(`已保存在本机 ${clockTime()}`);
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body: new URLSearchParams(fieldsOf(form)),
        headers: { "X-CSRFToken": csrfToken(), Accept: "application/json" },
        redirect: "manual",
        signal: running.signal,
      });
      if (answer.type === "opaqueredirect") {
        say(`登录已超时，已保存在本机 ${clockTime()}`, "failed");
        return offerSignIn(form, key);
      }
      if (!answer.ok) throw new Error(String(answer.status));
      const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      localStorage.removeItem(key);
      say(`已保存 ${told.saved_at || clockTime()}`);
    } catch (fault) {
      if (fault.name === "AbortError") return;
      const isOffline = fault instanceof TypeError;
      say(`未能保存到服务器，已保存在本机 ${clockTime()}${isOffline ? "，连上后自动保存" : ""}`, "failed");
      if (isOffline) {
        isWaiting = true;
        timer = setTimeout(save, TRY_AGAIN_MS);
      }
    }
  }

  window.addEventListener("online", () => isWaiting && save());

  const saveSoon = () => {
    say("正在保存…", "saving");
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE_MS);
  };
  form.addEventListener("input", (event) => {
    if (event.target.type !== "file") saveSoon();
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    running?.abort();
    keepHere();
    sessionStorage.setItem(SENT, key);
  });
  const wasTyped = isTyped(form); // before this script had arrived
  offerDraft(form, key, say, keepHere);
  if (wasTyped) saveSoon();
}

document.addEventListener("submit", (event) => {
  const button = event.target.querySelector("[data-forgets]");
  if (button && !event.defaultPrevented) localStorage.removeItem(PREFIX + button.dataset.forgets);
});

export function begin(root) {
  const sent = sessionStorage.getItem(SENT);
  if (sent && document.querySelector(".flash-success")) localStorage.removeItem(sent);
  root.querySelectorAll("form[data-autosave]:not([data-watched])").forEach(watch);
  if (window.location.pathname !== "/sign-in") sessionStorage.removeItem(SENT);
}
