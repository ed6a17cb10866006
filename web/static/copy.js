// A button on every block of code that copies it.
const copied = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Pages opened from a disk may not use the clipboard, but a selection can still be copied.
    const field = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
};

addEventListener("DOMContentLoaded", () => {
  for (const block of document.querySelectorAll("article :is(.cell_input, div[class*=highlight-python]) .highlight")) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "copy", textContent: "Copy" });
    button.addEventListener("click", async () => {
      await copied(block.querySelector("pre").textContent);
      button.textContent = "Copied";
      setTimeout(() => (button.textContent = "Copy"), 1500);
    });
    block.append(button);
  }
});
