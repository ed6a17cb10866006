"""From a key press on a slider to the changed picture, in JupyterLab and Chromium.

Each explorer is measured in turn with the same picture drawn by a plain ipywidgets.interact, so
that what else the machine does falls on both.

    python benchmarks/widgets.py [--presses 30]
"""

import argparse
import statistics
import sys
import time

from browser import heap_megabytes, jupyter_lab, kernel_megabytes, page_of

from feedforward.widgets import explore_xor

EXPLORER = """
import feedforward as ff
explorer = ff.explore_xor()
explorer.press("known solution")
explorer
"""
INTERACT = """
import matplotlib.pyplot as plt
from ipywidgets import FloatSlider, interact
from feedforward.plots.xor import draw_hidden_plane, draw_input_plane, xor_arrays
from feedforward.widgets.xor import KNOWN_SOLUTION, as_parameters

def show(**values):
    figure, axes = plt.subplots(1, 2, figsize=(8.2, 4.4), dpi=100, layout="constrained")
    arrays = xor_arrays(*as_parameters(values))
    draw_input_plane(axes[0], arrays)
    draw_hidden_plane(axes[1], arrays)
    plt.show()

interact(show, **{label: FloatSlider(value, min=-3, max=3) for label, value in
                  KNOWN_SOLUTION.items()});
"""
# Counts the pictures that finish loading below a cell; `load` does not bubble, so it is caught.
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
}"""


def press(page, cell, pictures, key):
    """Milliseconds from a key on the cell's first slider until its pictures have been shown."""
    handle = cell.locator("[role=slider]").first
    handle.focus()
    cell.evaluate("cell => { cell.watch.loads = 0; cell.watch.shown = 0 }")
    page.keyboard.press(key)
    wait = "([cell, n]) => cell.watch.loads >= n && cell.watch.shown > cell.watch.pressed"
    page.wait_for_function(wait, arg=[cell.element_handle(), pictures], timeout=20_000)
    return cell.evaluate("cell => cell.watch.shown - cell.watch.pressed")


def measure_presses(page, cells, presses):
    """Times (ms) of the explorer and of interact, a press of each in turn."""
    times = [], []
    for number in range(presses + 5):
        key = "ArrowRight" if number % 10 < 5 else "ArrowLeft"
        for record, cell, pictures in zip(times, cells, (2, 1), strict=True):
            record.append(press(page, cell, pictures, key))
            page.wait_for_timeout(150)
    return [record[5:] for record in times]


def measure_drag(page, cell, explorer, way, moves=90):
    """Milliseconds from letting go of a slider, dragged way (-1 or 1), to the right picture."""
    handle = cell.locator("[role=slider]").first
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for move in range(1, moves + 1):
        # Forth, and a little back at every other move, so that no two positions are alike.
        page.mouse.move(x + way * (move / 2 - 15 * (move % 2)), y)
        page.wait_for_timeout(10)
    page.mouse.up()
    explorer.press("known solution")
    explorer.set({"W[0,0]": float(handle.get_attribute("aria-valuenow"))})
    titles = [panel.image.tooltip for panel in explorer.panels]
    wait = """([cell, titles]) => {
      const shown = [...cell.querySelectorAll('img.widget-image')];
      return shown.every((image, i) => image.title === titles[i] && image.complete);
    }"""
    page.wait_for_function(wait, arg=[cell.element_handle(), titles], timeout=20_000)
    page.wait_for_timeout(500)
    read = """async (image) => [...new Uint8Array(await (await fetch(image.src)).arrayBuffer())]"""
    for image, panel in zip(cell.locator("img.widget-image").all(), explorer.panels, strict=True):
        if bytes(image.evaluate(read)) != panel.png:
            raise AssertionError(f"after the drag, {panel.name} is not the picture that belongs.")
    return max(0.0, cell.evaluate("cell => cell.watch.shown - cell.watch.released"))


def measure_memory(page, cell, server, moves=100):
    """Megabytes of kernel and page before and after the moves."""
    before = kernel_megabytes(server), heap_megabytes(page)
    for move in range(moves):
        press(page, cell, 2, "ArrowRight" if move % 10 < 5 else "ArrowLeft")
    return before, (kernel_megabytes(server), heap_megabytes(page))


def report(presses):
    with jupyter_lab([EXPLORER, INTERACT]) as (url, server), page_of(url) as page:
        cells = page.locator(".jp-Notebook .jp-CodeCell .jp-Cell-outputWrapper").all()
        for cell, image in zip(cells, ("img.widget-image", ".jp-RenderedImage img"), strict=True):
            cell.locator(image).first.wait_for(timeout=60_000)
            cell.evaluate(WATCH)
        time.sleep(3)
        ours, plain = measure_presses(page, cells, presses)
        ratio = statistics.median(ours) / statistics.median(plain)
        for name, times in [("explore_xor", ours), ("interact", plain)]:
            print(
                f"{name:12}{statistics.median(times):6.0f} ms  ({min(times):.0f}-{max(times):.0f})"
            )
        print(f"ratio       {ratio:6.2f}     (wanted: at most 0.60), medians of {presses}")
        explorer = explore_xor()
        drags = [measure_drag(page, cells[0], explorer, way) for way in (-1, 1) * 3]
        print(f"drag of 90  {max(drags):6.0f} ms  after letting go (wanted: at most 300), worst of")
        print(f"            {[round(drag) for drag in drags]}")
        measure_memory(page, cells[0], server, 20)
        before, after = measure_memory(page, cells[0], server)
        print(f"100 moves    kernel {before[0]:.1f} -> {after[0]:.1f} MB, "
              f"page {before[1]:.1f} -> {after[1]:.1f} MB")  # fmt: skip
    return ratio <= 0.6 and max(drags) <= 300


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--presses", type=int, default=30)
    sys.exit(0 if report(parser.parse_args().presses) else 1)
