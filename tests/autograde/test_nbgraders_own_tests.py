"""nbgrader's own tests of `nbgrader autograde`, run with this project's configuration."""

import os
import shutil
import sys
from pathlib import Path

import against_stock
import pytest
from nbgrader.api import Gradebook
from nbgrader.tests.apps import test_nbgrader_autograde

OURS = "\nfrom autograde import nbgrader_config\nnbgrader_config.apply(c)\n"
pytestmark = [
    pytest.mark.usefixtures("sandbox"),
    pytest.mark.filterwarnings("ignore"),  # they are nbgrader's
]


@pytest.fixture(scope="module")
def empty_gradebook(tmp_path_factory):
    """An empty gradebook to copy, because nbgrader takes seconds to create one."""
    path = tmp_path_factory.mktemp("empty") / "gradebook.db"
    with pytest.MonkeyPatch.context() as patch:
        _activate(patch)
        Gradebook(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def course_dir(empty_gradebook, tmp_path):
    """A course's folder, with the gradebook that nbgrader keeps there."""
    folder = tmp_path / "course"
    folder.mkdir()
    shutil.copy(empty_gradebook, folder)
    return str(folder)


@pytest.fixture
def db(empty_gradebook, tmp_path):
    """The URL of a gradebook outside the course."""
    return f"sqlite:///{shutil.copy(empty_gradebook, tmp_path)}"


@pytest.fixture
def temp_cwd(course_dir, tmp_path, monkeypatch):
    """The working folder: nbgrader's fixture of this name, with our configuration added."""
    _activate(monkeypatch)
    monkeypatch.chdir(tmp_path)
    place = f"c = get_config()\nc.CourseDirectory.root = {course_dir!r}\n"
    (tmp_path / "nbgrader_config.py").write_text(place + OURS)


def _activate(patch):
    """Let nbgrader find the commands of this environment."""
    patch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")


def test_the_page_names_every_accepted_difference():
    page = against_stock.PAGE.read_text(encoding="utf-8")
    made = against_stock.with_tables(page, {"own tests": against_stock.own_tests()})
    assert page == made, "Run `python tests/support/against_stock.py`, which writes the tables."


@pytest.fixture(autouse=True)
def accepted(request):
    """Expect a test to fail if its difference is accepted."""
    reason = against_stock.OWN_TESTS.get(request.function.__name__)
    if reason:
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))


class TestAutograde(test_nbgrader_autograde.TestNbGraderAutograde):
    """nbgrader's tests of `nbgrader autograde`, all of them."""
