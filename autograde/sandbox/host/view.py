"""Outside: the package as a learner's code sees it while a section is graded.

Closed are the exercises of the section and of later ones, and what computes them: their bodies and
docstrings are not in the view at all. Judging, pictures and widgets are not either; their names do
nothing.
"""

import ast
import functools
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import feedforward
from feedforward import exercises

ROOT = Path(feedforward.__file__).parent
OBSERVING = tuple(
    f"checking/{name}.py"
    for name in ("__init__", "global_random", "observe", "time_limit", "trace")
)
# They compute what `train` and `backward` are asked for, in their own way. `train` is the last
# exercise of the book, so they are never at hand.
WHOLLY_CLOSED = ("_fast", "_history")
NOTHING = '''"""Names that do nothing while a class is graded."""


class Nothing:
    """Accepts every use, does nothing, and prints as None."""

    def __call__(self, *args, **options):
        return self

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, place):
        return self

    def __iter__(self):
        return iter(())

    def __repr__(self):
        return "None"

    def __format__(self, form):
        return "None"


nothing = Nothing()
'''
NAMES_OF_NOTHING = """
from feedforward import _nothing


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return _nothing.nothing
"""
NAMES_OF_THE_PACKAGE = """
from feedforward import _nothing

DO_NOTHING = {names!r}


def __getattr__(name):
    if name in DO_NOTHING:
        return _nothing.nothing
    raise AttributeError(f"module {{__name__!r}} has no attribute {{name!r}}")
"""
NAMES_ONLY = f'''"""Closed while a class is graded."""
{NAMES_OF_NOTHING}'''


@dataclass(frozen=True)
class View:
    """The files of the package, {path: text}, and the names of its closed functions."""

    files: dict[str, str]
    closed: frozenset[str] = frozenset()

    def write(self, folder):
        """Lay the files out below a folder."""
        for path, text in self.files.items():
            place = Path(folder, path)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")


def view_of(section):
    """The view while this section is graded; with None, what another course's assignment sees.

    Raises ValueError where the book has no such section.
    """
    if section is not None and section not in exercises.SECTIONS:
        raise ValueError(f"No section is called {section!r}.")
    closed = _closed(section) if section else frozenset()
    asked = _asked_in()
    files = {f"feedforward/{path}": (ROOT / path).read_text("utf-8") for path in OBSERVING}
    files["feedforward/__init__.py"] = _entrance((ROOT / "__init__.py").read_text("utf-8"))
    for name in _library():
        path = ROOT / f"{name}.py"
        text = NAMES_ONLY if name in WHOLLY_CLOSED else _without(path, closed, asked)
        files[f"feedforward/{name}.py"] = text
    for package in ("plots", "widgets"):
        files[f"feedforward/{package}/__init__.py"] = NAMES_ONLY
    files["feedforward/_nothing.py"] = NOTHING
    return View(files, closed)


@functools.cache
def _library():
    """Names of the modules that compute: what the package is made of, and what that needs, unless
    it needs anything that judges or draws."""
    needed, wanted = {}, _imports("__init__")
    while wanted:
        name = wanted.pop()
        if name not in needed and (ROOT / f"{name}.py").is_file():
            needed[name] = _imports(name)
            wanted |= needed[name]
    shown = set(needed)
    while left := {name for name in shown if not needed[name] <= shown}:
        shown -= left
    return sorted(shown)


def _imports(name):
    """Modules of this package that a module imports, by the part after `feedforward.`"""
    tree = ast.parse((ROOT / f"{name}.py").read_text("utf-8"))
    found = set()
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and _module(node).split(".")[0] == "feedforward":
            inner = _module(node).partition(".")[2]
            found |= {inner} if inner else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {a.name for a in node.names if a.name.split(".")[0] == "feedforward"}
    return found


def _module(node):
    """The full name of the module that is imported from; the modules all lie in one folder."""
    return ".".join(["feedforward"] * node.level + [node.module] * bool(node.module))


def _asked_in():
    """{full name of a library function: the section that asks for it}."""
    return {
        f"{e.reference.__module__}.{e.reference.__name__}": e.section
        for e in exercises.EXERCISES.values()
        if ".exercises." not in e.reference.__module__
    }


def _closed(section):
    """Full names of the functions that an exercise of this section, or of a later one, asks for,
    and of those that would do its work."""
    order = list(exercises.SECTIONS)
    later = set(order[order.index(section) :])
    asked = [e for e in exercises.EXERCISES.values() if e.section in later]
    functions = {f for e in asked for f in (e.reference, *e.off_limits)}
    return frozenset(
        f"{f.__module__}.{f.__name__}" for f in functions if ".exercises." not in f.__module__
    )


def _without(path, closed, asked):
    """The text of a module in which closed functions do nothing but say so."""
    text = path.read_text("utf-8")
    lines = text.split("\n")
    functions = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    for node in reversed(functions):
        name = f"feedforward.{path.stem}.{node.name}"
        if name in closed:
            first, last = node.body[0].lineno, node.body[-1].end_lineno
            said = _sentence(node.name, asked.get(name))
            lines[first - 1 : last] = [f"    raise ImportError({said!r})"]
    return "\n".join(lines)


def _sentence(name, section):
    if section is None:
        return f"ff.{name} does the work of an exercise; while it is graded, it is closed."
    return f"ff.{name} is what {section.split('_')[0]} asks for; while it is graded, it is closed."


def _entrance(text):
    """The package's __init__ without what judges, draws or asks: those names do nothing."""
    module = ast.parse(text)
    kept = []
    for node in module.body:
        if isinstance(node, ast.ImportFrom):
            kept += _import_of(node)
        elif isinstance(node, ast.Expr) or _assigns(node):
            kept.append(ast.unparse(node))
    return "\n".join([*kept, NAMES_OF_THE_PACKAGE.format(names=_public())])


def _public():
    """Public names of the package, without modules."""
    own = (n for n, value in vars(feedforward).items() if not isinstance(value, ModuleType))
    return sorted(name for name in {*own, *_played()} if not name.startswith("_"))


def _played():
    """Names that the package loads from its widgets; read, because loading takes a second."""
    text = (ROOT / "widgets" / "__init__.py").read_text(encoding="utf-8")
    named = [n for n in ast.parse(text).body if isinstance(n, ast.Assign)]
    names = next(n.value for n in named if n.targets[0].id == "__all__")
    return [name for name in ast.literal_eval(names) if name.startswith(feedforward.PLAY)]


def _import_of(node):
    """An import of a library module as it stands; of anything else, names that do nothing."""
    if _module(node).removeprefix("feedforward.") in _library():
        return [ast.unparse(node)]
    names = [alias.asname or alias.name for alias in node.names]
    return [
        "from feedforward import _nothing",
        *(f"{name} = _nothing.nothing" for name in names),
    ]


def _assigns(node):
    return isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple | ast.Constant)
