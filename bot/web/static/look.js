// Large type and dark colours, kept in this browser; set before the page is painted.
"use strict";

const LOOKS = ["large", "dark"];

function looks() {
  try {
    return JSON.parse(localStorage.getItem("look") || "{}");
  } catch {
    return {};
  }
}

function wears(look) {
  const chosen = looks()[look];
  return chosen ?? (look === "dark" && matchMedia("(prefers-color-scheme: dark)").matches);
}

function dress() {
  for (const look of LOOKS) document.documentElement.classList.toggle(look, wears(look));
  for (const button of document.querySelectorAll("[data-look]"))
    button.setAttribute("aria-pressed", String(wears(button.dataset.look)));
}

dress();
document.addEventListener("DOMContentLoaded", dress);
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-look]");
  if (!button) return;
  const look = button.dataset.look;
  localStorage.setItem("look", JSON.stringify({ ...looks(), [look]: !wears(look) }));
  dress();
});
