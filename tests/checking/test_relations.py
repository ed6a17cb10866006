"""Relations: found in wrong numbers alone, and by running the answer again."""

import inspect
import re

import numpy as np
import pytest

import feedforward as ff
from feedforward import exercises
from feedforward.checking import examine
from feedforward.checking.exceptions import meaning
from feedforward.exercises import earlier_than


def verdict_on(name, body):
    """The verdict on a function without source text, so that no edit of it can be tried."""
    signature = inspect.signature(exercises.find(name).reference)
    namespace = {"np": np, "ff": ff, **earlier_than(name)}
    lines = body.replace("\n", "\n    ")
    exec(f"def {name}{signature}:\n    {lines}", namespace)
    return examine(name, namespace[name])


SAID = [
    ("mse_backward", "return ((out - y) / len(out)).astype(int)", "integer_result", "cut off"),
    ("mse_backward", "return (out - y) / len(out) / 3.7", "constant_ratio",
     "0.2703 times the right one"),
    ("momentum_step", "v = beta * velocity + grad\nreturn w - lr * v, v / lr",
     "factor_1/lr", "1/lr"),
    ("sigmoid", "return 1 / (1 + np.exp(-np.abs(h)))", "where_h_is_negative", "h is negative"),
    ("softmax", "e = np.exp(out - out.max(axis=1, keepdims=True))\n"
     "return e / (e.sum(axis=1, keepdims=True) + e)", "row_sums", "Each row should sum to 1"),
    ("mse", "return np.sum((out - y) ** 3) / (2 * len(out)) - 9", "below_zero",
     "In one of the tests your result has the value -"),
    ("affine_backward", "return dout.sum(axis=0), Z.T @ dout, dout @ W.T", "swapped", "reverse"),
    ("affine_backward", "return Z.T @ dout, dout.sum(axis=0), dout @ W.T",
     "swapped", "in another order"),
    ("sgd_step", "return [(b - lr * db, W - lr * dW) for (W, b), (dW, db) in zip(params, grads)]",
     "swapped", "exchanged"),
    ("sgd_step", "return [(W - lr * dW, b + 3 * lr * db) for (W, b), (dW, db) in "
     "zip(params, grads)]", "some_parts", "In each pair of your params, the first entry is right"),
    ("linear_gradient", "e = X @ w - 2 * y\nreturn X.T @ e / len(X), e.mean()",
     "b_without_influence", "stayed the same when a test changed only `b`"),
    ("momentum_step", "velocity = beta * velocity + grad\nreturn w - lr * velocity",
     "number_of_results", "It should return 2"),
    ("affine_loops", "out = np.zeros((len(Z), len(b)))", "nothing_returned", "`return`"),
    ("softmax", "return {row: 1.0 for row in range(len(out))}", "type", "you return a dict"),
    ("xor_forward", "Z = relu(X @ W + c)\nreturn Z[:, 0] * w[0] + Z[:, 1] * w[1] + b",
     "W[:, -1]_without_influence", "when a test changed only numbers in `W[:, -1]`"),
    ("l2_penalty", "return (0.03 * sum(np.sum(W**2) for W, b in params),\n"
     "        [(0.06 * W, 0 * b) for W, b in params])", "lam_without_influence",
     "stayed the same when a test changed only `lam`"),
    ("layer_shapes", "return [((a, b), (b,)) for a, b in zip(sizes[:-1], sizes[1:])][::-1]",
     "swapped", "has the right entries in reverse order"),
    ("layer_shapes", "return [((a, b), ()) for a, b in zip(sizes[:-1], sizes[1:])]",
     "length", "it should be a tuple with one entry, the shape of b."),
    ("affine_backward", "return np.ones((len(Z), len(W))), Z.T @ dout, dout.sum(axis=0)",
     "same_in_each_column", "all columns of your dZ are the same"),
    ("linear_gradient", "e = X @ w + b - y\nreturn X.T @ e / len(X), np.mean(e * b)",
     "factor_b", "Your db is b times the right one."),
    ("affine_backward", "return dout @ W.T, None, dout.sum(axis=0)", "nothing_returned",
     "For dW you return None; it should be"),
    ("linear_gradient", "e = X @ w + b - y\nreturn w - X.T @ e / len(X), b - e.mean()",
     "combined_with_argument", "dw is w minus the right dw; your db is b minus"),
    ("shape_trace", "h = [(N, m) for m in sizes[1:-1]]\n"
     "return [(N, sizes[0])] + h + h + [(N, sizes[-1])]", "another_order", "another order"),
    ("relu_backward", "return relu(dZ * h)", "not_linear", "multiplied by -2"),
    ("tanh_backward", "return dZ**3 * (1 - Z**2)", "not_linear", "multiplied by -2"),
    ("chain_gradient",
     "g, z = 1.0, x\nfor w in weights:\n    z = f(w * z)\n    g *= w + z\nreturn g",
     "df_never_called", "never calls df"),
    ("mse", "return np.sum((out - y.mean()) ** 2) / (2 * len(out))",
     "other_arguments", "returns when it is given `np.mean(y)` instead of `y`."),
    ("mse", "d = out - y / 2\nreturn (d * d).sum() / len(d) / 2",
     "other_arguments", "`y / 2` instead of `y`"),
    ("gaussian_nll", "r = np.mean((out - y) ** 2)\n"
     "return r / sigma / 2 + np.log(2 * np.pi * sigma) / 2",
     "other_arguments", "`np.sqrt(sigma)` instead of `sigma`"),
    ("tanh_backward", "return dZ * (1 - np.abs(Z))",
     "other_arguments", "`np.sqrt(abs(Z))` instead"),
    ("sigmoid", "return 0.5 * (1 + np.tanh(h))", "other_arguments", "`2 * h` instead of `h`"),
    ("hat", "u = 1 / (peak - left)\n"
     "return ff.relu(x - left) * u - ff.relu(x - peak) * u * 2 + ff.relu(x - right) * u",
     "on_one_side", "wrong only where `x` is above `peak`."),
    ("hat", "up, down = (x - left) / (peak - left), (right - x) / (right - peak)\n"
     "return np.maximum(np.minimum(up, down), 0) ** 2",
     "on_one_side", "between `left` and `right`."),
    ("hat", "side = np.where(x < peak, peak - left, right - peak)\n"
     "return np.maximum(1 - ((x - peak) / side) ** 2, 0)",
     "on_one_side", "between `left` and `right`."),
    ("batch_gradient_descent", "for _ in range(steps):\n    dw, db = linear_gradient(X, y, w, b)\n"
     "    w, b = w - lr * dw, b - lr * db\nreturn w, b, [ff.mse(X @ w + b, y)] * steps",
     "all_alike", "are the same number"),
    ("sigmoid", "return np.clip(h / 6 + 0.5, 0, 1)", "at_the_limit", "exactly"),
    ("sigmoid", "return np.minimum(np.maximum(0.2 * h + 0.5, 0), 1)", "at_the_limit", "exactly"),
    ("predict", "out, _ = ff.forward(X, params, f)\nreturn np.argmax(out[:, :2], axis=1)",
     "never_beyond", "Your result is never above 1, even"),
    ("predict", "out, _ = ff.forward(X, params, f)\nreturn 1 * (out[:, 1] > out[:, 0])",
     "never_beyond", "Your result is never above 1, even"),
    ("softmax", "e = np.exp(out / np.abs(out).max(axis=1, keepdims=True))\n"
     "return e / e.sum(axis=1, keepdims=True)",
     "changes_too_much", "If 1 is added to every entry of out, "),
    ("softmax", "e = np.exp(out / np.linalg.norm(out, axis=1)[:, None])\n"
     "return e / e.sum(axis=1)[:, None]", "changes_too_much", "If 1 is added"),
    ("gradient_noise", "draw = np.random.default_rng(0).integers\n"
     "rows = draw(0, len(per_sample), (9, batch_size))\n"
     "return per_sample[rows].mean(axis=1).std(axis=0)", "changes_too_much", "in reverse order"),
    ("predict", "out, _ = ff.forward(X, params, f)\n"
     "return np.full(len(X), np.argmax(out.max(axis=0)))",
     "changes_too_much", "If only `X[-1]` is multiplied by -1.25"),
    ("affine_loops", "return np.array([[np.sum(z * W.sum(axis=1)) for _ in b] for z in Z]) + b",
     "changes_too_much", "If only `W[:, 0]` is multiplied by 1.25"),
    ("momentum_step", "global kept\nkept = beta * globals().get('kept', 0) + grad\n"
     "return w - lr * kept, kept", "not_repeatable", "returns another result"),
    ("slope", "noise = np.random.default_rng().normal(size=x.shape)\n"
     "return (f(x + eps) - f(x - eps)) / (2 * eps) + noise", "not_repeatable",
     "draw random numbers"),
    ("numerical_gradient", "g = np.zeros_like(x)\nfor i in np.ndindex(x.shape):\n"
     "    g[i] = (J(x) - J(x)) / eps + 1\nreturn g", "J_same_input", "always with the same input"),
]  # fmt: skip


