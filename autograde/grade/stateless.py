"""Whether the text of a notebook shows that its functions remember nothing from call to call.

What they return then depends on their arguments alone: one process may be asked everything in any
order, and an answer cannot tell what another question was about.

Only the common ways to write an answer are known here, in cells that do nothing but define it.
Whatever is not known costs another box, and nothing else: so what is here stays small enough to be
sure of.
"""

import ast
import functools
import itertools
import re
import symtable

from ..intake import definitions
from . import bans

MODULES = {"numpy", "feedforward", "math"}
# None of these changes what outlives a call, gives memory that nobody has written to, or tells
# where in memory something lies: earlier calls leave traces in all of that.
BUILTINS = frozenset(
    "abs all any bool complex divmod enumerate filter float int isinstance len list map max min "
    "pow range reversed round slice sorted sum tuple zip".split()
)
EXCEPTIONS = frozenset(
    "ArithmeticError AssertionError Exception IndexError NotImplementedError RuntimeError "
    "TypeError ValueError ZeroDivisionError".split()
)
ATTRIBUTES = frozenset(
    # of NumPy and math
    "abs absolute accumulate add all allclose any arange arctan argmax argmin argsort array "
    "array_split asarray at atleast_1d atleast_2d average broadcast_to c_ ceil clip "
    "column_stack concatenate cos cosh cumprod cumsum diag diff divide dot dtype e eigh einsum "
    "errstate exp expand_dims expm1 eye fabs flatnonzero float32 float64 floor fmax fmin full "
    "full_like heaviside hstack hypot identity inf inner int32 int64 interp inv isclose isfinite "
    "isinf isnan isqrt linalg linspace log log10 log1p log2 logaddexp lstsq matmul max maximum "
    "mean median min minimum moveaxis multiply nan nan_to_num ndim ndindex negative newaxis "
    "nonzero norm ones ones_like outer pi pinv power prod r_ ravel reciprocal reduce repeat "
    "reshape roll round shape sign sin sinh size solve sort sqrt square squeeze stack std "
    "subtract sum swapaxes take take_along_axis tan tanh tensordot tile transpose tril "
    "triu unique var vdot vstack where zeros zeros_like "
    # of the book, beside namesakes of NumPy's
    "cross_entropy leaky_relu mse relu sigmoid softmax softplus "
    # of arrays, lists and random generators
    "T append astype binomial choice copy extend fill flat flatten insert integers item normal "
    "permutation pop random reverse shuffle standard_normal tolist uniform".split()
)
# An array that is told where to write, or only where, may hold what was there before; what numbers
# that go wrong are told to call may outlive a call.
KEYWORDS = {"call", "like", "out", "sig", "signature", "subok", "where"}
# From that argument on, these may be told a type: NumPy makes texts of what is no type of numbers.
TYPED = {
    "arange": 3, "array": 1, "asarray": 1, "astype": 0, "eye": 3, "full": 2, "full_like": 2,
    "identity": 1, "linspace": 5, "ones": 1, "ones_like": 1, "zeros": 1, "zeros_like": 1,
}  # fmt: skip
NUMBERS = {"bool", "complex", "float", "int"}
NUMPYS_NUMBERS = {"dtype", "float32", "float64", "int32", "int64"}
KEPT = EXCEPTIONS | NUMBERS  # names of Python's that may have no other meaning
NODES = (
    ast.FunctionDef | ast.Lambda | ast.arguments | ast.arg | ast.Return | ast.Yield | ast.Import
    | ast.Assign | ast.AugAssign | ast.Expr | ast.Pass | ast.Assert | ast.Raise | ast.alias
    | ast.For | ast.While | ast.If | ast.Break | ast.Continue | ast.Name | ast.Constant
    | ast.Attribute | ast.Subscript | ast.Slice | ast.Tuple | ast.List | ast.Call | ast.keyword
    | ast.Starred | ast.BinOp | ast.UnaryOp | ast.BoolOp | ast.Compare | ast.IfExp | ast.ListComp
    | ast.GeneratorExp | ast.comprehension | ast.With | ast.withitem | ast.expr_context
    | ast.operator | ast.unaryop | ast.boolop | ast.cmpop
)  # fmt: skip
MOST_READ = 10_000  # nodes of syntax trees; to look up names takes a time that goes by the square
# Prompts, which IPython takes away, and ends of lines that only it, or only Python, takes for such.
READ_ANEW = re.compile(r"\A\s|^[ \t]*(>>>|\.\.\.|In \[)|[^\S\n\t ]|\\$", re.MULTILINE)
# What such a name means where the cell that binds it was not run.
OF_IPYTHON = {"In", "Out", "exit", "get_ipython", "quit"}
OUT_OF_REACH = (bans.PYTHONS | OF_IPYTHON) - BUILTINS - EXCEPTIONS


