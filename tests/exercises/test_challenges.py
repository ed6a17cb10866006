"""The open challenges: the book's scores are what its attempts get, and a slip is a sentence."""

import re

import numpy as np
import pytest

import feedforward as ff
from feedforward.challenges import CHALLENGES
from feedforward.exercises import SECTIONS


@pytest.mark.parametrize("challenge", CHALLENGES.values(), ids=CHALLENGES)
def test_the_book_s_score_is_what_its_attempt_gets(challenge):
    assert abs(challenge.play(challenge.book) - challenge.score) <= challenge.within


def test_every_section_has_one_challenge():
    assert [c.section for c in CHALLENGES.values()] == list(SECTIONS)


@pytest.mark.parametrize("challenge", CHALLENGES.values(), ids=CHALLENGES)
def test_what_a_learner_s_function_does_wrong_becomes_a_sentence(challenge, capsys):
    def blank(*arguments):
        raise NotImplementedError

    def broken(*arguments):
        return 1 + "1"

    for function, said in (
        (blank, "No score yet. Your function is still blank."),
        (broken, "No score yet. Your function raised TypeError: "),
        (lambda *_: None, "No score yet. Your "),
        (lambda *_: "no network", "No score yet. Your "),
        (lambda: 1, "No score yet. Your function raised TypeError: "),
    ):
        attempt = ff.challenge(challenge.name, function)
        assert attempt.score is None
        text = capsys.readouterr().out
        assert text.startswith(said) and "The book's attempt: " in text
    assert "line 2 of your function" in str(ff.challenge(challenge.name, broken))


def test_without_a_function_it_says_what_is_asked(capsys):
    ff.challenge("parity")
    text = capsys.readouterr().out
    assert "as few hidden units as you can" in text and "solve(X, y, rng) returns" in text
    assert "The book's attempt: 3 hidden units; lower is better." in text


@pytest.mark.parametrize("name", CHALLENGES)
def test_every_challenge_says_how_to_hand_in_a_function(name, capsys):
    ff.challenge(name)
    text = capsys.readouterr().out
    assert re.search(rf'ff\.challenge\("{name}", (solve|forward)\) tests your function\.', text)
    assert " %" not in text


def test_a_score_stands_beside_the_book_s(capsys):
    attempt = ff.challenge("narrow_valley", conjugate_gradients)
    text = capsys.readouterr().out
    assert attempt.score < 41 and f"Your score: {attempt.score} gradients. That beats" in text
    attempt = ff.challenge("fewest_operations", ff_forward)
    sizes = (64, 256, 16, 256, 32, 256, 10)
    products = sum(2 * 500 * m * n for m, n in zip(sizes, sizes[1:], strict=False))
    biases, relu = 500 * sum(sizes[1:]), 500 * 256
    assert attempt.score == round((products + biases + relu) / 1e6, 2)
    assert "The book's attempt is better." in capsys.readouterr().out


def ff_forward(X, params, activations):
    Z = X
    for (W, b), name in zip(params, activations, strict=True):
        h = Z @ W + b
        Z = ff.relu(h) if name == "relu" else h
    return Z


def conjugate_gradients(gradient, w):
    """With a gradient more to learn A p from, since the gradient is affine."""
    at_zero = gradient(np.zeros_like(w))
    r = -at_zero
    p = r
    for _ in range(28):
        Ap = gradient(p) - at_zero
        step = r @ r / (p @ Ap)
        w, r_next = w + step * p, r - step * Ap
        p, r = r_next + (r_next @ r_next) / (r @ r) * p, r_next
    return w


def test_what_is_too_little_is_told_with_its_number(capsys):
    weak = ff.init_params([3, 1, 2], np.random.default_rng(0))
    ff.challenge("parity", lambda X, y, rng: weak)
    assert "% of the new points right; it needs 97%." in capsys.readouterr().out
    ff.challenge("thirty_layers", lambda X, y, rng: ff.init_params([2, 5, 2], rng))
    assert "has 1 hidden layers; expected at least 30" in capsys.readouterr().out
    ff.challenge("small_digits", lambda X, y, rng: ff.init_params([64, 5, 3], rng))
    assert "64 inputs and 3 outputs; expected 64 and 10" in capsys.readouterr().out


def test_probabilities_that_are_none_have_no_score(capsys):
    for S, said in (
        (np.ones((107, 3)), "has to be a distribution"),
        (np.eye(3)[np.zeros(107, int)], "the loss is infinite"),
        (np.ones((3, 107)), "expected (107, 3)"),
    ):
        ff.challenge("calibrated_wine", lambda X, y, X_new, rng, S=S: S)
        assert said in capsys.readouterr().out


def test_no_held_out_label_is_an_argument():
    seen = []

    def note(*arguments):
        seen.append([np.shape(a) for a in arguments])
        raise NotImplementedError

    for name in ("small_digits", "own_gradients", "calibrated_wine"):
        ff.challenge(name, note)
    assert seen == [
        [(1348, 64), (1348,), ()],
        [(899, 64), (899,), ()],
        [(71, 13), (71,), (107, 13), ()],
    ]


def test_operations_are_counted_or_refused(capsys):
    for cheat, said in (
        (
            lambda X, p, a: ff_forward(np.array(X), [(np.array(W), np.array(b)) for W, b in p], a),
            "",
        ),
        (lambda X, p, a: np.einsum("nm,mk->nk", X, p[0][0]), "np.einsum cannot be counted"),
    ):
        attempt = ff.challenge("fewest_operations", cheat)
        assert attempt.score is None and said in capsys.readouterr().out


def test_a_name_that_no_challenge_has_is_answered_with_those_that_there_are():
    with pytest.raises(ValueError, match="There are: parity"):
        ff.challenge("nowhere")
