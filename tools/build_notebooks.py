"""Build the notebooks from book/*.py, the only form that is written by hand.

python tools/build_notebooks.py                   chapters/ and solutions/
python tools/build_notebooks.py --check           say which of them are stale; exit status 1
python tools/build_notebooks.py --nbgrader DIR    DIR/<section>/<section>.ipynb for nbgrader
"""

import argparse
import hashlib
import sys
from pathlib import Path

import jupytext
import nbformat
from bibliography import cite, listed, read_works
from directives import CHAPTERS, NBGRADER, SOLUTIONS, WORKS_CITED, BookError, expand
from nbformat.v4 import new_notebook

from autograde.course.write_files import write_whole
from feedforward.exercises import SECTIONS

ROOT = Path(__file__).resolve().parent.parent
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare with what is there")
    parser.add_argument("--nbgrader", type=Path, metavar="DIR", help="write nbgrader sources")
    parser.add_argument("--auto-only", action="store_true", help="leave the open questions out")
    parser.add_argument("--root", type=Path, default=ROOT, help="the folder that holds book/")
    options = parser.parse_args(arguments)
    try:
        if options.nbgrader:
            return write_sources(options.root, options.nbgrader, options.auto_only)
        built = {
            options.root / form / f"{section}.ipynb": build(options.root, section, form)
            for form in (CHAPTERS, SOLUTIONS)
            for section in written(options.root)
        }
    except (BookError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return report_stale(built) if options.check else write_all(built)


def written(root):
    """The sections whose text stands in book/, in the book's order."""
    return [section for section in SECTIONS if (root / "book" / f"{section}.py").exists()]


def build(root, section, form, auto_only=False):
    """The text of a section's notebook in one of its forms; the same bytes each time."""
    path = root / "book" / f"{section}.py"
    works = read_works(path.with_name("references.bib"))
    cells, asked, cited, problems = [], [], [], 0
    for number, cell in enumerate(jupytext.read(path, fmt="py:percent").cells, 1):
        if auto_only and "explain" in cell.metadata:
            continue
        if "exercise" in cell.metadata:
            asked.append(cell.metadata["exercise"])
        problems += "problem" in cell.metadata
        try:
            problem = f"{section.partition('_')[0]}.{problems}"
            expanded = expand(cell, form, asked_before(section, asked), problem)
            cited += [key for new in expanded for key in link_citations(new, works)]
        except (BookError, ValueError) as error:
            raise BookError(f"{path.name}, cell {number}: {error}") from None
        cells += [with_id(new, f"{section.replace('.', '-')}-{number:03}") for new in expanded]
    for cell in cells:
        cell.source = cell.source.replace(WORKS_CITED, listed(cited, works))
    expected = [exercise.name for exercise in SECTIONS[section].EXERCISES]
    if asked != expected:
        raise BookError(f"{path.name} asks for {asked}; the exercises are {expected}, in order.")
    notebook = new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
    notebook.metadata["language_info"] = {"name": "python"}
    notebook.metadata["feedforward"] = {"section": section, "built": fingerprint(notebook)}
    return nbformat.writes(nbformat.from_dict(notebook)) + "\n"


def link_citations(cell, works):
    """Make links of the citations in a cell of text; return the keys of what it cites."""
    if cell.cell_type != "markdown":
        return []
    cell.source, keys = cite(cell.source, works)
    return keys


def asked_before(section, asked):
    """Names of all exercises that a reader has met: those of earlier sections, and of this one."""
    earlier = list(SECTIONS)[: list(SECTIONS).index(section)]
    return [e.name for key in earlier for e in SECTIONS[key].EXERCISES] + asked


def with_id(cell, default):
    """Ids come from what the directive fills in, else from the position in the book."""
    own = ("problems-", "problem-", "references-")
    if "nbgrader" not in cell.metadata and not cell.id.startswith(own):
        cell.id = default
    return cell


def fingerprint(notebook):
    """Changes when anybody writes into the notebook, not when its cells are run."""
    written = "\0".join(f"{cell.cell_type} {cell.source}" for cell in notebook.cells)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def write_all(built):
    """Write what has changed; keep a copy of a notebook that somebody has worked in."""
    for path, text in built.items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        path.parent.mkdir(exist_ok=True)
        if path.exists() and holds_work(path):
            kept = free_name(path)
            path.rename(kept)
            print(f"{path.name} held somebody's work: it is kept as {kept.name}.")
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"built {path.parent.name}/{path.name}")
    return 0


def holds_work(path):
    """Return True if a notebook has been changed since it was built."""
    try:
        notebook = nbformat.read(path, as_version=4)
        return notebook.metadata["feedforward"]["built"] != fingerprint(notebook)
    except (OSError, KeyError, ValueError):  # nothing that a build wrote, so somebody else did
        return True


def free_name(path):
    """A name beside `path` that nothing has yet."""
    names = (path.with_name(f"{path.stem}.kept-{i}.ipynb") for i in range(1, 10_000))
    return next(name for name in names if not name.exists())


def report_stale(built):
    """Name what differs from what book/ gives; exit status 1 where anything does."""
    stale = [
        f"{path.parent.name}/{path.name}"
        for path, text in built.items()
        if not path.exists() or path.read_bytes() != text.encode()
    ]
    if stale:
        print(f"Not what book/ gives: {', '.join(stale)}. Run `make notebooks`, commit the result.")
    return 1 if stale else 0


def write_sources(root, folder, auto_only):
    """Write nbgrader's source notebooks; existing ones are not changed."""
    for section in written(root):
        path = folder / section / f"{section}.ipynb"
        if path.exists():
            print(f"{path} exists already and was not changed.")
            continue
        # Half of one would count as there already.
        write_whole(path, build(root, section, NBGRADER, auto_only).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
