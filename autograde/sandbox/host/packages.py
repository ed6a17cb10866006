"""Outside: find the files of installed distributions and of their dependencies."""

import re
from importlib import metadata
from pathlib import Path

from ..wire.contract import NoBox

# Distributions that every sandbox has.
ALWAYS = ("numpy", "ipython", "matplotlib", "ipywidgets", "tqdm")
# Dependencies of ipywidgets that only a browser needs.
NOT_NEEDED = {"jupyterlab-widgets", "widgetsnbextension"}
# First parts of paths that do not belong to one distribution alone.
OUTSIDE = {"/", "..", "__pycache__"}


def with_dependencies(names):
    """Return {normalised name: Distribution} for these distributions and their dependencies.

    Raises NoBox if one of `names` is not installed.
    """
    found, seen, wanted = {}, set(NOT_NEEDED), list(names)
    while wanted:
        name = normalised(wanted.pop())
        if name in seen:
            continue
        seen.add(name)
        try:
            distribution = found[name] = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            if name in map(normalised, names):
                raise NoBox(f"The package {name} is not installed; the sandbox needs it.") from None
            continue  # a dependency only on another system or for another version of Python
        wanted += _dependencies(distribution)
    return found


def entries(names):
    """Return the files and folders of these distributions and dependencies. Raises NoBox."""
    found = {
        Path(distribution.locate_file(top))
        for distribution in with_dependencies(names).values()
        for top in {file.parts[0] for file in distribution.files or ()} - OUTSIDE
    }
    return sorted(entry for entry in found if entry.exists())


def normalised(name):
    """Normalise the name of a distribution, as package indexes do."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _dependencies(distribution):
    """Yield the names of a distribution's dependencies, without those of its extras."""
    for line in distribution.requires or ():
        requirement, _, marker = line.partition(";")
        if "extra" not in marker:
            yield re.match(r"[\w.-]+", requirement)[0]
