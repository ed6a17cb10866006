"""The verdicts of `examine`, whatever an answer does."""

import gc
import random
import sys
import warnings
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest

import feedforward as ff
from feedforward.checking import examination, examine
from feedforward.checking.compare import difference
from feedforward.checking.observe import observe


def right(z):
    return np.maximum(z, 0)


class LyingArray(np.ndarray):
    """An array whose every comparison and conversion says what one wants to hear."""

    def __eq__(self, other):
        return np.ones(self.shape, bool)

    def __array__(self, *args, **kwargs):
        return np.maximum(lies, 0)

    def __sub__(self, other):
        return np.zeros(self.shape)

    def view(self, *args):
        return np.maximum(lies, 0)


lies = np.zeros(3)


class AlwaysEqual:
    def __eq__(self, other):
        return True

    __hash__ = None


def lying(z):
    global lies
    lies = z
    return np.full(z.shape, 7.0).view(LyingArray)


def right_at_first():
    calls = []

    def relu(z):
        calls.append(z)
        return right(z) if len(calls) == 1 else np.zeros_like(z)

    return relu


def forgetful(z):
    return right(z) if z.dtype == float else np.zeros(z.shape)


@pytest.mark.parametrize(
    "answer",
    [
        lying,
        lambda z: AlwaysEqual(),
        lambda z: [AlwaysEqual()] * len(z),
        right_at_first(),
        lambda z: np.array([0, 0.3, 2.0]),
        lambda z: right(z) + 0j,
        lambda z: right(z) * np.nan,
        lambda z: right(z)[..., None],
        lambda z: right(z).astype(str),
        lambda z: {"relu": right(z)},
        lambda z: np.nan_to_num(np.where(z > 999, np.inf, right(z))),
        lambda z: right(z) if z.ndim == 1 else right(z).T,
        forgetful,
    ],
)
def test_no_wrong_answer_passes_whatever_it_returns(answer):
    verdict = examine("relu", answer)
    assert not verdict.passed and verdict.score == 0, verdict


def test_objects_that_are_real_numbers_count_as_numbers():
    assert examine("relu", lambda z: right(z).astype(object)).passed
    assert examine("relu", lambda z: np.vectorize(Fraction, otypes=[object])(right(z))).passed
    assert not examine("relu", lambda z: right(z).astype(str).astype(object)).passed


def leave(z):
    sys.exit(0)


def interrupt(z):
    raise KeyboardInterrupt


def fall_for_ever(z):
    return fall_for_ever(z)


class Speechless(Exception):
    def __str__(self):
        raise RuntimeError("no words")


def speechless(z):
    raise Speechless


@pytest.mark.parametrize(
    "answer", [leave, interrupt, fall_for_ever, speechless, lambda: 0, 3, None]
)
def test_whatever_is_raised_becomes_a_verdict(answer):
    gc.collect()  # what other tests have left would else be freed at the bottom of the recursion
    verdict = examine("relu", answer)
    assert verdict.status == "raised" and verdict.score == 0


def test_stopping_a_check_stops_it_and_says_where_the_code_was():
    calls = []

    def relu(z):
        calls.append(z)
        raise KeyboardInterrupt

    verdict = examine("relu", relu)
    assert (verdict.status, verdict.mistake, len(calls)) == ("raised", "stopped", 1)
    assert "raise KeyboardInterrupt" in verdict.message


@pytest.mark.parametrize(
    "body",
    [
        "while True: pass",
        "while True:\n        try: n += 1\n        except: pass",
        "return z if n > 60 else relu(z, n + 1) + relu(z, n + 1)",
    ],
)
def test_an_answer_that_does_not_end_is_stopped_and_told_so(monkeypatch, body):
    monkeypatch.setattr(examination, "SECONDS", 0.2)
    cell = {}
    exec(f"def relu(z, n=0):\n    {body}", cell)
    verdict = examine("relu", cell["relu"])
    assert (verdict.score, verdict.mistake) == (0, "too_long")


def test_a_check_that_is_stopped_late_is_not_begun_anew():
    cell = {"np": np}
    exec(
        "def xor_forward(X, W, c, w, b):\n"
        "    if len(X) == 4:\n        raise KeyboardInterrupt\n"
        "    return relu(X)",
        cell,
    )
    assert examine("xor_forward", cell["xor_forward"]).mistake == "stopped"


def test_the_learners_own_line_is_shown_and_none_of_ours():
    verdict = examine("relu", lambda z: right(z) / undefined_name)  # noqa: F821
    assert verdict.status == "raised"
    assert "NameError: name 'undefined_name' is not defined" in verdict.message
    assert "right(z) / undefined_name" in verdict.message
    assert "observe" not in verdict.message


