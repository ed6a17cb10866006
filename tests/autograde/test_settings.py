"""Settings about grading in a course's nbgrader_config.py."""

import pytest
from traitlets.config import Config

from autograde import nbgrader_config
from autograde.errors import CourseError
from autograde.grade.settings import NAMES, Settings, read_settings
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
    limits = read_settings(config).limits
    assert limits.seconds == 7
    assert limits == Limits(
        seconds=7, answer=2 << 20, files=3 << 20, memory=4 << 20, open_files=5, output=6 << 20,
        outside_memory=7 << 20, outside_seconds=8, parts=9, processes=10, total=11,
    )  # fmt: skip


def test_an_unknown_setting_is_named_beside_those_that_there_are():
    config = Config()
    config.Sandbox.pakages = ["pandas"]
    with pytest.raises(CourseError, match="no setting called pakages. There are: .*memory.*safe"):
        read_settings(config)


def test_without_a_sandbox_the_kernel_gets_its_settings():
    config = Config()
    config.Execute.timeout = 7
    config.Sandbox.safe = False
    assert read_settings(config) == Settings(Limits(seconds=7), False, {"timeout": 7})
    assert not read_settings(Config(), safe=False).safe
