"""Outside: build the command that starts a warm process in bubblewrap.

The guest sees Python's own library, the packages of packages.py and those that a course adds, the
view of the book's package, and the system's libraries and programs, all read-only, and nothing
else.
"""

import os
import platform
import shutil
import sys
import sysconfig
from pathlib import Path

from ..wire.contract import NoBox
from . import packages

SANDBOX = Path(__file__).parents[1]
INSIDE = ("__init__.py", "guest", "wire")
GET_IT = "On Debian and Ubuntu, `apt-get install bubblewrap` installs it."
NO_BUBBLEWRAP = (
    f"The sandbox needs Linux and the program bwrap, which was not found. {GET_IT} On another "
    "system, grade in a Linux machine or container."
)
ALTERNATIVES = Path("/etc/alternatives")  # where Debian chooses among libraries for linear algebra
PROCESSORS = ("x86_64", "aarch64")
# Memory mapped from /dev/zero is shared between processes, and no limit counts it.
NO_SHARED_MEMORY = ("--dev-bind", "/dev/null", "/dev/zero")
PASSED_ON = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")  # some processors need them
ENVIRONMENT = {
    "HOME": "/tmp/home",
    "TMPDIR": "/tmp",
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",
    "MPLBACKEND": "Agg",
    "MPLCONFIGDIR": "/tmp/matplotlib",
    "IPYTHONDIR": "/tmp/ipython",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}
# Collecting garbage while modules are loaded would take long and find nothing.
START = (
    "import gc, sys; gc.disable(); sys.path += ['/packages', '/view', '/inside', '']; "
    "from sandbox.guest import fork_server; "
)


def command(view, etc, user, group, more=()):
    """Return the command line. user, group: those that a sandbox started by root switches to.

    more: names of the distributions that it shows in addition to packages.ALWAYS. Raises NoBox.
    """
    program = shutil.which("bwrap")
    if program is None or not sys.platform.startswith("linux"):
        raise NoBox(NO_BUBBLEWRAP)
    if platform.machine() not in PROCESSORS:
        known = " and ".join(PROCESSORS)
        raise NoBox(f"The sandbox runs on {known} processors, not on {platform.machine()}.")
    python, shown = _python()
    root = os.geteuid() == 0
    values = ENVIRONMENT | {n: os.environ[n] for n in PASSED_ON if n in os.environ}
    return [
        program,
        *"--unshare-ipc --unshare-pid --unshare-net --unshare-uts --unshare-cgroup-try".split(),
        *"--die-with-parent --new-session --clearenv --cap-drop ALL".split(),
        *(_as_root() if root else ["--unshare-user"]),
        *(part for pair in values.items() for part in ("--setenv", *pair)),
        *_system(),
        *shown,
        *_packages(more),
        *_inside(),
        *("--ro-bind", str(view), "/view"),
        *("--ro-bind", str(etc), "/etc"),
        *("--ro-bind-try", str(ALTERNATIVES), str(ALTERNATIVES)),
        *"--proc /proc --dev /dev --dir /questions --perms 1777 --tmpfs /tmp".split(),
        *NO_SHARED_MEMORY,
        *"--remount-ro / --chdir /tmp".split(),
        *(python, "-P", "-s", "-S", "-B", "-c", f"{START}fork_server.main({user}, {group})"),
    ]


def _as_root():
    """Return options for the capabilities that the warm process needs to switch to its user.

    It loses them when it does.
    """
    names = "CAP_SETUID CAP_SETGID CAP_SETPCAP".split()
    return [part for name in names for part in ("--cap-add", name)]


def _system():
    """Return options that show the system's libraries and programs, without other Pythons'."""
    # A folder that bwrap creates only as a parent would be readable by its own user alone.
    arguments = ["--dir", "/usr"]
    for place in ("/usr/lib", "/usr/lib64", "/usr/libexec", "/usr/bin"):
        if os.path.isdir(place):
            arguments += ["--ro-bind", place, place]
    for place in ("/lib", "/lib64", "/bin"):
        if os.path.islink(place):
            arguments += ["--symlink", os.readlink(place), place]
        elif os.path.isdir(place):
            arguments += ["--ro-bind", place, place]
    for folder in sorted(Path("/usr/lib").glob("python*")):
        if not os.path.samefile(folder, sysconfig.get_path("stdlib")):
            arguments += ["--tmpfs", str(folder)]
    return arguments


def _python():
    """Return the interpreter's path inside, and options that show it without installed packages."""
    real = Path(sys.executable).resolve()
    library = Path(sysconfig.get_path("stdlib")).resolve()
    if library.is_relative_to("/usr/lib"):
        return str(real), _hide_installed(library)
    inside = Path("/python/lib", library.name)
    shown = ["--dir", "/python", "--dir", "/python/bin"]
    shown += ["--ro-bind", str(library.parent), "/python/lib", *_hide_installed(library, inside)]
    shown += ["--ro-bind", str(real), "/python/bin/python3"]
    return "/python/bin/python3", [*shown, "--setenv", "LD_LIBRARY_PATH", "/python/lib"]


def _hide_installed(library, inside=None):
    hidden = []
    for found in sorted(library.parent.glob("python*/*-packages")):
        place = Path((inside or library).parent, found.relative_to(library.parent))
        hidden += ["--tmpfs", str(place)]
    return hidden


def _packages(more):
    """Return options that show the packages and their dependencies, each file and folder."""
    arguments = ["--dir", "/packages"]
    for entry in packages.entries((*packages.ALWAYS, *more)):
        arguments += ["--ro-bind", str(entry), f"/packages/{entry.name}"]
    return arguments


def _inside():
    """Return options that show the guest's own modules."""
    arguments = ["--dir", "/inside", "--dir", "/inside/sandbox"]
    for name in INSIDE:
        arguments += ["--ro-bind", str(SANDBOX / name), f"/inside/sandbox/{name}"]
    return arguments


def write_etc(folder, user, group):
    """Write the few files that programs look for in /etc."""
    folder.mkdir()
    (folder / "passwd").write_text(f"learner:x:{user}:{group}::/tmp/home:/bin/sh\n")
    (folder / "group").write_text(f"learner:x:{group}:\n")
    cache = Path("/etc/ld.so.cache")
    if cache.exists():
        shutil.copy(cache, folder)
    if ALTERNATIVES.is_dir():
        (folder / ALTERNATIVES.name).mkdir()  # `command` mounts the system's folder there
