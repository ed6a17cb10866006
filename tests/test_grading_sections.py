"""Every section's notebook is graded as its learners hand it in."""

import pytest
from autograding import ROOT, master_of

from autograde import masters, workers
from autograde.grading import Handed, grade_notebook
from feedforward.exercises import SECTIONS


@pytest.mark.parametrize("section", SECTIONS)
def test_the_answered_notebook_earns_all_points(section, system_program):
    system_program("bwrap", "bubblewrap")
    handed = Handed((ROOT / "solutions" / f"{section}.ipynb").read_bytes())
    result, _ = grade_notebook(handed, master_of(section), seed=1)
    workers.close()
    lost = {m.name: m.message for m in result.marks if m.points < m.max_points}
    assert (lost, result.faults) == ({}, [])
    assert len(result.marks) == len(SECTIONS[section].EXERCISES)


def test_a_cell_that_also_shows_something_still_brings_its_imports():
    cells = [
        {"cell_type": "code", "source": source}
        for source in (
            "import numpy as np\n%matplotlib inline\nrng = np.random.default_rng(0)",
            "import numpy as np\nrng = np.random.default_rng(0)",
            "print(np.ones(3))",
            "def relu(z):\n    return z",
        )
    ]
    given = masters.given_code(cells, "6.1_xor")
    assert given == {0: "import numpy as np", 1: cells[1]["source"]}