@pytest.mark.parametrize("name, body, mistake, words", SAID)
def test_a_relation_is_named_in_words_that_say_it(name, body, mistake, words):
    verdict = verdict_on(name, body)
    assert verdict.mistake == mistake, verdict
    assert words in verdict.message


@pytest.mark.parametrize("name", ["affine_forward", "collapse"])
def test_a_function_that_always_returns_none_is_asked_for_its_return(name):
    verdict = verdict_on(name, "pass")
    assert "None in every test case. Either it reaches no `return`" in verdict.message


def test_none_in_some_cases_only_is_not_called_a_forgotten_return():
    body = "return N // batch_size if N % batch_size else None"
    verdict = verdict_on("updates_per_epoch", body)
    assert "every test case" not in verdict.message and verdict.mistake != "nothing_returned"


def test_parts_that_are_0_by_definition_are_no_hint_for_the_others():
    grads = "[(lam * W**3, 0 * b) for W, b in params]"
    body = f"return sum(np.sum(W**2) for W, b in params) / 2 * lam, {grads}"
    verdict = verdict_on("l2_penalty", body)
    assert verdict.parts == {"penalty": True, "grads": False}
    assert verdict.mistake is None, verdict


def test_one_of_several_results_of_compose_is_written_as_a_call():
    verdict = verdict_on("compose", "return lambda x: functions[0](x) if functions else x")
    assert re.search(r"^compose\(add_3, double\)\(\d+\) should be \d+;", verdict.message, re.M)


