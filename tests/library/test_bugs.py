"""The planted bugs of `find_the_bug`: dealt evenly, told apart by a gradient check and no other."""

import itertools
from collections import Counter

import numpy as np
import pytest

from feedforward import bugs
from feedforward.gradcheck import complex_step_gradient, relative_error

SIGMOID_5 = [bugs.setting(seed, 5, "sigmoid") for seed in range(4)]


def off(tried, suspect):
    """The arrays that a gradient check finds off."""
    nudged, given = tried.nudged(), tried.grads(suspect)
    return {name for name in bugs.ARRAYS if not relative_error(given[name], nudged[name]) < 1e-4}


@pytest.mark.parametrize("activation", bugs.BENDS)
@pytest.mark.parametrize("N", [1, 3, 8])
def test_the_right_network_never_rings_the_bell(activation, N):
    for seed in range(8):
        assert off(bugs.setting(seed, N, activation), "right") == set()


def test_the_right_gradients_are_those_of_a_complex_step():
    tried = SIGMOID_5[0]

    def J(params):
        Z = tried.X
        for W, b in params[:-1]:
            Z = 1 / (1 + np.exp(-(Z @ W + b)))
        out = Z @ params[-1][0] + params[-1][1]
        return np.mean(
            [np.log(np.exp(row).sum()) - row[k] for row, k in zip(out, tried.labels, strict=True)]
        )

    for place, found in enumerate(tried.grads("right").values()):

        def J_of_one(array, place=place):
            params = [list(pair) for pair in tried.params]
            params[place // 2][place % 2] = array
            return J(params)

        right = complex_step_gradient(J_of_one, tried.params[place // 2][place % 2])
        np.testing.assert_allclose(found, right, rtol=1e-9, atol=1e-14)


@pytest.mark.parametrize(
    ("suspect", "arrays"),
    [
        ("everything is divided by N again", set(bugs.ARRAYS)),
        ("db is a mean, not a sum", {"b1", "b2", "b3"}),
        ("only the first sample counts", set(bugs.ARRAYS)),
        ("all signs are flipped", set(bugs.ARRAYS)),
        ("f' is left out", {"W1", "b1", "W2", "b2"}),
        ("f' is applied twice", {"W1", "b1", "W2", "b2"}),
        ("a square W is not transposed", {"W1", "b1"}),
        ("dW uses h instead of Z", {"W2", "W3"}),
        ("db of layer 1 is left at 0", {"b1"}),
    ],
)
def test_each_bug_rings_for_the_arrays_that_it_spoils(suspect, arrays):
    for tried in SIGMOID_5:
        assert off(tried, suspect) == arrays


def test_no_two_suspects_look_alike_with_sigmoid_and_several_samples():
    for tried in SIGMOID_5:
        for one, other in itertools.combinations(bugs.SUSPECTS, 2):
            assert not bugs.fits(tried.grads(one), tried.grads(other)), (one, other)


def test_one_sample_hides_what_is_wrong_with_means():
    tried = bugs.setting(0, 1, "tanh")
    hidden = {word for word in bugs.SUSPECTS if off(tried, word) == set()}
    assert hidden == {
        "right",
        "everything is divided by N again",
        "db is a mean, not a sum",
        "only the first sample counts",
    }


def test_relu_hides_a_slope_that_comes_in_twice():
    assert off(bugs.setting(0, 8, "relu"), "f' is applied twice") == set()


def test_three_of_four_have_a_bug_of_their_own_and_every_bug_is_dealt():
    dealt = Counter()
    for seed in range(200):
        words = list(bugs.deal(seed).culprits.values())
        assert list(bugs.deal(seed).culprits) == list(bugs.NAMES)
        assert words.count("right") == 1 and len(set(words)) == 4
        dealt.update(words)
    assert set(dealt) == set(bugs.SUSPECTS)


def test_a_learner_keeps_their_networks_and_another_has_others(monkeypatch):
    seeds = {}
    for name in ("ada", "grace", "emmy"):
        monkeypatch.setattr(bugs.getpass, "getuser", lambda name=name: name)
        seeds[name] = bugs.own_seed()
        assert bugs.own_seed() == seeds[name]
    assert len({tuple(bugs.deal(seed).culprits.values()) for seed in seeds.values()}) == 3


def test_a_user_without_a_name_gets_networks_too(monkeypatch):
    def nameless():
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr(bugs.getpass, "getuser", nameless)
    assert bugs.deal(bugs.own_seed()).culprits
