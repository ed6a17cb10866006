"""Answers to exercises that rule ready-made ways out, and how they are smuggled in all the same."""

import json

import pytest
from autograding import ROOT, result_of
from handing_in import cell, lines

pytestmark = pytest.mark.usefixtures("sandbox")
PRODUCT, TANH = "affine_loops", "tanh_from_sigmoid"
SECTIONS = {PRODUCT: "6.7_forward", TANH: "6.4_activations"}
HEADS = {PRODUCT: "def affine_loops(Z, W, b):", TANH: "def tanh_from_sigmoid(h):"}
RIGHT = "return (Z[:, :, None] * W).sum(axis=1) + b"
WRITES_A_MODULE = "%%writefile mine.py\ndef product(a, b):\n    return a @ b"
NOBODY_WATCHES = """
import contextlib, feedforward.checking.observe as looking
looking.watching = lambda *a: contextlib.nullcontext()
"""


def smuggled(body, *cells):
    """A body of affine_loops, and cells before it."""
    return PRODUCT, f"{HEADS[PRODUCT]}\n{lines(body)}", cells


def whole(source, *cells):
    """The whole cell that should define affine_loops."""
    return PRODUCT, source, cells


def tanh(body, *cells):
    return TANH, f"{HEADS[TANH]}\n{lines(body)}", cells


READY_MADE = {
    "plainly": smuggled("return Z @ W + b"),
    "by its name": smuggled("return getattr(np, 'dot')(Z, W) + b"),
    "by eval": smuggled("return eval('Z @ W + b')"),
    "by another cell": smuggled("return mul(Z, W) + b", "mul = np.matmul"),
    "put into numpy": smuggled("return np.fast(Z, W) + b", "setattr(np, 'fast', np.matmul)"),
    "in numpy's place": smuggled("return np.sum(Z, W) + b", "import numpy\nnumpy.sum = np.dot"),
    "in a list": smuggled("return all_of[0](Z, W) + b", "all_of = []\nall_of.append(np.matmul)"),
    "in a loop": smuggled("return mul(Z, W) + b", "for mul in [np.matmul]:\n    pass"),
    "by importing all": smuggled("return dot(Z, W) + b", "from numpy import dot, einsum"),
    "by a star": smuggled("return dot(Z, W) + b", "from numpy import *"),
    "by a pattern": smuggled("match np:\n    case object(dot=f):\n        return f(Z, W) + b"),
    "as a power": smuggled("return np.linalg.matrix_power(np.block([[Z, W]]), 1)"),
    "in an object": whole("class F:\n    def __call__(self, Z, W, b):\n        return Z @ W + b\n"
                          "affine_loops = F()"),
    "in a decorator": whole("def other(f):\n    return lambda Z, W, b: Z @ W + b\n@other\n"
                            f"{HEADS[PRODUCT]}\n    return Z"),
    "timed": whole(f"%%time\n{HEADS[PRODUCT]}\n    return Z @ W + b"),
    "tanh": tanh("import math\nreturn np.vectorize(math.tanh)(h)"),
    "tanh of a complex number": tanh("return (-1j * np.tan(1j * h)).real"),
    "tanh among modules": tanh("import sys\nreturn sys.modules['numpy'].tanh(h)"),
}  # fmt: skip
ROUNDABOUT = {
    "a name that is put together": smuggled("return getattr(np, 'd' + 'ot')(Z, W) + b"),
    "a table": smuggled("return np.__dict__['do' + 't'](Z, W) + b"),
    "eval elsewhere": smuggled("return eval('Z @ W + b', {'Z': Z, 'W': W, 'b': b})"),
    "exec elsewhere": smuggled("space = dict(Z=Z, W=W)\nexec('out = Z @ W', space)\n"
                               "return space['out'] + b"),
    "nobody watches": smuggled("import sys\nsys.setprofile(None)\n"
                               "return vars(np)['d' + 'ot'](Z, W) + b", NOBODY_WATCHES),
    "a slot": smuggled("return type(Z).__dict__['__mat' + 'mul__'](Z, W) + b"),
    "unpickled": smuggled("import pickle\nreturn pickle.loads(DOT)(Z, W) + b",
                          r"DOT = b'cnumpy\ndot\n.'"),
    "a module of their own": smuggled("import mine\nreturn mine.product(Z, W) + b",
                                      WRITES_A_MODULE),
    "defined by exec": smuggled("return mul(Z, W) + b", "exec('mul = np.matmul')"),
    "defined by exec itself": whole("exec('affine_loops = lambda Z, W, b: Z @ W + b')"),
    "defined anew": whole(f"{HEADS[PRODUCT]}\n    return Z\n"
                          "exec('affine_loops = lambda Z, W, b: Z @ W + b', globals())"),
    "found by a module": smuggled("return resolve_name('numpy:d' + 'ot')(Z, W) + b",
                                  "from pkgutil import resolve_name"),
    "found in a format": smuggled("return Formatter().get_field('0.do' + 't', (np,), {})[0](Z, W) "
                                  "+ b", "from string import Formatter"),
    "a module's module": smuggled("return dataclasses.inspect.getattr_static(np, 'd' + 'ot')(Z, W)"
                                  " + b", "import dataclasses"),
    "a module from a module": smuggled("return getter(np, 'd' + 'ot')(Z, W) + b",
                                       "from dataclasses import inspect as i\n"
                                       "getter = i.getattr_static"),
    "a private module": smuggled("return random._os.sys.modules['num' + 'py'].__dict__['do' + 't']"
                                 "(Z, W) + b", "import random"),
    "too long to read": smuggled(f"table = [{'1, ' * 20000}]\nreturn Z @ W + b"),
    "tanh in a table": tanh("return [f for n, f in vars(np).items() if n[:3] == 'tan'][1](h)"),
}  # fmt: skip
HONEST = {
    "loops": smuggled("out = np.zeros((len(Z), len(b)))\nfor n, k in np.ndindex(*out.shape):\n"
                      "    out[n, k] = sum(Z[n, m] * W[m, k] for m in range(len(W))) + b[k]\n"
                      "return out"),
    "a helper called dot": smuggled("return np.array([[dot(r, c) for c in W.T] for r in Z]) + b",
                                    "def dot(u, v):\n    return sum(x * y for x, y in zip(u, v))"),
    "a lambda": whole("affine_loops = lambda Z, W, b: (Z[:, :, None] * W).sum(axis=1) + b"),
    "timed honestly": whole(f"%%time\n{HEADS[PRODUCT]}\n    {RIGHT}"),
    "tried beside": whole(f"{HEADS[PRODUCT]}\n    {RIGHT}\n\n"
                          "Z, W, b = np.eye(2), np.ones((2, 2)), np.zeros(2)\n"
                          "assert np.allclose(affine_loops(Z, W, b), Z @ W + b)",
                          "W = np.ones((3, 2))\nout = [np.eye(3) @ W]\nout.append(W.dot(W.T))"),
    "functools": smuggled("import functools, operator\nreturn np.array([[functools.reduce("
                          "operator.add, map(operator.mul, r, c)) for c in W.T] for r in Z]) + b"),
    "plots": smuggled(RIGHT, "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1])"),
    "typed": whole("from numpy.typing import NDArray\ndef affine_loops(Z: NDArray, W: NDArray, "
                   f"b: NDArray) -> NDArray:\n    {RIGHT}"),
    "tanh from the book's sigmoid": tanh("return 2 * ff.sigmoid(2 * h) - 1", "h = np.tanh(1.0)"),
    "tanh in full": tanh("return 2 / (1 + np.exp(-2 * h)) - 1", "print(slope(np.tanh, 1.0))"),
}  # fmt: skip