def test_nothing_is_printed_and_no_state_is_left_behind(capsys):
    def noisy(z):
        print("look here")
        print("and here", file=sys.stderr)
        warnings.warn("careful", stacklevel=1)
        np.random.seed(0)
        random.seed(0)
        np.seterr(all="raise")
        return right(z)

    before, errors = random.getstate(), np.geterr()
    assert examine("relu", noisy).passed
    assert capsys.readouterr() == ("", "")
    assert (random.getstate(), np.geterr()) == (before, errors)


@pytest.mark.parametrize(
    "draw",
    [
        lambda: random.random(),
        lambda: random.gauss(0, 1),
        lambda: random.shuffle([1, 2, 3]),
        lambda: np.random.rand(),
        lambda: np.random.randn(),
        lambda: np.random.permutation(3),
    ],
)
@pytest.mark.parametrize("drawn_before", [0, 1, 2])  # of two normal numbers one may be left over
def test_a_draw_from_a_global_generator_is_noted_and_undone(draw, drawn_before):
    def relu(z):
        draw()
        return right(z)

    case = SimpleNamespace(args=(np.ones((2, 3)),))
    for _ in range(drawn_before):
        draw()
    assert not observe(right, case).global_random
    assert observe(relu, case).global_random
    before = random.getstate(), np.random.get_state()[1:]
    observe(relu, case)
    python, (numbers, *rest) = random.getstate(), np.random.get_state()[1:]
    assert python == before[0]
    assert (numbers == before[1][0]).all() and rest == list(before[1][1:])
    assert not observe(right, case).global_random


def test_a_result_that_is_the_changed_argument_does_not_pass():
    def relu(z):
        z[z < 0] = 0
        return z

    verdict = examine("relu", relu)
    assert (verdict.mistake, verdict.score) == ("changed_arguments", 0)
    assert "`z` is not what it was before" in verdict.message


def test_the_argument_that_was_changed_is_named_whichever_it_is():
    def momentum_step(w, grad, velocity, lr, beta):
        w -= lr * (beta * velocity + grad)
        return w, beta * velocity + grad

    verdict = examine("momentum_step", momentum_step)
    assert "changed its argument `w`" in verdict.message
    assert "`velocity`" not in verdict.message


def test_a_wrong_shape_is_told_so_even_where_the_numbers_are_right():
    verdict = examine("relu", lambda z: right(z).reshape(-1, 1))
    assert verdict.status == "wrong form"
    assert "shape (3, 1)" in verdict.message and "Only its shape is wrong" in verdict.message


def test_returning_nothing_asks_for_a_return():
    assert "`return`" in examine("relu", lambda z: None).message


def test_an_unknown_mistake_shows_the_number_that_differs_most_with_its_inputs():
    cell = {"np": np}  # without source text, no edit of it can be tried
    exec("def relu(z):\n    return np.where(z > 1, z**2, np.maximum(z, 0))", cell)
    verdict = examine("relu", cell["relu"])
    assert verdict.mistake is None and verdict.status == "wrong"
    assert "relu[2] should be 2; yours is 4." in verdict.message
    assert "z = np.array([-1.5, 0.3, 2.0])" in verdict.message


def test_a_number_that_differs_late_is_shown_with_all_the_digits_it_takes():
    cell = {"np": np}
    exec("def relu(z):\n    return np.maximum(z, 0) * (1 + 1e-5)", cell)
    verdict = examine("relu", cell["relu"])
    assert "should be 1000; yours is 1000.01" in verdict.message


def test_one_result_of_two_earns_half_the_points():
    verdict = examine("collapse", lambda W, c, w, b: (W @ w, 0.0))
    assert (verdict.status, verdict.score, verdict.points) == ("partly right", 0.5, 1.0)
    assert verdict.parts == {"w_eff": True, "b_eff": False}
    assert verdict.message.startswith("w_eff is right.")


def test_the_number_of_results_is_told():
    verdict = examine("collapse", lambda W, c, w, b: W @ w)
    assert "It should return 2 results: w_eff and b_eff" in verdict.message


def test_an_earlier_mistake_is_not_punished_twice():
    cell = {}
    exec(
        "def relu(z):\n    return -z\n"
        "def xor_forward(X, W, c, w, b):\n    return relu(X @ W + c) @ w + b\n",
        cell,
    )
    before = dict(cell)
    assert examine("xor_forward", cell["xor_forward"]).passed
    assert cell == before


def test_the_books_relu_may_be_used_where_it_came_before():
    assert examine("xor_forward", lambda X, W, c, w, b: ff.relu(X @ W + c) @ w + b).passed


def test_an_earlier_function_of_the_learners_with_another_signature_still_works():
    cell = {}
    exec(
        "def relu(z, leak):\n    return z * (z > 0) + leak * z * (z < 0)\n"
        "def xor_forward(X, W, c, w, b):\n    return relu(X @ W + c, 0) @ w + b\n",
        cell,
    )
    assert examine("xor_forward", cell["xor_forward"]).passed


