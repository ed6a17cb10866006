"""Relations: found in wrong numbers alone, and by running the answer again."""

import numpy as np
import pytest

import feedforward as ff
from feedforward.checking import examine
from feedforward.exercises import earlier_than


def verdict_on(name, body):
    """The verdict on a function without source text, so that no edit of it can be tried."""
    parameters = ff.checking.examination.exercises.find(name).parameters
    namespace = {"np": np, "ff": ff, **earlier_than(name)}
    lines = body.replace("\n", "\n    ")
    exec(f"def {name}({', '.join(parameters)}):\n    {lines}", namespace)
    return examine(name, namespace[name])


SAID = [
    ("mse_backward", "return ((out - y) / len(out)).astype(int)", "integer_result", "cut off"),
    ("mse_backward", "return (out - y) / len(out) / 3.7", "constant_ratio", "common factor, 0.27"),
    ("momentum_step", "v = beta * velocity + grad\nreturn w - lr * v, v / lr",
     "factor_1/lr", "1/lr"),
    ("sigmoid", "return 1 / (1 + np.exp(-np.abs(h)))", "where_h_is_negative", "h is negative"),
    ("softmax", "e = np.exp(out - out.max(axis=1, keepdims=True))\n"
     "return e / (e.sum(axis=1, keepdims=True) + e)", "row_sums", "Each row should sum to 1"),
    ("mse", "return np.sum((out - y) ** 3) / (2 * len(out)) - 9", "below_zero", "below 0"),
    ("affine_backward", "return dout.sum(axis=0), Z.T @ dout, dout @ W.T", "swapped", "reverse"),
    ("affine_backward", "return Z.T @ dout, dout.sum(axis=0), dout @ W.T",
     "swapped", "in another order"),
    ("sgd_step", "return [(b - lr * db, W - lr * dW) for (W, b), (dW, db) in zip(params, grads)]",
     "swapped", "exchanged"),
    ("sgd_step", "return [(W - lr * dW, b + 3 * lr * db) for (W, b), (dW, db) in "
     "zip(params, grads)]", "some_parts", "The first part of each pair in params is right"),
    ("linear_gradient", "e = X @ w - 2 * y\nreturn X.T @ e / len(X), e.mean()",
     "b_without_influence", "stays the same when b changes"),
    ("momentum_step", "velocity = beta * velocity + grad\nreturn w - lr * velocity",
     "number_of_results", "It should return 2"),
    ("affine_loops", "out = np.zeros((len(Z), len(b)))", "nothing_returned", "`return`"),
    ("softmax", "return {row: 1.0 for row in range(len(out))}", "type", "is a dict"),
    ("xor_forward", "Z = relu(X @ W + c)\nreturn Z[:, 0] * w[0] + Z[:, 1] * w[1] + b",
     "W[:, -1]_without_influence", "stays the same when numbers in `W[:, -1]` change"),
    ("l2_penalty", "return (sum(np.sum(W**2) for W, b in params) / 2 * lam,\n"
     "        [(lam * W**3, 0 * b) for W, b in params])", "some_parts", "of each pair in grads"),
    ("linear_gradient", "e = X @ w + b - y\nreturn w - X.T @ e / len(X), b - e.mean()",
     "combined_with_argument", "dw is w minus the right dw; your db is b minus"),
    ("shape_trace", "h = [(N, m) for m in sizes[1:-1]]\n"
     "return [(N, sizes[0])] + h + h + [(N, sizes[-1])]", "another_order", "another order"),
    ("relu_backward", "return relu(dZ * h)", "not_linear", "multiplied by -2"),
    ("tanh_backward", "return dZ**3 * (1 - Z**2)", "not_linear", "multiplied by -2"),
    ("chain_gradient",
     "g, z = 1.0, x\nfor w in weights:\n    z = f(w * z)\n    g *= w + z\nreturn g",
     "df_never_called", "never calls df"),
    ("numerical_gradient", "g = np.zeros_like(x)\nfor i in np.ndindex(x.shape):\n"
     "    g[i] = (J(x) - J(x)) / eps + 1\nreturn g", "J_same_input", "always with the same input"),
]  # fmt: skip


@pytest.mark.parametrize("name, body, mistake, words", SAID)
def test_a_relation_is_named_in_words_that_say_it(name, body, mistake, words):
    verdict = verdict_on(name, body)
    assert verdict.mistake == mistake, verdict
    assert words in verdict.message


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
        ("return Z @ W[1:] + b", "`@` multiplies rows by columns"),
        ("return Z @ W + b + np.ones(7)", "entry by entry"),
        ("return Z @ W + b[len(b)]", "There is no index"),
        ("return (Z @ W).sum(axis=3)", "There is no axis 3"),
        ("if Z > 0:\n    return b", "needs one true or false"),
        ("return Z @ weights + b", "Nothing is called `weights`"),
        ("return None + Z", "Python cannot apply `+`"),
    ],
)
def test_an_exception_is_explained_before_its_raw_text(body, sentence):
    verdict = verdict_on("affine_forward", body)
    assert verdict.status == "raised"
    assert sentence in verdict.message.split("Error: ")[0], verdict
    assert verdict.findings.question.endswith("?")