def graded(name, source, cells):
    """The Mark of an exercise, in a notebook in which nothing else is answered, and what to see."""
    section = SECTIONS[name]
    path = ROOT / "chapters" / f"{section}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    ids = [found["id"] for found in notebook["cells"]]
    at = ids.index(f"answer-{name}")
    notebook["cells"][at]["source"] = source
    notebook["cells"][at:at] = [cell(one) for one in cells]
    result = result_of(notebook, section)
    return next(mark for mark in result.marks if mark.name == name), result.looks


@pytest.mark.parametrize("way", READY_MADE)
def test_a_ready_made_way_earns_nothing_however_it_comes_in(way):
    mark, _ = graded(*READY_MADE[way])
    assert (mark.points, mark.mistake) == (0, "ready_made")


@pytest.mark.parametrize("way", ROUNDABOUT)
def test_what_cannot_be_read_earns_nothing_or_is_looked_at_by_a_person(way):
    mark, looks = graded(*ROUNDABOUT[way])
    if mark.points:
        assert [said for said in looks if said.startswith(f"{mark.name}: ")]
    else:
        assert mark.mistake == "ready_made"


@pytest.mark.parametrize("way", HONEST)
def test_an_honest_answer_is_not_marked_down(way):
    mark, looks = graded(*HONEST[way])
    assert (mark.points, looks) == (mark.max_points, []), mark.message


ROW = """
class Row:
    def __init__(self, values):
        self.values = values

    def dot(self, other):
        return sum(self.values * other)

    __matmul__ = dot
"""


@pytest.mark.parametrize("product", ["Row(row) @ W", "Row(row).dot(W)"])
def test_a_person_looks_where_a_class_has_a_method_of_a_banned_name(product):
    by_hand = f"return np.array([{product} for row in Z[:, :, None]]) + b"
    mark, looks = graded(*smuggled(by_hand, ROW))
    assert mark.points == mark.max_points, mark.message
    found = "@ and __matmul__ and dot"
    assert looks == [f"affine_loops: {found} in this notebook may change what its code does."]


def test_a_class_with_a_method_of_a_banned_name_hides_no_product_of_a_modules_own():
    mark, _ = graded(*smuggled("return np.dot(Z, W) + b", ROW))
    assert (mark.points, mark.mistake) == (0, "ready_made")


def test_a_person_looks_where_another_cell_may_change_what_the_lines_mean():
    changes = "exec('np.add.reduce = None') if False else None"
    mark, looks = graded(*smuggled(RIGHT, changes))
    assert mark.points == mark.max_points
    assert looks == ["affine_loops: exec in this notebook may change what its code does."]
