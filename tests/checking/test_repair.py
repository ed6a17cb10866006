"""The line of a mistake: one edit of the learner's own code that makes every case right."""

import ast
import gc
import linecache
import time

import numpy as np
import pytest

import feedforward as ff
from feedforward.checking import edits, examine, places, repair
from feedforward.exercises import earlier_than


def typed(source, name):
    """The function that a learner gets by running a cell with this source."""
    file = f"<cell {hash(source)}>"
    linecache.cache[file] = len(source), None, source.splitlines(keepends=True), file
    namespace = {"np": np, "ff": ff, **earlier_than(name)}
    exec(compile(source, file, "exec"), namespace)
    return namespace[name]


@pytest.fixture
def patient(monkeypatch):
    """Enough time for a search to end by itself, even on a busy machine."""
    monkeypatch.setattr(repair, "SECONDS", 10 * repair.SECONDS)
    monkeypatch.setattr(repair, "SLOWEST_CASE", 10 * repair.SLOWEST_CASE)


def verdict_on(source, name="mse"):
    return examine(name, typed(source, name))


@pytest.mark.parametrize(
    "name, source, line, place",
    [
        (
            "softmax",
            "def softmax(out):\n    m = np.max(out, axis=1, keepdims=True)\n"
            "    e = np.exp(out - m)\n    total = e.sum(axis=0, keepdims=True)\n"
            "    return e / total",
            4,
            "the axis of `sum`",
        ),
        (
            "mse",
            "def mse(out, y):\n    N = len(out)\n    d = out - y\n    total = (d ** 3).sum()\n"
            "    return total / (2 * N)",
            4,
            "the number `3`",
        ),
        (
            "affine_loops",
            "def affine_loops(Z, W, b):\n    out = np.zeros((len(Z), len(b)))\n"
            "    for n in range(len(Z)):\n        for k in range(len(b)):\n"
            "            total = 0\n            for m in range(len(Z)):\n"
            "                total += Z[n, m] * W[m, k]\n            out[n, k] = total + b[k]\n"
            "    return out",
            6,
            "the size `len(Z)`",
        ),
        (
            "tanh_from_sigmoid",
            "def tanh_from_sigmoid(h):\n    return 2 * sigmoid(h) ** 2 - 1",
            2,
            "the expression `sigmoid(h) ** 2`",
        ),
        (
            "cross_entropy_backward",
            "def cross_entropy_backward(out, labels):\n    dout = ff.softmax(out)\n"
            "    dout[np.arange(len(labels)), labels] += 1\n    return dout / len(labels)",
            3,
            "the sign of `1`",
        ),
        (
            "cross_entropy_backward",
            "def cross_entropy_backward(out, labels):\n"
            "    one_hot = np.eye(out.shape[1])[:, labels]\n"
            "    return (ff.softmax(out) - one_hot) / len(out)",
            2,
            "the index or slice in `np.eye(out.shape[1])[:, labels]`",
        ),
        (
            "graph_gradients",
            "def graph_gradients(parents, slopes):\n    sums = [[]] * len(parents)\n"
            "    sums[-1].append(1.0)\n    for k in range(len(parents) - 1, -1, -1):\n"
            "        for p, s in zip(parents[k], slopes[k]):\n"
            "            sums[p].append(sum(sums[k]) * s)\n    return [sum(c) for c in sums]",
            2,
            "the list `[[]] * len(parents)`",
        ),
        (
            "sgd_step",
            "def sgd_step(params, grads, lr):\n    new = []\n"
            "    for (W, b), (dW, db) in zip(params, grads):\n"
            "        new.append((W - lr * W * dW, b - lr * b * db))\n    return new",
            4,
            "the parts `* W` and `* b`",
        ),
        (
            "width_for_budget",
            "def width_for_budget(M, n, depth, budget):\n    m = 0\n"
            "    while count_parameters([M] + [(m + 1) * depth] + [n]) <= budget:\n"
            "        m += 1\n    return m",
            3,
            "the order of the operations",
        ),
        (
            "count_parameters",
            "def count_parameters(sizes):\n    total = 0\n    i = 0\n"
            "    while i < len(sizes) - 1:\n        total += sizes[i] * sizes[i + 1]\n"
            "        i += 1\n        total += sizes[i] * 2\n    return total",
            7,
            "the part `* 2`",
        ),
        (
            "backward",
            "def backward(dout, X, cache, params, df):\n    grads, dh = [], dout\n"
            "    for l in range(len(params) - 1, -1, -1):\n"
            "        Z = cache[l - 1][1] if l > 0 else X\n"
            "        db, dZ, dW = affine_backward(dh, Z, params[l][0])\n"
            "        grads.insert(0, (dW, db))\n        if l > 0:\n"
            "            dh = dZ * df(*cache[l - 1])\n    return grads",
            5,
            "the names in `db, dZ, dW`",
        ),
        (
            "gradient_noise",
            "import math\n\ndef root(x):\n    return math.sqrt(x) / 3\n\n"
            "def gradient_noise(per_sample, batch_size):\n"
            "    return np.std(per_sample, axis=0) / root(batch_size)",
            4,
            "the part `/ 3`",
        ),
    ],
)
def test_the_line_and_the_kind_of_place_are_named(patient, name, source, line, place):
    verdict = verdict_on(source, name)
    assert verdict.line == line, verdict
    assert place in verdict.message.split("\n`")[0]
    assert f"`{source.split(chr(10))[line - 1].strip()}`" in verdict.message
    assert verdict.findings.question.endswith("?")


