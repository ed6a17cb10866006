"""Make system calls that Python has no function for, through ctypes, on Linux (x86-64, ARM64)."""

import ctypes
import os
import platform

# PyDLL keeps the interpreter's lock, so that no other thread runs right after a raw clone.
LIBC = ctypes.PyDLL(None, use_errno=True)
MACHINE = platform.machine()

NEWNS, NEWUTS, NEWIPC = 0x00020000, 0x04000000, 0x08000000
NEWUSER, NEWPID, NEWNET = 0x10000000, 0x20000000, 0x40000000
NAMESPACES = NEWNS | NEWUTS | NEWIPC | NEWUSER | NEWPID | NEWNET | 0x02000000 | 0x80
CHILD = 17  # SIGCHLD
CLONE = {"x86_64": 56, "aarch64": 220}

LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446
PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP = 4, 24, 38, 22
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_REC, MS_PRIVATE = 1, 2, 4, 16384, 1 << 18
LAST_CAPABILITY = 63


def call(function, *arguments):
    """Call a function of the C library; raise OSError if it returns -1."""
    done = function(*arguments)
    if done == -1:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return done


def syscall(number, *arguments):
    """Make a system call by its number; integers are passed as 64 bits."""
    wide = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return call(LIBC.syscall, ctypes.c_long(number), *wide)


def prctl(option, *arguments):
    wide = [ctypes.c_ulong(a) if isinstance(a, int) else a for a in arguments]
    return call(LIBC.prctl, option, *wide, *[ctypes.c_ulong(0)] * (4 - len(wide)))


def mount(source, target, kind, flags, data=""):
    arguments = [os.fsencode(text) if text else None for text in (source, target, kind)]
    call(LIBC.mount, *arguments, ctypes.c_ulong(flags), data.encode() if data else None)


def fork_into(namespaces):
    """Fork as os.fork() does, with the child in new namespaces; with NEWPID it is process 1 there.

    This is for a process with one thread, whose child forks again and then only waits. What Python
    does in a child, such as seeding `random` again, is left to that second fork.
    """
    ctypes.pythonapi.PyOS_BeforeFork()
    try:
        return syscall(CLONE[MACHINE], namespaces | CHILD, 0, 0, 0, 0)
    finally:
        ctypes.pythonapi.PyOS_AfterFork_Parent()


def drop_bounding_set():
    """Give up every way to gain a capability by running a program."""
    for capability in range(LAST_CAPABILITY + 1):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError:  # EINVAL: the kernel has no more capabilities
            break


def drop_capabilities():
    """Give up every capability, and the means to regain one."""
    drop_bounding_set()
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    call(LIBC.capset, header, (ctypes.c_uint32 * 6)())
    prctl(PR_SET_NO_NEW_PRIVS, 1)
