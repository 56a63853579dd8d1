// Keys of the search, and copying. Every page works without it, with more clicks.
"use strict";

const field = () => document.getElementById("q");
const hits = () => [...document.querySelectorAll("[data-hit]")];
const current = () => document.querySelector(".hit_first") || hits()[0];

function say(text) {
  document.getElementById("said").textContent = text;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Browsers give the clipboard only to https and to this machine; counters often have plain http.
    const area = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  say(`已复制：${text.length > 20 ? `${text.slice(0, 20)}…` : text}`);
  setTimeout(() => say(""), 3000);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy], [data-copy-text]");
  if (button) copy(button.dataset.copyText || document.querySelector(button.dataset.copy).textContent);
});

function step(by) {
  const all = hits();
  const at = all.indexOf(document.activeElement);
  if (at < 0) return by > 0 ? all[Math.min(all.indexOf(current()) + 1, all.length - 1)] : field();
  return at + by < 0 ? field() : all[at + by];
}

document.addEventListener("keydown", (event) => {
  if (!field() || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const typing = event.target.closest("input, textarea, select");
  const searching = event.target === field() || event.target.matches("[data-hit]");
  if (event.key === "/" && !typing) {
    event.preventDefault();
    field().select();
  } else if (event.key === "Escape" && searching) {
    event.preventDefault();
    field().value = "";
    field().focus();
    field().dispatchEvent(new Event("input", { bubbles: true }));
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && searching) {
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1)?.focus();
  } else if (event.key === "Enter" && event.target === field() && current() && field().value.trim()) {
    event.preventDefault();
    open(current());
  } else if (event.key.length === 1 && event.target.matches("[data-hit]")) {
    field().focus(); // going on typing refines the query
  }
});

// The results may be those of what was typed a moment ago: open only what belongs to the words in the field.
function open(link) {
  const shown = document.querySelector("[data-query]")?.dataset.query;
  if (shown === field().value.trim().split(/\s+/).join(" ")) link.click();
  else location.href = `/desk/open?q=${encodeURIComponent(field().value)}`;
}

document.addEventListener("htmx:responseError", () => say("服务器没有应答，请再试一次"));
document.addEventListener("htmx:sendError", () => say("连不上服务器，请检查网络"));
document.addEventListener("htmx:beforeSwap", (event) => {
  for (const old of document.querySelectorAll(".hit_current")) old.classList.remove("hit_current");
  if (event.detail.target.id === "pane") event.detail.requestConfig.elt.classList.add("hit_current");
});
