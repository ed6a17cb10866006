"""tools/environment.py and the Makefile, as somebody runs them who has Python and nothing else."""

import ast
import contextlib
import os
import pty
import re
import shutil
import signal
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from project import ROOT

SCRIPT = Path("tools") / "environment.py"
SINCE_PYTHON_3 = (
    ast.JoinedStr,
    ast.AnnAssign,
    ast.Nonlocal,
    ast.YieldFrom,
    ast.AsyncFunctionDef,
    ast.NamedExpr,
    ast.Starred,
)


class Book:
    """A folder with the script and lists of packages that hold nothing, so that pip is quick."""

    def __init__(self, folder):
        self.folder, self.venv = folder, folder / ".venv"
        (folder / "tools").mkdir()
        shutil.copy(ROOT / SCRIPT, folder / SCRIPT)
        for name in ("requirements.txt", "requirements-dev.txt", "pyproject.toml"):
            (folder / name).write_text("# nothing\n")

    def needs(self, line):
        for name in ("requirements.txt", "requirements-dev.txt"):
            (self.folder / name).write_text(line + "\n")

    def start(self, *start_of_python, profile="learn", **env):
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "PYTHON"))}
        return subprocess.Popen(
            [sys.executable, *(start_of_python or [str(SCRIPT)]), profile],
            cwd=self.folder,
            env={**kept, "PIP_CONFIG_FILE": os.devnull, "PIP_NO_CACHE_DIR": "1", **env},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            # A script in the background ignores Ctrl-C, and so would what it starts.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )

    def run(self, *start_of_python, **options):
        """Run to the end -> (exit status, all that was printed)."""
        process = self.start(*start_of_python, **options)
        out, err = process.communicate(timeout=300)
        return process.returncode, out + err


@pytest.fixture
def book(tmp_path):
    return Book(tmp_path)


@pytest.fixture(scope="module")
def first_run(tmp_path_factory):
    """A Book whose environment was made once for all tests, and what the script said then."""
    book = Book(tmp_path_factory.mktemp("installed"))
    status, said = book.run()
    assert status == 0
    return book, said


@pytest.fixture
def installed(first_run):
    """The Book with a finished environment: the script mends what the last test left."""
    book = first_run[0]
    book.needs("# nothing")
    assert book.run()[0] == 0
    return book


def test_an_old_python_is_told_what_to_install(book):
    pretend = (
        "import runpy, sys; sys.version_info = (3, 10, 13, 'final', 0); "
        f"sys.argv = ['environment.py', 'learn']; runpy.run_path({str(SCRIPT)!r}, "
        "run_name='__main__')"
    )
    status, said = book.run("-c", pretend)
    assert status == 1
    assert "This book needs Python 3.11 or newer" in said and "is Python 3.10.13." in said
    assert "make learn PYTHON=/path/to/python3" in said and "Traceback" not in said
    assert not book.venv.exists()


def test_the_script_has_no_syntax_that_an_old_python_cannot_read():
    source = (ROOT / SCRIPT).read_bytes()
    tree = ast.parse(source.decode("ascii"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    newer = [n for n in ast.walk(tree) if isinstance(n, SINCE_PYTHON_3)]
    newer = [n for n in newer if not (isinstance(n, ast.Starred) and is_last_argument(n, tree))]
    newer += [f for f in functions if f.returns or f.args.kwonlyargs or f.args.posonlyargs]
    newer += [n for n in ast.walk(tree) if isinstance(n, ast.Raise) and n.cause]
    assert [node.lineno for node in newer] == []


def is_last_argument(starred, tree):
    """f(a, *rest) is old; [*rest] and f(*rest, a) are not."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return any(call.args and call.args[-1] is starred for call in calls)


def test_a_python_without_ensurepip_names_the_debian_package(book, tmp_path):
    stripped = tmp_path / "stripped"
    stripped.mkdir()
    (stripped / "ensurepip.py").write_text("raise ImportError('not packaged')\n")
    status, said = book.run(PYTHONPATH=str(stripped))
    assert status == 1
    assert "it has no module ensurepip" in said and "sudo apt install python3-venv" in said
    assert not book.venv.exists()


def test_the_first_run_says_what_it_does_and_has_pip_speak_to_a_log(first_run):
    book, said = first_run
    assert (book.venv / "book-install.log").exists()
    assert said.splitlines() == [
        "Making a virtual environment in .venv ...",
        "Installing the packages of requirements.txt (once, a few minutes) ...",
    ]


def test_the_second_run_has_nothing_to_do(installed):
    stamp = installed.venv / "book-stamp"
    written = stamp.stat().st_mtime_ns
    assert installed.run() == (0, "")
    assert stamp.stat().st_mtime_ns == written

    installed.needs("# another list")
    assert "Installing" in installed.run()[1]
    assert installed.run() == (0, "")


def test_the_packages_for_tests_are_enough_to_learn(installed):
    assert "Installing" in installed.run(profile="test")[1]
    assert installed.run(profile="learn") == (0, "")


def test_without_a_network_it_says_so_and_the_next_run_starts_afresh(installed):
    installed.needs("numpy==2.4.6")
    closed = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "1"}
    status, said = installed.run(**closed)
    assert status == 1
    assert said.rstrip().endswith(
        "pip cannot reach the package index: no network?\n"
        "Connect to the internet (behind a proxy, set HTTPS_PROXY). "
        "Then run the same command again: it starts afresh, nothing is left half-made."
    )

    half_made = installed.venv / "half-made"
    half_made.write_text("")
    installed.needs("# nothing")
    assert installed.run()[0] == 0
    assert not half_made.exists() and installed.run() == (0, "")


def test_on_a_terminal_a_bar_shows_how_far_an_install_is(installed):
    """A terminal of its own: a bar is drawn only where somebody watches."""
    installed.needs("# another list")
    main, other = pty.openpty()
    command = [sys.executable, str(SCRIPT), "learn"]
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "PYTHON"))}
    process = subprocess.Popen(command, cwd=installed.folder, env=env, stdout=other, stderr=other)
    os.close(other)
    shown = b""
    with contextlib.suppress(OSError):  # Linux ends a terminal that nobody writes to so
        while part := os.read(main, 4096):
            shown += part
    os.close(main)
    assert process.wait(timeout=60) == 0
    bars = re.findall(r"\r  \[([#.]{30})\] +(\d+) %  (\w+)", shown.decode())
    assert bars[0][1:] == ("0", "fetching") and bars[-1] == ("#" * 30, "100", "done")
    assert b"Collecting" not in shown


def test_an_interrupted_install_is_done_again(installed):
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes the call and never answers
        installed.needs("numpy==2.4.6")
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/simple"
        process = installed.start(PIP_INDEX_URL=address)
        call, _ = silent.accept()
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
        call.close()
    assert process.returncode != 0 and "The next run starts the install afresh." in err

    installed.needs("# nothing")
    status, said = installed.run()
    assert status == 0 and "Making a virtual environment" in said


def test_a_folder_that_was_moved_gets_a_new_environment(installed):
    stamp = installed.venv / "book-stamp"
    stamp.write_text(stamp.read_text().replace(str(installed.folder), "/where/it/was"))
    status, said = installed.run()
    assert status == 0 and "Making a virtual environment" in said


# It comes last, because the environment that it leaves has to be made again.
def test_the_end_of_the_log_is_shown_when_pip_fails(installed):
    log = installed.venv / "book-install.log"
    installed.needs("no such package at all")
    status, said = installed.run()
    assert status == 1 and "no such package" in said and f"is in {log}" in said
    assert "pip could not install the packages; its last lines are above." in said
    assert "no such package" in log.read_text()


def test_make_passes_over_a_python_that_exists_and_does_not_run(system_program, tmp_path):
    make = system_program("make", "make")
    (tmp_path / "python3").write_text("#!/bin/sh\necho 'pyenv: version not found' >&2\nexit 127\n")
    (tmp_path / "python3.14").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    for program in tmp_path.iterdir():
        program.chmod(0o755)
    env = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    env.pop("PYTHON", None)
    command = [make, "--dry-run", "environment"]
    planned = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True).stdout
    assert "python3.14 tools/environment.py learn" in planned


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned_and_the_book_is_installed_too(name):
    lines = [line for line in (ROOT / name).read_text().splitlines() if line[:1] not in ("#", "")]
    assert lines[0] == "-e ."
    pin = re.compile(r"[a-z0-9][a-z0-9-]*==[0-9][0-9a-z.]*( ; [^;]+)?")
    assert [line for line in lines[1:] if not pin.fullmatch(line)] == []


def test_the_list_names_all_that_the_book_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    pinned = re.findall(r"^([\w.-]+)==", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    asked = {normal(re.match(r"[\w.-]+", line).group()) for line in project["dependencies"]}
    assert {"numpy", "matplotlib", "jupyter", "nbgrader", "ipywidgets"} <= asked <= set(pinned)
