"""Build the book as static pages: build/site/index.html.

python tools/build_site.py [--out build/site] [--work build/site-pages]
    [--executed build/executed] [--section 6.1_xor ...]

Executes the chapters (what was executed before and has not changed is taken again), writes the
pages, and lets Sphinx make the site. Needs npm once, for MathJax, which the site serves itself.
"""

import argparse
import base64
import hashlib
import shutil
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jupytext
import nbformat
from bibliography import read_works
from build_notebooks import ROOT, written
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell
from site_fonts import write_fonts
from site_pages import answers_of, card_of, glossary_of, opening_of, page_of, references_of
from site_pictures import FOLDER, Pictures, compressed

from feedforward.exercises import SECTIONS
from feedforward.plots.picture import image_tag

WEB = ROOT / "web"
SETTINGS = WEB / "settings.toml"
FRAMES_FOR_EXPLORERS = """\
from feedforward.widgets import frames
frames.install(get_ipython())
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "site")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "site-pages")
    parser.add_argument("--executed", type=Path, default=ROOT / "build" / "executed")
    parser.add_argument("--section", action="append", choices=list(SECTIONS), dest="sections")
    options = parser.parse_args()
    sections = options.sections or written(ROOT)
    install_mathjax()
    with ThreadPoolExecutor(2) as pool:
        notebooks = pool.map(lambda s: executed_chapter(s, options.executed), sections)
        executed = dict(zip(sections, notebooks, strict=True))
    write_pages(options.work, executed)
    command = ["-m", "sphinx", "-q", "--keep-going", "-b", "html", "-c", str(WEB)]
    command += ["-d", str(options.work / "doctrees")]
    if list(executed) == list(SECTIONS):  # a part of the book has links that lead out of it
        command.append("-W")
    shutil.rmtree(options.out, ignore_errors=True)
    failed = subprocess.run([sys.executable, *command, options.work, options.out]).returncode
    if not failed:
        shutil.move(options.work / FOLDER, options.out)
        write_fonts(options.out / "_static" / "fonts")
        copy_notebooks(options.out / "notebooks", sections)
        print(f"The site: {options.out / 'index.html'}")
    return failed


def install_mathjax():
    """Have web/node_modules, from package-lock.json."""
    if (WEB / "node_modules" / "mathjax").exists():
        return
    if not shutil.which("npm"):
        sys.exit("npm is missing, which brings MathJax. On Debian: apt-get install npm.")
    subprocess.run(["npm", "ci", "--silent"], cwd=WEB, check=True)


def executed_chapter(section, folder):
    """Return a section's chapter with its outputs, every blank empty.

    It is kept in `folder`, and executed again only if the chapter or the package has changed.
    """
    text = (ROOT / "chapters" / f"{section}.ipynb").read_bytes()
    cache = folder / f"{section}-{fingerprint(text)}.ipynb"
    if not cache.exists():
        notebook = nbformat.reads(text.decode(), as_version=4)
        notebook.cells.insert(0, new_code_cell(FRAMES_FOR_EXPLORERS))
        with tempfile.TemporaryDirectory() as begun:  # as for a learner who has just begun
            copy_notebooks(Path(begun, "chapters"), written(ROOT))
            beside = {"metadata": {"path": f"{begun}/chapters"}}
            NotebookClient(notebook, kernel_name="python3", timeout=300, resources=beside).execute(
                stderr=subprocess.DEVNULL  # a kernel's word on its own sockets
            )
        del notebook.cells[0]
        compress_pictures(notebook)
        folder.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, cache)
    return nbformat.read(cache, as_version=4)


def compress_pictures(notebook):
    """Keep each picture of a notebook's outputs once, as HTML with its alt text and as WebP."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if "image/png" in data:
                png = data.pop("image/png")
                if "text/html" not in data:
                    data["text/html"] = image_tag(base64.b64decode(png), data["text/plain"])
            if "text/html" in data:
                data["text/html"] = compressed(data["text/html"])


def fingerprint(text):
    """Changes with the notebook, and with the package that it runs."""
    digest = hashlib.sha256(text)
    for path in sorted((ROOT / "src").rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def write_pages(folder, executed):
    """Write what Sphinx reads: the sections and their answers, and the pages around them."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "answers").mkdir(parents=True)
    pictures = Pictures(folder)
    book = {s: jupytext.read(ROOT / "book" / f"{s}.py", fmt="py:percent").cells for s in executed}
    works = read_works(ROOT / "book" / "references.bib")
    pages = {s: page_of(notebook, s, solved(s), pictures) for s, notebook in executed.items()}
    for section, page in pages.items():
        nbformat.write(page, folder / f"{section}.ipynb")
        answers = answers_of(section, book[section], works)
        (folder / "answers" / f"{section}.md").write_text(answers, encoding="utf-8")
    shutil.copy(ROOT / "NOTATION.md", folder / "notation.md")
    (folder / "glossary.md").write_text(glossary_of(book), encoding="utf-8")
    (folder / "references.md").write_text(references_of(book, works), encoding="utf-8")
    first = (WEB / "index.md").read_text(encoding="utf-8")
    first = first.replace("OPENING", opening_of(next(iter(pages.values()))))
    first = first.replace("CARDS", "".join(card_of(page, s) for s, page in pages.items()))
    for name, files in (("SECTIONS", executed), ("ANSWERS", [f"answers/{s}" for s in executed])):
        first = first.replace(name, "\n".join(files))
    first = first.replace("LAUNCHING", launching(tomllib.loads(SETTINGS.read_text("utf-8"))))
    (folder / "index.md").write_text(first, encoding="utf-8")


def solved(section):
    """The answered notebook of a section."""
    return nbformat.read(ROOT / "solutions" / f"{section}.ipynb", as_version=4)


def launching(settings):
    """Return the first page's sentence on the buttons that start a notebook elsewhere, if any."""
    package = f"git+{settings['repository']}@{settings['branch']}"
    places = {
        "binder": "**Binder**, which takes some minutes to begin",
        "colab": f"**Colab**, where you first run a cell with `%pip install {package}`",
    }
    offered = [place for name, place in places.items() if settings[name]]
    if not (settings["repository"] and offered):
        return ""
    return f"The rocket at the top of a section starts its notebook on {', or on '.join(offered)}."


def copy_notebooks(folder, sections):
    """Put the notebooks of chapters/ into a new folder."""
    folder.mkdir()
    for section in sections:
        shutil.copy(ROOT / "chapters" / f"{section}.ipynb", folder)


if __name__ == "__main__":
    sys.exit(main())
