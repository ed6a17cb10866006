"""The explorers of 6.5, moved without a browser: softmax, KL, the slope at a confident error."""

import explorers
import numpy as np
import pytest
from drawing import drawn
from explorers import as_it_starts
from matplotlib.colors import to_rgb
from scipy.special import softmax as their_softmax
from scipy.stats import entropy

import feedforward as ff
from feedforward.plots.confident_error import NAMES
from feedforward.plots.contrast import contrast
from feedforward.plots.softmax import draw_losses, softmax_arrays
from feedforward.plots.style import PAPER


def blank(*arguments):
    raise NotImplementedError


@pytest.fixture(scope="module")
def opened():
    """The three explorers, which all tests of this file move."""
    with explorers.opened([ff.explore_softmax, ff.explore_kl, ff.explore_confident_error]) as found:
        yield found


@pytest.fixture
def softmax(opened):
    return as_it_starts(opened[ff.explore_softmax])


@pytest.fixture
def kl(opened):
    return as_it_starts(opened[ff.explore_kl])


@pytest.fixture
def confident_error(opened):
    return as_it_starts(opened[ff.explore_confident_error])


def assert_softmax(explorer):
    values = explorer.values
    out = np.array([values[f"out[{k}]"] for k in range(4)]) * values["times"] + values["add"]
    S = their_softmax(out)
    columns = dict(zip(explorer.header, zip(*explorer.rows, strict=True), strict=True))
    np.testing.assert_allclose(np.array(columns["S"], float), S, atol=5.1e-5)
    losses = [float(word.replace("−", "-")) for word in columns["−log S"]]
    np.testing.assert_allclose(losses, -np.log(S), atol=5.1e-4)
    assert columns["label"].index("yes") == values["label"]
    assert f"J = −log {S[values['label']]:.4f} = {losses[values['label']]:.3f}." in explorer.text


@pytest.mark.parametrize("label", ["out[0]", "times", "add", "label"])
def test_every_control_of_softmax_shows_shares_and_losses_over_its_range(softmax, label):
    control = softmax.controls[label]
    values = control.options if label == "label" else np.linspace(control.min, control.max, 5)
    for value in values:
        control.value = value if label == "label" else float(round(value, 2))
        assert_softmax(softmax)
    for preset in ("all equal", "confidently right", "confidently wrong", "reset"):
        softmax.buttons[preset].click()
        assert_softmax(softmax)


@pytest.mark.parametrize("times", [0.0, 1.0, 4.0])
def test_the_numbers_at_the_axes_of_softmax_are_whole_at_every_limit(softmax, times):
    largest = softmax.controls["times"].max
    softmax.set({"out[0]": 5.0, "out[1]": -5.0, "times": min(times, largest)})
    for panel in softmax.panels:
        axis = panel.axes.yaxis
        low, high = panel.axes.get_ylim()
        for value, text in zip(axis.get_ticklocs(), axis.get_ticklabels(), strict=True):
            if low <= value <= high:
                assert text.get_window_extent().x0 >= 0, (panel.name, text.get_text())


def test_moving_a_logit_within_the_limits_draws_no_background_again(softmax):
    softmax.set({"out[0]": 1.0})
    before = softmax.panels[0].backgrounds
    softmax.set({"out[0]": 1.5})
    assert softmax.panels[0].backgrounds == before


def test_every_bar_of_a_loss_has_an_edge_that_stands_out_on_paper():
    arrays = softmax_arrays(np.array([2.0, 1.0, 0.0, -1.0]), 1)
    bars = drawn(draw_losses, arrays)["bars"]
    paper = np.array(to_rgb(PAPER))
    others = [contrast(np.array(bar.get_edgecolor()[:3]), paper) for bar in bars if bar != bars[1]]
    assert min(others) >= 3 and all(bar.get_linewidth() > 1 for bar in bars)


def test_adding_to_all_logits_moves_no_share_and_multiplying_does(softmax):
    shares = softmax.panels[1].png
    softmax.controls["add"].value = 5.0
    assert softmax.panels[1].png == shares
    softmax.controls["times"].value = 2.0
    assert softmax.panels[1].png != shares


def test_a_learners_softmax_is_drawn_even_where_it_is_wrong():
    wrong = ff.explore_softmax(lambda out: out / out.sum(axis=1, keepdims=True))
    assert "Drawn with your softmax." in wrong.text and wrong.rows[3][3] == "-0.5000"
    assert wrong.rows[3][4] == "∞"
    columns = ff.explore_softmax(lambda out: np.exp(out) / np.exp(out).sum(axis=0))
    assert "The probabilities add up to 4.000." in columns.text
    assert "Your softmax is still blank" in ff.explore_softmax(blank).text


def assert_kl(explorer):
    parts = {n: np.array([explorer.values[f"{n}[{k}]"] for k in range(4)]) for n in "pq"}
    p, q = (a / a.sum() if a.any() else np.full(4, 0.25) for a in parts.values())
    unit = {"nats": np.e, "bits": 2}[explorer.values["unit"]]
    for one, other, a, b in (("p", "q", p, q), ("q", "p", q, p)):
        KL = entropy(a, b, base=unit)
        said = "∞" if np.isinf(KL) else f"{KL + 0:.3f}"
        assert f"KL({one}‖{other}) = {said} " in explorer.text
        assert f"H({one}) = {entropy(a, base=unit) + 0:.3f}." in explorer.text


