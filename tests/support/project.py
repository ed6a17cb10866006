"""The project's folders, and the commands that build its notebooks."""

import subprocess
import sys
from pathlib import Path

from feedforward.exercises import SECTIONS

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = [section for section in SECTIONS if (ROOT / "book" / f"{section}.py").exists()]


def build_notebooks(*options):
    """Run tools/build_notebooks.py with these options -> the finished process."""
    command = [sys.executable, ROOT / "tools" / "build_notebooks.py", *options]
    return subprocess.run(list(map(str, command)), capture_output=True, text=True)