def test_of_w_and_b_neither_is_blamed_alone_where_both_could_be_right():
    verdict = verdict_on("fit_linear", "return np.linalg.lstsq(X, y - 0.5)[0] + 1, 0.5")
    assert "With your w and b the mean" in verdict.message
    assert "w is right" not in verdict.message and "b is right" not in verdict.message


def test_the_width_of_a_network_is_what_most_of_its_parameters_have():
    zeros = "return np.zeros((2, 3)), 0, np.zeros(3), 0"
    verdict = verdict_on("xnor_parameters", zeros)
    assert "c is a number; it should be an array of shape (3,). Any m will do" in verdict.message


def test_the_share_that_is_kept_is_not_told_where_few_numbers_are_drawn():
    body = "mask = np.full(Z.shape, (rng.random() >= drop) / (1 - drop))\nreturn Z * mask, mask"
    verdict = verdict_on("dropout_forward", body)
    assert verdict.mistake == "same_for_all_entries"
    assert "share" not in verdict.message


def test_an_argument_that_matters_only_sometimes_is_not_called_useless():
    verdict = verdict_on("relu_backward", "return dZ * (h > 0) + (h > 2)")
    assert "does not depend" not in verdict.message


def test_the_number_shown_is_not_one_that_looks_like_rounding():
    body = "return np.where(np.abs(h) > 2, -1.0, 1 / (1 + np.exp(-h)) + 1e-5)"
    verdict = verdict_on("sigmoid", body)
    assert "yours is -1" in verdict.message


