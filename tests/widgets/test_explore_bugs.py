"""`find_the_bug`, moved without a browser."""

import functools
import itertools

import numpy as np
import pytest

import feedforward as ff
from feedforward import bugs

SEED = 28  # A is right
BELOW = str.maketrans("123", "₁₂₃")
RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


EXPLORER = functools.partial(ff.find_the_bug, seed=SEED)


def number(word):
    """The number that a word such as 0.88, 10⁻⁴ or 5.3 × 10⁻⁹ stands for."""
    factor, _, power = word.rpartition(" × ")
    return float(factor or 1) * (
        10.0 ** int(power[2:].translate(RAISED)) if "⁻" in power else float(power)
    )


def culprits():
    return bugs.deal(SEED).culprits


def test_every_position_shows_the_errors_of_that_network(explorer):
    for name, f, N in itertools.product("ABCD", bugs.BENDS, (1, 2, 8)):
        explorer.set({"network": name, "f": f, "N": N})
        tried = bugs.setting(SEED, N, f)
        given, nudged = tried.grads(culprits()[name]), tried.nudged()
        for (label, error, bell, _), array in zip(explorer.rows, bugs.ARRAYS, strict=True):
            a, b = given[array], nudged[array]
            scale = np.maximum(abs(a), abs(b))
            expected = (abs(a - b) / np.where(scale == 0, 1, scale)).max()
            assert label == f"d{array}".translate(BELOW)
            assert number(error) == pytest.approx(expected, rel=0.06)
            assert bell == ("rings" if expected > 1e-4 else "quiet")
        assert ("the bell is quiet" in explorer.text) == all(r[2] == "quiet" for r in explorer.rows)
        assert explorer.text.startswith(f"Network {name}, {f}, N = {N}")


def test_bars_and_points_stand_where_the_numbers_are(explorer):
    explorer.set({"network": "D", "f": "sigmoid", "N": 5})
    bars = explorer.panels[0].artists
    for i, array in enumerate(bugs.ARRAYS):
        rings = array in explorer.arrays.ringing
        shown, hidden = (bars["ringing"], bars["quiet"])[:: 1 if rings else -1]
        top = shown[i].get_y() + shown[i].get_height()
        assert top == pytest.approx(max(explorer.arrays.errors[array], 2e-12))
        assert hidden[i].get_height() == 0
    x, y = explorer.panels[1].artists["3"].get_data()
    given, nudged = explorer.arrays.given, explorer.arrays.nudged
    np.testing.assert_allclose(y[:8] * nudged["W3"].ravel(), x[:8] * given["W3"].ravel())
    assert max(abs(x).max(), abs(y).max()) == pytest.approx(1)


def test_it_says_how_many_suspects_the_setting_leaves(explorer):
    explorer.set({"network": "A", "f": "tanh", "N": 1})
    assert "Of the 10 suspects, 4 would give exactly these numbers." in explorer.text
    explorer.set({"f": "sigmoid", "N": 8})
    assert "Only one suspect would give these numbers." in explorer.text


def test_a_verdict_that_the_numbers_contradict_is_told_so(explorer):
    explorer.set({"network": "D", "f": "sigmoid", "N": 4, "verdict on D": "f' is left out"})
    assert (
        '"f\' is left out" is not what D does: it would give different numbers here.'
        in explorer.text
    )
    assert "1 of 4 verdicts is given." in explorer.text
    explorer.set({"verdict on D": culprits()["D"]})
    assert "is not what D does" not in explorer.text


def test_the_right_verdicts_are_confirmed_and_wrong_ones_counted(explorer):
    explorer.set({f"verdict on {name}": word for name, word in culprits().items()})
    assert "All four verdicts are right." in explorer.text
    explorer.set({"verdict on A": "f' is left out"})
    assert "All four verdicts are given, and 3 of them are right." in explorer.text


def test_reset_forgets_the_verdicts():
    explorer = ff.find_the_bug(seed=SEED)
    text = explorer.text
    explorer.set({"network": "C", "verdict on A": "right"})
    explorer.press("reset")
    assert explorer.text == text


def test_the_learners_own_functions_are_what_measures():
    own = ff.find_the_bug(
        lambda J, x, eps=1e-5: 2 * ff.numerical_gradient(J, x), ff.relative_error, SEED
    )
    assert "the bell rings for dW₁" in own.text
    assert own.text.endswith("Drawn with your numerical_gradient and relative_error.")


def test_the_bell_does_not_ring_for_the_default_step_of_a_learner():
    steps = []

    def own(J, x, eps=1e-8):
        steps.append(eps)
        return ff.numerical_gradient(J, x, eps)

    for gradient in (own, lambda J, x: ff.numerical_gradient(J, x)):
        explorer = ff.find_the_bug(gradient, None, SEED)
        for f, N in itertools.product(bugs.BENDS, range(1, bugs.MOST_SAMPLES + 1)):
            explorer.set({"network": "A", "f": f, "N": N})
            assert "the bell is quiet" in explorer.text
        assert explorer.text.endswith("Drawn with your numerical_gradient.")
    assert set(steps) == {1e-5}


def test_blank_functions_are_said_and_the_books_own_measure():
    def blank(*arguments):
        raise NotImplementedError

    own = ff.find_the_bug(blank, blank, SEED)
    assert "the bell is quiet" in own.text
    assert "Your numerical_gradient is still blank" in own.text


def test_without_a_seed_the_networks_are_the_learners_own():
    text = ff.find_the_bug().text
    assert ff.find_the_bug(seed=bugs.own_seed()).text == text
