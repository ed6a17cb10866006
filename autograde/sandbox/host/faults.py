"""Outside: turn an error on the connection, or the end of a process, into a Fault."""

import signal

from ..wire import frames
from ..wire.contract import EXITED, FLOOD, GARBLED, KILLED, MEMORY, TIME, Fault
from ..wire.limits import MEGABYTE
from .usage import TooMuchMemory

# The errors that can end a conversation with a process of the sandbox.
ENDINGS = (frames.Closed, frames.Late, frames.Garbled, TooMuchMemory)


def fault_of(error, status, subject, limits):
    """Return the Fault that an error on the connection and a process's exit status stand for.

    subject: how the sentence begins, such as "This cell".
    """
    if isinstance(error, frames.Late):
        return Fault(TIME, f"{subject} ran for more than {limits.seconds:g} s and was stopped.")
    if isinstance(error, TooMuchMemory):
        most = limits.memory // MEGABYTE
        return Fault(MEMORY, f"{subject} took more than {most} MB of memory and was stopped.")
    if isinstance(error, frames.TooMuch):
        return Fault(FLOOD, f"{subject} produced more than can be kept and was stopped.")
    if isinstance(error, frames.Garbled):
        return Fault(GARBLED, f"{subject} sent data that cannot be read, and was stopped.")
    number = -status if status < 0 else status - 128
    if number in set(signal.Signals):
        name = signal.Signals(number).name
        return Fault(KILLED, f"{subject} killed its process ({name}).")
    return Fault(EXITED, f"{subject} ended its process (status {status}).")
