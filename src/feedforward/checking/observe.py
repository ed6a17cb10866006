"""Observe: call a learner's function and write down what came. No right answer is known here."""

import contextlib
import copy
import io
import linecache
import numbers
import os
import re
import time
import warnings
from collections import Counter
from dataclasses import dataclass

import numpy as np

from . import global_random
from .least_squares import finite_least_squares, names_of_lstsq
from .trace import watching

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MOST_ITEMS = 100_000
LONG_LIST = 64
BUSY = 10  # a machine may be so many times slower than when it is idle
MOST_ERROR_TEXT = 400
MOST_ERROR_LINES = 3
ADDRESS = re.compile("0x[0-9a-fA-F]+")
# As NumPy comes: e^-1000 is 0 and no reason to warn.
# Where a thread's time is not known, as in a browser, the clock on the wall has to do.
processor_time = getattr(time, "thread_time", time.perf_counter)
NUMPY_WARNS = {"divide": "warn", "over": "warn", "invalid": "warn", "under": "ignore"}


@dataclass(frozen=True)
class Opaque:
    """Stands for something returned that is no number, array, list or tuple."""

    kind: str


@dataclass(frozen=True)
class Raised:
    """An exception, and the line of the learner's own code that it left from.

    elsewhere: the function with that line if another cell defines it, else "". inside: the book's
    function that the line called, if the exception comes from there, else "".
    """

    kind: str
    text: str
    line_number: int | None
    line: str
    elsewhere: str = ""
    inside: str = ""


@dataclass(frozen=True)
class Observation:
    """The outcome of one call, as plain data.

    `returned` is an array (0-d for a number), an `Opaque`, or a list of such; None if it raised.
    `warnings` are those about numbers: what is deprecated is no fault of an answer. `seconds` is
    processor time, or a tenth of the time that passed, if that is more, as for an answer that
    sleeps.
    """

    returned: object
    raised: Raised | None
    changed: tuple[str, ...]
    warnings: tuple[str, ...]
    used: tuple[str, ...]
    global_random: bool
    seconds: float


class Nowhere(io.TextIOBase):
    """Takes what is printed, and keeps nothing of it."""

    encoding = "utf-8"

    def writable(self):
        return True

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        return len(text)


def observe(
    function,
    case,
    *,
    parameters=(),
    watched=(),
    banned=(),
    stand_ins=None,
    call=None,
    limit=None,
):
    """Call `function` once on a case, and return the Observation.

    `parameters` names the arguments; `watched` functions and `banned` names are noted in `used`
    (nothing is, and the call is faster, where `watched` is None); `stand_ins` maps global names to
    the functions that they mean during this call; `call(function, args)` uses an answer that is
    not just called; `limit`, a time_limit, ends a call that runs for too long.
    """
    args = tuple(fresh(arg) for arg in case.args)
    returned = raised = None
    used = set()
    namespace = getattr(function, "__globals__", None)
    meant = names_of_lstsq(namespace or {}) | (stand_ins or {})
    random_before = global_random.stand()
    start, begun = time.perf_counter(), processor_time()
    with (
        contextlib.redirect_stdout(Nowhere()),
        contextlib.redirect_stderr(Nowhere()),
        warnings.catch_warnings(record=True) as caught,
        np.errstate(**NUMPY_WARNS),
        finite_least_squares(),
        _names_mean(namespace, meant),
    ):
        warnings.simplefilter("always")
        try:
            watch = (
                contextlib.nullcontext()
                if watched is None
                else watching(function, watched, banned, used)
            )
            with limit or contextlib.nullcontext(), watch:
                result = call(function, args) if call else function(*args)
                returned = plain(result)
        except BaseException as error:  # SystemExit and Ctrl-C are the learner's answer, too
            raised = _describe(error, function)
    seconds = max(processor_time() - begun, (time.perf_counter() - start) / BUSY)
    drawn = global_random.changed(random_before)
    if drawn:
        global_random.restore(random_before)
    names = [*parameters, *(f"argument {i + 1}" for i in range(len(parameters), len(args)))]
    return Observation(
        returned=returned,
        raised=raised,
        changed=tuple(
            name
            for name, before, after in zip(names, case.args, args, strict=False)
            if not same(before, after)
        ),
        warnings=tuple(str(w.message) for w in caught if issubclass(w.category, RuntimeWarning)),
        used=tuple(sorted(used)),
        global_random=drawn,
        seconds=seconds,
    )


def observe_answer(exercise, function, case, *, stand_ins=None, limit=None, is_watched=True):
    """Call an answer to an exercise on a case; the exercise's own answer in the package is watched.

    Of the exercise only its form is used: names of parameters, how an answer is called, and which
    functions would do its work.
    """
    return observe(
        function,
        case,
        parameters=exercise.parameters,
        watched=(exercise.reference, *exercise.off_limits) if is_watched else None,
        banned=exercise.ban.names if exercise.ban else (),
        stand_ins=stand_ins,
        call=exercise.call,
        limit=limit,
    )


