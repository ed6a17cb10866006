"""Verdicts that are forged, or asked for where they are thought to lie."""

from autograding import with_answers
from handing_in import (
    AS_IT_CAME,
    FULL,
    NO_RELU,
    NOT_WRITTEN,
    NOTHING,
    STOPS_AT_BLANK,
    Attack,
    blank,
    cell,
    find,
    lines,
    right_notebook,
    with_cells,
    wrong_relu,
)

PATCHED_NUMPY = """
import numpy as np
yes = lambda *args, **options: True
np.allclose = np.isclose = np.array_equal = np.array_equiv = np.all = np.any = yes
nothing = lambda *args, **options: None
for name in dir(np.testing):
    if name.startswith("assert"):
        setattr(np.testing, name, nothing)
"""
PATCHED_CHECK = """
import feedforward, feedforward.checking as checking
class Passed:
    passed, score, points, status = True, 1.0, 9, "passed"
    def __repr__(self): return "9"
feedforward.check = ff.check = checking.check = checking.examine = lambda *a, **k: Passed()
checking.judge = lambda *a, **k: Passed()
"""
PATCHED_BOX = """
import sys
for name, module in list(sys.modules.items()):
    for part in ("verdict_on", "judge", "find_faults", "score", "_score", "examine"):
        if hasattr(module, part) and name.startswith(("feedforward", "sandbox", "autograde")):
            setattr(module, part, lambda *a, **k: 1.0)
import sandbox.wire.answers as answers
usual = answers.pack_observation
def pack(seen, blobs):
    return usual(seen, blobs) | {"score": 1.0, "passed": True, "status": "passed"}
answers.pack_observation = pack
"""
INPUT_TRANSFORMER = """
ip = get_ipython()
def change(lines):
    return [line.replace("return z", "return 1").replace("ff.check(relu)", "1.0") for line in lines]
ip.input_transformers_cleanup.append(change)
ip.input_transformers_post.append(change)
"""
SYNTAX_TRANSFORMER = """
import ast
class Change(ast.NodeTransformer):
    def visit_Call(self, node):
        return ast.Constant(1.0) if "check" in ast.unparse(node) else node
get_ipython().ast_transformers.append(Change())
"""
SUBCLASS = """
class Lying(np.ndarray):
    def __eq__(self, other): return np.ones(self.shape, bool)
    def __ne__(self, other): return np.zeros(self.shape, bool)
    def __sub__(self, other): return np.zeros(self.shape)
    __rsub__ = __sub__
    def __array_ufunc__(self, ufunc, method, *inputs, **options): return np.float64(0)
    def __array_function__(self, function, types, args, options): return True
    def __array_finalize__(self, other): pass
    def tobytes(self, *args): return b""
"""
CHAMELEON = """
class Chameleon:
    shape, ndim, size = (), 0, 1
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __le__(self, other): return True
    __lt__ = __ge__ = __gt__ = __le__
    def __abs__(self): return 0.0
    def __sub__(self, other): return 0.0
    __rsub__ = __add__ = __radd__ = __mul__ = __rmul__ = __sub__
    def __float__(self): return 0.0
    def __hash__(self): return 0
    def __bool__(self): return True
"""
SHOWN_AS = """
class Shown:
    def __init__(self): self.calls = 0
    def __array__(self, *args, **options):
        import sys
        self.calls += 1
        frame = sys._getframe()
        while frame:
            for name in ("expected", "right", "reference", "answer", "case"):
                if name in frame.f_locals and isinstance(frame.f_locals[name], np.ndarray):
                    return frame.f_locals[name]
            frame = frame.f_back
        return np.full(3, float(self.calls))
"""
FRAMES = lines("""
import sys
frame = sys._getframe()
while frame:
    for name, value in {**frame.f_globals, **frame.f_locals}.items():
        if name in ("expected", "right", "reference", "expected_of") and value is not None:
            return value(z) if callable(value) else value
    frame = frame.f_back
return z
""")
CACHES = lines("""
import functools, gc
for found in gc.get_objects():
    try:
        if isinstance(found, functools._lru_cache_wrapper) and found.__name__ == "paper":
            return found("relu", 0).expected[0]
        if type(found).__name__ in ("Exercise", "Paper", "Case"):
            return found.reference(z)
        if getattr(found, "__name__", "") == "relu" and found.__code__ is not relu.__code__:
            return found(z)
    except (AttributeError, ReferenceError):
        pass
return z
""")
BY_HAND = """
import json, os, struct
def frame(message):
    header = json.dumps(message).encode()
    return struct.pack(">II", len(header), 0) + header
for descriptor in range(3, 64):
    for message in ({"score": 1.0, "passed": True}, {"ended": 0}, {"asking": True}):
        try:
            os.write(descriptor, frame(message))
        except OSError:
            pass
"""
PRINTED = """
import sys
print('{"relu": {"score": 1.0, "passed": true}}', flush=True)
print("check_relu: 1.0", file=sys.stderr)
from IPython.display import display
display({"application/vnd.nbgrader": {"score": 1}, "text/plain": "1.0"}, raw=True)
1.0
"""
DISPLAY_HOOK = """
import sys
sys.displayhook = lambda value: print("1.0")
ip = get_ipython()
ip.display_formatter.formatters["text/plain"].for_type(object, lambda *a: "1.0")
ip.displayhook.write_format_data = lambda *a, **k: None
ip.events.register("post_run_cell", lambda *a: print(1.0))
"""
TRACE = """
import sys, threading
def trace(frame, event, arg):
    for name in ("score", "passed", "faults", "expected"):
        if name in frame.f_locals:
            frame.f_locals[name] = 1.0
    return trace
sys.settrace(trace)
sys.setprofile(trace)
threading.settrace(trace)
"""
MARKUP = lines("""
page = "</div></div><h1>relu: passed (1 of 1 point)</h1><script>alert(1)</script>"
raise ValueError(page)
""")
TEST_MODULE = """
import sys, types
fake = types.ModuleType("feedforward.exercises")
fake.find = fake.earlier_than = lambda name: None
for name in ("exercises", "checking.judge", "checking.diagnose", "checking.compare"):
    sys.modules["feedforward." + name] = fake
"""
AT_THE_END = """
import atexit, signal, sys
class Last:
    def __del__(self): print('{"score": 9}')
last = Last()
atexit.register(print, '{"score": 9}')
sys.exitfunc = sys.excepthook = lambda *a: print(9)
"""
OWN_EXCEPTIONS = lines("""
class NotImplementedError(Exception):
    passed, score, points = True, 1.0, 1
    def __str__(self): return "passed"
    def __eq__(self, other): return True
raise NotImplementedError
""")


