"""Find the banned names and foreign libraries that an answer uses, and what a person has to check.

Names are found where they are written: in the function, and in the learner's code that it depends
on. Code that could reach a function without writing its name is not followed. It is reported, so
that a person looks at it: modules other than those listed below, Python's means of introspection,
and the learner's own methods that share a name with something banned.
"""

import ast
import functools
import sys

import numpy as np

from feedforward.checking.trace import FOREIGN, MATRIX_PRODUCT

from ..intake import definitions
from ..intake.definitions import DEFINITIONS, IMPORTS

# Modules whose contents can be reached only by writing their names.
PLAIN_MODULES = frozenset(
    "numpy feedforward matplotlib ipywidgets tqdm IPython.display math cmath random time datetime "
    "itertools functools operator collections typing fractions decimal statistics copy dataclasses "
    "enum abc warnings contextlib pprint json csv re textwrap".split()
)
# Builtins, and functions of plain modules, that take a name as a string.
REFLECTIVE = frozenset(
    "eval exec compile getattr setattr delattr globals locals vars attrgetter methodcaller "
    "get_ipython".split()
)
HARMLESS_DUNDERS = frozenset("__name__ __doc__ __init__ __len__ __version__".split())
HARMLESS_MAGIC = ("matplotlib", "config")
# Modules that plain modules hold as attributes. NumPy's own attributes of these names are harmless.
OTHER_MODULES = sys.stdlib_module_names - PLAIN_MODULES - {*vars(np)}
STORES = ast.Assign | ast.AnnAssign | ast.AugAssign


class Text:
    """The code that the learner wrote in a notebook, cell by cell.

    given: the notebook's own code, which may import modules for the learner's.
    """

    def __init__(self, sources, given=()):
        self.trees = [definitions.tree(source) for source in sources]
        self.given = [tree for tree in map(definitions.tree, given) if tree]
        self.is_read = None not in self.trees

    @functools.cached_property
    def statements(self):
        return [statement for tree in self.trees if tree for statement in tree.body]

    @functools.cached_property
    def nodes(self):
        return [node for statement in self.statements for node in ast.walk(statement)]

    @functools.cached_property
    def modules(self):
        """Names that are bound to a module, or to something imported from one."""
        nodes = [*self.nodes, *(node for tree in self.given for node in ast.walk(tree))]
        return {name for node in nodes if isinstance(node, IMPORTS) for name in _binds(node)}

    @functools.cached_property
    def meanings(self):
        """{global name: the statements that define or change it}"""
        found = {}
        for statement in self.statements:
            changed = {*_changed_by(statement, self.modules)} - _local(statement)
            for name in {*bound_by(statement), *changed}:
                found.setdefault(name, []).append(statement)
        return found

    @functools.cached_property
    def own_methods(self):
        """Names that the learner's classes define, such as names of methods."""
        classes = [node for node in self.nodes if isinstance(node, ast.ClassDef)]
        return {name for found in classes for part in found.body for name in bound_by(part)}

    def used(self, source, name, banned):
        """Return the banned names and foreign libraries that a function and its code use.

        Its code is the learner's code that the function depends on. source: the cell that defines
        the function, or None if no cell visibly does. A test in that cell may use banned names.
        """
        tree = definitions.tree(source) if source else None
        own = [s for s in tree.body if name in bound_by(s)] if tree else self.meanings.get(name, [])
        found, waiting, seen, followed = set(), list(own), set(), set()
        for module in self.modules if banned else ():
            waiting += self.meanings.get(module, ())  # `np.sum = np.dot` affects all code
        while waiting:
            statement = waiting.pop()
            if id(statement) in seen:
                continue
            seen.add(id(statement))
            nodes = list(ast.walk(statement))
            found.update(self._used_in(nodes, banned))
            names = {node.id for node in nodes if isinstance(node, ast.Name)} - _local(statement)
            by_a_star = names & {*banned}  # as after `from numpy import *`
            found |= by_a_star - self.meanings.keys() - self.own_methods
            waiting += [s for name in names - followed for s in self.meanings.get(name, ())]
            followed |= names
        return found

    def _used_in(self, nodes, banned):
        """Yield the banned names and foreign libraries that these nodes mention."""
        own = _with_operators(self.own_methods)
        for node in nodes:
            if isinstance(node, ast.Attribute):
                if node.attr not in own or _root(node) in self.modules:
                    yield from {node.attr} & {*banned}
            elif isinstance(node, ast.MatchClass):
                yield from {*node.kwd_attrs} & {*banned}
            elif isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.MatMult):
                yield from ({"@"} & {*banned}) - own
            elif isinstance(node, IMPORTS):
                yield from _packages(node) & FOREIGN
                if isinstance(node, ast.ImportFrom):
                    yield from {alias.name for alias in node.names} & {*banned}
            elif isinstance(node, ast.Call) and _named(node.func) in ("getattr", "__import__"):
                texts = {a.value for a in node.args if isinstance(a, ast.Constant)}
                yield from {t for t in texts if isinstance(t, str)} & ({*banned} | FOREIGN)

    def to_check(self, banned):
        """Return the names, sorted, that a person has to check if these names are banned."""
        names = _with_operators(self.own_methods) & {*banned}
        magic = {part for node in self.nodes if _is_harmless_magic(node) for part in ast.walk(node)}
        for node in self.nodes:
            if isinstance(node, IMPORTS):
                names |= {m for m in _modules(node) if not _is_plain(m)} - FOREIGN
                if isinstance(node, ast.ImportFrom):
                    names |= {a.name for a in node.names} & (REFLECTIVE | OTHER_MODULES)
            elif node not in magic and isinstance(node, ast.Name | ast.Attribute):
                names |= {_named(node)} & REFLECTIVE
                if _reaches_internals(node, self.modules):
                    names.add(_named(node))
        return sorted(names) + ([] if self.is_read else ["a cell that cannot be read"])


