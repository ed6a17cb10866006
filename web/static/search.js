// Sphinx cuts the summary of a search result from the text of a page, where formulas are LaTeX.
// Short ones become plain characters, and longer ones an ellipsis.
const SYMBOLS = {
  alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ϵ", varepsilon: "ε", eta: "η", theta: "θ",
  lambda: "λ", mu: "μ", sigma: "σ", phi: "φ", partial: "∂", nabla: "∇", sum: "Σ", cdot: "·", le: "≤",
  ge: "≥", ne: "≠", approx: "≈", to: "→", leftarrow: "←", pm: "±", sim: "~", top: "ᵀ", dots: "…",
};

const plain = (latex) => {
  const text = latex
    .replace(/\\(?:mathrm|mathcal|text|hat|operatorname)\{([^{}]*)\}/g, "$1")
    .replace(/\\([a-zA-Z]+)\s?/g, (all, name) => SYMBOLS[name] ?? (/^(log|tanh|max|min|arg|sin)$/.test(name) ? name : all))
    .replace(/\\[,;! ]/g, " ")
    .replace(/[_^]\{([^{}]{1,3})\}|[_^](\S)/g, "$1$2")
    .trim();
  return /[\\{}&]/.test(text) || text.length > 40 ? "…" : text;
};

addEventListener("DOMContentLoaded", () => {
  if (typeof Search === "undefined") return;
  const original = Search.htmlToText;
  Search.htmlToText = (html, anchor) =>
    original(html, anchor)
      .replace(/\\\[[\s\S]*?\\\]/g, " … ")
      .replace(/\$\$[\s\S]*?\$\$/g, " … ")
      .replace(/\\\(([\s\S]*?)\\\)/g, (_, latex) => plain(latex))
      .replace(/\$([^$\n]{1,120})\$/g, (_, latex) => plain(latex));
});
