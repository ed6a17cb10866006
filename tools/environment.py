"""Make .venv hold what the book needs: `python tools/environment.py learn` (or `test`).

Runs before anything is installed, so it uses the standard library alone. It is written in syntax
that Python 2.7 can parse: an old Python is to read out a sentence, not a SyntaxError.

.venv/book-stamp says for which folder and which pinned packages the last install was finished;
.venv/book-unfinished stands there while an install runs, so that an interrupted one is done again;
.venv/book-install.log holds all that pip printed. On the screen a bar shows how far it is.
"""

import glob
import hashlib
import io
import os
import shutil
import subprocess
import sys
import time

OLDEST, NEWEST_TRIED = (3, 11), (3, 14)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PACKAGE_LISTS = {"learn": "requirements.txt", "test": "requirements-dev.txt"}  # test includes learn
NETWORK_IS_MISSING = ("Retrying (Retry(", "NewConnectionError", "NameResolutionError")

VENV = os.path.join(ROOT, ".venv")
STAMP = os.path.join(VENV, "book-stamp")
UNFINISHED = os.path.join(VENV, "book-unfinished")
LOG = os.path.join(VENV, "book-install.log")
LINES_SHOWN = 15  # of the log, where an install fails
BAR_WIDTH, SECONDS_BETWEEN_BARS = 30, 0.3
VENV_PYTHON = os.path.join(
    VENV, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python"))
)


class CannotContinue(Exception):
    """Says in a sentence or two what is wrong and what to do."""


def require_a_fitting_python():
    """Raise CannotContinue if this Python is too old, or cannot make an environment."""
    if sys.version_info < OLDEST:
        raise CannotContinue(
            "This book needs Python {0} or newer, and {1} is Python {2}.\n"
            "Install a newer one (https://www.python.org/downloads/), or name one that you have:\n"
            "    make learn PYTHON=/path/to/python3".format(
                dotted(OLDEST), sys.executable, dotted(sys.version_info[:3])
            )
        )
    missing = [module for module in ("venv", "ensurepip") if not can_import(module)]
    if missing:
        raise CannotContinue(
            "{0} cannot make a virtual environment: it has no module {1}.\n"
            "On Debian and Ubuntu this adds it: sudo apt install python3-venv\n"
            "Then run the same command again.".format(sys.executable, " and no ".join(missing))
        )


def can_import(module):
    try:
        __import__(module)
    except ImportError:
        return False
    return True


def dotted(version):
    """(3, 11) -> '3.11'"""
    return ".".join(str(part) for part in version)


def stamp_for(profile):
    """Return the stamp for a folder in which the packages of this profile are installed."""
    lines = [VENV]  # the scripts in it hold its address: a moved folder needs a new environment
    for name in (PACKAGE_LISTS[profile], "pyproject.toml"):
        with io.open(os.path.join(ROOT, name), "rb") as file:
            lines.append("{0} {1}".format(name, hashlib.sha256(file.read()).hexdigest()))
    return lines


def stamped():
    """Return the lines of the last finished install, none if there is none."""
    if not os.path.exists(STAMP):
        return []
    with io.open(STAMP, encoding="utf-8") as file:
        return file.read().splitlines()


def is_ready(profile):
    return stamped() in (stamp_for(profile), stamp_for("test")) and venv_runs()


