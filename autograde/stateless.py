"""Whether the text of a notebook shows that its functions remember nothing from call to call.

What they return then depends on their arguments alone: one process may be asked everything in any
order, and an answer cannot tell what another question was about.

Only the common ways to write an answer are known here. Whatever is not known costs another box, and
nothing else.
"""

import ast
import functools
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
# An array that is told where to write, or only where, may hold what was there before.
KEYWORDS = {"out", "where", "like", "subok"}
SHOWING = EXCEPTIONS | {"print"}  # what a text may be given to
READING = {"einsum", "errstate"}  # what may be told by a text what to do
NODES = (
    ast.FunctionDef | ast.Lambda | ast.arguments | ast.arg | ast.Return | ast.Yield | ast.Import
    | ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Expr | ast.Pass | ast.Assert | ast.Raise
    | ast.For | ast.While | ast.If | ast.Break | ast.Continue | ast.With | ast.withitem
    | ast.Name | ast.Constant | ast.Attribute | ast.Subscript | ast.Slice | ast.Tuple | ast.List
    | ast.Call | ast.keyword | ast.Starred | ast.BinOp | ast.UnaryOp | ast.BoolOp | ast.Compare
    | ast.IfExp | ast.NamedExpr | ast.ListComp | ast.GeneratorExp | ast.comprehension | ast.alias
    | ast.JoinedStr | ast.FormattedValue | ast.expr_context | ast.operator | ast.unaryop
    | ast.boolop | ast.cmpop
)  # fmt: skip


def is_stateless(sources, given, asked):
    """Whether this is shown of the functions `asked` for, and of all that they call.

    sources: of the cells that the learner wrote. given: of those that were there before, and run.
    """
    statements = [statement for source in sources for statement in _statements(source)]
    if None in statements or not _are_known(statements):
        return False
    tables = [symtable.symtable(source, "<cell>", "exec") for source in sources]
    meanings = _meanings(statements, _is_memoryless), _given(tuple(given))
    bound, keeping = (set.union(*names) for names in zip(*meanings, strict=True))
    memoryless = bound - keeping
    python = (BUILTINS | EXCEPTIONS) - bound
    outside = {name for table in tables for name in _names(table)}
    inside = {name for table in tables for name in _globals_in_functions(table)}
    return (
        asked & bound <= memoryless
        and inside <= memoryless | python
        and outside <= bound | python
        and not any("__" in name for name in inside | outside)
    )


def _statements(source):
    """The statements of a cell; [None] where it is not all Python, or IPython may read it anew."""
    if source[:1].isspace():  # IPython would take it away, and from other lines, too
        return [None]
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return [None]


def _meanings(statements, is_memoryless):
    """Global names that statements bind, and those of them that may come to mean what keeps
    something."""
    bound, keeping = set(), set()
    for statement in statements:
        names = set(written.bound_by(statement))
        bound |= names
        if not is_memoryless(statement):
            keeping |= names
    return bound, keeping


@functools.lru_cache(maxsize=16)
def _given(sources):
    """The same of cells that a whole class was given; of a function of theirs nothing is known."""
    statements = [statement for source in sources for statement in bindings.tree(source).body]
    return _meanings(statements, lambda s: isinstance(s, ast.Import) and _are_known([s]))


def _is_memoryless(statement):
    """Whether what a statement binds is a function, a module or a number."""
    if isinstance(statement, ast.Assign):
        return isinstance(statement.value, ast.Lambda | ast.Constant)
    return isinstance(statement, ast.FunctionDef | ast.Import)


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
    nodes = [node for statement in statements for node in ast.walk(statement)]
    shown = {id(text) for node in nodes for text in _shown_only(node)}
    return all(
        isinstance(node, NODES) and (_is_harmless(node) or (_is_text(node) and id(node) in shown))
        for node in nodes
    )


def _is_harmless(node):
    if isinstance(node, ast.Attribute):
        return node.attr in ATTRIBUTES and isinstance(node.ctx, ast.Load)
    if isinstance(node, ast.keyword):
        return node.arg is not None and node.arg not in KEYWORDS
    if isinstance(node, ast.arguments):
        return all(isinstance(d, ast.Constant | None) for d in [*node.defaults, *node.kw_defaults])
    if set(written.binds(node)) & SHOWING:
        return False
    if isinstance(node, ast.Import):
        return all(alias.name in MODULES for alias in node.names)
    if isinstance(node, ast.FunctionDef):
        return not node.decorator_list
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
