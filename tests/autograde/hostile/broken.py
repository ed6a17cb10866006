"""Files and metadata that are broken, or of another make."""

import json
import os

from autograding import SECTION, solution, with_answers, without
from handing_in import (
    AS_IT_CAME,
    FULL,
    NO_RELU,
    NOT_WRITTEN,
    NOTHING,
    RIGHT,
    Attack,
    blank,
    cell,
    find,
    lay,
    right_notebook,
    with_cells,
)

NOTEBOOK = f"{SECTION}.ipynb"
TEXT = json.dumps(solution(), ensure_ascii=False)


def changed(change):
    """The answered notebook after change(notebook)."""
    notebook = right_notebook()
    change(notebook)
    return notebook


def old_form():
    cells = []
    for found in solution()["cells"]:
        code = found["cell_type"] == "code"
        kept = {"cell_type": found["cell_type"], "metadata": found["metadata"]}
        cells.append(kept | {"input" if code else "source": found["source"]})
    return {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}


def each(change):
    """The answered notebook with change(cell) made to every cell."""
    return changed(lambda notebook: [change(found) for found in notebook["cells"]])


def _skipped(found):
    found["metadata"]["tags"] = ["skip-execution", "remove-cell", "raises-exception"]


def _flags(found):
    about = found["metadata"].get("nbgrader", {})
    about |= {"grade": True, "solution": True, "locked": False, "points": 100, "task": True}
    about |= {"schema_version": 99, "checksum": "0"}


def _renamed(found):
    about = found["metadata"].get("nbgrader", {})
    about["grade_id"] = f"{about.get('grade_id')} of mine" if about else None


def _swapped(notebook):
    relu, collapse = find(notebook, "answer-relu"), find(notebook, "answer-collapse")
    relu["source"], collapse["source"] = collapse["source"], relu["source"]


def _twice(notebook):
    at = notebook["cells"].index(find(notebook, "answer-relu"))
    notebook["cells"].insert(at, json.loads(json.dumps(notebook["cells"][at])))
    check = find(notebook, "check-relu")
    notebook["cells"].insert(at + 3, json.loads(json.dumps(check)))


def _split(notebook):
    at = notebook["cells"].index(find(notebook, "answer-relu"))
    head, _, body = "".join(notebook["cells"][at]["source"]).rpartition("\n")
    notebook["cells"][at : at + 1] = [
        notebook["cells"][at] | {"source": head}, cell(body)
    ]  # fmt: skip


def _odd_types(notebook):
    notebook["cells"] += [3, None, [], {"cell_type": 7, "source": {}}, {"source": [None, 3]}]
    notebook["metadata"] = notebook["nbformat"] = notebook["nbformat_minor"] = None
    find(notebook, "check-relu")["metadata"] = [1]
    find(notebook, "problem-6-1-1")["metadata"] = {"nbgrader": "none", "tags": 3}


def _with_outputs(notebook):
    for found in notebook["cells"]:
        if found["cell_type"] == "code":
            page = {"text/html": "<script>alert(1)</script>", "text/plain": "100"}
            shown = {"output_type": "execute_result", "data": page, "metadata": {}}
            found["outputs"] = [shown | {"execution_count": 1}] * 20


def kernel(name):
    def change(notebook):
        notebook["metadata"]["kernelspec"] = {"name": name, "display_name": name, "language": "R"}
        notebook["metadata"]["language_info"] = {"name": "R", "file_extension": ".r"}

    return changed(change)


def link(folder):
    source = folder.parent.parent / "0 first" / SECTION / NOTEBOOK
    (folder / NOTEBOOK).symlink_to(source)


def link_to_a_device(folder):
    (folder / NOTEBOOK).symlink_to("/dev/zero")


def pipe(folder):
    os.mkfifo(folder / NOTEBOOK)


def folder_in_its_place(folder):
    (folder / NOTEBOOK).mkdir()


def huge(folder):
    with (folder / NOTEBOOK).open("wb") as file:
        file.truncate(10**12)


def other_name(folder):
    (folder / "my homework (final).ipynb").write_text(TEXT)


def name_that_is_no_text(folder):
    (folder / os.fsdecode(b"mine \xff\x1b[2J.ipynb")).write_text(TEXT)
    (folder / os.fsdecode(b"x\xff\n.txt")).symlink_to("/etc/passwd")