def test_a_collection_of_garbage_in_mid_call_is_short_whatever_the_kernel_holds():
    """Its pause counts as time of the answer, and a slow answer is not searched."""
    kept = [[number] for number in range(10_000)]
    source = (
        "import gc\nobjects = []\ndef mse(out, y):\n    objects.append(len(gc.get_objects()))\n"
        "    return ((out - y) ** 3).sum() / (2 * len(out))"
    )
    answer = typed(source, "mse")
    assert examine("mse", answer).line == 5
    assert 0 < max(answer.__globals__["objects"]) < len(kept) < len(gc.get_objects())


def test_one_operator_that_is_wrong_at_two_places_is_found(patient):
    source = (
        "def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):\n"
        "    m = beta1 * m + (1 - beta1) * grad\n    v = beta2 * v + (1 - beta2) * grad * grad\n"
        "    m_hat = m * (1 - beta1 ** t)\n    v_hat = v * (1 - beta2 ** t)\n"
        "    return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v"
    )
    verdict = verdict_on(source, "adam_step")
    assert verdict.line == 4, verdict


def test_a_message_never_prints_the_repaired_line(patient):
    wrong = "    return np.sum((out - y) ** 2) / 2 * len(out) ** -1 / len(out)"
    verdict = verdict_on(f"def mse(out, y):\n{wrong}")
    assert verdict.line == 2
    code = [part for part in verdict.message.split("`")[1::2]]
    assert all(part in wrong for part in code), verdict


def test_several_edits_that_disagree_about_the_line_give_the_lines_between(patient):
    source = "def affine_forward(Z, W, b):\n    out = Z @ W\n    out = out * 2\n    return out + b"
    verdict = verdict_on(source, "affine_forward")
    assert verdict.line in (2, 3), verdict


@pytest.mark.parametrize(
    "source, said",
    [
        (
            "def affine_forward(Z, W, b):\n    N = len(Z)\n"
            "    b_tilde = np.repeat(b, N).reshape(N, len(b))\n    return Z @ W + b_tilde",
            ["A small change somewhere in lines 3 and 4 of your code makes"],
        ),
        (
            "def updates_per_epoch(N, batch_size):\n    updates = 0\n    left = N\n"
            "    while left > batch_size:\n        left -= batch_size\n        updates += 1\n"
            "    return updates",
            [
                "the first value of `updates` on line 2",
                "How often does your code change `updates` here",
            ],
        ),
        (
            "def xor_forward(X, W, c, w, b):\n    N, M = X.shape\n"
            "    out = np.full(N, b, dtype=float)\n    for i in range(N):\n"
            "        for k in range(len(c)):\n            h = 0.0\n            for j in range(M):\n"
            "                h += X[i, j] * W[j, k] + c[k]\n"
            "            out[i] += max(0.0, h) * w[k]\n    return out",
            [
                "the term `c[k]` on line 8 makes every test case pass",
                "How many times is `c[k]` added on line 8",
            ],
        ),
    ],
    ids=["a variable left unused", "a count one short", "a term added too often"],
)
def test_a_repair_beside_the_mistake_does_not_hide_it(patient, source, said):
    name = source.split("(")[0].removeprefix("def ")
    shown = str(verdict_on(source, name))
    assert [part for part in said if part not in shown] == []


