"""Build the book for the browser, with no server behind it: build/lite/index.html.

python tools/build_lite.py [--out build/lite] [--work build/lite-work] [--tools]

The tools (JupyterLite and its Pyodide kernel) live in .venv-lite, since the kernel's extension
breaks a JupyterLab in the same environment. They are fetched once; --tools does only that. Building
needs no network.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import nbformat
from build_notebooks import ROOT, written
from nbformat.v4 import new_code_cell

from feedforward.checking import start_page

ENVIRONMENT = ROOT / ".venv-lite"
PYTHON = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin") / "python"
PINS = ROOT / "requirements-lite.txt"
STAMP, WHEELS = ENVIRONMENT / "book-stamp", ENVIRONMENT / "wheels"
# Pure Python that the notebooks need and Pyodide's own host lacks: the site serves it.
SERVED = ("ipywidgets", "jupyterlab-widgets", "comm")
# The page and the grader around the notebooks, which a browser has no use for.
NOT_IN_A_BROWSER = ("jupyter", "jupyterlab>=4.4", "nbgrader>=0.9.5", "jupytext", "pybtex")
KERNEL = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "lite")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "lite-work")
    parser.add_argument("--tools", action="store_true", help="fetch the tools, build nothing")
    options = parser.parse_args()
    fetch_tools()
    if not options.tools:
        build(options.out.resolve(), options.work.resolve())
        print(f"The book for the browser: {options.out}. Serve that folder with any web server.")


def fetch_tools():
    """Have .venv-lite with what requirements-lite.txt pins, and the wheels that the site serves."""
    pins = hashlib.sha256(PINS.read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == f"{ENVIRONMENT} {pins}":
        return
    print("Fetching the tools of requirements-lite.txt into .venv-lite (once) ...", flush=True)
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    run(sys.executable, "-m", "venv", "--without-pip", ENVIRONMENT)
    pip("install", "-r", PINS)
    pip("download", "--no-deps", "--only-binary=:all:", "-c", PINS, "-d", WHEELS, *SERVED)
    STAMP.write_text(f"{ENVIRONMENT} {pins}")  # last: an interrupted run is done again


def pip(command, *arguments):
    """Run this environment's pip on .venv-lite."""
    run(sys.executable, "-m", "pip", "-q", "--python", PYTHON, command, *arguments)


def run(*command, **options):
    """Run a program; where it fails, leave with what it was (its own words stand above)."""
    if subprocess.run(command, **options).returncode:
        sys.exit(f"This failed, see above: {' '.join(map(str, command))}")


def build(out, work):
    """Write the site to `out`; everything on the way to it stands in `work`."""
    for folder in (out, work):
        shutil.rmtree(folder, ignore_errors=True)
    write_contents(work / "contents")
    lite = work / "lite"
    shutil.copytree(WHEELS, lite / "pypi")
    shutil.copy(ROOT / "lab" / "overrides.json", lite)  # Markdown opens rendered
    write_wheel(work / "package", lite / "pypi")
    command = ["jupyterlite_core", "build", "--apps", "lab"]
    extensions = f"--FederatedExtensionAddon.extra_labextensions_path={ROOT / 'lab' / 'extensions'}"
    places = [f"--contents={work / 'contents'}", f"--output-dir={out}"]
    run(PYTHON, "-m", *command, extensions, *places, cwd=lite)


def write_contents(folder):
    """Write the page to start from and the notebooks, made ready for the Pyodide kernel."""
    folder.mkdir(parents=True)
    for section in written(ROOT):
        notebook = nbformat.read(ROOT / "chapters" / f"{section}.ipynb", as_version=4)
        nbformat.write(for_the_browser(notebook, section), folder / f"{section}.ipynb")
    shutil.copy(ROOT / start_page.NOTATION, folder)
    before, _, _ = start_page.page(folder).partition(start_page.KEEPS_ON_DISK)
    ours = (ROOT / "web" / "lite.md").read_text(encoding="utf-8")
    (folder / start_page.NAME).write_text(before + ours, encoding="utf-8")


def for_the_browser(notebook, section):
    """The notebook with Pyodide's kernel, and a first code cell that installs the package."""
    notebook.metadata["kernelspec"] = KERNEL
    first = next(i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code")
    install = new_code_cell("%pip install -q feedforward", id=f"{section.replace('.', '-')}-lite")
    notebook.cells.insert(first, install)
    return notebook


def write_wheel(work, folder):
    """Build the wheel of `feedforward` alone, which asks for nothing that a browser cannot have."""
    shutil.copytree(
        ROOT / "src", work / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
    )
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (work / "pyproject.toml").write_text(browser_project(project), encoding="utf-8")
    pip("wheel", "--no-index", "--no-deps", "--no-build-isolation", "-w", folder, work)


def browser_project(project):
    """The text of a pyproject.toml: this project's, without what NOT_IN_A_BROWSER names."""
    needed = list(project["dependencies"])
    for name in NOT_IN_A_BROWSER:
        needed.remove(name)
    kept = {key: project[key] for key in ("name", "version", "description", "requires-python")}
    lines = [
        f"{key} = {json.dumps(value)}" for key, value in (kept | {"dependencies": needed}).items()
    ]
    return "\n".join(
        ["[build-system]", 'requires = ["setuptools"]', 'build-backend = "setuptools.build_meta"']
        + ["[project]", *lines, "[tool.setuptools.packages.find]", 'where = ["src"]', ""]
    )


if __name__ == "__main__":
    main()
