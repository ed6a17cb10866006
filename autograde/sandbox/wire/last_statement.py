"""The number of the last statement that ran, in a few bytes of memory that both sides share.

The inside notes each statement there before it runs it, and the outside reads it when the sandbox
has ended. A message for each statement would cost more than most statements do.
"""

import os
import struct

NOTE = struct.Struct(">IQ")  # the cell's number, that of its statement


def make():
    """A descriptor of such memory, which can neither grow nor shrink."""
    import fcntl  # not on Windows, where `autograde` says that it needs Linux

    sealed = fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL
    descriptor = os.memfd_create("progress", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    os.ftruncate(descriptor, NOTE.size)
    fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, sealed)
    return descriptor


def note(descriptor, cell, statement):
    os.pwrite(descriptor, NOTE.pack(cell, statement), 0)


def statement_of(descriptor, cell):
    """The number of the statement noted last, if it is one of this cell; else 0. Whatever the
    inside has written there, this is a number."""
    noted, statement = NOTE.unpack(os.pread(descriptor, NOTE.size, 0))
    return statement if noted == cell else 0
