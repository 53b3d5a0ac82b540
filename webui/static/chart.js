// Draws the tables of observations beside a chart with uPlot. The tables stay: what the chart shows
// is read from them, and without this script they are all there is.

import { word } from "./words.js";

const DASHES = [[], [8, 4], [2, 3], [12, 3, 2, 3], [5, 2], [1, 5]];
const INKS = ["--red", "--department", "--figure", "--official", "--heat", "--quiet"];
const DAY = 86400;
const NS = "http://www.w3.org/2000/svg";

const ink = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

const rowYear = (point) => point.row.dataset.day.slice(0, 4);

// A table of observations as a line: its rows that have a day, and where something is missing.
function lineOf(table) {
  const rows = [...table.tBodies[0].rows].filter((row) => row.dataset.day);
  const points = rows.map((row) => ({
    row,
    time: Date.parse(row.dataset.day) / 1000,
    value: Number(row.dataset.value),
    gap: row.dataset.gap,
    flag: row.dataset.flag,
  }));
  points.sort((a, b) => a.time - b.time);
  const kept = points.filter((point, at) => at === 0 || point.time > points[at - 1].time);
  // What is counted since the year began starts anew with every year.
  const anew = (at) => table.dataset.kind === "year_to_date" && rowYear(kept[at]) !== rowYear(kept[at - 1]);
  const xs = [];
  const ys = [];
  kept.forEach((point, at) => {
    if (at > 0 && (point.gap || anew(at))) {
      xs.push((kept[at - 1].time + point.time) / 2);
      ys.push(null);
    }
    xs.push(point.time);
    ys.push(point.value);
  });
  return { name: table.dataset.series, unit: table.dataset.unit, points: kept, xs, ys };
}

const english = document.documentElement.lang === "en";
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 2 });

function shorten(value) {
  const size = Math.abs(value);
  if (english) return compact.format(value);
  if (size >= 1e8) return `${+(value / 1e8).toFixed(2)}亿`;
  if (size >= 1e4) return `${+(value / 1e4).toFixed(2)}万`;
  return `${+value.toFixed(2)}`;
}

function days(_, splits, __, ___, step) {
  return splits.map((split) => {
    const day = new Date(split * 1000).toISOString();
    return step >= 360 * DAY ? day.slice(0, 4) : step >= 27 * DAY ? day.slice(0, 7) : day.slice(0, 10);
  });
}

