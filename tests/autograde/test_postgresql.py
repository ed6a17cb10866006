"""The gradebook may be a PostgreSQL: a class is graded into one, on loopback, as into SQLite."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from autograding import SECTION, laid_out
from nbgrader_commands import run_autograde
from outcomes import differing, graded, hand_in_all, outcome
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

STUDENTS = 7
PATIENCE = 60  # seconds until a server counts as one that does not start
BY_HAND = """
    update grade set manual_score = 2, needs_manual_grade = false
    where cell_id in (select id from base_cell where name = 'explain_6_1_xor')"""


@pytest.fixture(scope="module")
def programs():
    """The folder of PostgreSQL's programs, which Debian puts on no path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if not found:
        absent = "PostgreSQL is not installed (Debian: apt-get install postgresql)."
        pytest.fail(absent) if os.environ.get("CI") else pytest.skip(absent)
    return found[-1].parent


@pytest.fixture(scope="module")
def url(programs):
    """The address of an empty database of a server of its own.

    PostgreSQL refuses to run as root, and no other user may enter pytest's folders; so its data lie
    in a folder beside them, which goes at the end.
    """
    user = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
    with tempfile.TemporaryDirectory(prefix="postgresql-") as folder:
        if user:
            shutil.chown(folder, user["user"], user["group"])
        data = Path(folder) / "data"
        create = [programs / "initdb", "--username=grader", "--auth=trust", "--no-sync", "-D", data]
        subprocess.run(create, check=True, capture_output=True, cwd=folder, **user)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port), "-k", "", "-F"],
            stderr=subprocess.DEVNULL,
            cwd=folder,
            **user,
        )
        try:
            yield waited_for(server, f"postgresql+psycopg://grader@127.0.0.1:{port}/postgres")
        finally:
            server.send_signal(signal.SIGINT)  # ends its connections, and then itself
            server.wait(PATIENCE)


def waited_for(server, url):
    """The address, once somebody answers there."""
    deadline, engine = time.monotonic() + PATIENCE, create_engine(url)
    while True:
        try:
            engine.connect().close()
            engine.dispose()
            return url
        except OperationalError:
            assert server.poll() is None and time.monotonic() < deadline
            time.sleep(0.1)


@pytest.fixture(scope="module")
def graded_in_both(url, tmp_path_factory):
    """The same class graded into SQLite and into PostgreSQL: {name: (course, what was said)}."""
    folder = tmp_path_factory.mktemp("postgresql")
    here = shutil.copytree(laid_out(), folder / "here")
    hand_in_all(here, STUDENTS)
    there = shutil.copytree(here, folder / "there")
    (there / "gradebook.db").unlink()
    with open(there / "nbgrader_config.py", "a") as config:
        config.write(f"c.CourseDirectory.db_url = {url!r}\n")
    done = run_autograde("course", there)
    assert done.returncode == 0, done.stderr
    assert f"{SECTION}: added its exercises in the gradebook." in done.stdout.splitlines()
    return {name: (course, graded(course)) for name, course in (("here", here), ("there", there))}


def test_scores_are_those_of_sqlite(graded_in_both, url):
    there, here = (outcome(*graded_in_both[n], u) for n, u in (("there", url), ("here", None)))
    assert len(there["gradebook"]["submissions"]) == STUDENTS
    assert not differing(there, here)
    assert not (graded_in_both["there"][0] / "gradebook.db").exists()


def test_graded_again_nothing_changes_and_grades_given_by_hand_stay(graded_in_both, url):
    course, _ = graded_in_both["there"]
    engine = create_engine(url)
    with engine.begin() as database:
        database.execute(text(BY_HAND))
    assert all(submission["unchanged"] for submission in graded(course)["submissions"])
    graded(course, "--anew")
    with engine.begin() as database:
        kept = database.execute(text("select manual_score from grade where manual_score > 0")).all()
    engine.dispose()
    assert kept == [(2.0,)] * STUDENTS


def test_a_gradebook_that_nobody_answers_for_or_without_a_driver_is_said_in_a_sentence(tmp_path):
    for url, said in (
        ("postgresql+psycopg://127.0.0.1:1/none", "cannot be used:"),
        ("postgresql+psycopg2://127.0.0.1:1/none", "pip install 'psycopg[binary]'"),
    ):
        (tmp_path / "nbgrader_config.py").write_text(
            f"from autograde import nbgrader_config\nc = get_config()\nnbgrader_config.apply(c)\n"
            f"c.CourseDirectory.db_url = {url!r}\n"
        )
        done = run_autograde("grade", SECTION, "--course", tmp_path)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert said in done.stderr
