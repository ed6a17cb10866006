"""The instructors' guide quotes the simulation of a class of thousands."""

import subprocess
import sys

import pytest
from autograding import ROOT

sys.path.append(str(ROOT / "benchmarks"))
import large_class  # noqa: E402


def times(observing, recording):
    return {"starting": 2.0, "observing": observing, "recording": recording}


def test_one_core_does_one_thing_after_another():
    seconds, _, cores = large_class.simulate(times([0.1, 0.3], 0.05), 1000, 1)
    assert (seconds, cores) == (pytest.approx(2 + 1000 * 0.25), pytest.approx(1))


def test_four_cores_share_what_little_recording_there_is():
    seconds, recorder, cores = large_class.simulate(times([0.2], 0.001), 1000, 4)
    assert seconds == pytest.approx(2 + 1000 * 0.201 / 4, rel=0.02)
    assert recorder < 0.05 and cores > 0.9


def test_many_cores_wait_for_the_one_that_records():
    seconds, recorder, _ = large_class.simulate(times([0.2], 0.1), 1000, 64)
    assert seconds == pytest.approx(2 + 0.2 + 1000 * 0.1, rel=0.01)
    assert recorder > large_class.BUSY


def test_the_guide_shows_what_the_simulation_prints():
    script = [sys.executable, ROOT / "benchmarks" / "large_class.py"]
    said = subprocess.run(script, capture_output=True, text=True, check=True).stdout
    assert said in (ROOT / "docs" / "instructors.md").read_text(encoding="utf-8")
