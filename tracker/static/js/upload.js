// Several files by drag and drop or by the button, one request each, with a progress bar and a retry.
//   <div data-upload="URL" data-upload-name="file" data-upload-extra='{"period": "2026-11"}'> … <input type="file" multiple></div>
//   <form data-upload-fields> around it    the form's other fields go along with each file
//   [data-upload-list]  the list that takes the rows: the nearest in the same section or form, else the first on the page
// Each POST carries the token, the extra values and one file. The server answers 2xx with the HTML of the file's row
// (Accept: text/html, header X-Upload: row), or 4xx with a sentence in plain text, which is shown beside a retry.

import { csrfToken } from "./app.js";

function rowFor(file) {
  const row = document.createElement("li");
  row.className = "file";
  const name = Object.assign(document.createElement("div"), { textContent: file.name });
  const state = Object.assign(document.createElement("div"), { className: "muted small" });
  state.setAttribute("role", "status");
  const bar = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
  bar.setAttribute("aria-label", `上传 ${file.name}`);
  const middle = document.createElement("div");
  middle.append(name, state, bar);
  const side = Object.assign(document.createElement("div"), { className: "row-line" });
  row.append(Object.assign(document.createElement("span"), { className: "file-mark" }), middle, side);
  return { row, state, bar, side };
}

function button(text, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: text });
  made.addEventListener("click", act);
  return made;
}

function sentence(request) {
  const isText = request.getResponseHeader("Content-Type")?.startsWith("text/plain");
  if (isText && request.responseText) return request.responseText;
  if (request.status === 413) return "文件太大。";
  return request.status ? `没有上传成功（${request.status}）。` : "连接中断，没有上传成功。";
}

function send(zone, file, list) {
  const { row, state, bar, side } = rowFor(file);
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
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      bar.value = Math.round((event.loaded / event.total) * 100);
      state.textContent = bar.value < 100 ? `正在上传 ${bar.value}%` : "正在核验…";
    });
    const fail = (text) => {
      bar.hidden = true;
      state.textContent = text;
      state.classList.add("is-wrong");
      side.replaceChildren(button("重试", attempt), button("移除", () => row.remove()));
    };
    request.addEventListener("load", () => {
      if (request.status < 200 || request.status >= 300) return fail(sentence(request));
      const made = document.createElement("template");
      made.innerHTML = request.responseText;
      const arrived = made.content.querySelector("li");
      if (!arrived) return fail("登录可能已超时，请刷新页面后重新上传。");
      row.replaceWith(arrived);
    });
    request.addEventListener("error", () => fail(sentence(request)));
    request.addEventListener("abort", () => row.remove());
    request.open("POST", zone.dataset.upload);
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.setRequestHeader("X-Upload", "row");
    request.send(body);
  }

  attempt();
}

function bind(zone) {
  zone.dataset.bound = "yes";
  const input = zone.querySelector('input[type="file"]');
  const list = zone.closest("section, form, .sheet")?.querySelector("[data-upload-list]") || document.querySelector("[data-upload-list]");
  const take = (files) => [...files].forEach((file) => send(zone, file, list));
  ["dragenter", "dragover"].forEach((kind) => zone.addEventListener(kind, (event) => {
    event.preventDefault();
    zone.classList.add("is-over");
  }));
  ["dragleave", "drop"].forEach((kind) => zone.addEventListener(kind, () => zone.classList.remove("is-over")));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    take(event.dataTransfer.files);
  });
  input.addEventListener("change", () => {
    take(input.files);
    input.value = "";
  });
}

export function begin(root) {
  root.querySelectorAll("[data-upload]:not([data-bound])").forEach(bind);
}