def test_an_unknown_exercise_is_refused_with_the_names_there_are():
    with pytest.raises(ValueError, match="No exercise is called 'rely'.*relu"):
        examine("rely", right)


def test_a_verdict_is_html_without_the_learners_markup_alive():
    def relu(z):
        raise ValueError("<script>alert(1)</script>")

    html = examine("relu", relu)._repr_html_()
    assert "<script>" not in html and "&lt;script&gt;" in html


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e300])
def test_numbers_that_no_law_can_weigh_are_no_answer(value):
    for name, answer in {
        "fit_linear": lambda X, y: (np.full(X.shape[1], value), value),
        "xnor_parameters": lambda: (np.full((2, 3), value), [value] * 3, [value] * 3, value),
        "collapse": lambda W, c, w, b: ([value] * len(W), value),
    }.items():
        assert examine(name, answer).score == 0


IN_ANOTHER_CELL = """
import functools, scipy, sklearn.utils.extmath, types
import scipy.special as special
from scipy.special import expit, expit as s, log1p as numpys_own_name, softmax
table = {"sigmoid": expit}
held = types.SimpleNamespace(f=expit)
partly = functools.partial(expit)
class Mine:
    f = expit
"""


@pytest.mark.parametrize(
    "body",
    [
        "return expit(h)",
        "return s(h)",
        "return special.expit(h)",
        "return scipy.special.expit(h)",
        "return table['sigmoid'](h)",
        "return held.f(h)",
        "return partly(h)",
        "return np.vectorize(expit)(h)",
        "from scipy.special import expit as own\n    return own(h)",
        "return (lambda f: f(h))(expit)",
        "return helper(h)",
        "return __import__('scipy.special', fromlist=['x']).expit(h)",
        "return 1 / (1 + np.exp(-np.clip(h, -700, 700))) + 0 * numpys_own_name(1.0)",
        "return softmax(np.stack([h, 0 * h]), axis=0)[0]",
        "return sklearn.utils.extmath.softmax(np.stack([h, 0 * h], axis=1))[:, 0]",
    ],
)
def test_another_library_earns_nothing_however_it_is_reached(body):
    cell = {"np": np}
    exec(IN_ANOTHER_CELL, cell)
    exec("def helper(h):\n    return table['sigmoid'](h)", cell)
    exec(f"def sigmoid(h):\n    {body}", cell)
    verdict = examine("sigmoid", cell["sigmoid"])
    assert (verdict.mistake, verdict.score) == ("foreign_library", 0), verdict


def test_numpys_own_ufuncs_and_what_is_made_of_them_are_no_other_library():
    exp = np.frompyfunc(lambda v: float(np.exp(min(v, 700.0))), 1, 1)
    cell = {"np": np, "exp": exp, "e": np.exp, "table": {"e": np.exp, "log": np.log}}
    exec(
        "def sigmoid(h):\n    a = exp(-h).astype(float)\n"
        "    return 1 / (1 + a) + 0 * table['e'](-np.abs(h)) + 0 * e(-np.abs(h))",
        cell,
    )
    assert examine("sigmoid", cell["sigmoid"]).passed


def test_a_finite_number_never_passes_for_an_infinite_one():
    def smoothed(p, q):
        return np.sum(p * np.log((p + 1e-12) / (q + 1e-12)), axis=-1)

    verdict = examine("kl_divergence", smoothed)
    assert (verdict.score, verdict.mistake) == (0, "finite_for_impossible")


def test_wrong_numbers_are_told_before_a_warning_beside_right_ones():
    verdict = examine("sigmoid", lambda h: 1 / (1 - np.exp(-h)))
    assert verdict.mistake == "minus_below" and "warned" not in verdict.message


def test_numbers_that_are_right_with_a_warning_fail_where_the_exercise_asks_for_safety():
    verdict = examine("sigmoid", lambda h: 1 / (1 + np.exp(-h)))
    assert (verdict.score, verdict.mistake) == (0, "warned")
    assert "overflow" in verdict.message


def test_underflow_is_no_warning():
    assert examine("sigmoid", lambda h: np.exp(-np.logaddexp(0, -h))).passed


def test_finite_differences_do_not_deny_what_is_agreed_on_at_a_kink():
    verdict = examine("relu_backward", lambda dZ, h: dZ * (h >= 0))
    assert "Finite differences" not in verdict.message
    opposite = examine("relu_backward", lambda dZ, h: -dZ * (h > 0))
    assert "Finite differences give dJ/dh[" in opposite.message


