"""The bibliography: every entry whole, and citations in the text that lead to their works."""

import re

import nbformat
import pytest
from bibliography import UnknownWork, cite, listed, read_works
from project import ROOT, build_notebooks

WORKS = read_works(ROOT / "book" / "references.bib")
NOT_ON_THE_WEB = {"hochreiter1991", "linnainmaa1970", "werbos1974"}
CYBENKO = "https://doi.org/10.1007/BF02551274"
MINSKY = "https://doi.org/10.7551/mitpress/11301.001.0001"


@pytest.mark.parametrize("work", WORKS.values(), ids=WORKS)
def test_an_entry_names_who_when_what_and_where(work):
    assert work.key == "cs231n" or re.fullmatch(r"(18|19|20)\d\d", work.year)
    assert bool(work.url) == (work.key not in NOT_ON_THE_WEB)
    assert not re.search(r"[{}\\]|\.\.|--", work.entry.replace("...", ""))
    assert work.key == "cs231n" or work.key.endswith(work.year)


def test_works_are_listed_by_first_author_and_year():
    order = [(work.names.lower(), work.year) for work in WORKS.values()]
    assert order == sorted(order) and len(order) >= 50
    assert listed(["he2016", "cybenko1989"], WORKS).count("\n") == 1
    assert listed(["he2016", "cybenko1989"], WORKS).startswith("- Cybenko, G. (1989).")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("so [@cybenko1989].", f"so ([Cybenko, 1989]({CYBENKO}))."),
        ("@cybenko1989 proved", f"[Cybenko (1989)]({CYBENKO}) proved"),
        (
            "[@minsky1969, chapter 2; @cybenko1989]",
            f"([Minsky and Papert, 1969]({MINSKY}), chapter 2; [Cybenko, 1989]({CYBENKO}))",
        ),
        ("@goodfellow2016", "[Goodfellow et al. (2016)](https://www.deeplearningbook.org)"),
        ("[@werbos1974]", "(Werbos, 1974)"),
    ],
)
def test_a_citation_becomes_a_link(text, shown):
    assert cite(text, WORKS)[0] == shown


@pytest.mark.parametrize(
    "text", ["`X @ W`, `@wraps`", "```\n@cybenko1989\n```", "me@example.org", "$X@W$", "X @ W"]
)
def test_code_and_addresses_are_no_citations(text):
    assert cite(text, WORKS) == (text, [])


def test_a_bracket_in_a_doi_does_not_end_its_link():
    assert "(91)" not in cite("@hornik1991", WORKS)[0]
    assert "10.1016/0893-6080%2891%2990009-T)" in cite("@hornik1991", WORKS)[0]


def test_an_unknown_work_is_refused():
    with pytest.raises(UnknownWork, match="@nobody1900"):
        cite("as [@nobody1900] said", WORKS)


def test_a_section_lists_the_works_that_it_cites(book):  # noqa: F811
    path = book / "book" / "6.1_xor.py"
    cited = "# %% [markdown]\n# @minsky1969 and [@shannon1948]; not `@vaswani2017`.\n"
    listing = '# %% [markdown] references="6.1"\n# ### References\n'
    text = path.read_text().split("# %% [markdown] references=")[0] + f"\n{cited}\n{listing}"
    path.write_text(text)
    assert build_notebooks("--root", book)[0] == 0
    cell = nbformat.read(book / "chapters" / "6.1_xor.ipynb", as_version=4).cells[-1]
    prose = "\n".join(line for line in text.split("\n") if line.startswith("# "))
    keys = cite(prose, WORKS)[1]
    assert {"minsky1969", "shannon1948"} <= set(keys) and "vaswani2017" not in keys
    assert cell.source == f"### References\n\n{listed(keys, WORKS)}"


def test_a_section_that_cites_what_is_not_listed_is_not_built(book):  # noqa: F811
    text = book / "book" / "6.1_xor.py"
    text.write_text(f"{text.read_text()}\n# %% [markdown]\n# See [@nobody1900].\n")
    status, _, errors = build_notebooks("--root", book)
    assert status == 1 and "@nobody1900 is cited" in errors and "6.1_xor.py, cell" in errors