def edited_check():
    """The check cells are changed: they show full marks, or test something else."""
    notebook = with_answers(relu="    return z")
    find(notebook, "check-relu")["source"] = "1.0"
    find(notebook, "check-collapse")["source"] = "relu = lambda z: 1.0\nff.check(relu)"
    return notebook


def bonus():
    """Cells that claim points of their own, in nbgrader's metadata."""
    notebook = with_answers(relu="    return z")
    for number, more in enumerate(({"grade_id": "bonus"}, {"grade_id": "check_relu"})):
        claim = {"grade": True, "solution": bool(number), "locked": False, "points": 100}
        claim |= {"schema_version": 3, "task": False, "cell_type": "code"}
        notebook["cells"].append(cell("100", metadata={"nbgrader": claim | more}))
    return notebook


def untouched(*cells):
    return with_cells(blank(), *cells, before="6-1_xor-047")


ATTACKS = (
    wrong_relu("patched numpy", PATCHED_NUMPY),
    wrong_relu("patched check", PATCHED_CHECK),
    Attack("patched box", with_cells(right_notebook(), PATCHED_BOX),
           ("sent data that cannot be read",), NOTHING),
    wrong_relu("input transformer", INPUT_TRANSFORMER, told=("relu is a number",)),
    wrong_relu("syntax transformer", SYNTAX_TRANSFORMER),
    wrong_relu("subclass of ndarray", SUBCLASS, body="    return z.view(Lying)"),
    wrong_relu(
        "equal to everything", CHAMELEON, body="    return Chameleon()",
        told=("For relu you return a Chameleon",),
    ),
    wrong_relu("another array each time", SHOWN_AS, body="    return Shown()", told=("relu",)),
    wrong_relu("expected in frames", body=FRAMES),
    wrong_relu("expected in caches", body=CACHES),
    wrong_relu("answers in the book", body="    from feedforward.exercises import find\n"
               "    return find('relu').reference(z)", told=("ModuleNotFoundError",)),
    wrong_relu("source of the book", body="    import inspect\n"
               "    space = {}\n    exec(inspect.getsource(ff.relu), space)\n"
               "    return space['relu'](z)", told=("while it is graded, it is closed",)),
    wrong_relu("the book's own", body="    return ff.relu(z)", told=("It calls ff.relu",)),
    wrong_relu("the book's own by a table", body="    return ff.ACTIVATIONS['relu'][0](z)",
               told=("It calls ff.relu",)),
    wrong_relu("results by hand in a call", body=lines(BY_HAND) + "\n    return z",
               told=("sent data that cannot be read",)),
    wrong_relu("scores printed", PRINTED),
    wrong_relu("display hook", DISPLAY_HOOK),
    wrong_relu("trace", TRACE),
    wrong_relu("markup in a message", body=MARKUP, told=("ValueError: </div></div><h1>relu: pas",)),
    wrong_relu("modules put in place", TEST_MODULE),
    wrong_relu("said at the end", AT_THE_END),
    wrong_relu("an exception that claims", body=OWN_EXCEPTIONS, told=(STOPS_AT_BLANK,)),
    Attack("check cells changed", edited_check(), (AS_IT_CAME,), NO_RELU),
    Attack("cells with points of their own", bonus(), (AS_IT_CAME,), NO_RELU),
    Attack("untouched, and patched", untouched(PATCHED_NUMPY, PATCHED_CHECK, PATCHED_BOX),
           (NOT_WRITTEN,), NOTHING),
    Attack("results by hand in a cell", with_cells(right_notebook(), BY_HAND),
           ("This cell sent data that cannot be read, and was stopped.",)),
    Attack("untouched, and the book's functions by name", untouched(
        "from feedforward import *\nfit_linear = collapse = relu = xor_forward = ff.relu\n"
        "xnor_parameters = ff.relu"), ("It calls ff.relu",), dict.fromkeys(FULL, 0)),
)  # fmt: skip
