"""Find out which kernel a notebook is written for."""

PYTHON = "python"


def other_than_python(metadata):
    """Return the name of the kernel in a notebook's metadata if it is not Python's, else None.

    A notebook that names no language is taken to be in Python. metadata: may have any form.
    """
    spec, language = _dict(metadata, "kernelspec"), _dict(metadata, "language_info")
    named = spec.get("language") or language.get("name") or PYTHON
    if str(named).lower() == PYTHON:
        return None
    return str(spec.get("name") or named)[:100]


def _dict(metadata, part):
    found = metadata.get(part) if isinstance(metadata, dict) else None
    return found if isinstance(found, dict) else {}
