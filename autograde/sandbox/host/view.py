"""Outside: make the view of the book's package that learners' code sees while a section is graded.

The exercises of this section and of later ones are closed, and so are the functions that compute
them: the view does not contain their bodies and docstrings. It does not contain judging, pictures
and widgets either; their names do nothing.
"""

import ast
from pathlib import Path

import feedforward
from feedforward import exercises

ROOT = Path(feedforward.__file__).parent
OBSERVING = tuple(
    f"checking/{name}.py"
    for name in ("__init__", "global_random", "least_squares", "observe", "time_limit", "trace")
)
# The modules that the package's names come from, and those that they need in turn. A new module is
# shown to learners' code only once it is named here.
LIBRARY = (
    "activations", "audience", "data", "formatting", "gradcheck", "graph", "libraries", "losses",
    "network", "optimizers", "regularization", "storage", "training", "validation",
)  # fmt: skip
# These modules do the work of `train` and `backward` in their own way. `train` is the last exercise
# of the book, so no section may use them.
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


def __getattr__(name):
    if name.startswith((*PLAY, "figures")):
        return _nothing.nothing
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
"""
NAMES_ONLY = f'''"""Closed while a class is graded."""
{NAMES_OF_NOTHING}'''


def view_of(section):
    """Return the files of the view for a section, {path: text}.

    section: None for an assignment that is not of this book. Raises ValueError if the book has no
    such section.
    """
    if section is not None and section not in exercises.SECTIONS:
        raise ValueError(f"No section is called {section!r}.")
    closed = _closed(section) if section else frozenset()
    asked = _asked_in()
    files = {f"feedforward/{path}": (ROOT / path).read_text("utf-8") for path in OBSERVING}
    files["feedforward/__init__.py"] = _entrance((ROOT / "__init__.py").read_text("utf-8"))
    for name in LIBRARY:
        files[f"feedforward/{name}.py"] = _without(ROOT / f"{name}.py", closed, asked)
    for name in (*WHOLLY_CLOSED, "plots/__init__", "widgets/__init__"):
        files[f"feedforward/{name}.py"] = NAMES_ONLY
    files["feedforward/_nothing.py"] = NOTHING
    return files


def write(files, folder):
    """Write the files of a view below a folder."""
    for path, text in files.items():
        place = Path(folder, path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")


def _asked_in():
    """Return {full name of a library function: the section that asks for it}."""
    return {
        f"{e.reference.__module__}.{e.reference.__name__}": e.section
        for e in exercises.EXERCISES.values()
        if ".exercises." not in e.reference.__module__
    }


def _closed(section):
    """Return the full names of the functions that are closed while a section is graded.

    An exercise of this section or of a later one asks for them, or they would do its work.
    """
    order = list(exercises.SECTIONS)
    later = set(order[order.index(section) :])
    asked = [e for e in exercises.EXERCISES.values() if e.section in later]
    functions = {f for e in asked for f in (e.reference, *e.off_limits)}
    return frozenset(
        f"{f.__module__}.{f.__name__}" for f in functions if ".exercises." not in f.__module__
    )


def _without(path, closed, asked):
    """Return the text of a module in which closed functions only raise an error that says so."""
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
    """Return the package's __init__ in which names that judge, draw or ask do nothing."""
    module = ast.parse(text)
    kept = []
    for node in module.body:
        if isinstance(node, ast.ImportFrom):
            kept += _import_of(node)
        elif isinstance(node, ast.Expr) or (
            isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple | ast.Constant)
        ):
            kept.append(ast.unparse(node))
    return "\n".join([*kept, NAMES_OF_THE_PACKAGE])


def _import_of(node):
    """Return an import of a library module unchanged, and any other as names that do nothing."""
    if node.module.removeprefix("feedforward.") in LIBRARY:
        return [ast.unparse(node)]
    names = [alias.asname or alias.name for alias in node.names]
    return [
        "from feedforward import _nothing",
        *(f"{name} = _nothing.nothing" for name in names),
    ]
