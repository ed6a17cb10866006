"""Inside: confine this process to its own box before a learner's code runs in it."""

import contextlib
import os
import resource
from pathlib import Path

from . import filters, kernel

HOME = "/tmp/home"
QUESTIONS = "/questions"  # has a folder for each question; the cells do not use it
SEMAPHORES = "/dev/shm"  # where multiprocessing keeps its semaphores
ROOM_FOR_SEMAPHORES = 1 << 18
HIDDEN = ("/proc", "/dev/mqueue", "/sys")
OF_A_BOX = kernel.NEWUSER | kernel.NEWNS | kernel.NEWPID | kernel.NEWIPC | kernel.NEWUTS
MOST_FILES = 10_000
SPARE = 16  # processes and files kept in reserve for questions
RESERVED = (resource.RLIMIT_NPROC, resource.RLIMIT_NOFILE, resource.RLIMIT_AS)


def own_namespaces(user, group, room):
    """Set up a child that was just forked into OF_A_BOX: its user, no /proc, and a /tmp of its own.

    room: how many bytes may be written below /tmp.
    """
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    kernel.mount(None, "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
    flags = kernel.MS_NOSUID | kernel.MS_NODEV
    rooms = {"/tmp": room, QUESTIONS: room, SEMAPHORES: ROOM_FOR_SEMAPHORES}
    for place, size in rooms.items():
        options = f"mode=700,size={size},nr_inodes={MOST_FILES}"
        kernel.mount("tmpfs", place, "tmpfs", flags, options)
    for place in HIDDEN:
        if os.path.isdir(place):
            kernel.mount("tmpfs", place, "tmpfs", flags | kernel.MS_RDONLY, "size=4k,mode=555")
    os.mkdir(HOME)
    os.chdir(HOME)


def limit(limits):
    """Limit the resources of a process for learners' code, and cut it off from other processes."""
    _bound(resource.RLIMIT_CPU, int(limits["total"]) + 5)
    _bound(resource.RLIMIT_NPROC, limits["processes"], SPARE)
    _bound(resource.RLIMIT_NOFILE, limits["open_files"], SPARE)
    _bound(resource.RLIMIT_AS, limits["base"] + limits["memory"], limits["memory"])
    _bound(resource.RLIMIT_FSIZE, limits["files"])
    for nothing in (resource.RLIMIT_CORE, resource.RLIMIT_MSGQUEUE, resource.RLIMIT_MEMLOCK):
        _bound(nothing, 0)
    kernel.drop_capabilities()
    filters.write_only_below("/tmp", QUESTIONS, SEMAPHORES)
    filters.filter_calls(alone=False)


@contextlib.contextmanager
def more_room():
    """Release the reserve for questions to the block, and to processes that are forked in it.

    So questions have room, however much the cells have used.
    """
    before = {what: resource.getrlimit(what) for what in RESERVED}
    for what, (_, most) in before.items():
        resource.setrlimit(what, (most, most))
    try:
        yield
    finally:
        for what, limits in before.items():
            resource.setrlimit(what, limits)


def limit_to(*folders):
    """Confine a process that answers questions: it can start and signal no other process, and
    write only below these folders.

    Without folders, it can write wherever the cells could.
    """
    if folders and not filters.write_only_below(*folders):
        _bound(resource.RLIMIT_FSIZE, 0)
    filters.filter_calls(alone=True)


def _bound(what, value, reserve=0):
    resource.setrlimit(what, (value, value + reserve))


def address_space():
    """Return the size of this process's address space in bytes, which is read from /proc."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * resource.getpagesize()
