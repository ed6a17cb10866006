"""Honest work in an untidy notebook earns all its points."""

import json

import pytest
from autograding import SECTION, master_of, result_of, with_answers

from autograde.grade.grade_notebook import grade_notebook
from autograde.grade.settings import Settings
from autograde.intake.read_submission import Handed
from autograde.sandbox.wire.limits import Limits

pytestmark = pytest.mark.usefixtures("sandbox")
LATE = "check-xnor_parameters"
POOL = """
from concurrent.futures import ThreadPoolExecutor
pool = ThreadPoolExecutor(2)
print(list(pool.map(abs, [1, -2])))
""".strip()
# What a learner writes above an answer's function, in its cell, or in a cell before `place`.
UNTIDY = {
    "two answers have each a helper of the same name": dict(
        above={"relu": "def helper(z):\n    return z * (z > 0)",
               "xor_forward": "def helper(X, w, b):\n    return X @ w + b"},
        relu="    return helper(z)",
        xor_forward="    return helper(relu(X @ W + c), w, b)",
    ),
    "a constant has the same name in two cells": dict(
        above={"relu": "low = 0.0", "xnor_parameters": "low = -1.0"},
        relu="    return np.maximum(low, z)",
    ),
    "a loop reuses a name after the checks": dict(
        above={"relu": "f = np.maximum"},
        relu="    return f(0, z)",
        added={LATE: "for f in (np.sin, np.cos):\n    print(f(1.0))"},
    ),
    "np is a number at the end": dict(added={LATE: "np = 5"}),
    "tqdm is imported above a function": dict(
        above={"relu": "from tqdm import trange"},
        relu="    return np.array([max(0.0, z.flat[i]) for i in trange(z.size)]).reshape(z.shape)",
    ),
    "a library that is not needed": dict(above={"relu": "import scipy.special\nimport sklearn"}),
    "a variable of a demonstration cell": dict(
        above={"relu": "print(some_demonstration.shape)", "collapse": "some_other"}
    ),
    "a pool of threads": dict(
        above={"relu": POOL},
        relu="    return np.reshape(list(pool.map(lambda v: max(0.0, v), z.ravel())), z.shape)",
    ),
}  # fmt: skip


def untidy(above=None, added=None, **bodies):
    """The answered notebook with lines above functions, cells before others, and other bodies."""
    notebook = with_answers(**bodies)
    for cell in notebook["cells"]:
        name = cell["id"].removeprefix("answer-")
        if name in (above or {}):
            cell["source"] = f"{above[name]}\n\n{''.join(cell['source'])}"
    for place, source in (added or {}).items():
        at = [cell["id"] for cell in notebook["cells"]].index(place) + 1
        own = {"cell_type": "code", "id": f"own-{at}", "metadata": {}, "outputs": []}
        notebook["cells"].insert(at, own | {"source": source, "execution_count": None})
    return notebook


@pytest.mark.parametrize("way", UNTIDY)
def test_honest_work_in_an_untidy_notebook_earns_all_its_points(way):
    result = result_of(untidy(**UNTIDY[way]))
    lost = {m.name: m.message for m in result.marks if m.points < m.max_points}
    assert (lost, result.looks) == ({}, [])


def test_threads_do_not_survive_a_fork_so_the_first_jobs_answer_stands():
    wrong = "    return np.reshape(list(pool.map(lambda v: min(0.0, v), z.ravel())), z.shape)"
    notebook = untidy(above={"relu": POOL}, relu=wrong)
    settings = Settings(Limits(seconds=2))  # for which each fork waits for the pool
    handed = Handed(json.dumps(notebook).encode())
    result, _ = grade_notebook(handed, master_of(SECTION), 1, settings)
    (mark,) = [mark for mark in result.marks if mark.points < mark.max_points]
    assert (mark.name, mark.status, mark.fault) == ("relu", "wrong", None)
    assert "should be" in mark.message
