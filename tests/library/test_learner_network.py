"""Learners' functions are carried over from their notebooks where they pass."""

from types import FunctionType

import numpy as np
import pytest
from learner_notebooks import write_all_sections, write_notebook
from nbformat.v4 import new_code_cell

import feedforward as ff
from feedforward import exercises, learner_network
from feedforward.checking import examine
from feedforward.learner_network import Part

HERE = "6.8_backprop"
OWN_FORWARD = """def forward(X, params, f):
    Z, cache = X, []
    for W, b in params[:-1]:
        h = affine_forward(Z, W, b)
        Z = f(h)
        cache.append((h, Z))
    return affine_forward(Z, *params[-1]), cache"""


def parts_of(folder, given=None):
    return {part.name: part for part in learner_network.collect_parts(folder, given or {})}


@pytest.fixture(scope="module")
def solved(tmp_path_factory):
    folder = tmp_path_factory.mktemp("solved")
    write_all_sections(folder)
    return folder


def test_answers_of_all_sections_are_yours_where_they_are_right(solved):
    assert [str(part) for part in learner_network.collect_parts(solved, {}) if not part.yours] == []


def test_a_network_of_carried_functions_learns(solved):
    functions = learner_network.bind(learner_network.collect_parts(solved, {}))
    X, y = ff.xor_points()
    params = functions["train"](X, y, [2, 16, 2], 0.5, 300, 4, np.random.default_rng(0))
    assert (functions["predict"](X, params, functions["relu"]) == y).all()


def test_without_notebooks_all_is_the_books_and_each_says_why(tmp_path):
    for part in learner_network.collect_parts(tmp_path, {}):
        assert not part.yours and part.function is exercises.find(part.name).reference
        assert part.why == f"{part.section}.ipynb is not in this notebook's folder"


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("def relu(z):\n    raise NotImplementedError", "yours is not attempted"),
        ("def relu(z):\n    return np.abs(z)", "yours is wrong"),
        ("def relu(z):\n    return ff.relu(z)", "yours is wrong"),
        ("def relu(z):\n    return helper(z)", "yours is raised"),
        ("def relu(z) return z", "your cell raised SyntaxError"),
        ("import no_such_module", "your cell raised ModuleNotFoundError"),
        ("x = 1", "your cell does not define it"),
    ],
)
def test_what_is_not_right_is_the_books_and_said(tmp_path, source, why):
    write_notebook(tmp_path, "6.1_xor", {"relu": source})
    part = parts_of(tmp_path)["relu"]
    assert not part.yours and part.why == why
    np.testing.assert_array_equal(part.function(np.array([-1.0, 2.0])), [0, 2])


def test_nothing_but_the_definitions_of_the_answers_is_run(tmp_path):
    mark = tmp_path / "ran"
    touch = f"open({str(mark)!r}, 'w').close()"
    source = f"{touch}\ndef relu(z):\n    return np.maximum(z, 0)\n{touch}\nrelu('no array')"
    write_notebook(tmp_path, "6.1_xor", {"relu": source, "collapse": touch}, new_code_cell(touch))
    assert parts_of(tmp_path)["relu"].yours
    assert not mark.exists()


def test_magics_and_imports_of_an_answer_do_no_harm(tmp_path):
    source = "%timeit 1\nimport math\ndef relu(z):\n    return np.where(z > math.log(1), z, 0)"
    write_notebook(tmp_path, "6.1_xor", {"relu": source})
    assert parts_of(tmp_path)["relu"].yours


@pytest.mark.parametrize("text", ["", "no json", "[]", '{"cells": [1]}', '{"cells": [{}]}'])
def test_a_notebook_that_cannot_be_read_is_said(tmp_path, text):
    (tmp_path / "6.1_xor.ipynb").write_text(text)
    part = parts_of(tmp_path)["relu"]
    assert part.why.startswith("6.1_xor.ipynb cannot be read")


def test_given_functions_are_judged_and_used_before_any_notebook(solved):
    def sgd_step(params, grads, lr):
        return [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(params, grads, strict=True)]

    parts = parts_of(solved, {"sgd_step": sgd_step, "train": lambda *a: None})
    assert parts["sgd_step"].function is sgd_step and parts["sgd_step"].yours
    assert not parts["train"].yours and parts["backward"].yours


def test_a_part_calls_the_learners_others_by_name_and_through_ff(tmp_path):
    calls = []
    write_notebook(tmp_path, "6.7_forward", {"forward": OWN_FORWARD.replace("affine", "ff.affine")})
    parts = learner_network.collect_parts(tmp_path, {})
    assert {part.name: part.yours for part in parts}["forward"]
    counting = [
        Part(p.name, p.section, lambda Z, W, b: calls.append(1) or Z @ W + b, True, "")
        if p.name == "affine_forward" else p
        for p in parts
    ]  # fmt: skip
    functions = learner_network.bind(counting)
    X, y = ff.xor_points()
    functions["train"](X, y, [2, 3, 2], 0.1, 2, 4, np.random.default_rng(0))
    assert len(calls) == 2 * 2  # two layers, two epochs of one batch


