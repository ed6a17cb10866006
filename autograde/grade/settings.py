"""Read the settings of grading from a course's nbgrader_config.py."""

from dataclasses import dataclass, field, fields

from ..errors import CourseError
from ..sandbox.wire.limits import MEGABYTE, Limits

IN_MEGABYTES = {"memory", "output", "answer", "files", "outside_memory"}
# Seconds are nbgrader's own setting, c.Execute.timeout.
NAMES = {limit.name for limit in fields(Limits)} - {"seconds"}


@dataclass(frozen=True)
class Settings:
    """Settings of grading a notebook.

    safe: whether learners' code runs in the sandbox. kernel: settings of nbgrader's Execute, for
    when it does not.
    """

    limits: Limits = Limits()
    safe: bool = True
    kernel: dict = field(default_factory=dict)


def read_settings(config, safe=True):
    """The Settings of a course with this configuration of nbgrader's. Raises CourseError."""
    sandbox = dict(config.Sandbox)
    safe = bool(sandbox.pop("safe", True)) and safe
    odd = ", ".join(sorted(sandbox.keys() - NAMES))
    if odd:
        known = ", ".join(sorted(NAMES | {"safe"}))
        raise CourseError(f"c.Sandbox has no setting called {odd}. There are: {known}.")
    limits = {
        name: int(value * MEGABYTE) if name in IN_MEGABYTES else value
        for name, value in sandbox.items()
    }
    seconds = config.Execute.get("timeout", Limits.seconds)
    kernel = {} if safe else dict(config.Execute)
    return Settings(Limits(seconds=seconds, **limits), safe, kernel)
