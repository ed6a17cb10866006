"""Retake the README's picture: 6.1 at work in JupyterLab. Needs Debian's chromium.

python tools/readme_picture.py
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))
from browser import jupyter_lab, page_of  # noqa: E402

CELLS = (
    "import numpy as np\nimport feedforward as ff\n"
    "explorer = ff.explore_xor()\nexplorer.press('known solution')\nexplorer",
    "def xor_forward(X, W, c, w, b):\n    return np.maximum(X @ W, 0) @ w + b",
    "ff.check(xor_forward)",
)


def main():
    target = ROOT / "docs" / "images" / "6.1_at_work.png"
    with jupyter_lab(CELLS) as (url, _), page_of(url, width=1080, height=1420) as page:
        page.get_by_text("xor_forward: wrong").first.wait_for()
        page.keyboard.press("Control+b")  # the file browser away
        page.wait_for_timeout(2000)
        page.locator(".jp-Notebook").screenshot(path=target)
    print(f"wrote {target.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
