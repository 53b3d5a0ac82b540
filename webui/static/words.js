// The words of the scripts in the reader's language. They are written in Chinese; words.en.js is
// made from the catalogue by scripts/translations.

const words = document.documentElement.lang === "en" ? (await import("./words.en.js")).default : {};

// `text`, with what stands in braces replaced: word("第 {number} 页", { number: 3 }).
export function word(text, values = {}) {
  return (words[text] ?? text).replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
