"""Tests that need a thread in which no event loop runs.

Playwright leaves one running in the thread in which it was started, which is the thread of every
later test in the same process.
"""

import functools
from concurrent.futures import ThreadPoolExecutor


def in_a_thread(test):
    """Run a test in a thread of its own, and raise there what it raises."""

    @functools.wraps(test)
    def run(*args, **kwargs):
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(test, *args, **kwargs).result()

    return run
