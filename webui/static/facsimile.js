// Beside the text of an issue, the page it was printed on: it turns with the reading, and what one
// points at in the text is boxed on the page and the other way round. Without this script the first
// page stands there, and all pages below the text.

import { word } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const article = document.querySelector("article.issue[data-api]");
const wide = matchMedia("(min-width: 75rem)");

function rectangle(box, kind) {
  const rect = document.createElementNS(SVG, "rect");
  const pad = 1.5;
  const place = { x: box.x0 - pad, y: box.top - pad, width: box.x1 - box.x0 + 2 * pad, height: box.bottom - box.top + 2 * pad };
  for (const [name, value] of Object.entries(place)) rect.setAttribute(name, value.toFixed(1));
  rect.setAttribute("class", kind);
  return rect;
}

class Facsimile {
  constructor(issue, images) {
    this.issue = issue;
    this.images = images;
    this.items = new Map(issue.items.map((item) => [item.key, item]));
    this.findings = new Map();
    // The words of a search come first, so that what they stand in can still be pointed at.
    for (const { place, boxes } of JSON.parse(article.dataset.hits ?? "[]")) {
      this.findings.set(`hit:${place}`, { kind: "hit", boxes });
    }
    for (const item of issue.items) {
      for (const [kind, found] of [["figure", item.figures], ["official", item.officials], ["department", item.departments]]) {
        for (const one of found) {
          const boxes = one.boxes ?? one.provenance.boxes;
          const place = `${item.key}:${one.span.start}-${one.span.end}`;
          if (!this.findings.has(place)) this.findings.set(place, { kind, boxes, item: item.key });
        }
      }
    }
    this.build();
  }

  build() {
    this.pane = article.querySelector(".facsimile");
    this.image = this.pane.querySelector("img");
    this.overlay = document.createElementNS(SVG, "svg");
    this.overlay.setAttribute("aria-hidden", "true");
    // As the image is fitted into its place by CSS.
    this.overlay.setAttribute("preserveAspectRatio", "xMidYMin meet");
    this.label = this.pane.querySelector(".turn span");
    const turn = (step, text, label) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: text, ariaLabel: label });
      button.addEventListener("click", () => this.show(this.page + step));
      return button;
    };
    this.back = turn(-1, "‹", word("上一页"));
    this.forth = turn(1, "›", word("下一页"));
    this.proof = this.pane.querySelector(".turn a");
    this.label.before(this.back);
    this.label.after(this.forth);
    this.image.after(this.overlay);
    this.overlay.addEventListener("pointerover", (event) => this.point(event.target.dataset.place));
    this.overlay.addEventListener("pointerout", () => this.point());
    this.overlay.addEventListener("click", (event) => this.follow(event.target.dataset.place));
  }

  // Show page `number` with a box for every finding on it.
  show(number) {
    const info = this.issue.pages.find((page) => page.number === number);
    if (!info || this.page === number) return;
    this.page = number;
    const address = `${this.images}${number}.png?width=960`;
    if (this.image.getAttribute("src") !== address) this.image.src = address;
    this.image.alt = word("第 {number} 页的图像", { number });
    this.image.width = 960;
    this.image.height = Math.round((960 * info.height) / info.width);
    this.overlay.setAttribute("viewBox", `0 0 ${info.width} ${info.height}`);
    this.label.textContent = word("第 {number} 页，共 {count} 页", { number, count: this.issue.pages.length });
    this.proof.href = `${this.images}${number}`;
    this.back.disabled = number === this.issue.pages[0].number;
    this.forth.disabled = number === this.issue.pages.at(-1).number;
    this.overlay.replaceChildren();
    for (const [place, found] of this.findings) {
      for (const box of found.boxes.filter((one) => one.page === number)) {
        const rect = rectangle(box, found.kind);
        rect.dataset.place = place;
        this.overlay.append(rect);
      }
    }
    this.outline();
  }

  // Mark where the item being read stands.
  read(key) {
    this.reading = key;
    const first = this.items.get(key)?.boxes[0];
    if (first) this.show(first.page);
    this.outline();
  }

  outline() {
    for (const old of this.overlay.querySelectorAll(".reading")) old.remove();
    const boxes = this.items.get(this.reading)?.boxes ?? [];
    this.overlay.prepend(...boxes.filter((box) => box.page === this.page).map((box) => rectangle(box, "reading")));
  }

  // Point at a finding, in the text and on the page; at none without a place.
  point(place) {
    for (const old of document.querySelectorAll(".pointed")) old.classList.remove("pointed");
    const found = this.findings.get(place);
    if (!found) return;
    if (found.boxes.length && !found.boxes.some((box) => box.page === this.page)) this.show(found.boxes[0].page);
    for (const rect of this.overlay.querySelectorAll("[data-place]")) rect.classList.toggle("pointed", rect.dataset.place === place);
    for (const mark of marksOf(place)) mark.classList.add("pointed");
  }

  follow(place) {
    const [mark] = marksOf(place);
    mark?.scrollIntoView({ block: "center" });
    mark?.focus({ preventScroll: true });
  }
}

function marksOf(place) {
  if (!place) return [];
  const [key, span] = place.split(":");
  return [...(document.getElementById(key)?.querySelectorAll(`[data-span="${span}"]`) ?? [])];
}

function placeOf(target) {
  const mark = target.closest?.("[data-span]");
  return mark ? `${mark.closest(".item")?.id}:${mark.dataset.span}` : undefined;
}

function follow(facsimile) {
  const text = article.querySelector(".text");
  text.addEventListener("pointerover", (event) => facsimile.point(placeOf(event.target)));
  text.addEventListener("focusin", (event) => facsimile.point(placeOf(event.target)));
  const links = new Map([...article.querySelectorAll(".outline a")].map((link) => [link.hash, link]));
  const watcher = new IntersectionObserver(
    (entries) => {
      const item = entries.find((entry) => entry.isIntersecting)?.target;
      if (!item) return;
      facsimile.read(item.id);
      for (const link of links.values()) link.removeAttribute("aria-current");
      links.get(`#s${facsimile.items.get(item.id)?.section}`)?.setAttribute("aria-current", "true");
    },
    // A band below the top of the window, where what a link leads to comes to stand.
    { rootMargin: "-24px 0px -85% 0px" },
  );
  for (const item of text.querySelectorAll(".item")) watcher.observe(item);
}

async function open() {
  const answer = await fetch(article.dataset.api);
  if (!answer.ok) return;
  const issue = await answer.json();
  if (!issue.pages.length) return;
  const facsimile = new Facsimile(issue, article.dataset.images);
  facsimile.show(issue.pages[0].number);
  follow(facsimile);
}

if (article && wide.matches) open();
else if (article) wide.addEventListener("change", () => open(), { once: true });
