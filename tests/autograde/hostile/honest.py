"""Honest work with trouble in it: it costs nothing, or what it deserves."""

from autograding import solution, with_answers, without
from handing_in import NO_RELU, RIGHT, Attack, cell, find, lines, right, right_notebook, with_cells

MAGIC = """
%matplotlib inline
%load_ext autoreload
%autoreload 2
%time sum(range(10))
%timeit -n 1 -r 1 sum(range(10))
%who
%cd ..
!ls -la; echo $HOME; pwd
files = !ls
np.maximum?
%no_such_magic
"""
PLOTS = """
import matplotlib.pyplot as plt
for _ in range(30):
    plt.figure()
    plt.plot(X)
plt.show()
fig, ax = plt.subplots()
fig
"""
WIDGETS = """
import ipywidgets as widgets
from IPython.display import HTML, Javascript, Markdown, clear_output, display
slider = widgets.IntSlider(description="n")
display(slider, Markdown("**bold**"), HTML("<script>alert(1)</script>"), Javascript("alert(1)"))
widgets.interact(lambda n: print(n), n=(0, 5))
clear_output()
"""
LOUD = lines("""
import sys, warnings, logging
warnings.warn("careful")
logging.warning("careful")
print("z is", z)
print("debug", file=sys.stderr)
sys.stdout.write("more")
return np.maximum(0, z)
""")
WARNS = """
import warnings, sys, logging
warnings.warn("deprecated", DeprecationWarning)
warnings.simplefilter("error")
print("to stderr", file=sys.stderr)
logging.basicConfig(level=logging.DEBUG)
logging.debug("debug")
np.array([1.0]) / 0
"""
HELPER = "def positive_part(values):\n    return np.where(values > 0, values, 0)"
NAMES_TAKEN = """
w = b = c = W = X = y = None
sum = max = min = list = str = print = 3
def check(*args): return 1
"""
ASYNC = "import asyncio\nawait asyncio.sleep(0)\nasyncio.get_event_loop()"


def elsewhere():
    """The answer stands in a cell of their own, and its own cell is as released."""
    notebook = with_answers(relu="    raise NotImplementedError")
    answer = "def relu(z):\n    return np.maximum(0, z)"
    return with_cells(notebook, answer, before="6-1_xor-047")


def as_given(source):
    """The answer cell of relu holds this."""
    notebook = right_notebook()
    find(notebook, "answer-relu")["source"] = source
    return notebook


def whole(name, source):
    return Attack(name, as_given(source), (RIGHT,))


ATTACKS = (
    right("asks for input in a cell", "name = input('who?')\nimport getpass\ngetpass.getpass()"),
    Attack("asks for input in a call", with_answers(relu="    n = input('n')\n    return z"),
           ("of your code", "input"), NO_RELU),
    right("magic and shell", MAGIC),
    right("plots", PLOTS),
    right("markup of widgets", WIDGETS),
    right("markup that takes minutes to show", cell(r"\begin{a}" * 20_000, "markdown")),
    right("warnings", WARNS),
    right("prints in a call", relu=LOUD),
    right("helper beside", HELPER, relu="    return positive_part(z)"),
    right("helper that comes later", cell(HELPER), relu="    return positive_part(z)"),
    right("names taken", NAMES_TAKEN),
    right("await", ASYNC),
    right("a cell that raises", "1 / 0"),
    right("a cell with an error of syntax", "def f(:\n    pass"),
    right("a library that is not there", "import torch\nimport pandas, seaborn"),
    right("numpy by another name", "from numpy import *\nimport numpy"),
    right("the random state seeded", "import random\nrandom.seed(0)\nnp.random.seed(0)"),
    right("printing options", "np.set_printoptions(precision=2)\nnp.seterr(all='raise')"),
    right("its own tests", "def test_relu():\n    assert relu(np.array([-1.0]))[0] == 5\n"
          "test_relu()"),
    whole("lambda", "relu = lambda z: np.maximum(0, z)"),
    whole("a ufunc", "relu = np.frompyfunc(lambda v: v if v > 0 else 0, 1, 1)\n"
          "relu_objects = relu\nrelu = lambda z: relu_objects(z).astype(z.dtype)"),
    whole("an object that is called", "class Relu:\n    def __call__(self, z):\n"
          "        return z * (z > 0)\nrelu = Relu()"),
    whole("partial", "import functools\nrelu = functools.partial(np.maximum, 0)"),
    whole("another parameter", "def relu(values, *, floor=0):\n"
          "    return np.clip(values, floor, None)"),
    whole("decorated", "def logged(f):\n    def g(*a, **k):\n        print(f.__name__)\n"
          "        return f(*a, **k)\n    return g\n@logged\ndef relu(z):\n"
          "    return np.maximum(0, z)"),
    whole("type hints", "def relu(z: 'np.ndarray[float]') -> 'np.ndarray':\n"
          "    return np.maximum(0, z)"),
    whole("tried out below", "def relu(z):\n    return np.maximum(0, z)\n\n"
          "print(relu(np.ones(3)))\nassert relu(np.ones(1)) == 7"),
    whole("timed", "%%time\ndef relu(z):\n    return np.maximum(0, z)"),
    whole("tabs and umlauts", "def relu(größe):\n\treturn np.maximum(0, größe)  # für alle 😀"),
    whole("nested lists", "def relu(z):\n    return np.maximum(0, z).tolist()"),
    whole("by exec", "exec('def relu(z):\\n    return np.maximum(0, z)')"),
    Attack("elsewhere", elsewhere(), (RIGHT,)),
    Attack("imports deleted", without("6-1_xor-003"), (RIGHT,)),
    Attack("an error of syntax in an answer", as_given("def relu(z)\n    return z"),
           ("SyntaxError",), NO_RELU),
    Attack("nothing returned", with_answers(relu="    np.maximum(0, z)"),
           ("Your function returned None in every test case",), NO_RELU),
    Attack("changes its argument", with_answers(relu="    z[z < 0] = 0\n    return z"),
           ("Your function changed its argument z",), NO_RELU),
    Attack("markup in notes", with_cells(solution(), cell(
        "# Notes <img src=x onerror=alert(1)> [a](javascript:alert(1))", "markdown")), (RIGHT,)),
)  # fmt: skip
