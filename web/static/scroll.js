// What is wider than the page scrolls by itself; here the keyboard may reach it, too.
const letTheKeyboardScroll = () => {
  for (const wide of document.querySelectorAll("article div.math, article mjx-container, article table, article pre, article .output")) {
    if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
    else wide.removeAttribute("tabindex");
  }
};
addEventListener("load", async () => {
  await window.MathJax?.startup?.promise;
  letTheKeyboardScroll();
  addEventListener("resize", letTheKeyboardScroll);
});