def venv_runs(*arguments):
    """Does .venv hold a Python that is new enough? (What it links to may have been removed.)"""
    arguments = arguments or ("-c", "import sys; sys.exit(sys.version_info < {0!r})".format(OLDEST))
    try:
        return not subprocess.call(
            [VENV_PYTHON] + list(arguments), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    except OSError:
        return False


def can_build_on_what_is_there():
    moved = stamped() and stamped()[0] != VENV
    return venv_runs() and not moved and not os.path.exists(UNFINISHED)


def make_venv():
    """Have a .venv with pip in it, and the mark that an install has begun."""
    build_on_it = can_build_on_what_is_there()
    if not build_on_it:
        shutil.rmtree(VENV, ignore_errors=True)
        os.mkdir(VENV)
    write(UNFINISHED, "An install is running, or was interrupted.\n")
    if os.path.exists(STAMP):
        os.remove(STAMP)
    if not build_on_it:
        say("Making a virtual environment in .venv ...")
        run([sys.executable, "-m", "venv", VENV], explain_venv_failure)
    elif not venv_runs("-m", "pip", "--version"):
        run([VENV_PYTHON, "-m", "ensurepip"], explain_venv_failure)


def install(profile):
    """Install the pinned packages into .venv. Raises CannotContinue."""
    make_venv()
    say("Installing the packages of {0} (once, a few minutes) ...".format(PACKAGE_LISTS[profile]))
    pip = [VENV_PYTHON, "-m", "pip", "--disable-pip-version-check", "install"]
    bar = Bar(PACKAGE_LISTS[profile])
    run(pip + ["-r", PACKAGE_LISTS[profile]], explain_pip_failure, bar.show)
    bar.finish()
    write(STAMP, "\n".join(stamp_for(profile)) + "\n")
    os.remove(UNFINISHED)


def run(command, explain, while_it_runs=lambda: None):
    """Run with what it prints kept in LOG; raise what `explain` makes of that if it fails."""
    with io.open(LOG, "wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
        while process.poll() is None:
            while_it_runs()
            time.sleep(SECONDS_BETWEEN_BARS)
    if process.returncode:
        printed = logged()
        say("\n" + "\n".join(printed.splitlines()[-LINES_SHOWN:]) + "\n")
        say("All that was printed is in {0}".format(LOG))
        raise CannotContinue(explain(printed))


def logged():
    with io.open(LOG, encoding="utf-8", errors="replace") as log:
        return log.read()


class Bar:
    """Show the progress of an install: each package is first collected, then installed.

    Nothing is drawn where nobody watches, as in a log of continuous integration.
    """

    def __init__(self, package_list):
        with io.open(os.path.join(ROOT, package_list), encoding="utf-8") as lines:
            self.packages = sum("==" in line for line in lines) or 1
        self.present = installed_packages()
        self.watched = sys.stdout.isatty()

    def show(self):
        words = ("Collecting ", "Requirement already satisfied: ")
        lines = logged().splitlines()
        collected = sum(line.startswith(words) for line in lines)
        placed = installed_packages() - self.present
        share = (collected + placed) / (2.0 * self.packages)
        self.draw(min(share, 0.99), "fetching" if not placed else "installing")

    def draw(self, share, doing):
        if self.watched:
            full = int(BAR_WIDTH * share)
            bar = "#" * full + "." * (BAR_WIDTH - full)
            sys.stdout.write("\r  [{0}] {1:3.0f} %  {2:12}".format(bar, 100 * share, doing))
            sys.stdout.flush()

    def finish(self):
        self.draw(1.0, "done")
        if self.watched:
            say("")


def installed_packages():
    """Count the packages in .venv."""
    places = ("Lib", "site-packages") if os.name == "nt" else ("lib", "*", "site-packages")
    return len(glob.glob(os.path.join(VENV, *(places + ("*.dist-info",)))))


def explain_venv_failure(_errors):
    return (
        "{0} could not make the environment in {1}; what it printed is above.\n"
        "Is there room on the disk, and may you write there? "
        "Then run the same command again.".format(sys.executable, VENV)
    )


def explain_pip_failure(errors):
    again = "Then run the same command again: it starts afresh, nothing is left half-made."
    if any(sign in errors for sign in NETWORK_IS_MISSING):
        return (
            "pip cannot reach the package index: no network?\n"
            "Connect to the internet (behind a proxy, set HTTPS_PROXY). " + again
        )
    if "No space left on device" in errors:
        return "The disk is full: the packages need about 1 GB. Make room. " + again
    advice = "pip could not install the packages; its last lines are above. "
    if sys.version_info[:2] > NEWEST_TRIED:
        advice += "This is Python {0}; the book is tried up to {1}: take that one. ".format(
            dotted(sys.version_info[:2]), dotted(NEWEST_TRIED)
        )
    return advice + again


def write(path, text):
    with io.open(path, "w", encoding="utf-8") as file:
        file.write(text)


def say(text):
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main(arguments):
    if len(arguments) != 1 or arguments[0] not in PACKAGE_LISTS:
        sys.exit("usage: python tools/environment.py {0}".format("|".join(sorted(PACKAGE_LISTS))))
    try:
        require_a_fitting_python()
        if not is_ready(arguments[0]):
            install(arguments[0])
    except CannotContinue as error:
        sys.exit("\n{0}".format(error))
    except KeyboardInterrupt:
        sys.exit("\nInterrupted. The next run starts the install afresh.")


if __name__ == "__main__":
    main(sys.argv[1:])