def _with_operators(methods):
    """Return these names of methods, and "@" if one of them implements it."""
    return methods | ({"@"} if methods & MATRIX_PRODUCT else set())


def _is_plain(module):
    return bool({module, module.split(".")[0]} & PLAIN_MODULES)


def _reaches_internals(node, modules):
    """Return True for an attribute that reaches Python's internals, or another module."""
    name = _named(node)
    if name.startswith("__") and name.endswith("__"):
        return name not in HARMLESS_DUNDERS
    if isinstance(node, ast.Name) or _root(node) not in modules:
        return False
    return name.startswith("_") or name in OTHER_MODULES


def _is_harmless_magic(node):
    """Return True for a magic command that runs no code, such as %matplotlib inline."""
    if not isinstance(node, ast.Call) or _named(node.func) != "run_line_magic" or not node.args:
        return False
    return isinstance(node.args[0], ast.Constant) and node.args[0].value in HARMLESS_MAGIC


def bound_by(statement):
    """Yield the global names that a statement and its nested statements define."""
    waiting = [statement]
    while waiting:
        node = waiting.pop()
        yield from _binds(node)
        if isinstance(node, DEFINITIONS):
            shared = (part for part in ast.walk(node) if isinstance(part, ast.Global))
            yield from (name for part in shared for name in part.names)
        else:
            waiting += ast.iter_child_nodes(node)


def _local(statement):
    """Return the local names of the function that a statement defines."""
    if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
        return set()
    nodes = list(ast.walk(statement))
    names = {n.arg for n in nodes if isinstance(n, ast.arg)}
    names |= {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return names - {name for n in nodes if isinstance(n, ast.Global) for name in n.names}


def _binds(node):
    if isinstance(node, ast.Name):
        return [node.id] if isinstance(node.ctx, ast.Store) else []
    if isinstance(node, IMPORTS):
        return [alias.asname or alias.name.split(".")[0] for alias in node.names]
    return [node.name] if isinstance(node, DEFINITIONS) else []


def _changed_by(statement, modules):
    """Yield the names whose objects a statement may change, as in `kept.append(f)`.

    modules: names of modules. Calling their functions does not change them.
    """
    for node in ast.walk(statement):
        if isinstance(node, STORES):
            targets = getattr(node, "targets", None) or [node.target]
            parts = (part for target in targets for part in ast.walk(target))
            yield from (_root(p) for p in parts if isinstance(p, ast.Attribute | ast.Subscript))
        elif isinstance(node, ast.Call) and _named(node.func) == "setattr":
            yield from map(_root, node.args[:1])
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield from {_root(node.func)} - modules


def _root(node):
    """Return the name at the start of a chain of attributes and subscripts, or None."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return getattr(node, "id", None)


def _named(node):
    """Return the name that a node refers to, or the attribute that it reads."""
    return getattr(node, "id", None) or getattr(node, "attr", None)


def _packages(node):
    """Return the names of the packages that an import statement loads."""
    return {name.split(".")[0] for name in _modules(node)}


def _modules(node):
    """Return the full names of the modules that an import statement loads."""
    if isinstance(node, ast.ImportFrom):
        return {node.module or "."}
    return {alias.name for alias in node.names}
