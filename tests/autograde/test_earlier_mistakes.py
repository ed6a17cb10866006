"""An earlier mistake is not punished twice, by whatever way an answer comes to build on it."""

import pytest
from autograding import result_of, with_answers

pytestmark = pytest.mark.usefixtures("sandbox")
WRONG = "    return np.minimum(0, z)"
WAYS = {
    "its name": ("", "relu(X @ W + c)"),
    "a helper": ("def hidden(z):\n    return relu(z)", "hidden(X @ W + c)"),
    "a helper's helper": (
        "def deep(z):\n    return relu(z)\ndef hidden(z):\n    return deep(z)",
        "hidden(X @ W + c)",
    ),
    "a lambda": ("hidden = lambda z: relu(z)", "hidden(X @ W + c)"),
    "a table": ("kinds = {}\nkinds['relu'] = lambda z: relu(z)", "kinds['relu'](X @ W + c)"),
    "a class": ("class Layer:\n    def out(self, z):\n        return relu(z)\nlayer = Layer()",
                "layer.out(X @ W + c)"),
    "an attribute": ("class Layer:\n    pass\nLayer.out = lambda self, z: relu(z)",
                     "Layer().out(X @ W + c)"),
    "an entry of a list": ("class Layer:\n    pass\nlayers = [Layer()]\ndef out(z):\n"
                           "    return relu(z)\nfor layer in layers:\n    layer.out = out",
                           "layers[0].out(X @ W + c)"),
    "another name of a table": ("kinds = {}\nsame = kinds\nsame['relu'] = lambda z: relu(z)",
                                "kinds['relu'](X @ W + c)"),
    "a table that is filled": ("kinds = {}\ndef fill(table):\n"
                               "    table['relu'] = lambda z: relu(z)\nfill(kinds)",
                               "kinds['relu'](X @ W + c)"),
    "a registry": ("kinds = {}\ndef registered(f):\n    kinds['relu'] = f\n    return f\n"
                   "@registered\ndef hidden(z):\n    return relu(z)", "kinds['relu'](X @ W + c)"),
    "names by place": ("import __main__\ndef hidden(z):\n    return relu(z)",
                       "__main__.relu(X @ W + c)"),
    "names kept": ("names = locals()\ndef hidden(z):\n    return relu(z)",
                   "names['relu'](X @ W + c)"),
    "a decorator": ("def folded(f):\n    return lambda X, W, c: f(relu(X @ W + c))\n"
                    "@folded\ndef hidden(z):\n    return z", "hidden(X, W, c)"),
    "a table of names": ("", "globals()['relu'](X @ W + c)"),
    "text": ("", "eval('relu(X @ W + c)')"),
    "a magic cell": ("%time x = 1\nhidden = lambda z: relu(z)", "hidden(X @ W + c)"),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_what_builds_on_a_wrong_relu_is_right_if_it_is_itself(way):
    helper, call = WAYS[way]
    notebook = with_answers(relu=WRONG, xor_forward=f"    return ({call}) @ w + b")
    place = [cell["id"] for cell in notebook["cells"]].index("answer-xor_forward")
    added = {"cell_type": "code", "id": "mine", "metadata": {}, "outputs": [], "source": helper}
    notebook["cells"].insert(place, added | {"execution_count": None})
    marks = {mark.name: mark for mark in result_of(notebook).marks}
    assert marks["relu"].score == 0
    assert marks["xor_forward"].score == 1, marks["xor_forward"].message


SUMMED = "    error = X @ w + b - y\n    return X.T @ error, float(error.mean())"
ZEROS = """
    for _ in range(steps):
        dw, db = linear_gradient(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b, np.zeros(steps)"""


def test_the_evidence_is_that_of_the_better_answer():
    """Of w and b, which come out right with a right gradient, nothing is said to differ."""
    section = "6.6_gradient_descent"
    notebook = with_answers(section, linear_gradient=SUMMED, batch_gradient_descent=ZEROS)
    marks = {mark.name: mark for mark in result_of(notebook, section).marks}
    message = marks["batch_gradient_descent"].message
    assert marks["batch_gradient_descent"].parts == {"w": True, "b": True, "losses": False}
    assert message.startswith("w and b are right.")


def test_a_cell_that_is_no_python_costs_no_other_answer():
    notebook = with_answers(relu="    return np.maximum(1, z)")
    place = [cell["id"] for cell in notebook["cells"]].index("answer-relu")
    added = {"cell_type": "code", "id": "mine", "metadata": {}, "outputs": []}
    notebook["cells"].insert(place, added | {"source": "def f(z, z):\n    return z"})
    marks = result_of(notebook).marks
    assert {m.name for m in marks if m.points < m.max_points} == {"relu"}


def test_what_was_never_written_is_not_attempted_whatever_ends_the_process():
    blank = "    raise NotImplementedError"
    notebook = with_answers(
        collapse="    import os\n    os._exit(1)", relu=blank, xor_forward=blank
    )
    marks = {mark.name: mark for mark in result_of(notebook).marks}
    assert marks["collapse"].fault == "exited"
    assert {marks[name].status for name in ("relu", "xor_forward")} == {"not attempted"}
    assert marks["xnor_parameters"].score == marks["fit_linear"].score == 1
