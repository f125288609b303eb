// What the review desk says when an act could not be saved. What was typed stays in its field; nothing is swapped.
//   [data-desk-fault] holds the words; it is hidden while all is well.
// The server cannot be reached; it refuses (4xx, 5xx); or it answers with a whole page where a part was asked for: then
// the person is no longer signed in. An old token is renewed, so that pressing once more is enough.

const WORDS = {
  offline: "连不上服务器，刚才的操作没有保存。您填写的内容还在页面上，网络恢复后请再操作一次。",
  signedOut: "登录已过期，刚才的操作没有保存。您填写的内容还在页面上：请先在新窗口登录，再回到这里操作一次。",
  token: "页面停留过久，刚才的操作没有保存。您填写的内容还在页面上，请再操作一次。",
  gone: "这一条已经不在了，可能被别人合并或文件已离开审核。请刷新页面查看。",
  busy: "系统正忙或出错了，刚才的操作没有保存。您填写的内容还在页面上，请稍后再操作一次。",
};

function say(words, link) {
  const place = document.querySelector("[data-desk-fault]");
  if (!place) return;
  place.replaceChildren(Object.assign(document.createElement("p"), { textContent: words }));
  if (link) place.append(Object.assign(document.createElement("a"), { className: "btn btn-sm", href: link, target: "_blank", rel: "noopener", textContent: "在新窗口登录" }));
  place.hidden = false;
}

async function renewToken() {
  const answer = await fetch(window.location.href);
  if (answer.redirected) return say(WORDS.signedOut, answer.url);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector('meta[name="csrf-token"]')?.content;
  if (!token) return;
  document.querySelector('meta[name="csrf-token"]').content = token;
  const holders = [document, ...[...document.querySelectorAll("template")].map((one) => one.content)];
  holders.forEach((one) => one.querySelectorAll('input[name="csrf_token"]').forEach((field) => { field.value = token; }));
  say(WORDS.token);
}

function onWholePage(event) {
  const { xhr } = event.detail;
  const isPage = /^\s*<!doctype/i.test(xhr.responseText);
  const wantsDesk = event.detail.target?.id === "main";
  if (!isPage || (wantsDesk && xhr.responseText.includes('id="desk-status"'))) return;
  event.detail.shouldSwap = false;
  if (xhr.responseURL.includes("/sign-in")) say(WORDS.signedOut, "/");
  else say(xhr.status === 409 ? WORDS.gone : WORDS.busy);
}

function onRefusal(event) {
  const { status } = event.detail.xhr;
  if (status === 404) return say(WORDS.gone);
  if (status !== 400) return say(WORDS.busy);
  renewToken().catch(() => say(WORDS.offline));
}

export function watchFaults() {
  document.addEventListener("htmx:sendError", () => say(WORDS.offline));
  document.addEventListener("htmx:timeout", () => say(WORDS.offline));
  document.addEventListener("htmx:responseError", onRefusal);
  document.addEventListener("htmx:beforeSwap", onWholePage);
  document.addEventListener("htmx:beforeRequest", () => {
    const place = document.querySelector("[data-desk-fault]");
    if (place) place.hidden = true;
  });
}
