// Shortcuts for readers who keep their hands on the keyboard: / goes to the search box, j and k
// through the hits.

const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

function step(by) {
  const links = [...document.querySelectorAll("ol.hits h2 a, ul.plain li > a:first-child")];
  const at = links.indexOf(document.activeElement);
  const next = links[at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by];
  next?.focus();
  next?.scrollIntoView({ block: "center" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && typing(event.target)) event.target.blur();
  // The filters, where they are a drawer.
  if (event.key === "Escape" && location.hash === "#filters") location.hash = "#found";
  if (typing(event.target)) return;
  const box = document.querySelector('input[type="search"]');
  if (event.key === "/" && box) {
    event.preventDefault();
    box.focus();
    box.select();
  }
  if (event.key === "j") step(1);
  if (event.key === "k") step(-1);
});

// Buttons that copy: the address of a link, else the text of the place they stand behind.
for (const place of document.querySelectorAll("[data-copy]")) {
  const label = place.dataset.copy;
  const button = Object.assign(document.createElement("button"), {
    type: "button",
    className: "copy",
    textContent: label,
  });
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(place.href ?? place.textContent);
    button.textContent = "✓";
    setTimeout(() => (button.textContent = label), 2000);
  });
  place.after(button);
}
