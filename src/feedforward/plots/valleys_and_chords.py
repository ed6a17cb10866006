"""Losses of one weight: chords, which tell convex from not convex, and steps of descent."""

import numpy as np

from .style import FONT_SIZE, GRADIENT, INK, MUTED, NETWORK, SERIES, SMALL_SIZE, dress

CROSSING = SERIES[1]
ABOVE = "#f6d692"  # deeper than the tint, which a dark page would hide


def chord(J, left, right, places=201):
    """Return w from left to right, J there, and the chord between its ends, each (places,)."""
    w = np.linspace(left, right, places)
    share = (w - left) / (right - left)
    return w, J(w), (1 - share) * J(left) + share * J(right)


def draw_chord(ax, J, left, right, title, formula):
    """Draw J, one of its chords, and the part of the curve that rises above the chord."""
    dress(ax, title, "$w$", "")
    low, high = ax.get_xlim()
    everywhere = np.linspace(low, high, 401)
    w, curve, straight = chord(J, left, right)
    ax.fill_between(w, straight, curve, where=curve >= straight, color=ABOVE, linewidth=0)
    ax.plot(everywhere, J(everywhere), color=NETWORK.ink)
    above = curve > straight + 1e-9
    ax.plot(
        np.where(above, w, np.nan), np.where(above, curve, np.nan), color=CROSSING.ink,
        linewidth=2.6, zorder=3,
    )  # fmt: skip
    ax.plot(w, straight, color=INK, linewidth=1.4, zorder=4)
    ax.plot(w[[0, -1]], curve[[0, -1]], "o", color=INK, markersize=7, zorder=5)
    ax.text(0.5, 0.97, formula, transform=ax.transAxes, ha="center", va="top", color=NETWORK.ink,
            fontsize=FONT_SIZE)  # fmt: skip


def descend(slope, start, lr, updates):
    """Return w before and after each update, (updates + 1,)."""
    places = [start]
    for _ in range(updates):
        places.append(places[-1] - lr * slope(places[-1]))
    return np.array(places)


def draw_steps(ax, J, places, title, subtitle):
    """Draw J and the points at which descent stands, one after the other."""
    dress(ax, title, "$w$", "")
    low, high = ax.get_xlim()
    w = np.linspace(low, high, 301)
    ax.plot(w, J(w), color=NETWORK.ink, linewidth=1.6)
    ax.plot(places, J(places), "-", color=GRADIENT.ink, linewidth=1.1, zorder=3)
    ax.plot(places[1:], J(places[1:]), "o", color=GRADIENT.fill, markersize=6, zorder=4)
    ax.plot(places[:1], J(places[:1]), "o", mfc="white", mec=INK, mew=1.3, markersize=8, zorder=5)
    ax.text(0.5, 0.97, subtitle, transform=ax.transAxes, ha="center", va="top", color=MUTED,
            fontsize=SMALL_SIZE + 0.5)  # fmt: skip


def name_start(ax, place, text="start"):
    """Write beside the first point of a walk."""
    ax.annotate(text, place, (8, 0), textcoords="offset points", va="center", fontsize=FONT_SIZE,
                color=INK)  # fmt: skip
