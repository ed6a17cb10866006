"""A real JupyterLab in a real Chromium, for what can only be measured there."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import nbformat
from playwright.sync_api import sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
QUIET = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}


def free_port():
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_server(url, process, seconds=60):
    """Return when the server answers; raise if it ends or takes too long."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"JupyterLab ended with status {process.returncode}.")
        with contextlib.suppress(OSError):
            urllib.request.urlopen(url + "api", timeout=1).close()
            return
        time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not answer within {seconds} s.")


@contextlib.contextmanager
def jupyter_lab(sources):
    """Serve a folder with one notebook, play.ipynb, of the given code cells: (url, process id)."""
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder, "config", "labconfig")
        config.mkdir(parents=True)
        (config / "page_config.json").write_text(json.dumps(QUIET))
        work = Path(folder, "work")
        work.mkdir()
        cells = [nbformat.v4.new_code_cell(source) for source in sources]
        notebook = nbformat.v4.new_notebook(cells=cells)
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
        nbformat.write(notebook, work / "play.ipynb")
        port = free_port()
        command = [
            *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
            *(f"--port={port}", "--IdentityProvider.token=", "--expose-app-in-browser"),
            f"--ServerApp.root_dir={work}",
        ]
        environment = os.environ | {"JUPYTER_CONFIG_DIR": str(config.parent)}
        with open(Path(folder, "log"), "w") as log:
            process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            url = f"http://127.0.0.1:{port}/"
            wait_for_server(url, process)
            yield url + "lab/tree/play.ipynb", process.pid
        finally:
            process.terminate()
            process.wait(timeout=30)


@contextlib.contextmanager
def page_of(url, width=1280, height=2000):
    """The notebook at url, opened in Chromium and run from top to bottom."""
    path = shutil.which("chromium")
    if path is None:
        raise RuntimeError("Chromium is missing; on Debian: apt-get install chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(url)
            page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
            page.wait_for_function(
                "() => window.jupyterapp?.shell.currentWidget?.sessionContext"
                "?.session?.kernel?.status === 'idle'",
                timeout=60_000,
            )
            page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
            yield page
        finally:
            browser.close()


def kernel_megabytes(server):
    """Resident memory of the kernel that the server (a process id) runs."""
    for status in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError):  # a process may end while we look
            fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
            command = (status.parent / "cmdline").read_text()
            if int(fields["PPid"]) == server and "ipykernel" in command:
                return int(fields["VmRSS"].split()[0]) / 1024
    raise RuntimeError(f"no kernel runs under process {server}.")


def heap_megabytes(page):
    """Return the size of the page's JavaScript heap after a garbage collection."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics = session.send("Performance.getMetrics")["metrics"]
    session.detach()
    return next(m["value"] for m in metrics if m["name"] == "JSHeapUsedSize") / 2**20
