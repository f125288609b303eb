// Evidence, piece by piece: several files by drag and drop or by the button, each with a progress bar. After a broken
// connection it goes on by itself; after a reload, when the same file is chosen again.
//   <form data-upload-fields> … <div data-pieces="URL that begins an upload"> … <input type="file" multiple></div></form>
//   [data-upload-list]  the list that takes the rows     [data-unfinished="id"]  what had broken off, taken away once it goes on
// Beginning answers {id, pieces, finish, discard, received, checksum}; a piece {received}, or 409 with the true offset;
// finishing answers with the file's row, anything refused with a sentence in plain text.

import { csrfToken } from "./page_facts.js";
import { button, listOf, rowFor, takeFrom } from "./file_rows.js";

const PIECE = 1024 * 1024;
const WAITS = [1, 2, 4, 8, 15];
const EXPIRED = "登录可能已超时。请在新窗口登录，再回到这里点“继续”。";

// Refused for good, or (keepsPart) until the person has done something.
class Refused extends Error {
  constructor(words, keepsPart = false) {
    super(words);
    this.keepsPart = keepsPart;
  }
}
class Broken extends Error {}

// The same sum the server works out (CRC-32), to tell whether it is still the same file.
const TABLE = Uint32Array.from({ length: 256 }, (_, number) => {
  for (let bit = 0; bit < 8; bit += 1) number = number & 1 ? (number >>> 1) ^ 0xedb88320 : number >>> 1;
  return number;
});

async function checksum(blob) {
  let sum = 0xffffffff;
  for (let start = 0; start < blob.size; start += PIECE) {
    const bytes = new Uint8Array(await blob.slice(start, start + PIECE).arrayBuffer());
    for (const byte of bytes) sum = TABLE[(sum ^ byte) & 255] ^ (sum >>> 8);
  }
  return (sum ^ 0xffffffff) >>> 0;
}

function post(url, body, { onProgress, signal } = {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.setRequestHeader("X-Upload", "row");
    request.timeout = 120000;
    if (onProgress) request.upload.addEventListener("progress", (event) => onProgress(event.loaded));
    request.addEventListener("load", () => resolve(request));
    ["error", "timeout"].forEach((kind) => request.addEventListener(kind, () => reject(new Broken())));
    request.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
    signal?.addEventListener("abort", () => request.abort());
    request.send(body);
  });
}

function understood(request) {
  const type = request.getResponseHeader("Content-Type") || "";
  if (request.responseURL.includes("/sign-in")) throw new Refused(EXPIRED, true);
  if (request.status === 400) throw new Refused("页面已过期，请刷新后重新选择这个文件，会从断点继续。", true);
  if (request.status === 503 || request.status === 502 || request.status === 504) throw new Broken();
  if (request.status >= 400) throw new Refused(type.startsWith("text/plain") && request.responseText ? request.responseText : `没有上传成功（${request.status}）。`);
  return type.includes("json") ? JSON.parse(request.responseText) : request.responseText;
}

function form(values) {
  const body = new FormData();
  Object.entries(values).forEach(([name, value]) => body.append(name, value));
  return body;
}

async function open(url, file) {
  const opened = async () => understood(await post(url, form({ filename: file.name, size: file.size })));
  const upload = await opened();
  if (!upload.received || (await checksum(file.slice(0, upload.received))) === upload.checksum) return upload;
  await post(upload.discard, form({}));
  return opened();
}

async function sendPieces(upload, file, show, signal) {
  let offset = upload.received;
  while (offset < file.size) {
    show(offset);
    const from = offset;
    const piece = file.slice(from, Math.min(from + PIECE, file.size));
    const request = await post(`${upload.pieces}?offset=${from}`, piece, { onProgress: (sent) => show(from + sent), signal });
    if (request.status === 404) throw new Broken();
    offset = request.status === 409 ? JSON.parse(request.responseText).received : understood(request).received;
  }
}

async function sendOnce(zone, file, show, signal) {
  const upload = await open(zone.dataset.pieces, file);
  document.querySelector(`[data-unfinished="${upload.id}"]`)?.remove();
  await sendPieces(upload, file, show, signal);
  show(file.size);
  const fields = new FormData(zone.closest("form[data-upload-fields]"));
  fields.delete("file");
  fields.append("checksum", await checksum(file));
  const request = await post(upload.finish, fields, { signal });
  if (request.status === 404) throw new Broken();
  return understood(request);
}

const pause = (seconds) => new Promise((resolve) => { setTimeout(resolve, seconds * 1000); });

async function sendAgainAndAgain(zone, file, show, say, signal) {
  for (const wait of [...WAITS, null]) {
    try {
      return await sendOnce(zone, file, show, signal);
    } catch (fault) {
      if (!(fault instanceof Broken)) throw fault;
      if (wait === null) throw new Refused("连接中断，已传的部分已保留。", true);
      say(`连接中断，${wait} 秒后从断点继续…`);
      await pause(wait);
    }
  }
  return "";
}

function send(zone, file, list) {
  const { row, state, bar, side } = rowFor(file, Math.max(file.size, 1));
  list.append(row);
  side.append(button("移除", () => row.remove()));
  const say = (words, isWrong = false) => {
    state.textContent = words;
    state.classList.toggle("is-wrong", isWrong);
  };
  const show = (sent) => {
    bar.value = Math.min(sent, file.size);
    say(sent < file.size ? `正在上传 ${Math.floor((sent * 100) / file.size)}%` : "正在核验…");
  };
  const attempt = async () => {
    const stopping = new AbortController();
    side.replaceChildren(button("暂停", () => stopping.abort()));
    bar.hidden = false;
    try {
      const made = document.createElement("template");
      made.innerHTML = await sendAgainAndAgain(zone, file, show, say, stopping.signal);
      const arrived = made.content.querySelector("li");
      if (!arrived) throw new Refused(EXPIRED, true);
      row.replaceWith(arrived);
    } catch (fault) {
      const words = fault.name === "AbortError" ? `已暂停，传到 ${Math.floor((bar.value * 100) / bar.max)}%。` : fault.message;
      say(fault instanceof Refused || fault.name === "AbortError" ? words : "没有读到这个文件，请重新选择。", fault.name !== "AbortError");
      bar.hidden = fault instanceof Refused && !fault.keepsPart;
      const onward = bar.hidden ? [] : [button("继续", attempt)];
      side.replaceChildren(...onward, button("移除", () => row.remove()));
    }
  };
  state.textContent = "等待上传";
  return () => (row.isConnected ? attempt() : null);
}

function bind(zone) {
  zone.dataset.bound = "yes";
  const list = listOf(zone, "section, .sheet");
  // One after the other: a slow line is not shared by twenty files.
  let queue = Promise.resolve();
  takeFrom(zone, (files) => [...files].map((file) => send(zone, file, list)).forEach((start) => { queue = queue.then(start); }));
}

export function begin(root) {
  root.querySelectorAll("[data-pieces]:not([data-bound])").forEach(bind);
}
