"""Grading reads and validates its settings in a course's nbgrader_config.py."""

import re

import pytest
from traitlets.config import Config

from autograde import nbgrader_config
from autograde.errors import CourseError
from autograde.grade.settings import IN_MEGABYTES, NAMES, Settings, read_settings
from autograde.sandbox.wire.limits import Limits


def test_a_course_as_it_is_laid_out_has_the_defaults():
    config = Config()
    nbgrader_config.apply(config)
    assert read_settings(config) == Settings()


def test_every_limit_can_be_set_in_seconds_megabytes_and_numbers():
    config = Config()
    config.Execute.timeout = 7
    for number, name in enumerate(sorted(NAMES), 2):
        config.Sandbox[name] = number
    limits = vars(read_settings(config).limits)
    assert limits.keys() == NAMES | {"seconds"} and limits.pop("seconds") == 7
    expected = {name: number for number, name in enumerate(sorted(NAMES), 2)}
    expected |= {name: expected[name] << 20 for name in IN_MEGABYTES}
    assert limits == expected


def test_an_unknown_setting_is_named_beside_those_that_there_are():
    config = Config()
    config.Sandbox.pakages = ["pandas"]
    with pytest.raises(CourseError, match="no setting called pakages. There are: .*memory.*safe"):
        read_settings(config)


UNUSABLE = {
    "timeout = None": "c.Execute.timeout has to be a number of seconds above 0; it is None.",
    "timeout = -1": "c.Execute.timeout has to be a number of seconds above 0; it is -1.",
    "enabled = False": "c.Execute.enabled is off",
    "memory = 'big'": "c.Sandbox.memory has to be a number of megabytes above 0; it is 'big'.",
    "processes = True": "c.Sandbox.processes has to be a whole number of processes above 0",
    "open_files = 0.5": "c.Sandbox.open_files has to be a whole number of open files above 0",
    "safe = 'yes'": "c.Sandbox.safe has to be True or False; it is 'yes'.",
    "packages = 'scipy'": "c.Sandbox.packages has to be a list of names",
    "packages = ['nowhere']": "c.Sandbox.packages names nowhere, which is not installed",
}


@pytest.mark.parametrize(("line", "sentence"), UNUSABLE.items())
def test_a_value_that_cannot_be_used_is_refused_with_a_sentence(line, sentence):
    config = Config()
    section = "Execute" if line.startswith(("timeout", "enabled")) else "Sandbox"
    exec(f"config.{section}.{line}")
    with pytest.raises(CourseError, match=f"^{re.escape(sentence)}"):
        read_settings(config)


def test_numbers_may_come_from_the_command_line_as_text():
    config = Config()
    config.Execute.timeout, config.Sandbox.memory = "2", "1.5"
    limits = read_settings(config).limits
    assert (limits.seconds, limits.memory) == (2, 3 << 19)


def test_in_the_sandbox_only_the_timeout_of_nbgraders_execute_has_an_effect():
    config = Config()
    config.Execute.allow_errors, config.Execute.startup_timeout = True, 1
    assert read_settings(config) == Settings()
    assert read_settings(config, safe=False).kernel["allow_errors"] is True


def test_without_a_sandbox_the_kernel_gets_its_settings():
    config = Config()
    config.Execute.timeout = 7
    config.Sandbox.safe = False
    assert read_settings(config) == Settings(Limits(seconds=7), False, {"timeout": 7})
    assert not read_settings(Config(), safe=False).safe
