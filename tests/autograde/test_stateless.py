"""Which functions remember nothing is read from a text, and what is read so changes no mark."""

import pytest
from autograding import master_of, result_of, solution, with_answers

import feedforward
from autograde.grade import stateless
from autograde.grade.grade_exercises import given_code
from feedforward import exercises

GIVEN = ["import numpy as np\n\nimport feedforward as ff"]
REMEMBERS_NOTHING = {
    "a formula": "def relu(z):\n    '''A docstring, with 100 %.'''\n    return np.maximum(0, z)",
    "a lambda": "relu = lambda z: np.where(z > 0, z, 0)",
    "a helper": "def bend(z, k=0):\n    return z * (z > k)\ndef relu(z):\n    return bend(z)",
    "a constant": "ZERO = 0.0\ndef relu(z):\n    return np.maximum(ZERO, z)",
    "a list": "def relu(z):\n    out = []\n    for v in z.ravel():\n"
    "        out.append(max(v, 0))\n"
    "    return np.array(out).reshape(z.shape)",
    "a changed argument": "def relu(z):\n    z[z < 0] = 0\n    return z",
    "recursion": "def relu(z):\n    return [relu(part) for part in z] if np.ndim(z) else max(z, 0)",
    "types of numbers": "def relu(z):\n    mask = (z > 0).astype(z.dtype)\n"
    "    return np.array(mask * z, dtype=float) + np.zeros(z.shape, np.float64)",
    "a message": "def relu(z):\n    if z.ndim > 9:\n        raise ValueError('too many', z.shape)\n"
    "    assert z.ndim, 'one number'\n    return np.maximum(0, z)",
    "words for NumPy": "def relu(z):\n    with np.errstate(over='ignore'):\n"
    "        return np.einsum('ij->ij', z)",
    "a function inside": "def relu(z):\n    def bend(v):\n        return v if v > 0 else 0.0\n\n"
    "    return np.array([bend(v) for v in z])",
    "a generator": "def relu(z):\n    for v in z:\n        yield v",
    "nothing yet": "def relu(z):\n    raise NotImplementedError('later')",
    "names of Python": "def relu(z):\n    sum = max(z, 0)\n    return sum",
    "the book's": "def relu(z):\n    return ff.softplus(z)",
}  # fmt: skip
MAY_REMEMBER = {
    "a list": "seen = []\ndef relu(z):\n    seen.append(z)\n    return z",
    "an array": "seen = np.ones(3)\ndef relu(z):\n    seen[0] = 1\n    return z",
    "a list by another name": "seen = []\ndef relu(z):\n    s = seen\n    s.append(z)",
    "a generator": "rng = np.random.default_rng(0)\ndef relu(z):\n    return z + rng.normal()",
    "an iterator": "numbers = zip([1, 2])\ndef relu(z):\n    for n in numbers:\n        return n",
    "a default": "def relu(z, seen=[]):\n    seen.append(z)\n    return z",
    "a default of a keyword": "def relu(z, *, seen=np.zeros(3)):\n    return z",
    "a default of a lambda": "relu = lambda z, seen=[]: seen",
    "a closure": "def make():\n    seen = []\n    def f(z):\n        seen.append(z)\n"
    "        return z\n    return f\nrelu = make()",
    "a decorator": "def keep(f):\n    seen = []\n    return lambda z: seen\n@keep\ndef relu(z):\n"
    "    return z",
    "a global": "def relu(z):\n    global seen\n    seen = z\n    return z",
    "an attribute": "def relu(z):\n    relu.seen = z\n    return z",
    "a class": "class Layer:\n    pass",
    "a foreign function": "import os\ndef relu(z):\n    return z",
    "a function of NumPy's put elsewhere": "np.maximum = np.minimum",
    "a bound method": "relu = [].append",
    "memory": "def relu(z):\n    return np.empty(3)",
    "memory of an array": "def relu(z):\n    return z.data",
    "memory that is not written": "def relu(z):\n    return np.add(z, z, where=z > 0)",
    "the same by a table": "def relu(z):\n    return np.add(z, z, **{'where': z > 0})",
    "where a thing lies": "def relu(z):\n    return id(z)",
    "the same in a text": "def relu(z):\n    return int(f'{z.max}'[-9:-1], 16)",
    "the same by another print": "def relu(z):\n    print = int\n    return print(f'{z.max}')",
    "by another exception": "def ValueError(t):\n    return t\ndef relu(z):\n"
    "    raise ValueError(f'{z}')",
    "by a module": "import math as print\ndef relu(z):\n    return print(f'{z.max}')",
    "by what is called": "def show(t):\n    return t\ndef relu(z):\n    raise show(f'{z.max}')",
    "in a text of NumPy's": "def relu(z):\n    t = np.array(['a' * 99])\n    t[0] = relu\n"
    "    return t",
    "by a sign": "def relu(z):\n    return '%s' % relu",
    "in an order": "def relu(z):\n    return list({relu, max})",
    "how much memory there is": "def relu(z):\n    try:\n        return np.zeros(10 ** 9)\n"
    "    except Exception:\n        return 0",
    "the last result": "def relu(z):\n    return _",
    "the shell": "def relu(z):\n    return get_ipython()",
    "a magic command": "%time x = 1\ndef relu(z):\n    return z",
    "another meaning": "def relu(z):\n    return z\nfor i in [1]:\n    relu = [].append",
    "another meaning of Python's": "len = [].append\ndef relu(z):\n    return len(z)",
    "Python's names": "__builtins__ = {'len': [].append}\ndef relu(z):\n    return len(z)",
    "what IPython reads otherwise": "  # a comment\ndef relu(z):\n    return z",
    "no Python": "def relu(z)\n    return z",
    "half a text": "text = '''",
    "what does more than define": "def relu(z):\n    return z\nrelu(np.ones(3))",
    "a text of a function": "def relu(z):\n    raise ValueError(f'{relu}'[:-9])",
    "a name of Python's": "def relu(z):\n    return z\nid = lambda z: z\n"
    "def other(z):\n    return id(z)",
}  # fmt: skip


