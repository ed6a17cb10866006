"""Read the outputs of cells, check their form, and keep only text, HTML and pictures.

HTML is made harmless where it is shown: see record/clean_html.py.
"""

import re

from .answers import of, text
from .frames import Garbled

PICTURES = ("image/png", "image/jpeg")
KEPT = ("text/plain", "text/html", *PICTURES)
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
MOST_NAME = 200


def read_outputs(outputs):
    """Return a cell's outputs in the form of nbformat 4. Raises Garbled if they have another."""
    return [_output(output) for output in of(list, outputs)]


def _output(output):
    kind = of(dict, output).get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return {"output_type": kind, "name": name, "text": text(output.get("text"), None)}
    if kind == "error":
        return {
            "output_type": kind,
            "ename": text(output.get("ename"), MOST_NAME),
            "evalue": text(output.get("evalue"), None),
            "traceback": [text(line, None) for line in of(list, output.get("traceback"))],
        }
    if kind not in ("display_data", "execute_result"):
        raise Garbled("an output of no known type")
    forms = of(dict, output.get("data")).items()
    data = {form: text(value, None) for form, value in forms if form in KEPT}
    data = {f: t for f, t in data.items() if f not in PICTURES or BASE64.fullmatch(t)}
    read = {"output_type": kind, "data": data, "metadata": {}}
    return read | {"execution_count": None} if kind == "execute_result" else read
