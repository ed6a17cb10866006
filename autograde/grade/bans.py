"""What an answer's text uses. The text cannot lie, as a run can that hides its traces."""

import ast
import builtins
import functools
import symtable
import sys

from feedforward.checking.trace import FOREIGN, ROUNDABOUT

from ..intake import definitions
from ..intake.definitions import DEFINITIONS, IMPORTS

BY_NAME = {"getattr", "attrgetter", "methodcaller", "import_module", "__import__"}
SHOWN = {"numpy", "feedforward", "matplotlib", "IPython", "ipywidgets", *sys.stdlib_module_names}
PYTHONS = {*dir(builtins), "__name__", "display"}
HIDING = {"exec", "eval", "globals", "setattr", "__code__", "gc", "ctypes", "builtins"}
MOST_READ = 10_000  # names, signs and numbers in one statement
TABLES = {"vars", "__dict__"}
PLACES = {"__main__", "user_ns"}  # where what cells define can be had
CHANGES = ast.Assign | ast.AnnAssign | ast.AugAssign


class Text:
    """The code of a notebook, as far as it can be read.

    sources: of the cells that the learner wrote. given: of those that were there before.
    """

    def __init__(self, sources, given=()):
        self.trees, self.given = _trees(sources), tuple(given)
        self.is_read = len(self.trees) == len(sources)

    @functools.cached_property
    def nodes(self):
        """All nodes of the learner's cells."""
        return [node for tree in self.trees for node in ast.walk(tree)]

    @functools.cached_property
    def foreign(self):
        """Foreign libraries that stand anywhere in the text."""
        return set(_stands_in(self.nodes, frozenset()))

    @functools.cached_property
    def parts(self):
        """{global name: the pieces of code that give it a meaning}"""
        return _parts(self.trees)

    @functools.cached_property
    def imported(self):
        """Names that stand for a module, or for something of one."""
        nodes = [*self.nodes, *_nodes_of_a_class(self.given)]
        return {name for node in nodes if isinstance(node, IMPORTS) for name in binds(node)}

    @functools.cached_property
    def changes(self):
        """{name: the pieces of code that change what it stands for, as `name.part = …` does}"""
        found = {}
        for node in self.nodes:
            for name in _changed_by(node, self.imported):
                found.setdefault(name, []).append(node)
        return found

    @functools.cached_property
    def given_parts(self):
        """As `parts`, but of the code that was there before."""
        return _parts_of_a_class(self.given)

    @functools.cached_property
    def known(self):
        """Names to which the text, or Python, gives a meaning."""
        stars = [dir(sys.modules.get(module)) for module in _stars(self.parts)]
        return PYTHONS.union(self.parts, self.given_parts, *stars)

    def used(self, source, name, banned):
        """Names of `banned`, and of foreign libraries, in the function `name` of a cell; where
        something is banned, also what keeps it from being read: see ROUNDABOUT.

        source: None where no cell is known to define it. What the function calls is read too, and
        what it does not call is not: a test beside it may use what the function may not.
        """
        if not banned and not self.foreign:
            return set()
        own = _trees([source]) if source else self.trees
        waiting = list(_parts(own).get(name, ()))
        if not banned:
            return self._used_in(waiting, frozenset())
        if not waiting:
            return {name}
        for changed in (name, *self.imported):
            waiting += self.changes.get(changed, ())
        waiting += [s for tree in own for s in tree.body if _named_in(s) & HIDING]
        return self._used_in(waiting, frozenset(banned))

    @functools.cached_property
    def names(self):
        """Every name that stands in the learner's cells."""
        return _names_among(self.nodes)

    def built_on(self, name, others, answers):
        """Those of other names that a function goes by: that stand in it, in what stands in it, and
        so on, or in a helper, since a table may hand it on. All of them where that cannot be told.

        answers: names of the functions that are asked for; a helper is any other.
        """
        if not self.is_read or self.hiding or name not in self.parts:
            return set(others)
        spoken_of = self.names & set(others)
        if not spoken_of or self.roundabout:
            return spoken_of
        return spoken_of & (self._reached(name) | self._in_helpers(set(answers)))

    def _reached(self, name):
        found, waiting, read = set(), [name], set()
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                pieces = [piece for piece in self._behind(name) if id(piece) not in read]
                read.update(map(id, pieces))  # one may be behind thousands of names
                waiting += (name for piece in pieces for name in _names_of(piece))
        return found

    def _behind(self, name):
        """The pieces of code that give a name what it stands for."""
        meanings = (self.parts, self.given_parts, self.changes)
        return [piece for found in meanings for piece in found.get(name, ())]

    def _in_helpers(self, answers):
        """Names in lambdas, classes and functions that are no answers."""
        statements = [statement for tree in self.trees for statement in tree.body]
        waiting = [s for s in statements if getattr(s, "name", None) not in answers]
        found = set()
        while waiting:
            node = waiting.pop()
            if isinstance(node, DEFINITIONS | ast.Lambda):
                found |= _names_of(node)
            else:
                waiting += ast.iter_child_nodes(node)
        return found

    @functools.cached_property
    def roundabout(self):
        """What stands anywhere in the text by which a function is had without its name."""
        return _named_among(self.nodes) & (ROUNDABOUT | PLACES)

    @functools.cached_property
    def hiding(self):
        """What stands anywhere in the text by which one cell may change what another computes."""
        return _named_among(self.nodes) & HIDING

    def _used_in(self, waiting, banned):
        found, seen = set(), set()
        while waiting:
            node = waiting.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            inside = list(ast.walk(node))
            found.update(_stands_in(inside, banned))
            if banned and len(inside) > MOST_READ:
                found.update(bound_by(node))  # nobody reads that
                continue
            reached = _globals_in(node) if banned else _names_in(node, inside)
            for name in reached:
                waiting += self.parts.get(name, ())
            if banned:
                found.update(self._unread(node, inside, reached, banned))
                for name in reached - self.imported:
                    waiting += self.changes.get(name, ())
        return found

    def _unread(self, node, inside, reached, banned):
        """Names in a piece of code that nothing shows the meaning of, or by which it hides one."""
        yield from reached & banned - self.parts.keys()
        if isinstance(node, ast.stmt) and not isinstance(node, CHANGES):
            yield from reached - self.known
        yield from reached & ROUNDABOUT
        readable = {id(call.func) for call in inside if _names_plainly(call)}
        for part in inside:
            name = getattr(part, "attr", getattr(part, "id", None))
            if isinstance(part, IMPORTS):
                yield from _unknown_modules(part)
            elif name in BY_NAME and id(part) not in readable:
                yield name
            elif isinstance(part, ast.Attribute):
                yield from {part.attr} & ROUNDABOUT