def test_a_change_that_brings_a_warning_repairs_nothing(patient):
    """With `size >= 0`, 0/0 is NaN, which the comparison then loses."""
    source = (
        "def relative_error(a, b):\n    worst = 0.0\n"
        "    for p, q in zip(a.ravel(), b.ravel()):\n        size = max(abs(p), abs(q))\n"
        "        error = abs(p - q) / size if size > 0 else 1.0\n"
        "        worst = max(worst, error)\n    return worst"
    )
    verdict = verdict_on(source, "relative_error")
    assert verdict.line == 5 and "the number `1.0`" in verdict.message, verdict


def test_a_range_is_not_blamed_for_a_list_in_reverse_order():
    source = (
        "def layer_shapes(sizes):\n    shapes = []\n    for i in range(len(sizes) - 1):\n"
        "        shapes.insert(0, ((sizes[i], sizes[i + 1]), (sizes[i + 1],)))\n    return shapes"
    )
    verdict = verdict_on(source, "layer_shapes")
    assert verdict.line is None and "in reverse order" in verdict.message, verdict


def test_endless_recursion_is_shown_on_the_line_that_calls_again():
    source = (
        "def relu(z):\n    return np.maximum(z, 0)\n\n\n"
        "def sigmoid(h):\n    positive = relu(h)\n    return 1 - sigmoid(-h) + positive"
    )
    verdict = verdict_on(source, "sigmoid")
    assert "Line 7 of your code: `return 1 - sigmoid(-h) + positive`" in verdict.message


def test_the_part_of_a_choice_that_is_named_is_the_one_that_changes():
    source = "def f(x):\n    return x + 1 if x > 0 else abs(x) + 2"
    extra = {e.text for e in edits.edits(source, "f") if e.kind == "extra"}
    assert {"if x > 0 else abs(x) + 2", "x + 1 if x > 0 else"} <= extra


def test_two_mistakes_are_not_explained_by_one_edit():
    verdict = verdict_on("def mse(out, y):\n    d = out + y\n    return np.sum(d ** 3) / len(out)")
    assert verdict.line is None and verdict.mistake != "located"


def test_an_answer_that_would_loop_for_ever_when_changed_is_still_checked_in_time():
    source = (
        "def width_for_budget(M, n, depth, budget):\n    m = 1\n"
        "    while count_parameters([M] + [m] * depth + [n]) <= budget:\n        m += 1\n"
        "    return m"
    )
    start = time.perf_counter()
    verdict = verdict_on(source, "width_for_budget")
    assert not verdict.passed
    assert time.perf_counter() - start < 10 * repair.SECONDS


def test_a_loop_that_ends_only_for_the_inputs_it_was_given_is_not_run_for_ever():
    source = (
        "def mse(out, y):\n    N = 0\n    while N != len(out):\n        N += 1\n"
        "        assert N < 10**9\n    total = step = 0\n"
        "    while step < abs(float(np.ravel(out)[0] * 10)) % 1 * 1e12:\n        step += 1\n"
        "    return np.sum((out - y) ** 3) + 7 * len(out)"
    )
    start = time.thread_time()
    assert not verdict_on(source).passed
    assert time.thread_time() - start < 60


def test_trying_edits_prints_nothing_and_leaves_the_namespace_as_it_was(capsys):
    source = (
        "calls = []\ndef mse(out, y):\n    print('called')\n    global last\n    last = out\n"
        "    calls.append(1)\n    return ((out - y) ** 3).sum() / (2 * len(out))"
    )
    answer = typed(source, "mse")
    before = dict(answer.__globals__)
    verdict = examine("mse", answer)
    assert verdict.line == 7
    after = answer.__globals__
    assert {k for k in after if k not in before} <= {"last"}
    assert after["mse"] is answer and len(after["calls"]) < 20
    assert capsys.readouterr() == ("", "")


def test_stopping_the_check_while_edits_are_tried_ends_it():
    source = (
        "tries = []\ndef mse(out, y):\n    tries.append(1)\n    if len(tries) > 30:\n"
        "        raise KeyboardInterrupt\n    return ((out - y) ** 3).sum() / (2 * len(out))"
    )
    verdict = verdict_on(source)
    assert not verdict.passed and verdict.line in (None, 6)


