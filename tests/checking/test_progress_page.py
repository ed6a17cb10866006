"""ff.progress(): a bar for each section, the rows of the one at work, and an end worth having."""

import re

import pytest

from feedforward import exercises
from feedforward.checking import progress, progress_page, sections
from feedforward.checking.verdict import Verdict

XOR, STRUCTURE, *_, LAST = sections.SECTIONS


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(progress, "HOME", tmp_path)
    return tmp_path


def record(section, score=1.0):
    for exercise in section.exercises:
        progress.remember(Verdict(exercise.name, "passed", score, exercise.points, ""))


def test_every_section_of_the_book_has_a_title_and_an_ability():
    assert [s.key for s in sections.SECTIONS] == list(exercises.SECTIONS)
    assert sum(s.points for s in sections.SECTIONS) == 110
    assert all(s.able[0].islower() and s.able[-1] != "." for s in sections.SECTIONS)


def test_the_section_at_work_is_open_and_the_rest_are_folded():
    html = progress_page.progress_html(sections.SECTIONS, STRUCTURE)
    assert html.count("<details") == 8 and html.count("<details open") == 1
    opened = html[html.index("<details open") :]
    assert opened.index("6.2 Structure") < opened.index("layer_shapes") < opened.index("</details>")


def test_the_bar_is_as_long_as_the_share_of_the_points():
    progress.remember(Verdict("relu", "passed", 1.0, 1, ""))
    widths = re.findall(r"width:(\d+)%", progress_page.progress_html(sections.SECTIONS))
    assert widths == ["11"] + ["0"] * 7
    assert "1 of 9 points" in progress_page.progress_text(sections.SECTIONS)


def test_the_text_lists_the_rows_of_the_section_at_work_alone():
    text = progress_page.progress_text(sections.SECTIONS, XOR)
    assert " relu " in text and "layer_shapes" not in text
    assert "In all: 0 of 110 points.\nThe points are those of the exercises." in text


def test_a_finished_section_says_what_the_learner_can_do_now():
    told = f"You can now {XOR.able}."
    assert told not in progress_page.progress_text(sections.SECTIONS, XOR)
    record(XOR)
    text = progress_page.progress_text(sections.SECTIONS, XOR)
    assert told in text and text.endswith("Written questions are not counted.")
    assert progress_page.progress_html(sections.SECTIONS, XOR).count("You can now") == 1


def test_the_notebooks_that_lie_here_count_and_exercises_link_to_their_cells(home):
    (home / "6.2_structure.ipynb").write_text("{}")
    assert sections.present() == (STRUCTURE,)
    html = progress_page.progress_html(sections.present(), STRUCTURE)
    assert "<a href='6.2_structure.ipynb#cell-id=answer-layer_shapes'>" in html


def test_the_section_at_work_is_that_of_the_notebook_or_else_of_the_last_check(monkeypatch):
    assert sections.at_work() is None
    record(XOR)
    assert sections.at_work() is XOR
    monkeypatch.setenv("JPY_SESSION_NAME", "/home/ada/chapters/6.8_backprop.ipynb")
    assert sections.at_work() is LAST


def test_only_all_the_points_of_all_sections_are_the_end():
    for section in sections.SECTIONS[:-1]:
        record(section)
    record(LAST, score=0.9)
    assert not progress_page.is_complete(sections.SECTIONS)
    record(LAST)
    assert progress_page.is_complete(sections.SECTIONS)
    assert not progress_page.is_complete((LAST,))


def test_the_end_shows_the_learners_own_network_in_one_picture(home):
    from feedforward.widgets.ending import ending_html

    def sgd_step(params, grads, lr):
        return [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(params, grads, strict=True)]

    html = ending_html({"sgd_step": sgd_step}, home)
    assert "1 of the 15 functions of this network is yours." in html
    assert html.count("<img") == 1 and 'alt="Held-out digits: ' in html
    assert re.search(r"reads 9\d\.\d% of the 449 digits", html)
