"""START_HERE.md: an invitation, a bar for each section, and the way back to where one was."""

import re
import subprocess
from pathlib import Path

import pytest
from test_verdict_page import luminance

from feedforward import exercises
from feedforward.checking import progress, sections, start_page
from feedforward.checking.start_picture import svg
from feedforward.checking.verdict import Verdict

ROOT = Path(__file__).parents[2]


@pytest.fixture
def home(tmp_path):
    """A folder with the notebooks of the book, as names."""
    for section in sections.SECTIONS:
        (tmp_path / f"{section.key}.ipynb").write_text("{}")
    return tmp_path


def checked(home, name, score):
    status = "passed" if score == 1 else "wrong"
    progress.remember(Verdict(name, status, score, exercises.find(name).points, ""), home)


def go_on(home):
    """The exercise and the cell that the page says to go on with."""
    return re.search(r"\[Go on with `(\w+)`\]\((\S+)\)", start_page.page(home)).groups()


def test_a_new_learner_is_invited_to_the_first_section(home):
    page = start_page.page(home)
    assert "**[Begin with the first section](6.1_xor.ipynb)**" in page
    assert page.count("[start](") == 8 and page.count("<progress ") == 8
    assert 'src="data:image/svg+xml;base64,' in page and 'alt="A handwritten 3' in page
    assert "http:" not in page and "https:" not in page
    assert start_page.where_to_begin(home) == "START_HERE.md"


def test_a_wrong_answer_is_gone_on_with_and_a_right_one_leads_to_the_next(home):
    checked(home, "collapse", 0.5)
    assert go_on(home) == ("collapse", "6.1_xor.ipynb#cell-id=answer-collapse")
    checked(home, "collapse", 1.0)
    assert go_on(home) == ("relu", "6.1_xor.ipynb#cell-id=answer-relu")
    assert "You have 2 of 110 points for exercises." in start_page.page(home)
    assert start_page.page(home).count("[start](") == 7
    assert start_page.where_to_begin(home) == "6.1_xor.ipynb"


def test_a_section_that_is_not_begun_is_entered_at_its_top(home):
    for exercise in sections.SECTIONS[0].exercises:
        checked(home, exercise.name, 1.0)
    assert "**[Go on with section 6.2](6.2_structure.ipynb)**." in start_page.page(home)
    checked(home, "compose", 0.0)
    assert go_on(home)[0] == "compose"


def test_a_blank_that_was_only_run_is_no_place_to_go_on(home):
    checked(home, "relu", 0.0)
    progress.remember(Verdict("hat", "not attempted", 0.0, 1, ""), home)
    assert go_on(home)[0] == "relu"


def test_a_finished_section_says_so_and_the_end_leads_to_the_network(home):
    for section in sections.SECTIONS:
        for exercise in section.exercises:
            checked(home, exercise.name, 1.0)
    page = start_page.page(home)
    assert page.count("✔&nbsp;passed") == 8 and "**You have passed every exercise.**" in page


def test_renewing_keeps_what_follows_the_progress_and_makes_no_page_where_none_was(home):
    start_page.renew(home)
    assert not (home / start_page.NAME).exists()
    start_page.write(home)
    path = home / start_page.NAME
    path.write_text(path.read_text() + "Kept in this browser.\n")
    checked(home, "relu", 1.0)
    start_page.renew(home)
    text = path.read_text()
    assert "1&nbsp;of&nbsp;9" in text and text.endswith("Kept in this browser.\n")
    assert text.count(start_page.END_OF_PROGRESS) == 1


def test_the_fonts_of_the_picture_are_a_list_that_a_browser_accepts():
    fonts = re.search(r'font-family="([^"]+)"', svg())[1].split(", ")
    for name in fonts:  # unquoted, each word of a name has to be an identifier
        assert re.fullmatch(r"'[^']+'|[A-Za-z-][\w-]*( [A-Za-z-][\w-]*)*", name), name
    assert fonts[-1] == "sans-serif"


def contrast(one, other):
    """The contrast of two colours as WCAG defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_picture_can_be_read_on_the_pages_of_both_themes():
    for paper in ("#ffffff", "#eeeeee", "#323232", "#111111"):  # JupyterLab's and Notebook 7's
        for shape in re.findall(r'<(?:circle|rect) [^>]*fill="(#\w+)"', svg()):
            assert contrast(shape, paper) >= 3, (shape, paper)
    digits = re.findall(r'<circle [^>]*fill="(#\w+)"/><text [^>]*fill="(#\w+)">', svg())
    assert len(digits) == 10 == svg().count("<text")
    assert all(contrast(unit, ink) >= 4.5 for unit, ink in digits)


def test_the_table_of_symbols_is_copied_from_the_folder_above(tmp_path):
    (tmp_path / "chapters").mkdir()
    start_page.copy_notation(tmp_path / "chapters")
    assert not (tmp_path / "chapters" / "NOTATION.md").exists()
    for text in ("first", "second"):
        (tmp_path / "NOTATION.md").write_text(text)
        start_page.copy_notation(tmp_path / "chapters")
        assert (tmp_path / "chapters" / "NOTATION.md").read_text() == text


@pytest.mark.parametrize("name", [start_page.NAME, start_page.NOTATION])
def test_git_does_not_see_the_page(name):
    done = subprocess.run(["git", "check-ignore", "-q", f"chapters/{name}"], cwd=ROOT)
    assert done.returncode == 0
    tracked = subprocess.run(
        ["git", "ls-files", "chapters"], cwd=ROOT, capture_output=True, text=True
    )
    assert name not in tracked.stdout
