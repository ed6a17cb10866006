"""The sandbox started by root, and by an ordinary user: one becomes another, one has namespaces."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from boxing import printed, quick, ran

ROOT = Path(__file__).parents[2]
ORDINARY = 61_234
WHO = """
import ctypes, os
caps = (ctypes.c_uint32 * 6)()
ctypes.CDLL(None).capget((ctypes.c_uint32 * 2)(0x20080522, 0), caps)
print(os.getuid(), os.getresuid() == (os.getuid(),) * 3, os.getgroups(), sum(caps))
"""
# What a person's grading does, as a program.
ASKS = f"""
import sys
from autograde.sandbox.wire.contract import Cell, Job
from autograde.sandbox.wire.limits import Limits
from autograde.sandbox.host.view import view_of
from autograde.sandbox.host.worker import Worker
sources = [{WHO!r}, "import os\\nwhile True: os.fork()", "print('still here')"]
cells = tuple(Cell(str(n), source) for n, source in enumerate(sources))
with Worker(view_of(None)) as worker:
    report = worker.run(Job(cells, limits=Limits(seconds=5, processes=20)))
for cell in report.cells:
    print(cell.error, [o.get("text") for o in cell.outputs if o["output_type"] == "stream"])
"""


def test_started_by_root_the_inside_is_another_user_without_any_right(worker):
    if os.geteuid() != 0:
        pytest.skip("this is not root")
    (report,) = ran(worker, WHO, limits=quick())
    user, *rest = printed(report).split()
    assert int(user) >= 1_000_000_000
    assert rest == ["True", "[]", "0"]


def test_started_by_an_ordinary_user_it_holds_too(system_program, tmp_path):
    """As root, this becomes another user, for whom Python is shown at another place."""
    system_program("bwrap", "bubblewrap")
    for folder in (tmp_path, *tmp_path.parents):
        if folder.owner() == "root" and folder.is_relative_to("/tmp") and folder != Path("/tmp"):
            folder.chmod(0o755)
    paths = os.pathsep.join(map(str, [ROOT, ROOT / "src", *filter(None, sys.path)]))
    environment = {"PATH": "/usr/bin:/bin", "TMPDIR": "/tmp", "PYTHONPATH": paths}
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    done = subprocess.run(
        [*_ordinary(), "-c", ASKS], capture_output=True, text=True, env=environment, cwd="/"
    )
    assert done.returncode == 0, done.stderr[-2000:]
    who, bomb, after = done.stdout.splitlines()
    assert f"{os.geteuid() or ORDINARY} True" in who and who.endswith("0\\n']")
    assert bomb.startswith(("BlockingIOError", "Stopped", "OSError"))
    assert after == "None ['still here\\n']"


def _ordinary():
    """A command that starts this Python as an ordinary user."""
    if os.geteuid() != 0:
        return [sys.executable]
    # In mounts of its own, since a home of root's is closed to others.
    inside = "/mnt/bin/" + Path(sys.executable).resolve().name
    become = f"setpriv --reuid {ORDINARY} --regid {ORDINARY} --clear-groups"
    script = f'mount --bind {sys.base_prefix} /mnt && exec {become} {inside} "$@"'
    return ["unshare", "--mount", "sh", "-c", script, "sh"]
