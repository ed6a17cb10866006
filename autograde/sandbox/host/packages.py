"""Outside: the files of installed distributions, and of all that those need."""

import re
from importlib import metadata
from pathlib import Path

from ..wire.contract import NoBox

# What every sandbox has.
ALWAYS = ("numpy", "ipython", "matplotlib", "ipywidgets", "tqdm")
# What ipywidgets names for a browser's sake, and what only terminals need.
NOT_NEEDED = {"jupyterlab-widgets", "widgetsnbextension"}


def with_needs(names):
    """{normalised name: Distribution} of these distributions and of all that they need.

    Raises NoBox where one of them is not installed.
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
            continue  # needed on another system or by another Python only
        wanted += _needs(distribution)
    return found


def entries(names):
    """Files and folders of these distributions, and of all that they need. Raises NoBox."""
    found = {
        Path(distribution.locate_file(top))
        for distribution in with_needs(names).values()
        for top in _tops(distribution) - {"..", "__pycache__"}
    }
    return sorted(entry for entry in found if entry.exists())


def normalised(name):
    """The name of a distribution as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _tops(distribution):
    """Names of the files and folders of a distribution, where packages are."""
    record = distribution.read_text("RECORD")
    if record is None:  # as Debian's packages have it
        return {file.parts[0] for file in distribution.files or ()}
    # `files` makes a path of each of thousands of lines, which takes a tenth of a second
    return {re.split("[/,]", line.lstrip('"'), maxsplit=1)[0] for line in record.splitlines()}


def _needs(distribution):
    """Names of what a distribution needs, but for what an extra needs."""
    for line in distribution.requires or ():
        requirement, _, marker = line.partition(";")
        if "extra" not in marker:
            yield re.match(r"[\w.-]+", requirement)[0]
