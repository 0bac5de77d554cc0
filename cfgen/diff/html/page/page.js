"use strict";
// The page is whole without this: it only hides what a reader does not look for, and copies links.
const changes = [...document.querySelectorAll(".change[data-severity]")];
const folds = [...document.querySelectorAll(".fold")];
const sections = [...document.querySelectorAll("section[data-stack]")];
const filter = document.querySelector(".filter");
const told = document.querySelector("#shown");
const boxes = [...filter.querySelectorAll("input[type=checkbox]")];
const words = filter.querySelector("input[type=search]");
const chosen = (name) => filter.elements[name]?.value ?? ""; // what there is only one of is no choice

function show() {
  const severities = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
  const wanted = words.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const stack = chosen("stack"), region = chosen("region");
  let count = 0;
  for (const section of sections) {
    const here = !stack || section.dataset.stack === stack, there = !region || section.dataset.region === region;
    let any = false;
    for (const change of section.querySelectorAll(".change[data-severity]")) {
      const fits = here && severities.has(change.dataset.severity) && wanted.every((word) => change.dataset.text.includes(word)) &&
        (!region || change.dataset.regions.split(" ").includes(region));
      change.hidden = !fits;
      any ||= fits;
      count += fits;
    }
    section.querySelector(".aside").hidden = !here || !there;
    section.hidden = !any && (!here || !there);
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
  for (let at = change; at !== document.body; at = at.parentElement) {
    at.hidden = false;
    if (at.localName === "details") at.open = true;
  }
  change.querySelector("details").open = true;
  change.scrollIntoView();
}
addEventListener("hashchange", reveal);

addEventListener("keydown", (event) => {
  const typing = /^(input|select|textarea)$/.test(event.target.localName) && event.target.type !== "checkbox";
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  words.focus();
});

for (const anchor of document.querySelectorAll(".anchor"))
  anchor.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(anchor.href);
    } catch {
      return; // the address bar has it
    }
    told.textContent = "Link copied";
    anchor.textContent = "link copied";
    setTimeout(() => (anchor.textContent = "link"), 2000);
  });

let opened = []; // for paper, and shut again behind it
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")];
  for (const details of opened) details.open = true;
});
addEventListener("afterprint", () => { for (const details of opened) details.open = false; });
show();
reveal();