@pytest.mark.parametrize("text", REMEMBERS_NOTHING)
def test_common_ways_to_write_an_answer_are_known(text):
    assert stateless.is_stateless([REMEMBERS_NOTHING[text]], GIVEN, {"relu"})


@pytest.mark.parametrize("text", MAY_REMEMBER)
def test_what_may_remember_is_not_taken_for_stateless(text):
    assert not stateless.is_stateless([MAY_REMEMBER[text]], GIVEN, {"relu"})
    beside = ["def collapse(W):\n    return W", MAY_REMEMBER[text]]
    assert not stateless.is_stateless(beside, GIVEN, {"collapse", "relu"})


def test_a_text_that_is_cut_over_cells_is_read_as_it_is_run():
    cells = ["text = '''", "def relu(z):\n    return id(z)", "'''"]
    assert not stateless.is_stateless(cells, GIVEN, {"relu"})


@pytest.mark.parametrize(
    "given",
    ["def keep(z):\n    return z", "rng = np.random.default_rng(0)", "import time as keep"],
)
def test_what_the_notebook_gave_may_remember(given):
    cells = ["def relu(z):\n    return keep(z) + rng.normal()"]
    assert not stateless.is_stateless(cells, [*GIVEN, given], {"relu"})


def test_no_name_that_is_known_is_another_thing_in_the_book():
    book = {name for name in stateless.ATTRIBUTES if hasattr(feedforward, name)}
    functions = "cross_entropy identity leaky_relu mse relu sigmoid softmax softplus tanh"
    assert book == set(functions.split())


@pytest.mark.parametrize("section", [s for s in exercises.SECTIONS if s < "6.7"])
def test_the_answers_of_the_book_are_known(section):
    cells = [c for c in solution(section)["cells"] if c["id"].startswith("answer-")]
    asked = {exercise.name for exercise in exercises.SECTIONS[section].EXERCISES}
    given = given_code(master_of(section).cells, section).values()
    sources = ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]
    assert stateless.is_stateless(sources, list(given), asked)


@pytest.mark.parametrize(
    "answers",
    [
        {"relu": "    return np.minimum(0, z)"},
        {"relu": "    return z", "xor_forward": "    return relu(X @ W + c) @ w - b"},
        {"collapse": "    return W @ w, b", "fit_linear": "    return 1 / 0"},
        {"relu": "    return z[0, 0, 0, 0, 0, 0]", "xnor_parameters": "    return 1.0"},
    ],
)
def test_marks_and_messages_are_those_of_a_box_of_its_own(answers, monkeypatch, sandbox):
    at_once = result_of(with_answers(**answers))
    monkeypatch.setattr(stateless, "is_stateless", lambda *_: False)
    assert result_of(with_answers(**answers)).marks == at_once.marks
    assert [mark.score for mark in at_once.marks].count(1.0) >= 2
