"""Jobs for the sandbox, and what is read in its reports."""

from dataclasses import replace

import numpy as np

from autograde.sandbox.wire.contract import Cell, Job, Question
from autograde.sandbox.wire.limits import Limits

IMPORTS = Cell("imports", "import numpy as np\nimport feedforward as ff")
RELU = "def relu(z):\n    return np.maximum(0, z)"
Z = np.array([-1.5, 0.3, 2.0])


def asked(name, *cases, **more):
    """A question about a function of that name; each case is one argument."""
    cases = tuple((case,) for case in cases or (Z,))
    return Question(more.pop("id", name), name, cases, **more)


def job(*sources, questions=(), together=False, **more):
    """A job of the import cell and cells with these sources, called "0", "1", ...

    Each question is asked in a fork after the last cell, unless it says how many cells come
    before it, or all are asked together.
    """
    cells = (IMPORTS, *(Cell(str(index), source) for index, source in enumerate(sources)))
    if not together:
        questions = [
            q if q.cells_before else replace(q, cells_before=len(cells)) for q in questions
        ]
    return Job(cells, tuple(questions), **more)


def ran(worker, *sources, **more):
    """The reports of the cells with these sources, without that of the import cell."""
    return worker.run(job(*sources, **more)).cells[1:]


def printed(report):
    """Return the text that a cell wrote to standard output."""
    streams = [o for o in report.outputs if o["output_type"] == "stream"]
    return "".join(o["text"] for o in streams if o["name"] == "stdout")


def returned(report, name):
    """Return, for each case, a function's result or the kind of its Fault."""
    outcomes = report.answers[name].outcomes
    return [getattr(o, "kind", None) or o.returned for o in outcomes]


def quick(**more):
    """Limits that a test does not wait long for."""
    return Limits(**{"seconds": 1.0, "total": 60.0} | more)
