"""From a key press on a slider to the changed picture, in JupyterLab and Chromium.

Each explorer is measured in turn with the same picture drawn by a plain ipywidgets.interact, so
that what else the machine does falls on both.

    python benchmarks/widgets.py [--presses 30] [explore_xor ...]
"""

import argparse
import statistics
import sys
import time
from dataclasses import dataclass

from browser import heap_megabytes, jupyter_lab, kernel_megabytes, page_of

import feedforward as ff

CURVES, SURFACES = 0.4, 0.6  # of the time that a plain interact takes: what is wanted
LONGEST_DRAG = 300  # ms


@dataclass(frozen=True)
class Measured:
    """An explorer to measure: the target, its start, and the slider or drop-down list to move."""

    wanted: float
    slider: str
    start: tuple = ()  # pairs of a control and its value
    call: str = ""  # the Python that makes it, where that is more than ff.<name>()
    pictures: int | None = None  # how many of its pictures the slider changes, where not all
    alike: int | None = None  # how many are alike in every process: one that shows times is not


SCORES = """\
ff.explore_scores({"spirals": {
    f"{depth} hidden": scores for depth, scores in enumerate(
        ff.experiment("depth_against_width")["held_out"][::5], 1)
}})"""
EXPLORERS = {
    "explore_activations": Measured(CURVES, "mean"),
    "explore_vanishing": Measured(CURVES, "g"),
    "explore_xor": Measured(
        SURFACES,
        "W[0,0]",
        (
            *((f"W[{i},{j}]", 1.0) for i in (0, 1) for j in (0, 1)),
            *(("c[0]", 0.0), ("c[1]", -1.0), ("w[0]", 1.0), ("w[1]", -2.0), ("b", 0.0)),
        ),
    ),
    "explore_structure": Measured(CURVES, "m₁", (("m₁", 30),)),
    "explore_budget": Measured(CURVES, "budget"),
    "explore_towers": Measured(CURVES, "towers", (("towers", 12),)),
    "explore_pieces": Measured(CURVES, "units", (("layers", 5), ("units", 20))),
    # Not by its noise: a slider tells the page its value with one decimal.
    "explore_capacity": Measured(SURFACES, "N"),
    "explore_scores": Measured(CURVES, "compared with", call=SCORES),
    "explore_dropout": Measured(CURVES, "pass", (("pass", 60),)),
    "explore_loss_surface": Measured(SURFACES, "turn", (("steps", 40),), pictures=1),
    "explore_softmax": Measured(CURVES, "out[0]"),
    "explore_kl": Measured(CURVES, "q[0]"),
    "explore_confident_error": Measured(CURVES, "margin", (("margin", -10.0),)),
    "explore_descent": Measured(CURVES, "step", (("step", 40),)),
    "explore_noise_floor": Measured(CURVES, "B", (("B", 12),)),
    "explore_batch_size": Measured(CURVES, "target", (("target", 0.5),), pictures=1, alike=1),
    "explore_difference_step": Measured(CURVES, "log₁₀ ε", (("log₁₀ ε", -5.0),)),
    "explore_backward": Measured(CURVES, "x1", (("step", 10),)),
    "find_the_bug": Measured(
        CURVES, "N", (("network", "B"), ("f", "sigmoid")), "ff.find_the_bug(seed=28)"
    ),
    "explore_shapes": Measured(CURVES, "N", (("N", 2),)),
    "explore_sample": Measured(CURVES, "x1", (("step", 6),)),
}

