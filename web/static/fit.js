// Wide things on a narrow page. A table gets smaller letters, and if that is not enough, each of its
// rows becomes a block of "column: entry" lines. Code, formulas and wide pictures scroll, also by the
// keyboard.
const isTooWide = (part) => part.scrollWidth > part.clientWidth + 1;
// Code in a cell may break between its words, and a cell that breaks one of them is too narrow.
const isCramped = (table) =>
  isTooWide(table) || [...table.querySelectorAll("code .pre")].some((word) => word.getClientRects().length > 1);

const fitTable = (table) => {
  table.classList.remove("tight", "stacked");
  if (!isCramped(table)) return;
  table.classList.add("tight");
  if (!isCramped(table)) return;
  table.classList.add("stacked");
  const heads = [...table.querySelectorAll("thead :is(th, td)")].map((head) => head.textContent.trim());
  for (const cell of table.querySelectorAll("tbody td")) {
    if (cell.querySelector(".entry")) continue;
    const entry = document.createElement("div");
    entry.className = "entry";
    entry.append(...cell.childNodes);
    const column = Object.assign(document.createElement("span"), { className: "column" });
    column.textContent = heads[cell.cellIndex] ?? "";
    if (entry.textContent.trim()) cell.append(column, entry);
  }
};

// A formula keeps the bracket before it and the full stop after it on its own line.
const keepPunctuation = (article) => {
  for (const formula of article.querySelectorAll("p span.math, li span.math, td span.math, mjx-container:not(.math *)")) {
    const { previousSibling: before, nextSibling: after } = formula;
    const opening = before?.nodeType === Node.TEXT_NODE ? before.data.match(/[(“]+$/)?.[0] : undefined;
    const closing = after?.nodeType === Node.TEXT_NODE ? after.data.match(/^[.,;:?!)”’]+/)?.[0] : undefined;
    if (!opening && !closing) continue;
    const unbroken = Object.assign(document.createElement("span"), { className: "unbroken" });
    if (opening) before.data = before.data.slice(0, -opening.length);
    if (closing) after.data = after.data.slice(closing.length);
    formula.replaceWith(unbroken);
    unbroken.append(opening ?? "", formula, closing ?? "");
  }
};

const fit = (root) => {
  root.querySelectorAll("table").forEach(fitTable);
  for (const wide of root.querySelectorAll("div.math, mjx-container[display], table, pre, .output, .feedforward-scroll")) {
    if (isTooWide(wide)) wide.tabIndex = 0;
    else wide.removeAttribute("tabindex");
  }
  root.dataset.fitted = root.clientWidth;
};

addEventListener("load", async () => {
  await window.MathJax?.startup?.promise;
  await document.fonts.ready;
  const article = document.querySelector("article");
  if (!article) return; // the search page has none
  keepPunctuation(article);
  fit(article);
  let width = article.clientWidth;
  new ResizeObserver(() => {
    if (article.clientWidth !== width) fit(article);
    width = article.clientWidth;
  }).observe(article);
});
