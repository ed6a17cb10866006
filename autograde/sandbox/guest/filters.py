"""Restrict the system calls of learners' code (seccomp), and where it may write (Landlock)."""

import ctypes
import errno
import os
import struct

from . import kernel

ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
# System calls, by machine, that attacks use and no notebook needs.
DENIED = {
    "x86_64": {
        "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "kcmp": 312,
        "pidfd_getfd": 438, "process_madvise": 440,
        "unshare": 272, "setns": 308, "mount": 165, "umount2": 166, "pivot_root": 155,
        "chroot": 161, "open_tree": 428, "move_mount": 429, "fsopen": 430, "fsconfig": 431,
        "fsmount": 432, "fspick": 433, "mount_setattr": 442, "open_by_handle_at": 304,
        "name_to_handle_at": 303,
        "keyctl": 250, "add_key": 248, "request_key": 249, "bpf": 321, "perf_event_open": 298,
        "userfaultfd": 323, "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427,
        "memfd_create": 319, "memfd_secret": 447, "shmget": 29, "shmat": 30, "msgget": 68,
        "semget": 64, "mq_open": 240, "init_module": 175, "finit_module": 313,
        "delete_module": 176, "kexec_load": 246, "kexec_file_load": 320, "reboot": 169,
        "swapon": 167, "swapoff": 168, "acct": 163, "syslog": 103, "quotactl": 179,
        "personality": 135, "modify_ldt": 154, "iopl": 172, "ioperm": 173, "vmsplice": 278,
        "sched_setaffinity": 203, "fanotify_init": 300, "clock_settime": 227,
    },
    "aarch64": {
        "ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271, "kcmp": 272,
        "pidfd_getfd": 438, "process_madvise": 440,
        "unshare": 97, "setns": 268, "mount": 40, "umount2": 39, "pivot_root": 41,
        "chroot": 51, "open_tree": 428, "move_mount": 429, "fsopen": 430, "fsconfig": 431,
        "fsmount": 432, "fspick": 433, "mount_setattr": 442, "open_by_handle_at": 265,
        "name_to_handle_at": 264,
        "keyctl": 219, "add_key": 217, "request_key": 218, "bpf": 280, "perf_event_open": 241,
        "userfaultfd": 282, "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427,
        "memfd_create": 279, "memfd_secret": 447, "shmget": 194, "shmat": 196, "msgget": 186,
        "semget": 190, "mq_open": 180, "init_module": 105, "finit_module": 273,
        "delete_module": 106, "kexec_load": 104, "kexec_file_load": 294, "reboot": 142,
        "swapon": 224, "swapoff": 225, "acct": 89, "syslog": 116, "quotactl": 60,
        "personality": 92, "vmsplice": 75, "sched_setaffinity": 122, "fanotify_init": 262,
        "clock_settime": 112,
    },
}  # fmt: skip
# The calls that send signals. A process may use the first two to signal itself.
SIGNALS = {"x86_64": (62, 234), "aarch64": (129, 131)}  # kill, tgkill
# tkill, rt_sigqueueinfo, rt_tgsigqueueinfo, pidfd_send_signal
OTHER_SIGNALS = {"x86_64": (200, 129, 297, 424), "aarch64": (130, 138, 240, 424)}
MMAP = {"x86_64": 9, "aarch64": 222}
SHARED_ANONYMOUS = 0x01 | 0x20  # MAP_SHARED, MAP_ANONYMOUS
CLONE3, SOCKET = 435, {"x86_64": 41, "aarch64": 198}
FORKS = {"x86_64": (57, 58), "aarch64": ()}  # fork, vfork
THREAD = 0x00010000  # CLONE_THREAD
RULE = 8  # bytes
X32 = 0x40000000
AF_UNIX = 1

LOAD, EQUAL, AT_LEAST, ANY_BIT, KEEP_BITS, RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
NUMBER_AT, ARCHITECTURE_AT, FIRST_ARGUMENT_AT, FOURTH_ARGUMENT_AT = 0, 4, 16, 40
ALLOW, KILL, FAIL = 0x7FFF0000, 0x80000000, 0x00050000

READ_FILE, READ_DIR, EXECUTE, IOCTL = 1 << 2, 1 << 3, 1 << 0, 1 << 15
# The rights to handle, by version of Landlock; from version 5 on, also ioctl on devices.
HANDLED = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1}
FROM_5_ON = (1 << 16) - 1
ALWAYS_WRITABLE = ("/dev/null", "/dev/full", "/dev/tty")


