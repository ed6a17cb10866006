"""check, hint and progress as a learner calls them: in a real IPython kernel."""

import functools
import html
import json
import re
import shutil

import kernels
import pytest
from kernels import START, texts
from nbclient.exceptions import CellExecutionError

RELU = "def relu(z):\n    return np.maximum(z, 0)"
WRONG_RELU = "def relu(z):\n    return np.abs(z)"
BLANK_RELU = "def relu(z):\n    raise NotImplementedError"


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """A kernel that most tests share, as a pair: a function that runs cells in it, its folder."""
    folder = tmp_path_factory.mktemp("notebook")
    with kernels.started(folder) as run:
        yield run, folder


@pytest.fixture
def folder(shared):
    """The folder of the shared kernel, without the files of earlier tests."""
    for path in shared[1].iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return shared[1]


@pytest.fixture
def run(shared, folder):
    """A function that runs cells as in a new kernel and returns each one's outputs."""
    return functools.partial(kernels.run_afresh, shared[0])


def test_check_shows_its_verdict_once_as_html_and_as_text(run):
    _, [output] = run(RELU, "ff.check(relu)")
    assert output.output_type == "display_data"
    assert output.data["text/plain"].startswith("✔ relu: passed (1 of 1 point)")
    assert "<strong>✔ relu: passed (1 of 1 point)</strong>" in output.data["text/html"]


def test_check_shows_its_verdict_in_the_middle_of_a_cell_too(run):
    _, outputs, later = run(WRONG_RELU, "v = ff.check(relu)\nv.mistake", "v")
    assert texts(outputs)[0].startswith("✘ relu: wrong") and texts(outputs)[1] == "'absolute_value'"
    assert texts(later) == texts(outputs)[:1]


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("relu = lambda z: np.maximum(z, 0)", "passed"),
        ("import functools\nrelu = functools.partial(np.maximum, 0)", "passed"),
        ("relu = np.vectorize(lambda v: max(v, 0.0), otypes=[float])", "passed"),
        (BLANK_RELU, "not attempted"),
        ("def relu(z):\n    return 1 / 0", "raised"),
        ("def relu(z):\n    return [0]", "wrong form"),
    ],
)
def test_check_knows_the_exercise_by_the_name_in_the_call(run, written, status):
    _, outputs = run(written, "ff.check(relu)")
    assert f" relu: {status}" in texts(outputs)[0]


def test_an_answer_that_passed_is_shown_again_where_its_cell_was_never_saved(run):
    answer = f"{RELU}  # mine <&"
    run(answer, "ff.check(relu)")
    _, [output] = run(BLANK_RELU, "ff.check(relu)")
    assert "relu: not attempted" in output.data["text/plain"]
    assert "Your answer passed earlier" in output.data["text/plain"]
    assert html.escape(answer) in output.data["text/html"]
    assert "attempt</span>" not in output.data["text/html"]


def test_a_missing_name_of_another_section_is_not_said_to_have_its_cell_here(run):
    source = (
        "def predict(X, params, f):\n    init_params\n"
        "    return forward(X, params, f)[0].argmax(axis=1)"
    )
    _, outputs = run(source, "ff.check(predict)")
    said = texts(outputs)[0]
    assert "predict: passed" in said and "write `ff.` in front" in said
    assert "run its cell" not in said and "run their cells" not in said


def test_an_exception_shows_the_learners_own_line(run):
    _, outputs = run("def relu(z):\n    # half\n    return z / nothing", "ff.check(relu)")
    assert "Line 3 of your code: `return z / nothing`" in texts(outputs)[0]


def test_a_function_of_another_name_is_told_which_there_are(run):
    _, outputs, hints = run("def rely(z):\n    return z", "ff.check(rely)", "ff.hint(rely)")
    assert "rely is not an exercise of the book. ff.check takes one of" in texts(outputs)[0]
    assert "ff.hint takes one of" in texts(hints)[0] and "xor_forward" in texts(hints)[0]


