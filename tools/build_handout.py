"""Pack the book for learners in a graded course: everything that they need, without solutions.

python tools/build_handout.py [--auto-only] [--out build/handout/feedforward.zip]

Files with answers are left out, and files that only contributors need. The package stays, because
the notebooks need it, so the formulas that the exercises ask for can still be found in `src/`.
"""

import argparse
import stat
import sys
import time
import zipfile
from pathlib import Path

from build_notebooks import CHAPTERS, ROOT, build, written
from directives import BookError

TOP = "feedforward"
KEPT = (
    "src",
    "autograde",
    "lab",
    "tools/environment.py",
    "Makefile",
    "pyproject.toml",
    "requirements.in",
    "requirements.txt",
    "requirements-dev.txt",  # environment.py checks whether these are installed
    "NOTATION.md",
    "CITATION.cff",
    "LICENSE",
    "LICENSE-text",
)
NOISE = ("__pycache__", ".pyc", ".egg-info", ".ipynb_checkpoints", ".lab")
FOR_LEARNERS = "docs/learners.md"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--auto-only", action="store_true", help="leave the open questions out")
    parser.add_argument("--out", type=Path, default=ROOT / "build/handout/feedforward.zip")
    options = parser.parse_args()
    try:
        files = handout(options.auto_only)
    except (BookError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    options.out.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(options.out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            archive.writestr(_readable_by_all(name), data)
    print(f"{options.out}: the book without solutions, {len(files)} files.")
    return 0


def _readable_by_all(name):
    """Return the entry of a file in the archive: root may unpack it for the users of a hub.

    An entry without a mode gets 0600.
    """
    entry = zipfile.ZipInfo(f"{TOP}/{name}", time.localtime()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    path = ROOT / name
    is_program = path.is_file() and path.stat().st_mode & stat.S_IXUSR
    entry.external_attr = (stat.S_IFREG | (0o755 if is_program else 0o644)) << 16
    return entry


def handout(auto_only=False):
    """Return {path: text or bytes} of the handout's files; the notebooks are built afresh."""
    files = {}
    for kept in KEPT:
        path = ROOT / kept
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            name = file.relative_to(ROOT).as_posix()
            if file.is_file() and not any(part in name for part in NOISE):
                files[name] = file.read_bytes()
    for section in written(ROOT):
        files[f"chapters/{section}.ipynb"] = build(ROOT, section, CHAPTERS, auto_only)
    files["README.md"] = readme()
    return files


def readme():
    """Return the learners' page without its paragraph on the solutions."""
    text = (ROOT / FOR_LEARNERS).read_text(encoding="utf-8")
    paragraphs = text.replace("# For learners", "# Feedforward, by hand", 1).split("\n\n")
    kept = [paragraph for paragraph in paragraphs if "solutions/" not in paragraph]
    if len(kept) != len(paragraphs) - 1:
        raise BookError(f"{FOR_LEARNERS} has to mention solutions/ in exactly one paragraph.")
    return "\n\n".join(kept)


if __name__ == "__main__":
    sys.exit(main())