def filter_calls(alone):
    """From now on, deny the system calls in DENIED, all but local sockets, and new namespaces.

    alone: whether to deny starting and signalling other processes, too; threads are still allowed.
    """
    code = _rules_for(alone)
    if alone:
        code += _signals_to(os.getpid())
    code += _end(ALLOW)
    array = ctypes.create_string_buffer(code)
    program = struct.pack("HxxxxxxP", len(code) // RULE, ctypes.addressof(array))
    kernel.prctl(kernel.PR_SET_SECCOMP, 2, ctypes.c_char_p(program))


def _rules_for(alone):
    """Return the rules for filter_calls, in the form that the kernel reads."""
    machine = kernel.MACHINE
    rules = [_step(LOAD, ARCHITECTURE_AT), _step(EQUAL, ARCHITECTURE[machine], 1, 0), _end(KILL)]
    rules += [_step(LOAD, NUMBER_AT)]
    if machine == "x86_64":
        rules += [_step(AT_LEAST, X32, 0, 1), _end(KILL)]
    for number in DENIED[machine].values():
        rules += _deny(number, errno.EPERM)
    rules += _deny_shared_memory(MMAP[machine])
    rules += _deny(CLONE3, errno.ENOSYS)  # its flags cannot be checked; the C library uses clone
    if alone:
        for number in FORKS[machine]:
            rules += _deny(number, errno.EPERM)
    rules += _if_argument(kernel.CLONE[machine], _step(ANY_BIT, kernel.NAMESPACES & ~0xFF, 0, 1))
    if alone:
        rules += _if_argument(kernel.CLONE[machine], _step(ANY_BIT, THREAD, 1, 0))
    rules += _if_argument(SOCKET[machine], _step(EQUAL, AF_UNIX, 1, 0))
    return b"".join(rules)


def _signals_to(process):
    """Return rules that allow signals only to this process."""
    rules = []
    for number in SIGNALS[kernel.MACHINE]:
        rules += _if_argument(number, _step(EQUAL, process, 1, 0))
    for number in OTHER_SIGNALS[kernel.MACHINE]:
        rules += _deny(number, errno.EPERM)
    return b"".join(rules)


def _step(code, value, if_true=0, if_false=0):
    return struct.pack("HBBI", code, if_true, if_false, value)


def _end(action):
    return _step(RETURN, action)


def _deny(number, error):
    return [_step(EQUAL, number, 0, 1), _end(FAIL | error)]


def _deny_shared_memory(number):
    """Return rules that deny mappings of anonymous shared memory.

    Memory that a process has released with MADV_DONTNEED would still exist, but count for none.
    """
    return [
        _step(EQUAL, number, 0, 5),
        _step(LOAD, FOURTH_ARGUMENT_AT),
        _step(KEEP_BITS, SHARED_ANONYMOUS),
        _step(EQUAL, SHARED_ANONYMOUS, 0, 1),
        _end(FAIL | errno.EPERM),
        _step(LOAD, NUMBER_AT),
    ]


def _if_argument(number, test):
    """Return rules that deny a call unless the test of its first argument jumps over the denial."""
    denial = [_step(LOAD, FIRST_ARGUMENT_AT), test, _end(FAIL | errno.EPERM)]
    return [_step(EQUAL, number, 0, 4), *denial, _step(LOAD, NUMBER_AT)]


def write_only_below(*folders):
    """Allow writing only below these folders from now on; return True if Landlock ensures it.

    Landlock also keeps this process from tracing or signalling others than its descendants.
    """
    try:
        version = kernel.syscall(kernel.LANDLOCK_CREATE, None, 0, 1)
    except OSError:  # this kernel has no Landlock
        return False
    handled = HANDLED.get(version, FROM_5_ON)
    attributes = struct.pack("QQQ", handled, 0, 3 if version >= 6 else 0)
    size = 8 if version < 4 else 16 if version < 6 else 24
    ruleset = kernel.syscall(kernel.LANDLOCK_CREATE, ctypes.c_char_p(attributes[:size]), size, 0)
    _allow(ruleset, "/", READ_FILE | READ_DIR | EXECUTE)
    for folder in folders:
        _allow(ruleset, folder, handled)
    for device in ALWAYS_WRITABLE:
        if os.path.exists(device):
            # read, write, truncate, ioctl: the rights that apply to a file
            _allow(ruleset, device, handled & (READ_FILE | 1 << 1 | 1 << 14 | IOCTL))
    kernel.syscall(kernel.LANDLOCK_RESTRICT, ruleset, 0)
    os.close(ruleset)
    return True


def _allow(ruleset, path, access):
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    rule = struct.pack("=Qi", access, place)
    kernel.syscall(kernel.LANDLOCK_ADD, ruleset, 1, ctypes.c_char_p(rule), 0)
    os.close(place)
