"""Define the limits of a submission. A course can set each of them: c.Sandbox.memory = 2048.

Only `seconds` is set as nbgrader calls it, by c.Execute.timeout.
"""

from dataclasses import dataclass

MEGABYTE = 1 << 20
VERSIONS_SECONDS = 0.6  # of processor time for edited versions of an answer, as in a notebook
# Code that waits, or runs on a busy machine, may take this many times its processor time.
PATIENCE = 3
SHARE_OF_CELLS = 1 / 3  # of the total; the rest is for questions
SHORT = 1.0  # seconds for each cell after that share is used up: enough to define an answer


@dataclass(frozen=True)
class Limits:
    """The limits of a submission, in seconds, bytes and numbers.

    seconds: processor time of one cell, or of one call of a function; by the clock it may take
    PATIENCE times as long. total: time of all cells and calls, by the clock; if there are
    questions, the cells get SHARE_OF_CELLS of it, so that exploring takes no time from answers.
    memory: what is taken in addition to Python and NumPy. output: outputs of all cells; what
    exceeds it is cut off, and costs no points. answer: results of all calls of one question. parts:
    arrays and lists in the result of one call. files: what is written to disk.
    outside_seconds, outside_memory: processor time and memory that the grader itself spends on
    reading and judging a submission, and again on showing it. notebook: bytes of its file.
    cells, characters, words: of its text and code. values: of its JSON. beside, files_beside: bytes
    and number of the files beside it.
    """

    seconds: float = 30.0
    total: float = 600.0
    memory: int = 1024 * MEGABYTE
    output: int = MEGABYTE
    answer: int = 32 * MEGABYTE
    parts: int = 10_000
    files: int = 64 * MEGABYTE
    processes: int = 32
    open_files: int = 256
    outside_seconds: float = 20.0
    outside_memory: int = 2048 * MEGABYTE
    notebook: int = 50 * MEGABYTE
    cells: int = 5_000
    characters: int = 2_000_000
    words: int = 200_000  # names, numbers and signs; each takes half a kilobyte as a syntax tree
    values: int = 2_000_000
    beside: int = 50 * MEGABYTE
    files_beside: int = 1_000


DEFAULTS = Limits()


def seconds_left(seconds, by_the_clock, by_the_processor):
    """Return how many more seconds code may run if its limit is `seconds`.

    by_the_clock, by_the_processor: how long it has run. A busy machine does no harm: code that has
    had less than `seconds` of processor time goes on, for at most PATIENCE * seconds by the clock.
    """
    if by_the_clock < seconds:
        return seconds - by_the_clock
    return min(seconds - by_the_processor, PATIENCE * seconds - by_the_clock)


def seconds_of_cell(seconds, left):
    """Return the seconds that a cell may take. left: what remains for all cells together."""
    return min(seconds, max(left, SHORT))
