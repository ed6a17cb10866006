"""Fixtures and options for the tests of all folders."""

import os
import shutil
import subprocess
import tempfile

# Each worker has about one core: more threads would only wait for each other. NumPy reads this when
# it is imported, here and in what the tests start.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest
from autograding import SHARED
from chromium import FLAGS
from filelock import FileLock
from project import ROOT

WEB = ROOT / "web"


# These start servers, build sites or execute notebooks. They come first, so that at the end of a
# run no process waits for another that has just begun with one of them.
LONG = (
    "tests/site/",
    "tests/notebooks/",
    "tests/autograde/hostile/",
    "tests/autograde/test_course_over_a_term.py",
)


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config):
    """Start more workers than there are cores, since many tests wait for a server or a limit."""
    cores = os.cpu_count() or 1
    return cores + max(1, cores // 2)


def pytest_addoption(parser):
    parser.addoption("--seeds", type=int, default=2, help="seeds that exercises are tried with")
    parser.addoption("--rounds", type=int, default=12, help="power cuts while a class is graded")


def pytest_configure(config):
    if SHARED not in os.environ:  # the workers of this process inherit it
        folder = tempfile.TemporaryDirectory(prefix="autograde-tests-")
        os.environ[SHARED] = folder.name
        config.add_cleanup(folder.cleanup)
    config.addinivalue_line("markers", "seeded(names, values): parameters, each with every seed")


@pytest.fixture(scope="module")
def sandbox(system_program):
    """For tests that grade in this process: the sandbox is there, and ends with them."""
    from autograde.sandbox.host import keeper

    system_program("bwrap", "bubblewrap")
    yield
    keeper.close()


@pytest.fixture(scope="session")
def system_program():
    """A function (name, debian_package) -> path of a program that pip does not install.

    Where it is missing the test is skipped and says so; where CI is set, it fails.
    """

    def find(name, debian_package):
        path = shutil.which(name)
        if path is None:
            absent = f"{name} is not installed (Debian: apt-get install {debian_package})."
            pytest.fail(absent) if os.environ.get("CI") else pytest.skip(absent)
        return path

    return find


@pytest.fixture(scope="session")
def chromium(system_program):
    """Debian's Chromium, driven by Playwright: a playwright Browser."""
    from playwright.sync_api import sync_playwright

    path = system_program("chromium", "chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory):
    """A temporary folder that all processes of one test run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def executed_chapter(shared_folder):
    """A function section -> its chapter with outputs, executed once for all tests that read it."""
    import build_site

    def execute(section):
        with FileLock(shared_folder / f"{section}.lock"), pytest.MonkeyPatch.context() as patch:
            patch.setenv("PYTHONWARNINGS", "error")
            return build_site.executed_chapter(section, shared_folder / "executed")

    return execute


@pytest.fixture(scope="session")
def web_modules(shared_folder, system_program):
    """The folder web/node_modules, which npm fills once for all processes that test."""
    modules = WEB / "node_modules"
    with FileLock(shared_folder / "npm.lock"):
        if not (modules / "axe-core").exists():
            npm = system_program("npm", "npm")
            subprocess.run([npm, "ci", "--silent"], cwd=WEB, check=True)
    return modules


@pytest.fixture(scope="session")
def worker(system_program):
    """A worker of the sandbox for section 6.1, which all tests of a process share."""
    system_program("bwrap", "bubblewrap")
    from autograde.sandbox.host.view import view_of
    from autograde.sandbox.host.worker import Worker

    with Worker(view_of("6.1_xor")) as started:
        started.start()  # else a test that counts processes may count this one
        yield started
