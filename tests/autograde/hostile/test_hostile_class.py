"""A class of attacks and faults beside honest neighbours, graded at once by the grader's door."""

import contextlib
import ctypes
import fcntl
import html
import json
import os
import re
import secrets
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import broken
import crowded
import forged
import honest
import pytest
import waste
from autograding import SECTION, contents, environment, grades, laid_out
from handing_in import FULL, lay, right_notebook

from autograde.course import secret

ATTACKS = {
    attack.name: attack
    for module in (forged, waste, broken, honest, crowded)
    for attack in module.ATTACKS
}
NEIGHBOURS = ("0 first", "m in between", "zz last")
SETTINGS = """
c.Execute.timeout = 2
c.Sandbox.memory = 300
c.Sandbox.output = 0.1
c.Sandbox.outside_seconds = 5
"""
MARKUP = "markup"  # how names of submissions begin that want their page of feedback looked at
BECOME_SUBREAPER = 36
JOBS = 4  # more than there are cores, since most of the class waits for its limits
SECONDS_TO_END = 10  # for what the grader itself has started


@pytest.fixture(scope="session")
def graded(tmp_path_factory, system_program):
    """The graded class. It is graded only once, even if tests run in many processes."""
    system_program("bwrap", "bubblewrap")
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    place = shared / "hostile class"
    with (shared / "hostile class.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (place / "facts.json").exists():
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
            (place / "facts.json").write_text(json.dumps(_grade(place)))
    return json.loads((place / "facts.json").read_text()) | {"course": place / "a course"}


def _grade(place):
    """Set up the class, plant the things to be found, grade it, and return the outcome."""
    course, home = place / "a course", place / "home"
    shutil.copytree(laid_out(), course)
    with (course / "nbgrader_config.py").open("a") as config:
        config.write(SETTINGS)
    secret = f"PLANTED-{secrets.token_hex(8)}"
    _plant(secret, course, home)
    before = contents(course)
    with _listening() as port, _standing_by() as victim:
        _hand_in(course, home, port, victim.pid)
        grade = ("autograde", "grade", SECTION, "--course", course, "--json", "--jobs", JOBS)
        done, left = _run(home, secret, *grade)
        lives = victim.poll() is None
    some = ("--student", f"{MARKUP}*")  # every page takes as long as grading does
    pages, _ = _run(home, secret, "nbgrader", "generate_feedback", SECTION, *some, cwd=course)
    return {
        "secret": secret,
        "status": [done.returncode, pages.returncode],
        "said": json.loads(done.stdout) if done.stdout else None,
        "stderr": done.stderr + pages.stderr,
        "left": left,
        "victim lives": lives,
        "changed": [str(p) for p, data in before.items() if _is_changed(p, data)],
    }


def _is_changed(path, data):
    return path.name != "gradebook.db" and (not path.exists() or path.read_bytes() != data)


def _plant(secret, course, home):
    for path in (home / ".secret", home / ".ssh" / "id_ed25519", course / "secret.txt"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(secret)
    with contextlib.closing(sqlite3.connect(course / "gradebook.db")) as database, database:
        database.execute("insert into student (id, last_name) values ('none', ?)", [secret])


@contextlib.contextmanager
def _listening():
    """A port on which nobody of the class can call."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        door.setblocking(False)
        yield door.getsockname()[1]
        with pytest.raises(BlockingIOError):
            door.accept()


@contextlib.contextmanager
def _standing_by():
    """A process of the grader's user that nobody of the class can end."""
    with subprocess.Popen(["sleep", "900"]) as process:
        try:
            yield process
        finally:
            process.kill()


def _hand_in(course, home, port, process):
    known = {"@COURSE@": course, "@HOME@": home, "@PORT@": port, "@PID@": process}
    handed = {name: attack.handed for name, attack in ATTACKS.items()}
    for name, notebook in (handed | dict.fromkeys(NEIGHBOURS, right_notebook())).items():
        folder = course / "submitted" / name / SECTION
        folder.mkdir(parents=True)
        if callable(notebook):
            notebook(folder)
        elif notebook is not None:
            text = json.dumps(notebook).encode() if isinstance(notebook, dict) else notebook
            for mark, value in known.items():
                text = text.replace(mark.encode(), str(value).encode())
            lay(folder, text)


def _run(home, secret, program, *arguments, cwd=None):
    """Run a command of this environment; what it said, and the processes that it has left."""
    prctl = ctypes.CDLL(None).prctl
    prctl(BECOME_SUBREAPER, 1, 0, 0, 0)  # whoever loses its parent becomes a child of ours
    before = _children()
    try:
        done = subprocess.run(
            [str(Path(sys.executable).parent / program), *map(str, arguments)],
            env=environment() | {"HOME": str(home), "PLANTED": secret, "PASSWORD": secret},
            cwd=cwd,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + SECONDS_TO_END
        while (left := _children() - before) and time.monotonic() < deadline:
            time.sleep(0.1)
        return done, [Path("/proc", one, "cmdline").read_text() for one in left]
    finally:
        prctl(BECOME_SUBREAPER, 0, 0, 0, 0)


def _children():
    """Processes that this one is the parent of, and that have not ended."""
    found = set()
    for task in Path("/proc/self/task").iterdir():
        for child in (task / "children").read_text().split():
            with contextlib.suppress(OSError):
                state = Path("/proc", child, "stat").read_text().rpartition(")")[2].split()[0]
                found |= {child} if state != "Z" else set()
    return found


def _points(course, student):
    found = grades(course, student)
    return {name: found[f"check_{name}"][0] for name in FULL}


def _told(course, student):
    """All that the recorded notebook says, from which feedback is made: without markup."""
    path = course / "autograded" / student / SECTION / f"{SECTION}.ipynb"
    parts = []
    for cell in json.loads(path.read_text())["cells"]:
        if cell["id"] == "about-the-grading":
            parts.append(re.sub(r"\\(.)", r"\1", "".join(cell["source"])))
        for shown in cell.get("outputs", ()):
            texts = shown.get("data") or {
                part: shown.get(part, "") for part in ("text", "ename", "evalue")
            }
            parts += ["".join(text) for text in texts.values()]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", "\n".join(parts))).split())


@pytest.mark.parametrize("name", ATTACKS)
def test_it_earns_what_it_deserves_and_its_author_is_told(graded, name):
    attack, course = ATTACKS[name], graded["course"]
    assert _points(course, name) == attack.deserves
    said = next(s for s in graded["said"]["submissions"] if s["student"] == name)
    assert (said["graded"], said["score"]) == (True, sum(attack.deserves.values()))
    told = _told(course, name)
    assert attack.told and not [t for t in attack.told if t not in told]


def test_every_submission_has_a_result_and_the_grader_says_so(graded):
    assert graded["status"] == [0, 0], graded["stderr"]
    assert graded["said"]["graded"] == graded["said"]["submitted"] == len(ATTACKS) + 3


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_neighbours_have_all_their_points(graded, name):
    assert _points(graded["course"], name) == FULL
    said = next(s for s in graded["said"]["submissions"] if s["student"] == name)
    assert (said["faults"], said["looks"]) == ([], [])


def test_the_secret_is_in_nothing_that_the_grader_wrote(graded):
    secret, course = graded["secret"], graded["course"]
    written = {}
    for place in ("autograded", "feedback", ".autograde", "release"):
        written |= contents(course / place)
    assert len(written) > 3 * len(ATTACKS)
    assert not [path for path, data in written.items() if secret.encode() in data]
    assert secret not in graded["stderr"] + json.dumps(graded["said"])
    with contextlib.closing(sqlite3.connect(course / "gradebook.db")) as database:
        text = "\n".join(database.iterdump())
    assert text.count(secret) == 1


def test_no_seed_and_no_secret_of_the_course_is_in_what_learners_are_shown(graded):
    course = graded["course"]
    kept = [json.loads(p.read_text())["result"]["seed"] for p in _results(course)]
    numbers = {str(seed).encode() for seed in [*kept, secret.of_course(course)]}
    shown = contents(course / "feedback") | contents(course / "autograded")
    assert len(numbers) > len(ATTACKS) / 2
    assert not [path for path, data in shown.items() if any(n in data for n in numbers)]


def _results(course):
    return (course / ".autograde" / "results").rglob("*.json")


def test_no_process_is_left_and_none_that_was_there_is_gone(graded):
    assert graded["left"] == []
    assert graded["victim lives"]


def test_nothing_of_the_course_was_changed(graded):
    assert graded["changed"] == []
    with contextlib.closing(sqlite3.connect(graded["course"] / "gradebook.db")) as database:
        students = {row[0] for row in database.execute("select id from student")}
        (problems,) = database.execute("pragma integrity_check").fetchone()
    assert students == {*ATTACKS, *NEIGHBOURS, "none"}
    assert problems == "ok"


def test_what_a_page_shows_of_learners_is_inert(graded):
    pages = list((graded["course"] / "feedback").rglob("*.html"))
    assert len(pages) == sum(name.startswith(MARKUP) for name in ATTACKS) > 2
    texts = [page.read_text() for page in pages]
    assert sum("alert(1)" in text for text in texts) > 1
    assert sum("characters are not shown here" in text for text in texts) == 1
    active = r"<script[^>]*>\s*alert|<[^>]*onerror|href=.javascript|<h1>relu"
    assert not [text for text in texts if re.search(active, text)]
