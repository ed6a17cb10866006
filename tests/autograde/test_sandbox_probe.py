"""The probe finds out whether this machine can start a sandbox."""

import pytest

from autograde.sandbox.host import bubblewrap, probe


def test_where_bubblewrap_is_there_nothing_speaks_against_a_sandbox(system_program):
    system_program("bwrap", "bubblewrap")
    assert probe.why_not() is None


@pytest.mark.parametrize("program", [None, "/bin/false"])
def test_without_bubblewrap_a_sentence_says_how_to_get_it(monkeypatch, program):
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda name: program)
    said = probe.why_not()
    assert "bwrap" in said and ("apt-get install bubblewrap" in said or "seccomp" in said)
