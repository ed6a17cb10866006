"""The collection of learners' answers: its format, and how its answers are told apart."""

import ast

import learners_answers as collection
import pytest

from feedforward.exercises import EXERCISES

CELLS = """# %% wrong: not averaged
def mse(out, y):
    d = out - y
    return (d**2).sum() / 2  # here

# %% right: by np.mean
def mse(out, y):
    return np.mean(np.sum((out - y) ** 2, -1)) / 2

# %% wrong: no square
def mse(out, y):
    return (out - y).sum() / 2 / len(y)  # here
"""


def written(tmp_path, text):
    path = tmp_path / "mse.py"
    path.write_text(text)
    return path


def test_an_answer_is_read_without_its_marks(tmp_path):
    first, second, third = collection.read(written(tmp_path, CELLS))
    assert (first.exercise, first.title, first.right) == ("mse", "not averaged", False)
    assert first.lines == (3,) and "here" not in first.source
    assert second.right and second.lines == ()
    assert (first.tune, second.tune, third.tune) == (True, False, False)


@pytest.mark.parametrize(
    "text, complaint",
    [
        ("import numpy\n" + CELLS, "before the first"),
        (CELLS.replace("  # here", ""), "at least one line"),
        (CELLS.replace("/ 2\n\n# %% wrong", "/ 2  # here\n\n# %% wrong"), "no line"),
        (CELLS.replace("no square", "not averaged"), "two answers"),
    ],
)
def test_a_file_in_another_format_is_refused(tmp_path, text, complaint):
    with pytest.raises(collection.BadFormat, match=complaint):
        collection.read(written(tmp_path, text))


def test_every_answer_of_the_collection_defines_its_exercise_in_its_section():
    for path in collection.FOLDER.glob("*_*/*.py"):
        assert path.parent.name == EXERCISES[path.stem].section
        for answer in collection.read(path):
            tree = ast.parse(answer.source)
            assert path.stem in {getattr(node, "name", None) for node in tree.body}, answer.title
