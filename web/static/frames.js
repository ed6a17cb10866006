// An explorer without Python: its control exchanges pictures and words that were drawn in advance.
// The figure holds its frames as JSON: [value, words, addresses of pictures, alt texts, which part of
// each picture to show where it scrolls] for each.
const STEP = 700; // milliseconds a frame is shown while playing

class Frames {
  constructor(figure) {
    this.frames = JSON.parse(figure.querySelector("script").textContent);
    this.images = [...figure.querySelectorAll(".feedforward-pictures img")];
    this.words = figure.querySelector(".frames-words");
    this.control = figure.querySelector("select, input");
    this.value = figure.querySelector("output");
    this.button = figure.querySelector("button");
    this.figure = figure;
    this.wanted = this.shown = Number(figure.dataset.shown);
    this.control.value = this.shown; // where a browser remembers another one from before
    this.control.addEventListener("input", () => {
      this.stop();
      this.show(Number(this.control.value));
    });
    this.button?.addEventListener("click", () => (this.timer ? this.stop() : this.play()));
    // The pictures of the other frames are fetched as soon as a reader reaches for the control.
    for (const event of ["pointerenter", "focusin"])
      figure.addEventListener(event, () => this.fetchAll(), { once: true });
    figure.querySelector(".frames-control").hidden = false;
    this.scroll(this.shown);
  }

  fetchAll() {
    this.fetched ??= this.frames.map(([, , addresses]) =>
      addresses.map((address) => Object.assign(new Image(), { src: address })),
    );
    return this.fetched;
  }

  // Move what a frame is about to the middle of a picture that is too wide for the page.
  scroll(index) {
    this.frames[index][4].forEach((focus, i) => {
      const box = this.images[i].closest(".feedforward-scroll");
      if (box && focus !== null) box.scrollLeft = focus * box.scrollWidth - box.clientWidth / 2;
    });
  }

  async show(index) {
    this.wanted = index;
    const [value, words, addresses, alts] = this.frames[index];
    if (this.value) {
      this.value.textContent = value;
      this.control.ariaValueText = value;
    }
    // Pictures and words change together, and only once the pictures can be drawn at once.
    await Promise.allSettled(this.fetchAll()[index].map((image) => image.decode()));
    if (this.wanted !== index) return;
    this.images.forEach((image, i) => {
      image.src = addresses[i];
      image.alt = alts[i];
    });
    this.scroll(index);
    this.words.style.minHeight = `${this.words.clientHeight}px`; // what lies below does not jump up
    this.words.innerHTML = words;
    fit(this.words);
    this.figure.dataset.shown = this.shown = index;
    if (/\\\(|\$/.test(words)) window.MathJax?.typesetPromise?.([this.words]);
  }

  play() {
    const last = this.frames.length - 1;
    this.words.ariaLive = "off"; // a screen reader would still read the first frame after the last
    this.button.classList.add("playing");
    const next = () => {
      const index = this.shown === last && !this.started ? 0 : this.shown + 1;
      this.started = true;
      this.control.value = index;
      this.show(index).then(() => index >= last && this.stop());
    };
    this.started = false;
    next();
    this.timer = setInterval(next, STEP);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = undefined;
    this.words.ariaLive = "polite";
    this.button?.classList.remove("playing");
  }
}

addEventListener("DOMContentLoaded", () => {
  for (const figure of document.querySelectorAll("figure.frames")) new Frames(figure);
});
