"""The settings for a JupyterHub in lab/hub, as docs/instructors.md installs them."""

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request

import pytest
from autograding import environment, laid_out
from course_server import serving
from project import ROOT

HUB = ROOT / "lab" / "hub"
SHOW = """
import json
from nbgrader.apps import NbGrader
app = NbGrader()
app.load_config_file()
print(json.dumps(app.config, default=str))
"""


@pytest.fixture
def installed(monkeypatch, tmp_path):
    """A function: installs these folders of lab/hub for what starts from now on, in a new home."""

    def install(*folders):
        monkeypatch.setenv("JUPYTER_CONFIG_PATH", os.pathsep.join(str(HUB / f) for f in folders))

    monkeypatch.setenv("HOME", str(tmp_path))
    return install


def status_and_page(address):
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""


def test_students_get_what_the_book_adds_and_nothing_that_only_instructors_need(
    installed, tmp_path
):
    installed("everyone")
    with serving(tmp_path) as address:
        assert status_and_page(f"{address}/formgrader")[0] == 404
        assert status_and_page(f"{address}/formgraders")[0] == 404
        assert status_and_page(f"{address}/assignments?course_id=feedforward")[0] == 200
        page = status_and_page(f"{address}/lab")[1]
    data = json.loads(re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.S)[1])
    hidden = json.loads((HUB / "everyone/labconfig/page_config.json").read_text(encoding="utf-8"))
    assert set(hidden["disabledExtensions"]) <= set(data["disabledExtensions"])
    assert "feedforward-book" in [e["name"] for e in data["federated_extensions"]]


def test_an_instructor_gets_formgrader_for_the_course_in_their_home(installed, tmp_path):
    shutil.copytree(laid_out(), tmp_path / "my_course")
    installed("instructor", "everyone")
    with serving(tmp_path) as address:
        status, page = status_and_page(f"{address}/formgrader")
        sections = json.loads(status_and_page(f"{address}/formgrader/api/assignments")[1])
    assert status == 200 and 'url_prefix = "my_course"' in page
    assert "6.1_xor" in [section["name"] for section in sections]


def test_submissions_must_be_complete_and_html_is_made_safe_for_every_user(installed, tmp_path):
    installed("everyone")
    command = [sys.executable, "-c", SHOW]
    said = subprocess.check_output(command, cwd=tmp_path, env=environment(), text=True)
    config = json.loads(said)
    assert config["CourseDirectory"]["course_id"] == "feedforward"
    assert config["ExchangeSubmit"]["strict"] is True
    assert config["HTMLExporter"]["sanitize_html"] is True
    assert config["HTMLExporter"]["filters"]["clean_html"].startswith("autograde.")
