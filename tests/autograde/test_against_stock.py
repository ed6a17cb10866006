"""Assignments from outside the book get stock nbgrader's scores, with listed exceptions."""

import against_stock
import pytest


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The scores of all submissions, by stock nbgrader and by this project."""
    return against_stock.graded(tmp_path_factory.mktemp("courses"))


def test_nbgraders_example_and_the_notebooks_of_its_tests_get_the_same_scores(both):
    by_stock, by_ours = map(against_stock.of_nbgraders, both)
    assert len(by_stock) > 30
    assert by_ours == by_stock


def test_the_page_lists_every_score_as_it_is(both):
    page = against_stock.PAGE.read_text(encoding="utf-8")
    made = against_stock.with_tables(page, against_stock.tables_of(*both))
    assert page == made, "Run `python tests/support/against_stock.py`, which writes the tables."


def test_each_difference_is_one(both):
    for student, odd in against_stock.odd_answers().items():
        stock, here = (against_stock.points(found, student, odd) for found in both)
        assert here is not None and here != stock, student
