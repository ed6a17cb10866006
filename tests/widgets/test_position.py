"""The position of an explorer as one line of code: running the line shows the same again."""

import numpy as np
import pytest

import feedforward as ff
from feedforward import widgets
from feedforward.plots.xor import TARGETS
from feedforward.widgets.position import NoLine

SCORES = {"digits": {"plain": [0.9, 0.92, 0.91], "L2": [0.93, 0.92, 0.95]}}
OTHER_SCORES = {**SCORES, "moons": {"plain": [0.8, 0.7, 0.6], "L2": [0.7, 0.9, 0.8]}}
X, y = np.linspace(0, 1, 20)[:, None], np.linspace(0, 2, 20) ** 2
NAMED = {"ff": ff, "np": np, "OTHER_SCORES": OTHER_SCORES, "X": X, "y": y}


def relu(z):
    return np.maximum(z, 0)


def xor_forward(X, W, c, w, b):
    return relu(X @ W + c) @ w + b


STARTS = {
    "find_the_bug": lambda: ff.find_the_bug(),
    "explore_scores": lambda: ff.explore_scores(OTHER_SCORES),
}
STARTS = {
    name: STARTS.get(name, getattr(ff, name))
    for name in widgets.__all__
    if name.startswith(("explore_", "find_the_bug"))
} | {
    "explore_xor, own": lambda: ff.explore_xor(xor_forward, start="known solution", y=1 - TARGETS),
    "explore_descent, own": lambda: ff.explore_descent(X, y, step=20),
    "explore_loss_surface, classes": lambda: ff.explore_loss_surface(task="two classes"),
    "explore_activations, own": lambda: ff.explore_activations(relu, f=np.arctan, df=relu, mean=-2),
}  # fmt: skip


def moved(control, share):
    """Another value of a control, some way along its range."""
    if hasattr(control, "options"):
        values = [o[1] if isinstance(o, tuple) else o for o in control.options]
        return values[max(1, int(share * (len(values) - 1)))]
    steps = int(share * round((control.max - control.min) / control.step))
    return control.min + steps * control.step


@pytest.mark.parametrize("name", STARTS)
def test_the_line_shows_what_is_shown(name):
    explorer = STARTS[name]()
    before = explorer.values
    share = 0.15 if "capacity" in name else 0.4
    explorer.set({label: moved(c, share) for label, c in explorer.controls.items()})
    line = explorer.position.line()
    assert "\n" not in line and explorer.values != before
    again = eval(line, NAMED | {"xor_forward": xor_forward, "relu": relu})
    assert again.text == explorer.text
    assert again.values == pytest.approx(explorer.values)
    if name != "explore_batch_size":  # its table has times
        assert again.rows == explorer.rows
    again.press("reset")
    assert again.text == explorer.text
    explorer.close()
    again.close()


def test_what_is_not_moved_is_left_out_and_entries_become_one_argument():
    explorer = ff.explore_kl()
    assert explorer.position.line() == "ff.explore_kl()"
    explorer.set({"p[1]": 3 * 0.1, "unit": "bits"})
    assert explorer.position.line() == "ff.explore_kl(p=[4.0, 0.3, 1.0, 1.0], unit='bits')"
    explorer.set({"p[1]": 2.0})
    assert explorer.position.line() == "ff.explore_kl(unit='bits')"


def test_the_line_names_the_learners_functions_and_data():
    explorer = ff.explore_xor(xor_forward, np.random.default_rng(3), y=1 - TARGETS)
    assert explorer.position.line() == "ff.explore_xor(xor_forward, y=[1, 0, 0, 1])"
    assert ff.explore_descent(X, y, step=9).position.line() == "ff.explore_descent(X, y, step=9)"
    assert "seed=" in ff.find_the_bug().position.line()
    explorer = ff.explore_activations(ff.relu, f=np.arctan)
    assert explorer.position.line() == "ff.explore_activations(ff.relu, f=np.arctan)"


def test_what_has_no_name_is_asked_to_get_one():
    with pytest.raises(NoLine, match="because X was given without a name. Assign"):
        ff.explore_descent(X + 1, y).position.line()
    explorer = ff.explore_towers(lambda x, left, peak, right: x)
    explorer.position.button.click()
    assert "because hat was given without a name" in explorer.position.shown.value


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        (
            lambda: ff.explore_kl(units="bits"),
            TypeError,
            "has no units; it has kl_divergence, p, q",
        ),
        (lambda: ff.explore_kl(unit="bit"), ValueError, "unit is 'bit'; expected one of 'nats',"),
        (lambda: ff.explore_kl(q=[1, 2]), ValueError, r"q has shape \(2,\); expected \(4,\)"),
        (
            lambda: ff.explore_towers(towers=99),
            ValueError,
            "towers is 99; expected a number from 2",
        ),
    ],
)
def test_a_position_that_there_is_not_is_refused_in_words(call, error, said):
    with pytest.raises(error, match=said):
        call()


def test_the_button_shows_the_line_until_something_moves_and_a_still_page_has_neither():
    explorer = ff.explore_towers()
    offer = explorer.position
    explorer.set({"towers": 5})
    offer.button.click()
    assert "<code>ff.explore_towers(towers=5)</code>" in offer.shown.value
    explorer.set({"towers": 6})
    assert offer.shown.value == ""
    data, _ = explorer._repr_mimebundle_()
    assert "copy" not in data["text/html"] and "copy" not in data["text/plain"]
    explorer.close()
