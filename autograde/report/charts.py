"""The report's pictures: progress, scores and exercises, each with words that say the same."""

import base64
import io

import numpy as np
from matplotlib import rc_context
from matplotlib.figure import Figure

from feedforward.checking.verdict import (
    NOT_ATTEMPTED,
    PARTLY,
    PASSED,
    RAISED,
    WRONG,
    WRONG_FORM,
)
from feedforward.plots import style

from . import class_data

SKY = "#56B4E9"  # between right and wrong
# Colour and hatch of a part of a bar, which also differ in grey.
STAGES = {
    class_data.ALL_RIGHT: (style.CLASS_0.fill, None),
    class_data.SOME_RIGHT: (SKY, "//"),
    class_data.NONE_RIGHT: (style.CLASS_1.fill, "xx"),
    class_data.UNGRADED: ("#D9D9D9", ".."),
    class_data.MISSING: ("#FFFFFF", None),
}
STATUSES = {
    PASSED: (style.CLASS_0.fill, None),
    PARTLY: (SKY, "//"),
    WRONG: (style.CLASS_1.fill, "xx"),
    RAISED: (style.GRADIENT.fill, "\\\\"),
    WRONG_FORM: (style.SERIES[3].fill, "++"),
    NOT_ATTEMPTED: ("#FFFFFF", None),
}
WIDTH = 8.0  # inches
BINS = 10
DOTS = {"svg.hashsalt": "report", "svg.fonttype": "path", "hatch.linewidth": 0.6}


@style.look()
def progress(sections):
    """Draw how far the class is in each section."""
    figure, ax = _axes(len(sections))
    counts = [section.stages for section in sections]
    _bars(ax, [section.name for section in sections], counts, STAGES)
    style.dress(ax, "Progress of the class", "learners", "")
    return figure


@style.look()
def difficulty(exercises):
    """Draw how each exercise went, in shares, because sections differ in learners."""
    figure, ax = _axes(len(exercises))
    shares = [
        {status: 100 * n / asked.learners for status, n in asked.statuses.items()}
        for asked in exercises
    ]
    names = [f"{asked.section.split('_')[0]}  {asked.name}" for asked in exercises]
    _bars(ax, names, shares, STATUSES)
    ax.set_xlim(0, 100)
    style.dress(ax, "What became of each exercise", "% of graded notebooks", "")
    return figure


@style.look()
def scores(sections):
    """The scores of each section as a distribution, as a Figure."""
    columns = min(len(sections), 2)
    rows = -(-len(sections) // columns)
    figure = Figure((WIDTH, 0.4 + 2.3 * rows), layout="constrained")
    figure.get_layout_engine().set(h_pad=0.12, w_pad=0.12)
    axes = figure.subplots(rows, columns, squeeze=False).ravel()
    for ax in axes[len(sections) :]:
        ax.set_visible(False)
    for ax, section in zip(axes, sections, strict=False):
        _histogram(ax, section)
    return figure


def _histogram(ax, section):
    shares = 100 * np.array(section.shares)
    ax.hist(shares, np.linspace(0, 100, BINS + 1), color=SKY, edgecolor=style.INK)
    ax.axvline(np.median(shares), color=style.GRADIENT.fill, linestyle="--")
    ax.set_xlim(0, 100)
    ax.yaxis.get_major_locator().set_params(integer=True)
    _open(ax)
    style.dress(ax, section.name, "% of the points (dashed: median)", "learners")


def _axes(bars):
    figure = Figure((WIDTH, 1.6 + 0.3 * bars), layout="constrained")
    ax = figure.subplots()
    _open(ax)
    return figure, ax


def _open(ax):
    ax.spines[["top", "right"]].set_visible(False)


def _bars(ax, names, counts, looks):
    """Stacked bars, the first on top."""
    places, left = np.arange(len(names)), np.zeros(len(names))
    for part, (color, hatch) in looks.items():
        widths = np.array([found.get(part, 0) for found in counts], dtype=float)
        ax.barh(
            places, widths, 0.7, left, color=color, hatch=hatch, label=part,
            edgecolor=style.INK, linewidth=0.6,
        )  # fmt: skip
        left += widths
    ax.set_yticks(places, names)
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.figure.legend(
        loc="outside lower center", ncols=3, frameon=False, fontsize=style.FONT_SIZE - 1.5,
        handlelength=2.4,
    )  # fmt: skip


def as_address(figure):
    """A Figure as an address that holds the whole picture, so that no file is looked for."""
    text = io.BytesIO()
    with rc_context(DOTS):
        figure.savefig(text, format="svg", metadata={"Date": None})
    return f"data:image/svg+xml;base64,{base64.b64encode(text.getvalue()).decode()}"


def progress_words(sections):
    """Describe the picture of the progress in words."""
    return "Stacked bars. " + " ".join(
        f"{section.name}: " + ", ".join(f"{section.stages[s]} {s}" for s in class_data.STAGES) + "."
        for section in sections
    )


def scores_words(sections):
    return "Histograms. " + " ".join(
        f"{section.name}: {len(section.shares)} graded, median "
        f"{100 * np.median(section.shares):.0f}% of the points, the middle half from "
        f"{100 * np.quantile(section.shares, 0.25):.0f}% to "
        f"{100 * np.quantile(section.shares, 0.75):.0f}%."
        for section in sections
    )


def difficulty_words(exercises):
    return "Stacked bars. " + " ".join(
        f"{asked.name}: {asked.right} of {asked.learners} right, "
        f"{asked.learners - asked.attempts} not attempted."
        for asked in exercises
    )
