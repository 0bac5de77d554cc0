"use strict";
// The page is whole without this: it only hides what a reader does not look for, and copies links.
const changes = [...document.querySelectorAll(".change")];
const folds = [...document.querySelectorAll(".fold")];
const filter = document.querySelector(".filter");
const told = document.querySelector("#shown");
const boxes = [...filter.querySelectorAll("input[type=checkbox]")];
const words = filter.querySelector("input[type=search]");
const region = filter.querySelector("select");

function show() {
  const severities = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
  const wanted = words.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const change of changes) {
    const text = change.dataset.text;
    const fits = severities.has(change.dataset.severity) && wanted.every((word) => text.includes(word)) &&
      (!region || !region.value || change.dataset.regions.split(" ").includes(region.value));
    change.hidden = !fits;
    count += fits;
  }
  for (const fold of folds) {
    fold.hidden = !fold.querySelector(".change:not([hidden])");
    if (wanted.length) fold.open = !fold.hidden; // what is looked for may be in it
  }
  for (const group of document.querySelectorAll(".group"))
    group.hidden = !group.querySelector(".change:not([hidden])");
  told.textContent = `${count} of ${changes.length} shown`;
}

filter.hidden = false;
filter.addEventListener("input", show);
filter.addEventListener("submit", (event) => event.preventDefault());
const all = filter.querySelector("button");
all.addEventListener("click", () => {
  const open = all.getAttribute("aria-pressed") !== "true";
  all.setAttribute("aria-pressed", String(open));
  for (const change of changes) change.querySelector("details").open = open;
  for (const fold of folds) fold.open = open;
});

function reveal() {
  const change = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!change || !change.classList.contains("change")) return;
  change.hidden = false;
  const fold = change.closest(".fold");
  if (fold) fold.open = true;
  change.querySelector("details").open = true;
  change.scrollIntoView();
}
addEventListener("hashchange", reveal);
addEventListener("beforeprint", () => { for (const change of changes) change.querySelector("details").open = true; });
for (const anchor of document.querySelectorAll(".anchor"))
  anchor.addEventListener("click", () => { if (navigator.clipboard) navigator.clipboard.writeText(anchor.href).catch(() => {}); });
show();
reveal();