def test_hints_come_one_at_a_time_and_end(run):
    _, *outputs = run(BLANK_RELU, *["ff.hint(relu)"] * 3)
    first, second, third = (texts(o)[0] for o in outputs)
    assert first.startswith("Hint 1 of 2 for relu.") and "Hint 2 of 2" in second
    assert "last" in second and third == second


def test_progress_survives_a_restart_and_keeps_the_best(run, folder):
    run(RELU, "ff.check(relu)", WRONG_RELU, "ff.check(relu)")
    with kernels.started(folder) as run_after_restart:
        _, outputs = run_after_restart(START, "ff.progress()")
    [line] = [line for line in texts(outputs)[0].split("\n") if " relu " in line]
    assert "1 of 1 point, 2 checked" in line and "wrong" in line
    assert "In all: 1 of " in texts(outputs)[0]
    assert "<table>" in outputs[0].data["text/html"]
    record = json.loads((folder / ".progress" / "relu.json").read_text())
    assert len(record.pop("answer")) == 64  # a hash
    assert record == {
        "attempts": 2,
        "best": 1.0,
        "status": "wrong",
        "mistakes": ["absolute_value"],
        "reviews": [],
        "passed": RELU,
    }


def test_progress_stays_beside_the_notebook_when_the_learner_changes_folders(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    with kernels.started(tmp_path) as run:
        run(START, "import os\nos.chdir('elsewhere')", RELU, "ff.check(relu)")
    assert (tmp_path / ".progress" / "relu.json").exists()


@pytest.mark.parametrize(
    "spoilt", ["", "{}", "[1, 2]", '{"attempts": "x", "best": [], "status": 3}', '{"reviews": [3]}']
)
def test_a_spoilt_record_counts_as_none(run, folder, spoilt):
    (folder / ".progress").mkdir()
    (folder / ".progress" / "relu.json").write_text(spoilt)
    [outputs] = run("ff.progress()")
    assert "0 of 1 point, 0 checked" in texts(outputs)[0]


def test_a_check_that_cannot_be_noted_says_so_and_judges_all_the_same(run, folder):
    (folder / ".progress").write_text("a file where the folder should be")
    _, outputs = run(RELU, "ff.check(relu)")
    assert "passed" in texts(outputs)[0] and "could not be noted" in texts(outputs)[0]


def test_nbgrader_reads_bare_points_and_a_reader_the_verdict(tmp_path, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    half = "def collapse(W, c, w, b):\n    return W @ w, b"
    cells = [RELU, "ff.check(relu)", half, "ff.check(collapse)", BLANK_RELU, "ff.check(relu)"]
    with kernels.started(tmp_path) as run:
        *_, [whole], _, [partly], _, [nothing] = run(START, *cells)
    assert [o.data["text/plain"] for o in (whole, partly, nothing)] == ["1", "1", "0"]
    assert all(o.output_type == "execute_result" for o in (whole, partly, nothing))
    assert "partly right (1 of 2 points)" in partly.data["text/html"]
    assert not (tmp_path / ".progress").exists()


def test_nbgrader_validate_fails_with_the_message_and_no_trace_of_ours(tmp_path, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    with kernels.started(tmp_path) as run:
        run(START, RELU, "ff.check(relu)")
        with pytest.raises(CellExecutionError) as error:
            run(WRONG_RELU, "ff.check(relu)")
    assert "this is |z|" in str(error.value) and "notebook.py" not in str(error.value)


def test_check_prints_in_plain_python(capsys):
    import feedforward as ff

    def relu(z):
        return abs(z)

    verdict = ff.check(relu)
    assert capsys.readouterr().out.startswith("✘ relu: wrong")
    assert not verdict.passed


def test_an_answer_that_is_checked_again_unchanged_is_no_further_attempt(run):
    other = WRONG_RELU.replace("np.abs(z)", "-z")
    checks = run(
        *(WRONG_RELU, "ff.check(relu)", "ff.check(relu)", WRONG_RELU, "ff.check(relu)"),
        *(other, "ff.check(relu)", WRONG_RELU, "ff.check(relu)"),
    )
    counts = [re.search(r"(\d\w\w) attempt", o.data["text/html"]) for o in sum(checks, [])]
    assert [count[1] for count in counts] == ["1st", "1st", "1st", "2nd", "3rd"]
    said = ["same code as at your last check" in text for text in texts(sum(checks, []))]
    assert said == [False, True, True, False, False]


def test_a_variable_of_another_cell_that_a_wrong_answer_reads_is_named(run):
    slip = "def relu(z):\n    return np.maximum(Z, 0)"
    own = "LOW = 1\ndef relu(z):\n    return np.maximum(z, LOW)"
    outputs = run("Z = np.ones((2, 3))", slip, "ff.check(relu)", own, "ff.check(relu)")
    slipped, meant = texts(outputs[2])[0], texts(outputs[4])[0]
    assert "Your function also reads `Z`, which is neither an argument" in slipped
    assert "also reads" not in meant


def test_several_variables_of_other_cells_are_named_together(run):
    slip = "def relu(z):\n    return np.maximum(Z, LOW)"
    *_, outputs = run("Z = np.ones(3)\nLOW = 1", slip, "ff.check(relu)")
    assert "also reads `LOW` and `Z`, which are neither arguments" in texts(outputs)[0]


@pytest.mark.parametrize(
    "answer",
    [
        "%precision 3\nLOW = 1\ndef relu(z):\n    return np.maximum(z, LOW)",
        "def relu(z):\n    global LOW\n    LOW = 1\n    return np.maximum(z, LOW)",
        "def relu(z):\n    return np.maximum(z, np.pi)",
    ],
)
def test_the_answers_own_variables_are_not_said_to_come_from_another_cell(run, answer):
    _, outputs = run(answer, "ff.check(relu)")
    assert "relu: wrong" in texts(outputs)[0] and "also reads" not in texts(outputs)[0]


def test_a_variable_of_another_cell_that_a_right_answer_reads_is_no_matter(run):
    *_, outputs = run("LOW = 0", "def relu(z):\n    return np.maximum(z, LOW)", "ff.check(relu)")
    assert "also reads" not in texts(outputs)[0]


def test_check_says_how_to_name_the_function_where_it_gets_something_else(run):
    _, called, quoted = run(RELU, "ff.check(relu(np.ones(2)))", 'ff.check("relu")')
    asks = "takes the function itself, as in `ff.check(relu)`"
    assert asks in texts(called)[0] and "It was given a value (ndarray)." in texts(called)[0]
    assert asks in texts(quoted)[0] and "It was given 'relu'." in texts(quoted)[0]


def test_a_right_answer_that_uses_a_blank_of_another_cell_is_not_taken_for_a_blank(run):
    uses = "def xor_forward(X, W, c, w, b):\n    return relu(X @ W + c) @ w + b"
    _, _, outputs = run(BLANK_RELU, uses, "ff.check(xor_forward)")
    assert texts(outputs)[0].startswith("✔ xor_forward: passed")


def test_an_exception_in_a_function_of_another_cell_is_said_to_be_there(run):
    helper = "def layer(X, W, c):\n    return X @ W.T[0:1] + c"
    uses = "def xor_forward(X, W, c, w, b):\n    return np.maximum(layer(X, W, c), 0) @ w + b"
    _, _, outputs = run(helper, uses, "ff.check(xor_forward)")
    assert "Line 2 of layer, in another cell: `return X @ W.T[0:1] + c`" in texts(outputs)[0]


def test_a_right_answer_is_told_which_earlier_function_its_notebook_lacks(run):
    layer = "def xor_forward(X, W, c, w, b):\n    return relu(X @ W + c) @ w + b"
    _, lacking, _, complete = run(layer, "ff.check(xor_forward)", RELU, "ff.check(xor_forward)")
    assert "✔ xor_forward: passed" in texts(lacking)[0]
    assert "`relu` is not defined in this notebook" in texts(lacking)[0]
    assert "not defined" not in texts(complete)[0]


def test_code_above_the_blank_is_not_said_to_be_missing(run):
    _, outputs = run(BLANK_RELU.replace("raise", "z = z + 0\n    raise"), "ff.check(relu)")
    assert "if your code is there already, delete that line" in texts(outputs)[0]
