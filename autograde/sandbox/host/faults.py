"""Outside: what an error of the wire, and the end of a process, are for the learner: a Fault."""

import signal

from ..wire import frames
from ..wire.contract import EXITED, FLOOD, GARBLED, KILLED, MEMORY, TIME, Fault
from ..wire.limits import MEGABYTE
from .memory import TooMuchMemory

# What a process of the sandbox may end with, while it is spoken with.
ENDINGS = (frames.Closed, frames.Late, frames.Garbled, TooMuchMemory)


def fault_of(error, status, subject, limits):
    """The Fault that an error of the wire, and the end of a process, stand for."""
    if isinstance(error, frames.Late):
        return Fault(TIME, f"{subject} ran for more than {limits.seconds:g} s and was stopped.")
    if isinstance(error, TooMuchMemory):
        most = limits.memory // MEGABYTE
        return Fault(MEMORY, f"{subject} took more than {most} MB of memory and was stopped.")
    if isinstance(error, frames.TooMuch):
        return Fault(FLOOD, f"{subject} gave more than can be kept and was stopped.")
    if isinstance(error, frames.Garbled):
        return Fault(GARBLED, f"{subject} gave nothing that can be read, and was stopped.")
    number = -status if status < 0 else status - 128
    if number in set(signal.Signals):
        name = signal.Signals(number).name
        return Fault(KILLED, f"{subject} killed its process ({name}).")
    return Fault(EXITED, f"{subject} ended its process (status {status}).")
