// Drag over the bars of the histogram to search that stretch of time; a click takes one bar.

for (const histogram of document.querySelectorAll(".histogram")) {
  const bars = [...histogram.querySelectorAll("a")];
  const barAt = (event) => {
    const frame = histogram.querySelector("svg").getBoundingClientRect();
    const share = (event.clientX - frame.left) / frame.width;
    return Math.min(bars.length - 1, Math.max(0, Math.floor(share * bars.length)));
  };
  let start = null;
  let end = null;
  const show = () => {
    const [first, last] = [Math.min(start, end), Math.max(start, end)];
    bars.forEach((bar, at) => bar.classList.toggle("brushed", start !== null && at >= first && at <= last));
  };
  histogram.addEventListener("dragstart", (event) => event.preventDefault());
  histogram.addEventListener("pointerdown", (event) => {
    start = end = barAt(event);
    show();
  });
  addEventListener("pointermove", (event) => {
    if (start === null) return;
    end = barAt(event);
    show();
  });
  addEventListener("pointerup", () => {
    if (start !== null && start !== end) {
      const target = new URL(histogram.dataset.search, location.href);
      target.searchParams.set("from", bars[Math.min(start, end)].dataset.from);
      target.searchParams.set("to", bars[Math.max(start, end)].dataset.to);
      location.assign(target);
    }
    start = end = null;
  });
  addEventListener("pointercancel", () => {
    start = end = null;
    bars.forEach((bar) => bar.classList.remove("brushed"));
  });
}