def test_the_books_train_goes_back_through_the_learners_relu(solved):
    seen = []
    parts = [
        Part(p.name, p.section, lambda dZ, h: seen.append(1) or dZ * (h > 0), True, "")
        if p.name == "relu_backward" else p
        for p in learner_network.reference_parts()
    ]  # fmt: skip
    X, y = ff.xor_points()
    learner_network.bind(parts)["train"](X, y, [2, 3, 2], 0.1, 1, 4, np.random.default_rng(0))
    assert seen


def test_binding_leaves_the_functions_themselves_alone():
    before = dict(vars(ff.network))
    learner_network.bind(learner_network.reference_parts())
    assert vars(ff.network) == before


def test_yours_if_right_says_what_runs(capsys):
    def sgd_step(params, grads, lr):
        raise NotImplementedError

    assert ff.yours_if_right(sgd_step) is ff.sgd_step
    assert "is used instead of yours: yours is not attempted" in capsys.readouterr().out

    def sgd_step(params, grads, lr):
        return [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(params, grads, strict=True)]

    assert ff.yours_if_right(sgd_step) is sgd_step
    assert "Your sgd_step passes its check" in capsys.readouterr().out


def test_yours_if_right_tells_a_websites_reader_what_the_notebook_does(capsys, monkeypatch):
    def sgd_step(params, grads, lr):
        raise NotImplementedError

    monkeypatch.setattr("feedforward.audience.at_a_notebook", False)
    assert ff.yours_if_right(sgd_step) is ff.sgd_step
    said = capsys.readouterr().out
    assert said == "In the notebook your sgd_step is used here if it passes its check.\n"


def bare_train(X, labels, sizes, lr, epochs, batch_size, rng):
    params = init_params(sizes, rng)  # noqa: F821
    f, df = ff.ACTIVATIONS["relu"]
    for _ in range(epochs):
        for X_batch, labels_batch in ff.minibatches(X, labels, batch_size, rng):
            out, cache = ff.forward(X_batch, params, f)
            dout = ff.cross_entropy_backward(out, labels_batch)
            grads = ff.backward(dout, X_batch, cache, params, df)
            params = sgd_step(params, grads, lr)  # noqa: F821
    return params


def in_notebook(function, **others):
    """Return a function whose global names are those of a notebook with these functions."""
    namespace = {"ff": ff, "np": np, **others}
    return FunctionType(function.__code__, namespace, "train", function.__defaults__)


def lazy_step(params, grads, lr):
    return ((W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(params, grads, strict=True))


def failing_step(params, grads, lr):
    return grads["W"]


def uphill(params, grads, lr):
    return ff.sgd_step(params, grads, -lr)


@pytest.mark.parametrize(
    ("others", "why"),
    [
        ({}, "yours calls `init_params` and `sgd_step`, which this notebook does not define: "
             "write `ff.init_params` and `ff.sgd_step`."),
        ({"sgd_step": ff.sgd_step},
         "yours calls `init_params`, which this notebook does not define: write `ff.init_params`."),
        ({"init_params": ff.init_params, "sgd_step": lazy_step}, "stops with TypeError"),
        ({"init_params": ff.init_params, "sgd_step": failing_step}, "TypeError: list indices"),
        ({"init_params": ff.init_params, "sgd_step": uphill},
         "yours passes its check with the book's functions, but not with those of this notebook"),
    ],
)  # fmt: skip
def test_yours_if_right_refuses_what_only_the_check_can_run(others, why, capsys):
    function = in_notebook(bare_train, **others)
    assert examine("train", function).passed
    assert ff.yours_if_right(function) is exercises.find("train").reference
    said = capsys.readouterr().out
    assert said.startswith("The course's train is used instead of yours: ") and why in said


def test_yours_if_right_uses_a_train_whose_other_functions_are_right(capsys):
    function = in_notebook(bare_train, init_params=ff.init_params, sgd_step=ff.sgd_step)
    assert ff.yours_if_right(function) is function
    assert capsys.readouterr().out == "Your train passes its check, so it is used.\n"


def test_a_right_step_that_returns_an_iterator_gives_a_list():
    lazy_step.__name__ = "sgd_step"
    step = ff.yours_if_right(lazy_step)
    params = ff.init_params([3, 2], np.random.default_rng(0))
    assert isinstance(step(params, params, 0.1), list)


def test_a_step_that_returns_an_iterator_trains_a_network(tmp_path):
    parts = learner_network.collect_parts(tmp_path, {"sgd_step": lazy_step})
    assert {p.name: p.yours for p in parts}["sgd_step"]
    X, y = ff.xor_points()
    functions = learner_network.bind(parts)
    params = functions["train"](X, y, [2, 16, 2], 0.5, 300, 4, np.random.default_rng(0))
    assert (functions["predict"](X, params, functions["relu"]) == y).all()
