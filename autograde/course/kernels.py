"""The kernel that a notebook is written for."""

PYTHON = "python"


def other_than_python(metadata):
    """The name of the kernel in a notebook's metadata if its language is not Python, else None.

    What says nothing of its language is taken for Python. metadata: of any form.
    """
    spec, language = _dict(metadata, "kernelspec"), _dict(metadata, "language_info")
    named = spec.get("language") or language.get("name") or PYTHON
    if str(named).lower() == PYTHON:
        return None
    return str(spec.get("name") or named)[:100]


def _dict(metadata, part):
    found = metadata.get(part) if isinstance(metadata, dict) else None
    return found if isinstance(found, dict) else {}
