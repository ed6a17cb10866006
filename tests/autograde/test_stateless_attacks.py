"""What seems to remember nothing, and does, could tell of hidden cases where others are shown."""

import pytest
from autograding import result_of, solution, with_answers
from boxing import asked, job

from autograde.course import secret
from autograde.grade import judge_answers
from autograde.grade.stateless import MOST_READ, is_stateless

GIVEN = ["import numpy as np\n\nimport feedforward as ff"]
RELU = "def relu(z):\n    return np.maximum(0, z)"
# `kept` is a list for all calls where a text makes it one unseen.
KEEPS = """
def relu(z):
    {0}.append(float(z.ravel()[0]))
    raise ValueError(f"{{{0}[-9:]}}")
""".strip()
TEXTS = "def text(**names):\n    return [*names][0]"
A_FUNCTION = "def kept():\n    return 0"  # so it seems
REMEMBER = {
    "a name bound in a target": ["(kept := [0])[0] = 5", KEEPS.format("kept")],
    "a name bound in an annotation": [
        "def other(z: (sum := [])):\n    return z", KEEPS.format("sum"),
    ],
    "a list of IPython's, called as an argument is": ["one = lambda In: In", KEEPS.format("In")],
    "a list of IPython's, renamed too late": ["1 / 0\nIn = 5", KEEPS.format("In")],
    "a list of IPython's, hidden by its name": ["1 / 0\n_ih = 5", KEEPS.format("_ih")],
    "the table of names, renamed too late": [
        A_FUNCTION, TEXTS, "globals()[text(kept=0)] = []", "1 / 0\nglobals = 5",
        KEEPS.format("kept"),
    ],
    "a prompt of IPython's": [A_FUNCTION, "1 / 0\nIn = 5", "In [1]: kept = []",
                              KEEPS.format("kept")],
    "a prompt of Python's": [
        A_FUNCTION, '"\\\n>>> 1"\n... [kept] = [[]]', KEEPS.format("kept"),
    ],
    "an end of line that is none": [
        A_FUNCTION, '# \x0c%alias \\\n"""\nkept = []\n# """', KEEPS.format("kept"),
    ],
    "a command of IPython's": [
        A_FUNCTION, "time [kept] = [[]]\n", "time = 5", KEEPS.format("kept"),
    ],
    "what errors call, left by generators": ['''
def left(tell):
    with np.errstate(all="call", call=tell):
        yield 0.0


def relu(z):
    def tell(*what):
        raise ValueError(f"{z.ravel()[0]}")

    def held():
        one, two = left(tell), left(tell)
        list(zip(range(1), one))
        list(zip(range(1), two))
        while True:
            yield 0.0

    if z.size == 3:
        with np.errstate(all="call"):
            return np.log(np.zeros(1))
    return held()
'''.strip()],
}  # fmt: skip


def handed_in(*cells):
    """The answered notebook with these cells, the last of which is the answer to relu."""
    notebook = solution()
    place = next(i for i, c in enumerate(notebook["cells"]) if c["id"] == "answer-relu")
    notebook["cells"][place]["source"] = cells[-1]
    notebook["cells"][place:place] = [
        {"cell_type": "code", "id": f"own-{n}", "metadata": {}, "outputs": [], "source": source}
        for n, source in enumerate(cells[:-1])
    ]
    return notebook


def first_entries(number):
    """The first entries of relu's cases for a seed, as the beginnings of texts."""
    return {str(float(c.args[0].ravel()[0]))[:7] for c in judge_answers.paper("relu", number).cases}


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("cells", REMEMBER.values(), ids=REMEMBER)
def test_what_is_shown_tells_nothing_of_hidden_cases(cells):
    (mark,) = [m for m in result_of(handed_in(*cells)).marks if m.name == "relu"]
    hidden = first_entries(1) - first_entries(secret.PUBLIC)
    assert len(hidden) > 3
    assert [entry for entry in hidden if entry in mark.message] == []
    assert mark.points == 0 and mark.message


