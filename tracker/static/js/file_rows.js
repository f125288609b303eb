// What both ways of sending files share: the row that a file has while it is on its way, and where files are taken from.

export function button(text, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: text });
  made.addEventListener("click", act);
  return made;
}

// `max` is what the bar counts up to.
export function rowFor(file, max) {
  const row = Object.assign(document.createElement("li"), { className: "file" });
  const name = Object.assign(document.createElement("div"), { textContent: file.name });
  const state = Object.assign(document.createElement("div"), { className: "muted small" });
  state.setAttribute("role", "status");
  const bar = Object.assign(document.createElement("progress"), { max, value: 0 });
  bar.setAttribute("aria-label", `上传 ${file.name}`);
  const middle = document.createElement("div");
  middle.append(name, state, bar);
  const side = Object.assign(document.createElement("div"), { className: "row-line" });
  row.append(Object.assign(document.createElement("span"), { className: "file-mark" }), middle, side);
  return { row, state, bar, side };
}

// The list that takes the rows: the nearest in what is around the zone, else the first on the page.
export function listOf(zone, around) {
  return zone.closest(around)?.querySelector("[data-upload-list]") || document.querySelector("[data-upload-list]");
}

// Hand over files that are dropped on the zone or chosen with its button, also those chosen before the script was there.
export function takeFrom(zone, take) {
  const input = zone.querySelector('input[type="file"]');
  ["dragenter", "dragover"].forEach((kind) => zone.addEventListener(kind, (event) => {
    event.preventDefault();
    zone.classList.add("is-over");
  }));
  ["dragleave", "drop"].forEach((kind) => zone.addEventListener(kind, () => zone.classList.remove("is-over")));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    take(event.dataTransfer.files);
  });
  const takeChosen = () => {
    take(input.files);
    input.value = "";
  };
  input.addEventListener("change", takeChosen);
  if (input.files.length) takeChosen(); // chosen before this script had arrived
}
