"""Honest work in an untidy notebook earns all its points."""

import pytest
from autograding import result_of, with_answers

pytestmark = pytest.mark.usefixtures("sandbox")
LATE = "check-xnor_parameters"
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