@pytest.mark.parametrize("kind", [bool, np.uint8])
def test_truth_values_and_unsigned_numbers_get_a_verdict_like_any_others(kind):
    for name, answer in {
        "sgd_step": lambda params, grads, lr: [(W > 0, b > 0) for W, b in params],
        "init_params": lambda sizes, rng: [
            (W > 0, W[0] > 0) for W, _ in ff.init_params(sizes, rng)
        ],
        "sigmoid_backward": lambda dZ, Z: dZ > 0,
        "affine_backward": lambda dout, Z, W: (Z > 0, W > 0, dout[0] > 0),
    }.items():

        def converted(*args, answer=answer):
            result = answer(*args)
            if isinstance(result, list):
                return [tuple(np.asarray(part, kind) for part in pair) for pair in result]
            if isinstance(result, tuple):
                return tuple(np.asarray(part, kind) for part in result)
            return np.asarray(result, kind)

        verdict = examine(name, converted)
        assert not verdict.passed and verdict.message, name


@pytest.mark.parametrize("call", ["np.linalg.lstsq", "lstsq", "helper"])
@pytest.mark.parametrize("value", ["np.inf", "-np.inf", "np.nan"])
def test_least_squares_of_numbers_that_are_not_finite_end_with_a_sentence(call, value):
    cell = {"np": np, "lstsq": np.linalg.lstsq}
    exec("def helper(A, y):\n    return np.linalg.lstsq(A, y, rcond=None)", cell)
    exec(
        "def fit_linear(X, y):\n    A = np.column_stack([X, np.ones(len(X))])\n"
        f"    A[0, 0] = {value}\n    v = {call}(A, y)[0]\n    return v[:-1], v[-1]",
        cell,
    )
    verdict = examine("fit_linear", cell["fit_linear"])
    assert (verdict.status, verdict.score) == ("raised", 0)
    assert "not finite" in verdict.message
    assert cell["lstsq"] is np.linalg.lstsq


def test_examine_is_callable_as_an_attribute_of_checking():
    from feedforward import checking

    assert checking.examine("relu", right, seed=3).passed
    assert callable(ff.checking.examine)


def test_an_exception_from_inside_the_books_function_is_said_to_come_from_there():
    first = 0  # of an enclosing function, so that no edit of the source can be tried

    def predict(X, params, f):
        return ff.forward(X, params[first], f)[0].argmax(axis=1)

    said = str(examine("predict", predict))
    assert "The error happens inside `forward`, which this line calls." in said
    assert "What does this line pass to `forward`, and what should it pass?" in said


def test_an_exercise_looked_for_in_the_book_is_said_to_be_the_learners_own():
    said = examine("count_parameters", lambda sizes: len(ff.layer_shapes(sizes))).message
    assert "called without `ff.` in front" in said
    assert "__getattr__" not in said


def test_an_exception_at_an_instruction_without_a_line_becomes_a_verdict():
    def relu(z):
        return 1 / 0

    relu.__code__ = relu.__code__.replace(co_linetable=b"")
    assert examine("relu", relu).status == "raised"


def test_wrong_entries_are_counted_in_plain_english():
    def said(*got):
        return difference(np.array(got), np.arange(len(got)), "out", "float64").text

    assert "(1 of 2 entries is wrong.)" in said(0.5, 1)
    assert "(Both entries are wrong.)" in said(0.5, 0.5)
    assert "(All 3 entries are wrong.)" in said(0.5, 0.5, 0.5)


def test_arguments_that_a_case_leaves_out_are_shown_with_their_defaults():
    verdict = examine("adam_step", lambda *args: (args[0], args[2], args[3]))
    assert "beta1 = 0.9  # the default" in str(verdict)


def test_an_answer_is_not_blamed_for_what_an_earlier_one_uses():
    namespace = {"np": np}
    exec("def sigmoid(h):\n    return 0.5 * (1 + np.tanh(h / 2))", namespace)
    exec("def tanh_from_sigmoid(h):\n    return 2 * sigmoid(h) - 1", namespace)
    assert examine("sigmoid", namespace["sigmoid"]).passed
    assert examine("tanh_from_sigmoid", namespace["tanh_from_sigmoid"]).mistake == "half_argument"
    exec("def tanh_from_sigmoid(h):\n    return np.tanh(h) + 0 * sigmoid(h)", namespace)
    assert examine("tanh_from_sigmoid", namespace["tanh_from_sigmoid"]).mistake == "ready_made"


def test_arguments_that_are_taken_in_another_order_are_said_to_be():
    def affine_backward(Z, W, dout):
        return dout @ W.T, Z.T @ dout, dout.sum(axis=0)

    verdict = examine("affine_backward", affine_backward)
    assert verdict.mistake == "order_of_arguments"
    assert "Your function takes Z, W, dout, in this order." in verdict.message
    assert "The exercise passes dout, Z, W." in verdict.message


def test_an_order_of_arguments_that_changes_nothing_is_not_blamed():
    def mse(y, out):
        return np.sum((out - y) ** 2) / len(out)

    assert examine("mse", mse).mistake == "not_halved"