@pytest.mark.parametrize("label", ["p[0]", "q[2]"])
@pytest.mark.parametrize("unit", ["nats", "bits"])
def test_every_part_shows_both_divergences_over_its_range(kl, label, unit):
    kl.set({"q[1]": 3.0, "unit": unit})
    for value in (0.0, 0.1, 2.0, 10.0):
        kl.controls[label].value = value
        assert_kl(kl)


@pytest.mark.parametrize("value", [0.0, 10.0])
def test_parts_that_are_all_alike_are_an_even_distribution(kl, value):
    kl.set({label: value for label in kl.controls if label != "unit"})
    assert_kl(kl)
    assert ("All parts of p are 0: it counts as uniform." in kl.text) == (value == 0.0)


def test_q_towards_0_makes_kl_of_p_and_q_infinite_and_the_other_not(kl):
    kl.buttons["q rules C out"].click()
    assert "KL(p‖q) = ∞ nats" in kl.text and "KL(q‖p) = 0.194 nats" in kl.text
    assert "q gives probability 0 to an outcome of p" in kl.text
    assert kl.rows[2][:5] == ["C", "0.125", "0.000", "2.079", "∞"]
    kl.buttons["q = p"].click()
    assert "KL(p‖q) = 0.000 nats" in kl.text
    kl.buttons["p one-hot"].click()
    assert "where H(p) = 0.000" in kl.text


def test_q_rules_c_out_even_after_the_preset_that_makes_p_one_hot(kl):
    for preset in ("q = p", "p one-hot", "q rules C out"):  # the order of the text
        kl.buttons[preset].click()
    assert "KL(p‖q) = ∞ nats" in kl.text and "KL(q‖p) = 0.194 nats" in kl.text


def test_a_learners_divergence_is_drawn_with_its_infinities():
    swapped = ff.explore_kl(lambda p, q: ff.kl_divergence(q, p))
    swapped.buttons["q rules C out"].click()
    assert "KL(p‖q) = 0.194" in swapped.text and "KL(q‖p) = ∞" in swapped.text
    assert swapped.text.endswith("Drawn with your kl_divergence.")
    nan = ff.explore_kl(lambda p, q: np.sum(p * np.log(p / q)))
    nan.set({"p[0]": 0.0})
    assert "Your kl_divergence gave numbers that are not finite" in nan.text


def assert_error(explorer):
    margin, K = explorer.values["margin"], explorer.values["classes"]
    S = 1 / (1 + (K - 1) * np.exp(-margin))
    slopes = S - 1, -K / (K - 1) * S * (1 - S) ** 2
    np.testing.assert_allclose(explorer.arrays.slope_here, slopes, rtol=1e-9)
    said = [f"{slope:.2g}".replace("-", "−") for slope in slopes]
    assert f"its slope {said[0]};" in explorer.text
    assert f"its slope {said[1]}. " in explorer.text


@pytest.mark.parametrize("classes", [2, 3, 10])
@pytest.mark.parametrize("scale", ["as it is", "size, log axis"])
def test_every_margin_shows_both_slopes(confident_error, classes, scale):
    confident_error.set({"classes": classes, "slope": scale, "rate": 2.0})
    for margin in np.linspace(-12, 12, 5):
        confident_error.controls["margin"].value = margin
        assert_error(confident_error)


def test_a_confident_error_is_mended_by_cross_entropy_alone(confident_error):
    confident_error.buttons["confidently wrong"].click()
    assert "cross-entropy is 10 and its slope −1;" in confident_error.text
    assert "0.9999 and its slope −9.1e−05" in confident_error.text
    assert "4.48 with cross-entropy, −9.99 with the squared error." in confident_error.text


def test_the_learners_slopes_are_followed():
    wrong = ff.explore_confident_error(lambda out, labels: -ff.cross_entropy_backward(out, labels))
    assert wrong.text.endswith("Drawn with your cross_entropy_backward.")
    assert wrong.arrays.walks[0][-1] < 2.0
    walk = wrong.panels[1].artists[f"walk {NAMES[0]}"].get_ydata()
    assert walk[-1] == wrong.arrays.walks[0][-1]
    assert "still blank" in ff.explore_confident_error(blank).text


@pytest.mark.parametrize("logit", [-5.0, 5.0])
@pytest.mark.parametrize("times", [1.0, 3.0])
def test_no_number_at_an_axis_of_softmax_is_cut_off(softmax, logit, times):
    softmax.set({"out[0]": logit, "times": times, "add": 5.0})
    for panel in softmax.panels:
        low, high = panel.axes.get_ylim()
        for tick in panel.axes.yaxis.get_major_ticks():
            if low <= tick.get_loc() <= high:
                assert tick.label1.get_window_extent().x0 >= 0, (panel.name, tick.get_loc())


@pytest.mark.parametrize("margin", [-12.0, -4.0, 0.0, 12.0])
def test_the_words_beside_the_steps_lie_on_no_curve(confident_error, margin):
    confident_error.set({"margin": margin})
    axes = confident_error.panels[1].axes
    boxes = [
        t.get_window_extent()
        for t in axes.texts
        if t.get_text() in ("wrong", "classified correctly")
    ]
    assert len(boxes) == 2
    for line in axes.lines:
        points = line.get_transform().transform(line.get_xydata())
        assert not any(box.contains(x, y) for box in boxes for x, y in points)
