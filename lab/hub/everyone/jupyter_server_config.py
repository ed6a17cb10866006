"""Set up the server of each user of a JupyterHub; docs/instructors.md says how to install this.

It belongs into .venv/etc/jupyter, and gives JupyterLab there what jupyter_lab_config.py gives it on
one's own computer. page_config.json beside it hides what only instructors need.
"""

import os
import sys
from pathlib import Path

VENV = Path(sys.prefix)
LAB = VENV.parent / "lab"

c = get_config()  # noqa: F821 -- given by Jupyter

# Terminals, kernels and formgrader find the commands of this environment. A login shell, which a
# hub's terminals start otherwise, would forget this on Debian: its /etc/profile sets PATH anew.
os.environ["PATH"] = os.pathsep.join([str(VENV / "bin"), os.environ.get("PATH", os.defpath)])
c.ServerApp.terminado_settings = {"shell_command": [os.environ.get("SHELL") or "/bin/bash"]}

# What the book adds to the page, and the sentence below a NameError.
c.LabApp.extra_labextensions_path = [str(LAB / "extensions")]
os.environ.setdefault("PYTHONSTARTUP", str(LAB / "kernel_startup.py"))
