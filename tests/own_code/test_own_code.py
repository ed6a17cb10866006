"""Questions about a learner's own code: their keys hold, by another way of running it."""

import contextlib
import linecache
import sys

import learners_answers
import numpy as np
import pytest

import feedforward as ff
from feedforward import exercises, own_code
from feedforward.checking.observe import fresh
from feedforward.own_code.constants import REDUCTIONS
from feedforward.own_code.shapes import words
from feedforward.own_code.wording import plain_text

LEAST_KINDS, LEAST_EXERCISES = 4, 15


def defined(source, exercise):
    """The function that a cell defines, as in a kernel: its source can be looked up."""
    file = f"<cell of {exercise}: {hash(source)}>"
    linecache.cache[file] = len(source), None, source.splitlines(keepends=True), file
    names = {"np": np, "ff": ff, "__name__": "__main__", **exercises.earlier_than(exercise)}
    exec(compile(source, file, "exec"), names)
    return names[exercise]


def right_answers(section):
    """The answers in tests/answers, and the book's own, by exercise."""
    for exercise in exercises.SECTIONS[section].EXERCISES:
        yield exercise, exercise.reference
        for answer in learners_answers.answers([exercise.name]):
            if answer.right:
                yield exercise, defined(answer.source, exercise.name)


class Watched:
    """One call under sys.settrace: the local names before each line of the function's first call.

    `at` are pairs of the number of a line and what `look(frame)` gave when it was about to run; the
    last pair is the return. `failed_at` is the line that an exception left from.
    """

    def __init__(self, exercise, function, args, look):
        self.at, self.failed_at, self._frame = [], None, None
        code = function.__code__

        def trace(frame, event, arg):
            if frame.f_code is not code or self._frame not in (None, frame):
                return None
            self._frame = frame
            if event in ("line", "return"):
                self.at.append((frame.f_lineno if event == "line" else None, look(frame)))
            return trace

        args, before = tuple(map(fresh, args)), sys.gettrace()
        sys.settrace(trace)
        try:
            with np.errstate(all="ignore"):
                result = exercise.call(function, args) if exercise.call else function(*args)
                list(result) if hasattr(result, "__next__") else None
        except Exception as error:
            steps = error.__traceback__
            while steps:
                if steps.tb_frame.f_code is code:
                    self.failed_at = steps.tb_lineno
                steps = steps.tb_next
        finally:
            sys.settrace(before)

    def runs(self, number):
        return [n for n, _ in self.at].count(number)

    def after(self, number):
        """What was seen right after each run of a line."""
        pairs = zip(self.at, self.at[1:], strict=False)
        return [seen for (line, _), (_, seen) in pairs if line == number]

    def before(self, number):
        return [seen for line, seen in self.at if line == number]


def value_of(text):
    def look(frame):
        with contextlib.suppress(Exception), np.errstate(all="ignore"):
            return np.copy(found) if isinstance(
                found := eval(text, frame.f_globals, frame.f_locals), np.ndarray
            ) else found  # fmt: skip

    return look


def answer_by_running(candidate, recorder, function):
    """The text of the right option, found without the recorder."""
    kind, about, exercise = candidate.kind, candidate.place, recorder.exercise
    args = candidate.case.args

    def watched(text="None"):
        return Watched(exercise, function, args, value_of(text))

    if kind == "count":
        return str(watched().runs(about.number))
    if kind == "failure":
        failed_at = watched().failed_at
        return next(f"Line {n.number}: {n.code}" for n in recorder.lines if n.number == failed_at)
    place, detail = about if isinstance(about, tuple) else (about, None)
    number, seen = recorder.lines[place.line].number, watched(place.text)
    values = seen.after(number) if place.variable else seen.before(number)
    if kind == "shape":
        [shape] = {np.shape(v) for v in values if v is not None}
        return words(shape)
    if kind == "value":
        return plain_text(values[detail])
    reduce = REDUCTIONS[values[0].ndim][detail]
    return f"{reduce(values[0]):.0f}"


@pytest.mark.parametrize("section", exercises.SECTIONS)
def test_every_key_is_what_the_code_does(section):
    for exercise, function in right_answers(section):
        recorder, recordings = own_code.recorded(exercise.name, function)
        found = own_code.candidates(recorder, recordings)
        for kind in {c.kind for c in found}:
            best = max((c for c in found if c.kind == kind), key=lambda c: c.score)
            [key] = best.question.right
            said = answer_by_running(best, recorder, function)
            assert key.text == said, (best.question, recorder.workshop.source)