// One chart for each unit: lines of different units have no height in common.
class Chart {
  constructor(place, lines, kind) {
    this.lines = lines;
    this.kind = kind;
    this.at = null;
    this.said = element("div", { className: "point" });
    this.frame = element("div", { className: "plot", tabIndex: 0 });
    const names = lines.map((line) => line.name).join("、");
    const hint = element("span", { textContent: word("指向各点或按左右键，查看原文") });
    // A coarse pointer scrolls, it cannot draw a stretch.
    if (matchMedia("(pointer: fine) and (min-width: 40rem)").matches) hint.append(word("；拖选放大，双击还原"));
    this.frame.setAttribute("role", "group");
    this.frame.setAttribute("aria-label", word("{names}的图，单位{unit}；按左右键逐点查看，数据表在下面", { names, unit: lines[0].unit }));
    place.append(element("p", { className: "axis" }, element("span", { textContent: lines[0].unit }), hint), this.frame);
    if (lines.length > 1) place.append(this.legend());
    place.append(this.said);
    this.draw();
    // What is newest stands there before anything is pointed at; only what follows is announced.
    this.show(this.points[this.points.length - 1]);
    this.said.setAttribute("aria-live", "polite");
    this.frame.addEventListener("keydown", (event) => this.step(event));
    for (const line of lines) this.follow(line);
    new ResizeObserver(() => this.plot.setSize(this.size())).observe(this.frame);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.redraw());
  }

  size() {
    const width = this.frame.clientWidth;
    return { width, height: Math.max(220, Math.min(380, Math.round(width * 0.42))) };
  }

  draw() {
    const columns = this.kind === "columns";
    const quiet = ink("--quiet");
    const room = (from, to) => (to - from) / (2 * Math.max(1, this.points.length - 1));
    const axis = { stroke: quiet, grid: { stroke: ink("--rule"), width: 1 }, ticks: { stroke: ink("--rule") } };
    const data = uPlot.join(this.lines.map((line) => [line.xs, line.ys]));
    this.points = [...new Set(this.lines.flatMap((line) => line.points.map((point) => point.time)))].sort((a, b) => a - b);
    this.plot = new uPlot(
      {
        ...this.size(),
        tzDate: (time) => uPlot.tzDate(new Date(time * 1000), "Etc/UTC"),
        legend: { show: false },
        cursor: { drag: { x: true, y: false }, y: false },
        scales: {
          // Half a column's room at both ends.
          x: { range: (_, from, to) => [from - (columns ? room(from, to) : 0), to + (columns ? room(from, to) : 0)] },
          y: { range: (_, low, high) => (columns ? uPlot.rangeNum(Math.min(0, low), Math.max(0, high), 0.1, true) : uPlot.rangeNum(low, high, 0.1, true)) },
        },
        axes: [
          { ...axis, space: 84, values: days },
          { ...axis, size: 64, values: (_, splits) => splits.map(shorten) },
        ],
        series: [
          {},
          ...this.lines.map((line, at) => ({
            label: line.name,
            stroke: ink(INKS[at]),
            fill: columns ? ink(INKS[at]) : undefined,
            width: 2,
            dash: DASHES[at],
            spanGaps: false,
            // A pixel more at both ends, or the first bit of the way across would show.
            gaps: (_, __, ___, ____, gaps) => gaps.map(([from, to]) => [from - 1, to + 1]),
            points: { size: 5 },
            ...(columns ? { paths: uPlot.paths.bars({ size: [0.7, 40] }), points: { show: false } } : {}),
          })),
        ],
        hooks: {
          drawClear: [(plot) => this.shade(plot)],
          draw: [(plot) => this.mark(plot)],
          setCursor: [(plot) => this.pointed(plot)],
        },
      },
      data,
      this.frame,
    );
  }

  redraw(kind = this.kind) {
    this.kind = kind;
    this.plot.destroy();
    this.draw();
  }

  // A band where issues are missing or silent.
  shade(plot) {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.fillStyle = ink("--rule");
    ctx.globalAlpha = 0.5;
    for (const { points } of this.lines) {
      points.forEach((point, at) => {
        if (at === 0 || !point.gap) return;
        const left = plot.valToPos(points[at - 1].time, "x", true);
        const right = plot.valToPos(point.time, "x", true);
        const [from, to] = [Math.max(left, bbox.left), Math.min(right, bbox.left + bbox.width)];
        if (to > from) ctx.fillRect(from, bbox.top, to - from, bbox.height);
      });
    }
    ctx.restore();
  }

  // A triangle with an exclamation mark over what the audit found wrong.
  mark(plot) {
    const { ctx, bbox } = plot;
    const dot = devicePixelRatio;
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = ink("--ink");
    ctx.setLineDash([]);
    ctx.lineWidth = 1.5 * dot;
    ctx.font = `bold ${9 * dot}px sans-serif`;
    ctx.textAlign = "center";
    for (const { points } of this.lines) {
      for (const { time, value, flag } of points) {
        if (!flag) continue;
        const x = plot.valToPos(time, "x", true);
        const y = Math.max(plot.valToPos(value, "y", true) - 8 * dot, bbox.top + 16 * dot);
        if (x < bbox.left || x > bbox.left + bbox.width) continue;
        ctx.beginPath();
        ctx.moveTo(x, y - 14 * dot);
        ctx.lineTo(x - 8 * dot, y);
        ctx.lineTo(x + 8 * dot, y);
        ctx.closePath();
        ctx.stroke();
        ctx.fillText("!", x, y - 2.5 * dot);
      }
    }
    ctx.restore();
  }

  legend() {
    const list = element("ul", { className: "legend" });
    this.lines.forEach((line, at) => {
      const swatch = document.createElementNS(NS, "svg");
      const stroke = document.createElementNS(NS, "line");
      for (const [name, value] of Object.entries({ width: 40, height: 10, "aria-hidden": "true" })) swatch.setAttribute(name, value);
      for (const [name, value] of Object.entries({ x1: 0, x2: 40, y1: 5, y2: 5, stroke: ink(INKS[at]), "stroke-width": 2, "stroke-dasharray": DASHES[at].join(" ") })) stroke.setAttribute(name, value);
      swatch.append(stroke);
      list.append(element("li", {}, swatch, line.name));
    });
    return list;
  }

  // The moment nearest to where the pointer is.
  pointed(plot) {
    if (plot.cursor.left < 0) return;
    const time = plot.posToVal(plot.cursor.left, "x");
    this.say(this.points.reduce((best, one) => (Math.abs(one - time) < Math.abs(best - time) ? one : best)));
  }

  // What is printed of that moment, for every line that has it.
  say(time) {
    if (this.at === time) return;
    this.at = time;
    this.show(time);
  }

  show(time) {
    const said = this.lines.flatMap((line) => {
      const point = line.points.find((one) => one.time === time);
      if (!point) return [];
      const { row } = point;
      const quote = row.querySelector(".quote");
      const proof = row.cells[row.cells.length - 1].querySelector("a");
      const head = element("p", {}, element("strong", { textContent: row.dataset.printed || `${row.dataset.value}${line.unit}` }), ` ${line.name} · ${row.cells[0].firstChild.textContent.trim()} `);
      if (proof) head.append(element("a", { href: proof.href, textContent: proof.textContent }));
      const parts = [head];
      if (point.flag) parts.push(element("p", { className: "flag", textContent: `⚠ ${point.flag}` }));
      if (quote) parts.push(element("blockquote", {}, ...[...quote.childNodes].map((node) => node.cloneNode(true))));
      return parts;
    });
    this.said.replaceChildren(...said);
  }

  go(time) {
    this.plot.setCursor({ left: this.plot.valToPos(time, "x"), top: 10 });
    this.say(time);
  }

  step(event) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const last = this.points.length - 1;
    const now = this.points.indexOf(this.at);
    if (by) {
      event.preventDefault();
      this.go(this.points[now < 0 ? (by > 0 ? 0 : last) : Math.min(last, Math.max(0, now + by))]);
    } else if (event.key === "Home" || event.key === "End") {
      event.preventDefault();
      this.go(this.points[event.key === "Home" ? 0 : last]);
    } else if (event.key === "Enter") {
      this.said.querySelector("a")?.click();
    }
  }

  // What one points at in the table is shown in the chart.
  follow(line) {
    const rows = new Map(line.points.map((point) => [point.row, point.time]));
    const show = (event) => {
      const time = rows.get(event.target.closest("tr"));
      if (time !== undefined) this.go(time);
    };
    const [first] = line.points;
    const body = first?.row.parentNode;
    body?.addEventListener("pointerover", show);
    body?.addEventListener("focusin", show);
  }
}

for (const place of document.querySelectorAll("[data-chart]")) {
  const tables = [...place.parentNode.querySelectorAll("table[data-series]")];
  const lines = tables.map(lineOf).filter((line) => line.points.length > 1);
  if (!lines.length) continue;
  const units = [...new Set(lines.map((line) => line.unit))];
  const charts = units.map((unit) => new Chart(place, lines.filter((line) => line.unit === unit), "line"));
  const turn = element("button", { type: "button", className: "plain-button turn-kind", textContent: word("改为柱形") });
  turn.addEventListener("click", () => {
    const kind = charts[0].kind === "line" ? "columns" : "line";
    for (const chart of charts) chart.redraw(kind);
    turn.textContent = kind === "line" ? word("改为柱形") : word("改为折线");
  });
  if (lines.length === 1) place.prepend(turn);
  place.classList.add("drawn");
}