def _trees(sources):
    return [tree for tree in map(definitions.tree, sources) if tree]


@functools.lru_cache(maxsize=16)
def _nodes_of_a_class(sources):
    """All nodes of the cells that a whole class was given; nobody changes what this gives."""
    return [node for tree in _trees(sources) for node in ast.walk(tree)]


def _names_of(node):
    return _names_among(ast.walk(node))


def _names_among(nodes):
    return {node.id for node in nodes if isinstance(node, ast.Name)}


def _parts(trees):
    """{global name: the statements that give it a meaning}"""
    found = {}
    for statement in (statement for tree in trees for statement in tree.body):
        for name in dict.fromkeys(bound_by(statement)):
            found.setdefault(name, []).append(statement)
    return found


@functools.lru_cache(maxsize=16)
def _parts_of_a_class(sources):
    """As `_parts`, for them."""
    return _parts(_trees(sources))


def bound_by(statement):
    """Global names to which a statement, with all that stands in it, gives a meaning."""
    waiting = [statement]
    while waiting:
        node = waiting.pop()
        yield from binds(node)
        if isinstance(node, DEFINITIONS):
            shared = (part for part in ast.walk(node) if isinstance(part, ast.Global))
            yield from (name for part in shared for name in part.names)
        else:
            waiting += ast.iter_child_nodes(node)


def _named_in(node):
    """Names, attributes and modules that stand in a piece of code."""
    return _named_among(list(ast.walk(node)))


def _named_among(nodes):
    modules = {name for node in nodes if isinstance(node, IMPORTS) for name in _modules(node)}
    return modules | {_called(node) for node in nodes}


