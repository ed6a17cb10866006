"""`nbgrader zip_collect` understands how Canvas, Moodle and students name their files."""

import io
import json
import zipfile

import pytest
from autograding import SECTION
from nbgrader_commands import run_nbgrader

CONFIG = """
from autograde import nbgrader_config

c = get_config()
nbgrader_config.apply(c)
"""
NOTEBOOK = f"{SECTION}.ipynb"
EARLY, LATE = (2026, 3, 1, 9, 0, 0), (2026, 3, 1, 17, 0, 0)


def packed(**files):
    """Return the bytes of a zip file. files: {name: text, bytes, or (text, time)}."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            data, when = data if isinstance(data, tuple) else (data, EARLY)
            archive.writestr(zipfile.ZipInfo(name, when), data)
    return buffer.getvalue()


ARCHIVES = {
    "emmy.zip": packed(
        **{
            f"{SECTION}/{NOTEBOOK}": "emmy",
            f"{SECTION}/._{NOTEBOOK}": ("no", LATE),
            f"{SECTION}/.progress": "no",
        }
    ),
    "kurt.zip": packed(
        **{
            f"{SECTION}/{NOTEBOOK}": "kurt",
            f"__MACOSX/{SECTION}/._{NOTEBOOK}": "no",
            f"{SECTION}/.ipynb_checkpoints/6.1_xor-checkpoint.ipynb": ("no", LATE),
        }
    ),
    "submissions.zip": packed(
        **{
            "lovelaceada_LATE_123_456_6.1_xor-1.ipynb": "ada",
            "hopper_77_88_work.zip": packed(**{f"my work/{NOTEBOOK}": "hopper"}),
            "turingalan_9_10_essay.ipynb": "no",
        }
    ),
    "6.1 XOR-77.zip": packed(
        **{
            f"Cem Demir_12_assignsubmission_file/{NOTEBOOK}": ("old", EARLY),
            "Cem Demir_12_assignsubmission_file/6.1_xor (1).ipynb": ("cem", LATE),
            f"Kim Lee_13_assignsubmission_file_{NOTEBOOK}": "thirteen",
            f"Kim Lee_14_assignsubmission_file_{NOTEBOOK}": "fourteen",
        }
    ),
    f"lise_{NOTEBOOK}": b"lise",
    f"._lise_{NOTEBOOK}": b"no",
    NOTEBOOK: b"no",
    "broken.zip": b"PK\x03\x04 and no more",
    "escape.zip": packed(**{f"../../{NOTEBOOK}": "no", f"ok/{NOTEBOOK}": "escape"}),
    "notes.docx": b"no",
}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    course = tmp_path_factory.mktemp("zips")
    (course / "nbgrader_config.py").write_text(CONFIG)
    release = course / "release" / SECTION
    release.mkdir(parents=True)
    (release / NOTEBOOK).write_text("{}")
    archive = course / "downloaded" / SECTION / "archive"
    archive.mkdir(parents=True)
    for name, data in ARCHIVES.items():
        (archive / name).write_bytes(data)
    return course


@pytest.fixture(scope="module")
def said(course):
    done = run_nbgrader("zip_collect", SECTION, cwd=course)
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_every_notebook_reaches_its_student(course, said):
    found = {p.parents[1].name: p.read_text() for p in course.glob(f"submitted/*/{SECTION}/*")}
    assert found == {
        "emmy": "emmy",
        "kurt": "kurt",
        "lovelaceada": "ada",
        "hopper": "hopper",
        "Cem Demir": "cem",
        "Kim Lee 13": "thirteen",
        "Kim Lee 14": "fourteen",
        "lise": "lise",
        "escape": "escape",
    }


def test_what_is_not_collected_is_named(said):
    assert "broken.zip cannot be unpacked" in said
    assert f"escape.zip/../../{NOTEBOOK} points outside the archive" in said
    assert "turingalan_9_10_essay.ipynb is skipped: its name is not 6.1_xor.ipynb." in said
    assert f"{NOTEBOOK} is skipped, because no name in its path identifies the student." in said
    assert "notes.docx is neither a notebook nor a zip file." in said
    assert "Cem Demir handed in more than once: " in said and "6.1_xor (1).ipynb counts" in said
    for noise in ("__MACOSX", "._", ".progress", "checkpoint"):
        assert noise not in said


def test_the_names_of_a_platform_are_kept_for_feedback(course, said):
    note = course / ".autograde" / "collected" / f"{SECTION}.json"
    kept = json.loads(note.read_text())
    assert kept["lovelaceada"] == "lovelaceada_LATE_123_456"
    assert kept["Cem Demir"] == "Cem Demir_12_assignsubmission_file"
    assert kept["emmy"] == ""
