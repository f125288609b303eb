// What scripts ask of any page.

export const TYPING = "input, textarea, select, [contenteditable]";

export function csrfToken() {
  return document.querySelector('meta[name="csrf-token"]').content;
}

export function isTyping(event) {
  return (event.target.closest?.(TYPING) && !event.target.matches("[type=checkbox], [type=radio]")) || event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
}
