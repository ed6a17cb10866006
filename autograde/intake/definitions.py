"""Find the names that a code cell defines or reads, from its text alone."""

import ast
import functools
import re
import symtable
from typing import NamedTuple

# IPython reads the whole cell again for each magic command in it, which can take very long.
COMMAND = re.compile(r"^\s*[%!?,;/]|=\s*[%!]|\?\s*$")
WHOLE_CELL = re.compile(r"\s*%%(time|capture|prun)\b.*\n")  # they run the rest of the cell as it is
MOST_READ = 200_000  # characters, counted each time that IPython reads them
STATEMENTS = (ast.If, ast.Try, ast.With, ast.For, ast.While)
IMPORTS = ast.Import | ast.ImportFrom
DEFINITIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@functools.lru_cache(maxsize=512)
def tree(source):
    """Return a cell's syntax tree, with its commands translated, or None if it cannot be parsed."""
    command = WHOLE_CELL.match(source)
    if command:
        source = "\n" * command[0].count("\n") + source[command.end() :]
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        pass
    try:
        return _parsed_by_ipython(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _parsed_by_ipython(source):
    if not any(sign in source for sign in "%!?") and "await" not in source:
        raise SyntaxError
    commands = sum(1 for line in source.split("\n") if COMMAND.search(line))
    if commands * len(source) > MOST_READ:
        raise SyntaxError
    from IPython.core.inputtransformer2 import TransformerManager  # slow to load

    code = TransformerManager().transform_cell(source)
    flags = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    return compile(code, "<cell>", "exec", flags=flags, dont_inherit=True)


def names(source):
    """Return the global names that a cell defines, in order; () if it cannot be parsed."""
    found = tree(source)
    return tuple(dict.fromkeys(_names(found.body))) if found else ()


def _names(body):
    for statement in body:
        if isinstance(statement, DEFINITIONS):
            yield statement.name
        elif isinstance(statement, IMPORTS):
            yield from (a.asname or a.name.split(".")[0] for a in statement.names)
        elif isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign):
            targets = getattr(statement, "targets", None) or [statement.target]
            nodes = (node for target in targets for node in ast.walk(target))
            yield from (n.id for n in nodes if isinstance(n, ast.Name))
        elif isinstance(statement, STATEMENTS):
            yield from _names(_inner(statement))


def _inner(statement):
    blocks = [getattr(statement, part, []) for part in ("body", "orelse", "finalbody")]
    blocks += [handler.body for handler in getattr(statement, "handlers", [])]
    return [inner for block in blocks for inner in block]


def reads(source):
    """Return the global names that a cell reads, even in functions, but does not define."""
    found = tree(source)
    if found is None:
        return set()
    try:
        table = symtable.symtable(source, "<cell>", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        try:  # again, with IPython's own syntax translated
            table = symtable.symtable(ast.unparse(found), "<cell>", "exec")
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return set()
    own = {symbol.get_name() for symbol in table.get_symbols() if symbol.is_assigned()}
    return {*_read_in(table)} - own


def _read_in(table):
    is_cell = table.get_type() == "module"
    for symbol in table.get_symbols():
        if symbol.is_referenced() if is_cell else symbol.is_global():
            yield symbol.get_name()
    for inner in table.get_children():
        yield from _read_in(inner)


def given(cells, names_read):
    """Return, for each of the book's cells, the code that an answer may use, or "".

    A cell that holds only imports, definitions, constants and random generators is kept whole. Of
    any other cell, only imports are kept, and statements that bind a name that is read. cells:
    their sources. names_read: the names that the learner's code reads.
    """
    parts = list(map(_parts, cells))
    wanted, size = set(names_read), -1
    while len(wanted) > size:  # a statement that binds a name reads others
        size = len(wanted)
        for part in (part for found in parts for part in found):
            if not wanted.isdisjoint(part.binds):
                wanted |= part.reads
    return [_given(source, found, wanted) for source, found in zip(cells, parts, strict=True)]


def _given(source, parts, wanted):
    if parts and all(part.only_defines for part in parts):
        return source
    return "\n".join(p.text for p in parts if p.imports or not wanted.isdisjoint(p.binds))


class _Part(NamedTuple):
    """A statement of the book, and the names that it binds and reads."""

    text: str
    binds: frozenset
    reads: frozenset
    imports: bool
    only_defines: bool


@functools.cache  # the same for a whole class
def _parts(source):
    found = tree(source)
    texts = [(ast.unparse(statement), statement) for statement in found.body] if found else []
    return [
        _Part(t, frozenset(_names([s])), frozenset(reads(t)), isinstance(s, IMPORTS), _defines(s))
        for t, s in texts
    ]


def _defines(statement):
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Constant)  # a docstring
    if isinstance(statement, ast.Assign):
        return _is_constant(statement.value) or _is_generator(statement.value)
    return isinstance(statement, IMPORTS | ast.FunctionDef | ast.ClassDef)


def _is_generator(value):
    """Return True for a random generator with a seed, as in np.random.default_rng(0)."""
    if not isinstance(value, ast.Call) or value.keywords:
        return False
    name = getattr(value.func, "attr", getattr(value.func, "id", None))
    return name == "default_rng" and all(map(_is_constant, value.args))


def _is_constant(value):
    try:
        ast.literal_eval(value)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
    return True