def is_stateless(sources, given, asked):
    """Whether this is shown of the functions `asked` for, and of all that they call.

    sources: of the cells that the learner wrote. given: of those that were there before, and run.
    """
    sources = list(sources)
    if any(map(READ_ANEW.search, sources)):
        return False
    trees = [_if_python(ast.parse, source) for source in sources]
    if None in trees or not _are_known([s for tree in trees for s in tree.body]):
        return False
    # Only now that all is known to be short: this, too, takes a time that goes by the square.
    tables = [_if_python(_table, source) for source in sources]
    if None in tables:
        return False
    defined = {name for table in tables for name in table.get_identifiers()}
    modules, others = _given(tuple(given))
    memoryless = (defined | modules) - others
    python = (BUILTINS | EXCEPTIONS) - defined - modules - others
    used = bans.global_names(inner for table in tables for inner in table.get_children())
    return (
        asked & defined <= memoryless
        and used <= memoryless | python
        and not used & OUT_OF_REACH
        and not any(name.startswith("_") for name in used | defined)
    )


def _if_python(read, source):
    """What `read` makes of a cell; None where it is not all Python."""
    try:
        return read(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _table(source):
    return symtable.symtable(source, "<cell>", "exec")


@functools.lru_cache(maxsize=16)
def _given(sources):
    """Names of modules in cells that a whole class was given, and all other names that they bind:
    of their functions nothing is known."""
    statements = [statement for source in sources for statement in definitions.tree(source).body]
    modules = [s for s in statements if isinstance(s, ast.Import) and _are_known([s])]
    others = [s for s in statements if s not in modules]
    return tuple({n for s in found for n in bans.bound_by(s)} for found in (modules, others))


def _are_known(statements):
    """Whether statements only define, and all that stands in them is of a kind listed here."""
    walked = (node for statement in statements for node in ast.walk(statement))
    nodes = list(itertools.islice(walked, MOST_READ + 1))
    shown = {id(text) for node in nodes for text in _shown_only(node)}
    placed = {id(part) for node in nodes for part in _placed(node)}
    return (
        len(nodes) <= MOST_READ
        and all(map(_defines, statements))
        and all(isinstance(node, NODES) for node in nodes)
        and not {ast.With, ast.Yield} <= set(map(type, nodes))  # a generator may end after its call
        and all(id(node) in placed for node in nodes if _has_a_place(node))
        and all(id(node) in shown if _is_text(node) else _is_harmless(node) for node in nodes)
    )


def _defines(statement):
    """Whether a statement is a definition that cannot fail, or a text that is left unused."""
    if isinstance(statement, ast.Assign):
        names = len(statement.targets) == 1 and isinstance(statement.targets[0], ast.Name)
        return names and isinstance(statement.value, ast.Lambda | ast.Constant)
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Constant)
    return isinstance(statement, ast.FunctionDef | ast.Import)


def _is_harmless(node):
    if set(bans.binds(node)) & KEPT:
        return False
    if isinstance(node, ast.Call):
        starred = any(isinstance(argument, ast.Starred) for argument in node.args)
        is_told = getattr(node.func, "attr", None) in TYPED
        return not (is_told and starred) and all(map(_is_type, _types(node)))
    if isinstance(node, ast.Attribute):
        return node.attr in ATTRIBUTES and isinstance(node.ctx, ast.Load)
    if isinstance(node, ast.keyword):
        return node.arg is not None and node.arg not in KEYWORDS
    if isinstance(node, ast.arguments):
        defaults = [*node.defaults, *node.kw_defaults]  # names that come by **kwargs are texts
        return not node.kwarg and all(isinstance(d, ast.Constant | None) for d in defaults)
    if isinstance(node, ast.arg):
        return node.annotation is None
    if isinstance(node, ast.withitem):
        call = node.context_expr
        return _calls(call, "errstate") and not call.args and node.optional_vars is None
    if isinstance(node, ast.FunctionDef):
        return not node.decorator_list and node.returns is None
    return not isinstance(node, ast.Import) or all(a.name in MODULES for a in node.names)


def _types(call):
    """What a call is told for a type of numbers."""
    first = TYPED.get(getattr(call.func, "attr", None), len(call.args))
    return [*call.args[first:], *(k.value for k in call.keywords if k.arg == "dtype")]


def _is_type(node):
    name = getattr(node, "id", None)
    return name in NUMBERS or getattr(node, "attr", None) in NUMPYS_NUMBERS


def _has_a_place(node):
    """Whether this is one of what, under another name, could be told any type."""
    return isinstance(node, ast.Attribute) and (node.attr == "dtype" or node.attr in TYPED)


def _placed(node):
    """What of such stands where it may: functions are called, and types are told."""
    if not isinstance(node, ast.Call):
        return []
    return [*_types(node), *([] if _calls(node, "dtype") else [node.func])]


def _is_text(node):
    """Whether this is a text, or a name that stands for what shows one."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str | bytes)
    return isinstance(node, ast.Name) and node.id in EXCEPTIONS


def _shown_only(node):
    """Texts of which nothing is made but a message, or that NumPy reads: others could be made to
    say where in memory something lies."""
    if isinstance(node, ast.Expr):
        return [node.value]
    if isinstance(node, ast.Assert):
        return [node.msg]
    if isinstance(node, ast.Raise):
        raised = node.exc
        is_known = isinstance(raised, ast.Call) and _is_text(raised.func)
        return [raised, raised.func, *raised.args] if is_known else [raised]
    if _calls(node, "einsum"):
        return node.args[:1]
    return [keyword.value for keyword in node.keywords] if _calls(node, "errstate") else []


def _calls(node, name):
    return isinstance(node, ast.Call) and getattr(node.func, "attr", None) == name
