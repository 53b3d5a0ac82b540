// The search box suggests while one types: a combobox with a list (ARIA authoring practices).
// Without this script it is a plain search box.

import { word } from "./words.js";

const KINDS = { department: word("部门"), official: word("官员"), topic: word("专题"), heading: word("标题") };
const PAUSE = 80; // Milliseconds without a key before anything is asked.

function combobox(box) {
  const list = document.createElement("ul");
  Object.assign(list, { id: `${box.id}-suggestions`, className: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", word("提示"));
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-expanded", "false");
  box.setAttribute("aria-controls", list.id);
  box.autocomplete = "off";
  box.after(list);

  let at = -1;
  let waiting = 0;
  let asking = null;

  function close() {
    clearTimeout(waiting);
    asking?.abort();
    at = -1;
    list.hidden = true;
    list.replaceChildren();
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function show(suggestions) {
    close();
    for (const [place, one] of suggestions.entries()) {
      const option = document.createElement("li");
      option.id = `${list.id}-${place}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.href = one.links.html;
      const name = document.createElement("span");
      name.textContent = one.matched ? `${one.label}（${one.matched}）` : one.label;
      const kind = document.createElement("span");
      kind.className = "quiet";
      kind.textContent = KINDS[one.kind];
      name.lang = "zh-Hans";
      option.append(name, " ", kind);
      list.append(option);
    }
    list.hidden = suggestions.length === 0;
    box.setAttribute("aria-expanded", String(!list.hidden));
  }

  async function ask() {
    const typed = box.value.trim();
    asking?.abort();
    if (!typed) return close();
    asking = new AbortController();
    try {
      const query = new URLSearchParams({ q: typed, limit: "8" });
      const answer = await fetch(`/api/v1/suggest?${query}`, { signal: asking.signal });
      if (answer.ok && document.activeElement === box) show((await answer.json()).suggestions);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  function go(to) {
    const options = list.children;
    if (options[at]) options[at].setAttribute("aria-selected", "false");
    // One place more than there are options: back in the box.
    at = ((to + 1 + options.length + 1) % (options.length + 1)) - 1;
    if (at < 0) return box.removeAttribute("aria-activedescendant");
    options[at].setAttribute("aria-selected", "true");
    options[at].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", options[at].id);
  }

  box.addEventListener("input", (event) => {
    // What an input method has not finished is no word yet.
    if (event.isComposing) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  box.addEventListener("compositionend", ask);
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" && list.hidden) {
      event.preventDefault();
      ask();
    }
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      go(event.key === "ArrowDown" ? at + 1 : at - 1);
    }
    if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      location.assign(list.children[at].dataset.href);
    }
    if (event.key === "Escape") {
      // Here it closes the list; a second one leaves the box.
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
  list.addEventListener("mousedown", (event) => {
    // The box must keep the focus, or the list would be gone before the click.
    event.preventDefault();
  });
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.href);
  });
}

const box = document.querySelector('form[role="search"] input[type="search"]');
if (box) combobox(box);
