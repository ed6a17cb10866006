// Paper cannot be unfolded, and is white: what book.css does not hide is opened for it.
const folded = new Set();
let theme;
addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("article details:not([open], .choice)")) {
    folded.add(part);
    part.open = true;
  }
  theme ??= document.documentElement.dataset.theme; // the event may come twice
  document.documentElement.dataset.theme = "light";
});
addEventListener("afterprint", () => {
  for (const part of folded) part.open = false;
  folded.clear();
  document.documentElement.dataset.theme = theme;
  theme = undefined;
});
