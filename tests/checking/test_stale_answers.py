"""A cell that failed leaves an old function behind, which must not be judged in its place."""

import functools

import kernels
import pytest
from kernels import texts
from test_check_in_a_notebook import BLANK_RELU, RELU

BROKEN = "def relu(z):\n    # a comment\n    return np.maximum(z, 0"
STOPS_EARLY = "floor = zero + 1\ndef relu(z):\n    return np.maximum(z, floor)"
STOPS_LATE = "def relu(z):\n    return np.abs(z)\nrelu(nothing)"


@pytest.fixture(scope="module")
def play(tmp_path_factory):
    """A function that runs cells as in a new kernel; a failing cell does not end the run."""
    with kernels.started(tmp_path_factory.mktemp("stale"), allow_errors=True) as run:
        yield functools.partial(kernels.run_afresh, run)


@pytest.mark.parametrize(
    ("broken", "where"),
    [
        (BROKEN, "SyntaxError in line 3 of the cell: '(' was never closed\nreturn np.maximum(z, 0"),
        (STOPS_EARLY, "NameError in line 1 of the cell: name 'zero' is not defined\nfloor = zero"),
        ("relu = lambda z: np.maximum(z 0)", "SyntaxError in line 1 of the cell: "),
        ("def relu(z):\nreturn z", "IndentationError in line 2 of the cell: expected an indented"),
    ],
)
def test_a_function_whose_cell_failed_afterwards_is_not_judged(play, broken, where):
    _, passed, _, stale, _, again = play(
        RELU, "ff.check(relu)", broken, "ff.check(relu)", RELU, "ff.check(relu)"
    )
    assert texts(passed)[0].startswith("✔ relu: passed")
    [told] = texts(stale)
    assert told.startswith("⚠ relu: raised (0 of 1 point)")
    assert "relu is still an older version and was not judged" in told
    assert where in told.replace("`", "")
    assert texts(again)[0].startswith("✔ relu: passed")


def test_a_check_that_judges_nothing_counts_as_no_attempt(play):
    *_, before, _, _, after = play(
        RELU, "ff.check(relu)", "ff.progress()", BROKEN, "ff.check(relu)", "ff.progress()"
    )
    assert texts(before) == texts(after)


def test_a_cell_that_defines_the_function_and_fails_later_is_judged_by_its_new_function(play):
    *_, outputs = play(RELU, STOPS_LATE, "ff.check(relu)")
    assert texts(outputs)[0].startswith("✘ relu: wrong")


def test_another_cell_that_fails_does_not_keep_an_answer_from_being_judged(play):
    *_, outputs = play(RELU, "def sigmoid(z:\n    return z", "1 / 0", "ff.check(relu)")
    assert texts(outputs)[0].startswith("✔ relu: passed")


def test_an_answer_that_does_not_exist_yet_is_told_which_cell_to_run(play):
    [outputs] = play("ff.check(relu)")
    assert texts(outputs) == [
        "relu does not exist yet. Run the cell of section 6.1 that begins with def relu( first, "
        "then run this one again."
    ]
    assert "<code>def relu(</code>" in outputs[-1].data["text/html"]


def test_an_answer_whose_first_cell_failed_is_told_what_stopped_it(play):
    _, outputs = play(BROKEN, "ff.check(relu)")
    assert "stopped with a SyntaxError in line 3 of the cell: '(' was never" in texts(outputs)[0]


def test_a_name_that_is_no_exercise_gets_pythons_own_message_alone(play):
    [outputs] = play("nothing + 1")
    assert [o.output_type for o in outputs] == ["error"]


def test_a_validation_fails_on_an_older_version(play):
    *_, outputs = play(
        "import os\nos.environ['NBGRADER_EXECUTION'] = 'validate'",
        RELU,
        BROKEN,
        "ff.check(relu)",
        "del os.environ['NBGRADER_EXECUTION']",
    )[:4]
    assert outputs[0].output_type == "error" and "older version" in outputs[0].evalue


def test_a_blank_is_still_a_blank(play):
    *_, outputs = play(BLANK_RELU, "ff.check(relu)")
    assert texts(outputs)[0].startswith("○ relu: not attempted")
