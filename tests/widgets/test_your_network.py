"""The page "your network": what a learner wrote, trained on digits beside two others."""

import base64
import io

import numpy as np
import PIL.Image
import pytest
from learner_notebooks import write_all_sections
from matplotlib.figure import Figure
from sklearn.metrics import confusion_matrix

import feedforward as ff
from feedforward import audience
from feedforward.plots.confusion import confusion, draw_confusion, draw_mistakes


@pytest.fixture(scope="module")
def solved(tmp_path_factory):
    folder = tmp_path_factory.mktemp("solved")
    write_all_sections(folder)
    return ff.your_network(folder=folder)


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    return ff.your_network(folder=tmp_path_factory.mktemp("blank"))


def test_all_is_yours_where_all_is_solved(solved):
    assert solved.text.startswith("15 of the 15 functions of this network are yours.")
    assert "the book's:" not in solved.text and solved.note == ""


def test_all_is_the_books_where_nothing_is(blank):
    assert blank.text.startswith("0 of the 15 functions of this network are yours.")
    assert "6.1 relu: the book's: 6.1_xor.ipynb is not in this notebook's folder" in blank.text


def test_on_the_website_nothing_is_said_of_answers_that_a_reader_cannot_have(blank, monkeypatch):
    monkeypatch.setattr(audience, "at_a_notebook", False)
    page = blank._repr_mimebundle_()[0]["text/html"]
    assert "On this page all 15 functions of the network are the book&#x27;s." in page
    assert "yours" not in page and "notebook" not in page


def test_all_three_read_95_of_100_digits_that_they_have_not_seen(solved, blank):
    for page in (solved, blank):
        assert [r.accuracy > 0.95 for r in page.results] == [True] * 3
        assert [r.loss < 0.25 for r in page.results] == [True] * 3


def test_the_same_formulas_from_the_same_start_come_to_the_same_mistakes(solved):
    mine, book, _ = solved.results
    np.testing.assert_array_equal(mine.predicted, book.predicted)
    assert mine.loss == pytest.approx(book.loss)


def test_accuracy_and_confusion_are_those_of_scikit_learn(solved):
    labels, mine = solved.labels, solved.results[0]
    np.testing.assert_array_equal(solved.counts, confusion_matrix(labels, mine.predicted))
    assert mine.accuracy == pytest.approx(np.trace(solved.counts) / len(labels))
    assert f"{len(labels) - np.trace(solved.counts)} mistakes" in solved.text


def test_the_number_of_parameters_is_counted(solved):
    assert solved.parameters == 65 * 48 + 49 * 10


def test_the_page_has_words_a_picture_and_what_it_shows_in_words(solved):
    shown, metadata = solved._repr_mimebundle_()
    assert shown["text/plain"] == solved.text
    picture = PIL.Image.open(io.BytesIO(base64.b64decode(shown["image/png"])))
    assert picture.width == 2 * metadata["image/png"]["width"] > 1300
    assert 'alt="Held-out digits: ' in shown["text/html"]
    assert shown["text/html"].count("<td") == 3 * 4 + 15 * 3


def test_functions_that_fail_together_are_said_and_the_books_are_shown(tmp_path, monkeypatch):
    from feedforward import learner_network

    def fails(*arguments):
        raise MemoryError("too much")

    kept = learner_network.judge_part
    monkeypatch.setattr(
        learner_network, "judge_part",
        lambda name, f, missing="": learner_network.Part(name, "6.8_backprop", f, True, "")
        if f is fails else kept(name, f, missing),
    )  # fmt: skip
    page = ff.your_network(train=fails, folder=tmp_path)
    assert (
        "Together your functions raised MemoryError: too much. These are the book's." in page.text
    )
    assert page.results[0].accuracy > 0.95 and not any(part.yours for part in page.parts)


def test_the_confusion_picture_shows_every_count_and_the_mistakes_their_labels():
    labels, predicted = np.array([0, 1, 1, 2, 2, 2]), np.array([0, 1, 2, 2, 0, 0])
    counts = confusion(labels, predicted, classes=3)
    np.testing.assert_array_equal(counts, [[1, 0, 0], [0, 1, 1], [2, 0, 1]])
    ax = Figure().add_subplot()
    draw_confusion(ax, counts)
    texts = {t.get_position(): t.get_text() for t in ax.texts}
    assert texts == {(0, 0): "1", (1, 1): "1", (2, 1): "1", (0, 2): "2", (2, 2): "1"}
    axes = Figure().subplots(1, 4).ravel()
    draw_mistakes(axes, np.zeros((6, 8, 8)), labels, predicted)
    assert [ax.get_title() for ax in axes] == [
        "1, taken for 2", "2, taken for 0", "2, taken for 0", ""]  # fmt: skip
