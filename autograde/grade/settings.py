"""Read the settings for grading from a course's nbgrader_config.py."""

import math
from dataclasses import dataclass, field, fields

from ..errors import CourseError
from ..sandbox.host import packages
from ..sandbox.wire.contract import NoBox
from ..sandbox.wire.limits import MEGABYTE, Limits

IN_MEGABYTES = {
    "memory", "output", "answer", "files", "outside_memory", "notebook", "beside",
}  # fmt: skip
WHOLE = {limit.name for limit in fields(Limits) if limit.type is int} - IN_MEGABYTES
# Seconds are nbgrader's own setting, c.Execute.timeout.
NAMES = {limit.name for limit in fields(Limits)} - {"seconds"}
SECONDS = "a number of seconds"
NOT_EXECUTED = (
    "c.Execute.enabled is off, which is what --no-execute does. Points would then be given for "
    "outputs that learners can write themselves. Remove it, so that the grader runs every notebook."
)
NOT_INSTALLED = (
    "c.Sandbox.packages names {0}, which is not installed in this environment. Run "
    "`pip install {0}`, or remove it from the list."
)


@dataclass(frozen=True)
class Settings:
    """Settings for grading a notebook.

    safe: whether learners' code runs in the sandbox. kernel: settings of nbgrader's Execute, used
    without the sandbox. packages: {name: version} of the distributions that the course's own
    assignments may import, in addition to those that every sandbox has.
    """

    limits: Limits = Limits()
    safe: bool = True
    kernel: dict = field(default_factory=dict)
    packages: dict = field(default_factory=dict)


def read_settings(config, safe=True):
    """Return the Settings of a course, from its nbgrader configuration.

    Raises CourseError for a setting that does not exist, or whose value cannot be used.
    """
    if not _is_on(config.Execute.get("enabled", True)):
        raise CourseError(NOT_EXECUTED)
    sandbox = dict(config.Sandbox)
    is_safe = sandbox.pop("safe", True)
    if not isinstance(is_safe, bool):
        raise CourseError(f"c.Sandbox.safe has to be True or False; it is {is_safe!r}.")
    safe = is_safe and safe
    shown = _packages(sandbox.pop("packages", []))
    odd = ", ".join(sorted(sandbox.keys() - NAMES))
    if odd:
        known = ", ".join(sorted(NAMES | {"safe", "packages"}))
        raise CourseError(f"c.Sandbox has no setting called {odd}. There are: {known}.")
    limits = {name: _limit(name, value) for name, value in sandbox.items()}
    seconds = _number("c.Execute.timeout", config.Execute.get("timeout", Limits.seconds), SECONDS)
    kernel = {} if safe else dict(config.Execute) | {"timeout": math.ceil(seconds)}
    return Settings(Limits(seconds=seconds, **limits), safe, kernel, shown)


def _is_on(value):
    """Return True if a setting is on; on the command line it is text."""
    return str(value).lower() not in ("false", "0")


def _limit(name, value):
    """Convert a limit to bytes, seconds or a whole number. Raises CourseError."""
    if name in IN_MEGABYTES:
        return int(_number(f"c.Sandbox.{name}", value, "a number of megabytes") * MEGABYTE)
    what = f"a whole number of {name.replace('_', ' ')}" if name in WHOLE else SECONDS
    return _number(f"c.Sandbox.{name}", value, what)


def _number(name, value, what):
    """Convert a setting to a number; on the command line it is text. Raises CourseError."""
    try:
        number = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        number = math.nan
    is_whole = 0 < number < math.inf and number == int(number)
    if not 0 < number < math.inf or ("whole" in what and not is_whole):
        raise CourseError(f"{name} has to be {what} above 0; it is {value!r}.")
    return int(number) if is_whole else number


def _packages(names):
    """Return {name: version} of the distributions that a course adds, with their dependencies."""
    is_list = isinstance(names, list | tuple | set)
    if not is_list or not all(isinstance(name, str) and name for name in names):
        said = 'has to be a list of names, such as ["pandas", "scipy"]'
        raise CourseError(f"c.Sandbox.packages {said}; it is {names!r}.")
    found = {}
    for name in names:
        try:
            found |= packages.with_dependencies([name])
        except NoBox:
            raise CourseError(NOT_INSTALLED.format(name)) from None
    return {name: found[name].version for name in sorted(found)}
