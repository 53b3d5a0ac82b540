// On the page of an issue: from one marked word of a search to the next, by buttons or n and p.

import { word } from "./words.js";

const marks = [...document.querySelectorAll(".issue .text mark.hit, .issue .text a.hit mark, .issue .text a > mark")];
const place = document.querySelector("[data-jump]");

if (marks.length && place) {
  let at = -1;
  const label = document.createElement("span");
  label.setAttribute("role", "status");
  const say = () => (label.textContent = ` ${at + 1} / ${marks.length} `);
  const jump = (by) => {
    marks[at]?.classList.remove("current");
    at = at < 0 && by < 0 ? marks.length - 1 : (at + by + marks.length) % marks.length;
    marks[at].classList.add("current");
    marks[at].scrollIntoView({ block: "center" });
    say();
  };
  const button = (by, text, title) => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: text, title });
    made.setAttribute("aria-label", title);
    made.addEventListener("click", () => jump(by));
    return made;
  };
  say();
  place.append(button(-1, "↑", word("上一处检索词（p）")), label, button(1, "↓", word("下一处检索词（n）")));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === "n") jump(1);
    if (event.key === "p") jump(-1);
  });
}
