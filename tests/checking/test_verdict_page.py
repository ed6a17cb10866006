"""A verdict on the page: its pieces in order, its six kinds, hints below, the next step."""

import re

import numpy as np
import pytest
from project import ROOT

from feedforward import exercises
from feedforward.checking import hints, next_step, progress, progress_page, sections
from feedforward.checking.examination import examine
from feedforward.checking.verdict import SIGNS, Verdict
from feedforward.checking.verdict_html import COLORS, Around, ordinal, verdict_html
from feedforward.widgets.hints import panel, under


@pytest.fixture
def none_given(monkeypatch):
    """No hint has been given, and no panel exists."""
    monkeypatch.setattr(hints, "_given", {})
    monkeypatch.setattr("feedforward.widgets.hints._panels", {})


@pytest.fixture
def wait(monkeypatch):
    """A function that lets seconds pass for the hint buttons; no time passes by itself."""
    now = [0.0]
    monkeypatch.setattr("feedforward.widgets.hints.monotonic", lambda: now[0])

    def wait(seconds):
        now[0] += seconds

    return wait


def html_of(name, function):
    return examine(name, function)._repr_html_()


def test_the_diagnosis_comes_first_and_the_question_before_the_folded_input():
    verdict = examine("collapse", lambda W, c, w, b: (W @ w, b))
    found, html = verdict.findings, verdict._repr_html_()
    order = ["partly right (1 of 2 points)", found.wrong, found.right, found.evidence,
             found.question, "<details", "<pre"]  # fmt: skip
    assert all(order)
    places = [html.index(piece) for piece in order]
    assert places == sorted(places)


def test_the_input_has_one_argument_a_line():
    html = html_of("collapse", lambda W, c, w, b: (W @ w, b))
    [lines] = re.findall(r"<pre[^>]*>(.*?)</pre>", html, re.DOTALL)
    assert [line.split(" = ")[0] for line in lines.split("\n")] == ["W", "c", "w", "b"]


def test_the_message_holds_what_the_page_shows():
    verdict = examine("relu", np.abs)
    assert verdict.message == verdict.findings.text
    for piece in (verdict.findings.wrong, verdict.findings.question):
        assert piece and piece in verdict.message


def luminance(color):
    channels = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


@pytest.mark.parametrize("status", SIGNS)
def test_each_kind_has_a_sign_a_word_and_a_colour_that_white_text_can_be_read_on(status):
    html = verdict_html(Verdict("relu", status, 0.0, 1, "Something."))
    assert f"<strong>{SIGNS[status]} relu: {status} (0 of 1 point)</strong>" in html
    assert 1.05 / (luminance(COLORS[status]) + 0.05) >= 4.5
    # the edge against a page that is white, or dark as JupyterLab's
    assert (luminance("#111111") + 0.05) / (luminance(COLORS[status]) + 0.05) <= 1 / 3 + 0.05
    assert len(set(COLORS.values())) == len(SIGNS)


def test_attempts_are_counted_in_words():
    counted = [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 102, 111)]
    assert counted == "1st 2nd 3rd 4th 11th 12th 13th 21st 102nd 111th".split()
    html = verdict_html(Verdict("relu", "wrong", 0.0, 1, "No."), Around(attempt=3))
    assert "3rd attempt" in html


def test_the_button_shows_one_more_hint_and_keeps_those_seen(none_given, wait):
    texts = exercises.find("collapse").hints
    page = panel("collapse")
    shown = []
    for _ in texts:
        assert page.button.layout.display is None
        assert page.button.description == f"Show hint {len(shown) + 1} of {len(texts)}"
        page.button.click()
        wait(2.0)
        shown.append(len(re.findall("<strong>Hint", page._shown.value)))
    assert shown == list(range(1, len(texts) + 1))
    assert page.button.layout.display == "none"


def test_a_double_click_shows_one_hint(none_given, wait):
    page = panel("collapse")
    for seconds, count in ((0.0, 1), (0.3, 1), (1.0, 2)):
        wait(seconds)
        page.button.click()
        assert hints.given("collapse") == count


def test_hints_seen_are_there_again_below_the_next_verdict(none_given):
    panel("relu").button.click()
    below = under("<p>verdict</p>", "relu").children[1]
    assert below is panel("relu").widget
    assert "Hint 1 of" in below.children[0].value
    hints.give("relu")  # as ff.hint does
    assert "Hint 2 of" in under("", "relu").children[0].children[0].value


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(progress, "HOME", tmp_path)
    return tmp_path


def passed(name):
    progress.remember(Verdict(name, "passed", 1.0, 1, ""))


def test_what_passed_leads_to_the_next_exercise_by_a_link_to_its_cell(home):
    (home / "6.1_xor.ipynb").write_text("{}")
    names = [e.name for e in exercises.SECTIONS["6.1_xor"].EXERCISES]
    passed(names[0])
    html = next_step.next_html(names[0])
    assert f"<a href='6.1_xor.ipynb#cell-id=answer-{names[1]}'>" in html


def test_a_skipped_exercise_comes_before_the_next_section(home):
    *names, skipped = [e.name for e in exercises.SECTIONS["6.1_xor"].EXERCISES]
    for name in names:
        passed(name)
    assert next_step.next_exercise(names[-1]).name == skipped
    passed(skipped)
    following = next_step.next_exercise(skipped)
    assert following.section == "6.2_structure"
    assert "Then go on with 6.2 Structure." in next_step.next_html(skipped)
    (home / "6.2_structure.ipynb").write_text("{}")
    link = "Then go on with <a href='6.2_structure.ipynb'>6.2 Structure</a>."
    assert link in next_step.next_html(skipped)
    progress.remember(Verdict(following.name, "wrong", 0.0, 1, ""))
    assert f"#cell-id=answer-{following.name}'>" in next_step.next_html(skipped)


def test_after_the_last_one_nothing_is_next(home):
    for name in exercises.EXERCISES:
        passed(name)
    assert next_step.next_exercise("train") is None
    assert "you have passed every exercise of the book" in next_step.next_html("train")


def test_every_explorer_that_is_offered_stands_in_the_book():
    book = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "book").glob("6.*.py"))
    for name, call in next_step.EXPLORERS.items():
        assert name in exercises.EXERCISES
        assert call.rstrip(")") in book, call


PAGE = (
    "<!doctype html><html lang='en'><title>Verdicts</title><body style='{}'><main>"
    "<h1>Verdicts</h1>{}</main></body>"
)


@pytest.mark.parametrize(
    "theme", ["background:#fff;color:#000", "background:#111;color:#fff;color-scheme:dark"]
)
def test_axe_finds_nothing_in_verdicts_and_progress(chromium, web_modules, home, theme):
    wrong = examine("collapse", lambda W, c, w, b: (W @ w, b))
    around = Around(2, "This could not be noted.", next_step.next_html("relu"))
    shown = [verdict_html(wrong, around)]
    shown += [
        verdict_html(Verdict("relu", s, 0.0, 1, "First `code`.\nThen."), around) for s in SIGNS
    ]
    shown.append(progress_page.progress_html(sections.SECTIONS, sections.SECTIONS[0]))
    page = chromium.new_page(viewport={"width": 390, "height": 900})
    page.set_content(PAGE.format(theme, "".join(shown)))
    page.locator("summary").first.click()
    page.evaluate((web_modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    width = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert [(v["id"], [n["html"][:200] for n in v["nodes"]][:3]) for v in found] == []
    assert width <= 390
