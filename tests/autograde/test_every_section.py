"""Every section's notebook is graded as its learners hand it in."""

import contextlib
import json

import pytest
from autograding import ROOT, master_of

from autograde.grade.grade_notebook import grade_notebook
from autograde.grade.notebook_code import given_code
from autograde.intake.read_submission import Handed
from autograde.sandbox.host import keeper
from autograde.sandbox.host.function_source import carry
from autograde.sandbox.wire import contract
from feedforward.exercises import SECTIONS


@pytest.fixture(scope="module", params=SECTIONS)
def section(request):
    """A section. All tests of one section come together, because they share its sandbox."""
    return request.param


def test_the_answered_notebook_earns_all_points(section, sandbox):
    handed = Handed((ROOT / "solutions" / f"{section}.ipynb").read_bytes())
    result, _ = grade_notebook(handed, master_of(section), secret=1)
    lost = {m.name: m.message for m in result.marks if m.points < m.max_points}
    assert (lost, result.faults) == ({}, [])
    assert len(result.marks) == len(SECTIONS[section].EXERCISES)


class Asked(Exception):
    """Carries the job that would have been run."""


def test_a_process_that_others_were_asked_has_nothing_open_that_is_closed_to_a_question(
    section, monkeypatch
):
    def run(section, job, *_):
        raise Asked(job)

    notebook = json.loads((ROOT / "solutions" / f"{section}.ipynb").read_bytes())
    copies = [c | {"id": f"{c['id']}-2"} for c in notebook["cells"] if c["id"][:7] == "answer-"]
    notebook["cells"] += copies  # each answer twice: more questions, in the order of exercises
    monkeypatch.setattr(keeper, "run", run)
    with pytest.raises(Asked) as asked:
        grade_notebook(Handed(json.dumps(notebook).encode()), master_of(section), secret=1)
    (job,) = asked.value.args
    assert len(job.questions) == 2 * len(copies)
    is_open = set()
    for question in job.questions:
        opens = {*question.opens}
        assert is_open <= opens
        is_open |= opens


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
    given = given_code(cells, "6.1_xor")
    assert given == {0: "import numpy as np", 1: cells[1]["source"]}


def definition(name, value):
    """Lines that give a name to something carried: of a function, with all that it uses inside."""
    if isinstance(value, contract.Import):
        module = f"import {value.module} as {name}"
        return [f"from {value.module} import {value.name} as {name}" if value.name else module]
    if isinstance(value, contract.Function):
        parts, last = value.bound, [*value.source.rstrip().split("\n"), f"return {value.name}"]
    elif isinstance(value, contract.Names):
        parts, last = value.of, ["from types import SimpleNamespace as N", "return N(**locals())"]
    elif isinstance(value, int | float | str | tuple | None):
        return [f"{name} = {value!r}"]
    else:
        raise TypeError(f"{name} has no text of its own.")
    inside = [line for part in parts.items() for line in definition(*part)]
    return [f"def {name}():", *(f"    {line}" for line in [*inside, *last]), f"{name} = {name}()"]


def written_out(exercise):
    """{mistake: a cell that makes it} for the known mistakes that have a text of their own."""
    texts = {}
    for mistake in exercise.mistakes:
        if mistake.function is None:  # it is known by a rule
            continue
        with contextlib.suppress(TypeError):
            function = carry(mistake.function)
            texts[mistake.id] = "\n".join(definition(exercise.name, function))
    return texts


def wrong(section, number):
    """(the answered notebook with mistakes in the place of answers, {exercise: its mistake})"""
    made, notebook = {}, json.loads((ROOT / "solutions" / f"{section}.ipynb").read_bytes())
    cells = {cell["id"]: cell for cell in notebook["cells"]}
    for exercise in SECTIONS[section].EXERCISES:
        for mistake, text in list(written_out(exercise).items())[number : number + 1]:
            made[exercise.name], cells[f"answer-{exercise.name}"]["source"] = mistake, text
    return notebook, made


@pytest.mark.parametrize("number", range(3))
def test_a_mistake_is_named_in_grading_as_it_is_in_the_notebook(section, number, sandbox):
    notebook, made = wrong(section, number)
    result, _ = grade_notebook(
        Handed(json.dumps(notebook).encode()), master_of(section), secret=number
    )
    assert {m.name: m.mistake for m in result.marks if m.name in made} == made
    assert all(m.points < m.max_points for m in result.marks if m.name in made)
    assert all(m.points == m.max_points for m in result.marks if m.name not in made)
