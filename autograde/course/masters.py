"""Make the master of a notebook: the released one, with the tests that only the gradebook has."""

import json
from dataclasses import dataclass, field

from feedforward.exercises import EXERCISES, SECTIONS


class NoMaster(Exception):
    """The released notebook is missing, unreadable or unlike the gradebook; the message says so."""


@dataclass(frozen=True)
class Master:
    """A notebook before anybody worked on it; all of it can be written as JSON.

    cells: as in nbformat 4, each with an id. Cells that nbgrader manages have the gradebook's
    points and checksum and, if they are locked, its text. metadata: the notebook's own. section:
    the section of this book that it is, or None.
    """

    name: str
    cells: list[dict]
    metadata: dict = field(default_factory=dict)
    section: str | None = None

    @property
    def checks(self):
        """{grade_id of a check cell: the exercise that it checks}, for exercises of this book."""
        found = {}
        for cell in self.cells:
            name = cell["source"].strip().removeprefix("ff.check(").removesuffix(")")
            if is_tested(cell) and name in EXERCISES and cell["source"].strip() != name:
                found[about(cell)["grade_id"]] = name
        return found

    @property
    def is_ours(self):
        """True if all automatic points come from exercises of this book."""
        tested = {about(cell)["grade_id"] for cell in self.cells if is_tested(cell)}
        return self.section is not None and tested == set(self.checks)


def about(cell):
    """Return nbgrader's metadata of a cell."""
    return cell["metadata"].get("nbgrader", {})


def is_tested(cell):
    """Return True if running a cell decides its points."""
    return bool(
        cell["cell_type"] == "code" and about(cell).get("grade") and not about(cell).get("solution")
    )


def master(path, notebook, section):
    """Return the Master of a notebook in the gradebook. path: the released file.

    notebook: nbgrader's Notebook. section: the name of the assignment. Raises NoMaster.
    """
    try:
        released = json.loads(path.read_text(encoding="utf-8"))
        cells = [_cell(cell, number) for number, cell in enumerate(released["cells"], 1)]
        metadata = {key: released["metadata"][key] for key in KEPT if key in released["metadata"]}
    except FileNotFoundError:
        raise NoMaster(f"{path} is missing") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NoMaster(f"{path} cannot be read ({type(error).__name__}: {error})") from None
    _fit(cells, notebook, path)
    kernelspec = json.loads(notebook.kernelspec or "{}")  # {} if the source has none
    if kernelspec:
        metadata["kernelspec"] = kernelspec
    return Master(notebook.name, cells, metadata, section if section in SECTIONS else None)


KEPT = ("kernelspec", "language_info")


def _cell(cell, number):
    """Return a released cell without outputs, and with an id."""
    kept = {"cell_type": cell["cell_type"], "id": cell.get("id") or f"master-{number:03}"}
    kept |= {"metadata": dict(cell.get("metadata", {})), "source": "".join(cell["source"])}
    if cell["cell_type"] == "code":
        kept |= {"execution_count": None, "outputs": []}
    if cell.get("attachments"):
        kept["attachments"] = cell["attachments"]
    return kept


def _fit(cells, notebook, path):
    """Update the cells from the gradebook. Raises NoMaster."""
    known = {cell.name: cell for cell in notebook.source_cells}
    points = {cell.name: cell.max_score for cell in [*notebook.grade_cells, *notebook.task_cells]}
    named = [about(cell).get("grade_id") for cell in cells if _is_nbgraders(cell)]
    if sorted(map(str, named)) != sorted(known):
        odd = sorted(set(map(str, named)) ^ set(known)) or "a cell twice"
        raise NoMaster(f"{path} does not fit the gradebook: {odd}")
    for cell in cells:
        if not _is_nbgraders(cell):
            cell["metadata"].pop("nbgrader", None)
            continue
        nbgrader = cell["metadata"]["nbgrader"] = dict(about(cell))
        source = known[nbgrader["grade_id"]]
        if source.cell_type != cell["cell_type"]:
            raise NoMaster(f"{path}: {source.name} is not a {source.cell_type} cell")
        if source.locked:
            cell["source"] = source.source
        nbgrader["checksum"] = source.checksum
        if source.name in points:
            nbgrader["points"] = float(points[source.name])


def _is_nbgraders(cell):
    return any(about(cell).get(part) for part in ("grade", "solution", "locked", "task"))


def as_notebook(cells, metadata):
    """Return a complete notebook of nbformat 4."""
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
