// Keys of the trainers' pages. Every page works without it, with more clicks.
"use strict";

const lines = () => [...document.querySelectorAll("[data-line]")];
const keyed = (key) => document.querySelector(`[data-key="${CSS.escape(key)}"]`);
const isTyping = (element) => element.matches("input:not([type=checkbox]), textarea, select");

let picking = false; // digits tick instead of labelling
let sent = false; // a key pressed twice labels once
let waiting = null; // Enter was pressed before the choices for these words were there
let resume = -1; // where to go on once more lines are there

function move(by) {
  const all = lines();
  const at = all.indexOf(document.activeElement);
  const to = at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1);
  all[to]?.focus();
}

function tick(key) {
  const box = keyed(key)?.closest("li")?.querySelector("[name=matters]");
  if (box) box.checked = !box.checked;
}

function pick(button) {
  if (document.querySelectorAll("[name=matters]:checked").length > 1) return button.click();
  picking = true;
  say("按数字勾两件以上，再按 w；Esc 不勾了");
}

function press(key) {
  const target = keyed(key);
  if (picking && /^[1-9]$/.test(key)) tick(key);
  else if (picking && key === "Escape") {
    picking = false;
    say("");
  } else if (!target) return false;
  else if (target.matches("[data-picks]")) pick(target);
  else if (isTyping(target)) {
    target.focus();
    target.select?.();
  } else target.click();
  return true;
}

// Choices may be those of what was typed a moment ago: only what belongs to the words in the field is taken.
function takeFirst(field) {
  const shown = document.querySelector("[data-found-by]")?.dataset.foundBy;
  if (field.id === "find" && shown !== field.value.trim()) waiting = field;
  else if (field.value.trim()) document.querySelector(field.dataset.first)?.click();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const { key, target } = event;
  if (isTyping(target)) {
    if (key === "Escape") target.blur();
    else if (key === "Enter" && target.dataset.first) takeFirst(target);
    else return;
  } else if (lines().length && ["j", "ArrowDown", "k", "ArrowUp"].includes(key))
    move(key === "j" || key === "ArrowDown" ? 1 : -1);
  else if (!press(key)) return;
  event.preventDefault();
});

document.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  if (sent) event.preventDefault();
  sent = true;
});
addEventListener("pageshow", () => (sent = false));

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.matches("[data-more]")) resume = lines().indexOf(event.target);
});
document.addEventListener("htmx:afterSettle", () => {
  if (resume >= 0) lines()[resume]?.focus();
  resume = -1;
  const field = waiting;
  waiting = null;
  if (field) takeFirst(field);
});