PICTURE = "img.widget-image, svg.feedforward-diagram"
EXPLORER = """
import feedforward as ff
explorer = {call}
explorer.set({start})
explorer
"""
# The same computation and drawings, in the way of a notebook that knows nothing of explorers.
INTERACT = """
import matplotlib.pyplot as plt
from ipywidgets import interact
from matplotlib_inline.backend_inline import set_matplotlib_formats
from feedforward.plots.diagram_still import draw_on
from feedforward.plots.style import LOOK

plt.rcParams.update(LOOK)
set_matplotlib_formats("retina")  # two pixels for each CSS pixel, as in the explorers

TRAITS = "value min max step options description readout_format style layout".split()

def alone(control):
    # The same control, behind which no explorer draws.
    traits = filter(control.has_trait, TRAITS)
    return type(control)(**dict((name, getattr(control, name)) for name in traits))

def plain(explorer):
    def show(**values):
        width = sum(panel.width for panel in explorer.panels) / 100
        height = max(panel.height for panel in explorer.panels) / 100
        figure = plt.figure(figsize=(width, height), dpi=100, layout="constrained")
        parts = figure.subfigures(1, len(explorer.panels), squeeze=False)[0]
        arrays = explorer.compute(values)
        for part, panel in zip(parts, explorer.panels):
            if hasattr(panel, "svg"):
                draw_on(part.add_subplot(), panel.draw(arrays), panel.width, panel.height)
            else:
                panel.draw(panel.make_axes(part), arrays)
        plt.show()
    interact(show, **dict(zip(explorer.controls, map(alone, explorer.controls.values()))))

import feedforward as ff
explorer = {call}
explorer.set({start})
plain(explorer)
"""
# Counts the pictures that finish loading below a cell (`load` does not bubble, so it is caught) and
# the diagrams that replace others.
WATCH = """(cell) => {
  cell.watch = {loads: 0, pressed: 0, shown: 0};
  cell.addEventListener('keydown', (event) => { cell.watch.pressed = event.timeStamp }, true);
  const release = (event) => { cell.watch.released = event.timeStamp };
  document.addEventListener('pointerup', release, true);
  cell.addEventListener('load', (event) => {
    if (event.target.tagName !== 'IMG') return;
    cell.watch.loads += 1;
    requestAnimationFrame(() => { cell.watch.shown = performance.now() });
  }, true);
  new MutationObserver((changes) => {
    const added = changes.flatMap((change) => [...change.addedNodes]);
    const diagrams = added.filter((node) => node.matches?.('svg.feedforward-diagram')).length;
    if (diagrams === 0) return;
    cell.watch.loads += diagrams;
    requestAnimationFrame(() => { cell.watch.shown = performance.now() });
  }).observe(cell, {childList: true, subtree: true});
}"""

# Jupyter takes the arrow keys that a list of a plain interact would need.
CHOOSE = """(select, step) => {
  select.closest('.jp-Cell-outputWrapper').watch.pressed = performance.now();
  select.selectedIndex += step;
  select.dispatchEvent(new Event('change', {bubbles: true}));
}"""


def handle_of(cell, label):
    """Return the slider's handle, or the drop-down list, with that label in a cell's output."""
    for control in cell.locator(".widget-slider, .widget-dropdown").all():
        if control.locator("label").first.inner_text() == label:
            return control.locator("[role=slider], select")
    raise ValueError(f"no control is called {label!r}.")


def press(page, cell, label, pictures, key):
    """Return the milliseconds from a key on a control of the cell until its pictures are shown."""
    handle = handle_of(cell, label)
    handle.focus()
    cell.evaluate("cell => { cell.watch.loads = 0; cell.watch.shown = 0 }")
    if handle.evaluate("handle => handle.matches('select')"):
        handle.evaluate(CHOOSE, {"ArrowRight": 1, "ArrowLeft": -1}[key])
    else:
        page.keyboard.press(key)
    wait = "([cell, n]) => cell.watch.loads >= n && cell.watch.shown > cell.watch.pressed"
    page.wait_for_function(wait, arg=[cell.element_handle(), pictures], timeout=20_000)
    return cell.evaluate("cell => cell.watch.shown - cell.watch.pressed")


def measure_presses(page, cells, label, pictures, presses):
    """Times (ms) of the explorer and of interact, a press of each in turn."""
    times = [], []
    for number in range(presses + 5):
        key = "ArrowRight" if number % 10 < 5 else "ArrowLeft"
        for record, cell, count in zip(times, cells, (pictures, 1), strict=True):
            record.append(press(page, cell, label, count, key))
            page.wait_for_timeout(150)
    return [record[5:] for record in times]


def is_picture_of(shown, panel):
    """Return True if an element of the page shows what a panel holds."""
    if hasattr(panel, "svg"):
        same = """(svg, markup) => {
          const place = document.createElement('div');
          place.innerHTML = markup;
          return place.firstChild.isEqualNode(svg);
        }"""
        return shown.evaluate(same, panel.svg)
    read = "async (one) => [...new Uint8Array(await (await fetch(one.src)).arrayBuffer())]"
    return bytes(shown.evaluate(read)) == panel.png


