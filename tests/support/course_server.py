"""A Jupyter server in a course, for formgrader."""

import contextlib
import signal
import socket
import subprocess
import sys
import time
import urllib.request

from autograding import environment


@contextlib.contextmanager
def serving(course, program="jupyter_server"):
    """The address of a server that is started in a course, and stopped at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", program, "--no-browser", "--allow-root"]
    server = subprocess.Popen(
        [*command, f"--port={port}", "--IdentityProvider.token="],
        cwd=course,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/api")
        yield address
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=60)


def _wait_for(address, seconds=120):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            return urllib.request.urlopen(address).close()
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"{address} does not answer.")
