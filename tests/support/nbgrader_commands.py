"""Run the commands of nbgrader and autograde as forks of one process that has loaded nbgrader.

Loading it takes most of the time of many commands, and a term has twenty of them. Where it matters
how a command starts, a test runs the program's own script with `autograding.run`.
"""

import atexit
import functools
import gc
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from autograding import ROOT, environment


def run_nbgrader(*arguments, cwd, env=None):
    """Run an nbgrader command; return its status and output, as subprocess.run does."""
    return _run("nbgrader", arguments, cwd, env)


def run_autograde(*arguments, cwd=ROOT):
    """Run an autograde command; return its status and output, as subprocess.run does."""
    return _run("autograde", arguments, cwd, None)


def _run(program, arguments, cwd, env):
    with tempfile.TemporaryDirectory() as folder:
        output = [str(Path(folder, name)) for name in ("stdout", "stderr")]
        command = {
            "argv": [program, *map(str, arguments)],
            "cwd": str(cwd),
            "env": env or environment(),
            "streams": [os.devnull, *output],
        }
        server = _server()
        print(json.dumps(command), file=server.stdin, flush=True)
        status = int(server.stdout.readline())
        said = [Path(path).read_text(encoding="utf-8") for path in output]
    return subprocess.CompletedProcess(command["argv"], status, *said)


@functools.cache
def _server():
    """Start the process that has loaded nbgrader. It ends with the tests."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    server = subprocess.Popen([sys.executable, __file__], env=environment(), **pipes, text=True)
    atexit.register(server.communicate)  # closes its input, and waits for its end
    return server


def _serve():
    """Fork for each command that is read; return in the fork, which is to run it."""
    for line in sys.stdin:
        command = json.loads(line)
        child = os.fork()
        if not child:
            _become(command)
            return
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
    sys.exit()


def _become(command):
    """Set up this process as if it had been started with a command."""
    for number, path in enumerate(command["streams"]):
        file = os.open(path, os.O_RDWR | os.O_CREAT)
        os.dup2(file, number)
        os.close(file)
    os.environ.clear()
    os.environ.update(command["env"])
    os.chdir(command["cwd"])
    sys.argv = command["argv"]


if __name__ == "__main__":
    from nbgrader.apps.nbgraderapp import main as nbgrader

    from autograde.cli import main as autograde
    from autograde.run import grade_class  # noqa: F401 (what most commands load)

    gc.freeze()  # else each fork searches all modules for garbage when it ends
    _serve()
    sys.exit({"nbgrader": nbgrader, "autograde": autograde}[sys.argv[0]]())
