"""JupyterLab as `make learn` starts it, on a copy of the chapters and for a user with no past."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMMAND = ["-m", "jupyterlab", "--config=lab/jupyter_lab_config.py"]
NOTEBOOK_COMMAND = ["-m", "notebook", *COMMAND[2:]]
ADDRESS = re.compile(r"http://\S+/(?:lab/tree|edit)/START_HERE\.md\?token=\w+")
INSTRUCTORS_ONLY = (
    "formgrader",
    "assignment",
    "course list",
    "validate",
    "jupytext",
    "extension manager",
    "jupyterlab news",
)
NOT_THE_BOOKS = ("JUPYTER", "DISPLAY", "WAYLAND_DISPLAY", "BROWSER")


def fresh_user(home):
    """Return the environment of a user who has never started Jupyter and has no display."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(NOT_THE_BOOKS)}
    return {**kept, "HOME": str(home), "XDG_DATA_HOME": str(home / "data")}


def wait_for_address(process, log, seconds=120):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        found = ADDRESS.search(log.read_text())
        if found:
            return found.group()
        time.sleep(0.2)
    raise AssertionError(f"JupyterLab printed no address:\n{log.read_text()}")


@contextlib.contextmanager
def started(folder, command=COMMAND):
    """Serve a copy of the chapters in `folder`; gives (address, file with what was printed)."""
    chapters, log = folder / "chapters", folder / "printed.txt"
    ignore = shutil.ignore_patterns(".*")
    shutil.copytree(ROOT / "chapters", chapters, ignore=ignore, dirs_exist_ok=True)
    shutil.copy(ROOT / "NOTATION.md", folder)
    places = [f"--ServerApp.root_dir={chapters}", f"--LabApp.workspaces_dir={folder / 'tabs'}"]
    places += ["--ServerApp.port=0"]  # two that start at the same moment may want the same one
    with log.open("w") as printed:
        process = subprocess.Popen(
            [sys.executable, *command, *places],
            cwd=ROOT,
            env=fresh_user(folder),
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
    try:
        yield wait_for_address(process, log), log
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            # The server has stopped. A worker thread of anyio that outlives the event loop waits
            # for work for ever, and Python waits for the thread before it ends.
            process.kill()
            process.wait()