def measure_drag(page, cell, explorer, measured, way, moves=90):
    """Milliseconds from letting go of a slider, dragged way (-1 or 1), to the right picture."""
    handle = handle_of(cell, measured.slider)
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for move in range(1, moves + 1):
        # Forth, and a little back at every other move, so that no two positions are alike.
        page.mouse.move(x + way * (move / 2 - 15 * (move % 2)), y)
        page.wait_for_timeout(10)
    page.mouse.up()
    control = explorer.controls[measured.slider]
    explorer.set(
        {measured.slider: type(control.value)(float(handle.get_attribute("aria-valuenow")))}
    )
    titles = [panel.alt for panel in explorer.panels]
    wait = """([cell, titles]) => {
      const shown = [...cell.querySelectorAll('img.widget-image, svg.feedforward-diagram')];
      const said = (shown) => shown.getAttribute('aria-label') ?? shown.title;
      return shown.every((one, i) => said(one) === titles[i] && one.complete !== false);
    }"""
    page.wait_for_function(wait, arg=[cell.element_handle(), titles], timeout=20_000)
    page.wait_for_timeout(500)
    shown = zip(cell.locator(PICTURE).all(), explorer.panels, strict=True)
    for one, panel in list(shown)[: measured.alike]:
        if not is_picture_of(one, panel):
            raise AssertionError(f"after the drag, {panel.name} is not the picture that belongs.")
    return max(0.0, cell.evaluate("cell => cell.watch.shown - cell.watch.released"))


def measure_memory(page, cell, label, pictures, server, moves=100):
    """Megabytes of kernel and page before and after the moves."""
    handle_of(cell, label).focus()
    page.keyboard.press("Home")  # a drag may have left it at its end, where a press moves nothing
    page.wait_for_timeout(500)
    before = kernel_megabytes(server), heap_megabytes(page)
    for move in range(moves):
        press(page, cell, label, pictures, "ArrowRight" if move % 10 < 5 else "ArrowLeft")
    return before, (kernel_megabytes(server), heap_megabytes(page))


def report(name, measured, presses):
    """Measure one explorer, print what came, and return whether it is as it is wanted."""
    call, start = measured.call or f"ff.{name}()", dict(measured.start)
    explorer = eval(call, {"ff": ff})
    explorer.set(start)
    pictures = measured.pictures or len(explorer.panels)
    sources = [cell.format(call=call, start=start) for cell in (EXPLORER, INTERACT)]
    with jupyter_lab(sources) as (url, server), page_of(url) as page:
        cells = page.locator(".jp-Notebook .jp-CodeCell .jp-Cell-outputWrapper").all()
        for cell, image in zip(cells, (PICTURE, ".jp-RenderedImage img"), strict=True):
            cell.locator(image).first.wait_for(timeout=60_000)
            cell.evaluate(WATCH)
        time.sleep(3)
        ours, plain = measure_presses(page, cells, measured.slider, pictures, presses)
        ratio = statistics.median(ours) / statistics.median(plain)
        for title, times in [(name, ours), ("interact", plain)]:
            print(f"{title:24}{statistics.median(times):6.0f} ms  "
                  f"({min(times):.0f}-{max(times):.0f})")  # fmt: skip
        print(f"ratio                   {ratio:6.2f}     (wanted: at most {measured.wanted:.2f}), "
              f"medians of {presses}")  # fmt: skip
        ways = () if hasattr(explorer.controls[measured.slider], "options") else (-1, 1) * 3
        drags = [measure_drag(page, cells[0], explorer, measured, way) for way in ways]
        if drags:
            print(f"drag of 90              {max(drags):6.0f} ms  after letting go "
                  f"(wanted: at most {LONGEST_DRAG}), worst of {[*map(round, drags)]}")  # fmt: skip
        measure_memory(page, cells[0], measured.slider, pictures, server, 20)
        before, after = measure_memory(page, cells[0], measured.slider, pictures, server)
        print(f"100 moves               kernel {before[0]:.1f} -> {after[0]:.1f} MB, "
              f"page {before[1]:.1f} -> {after[1]:.1f} MB", flush=True)  # fmt: skip
    return ratio <= measured.wanted and max(drags, default=0) <= LONGEST_DRAG


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("explorers", nargs="*", metavar="explore_xor", help="all by default")
    parser.add_argument("--presses", type=int, default=30)
    options = parser.parse_args()
    unknown = set(options.explorers) - set(EXPLORERS)
    if unknown:
        parser.error(f"{sorted(unknown)} are not measured; there are {list(EXPLORERS)}.")
    chosen = options.explorers or EXPLORERS
    fine = [report(name, EXPLORERS[name], options.presses) for name in chosen]
    return 0 if all(fine) else 1


if __name__ == "__main__":
    sys.exit(main())