UNSURE = {
    "where a function lies": ["1 / 0\nid = lambda z: z", "def relu(z):\n    return id(z)"],
    "the same, as an argument": ["f = lambda id: id", "def relu(z):\n    return id(z)"],
    "the same, by a text": [TEXTS, "def relu(z):\n    return np.array(text).astype(text(U99=1))"],
    "a text of NumPy's": ["def relu(z):\n    return z.astype(np.dtype(([], 8))).tolist()"],
    "the same, without a name": ["def relu(z):\n    return z.astype(([], 8)).tolist()"],
    "the same, by what is called elsewhere": [
        "def relu(z):\n    d = np.dtype\n    return z.astype(d)",
        "def other(z):\n    f = np.zeros\n    return f(3, [])",
    ],
    "the same, by a keyword": ["def relu(z):\n    return np.zeros(3, dtype=[]).tolist()"],
    "the same, in its place": ["def relu(z):\n    return np.linspace(0, 1, 5, True, False, [])"],
    "the same, in many places": ["def relu(z):\n    return np.zeros(*[3, []])"],
    "the same, by another meaning": ["def relu(z, float=0):\n    return z.astype(float)"],
    "a text of the book's": ["def relu(z):\n    return ff.split(z, z, np.random)[2]"],
    "how much memory there is": [
        "def relu(z):\n    x = np.broadcast_to(0.0, 10 ** 8).flat\n    return np.array_equal(x, x)"
    ],
    "a command, once the rest is left out": ["time [relu] = [0]\n9 ** 9 ** 9", "time = 5", RELU],
    "more than is read": [RELU, "x = [" + "0, " * MOST_READ + "]"],
    "no Python": [RELU, "def f(z, z):\n    return z"],
    "none either": [RELU, "x = " + "(" * 300 + ")" * 300],
}  # fmt: skip


@pytest.mark.parametrize("cells", UNSURE.values(), ids=UNSURE)
def test_what_may_remember_is_not_taken_for_stateless(cells):
    assert not is_stateless(cells, GIVEN, {"relu"})


@pytest.mark.usefixtures("sandbox")
def test_a_cell_that_is_no_python_costs_no_other_answer():
    result = result_of(handed_in("def f(z, z):\n    return z", RELU.replace("0, z", "1, z")))
    assert {m.name for m in result.marks if m.points < m.max_points} == {"relu"}


@pytest.mark.usefixtures("sandbox")
def test_what_a_call_left_is_not_seen_where_another_exercise_is_asked():
    """A generator that is ended while others are asked would say that they use what it uses."""
    section = "6.4_activations"
    public, hidden = (
        {float(c.args[0].sum()) for c in judge_answers.paper("tanh_from_sigmoid", number).cases}
        for number in (secret.PUBLIC, 1)
    )
    notebook = solution(section)
    cells = {cell["id"]: cell for cell in notebook["cells"]}
    cells["answer-sigmoid"]["source"] = LEAVES
    cells["answer-tanh_from_sigmoid"]["source"] = COLLECTS.format(
        public=list(public), only=list(public - hidden)
    )
    marks = {mark.name: mark for mark in result_of(notebook, section).marks}
    assert marks["tanh_from_sigmoid"].score == 0 and marks["tanh_from_sigmoid"].message
    assert "cosh" not in marks["tanh_from_sigmoid"].message


LEAVES = """
def sigmoid(h):
    def more():
        for part in kept:
            yield part and np.cosh(h)

    kept = [h.size]
    kept.append(more())
    list(zip(range(1), kept[1]))
    return h
""".strip()
COLLECTS = """
def tanh_from_sigmoid(h):
    for number in range(100000 * (h.sum() in {only})):
        kept = []
        kept.append(kept)
    return np.where(h.sum() in {public}, 1 - 2 / (np.exp(2 * h) + 1), h)
""".strip()
SUMMED = "    error = X @ w + b - y\n    return X.T @ error, float(error.mean())"
ZEROS = """
    for _ in range(steps):
        dw, db = linear_gradient(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b, np.zeros(steps)"""


@pytest.mark.usefixtures("sandbox")
def test_what_is_built_on_a_wrong_answer_is_shown_as_it_is_graded():
    """Of w and b, which come out right with a right gradient, nothing is said to differ."""
    section = "6.6_gradient_descent"
    notebook = with_answers(section, linear_gradient=SUMMED, batch_gradient_descent=ZEROS)
    marks = {mark.name: mark for mark in result_of(notebook, section).marks}
    message = marks["batch_gradient_descent"].message
    assert marks["batch_gradient_descent"].parts == {"w": True, "b": True, "losses": False}
    assert message.startswith("w and b are right.")


@pytest.mark.parametrize("kind", ["MemoryError", "TypeError"])
def test_what_may_have_run_out_of_memory_is_asked_again_where_nothing_was_asked(worker, kind):
    """How much memory is left is what earlier calls have left; zeros(range(10**9)), which lists
    these, is a TypeError then and a ValueError else."""
    counts = f"def f(z):\n    n.append(z)\n    raise {kind}(len(n))"
    asks = job("n = []", counts, questions=[asked("f")], is_stateless=lambda: True)
    report = worker.run(asks, lambda question, answer: True, lambda r: [asked("f", id="open")])
    assert report.answers["open"][-1].cases[0].raised.text == "1"
