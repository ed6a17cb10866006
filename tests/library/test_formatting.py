"""Numbers as readers of pictures and explorers see them."""

import numpy as np
import pytest

from feedforward.formatting import (
    against_count,
    decimal,
    percent,
    power_of_ten,
    significant,
    unbroken,
    with_power,
    with_true_minus,
)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [(-0.254, 2, "−0.25"), (2.5e-4, 3, "0.000"), (-12.0, 0, "−12"), (np.float32(0.1), 2, "0.10")],
)
def test_a_decimal_has_its_places_and_a_true_minus_sign(value, places, text):
    assert decimal(value, places) == text


@pytest.mark.parametrize("write", [decimal, significant])
def test_zero_has_no_minus_sign_and_infinity_is_a_symbol(write):
    assert "−" not in write(-0.0) and "-" not in write(-0.0)
    assert (write(np.inf), write(-np.inf)) == ("∞", "−∞")
    assert write(np.nan) == "nan"


def test_a_small_negative_number_that_rounds_to_zero_has_no_minus_sign():
    assert decimal(-0.004) == "0.00"


def test_significant_digits_count_from_the_first_that_is_not_zero():
    assert significant(-0.0123456) == "−0.0123"
    assert significant(1.0, 6) == "1"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("x = (1, -0.5), w = -2", "x = (1, −0.5), w = −2"),
        ("1 - Z² and -1/x²", "1 − Z² and −1/x²"),
        ("a 2-3-1 network, held-out", "a 2-3-1 network, held-out"),
        ("`b - 1` and $-2$ but -3", "`b - 1` and $-2$ but −3"),
    ],
)
def test_hyphens_that_mean_a_minus_become_one_outside_code_and_formulas(text, read):
    assert with_true_minus(text) == read


@pytest.mark.parametrize(
    ("value", "text"),
    [(5.3e-32, "5.3 × 10⁻³²"), (1e-12, "10⁻¹²"), (-2e6, "−2 × 10⁶"), (0.0042, "0.0042"),
     (np.inf, "∞"), (0.0, "0")],
)  # fmt: skip
def test_an_exponent_is_raised_as_on_an_axis(value, text):
    assert with_power(value) == text
    assert [power_of_ten(10.0**k) for k in (-7, 0, 12)] == ["10⁻⁷", "10⁰", "10¹²"]


def test_a_line_does_not_end_inside_a_number_or_beside_an_equals_sign():
    lines = unbroken("J = −log 0.5 = 0.69, an error of 1.1 × 10⁻⁷").split(" ")
    lines = [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]
    assert lines == ["J = −log 0.5 = 0.69,", "an", "error", "of", "1.1 × 10⁻⁷"]


def test_a_percentage_reads_0_or_100_only_if_it_is_exactly_that():
    written = [percent(share) for share in (0, 0.001, 0.5, 0.999, 1)]
    assert written == ["0%", "under 1%", "50%", "over 99%", "100%"]


@pytest.mark.parametrize(
    ("measured", "said"),
    [
        (2.2, "close to the factor of 2 "),
        (5.0, "more than the factor of 2 "),
        (0.9, "less than the factor of 2 "),
    ],
)
def test_a_time_is_compared_with_what_the_count_predicts_by_its_own_number(measured, said):
    assert against_count(measured, 2).startswith(said)


def test_a_large_count_is_written_in_groups():
    assert "1,000" in against_count(90.0, 1000)
