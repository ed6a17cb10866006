"""Compute points from the outputs of cells by nbgrader's rules, and correct the outputs to match.

nbgrader reads a score from a cell's outputs. The outputs are changed where it would read something
other than the cell deserves: a warning costs nothing, and no cell scores more points than it has.
"""

import math
import re

from ..course.masters import about, is_tested

FAILED = "AssertionError"
NO_MODULE = re.compile(r"No module named '(\w+)")
A_WARNING = re.compile(r"^\S.*:\d+: \w*Warning: .*$\n?(?:^[ \t].*$\n?)*", re.MULTILINE)


def not_run(cell, sentence):
    """Return outputs for a cell that could not run, so that it scores nothing; None for text."""
    if cell["cell_type"] != "code":
        return None
    return [
        {"output_type": "error", "ename": "NotRun", "evalue": sentence, "traceback": [sentence]}
    ]


def settled(cell, outputs, fault):
    """Return a cell's outputs as nbgrader should read them. fault: what stopped it, or None."""
    if fault:
        outputs = [*outputs, *not_run(cell, fault.sentence)]
    return (
        [_settled(output, about(cell)["points"]) for output in outputs]
        if is_tested(cell)
        else outputs
    )


def _settled(output, most):
    if output["output_type"] == "stream" and output["name"] == "stderr":
        if not A_WARNING.sub("", output["text"]).strip():
            return output | {"name": "stdout"}
    if output["output_type"] == "execute_result":
        value = _number(output)
        if value is not None and not 0 <= value <= most:
            kept = f"{most:g}" if value > most else "0"
            return output | {"data": output["data"] | {"text/plain": kept}}
    return output


def _number(output):
    try:
        return float(output["data"].get("text/plain", ""))
    except ValueError:
        return None


def scores(restored, outputs):
    """Return {grade_id: points}, with None if a person gives the points."""
    return {
        about(cell)["grade_id"]: _score(cell, shown, place in restored.blank)
        for place, (cell, shown) in enumerate(zip(restored.cells, outputs, strict=True))
        if about(cell).get("grade")
    }


def _score(cell, outputs, is_blank):
    most = float(about(cell)["points"])
    if not is_tested(cell):
        return 0.0 if is_blank else None
    for output in outputs:
        kind = output["output_type"]
        if kind == "error" or (kind == "stream" and output["name"] == "stderr"):
            return 0.0
        if kind == "execute_result":
            value = _number(output)
            return most if value is None or math.isnan(value) else value
    return most


def lost_to_errors(restored, outputs):
    """Return the names of cells that lost points to an error other than a failed assertion."""
    pairs = zip(restored.cells, outputs, strict=True)
    return [
        about(cell)["grade_id"]
        for cell, shown in pairs
        if is_tested(cell) and any(o.get("ename", FAILED) != FAILED for o in shown)
    ]


def not_imported(outputs):
    """Return the names of the modules that cells could not import, sorted."""
    said = [output.get("evalue", "") for shown in outputs for output in shown or ()]
    return sorted({found[1] for found in map(NO_MODULE.match, said) if found})