@pytest.mark.parametrize(
    "body, sentence",
    [
        ("return Z @ W[1:] + b", "For `@`, the last axis of the left side"),
        ("return Z @ W + b + np.ones(7)", "entry by entry"),
        ("return Z @ W + b[len(b)]", "There is no index"),
        ("return (Z @ W).sum(axis=3)", "This line uses axis 3"),
        ("if Z > 0:\n    return b", "needs a single True or False"),
        ("return Z @ weights + b", "its function has no argument and no variable called `weights`"),
        ("return [k for k in Z] and k", "its function has no argument and no variable called `k`"),
        ("return layer(Z, W, b)", "If `layer` is defined or imported in another cell, run that"),
        ("return None + Z", "Python cannot apply `+`"),
        ("return Z.copy[0]", "on a function itself, not on its result"),
        ("return Z.sum + 1", "This line applies `+` to a function itself"),
        ("return W[[0, 1], [0, 1, 2]]", "Index arrays of shapes (2,) and (3,) cannot be used"),
        ("return Z ^ 2", "In Python, `^` is not a power"),
        ("return 0.5 ^ 2", "In Python, `^` is not a power"),
        ("return np.eye(W)", "This line needs a single integer"),
        ("return np.zeros_like((Z, b))", "This line makes one array of parts whose shapes differ"),
        ("Z[0, 0] = b\nreturn Z", "One entry of an array can hold only one number"),
    ],
)
def test_an_exception_is_explained_before_its_raw_text(body, sentence):
    verdict = verdict_on("affine_forward", body)
    assert verdict.status == "raised"
    assert sentence in verdict.message.split("Error: ")[0], verdict
    assert verdict.findings.question.endswith("?")


@pytest.mark.parametrize(
    "body, question",
    [
        ("a, b, c, d, e, f, g, h = Z\nreturn a", "How many values does this line get"),
        ("return b(Z)", "a function, or a value that you already have"),
        ("return np.zeros(len(Z), len(b))", "What does each argument of this call mean"),
        ("return Z @ W[1:] + b", "Which arrays does this line use"),
        ("return [Z][len(b)]", "What does each index on this line count"),
        ("Z[0, 0] = b\nreturn Z", "What should one entry of the array hold"),
        ("return Z ^ 2", "What should be raised to a power"),
        ("if Z > 0:\n    return Z", "decide once for the whole array, or entry by entry"),
        ("return np.eye(W)", "Where does this line need a single integer"),
        ("return Z[9]", "What does each index on this line stand for"),
        ("return Z @ weights + b", "Is the name misspelt"),
        ("return Z / None", "Which part of this line causes the error"),
    ],
)
def test_an_exception_is_followed_by_a_question_of_its_own(body, question):
    findings = verdict_on("affine_forward", body).findings
    assert question in findings.question, findings


def test_what_an_exception_means_is_said_of_the_function_that_raised_it():
    said = "unsupported operand type(s) for *: 'function' and 'int'"
    assert meaning("TypeError", said, inside="double").startswith("`double` applies `*`")


def test_the_article_before_the_name_of_a_type_is_right():
    assert meaning("TypeError", "'int' object is not callable").startswith("An int stands")
    assert meaning("TypeError", "'float' object is not callable").startswith("A float stands")
    said = "unsupported operand type(s) for +: 'int' and 'list'"
    assert meaning("TypeError", said) == "Python cannot apply `+` to an int and a list."