def binds(node):
    """Names to which a node itself gives a meaning."""
    if isinstance(node, ast.Name):
        return [node.id] if isinstance(node.ctx, ast.Store) else []
    if isinstance(node, IMPORTS):
        return [alias.asname or alias.name.split(".")[0] for alias in node.names]
    if isinstance(node, ast.arg):
        return [node.arg]
    if isinstance(node, DEFINITIONS | ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
        return [node.name] if node.name else []
    return [node.rest] if isinstance(node, ast.MatchMapping) and node.rest else []


def _changed_by(node, imported):
    """Names of what a node changes a part of, or may change by a method of its own."""
    if isinstance(node, CHANGES):
        targets = getattr(node, "targets", None) or [node.target]
        parts = (part for target in targets for part in ast.walk(target))
        yield from {_root(p) for p in parts if isinstance(p, ast.Attribute | ast.Subscript)}
    elif isinstance(node, ast.Call) and _called(node) in ("setattr", "delattr"):
        yield from {_root(argument) for argument in node.args[:1]}
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        root = _root(node.func)  # of most there is none, and in a long chain each would be walked
        if root not in imported or any(_called(part) in TABLES for part in ast.walk(node.func)):
            yield root


def _root(node):
    """The name that a chain of attributes and entries begins with, as in vars(np)["sum"], or None.

    What a call gives is another thing than what it is given, but for a table of its parts.
    """
    while not isinstance(node, ast.Name):
        if isinstance(node, ast.Attribute | ast.Subscript):
            node = node.value
        elif isinstance(node, ast.Call) and _called(node) in TABLES and node.args:
            node = node.args[0]
        else:
            return None
    return node.id


def _stars(parts):
    """Modules of which everything is imported."""
    return {getattr(part, "module", None) for part in parts.get("*", ())} & sys.modules.keys()


def _globals_in(node):
    """Names in a piece of code that belong to no function in it."""
    try:
        tables = [symtable.symtable(ast.unparse(node), "<cell>", "exec")]
    except (SyntaxError, ValueError, RecursionError):
        return _names_of(node)
    return {*tables[0].get_identifiers(), *global_names(tables)}


def global_names(tables):
    """Names that belong to no function, in symbol tables and in those inside them."""
    found, waiting = set(), list(tables)
    while waiting:
        table = waiting.pop()
        waiting += table.get_children()
        found |= {symbol.get_name() for symbol in table.get_symbols() if symbol.is_global()}
    return found


def _names_in(node, inside):
    """Names in a piece of code, but for those that belong to the function that it is."""
    names = _names_among(inside)
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return names
    stored = {n.id for n in inside if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return names - stored - {n.arg for n in inside if isinstance(n, ast.arg)}


def _stands_in(nodes, banned):
    for part in nodes:
        if isinstance(part, ast.Attribute) and part.attr in banned:
            yield part.attr
        elif isinstance(part, ast.BinOp | ast.AugAssign) and isinstance(part.op, ast.MatMult):
            yield from {"@"} & banned
        elif isinstance(part, ast.Import):
            yield from {alias.name.split(".")[0] for alias in part.names} & FOREIGN
        elif isinstance(part, ast.ImportFrom):
            yield from {alias.name for alias in part.names} & banned
            yield from {(part.module or "").split(".")[0]} & FOREIGN
        elif isinstance(part, ast.Call) and _called(part) in BY_NAME:
            texts = [a.value for a in part.args if isinstance(a, ast.Constant)]
            yield from {t for t in texts if isinstance(t, str)} & (banned | FOREIGN)


def _called(node):
    """The name of what is called, or of an attribute that is read; else None."""
    node = getattr(node, "func", node)
    return getattr(node, "id", None) or getattr(node, "attr", None)


def _names_plainly(node):
    """Whether this is a call of BY_NAME that says the name itself."""
    if not isinstance(node, ast.Call) or _called(node) not in BY_NAME:
        return False
    names = node.args[1:2] if _called(node) == "getattr" else node.args[:1]
    return bool(names) and isinstance(names[0], ast.Constant)


def _unknown_modules(statement):
    """What an import names that is ROUNDABOUT, or no module of Python's or of a library here."""
    for module in _modules(statement):
        if module in ROUNDABOUT or module not in SHOWN | FOREIGN:
            yield module
    yield from {alias.name for alias in statement.names} & ROUNDABOUT


def _modules(statement):
    """Names of the modules that an import begins with."""
    if isinstance(statement, ast.ImportFrom):
        return [(statement.module or ".").split(".")[0]]
    return [alias.name.split(".")[0] for alias in statement.names]
