// Several files by drag and drop or by the button, one request each, with a progress bar and a retry.
//   <div data-upload="URL" data-upload-name="file" data-upload-extra='{"period": "2026-11"}'> … <input type="file" multiple></div>
//   <form data-upload-fields> around it    the form's other fields go along with each file
//   [data-upload-list]  the list that takes the rows: the nearest in the same section or form, else the first on the page
// Each POST carries the token, the extra values and one file. The server answers 2xx with the HTML of the file's row
// (Accept: text/html, header X-Upload: row), or 4xx with a sentence in plain text, which is shown beside a retry.
// An archive is answered with many rows, each as it is read; X-Upload-Count says how many there will be.
// A row may hold a form with data-upload-again: its answer takes the place of the row.

import { csrfToken } from "./page_facts.js";
import { button, listOf, rowFor, takeFrom } from "./file_rows.js";

function sentence(request) {
  const isText = request.getResponseHeader("Content-Type")?.startsWith("text/plain");
  if (isText && request.responseText) return request.responseText;
  if (request.status === 413) return "文件太大。";
  return request.status ? `没有上传成功（${request.status}）。` : "连接中断，没有上传成功。";
}

function rowsOf(html) {
  const made = document.createElement("template");
  made.innerHTML = html;
  return [...made.content.children].filter((element) => element.matches("li"));
}

// Seconds are shown only where reading takes longer than one.
function countSeconds(state, words) {
  const begun = Date.now();
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - begun) / 1000);
    state.textContent = `${words()}（已 ${seconds} 秒）`;
  }, 1000);
  return () => clearInterval(timer);
}

function send(zone, file, list) {
  const { row, state, bar, side } = rowFor(file, 100);
  list.append(row);

  function attempt() {
    const request = new XMLHttpRequest();
    const body = new FormData();
    Object.entries(JSON.parse(zone.dataset.uploadExtra || "{}")).forEach(([name, value]) => body.append(name, value));
    const form = zone.closest("form[data-upload-fields]");
    if (form) new FormData(form).forEach((value, name) => { if (typeof value === "string") body.append(name, value); });
    body.append(zone.dataset.uploadName || "file", file);
    side.replaceChildren(button("取消", () => request.abort()));
    state.textContent = "正在上传 0%";
    state.classList.remove("is-wrong");
    bar.hidden = false;
    bar.value = 0;
    let shown = 0;
    let stop = () => {};
    const total = () => Number(request.getResponseHeader("X-Upload-Count") || 1);
    const words = () => (total() > 1 ? `正在读取第 ${Math.min(shown + 1, total())}/${total()} 个文件` : "正在读取");
    const showArrived = (isAll) => {
      const rows = rowsOf(request.responseText);
      const complete = isAll ? rows : rows.slice(0, -1); // the last one may be on its way
      complete.slice(shown).forEach((arrived) => row.before(arrived));
      shown = complete.length;
      if (total() > 1) Object.assign(bar, { max: total(), value: shown });
    };
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      bar.value = Math.round((event.loaded / event.total) * 100);
      state.textContent = bar.value < 100 ? `正在上传 ${bar.value}%` : `${words()}…`;
    });
    request.upload.addEventListener("load", () => {
      bar.removeAttribute("value");
      stop = countSeconds(state, words);
    });
    const fail = (text) => {
      stop();
      bar.hidden = true;
      state.textContent = text;
      state.classList.add("is-wrong");
      side.replaceChildren(button("重试", attempt), button("移除", () => row.remove()));
    };
    request.addEventListener("progress", () => {
      if (request.status === 200 && total() > 1) showArrived(false);
    });
    request.addEventListener("load", () => {
      if (request.status < 200 || request.status >= 300) return fail(sentence(request));
      if (!rowsOf(request.responseText).length) return fail("登录可能已超时，请刷新页面后重新上传。");
      stop();
      showArrived(true);
      row.remove();
    });
    request.addEventListener("error", () => fail(sentence(request)));
    request.addEventListener("abort", () => {
      stop();
      row.remove();
    });
    request.open("POST", zone.dataset.upload);
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.setRequestHeader("X-Upload", "row");
    request.send(body);
  }

  attempt();
}

async function answerAgain(form) {
  const place = form.querySelector("[data-upload-sentence]");
  const fail = (text) => {
    delete form.dataset.sent;
    form.querySelector(".is-busy")?.classList.remove("is-busy");
    Object.assign(place, { hidden: false, textContent: text });
  };
  place.hidden = true;
  try {
    const headers = { "X-CSRFToken": csrfToken(), "X-Upload": "row" };
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers });
    const text = await answer.text();
    const rows = answer.ok ? rowsOf(text) : [];
    if (rows.length) return form.closest("li").replaceWith(...rows);
    fail(answer.headers.get("Content-Type")?.startsWith("text/plain") ? text : `没有成功（${answer.status}），请重试。`);
  } catch {
    fail("连接中断，没有成功，请重试。");
  }
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-upload-again]")) return;
  event.preventDefault();
  answerAgain(event.target);
});

function bind(zone) {
  zone.dataset.bound = "yes";
  const list = listOf(zone, "section, form, .sheet");
  takeFrom(zone, (files) => {
    [...files].forEach((file) => send(zone, file, list));
    list.lastElementChild?.scrollIntoView({ block: "nearest" });
  });
}

export function begin(root) {
  root.querySelectorAll("[data-upload]:not([data-bound])").forEach(bind);
}
