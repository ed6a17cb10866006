"""Write the README's section on trying the book without installing it, from web/settings.toml.

python tools/readme_ways.py           # after the repository's address has changed
"""

import tomllib
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
README, SETTINGS = ROOT / "README.md", ROOT / "web" / "settings.toml"
BEGIN, END = "<!-- written by tools/readme_ways.py -->", "<!-- end of ways -->"
NOTEBOOK = "chapters/6.1_xor.ipynb"


def main():
    text = README.read_text(encoding="utf-8")
    settings = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))
    README.write_text(with_ways(text, settings), encoding="utf-8")


def with_ways(readme, settings):
    """Return the README's text with a new table between the marks."""
    before, rest = readme.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n{ways(settings)}\n{END}{after}"


def ways(settings):
    """Return a table of the ways to try the book, with badges if the repository has an address.

    settings: web/settings.toml, as a dict. If `repository` is empty, names replace the badges.
    """
    owner_and_name = urlsplit(settings["repository"]).path.strip("/")
    branch = settings["branch"]
    owner, _, name = owner_and_name.partition("/")
    site = f"https://{owner}.github.io/{name}/"
    package = f"git+{settings['repository'] or '<address of this repository>'}@{branch}"
    rows = [("Website", site, "a browser; the pictures are interactive, but no Python runs")]
    if settings["binder"]:
        address = (
            f"{settings['binder']}/v2/gh/{owner_and_name}/{branch}?urlpath=lab/tree/{NOTEBOOK}"
        )
        rows.append(("Binder", address, "a browser, and a few minutes to start; nothing is saved"))
    if settings["colab"]:
        address = f"{settings['colab']}/github/{owner_and_name}/blob/{branch}/{NOTEBOOK}"
        needs = f"a Google account, and a first cell with `%pip install {package}`"
        rows.append(("Colab", address, needs))
    lines = ["| where | what it needs |", "| --- | --- |"]
    lines += [
        f"| {badge(label, address) if owner else label} | {needs} |"
        for label, address, needs in rows
    ]
    if not owner:
        lines += [
            "",
            "All of these work once this repository is public and its address is in",
            "`web/settings.toml`. Until then, `make site` builds the website in `build/site`.",
        ]
    return "\n".join(lines)


def badge(label, address):
    """Return a badge in Markdown that links to an address."""
    return f"[![{label}](https://img.shields.io/badge/try_it-{label}-2f6f9f)]({address})"


if __name__ == "__main__":
    main()
