"""Whether the text of a notebook shows that its functions remember nothing from call to call.

What they return then depends on their arguments alone: one process may be asked everything in any
order, and an answer cannot tell what another question was about.

Only the common ways to write an answer are known here. Whatever is not known costs another box, and
nothing else.
"""

import ast
import functools
import itertools
import keyword
import re
import symtable

from . import bindings, written

MODULES = {"numpy", "feedforward", "math"}
# None of these changes what outlives a call, gives memory that nobody has written to, or tells
# where in memory something lies: earlier calls leave traces in all of that.
BUILTINS = frozenset(
    "abs all any bool complex divmod enumerate filter float int isinstance len list map max min "
    "pow print range reversed round slice sorted sum tuple zip".split()
)
EXCEPTIONS = frozenset(
    "ArithmeticError AssertionError Exception IndexError NotImplementedError RuntimeError "
    "TypeError ValueError ZeroDivisionError".split()
)
ATTRIBUTES = frozenset(
    # of NumPy and math
    "abs absolute accumulate add all allclose any arange arctan argmax argmin argsort array "
    "array_equal array_split asarray at atleast_1d atleast_2d average broadcast_to c_ ceil clip "
    "column_stack concatenate cos cosh cumprod cumsum diag diff divide dot dtype e eigh einsum "
    "errstate exp expand_dims expm1 eye fabs flatnonzero float32 float64 floor fmax fmin full "
    "full_like heaviside hstack hypot identity inf inner int32 int64 interp inv isclose isfinite "
    "isinf isnan isqrt linalg linspace log log10 log1p log2 logaddexp lstsq matmul max maximum "
    "mean median min minimum moveaxis multiply nan nan_to_num ndim ndindex negative newaxis "
    "nonzero norm ones ones_like outer pi pinv power prod r_ ravel reciprocal reduce repeat "
    "reshape roll round shape sign sin sinh size solve sort split sqrt square squeeze stack std "
    "subtract sum swapaxes take take_along_axis tan tanh tensordot tile trace transpose tri tril "
    "triu unique var vdot vstack where zeros zeros_like "
    # of the book, beside namesakes of NumPy's
    "cross_entropy leaky_relu mse relu sigmoid softmax softplus "
    # of arrays, lists and random generators
    "T append astype binomial choice copy extend fill flat flatten insert integers item normal "
    "permutation pop random reverse shuffle standard_normal tolist uniform".split()
)
# What a name means if the cell that gives it another meaning ends before it has done so.
OF_IPYTHON = {"In", "Out", "exit", "get_ipython", "quit"}  # and what begins with "_"
OUT_OF_REACH = (written.PYTHONS | OF_IPYTHON) - BUILTINS - EXCEPTIONS
# Prompts, which IPython takes away, and ends of lines that only it takes for such.
READ_ANEW = re.compile(r"\A\s|^[ \t]*(>>>|\.\.\.|In \[)|[^\S\n\t ]", re.MULTILINE)
FIRST_WORD = re.compile(r"(\w++)(?!\.| *[=,])")  # in an only line, `time f(3)` is a command
MOST_READ = 10_000  # nodes of syntax trees; to look up names takes a time that goes by the square
# An array that is told where to write, or only where, may hold what was there before; what numbers
# that go wrong are told to call may outlive a call.
KEYWORDS = {"call", "like", "out", "subok", "where"}
SHOWING = EXCEPTIONS | {"print"}  # what a text may be given to
READING = {"einsum", "errstate"}  # what may be told by a text what to do
NODES = (
    ast.FunctionDef | ast.Lambda | ast.arguments | ast.arg | ast.Return | ast.Yield | ast.Import
    | ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Expr | ast.Pass | ast.Assert | ast.Raise
    | ast.For | ast.While | ast.If | ast.Break | ast.Continue | ast.With | ast.withitem
    | ast.Name | ast.Constant | ast.Attribute | ast.Subscript | ast.Slice | ast.Tuple | ast.List
    | ast.Call | ast.keyword | ast.Starred | ast.BinOp | ast.UnaryOp | ast.BoolOp | ast.Compare
    | ast.IfExp | ast.ListComp | ast.GeneratorExp | ast.comprehension | ast.alias
    | ast.JoinedStr | ast.FormattedValue | ast.expr_context | ast.operator | ast.unaryop
    | ast.boolop | ast.cmpop
)  # fmt: skip