def modules_beside(folder):
    lay(folder, right_notebook())
    for name in ("numpy/__init__.py", "feedforward/__init__.py", "json.py", "sitecustomize.py"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("raise SystemExit('mine')")


def rubbish_beside(folder):
    lay(folder, right_notebook())
    (folder / "others").symlink_to(folder.parent.parent)
    (folder / "secret").symlink_to(folder.parent.parent.parent / "secret.txt")
    os.mkfifo(folder / "pipe")
    (folder / "a\nb\udcff.txt").write_text("odd")
    with (folder / "large.bin").open("wb") as file:
        file.truncate(10**11)
    deep = folder.joinpath(*["d"] * 40)
    deep.mkdir(parents=True)
    (deep / "x.txt").write_text("deep")


def timestamp_that_is_none(folder):
    lay(folder, right_notebook())
    (folder / "timestamp.txt").write_text("tomorrow, 25 o'clock\0")


def timestamp_that_is_a_pipe(folder):
    lay(folder, right_notebook())
    os.mkfifo(folder / "timestamp.txt")


def _unread(name, handed, *told):
    return Attack(name, handed, told, NOTHING)


def _whole(name, handed, *told):
    return Attack(name, handed, (RIGHT, *told))


NO_FILE = "is not a file but a folder, a pipe or a device"
ATTACKS = (
    _unread("no JSON", b"def relu(z): return 0", "cannot be read as a notebook"),
    _unread("cut off", TEXT.encode()[:3000], "cannot be read as a notebook"),
    _unread("merged by git", b"<<<<<<< HEAD\n" + TEXT.encode(), "cannot be read as a notebook"),
    _unread("empty", b"", "is empty."),
    _unread("zeros", b"\0" * 4096, "is empty."),
    _unread("a list", b"[1, 2]", "it contains something else"),
    _unread("nested deep", b'{"cells": ' + b"[" * 10**6, "cannot be read as a notebook"),
    _unread("too many cells", b'{"cells": [' + b"{}," * 9999 + b"{}]}", "has 10000 cells"),
    _unread("nothing handed in", None, "was not handed in"),
    _unread("another name", other_name, "was not handed in; there is my homework (final).ipynb"),
    _unread("name that is no text", name_that_is_no_text, "there is mine \ufffd\ufffd[2J.ipynb"),
    _unread("link", link, "is a link to somewhere else, which is not followed"),
    _unread("link to a device", link_to_a_device, "is a link to somewhere else"),
    _unread("pipe", pipe, NO_FILE),
    _unread("folder in its place", folder_in_its_place, NO_FILE),
    _unread("huge", huge, "at most 52428800 are read"),
    _whole("BOM", TEXT.encode("utf-8-sig")),
    _whole("UTF-16", TEXT.encode("utf-16")),
    _whole("UTF-32", TEXT.encode("utf-32-be")),
    _whole("Latin-1", TEXT.encode("latin-1", "replace")),
    _whole("CRLF", TEXT.replace("\\n", "\\r\\n").encode()),
    _whole("zeros at the end", TEXT.encode() + b"\0" * 512),
    _whole("nbformat 3", old_form()),
    _whole("nbformat 99", changed(lambda n: n.update(nbformat=99, nbformat_minor=-1))),
    _whole("cells twice", changed(_twice), "There are 2 cells for relu; it counts once"),
    _whole("answer split", changed(_split), "was split; its 2 pieces are one cell again"),
    _whole("backwards", changed(lambda n: n["cells"].reverse())),
    _whole("answers swapped", changed(_swapped)),
    _whole("retyped", each(lambda found: found.update(cell_type="raw"))),
    _whole("metadata stripped", each(lambda found: found.update(metadata={}))),
    _whole("metadata and ids stripped", each(lambda f: (f.update(metadata={}), f.pop("id")))),
    _whole("one id for all", each(lambda found: found.update(id="same"))),
    _whole("skipped by tags", each(_skipped)),
    _whole("flags changed", each(_flags)),
    _whole("renamed", each(_renamed)),
    _whole("odd types", changed(_odd_types)),
    _whole("markup in outputs", changed(_with_outputs)),
    _whole("wrong kernel", kernel("ir")),
    _whole("kernel with a path", kernel("../../../../bin/sh")),
    _whole("checks deleted", without(*(f"check-{name}" for name in FULL))),
    _whole("modules beside", modules_beside),
    _whole("rubbish beside", rubbish_beside),
    _whole("timestamp that is none", timestamp_that_is_none),
    _whole("timestamp that is a pipe", timestamp_that_is_a_pipe),
    Attack("answer deleted", without("answer-relu"), ("The answer cell relu is missing.",),
           NO_RELU),
    Attack("half a surrogate", with_cells(right_notebook(), "s = '\ud800'"), (RIGHT,)),
    Attack("skipped and wrong", changed(lambda n: [
        _skipped(n["cells"][i]) for i in range(len(n["cells"]))]) | {
        "cells": with_answers(relu="    return z")["cells"]}, (AS_IT_CAME,), NO_RELU),
    Attack("released form", blank(), (NOT_WRITTEN,), NOTHING),
)  # fmt: skip