def test_many_exercises_have_a_question_and_there_are_several_kinds():
    kinds, having = set(), set()
    for name in exercises.EXERCISES:
        answer = next(a for a in learners_answers.answers([name]) if a.right)
        found = own_code.candidates(*own_code.recorded(name, defined(answer.source, name)))
        kinds |= {c.kind for c in found}
        having |= {name} if found else set()
    assert len(kinds) >= LEAST_KINDS and len(having) >= LEAST_EXERCISES


SOFTMAX = """
def softmax(out):
    shifted = out - out.max(axis=1, keepdims=True)
    e = np.exp(shifted)
    calls.append(1)
    print("at work")
    S = e / e.sum(axis=1, keepdims=True)
    return S
"""


def softmax():
    function = defined(SOFTMAX, "softmax")
    function.__globals__["calls"] = []
    return function


def test_the_same_code_gets_the_same_question_with_one_right_option():
    question, again = (own_code.question_about("softmax", softmax()) for _ in range(2))
    assert question == again
    assert len(question.right) == 1 and len(question.options) >= 3


def test_asking_leaves_no_trace(capsys):
    function = softmax()
    names = set(function.__globals__)
    state = np.random.get_state()[1].copy()
    assert own_code.question_about("softmax", function)
    assert set(function.__globals__) == names and function.__globals__["calls"] == []
    assert capsys.readouterr() == ("", "") and (np.random.get_state()[1] == state).all()


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("relu", "def relu(z):\n    return np.maximum(z, 0)"),
        ("relu", "relu = lambda z: np.maximum(z, 0)"),
        ("relu", "import functools\nrelu = functools.partial(np.maximum, 0)"),
        ("updates_per_epoch", "def updates_per_epoch(N, B):\n    while True:\n        N = N"),
        ("softmax", "def softmax(out):\n    raise SystemExit"),
        ("count_parameters", "def count_parameters(sizes):\n    if len(sizes) < 2:\n"
         "        return 0\n    return (sizes[0] + 1) * sizes[1] + count_parameters(sizes[1:])"),
    ],
)  # fmt: skip
def test_code_without_a_good_question_gets_none(name, source):
    assert own_code.question_about(name, defined(source, name)) is None


def test_a_shape_that_depends_on_the_values_is_not_asked_from_shapes():
    source = (
        "def relative_error(a, b):\n    on = a != b\n    top = np.abs(a - b)[on]\n"
        "    bottom = np.maximum(np.abs(a), np.abs(b))[on]\n"
        "    return float((top / bottom).max()) if top.size else 0.0"
    )
    found = own_code.candidates(
        *own_code.recorded("relative_error", defined(source, "relative_error"))
    )
    assert "shape" not in {c.kind for c in found}


def test_the_line_that_fails_is_the_function_s_own_and_not_one_of_a_helper_s():
    helper = (
        "def affine_backward(dout, Z, W):\n    db = dout.sum(axis=0)\n    dZ = dout @ W.T\n"
        "    return dZ, Z.T @ dout, db"
    )
    function = defined(
        "def backward(dout, X, cache, params, df):\n    L = len(params)\n    d = dout\n"
        "    grads = []\n    for l in range(L - 1, -1, -1):\n"
        "        Z = cache[l - 1][1] if l > 0 else X\n        W, b = params[l]\n"
        "        dZ, dW, db = affine_backward(d, Z, W)\n        grads.insert(0, (dW, db))\n"
        "        if l > 0:\n            d = dZ * df(cache[l - 1][0])\n    return grads",
        "backward",
    )
    assert failing_lines(function) == {"Line 8: dZ, dW, db = affine_backward(d, Z, W)"}
    file = "<cell of the helper>"
    linecache.cache[file] = len(helper), None, helper.splitlines(keepends=True), file
    exec(compile(helper, file, "exec"), function.__globals__)
    assert failing_lines(function) == set()  # the line that failed is line 4 of the helper


def failing_lines(function):
    """The right answers to all questions about the line of backward that fails."""
    found = own_code.candidates(*own_code.recorded("backward", function))
    return {c.question.right[0].text for c in found if c.kind == "failure"}
