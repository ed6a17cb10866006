"""The README's ways to try the book without installing it."""

import tomllib

from readme_ways import README, SETTINGS, ways, with_ways

OURS = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))


def test_the_readme_is_up_to_date():
    readme = README.read_text(encoding="utf-8")
    assert with_ways(readme, OURS) == readme


def test_with_an_address_there_are_badges_that_lead_to_the_first_section():
    table = ways(OURS | {"repository": "https://github.com/someone/book", "branch": "main"})
    path = "chapters/6.1_xor.ipynb"
    assert f"(https://mybinder.org/v2/gh/someone/book/main?urlpath=lab/tree/{path})" in table
    assert f"(https://colab.research.google.com/github/someone/book/blob/main/{path})" in table
    assert "(https://someone.github.io/book/)" in table
    assert "`%pip install git+https://github.com/someone/book@main`" in table


def test_without_an_address_there_is_no_dead_link_and_what_is_left_out_is_not_offered():
    assert "](" not in ways(OURS | {"repository": ""})
    assert "Colab" not in ways(OURS | {"colab": ""})
