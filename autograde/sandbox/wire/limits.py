"""The limits of a submission. A course can set each of them: c.Sandbox.memory = 2048."""

from dataclasses import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """The limits of a submission, in seconds, bytes and numbers.

    seconds: wall clock of one cell, or of one call of a function. total: of all cells and calls.
    memory: beyond what Python and NumPy take themselves. output: what is kept of the outputs of all
    cells; more is cut, and costs nothing. answer: what the calls of one question return. files:
    what is written to disk.
    """

    seconds: float = 30.0
    total: float = 600.0
    memory: int = 1024 * MEGABYTE
    output: int = MEGABYTE
    answer: int = 32 * MEGABYTE
    files: int = 64 * MEGABYTE
    processes: int = 32
    open_files: int = 256
