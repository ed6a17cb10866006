"""The book for the browser: built with no network, opened in Chromium, with what Pyodide has."""

import functools
import http.server
import json
import re
import subprocess
import sys
import threading
import zipfile
from urllib.parse import urlsplit

import pytest
from filelock import FileLock
from project import ROOT, WRITTEN

LOCK = ROOT / "web" / "node_modules" / "pyodide" / "pyodide-lock.json"
BUILD = [sys.executable, str(ROOT / "tools" / "build_lite.py")]
PYODIDES_HOST = "cdn.jsdelivr.net"
# What every Pyodide kernel brings: the machinery of the kernel itself.
KERNELS = {"ipykernel", "pyodide-kernel", "widgetsnbextension"}


@pytest.fixture(scope="session")
def lite(shared_folder, system_program):
    """The folder of the site, built once, by a process that has no network."""
    bwrap = system_program("bwrap", "bubblewrap")
    shared = shared_folder / "lite"
    with FileLock(f"{shared}.lock"):
        if not (shared / "built").exists():
            for command in (
                [*BUILD, "--tools"],
                [bwrap, "--dev-bind", "/", "/", "--unshare-net", *BUILD]
                + ["--out", f"{shared}/site", "--work", f"{shared}/work"],
            ):
                done = subprocess.run(command, capture_output=True, text=True)
                assert done.returncode == 0, done.stdout + done.stderr
            (shared / "built").touch()
    return shared / "site"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def served(lite):
    """The address of the site, served by nothing but files."""
    handler = functools.partial(Quiet, directory=lite)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def visit(chromium, served):
    """A function (path of a file in the book) -> page; the errors of our pages; other hosts."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    errors, hosts = [], set()

    def elsewhere(route):
        hosts.add(urlsplit(route.request.url).hostname)
        route.abort()

    def note(message):
        if message.type == "error" and message.location["url"].startswith(served):
            errors.append(message.text)

    context.route(lambda url: url.startswith("http") and not url.startswith(served), elsewhere)

    def open_page(path, address=None):
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address or f"{served}/lab/index.html?path={path}")
        page.locator("#jp-main-dock-panel .lm-TabBar-tabLabel", has_text=path).wait_for(
            timeout=60_000
        )
        return page

    yield open_page, errors, hosts
    context.close()


def test_the_first_page_loads_without_an_error_and_asks_nobody(visit):
    open_page, errors, hosts = visit
    page = open_page("START_HERE.md")
    page.get_by_text("Your work stays in this browser").first.wait_for(timeout=60_000)
    assert page.get_by_text(PYODIDES_HOST).count() >= 1
    assert errors == []
    assert hosts == set()


def test_an_address_that_names_no_file_opens_the_first_page_rendered(visit, served):
    open_page, errors, hosts = visit
    page = open_page("START_HERE.md", address=f"{served}/lab/index.html")
    page.locator(".jp-RenderedMarkdown h1", has_text="start here").wait_for(timeout=60_000)
    assert page.locator("progress").count() == 8
    assert (errors, hosts) == ([], set())


def test_a_cell_says_in_words_that_python_could_not_be_loaded(visit):
    open_page, _, _ = visit
    page = open_page("6.1_xor.ipynb")
    page.get_by_text("%pip install -q feedforward").first.click(timeout=60_000)
    page.keyboard.press("Shift+Enter")
    notice = page.get_by_role("alert").filter(has_text="Python could not be loaded")
    notice.wait_for(timeout=60_000)
    assert PYODIDES_HOST in notice.inner_text() and notice.count() == 1


def test_a_notebook_opens_and_asks_pyodides_host_alone(visit):
    open_page, _, hosts = visit
    page = open_page("6.1_xor.ipynb")
    page.get_by_text("%pip install -q feedforward").first.wait_for(timeout=60_000)
    assert hosts <= {PYODIDES_HOST}


def test_every_section_is_there_and_installs_the_package_first(lite):
    listed = json.loads((lite / "api" / "contents" / "all.json").read_text())["content"]
    expected = {f"{s}.ipynb" for s in WRITTEN} | {"START_HERE.md", "NOTATION.md"}
    assert expected == {i["path"] for i in listed}
    for section in WRITTEN:
        notebook = json.loads((lite / "files" / f"{section}.ipynb").read_text())
        first = next(c for c in notebook["cells"] if c["cell_type"] == "code")
        assert "".join(first["source"]) == "%pip install -q feedforward"


def wheels_of(lite):
    """name -> wheel, of what the site serves."""
    return {w.name.split("-")[0].replace("_", "-"): w for w in (lite / "pypi").glob("*.whl")}


def requirements_of(wheel):
    """Names that a wheel asks for, extras left out."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        lines = archive.read(name).decode().splitlines()
    asked = [x.split(": ", 1)[1] for x in lines if x.startswith("Requires-Dist")]
    return {
        re.match(r"[\w.-]+", a).group().lower().replace("_", "-")
        for a in asked
        if "extra ==" not in a
    }


def test_the_wheel_holds_every_module_of_the_package(lite):
    with zipfile.ZipFile(wheels_of(lite)["feedforward"]) as archive:
        held = {name for name in archive.namelist() if name.endswith(".py")}
    source = ROOT / "src"
    assert held == {p.relative_to(source).as_posix() for p in source.rglob("*.py")}


def test_pyodide_and_the_site_have_all_that_the_wheels_ask_for(lite):
    has = set(json.loads(LOCK.read_text())["packages"]) | set(wheels_of(lite)) | KERNELS
    for name, wheel in wheels_of(lite).items():
        assert requirements_of(wheel) - has == set(), name


LIST_IMPORTS = """
import sys
asked = set()
class Watch:
    def find_spec(self, name, path=None, target=None):
        frame = sys._getframe(1)
        while "importlib" in frame.f_code.co_filename: frame = frame.f_back
        if frame.f_globals.get("__name__", "").split(".")[0] == "feedforward":
            asked.add(name.split(".")[0])
sys.meta_path.insert(0, Watch())
import importlib, pkgutil, feedforward
for module in pkgutil.walk_packages(feedforward.__path__, 'feedforward.'):
    importlib.import_module(module.name)
print(*sorted(asked - set(sys.stdlib_module_names) - {"feedforward"}))
"""


def test_feedforward_imports_nothing_that_pyodide_lacks(lite):
    packages = json.loads(LOCK.read_text())["packages"].values()
    has = {name.split(".")[0] for package in packages for name in package["imports"]}
    has |= {name.replace("-", "_") for name in wheels_of(lite)}
    asked = subprocess.run([sys.executable, "-c", LIST_IMPORTS], capture_output=True, text=True)
    imported = set(asked.stdout.split())
    assert {"numpy", "matplotlib", "ipywidgets", "executing"} <= imported, asked.stderr
    assert imported - has == set()


def test_the_kernel_and_the_lock_file_are_of_one_pyodide(lite):
    installed = json.loads((LOCK.parent / "package.json").read_text())["version"]
    constants = next(ROOT.glob(".venv-lite/lib/*/site-packages/jupyterlite_pyodide_kernel"))
    assert f'PYODIDE_VERSION = "{installed}"' in (constants / "constants.py").read_text()
