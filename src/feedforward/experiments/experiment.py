"""Experiments that are too slow for a notebook: run once, stored, and read from there."""

import json
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent
PRINTED = 48  # characters a line: a telephone shows all of them


@dataclass(frozen=True)
class Experiment:
    """A function of a setting and a seed, and the settings and seeds that it is run for.

    run(seed, **setting) returns numbers, or arrays of one shape, by name, the same names each time;
    all chance in it comes from the seed. tolerance: how far another machine's numbers may be off,
    by name. digits: how many digits after the point are stored.
    """

    name: str
    about: str
    run: Callable
    settings: tuple[dict, ...]
    seeds: int
    tolerance: dict[str, float]
    digits: int = 4


@dataclass(frozen=True)
class Results:
    """The results of an experiment.

    settings: dicts. measured: arrays (settings, seeds) by name, with further axes where the
    experiment measures arrays. command: computes everything again.
    """

    name: str
    about: str
    settings: tuple[dict, ...]
    measured: dict[str, np.ndarray]
    command: str

    def __getitem__(self, name):
        """A measured quantity (settings, seeds), or what the settings were of that name
        (settings,)."""
        if name in self.measured:
            return self.measured[name]
        if name in self.settings[0]:
            return np.array([setting[name] for setting in self.settings])
        names = ", ".join([*self.measured, *self.settings[0]])
        raise KeyError(f"{self.name} has no {name!r}; it has {names}.")

    def best(self, name, by):
        """Return, for each value of a setting in order, the row of the highest mean of `by`.

        r.best("depth", by="validation") gives each depth its best other settings, (values,).
        """
        means, values = self[by].mean(axis=1), self[name]
        rows = [np.flatnonzero(values == value) for value in np.unique(values)]
        return np.array([those[means[those].argmax()] for those in rows])

    def __repr__(self):
        seeds = next(iter(self.measured.values())).shape[1]
        about = textwrap.fill(self.about, PRINTED)
        return f"{about}\n{len(self.settings)} settings, {seeds} seeds:\n{self.command}"


def path_of(name):
    """Return the path of an experiment's stored results."""
    return FOLDER / f"{name}.json"


def load(name):
    """Return the stored Results of an experiment."""
    stored = json.loads(path_of(name).read_text(encoding="utf-8"))
    measured = {key: np.array(rows) for key, rows in stored.pop("measured").items()}
    return Results(**stored | {"settings": tuple(stored["settings"]), "measured": measured})


def store(experiment, measured):
    """Write an experiment's results. measured: lists by name, (settings, seeds)."""
    head = {
        "name": experiment.name,
        "about": experiment.about,
        "command": f"python tools/experiments.py {experiment.name}",
    }
    lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    lines.append(_block("settings", "[]", [json.dumps(s) for s in experiment.settings]))
    tables = [_block(key, "[]", map(json.dumps, rows)) for key, rows in measured.items()]
    lines.append(_block("measured", "{}", tables))
    path_of(experiment.name).write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _block(name, brackets, items):
    """One item on a line, so that a change of one setting is a change of one line."""
    return f"{json.dumps(name)}: {brackets[0]}\n" + ",\n".join(items) + f"\n{brackets[1]}"