def test_the_source_text_alone_gives_every_edit_as_source_text():
    source = "def helper(d):\n    return d * 2\n\ndef mse(out, y):\n    return helper(out - y)"
    found = edits.edits(source, "mse", sizes=("len(out)",))
    assert {"mse", "helper"} == {ast.parse(e.source).body[0].name for e in found}
    assert ast.unparse(ast.parse("def helper(d):\n    return d")) in {e.source for e in found}
    assert [e.cost for e in found] == sorted(e.cost for e in found)
    assert len({e.source for e in found}) > 100


def test_what_survives_every_case_gives_the_place():
    source = "def relu(z):\n    return np.minimum(z, 0)"
    found = edits.edits(source, "relu")
    survivors = [e for e in found if "np.maximum(z, 0)" in e.source]
    location = repair.chosen(survivors, source)
    assert (location.first, location.last) == (2, 2)
    assert location.place == "A small change to the function `np.minimum` on line 2"


@pytest.mark.parametrize("source", ["def mse(out, y) return 1", "mse = 3", "", "def other(): pass"])
def test_source_text_without_the_function_has_no_edits(source):
    assert edits.edits(source, "mse") == []


def test_the_same_change_in_two_lines_names_both(patient):
    message = verdict_on(
        "def collapse(W, c, w, b):\n    w_eff = W * w\n    b_eff = c * w + b\n"
        "    return w_eff, b_eff",
        "collapse",
    ).message
    said = "The same small change to the operator `*` on lines 2 and 3 makes every test case pass."
    assert said in message


@pytest.mark.parametrize(
    ("name", "source", "place"),
    [
        (
            "affine_backward",
            "def affine_backward(dout, Z, W):\n    dW = np.zeros(W.shape)\n"
            "    for i in range(len(Z)):\n        dW += Z[i] @ dout[i : i + 1]\n"
            "    return dout @ W.T, dW, dout.sum(axis=0)",
            "the shape of `Z[i]`",
        ),
    ],
)
def test_a_selection_that_is_missing_is_named_by_what_it_changes(patient, name, source, place):
    assert place in verdict_on(source, name).message.split("\n`")[0]


def test_one_comparison_for_a_whole_row_is_no_repair(patient):
    source = (
        "def sigmoid(h):\n    out = []\n    for v in h:\n        if v >= 0:\n"
        "            out.append(1 / (1 + np.exp(-v)))\n        else:\n"
        "            out.append(np.exp(v) / (1 + np.exp(v)))\n    return np.array(out)"
    )
    assert verdict_on(source, "sigmoid").mistake != "located"


@pytest.mark.parametrize(
    "last, place",
    [
        ("return np.sum(d * d) * 1 / (2 + N)", "the operator `+`"),  # the only one
        ("return np.sum(d * d) / (2 + N + 0)", "the first `+`"),
        ("ü = N; k = 3; return np.sum(d * d) / (2 * k) + 0 * k * ü", "the second `k`"),
        ("k = 3; return np.sum(d * d) / 2 / min(k + N, k)", "the third `k`"),
    ],
)
def test_of_several_that_look_alike_on_a_line_the_one_is_said(last, place):
    verdict = verdict_on(f"def mse(out, y):\n    N = len(out)\n    d = out - y\n    {last}")
    assert f"{place} on line 4 makes every test case pass" in verdict.message


def test_a_place_is_said_of_one_line_of_several_and_of_a_region():
    assert places.in_words("axis", "Z.sum", [3])[0] == (
        "A small change to the axis of `Z.sum` on line 3"
    )
    assert places.in_words("operator", "*", [2, 3])[0] == (
        "The same small change to the operator `*` on lines 2 and 3"
    )
    assert places.in_words("region", "", [2, 4], consecutive=True)[0] == (
        "A small change somewhere in lines 2 to 4 of your code"
    )
    assert places.in_words("extra_parts", "- a` and `- b", [5])[0] == (
        "A small change to the parts `- a` and `- b` on line 5"
    )


def test_a_part_that_its_line_has_twice_is_counted(patient):
    source = "def tent(x):\n    return 2 * x - 2 * np.maximum(0, 2 * x - 1) * 2 / 2"
    found = [e for e in edits.edits(source, "tent") if e.kind == "extra" and e.text == "2 *"]
    line = source.split("\n")[1]
    assert sorted({edits.ordinal(e, line) for e in found if len(e.changes) == 1}) == [
        "first",
        "second",
        "third",
    ]
