"""`make handout`: the book that learners of a graded course get."""

import json
import re
import shutil
import subprocess
import sys
import zipfile

import pytest
from project import ROOT


def texts_of_answers():
    """What only solutions/ says: the answers to open questions, and those to the problems."""
    for path in sorted((ROOT / "solutions").glob("*.ipynb")):
        chapter = json.loads((ROOT / "chapters" / path.name).read_text(encoding="utf-8"))
        known = "\n".join("".join(cell["source"]) for cell in chapter["cells"])
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            lines = [line for line in "".join(cell["source"]).split("\n") if line not in known]
            if cell["cell_type"] == "markdown" and lines:
                yield max(lines, key=len)


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """The archive that `make handout` writes."""
    path = tmp_path_factory.mktemp("handout") / "book.zip"
    command = [sys.executable, str(ROOT / "tools" / "build_handout.py"), "--out", str(path)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return path


@pytest.mark.skipif(not shutil.which("unzip"), reason="this machine has no unzip")
def test_everyone_can_read_what_root_unpacks(archive, tmp_path):
    command = ["unzip", "-q", str(archive), "-d", str(tmp_path)]
    subprocess.run(command, check=True, umask=0o022)
    book = tmp_path / "feedforward"
    files = [file for file in book.rglob("*") if file.is_file()]
    modes = {f"{file.relative_to(book)}": file.stat().st_mode & 0o777 for file in files}
    ours = {name: (ROOT / name).stat().st_mode for name in modes if (ROOT / name).is_file()}
    assert len(files) > 400
    assert modes == {name: 0o755 if ours.get(name, 0) & 0o100 else 0o644 for name in modes}
    assert all(f.stat().st_mode & 0o777 == 0o755 for f in [book, *book.rglob("*")] if f.is_dir())


def test_the_handout_has_what_learners_need_and_no_answer_to_a_question(archive, tmp_path):
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(tmp_path)
    book = tmp_path / "feedforward"
    parts = {file.name for file in book.iterdir()}
    assert {"chapters", "src", "lab", "Makefile", "README.md"} <= parts
    assert not {"solutions", "book", "tests"} & parts
    script = (book / "tools" / "environment.py").read_text(encoding="utf-8")
    assert parts >= set(re.findall(r"requirements[\w-]*\.txt", script))
    said = "\0".join(f.read_text(encoding="utf-8", errors="ignore")
                     for f in book.rglob("*") if f.is_file())  # fmt: skip
    answers = list(texts_of_answers())
    assert len(answers) > 20
    shown = [t for t in answers if t in said or json.dumps(t, ensure_ascii=False)[1:-1] in said]
    assert shown == []
    for chapter in (ROOT / "chapters").glob("6.*.ipynb"):
        assert (book / "chapters" / chapter.name).read_bytes() == chapter.read_bytes()
