"""A learner's function inside an explorer is tried with care; 6.1's tests show it at work."""

import numpy as np
import pytest

from feedforward.widgets.guard import LearnersMistake, computed_with, guarded


def like_first(first, *_):
    return first.shape


def two_results(Z, W):
    return [Z.shape, W.shape]


def double(h):
    return 2 * h


def test_a_right_function_is_passed_on_with_its_name():
    safe = guarded(double, "double", like_first)
    np.testing.assert_array_equal(safe(np.array([1.0, -2.0])), [2.0, -4.0])
    assert safe.__name__ == "double"
    assert guarded(None, "double", like_first) is None


def test_arrays_in_lists_are_copied_too_and_a_generator_is_not():
    def spoils(Z, params, rng):
        for W, b in params:
            W[:], b[:] = 7, 7
        return Z + rng.normal()

    Z, params, rng = np.zeros(3), [(np.ones((2, 3)), np.ones(3))], np.random.default_rng(5)
    first = guarded(spoils, "spoils", like_first)(Z, params, rng)
    assert (params[0][0] == 1).all() and (params[0][1] == 1).all()
    assert guarded(spoils, "spoils", like_first)(Z, params, rng)[0] != first[0]


@pytest.mark.parametrize(
    ("function", "sentence"),
    [
        (lambda Z, W: (Z, W.T), r"gave shape \(3, 2\); expected \(2, 3\)"),
        (lambda Z, W: Z, "did not give 2 results"),
        (lambda Z, W: None, "did not give 2 results"),
        (lambda Z, W: (Z, W, W), "did not give 2 results"),
        (lambda Z, W: (Z, W / 0), "gave numbers that are not finite"),
        (lambda Z, W: (Z, [[1, 2], [3]]), "raised ValueError"),
        (lambda Z, W: (Z, double), "raised TypeError"),
    ],
)
def test_each_of_several_results_is_looked_at(function, sentence):
    safe = guarded(function, "pair", two_results)
    with pytest.raises(LearnersMistake, match=f"^Your pair {sentence}"):
        safe(np.ones(4), np.ones((2, 3)))


def doubled(f=double):
    return float(f(np.array([3.0]))[0])


def test_without_a_learners_function_nothing_is_said():
    assert computed_with(doubled) == (6.0, "")
    assert computed_with(doubled, f=None) == (6.0, "")


def test_what_the_learners_function_gives_is_used_and_said():
    own = guarded(lambda h: 5 * h, "double", like_first)
    assert computed_with(doubled, f=own) == (15.0, "Drawn with your double.")


def test_where_it_fails_the_books_own_is_used_and_the_reason_said():
    own = guarded(lambda h: h.nothing, "double", like_first)
    result, note = computed_with(doubled, f=own)
    assert result == 6.0
    assert note.startswith("Your double raised AttributeError: ")
    assert note.endswith(": this is drawn with the book's own.")


def test_a_fault_of_the_book_is_not_put_down_to_the_learner():
    def broken(f=double):
        return 1 // 0

    with pytest.raises(ZeroDivisionError):
        computed_with(broken, f=guarded(double, "double", like_first))


def test_two_functions_are_named_together():
    def several(**functions):
        return [f(np.ones(2)) for f in functions.values()]

    names = {"f": "sigmoid", "df": "sigmoid_backward", "again": "sigmoid", "measure": "slope"}
    own = {key: guarded(double, name, like_first) for key, name in names.items()}
    two = {key: own[key] for key in ("f", "measure")}
    assert computed_with(several, **two)[1] == "Drawn with your sigmoid and slope."
    assert computed_with(several, **own)[1] == (
        "Drawn with your sigmoid, sigmoid_backward and slope."
    )