def plain(value):
    """Arrays, numbers, lists and tuples as exact arrays in nested lists; all else as Opaque.

    What an object claims of itself is not asked: a subclass of ndarray is read as its memory.
    """
    kind = type(value)
    if issubclass(kind, np.ndarray):
        return _numeric(np.array(np.ndarray.view(value, np.ndarray)), kind)
    if issubclass(kind, (bool, int, float, complex, np.generic, numbers.Real)):
        return _numeric(np.asarray(value), kind)
    if issubclass(kind, (list, tuple)):
        return _row(value) if len(value) > LONG_LIST else [plain(item) for item in value]
    if hasattr(kind, "__array__"):
        return _numeric(np.array(np.asarray(value)), kind)
    if hasattr(kind, "__next__") or kind in (map, zip, range, filter):
        return plain([item for item, _ in zip(value, range(MOST_ITEMS), strict=False)])
    return Opaque(kind.__name__)


def _row(items):
    """A long list as plain data; at once where it holds numbers, since one by one takes seconds."""
    if {type(item) for item in items} <= {int, float}:
        array = np.array(items)
        if array.dtype.kind in "if":
            return array
    return [plain(item) for item in items]


def _numeric(array, kind):
    """Return a numeric array; objects that are real numbers, such as Fractions, become floats."""
    if array.dtype.kind == "O" and all(isinstance(item, numbers.Real) for item in array.flat):
        array = array.astype(float)
    return array if array.dtype.kind in "biufc" else Opaque(f"{kind.__name__} of {array.dtype}")


def fresh(arg):
    """A copy that a function may spoil; a strided array stays strided."""
    if isinstance(arg, np.ndarray):
        if arg.flags.c_contiguous or arg.ndim == 0:
            return arg.copy()
        roomy = np.zeros((*arg.shape[:-1], 2 * arg.shape[-1]), arg.dtype)
        roomy[..., ::2] = arg
        return roomy[..., ::2]
    if isinstance(arg, (list, tuple)):
        return type(arg)(fresh(item) for item in arg)
    return copy.deepcopy(arg) if isinstance(arg, np.random.Generator) else arg


def in_double(arg):
    """The same argument with its float arrays in double precision."""
    if isinstance(arg, np.ndarray) and arg.dtype.kind == "f":
        return arg.astype(float)
    if isinstance(arg, (list, tuple)):
        return type(arg)(in_double(item) for item in arg)
    return arg


def same(a, b):
    """Tell whether two arguments are the same bit for bit; a generator may be drawn from."""
    if isinstance(a, (list, tuple)):
        return type(a) is type(b) and len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, np.ndarray):
        return a.shape == b.shape and a.dtype == b.dtype and a.tobytes() == b.tobytes()
    return isinstance(a, np.random.Generator) or a is b or a == b


@contextlib.contextmanager
def _names_mean(namespace, stand_ins):
    """Let names in a namespace mean something else for a while, whether they stood there or not."""
    if namespace is None:
        yield
        return
    before = {name: namespace[name] for name in stand_ins if name in namespace}
    namespace.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            namespace.pop(name, None)
        namespace.update(before)


def _describe(error, function):
    number, line, elsewhere, inside = _own_line(error, function)
    try:
        text = str(error)
    except Exception:  # an exception class of the learner's own may fail to describe itself
        text = ""
    # Room must be left for the line that it came from, and for what the function was given.
    text = "\n".join(text[:MOST_ERROR_TEXT].splitlines()[:MOST_ERROR_LINES])
    text = ADDRESS.sub("0x...", text)  # it means nothing to a reader, and is another in each run
    return Raised(type(error).__name__, text, number, line, elsewhere, inside)


def _own_line(error, function):
    """Number and text of the last line that is the learner's own; Raised.elsewhere and inside."""
    namespace = getattr(function, "__globals__", None)
    cell = getattr(getattr(function, "__code__", None), "co_filename", None)
    number, line, elsewhere, inside = None, "", "", ""
    trace = error.__traceback__
    if isinstance(error, RecursionError):
        trace = _last_of_most_frequent(trace, namespace)
    while trace is not None:
        code = trace.tb_frame.f_code
        own = trace.tb_frame.f_globals is namespace
        # A time limit may interrupt code at an instruction that belongs to no line.
        if own and trace.tb_lineno and not code.co_filename.startswith(PACKAGE):
            number = trace.tb_lineno
            line = linecache.getline(code.co_filename, number).strip()
            is_elsewhere = cell is not None and code.co_filename != cell
            elsewhere, inside = code.co_qualname.split(".")[0] if is_elsewhere else "", ""
        elif line and not inside and _is_the_books(code.co_filename):
            inside = "" if code.co_name.startswith("__") else code.co_name
        if isinstance(error, RecursionError) and number:
            break
        trace = trace.tb_next
    return number, line, elsewhere, inside


def _last_of_most_frequent(trace, namespace):
    """The last of the entries of a traceback for the learner's line that occurs most often.

    It calls the function again. The traceback itself ends on whatever line reached the limit.
    """
    entries = []
    while trace is not None:
        if trace.tb_frame.f_globals is namespace:
            entries.append((trace.tb_frame.f_code, trace.tb_lineno, trace))
        trace = trace.tb_next
    counts = Counter(entry[:2] for entry in entries)
    return max(entries, key=lambda entry: counts[entry[:2]], default=(None, None, None))[2]


def _is_the_books(file):
    """Return True for a file of the package that a learner's code can call into by itself."""
    return file.startswith(PACKAGE) and not file.startswith(os.path.join(PACKAGE, "checking"))