def is_stateless(sources, given, asked):
    """Whether this is shown of the functions `asked` for, and of all that they call.

    sources: of the cells that the learner wrote. given: of those that were there before, and run.
    """
    read = [_read(source, asked) for source in sources]
    if None in read:
        return False
    statements = [statement for tree, _ in read for statement in tree.body]
    if not _are_known(statements):
        return False
    meanings = _meanings(statements, _memoryless), _given(tuple(given))
    bound, memoryless, keeping = (set.union(*names) for names in zip(*meanings, strict=True))
    memoryless -= keeping
    python = (BUILTINS | EXCEPTIONS) - bound
    outside = {name for _, table in read for name in _names(table)}
    inside = {name for _, table in read for name in _globals_in_functions(table)}
    return (
        asked & bound <= memoryless
        and inside <= memoryless | python
        and outside <= bound | python
        and not (inside | outside) & OUT_OF_REACH
        and not any(name.startswith("_") for name in inside)
        and not any("__" in name for name in outside)
    )


def _read(source, asked):
    """The syntax tree and the names of a cell; None where it is not all Python, or IPython may read
    it anew."""
    if READ_ANEW.search(source) or _may_be_command(source, asked):
        return None
    try:
        return ast.parse(source), symtable.symtable(source, "<cell>", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _may_be_command(source, asked):
    """Whether a cell begins with a word by which IPython may have a command.

    That is one in an only line, which the first is, too, where the second has ended the process.
    """
    found = FIRST_WORD.match(source)
    if not found or keyword.iskeyword(found[1]):
        return False
    return found[1] not in asked | SHOWING | BUILTINS


def _meanings(statements, memoryless):
    """Global names that statements bind, those that then mean what keeps nothing, and the rest."""
    bound, harmless, keeping = set(), set(), set()
    for statement in statements:
        names, own = set(written.bound_by(statement)), memoryless(statement)
        bound |= names
        harmless |= own
        keeping |= names - own
    return bound, harmless, keeping


@functools.lru_cache(maxsize=16)
def _given(sources):
    """The same of cells that a whole class was given; of a function of theirs nothing is known."""
    statements = [statement for source in sources for statement in bindings.tree(source).body]
    return _meanings(statements, _imported)


def _imported(statement):
    known = isinstance(statement, ast.Import) and _are_known([statement])
    return _memoryless(statement) if known else set()


def _memoryless(statement):
    """Names that mean a function, a module or a number once a statement has run."""
    if isinstance(statement, ast.FunctionDef | ast.Import):
        return set(written.binds(statement))
    if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Lambda | ast.Constant):
        return {name for target in statement.targets for name in written.binds(target)}
    return set()


def _names(table):
    return {symbol.get_name() for symbol in table.get_symbols()}


def _globals_in_functions(table):
    found, waiting = set(), table.get_children()
    while waiting:
        table = waiting.pop()
        waiting += table.get_children()
        found |= {symbol.get_name() for symbol in table.get_symbols() if symbol.is_global()}
    return found


def _are_known(statements):
    """Whether all that stands in statements is of a kind that is listed here."""
    walked = (node for statement in statements for node in ast.walk(statement))
    nodes = list(itertools.islice(walked, MOST_READ + 1))
    shown = {id(text) for node in nodes for text in _shown_only(node)}
    return len(nodes) <= MOST_READ and all(
        isinstance(node, NODES) and (_is_harmless(node) or (_is_text(node) and id(node) in shown))
        for node in nodes
    )


def _is_harmless(node):
    if isinstance(node, ast.Attribute):
        return node.attr in ATTRIBUTES and isinstance(node.ctx, ast.Load)
    if isinstance(node, ast.keyword):
        return node.arg is not None and node.arg not in KEYWORDS
    if isinstance(node, ast.arguments):
        defaults = [*node.defaults, *node.kw_defaults]  # names that come by **kwargs are texts
        return not node.kwarg and all(isinstance(d, ast.Constant | None) for d in defaults)
    if set(written.binds(node)) & SHOWING:
        return False
    if isinstance(node, ast.Import):
        return all(alias.name in MODULES for alias in node.names)
    if isinstance(node, ast.FunctionDef):
        parts = {type(part) for part in ast.walk(node)}  # a generator may end after its call
        return not node.decorator_list and not {ast.Yield, ast.With} <= parts
    return not _is_text(node)


def _is_text(node):
    """Whether this is a text, or a name that stands for what shows one."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str | bytes)
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Name) and node.id in SHOWING)


def _shown_only(node):
    """Texts of which nothing is made but a message: texts of other objects say where in memory
    those lie."""
    if isinstance(node, ast.Expr):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        return node.values
    if isinstance(node, ast.FormattedValue):
        return [node.format_spec]
    if isinstance(node, ast.Assert):
        return [node.msg]
    if isinstance(node, ast.Raise):
        return [node.exc]
    if not isinstance(node, ast.Call):
        return []
    if isinstance(node.func, ast.Name):
        return [node.func, *node.args] if node.func.id in SHOWING else []
    texts = [*node.args[:1], *(keyword.value for keyword in node.keywords)]
    reads = getattr(node.func, "attr", None) in READING
    return [text for text in texts if reads and isinstance(text, ast.Constant)]
