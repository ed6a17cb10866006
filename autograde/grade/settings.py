"""What a course may set about grading."""

from dataclasses import dataclass, field

from ..sandbox.wire import contract

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Settings:
    """What a course may set: seconds a cell or call, megabytes of memory and of kept output.

    safe: whether learners' code runs in the sandbox. kernel: settings of nbgrader's Execute, for
    when it does not.
    """

    seconds: float = 30.0
    memory: float = 1024.0
    output: float = 1.0
    safe: bool = True
    kernel: dict = field(default_factory=dict)

    @property
    def limits(self):
        return contract.Limits(
            seconds=self.seconds,
            memory=int(self.memory * MEGABYTE),
            output=int(self.output * MEGABYTE),
        )
