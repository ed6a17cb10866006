"""The explorers of 6.2, moved without a browser."""

import itertools

import explorers
import numpy as np
import pytest
from explorers import as_it_starts

import feedforward as ff
from feedforward.formatting import unbroken
from feedforward.widgets.budget import paths
from feedforward.widgets.structure import WIDTHS


@pytest.fixture(scope="module")
def opened():
    """Both explorers, which all tests of this file move."""
    with explorers.opened([ff.explore_structure, ff.explore_budget]) as found:
        yield found


@pytest.fixture
def network(opened):
    return as_it_starts(opened[ff.explore_structure])


@pytest.fixture
def spending(opened):
    return as_it_starts(opened[ff.explore_budget])


def sizes_of(values):
    return [values["M"]] + [values[WIDTHS[layer]] for layer in range(values["L"])] + [values["n"]]


def assert_shows_structure(explorer):
    sizes = sizes_of(explorer.values)
    pairs = list(itertools.pairwise(sizes))
    total = sum(a * b + b for a, b in pairs)
    hidden = len(sizes) - 2
    assert explorer.text.startswith("-".join(map(str, sizes)) + f": {hidden} hidden layer")
    assert f"{hidden + 1} affine layer" in explorer.text
    assert (
        f" {total} parameter" in explorer.text and unbroken(explorer.text) in explorer.message.value
    )
    assert explorer.rows == [
        [str(layer), f"({a}, {b})", f"({b},)", str(a * b), str(b), str(a * b + b)]
        for layer, (a, b) in enumerate(pairs, 1)
    ]
    assert explorer.arrays.graph.sizes == tuple(sizes)


def every_value(explorer, label, most=5):
    slider = explorer.controls[label]
    for value in np.unique(np.linspace(slider.min, slider.max, most).round().astype(int)):
        slider.value = int(value)
        yield int(value)


@pytest.mark.parametrize("label", ["M", "n", "L", *WIDTHS])
def test_every_slider_sizes_the_network_that_is_shown(network, label):
    network.set({"L": 5})
    for _ in every_value(network, label):
        assert_shows_structure(network)


@pytest.mark.parametrize("end", ["min", "max"])
def test_the_smallest_and_the_largest_network_can_be_drawn(network, end):
    network.set({label: getattr(slider, end) for label, slider in network.controls.items()})
    assert_shows_structure(network)


def test_widths_of_layers_that_are_not_there_are_greyed_out(network):
    for depth in (0, 3, 5, 2):
        network.controls["L"].value = depth
        greyed = [label for label in WIDTHS if network.controls[label].disabled]
        assert greyed == WIDTHS[depth:]


def test_xor_has_nine_parameters_and_digits_most_in_its_first_layer():
    network = ff.explore_structure()
    network.buttons["XOR"].click()
    assert network.text == (
        "2-2-1: 1 hidden layer, 2 affine layers, 9 parameters. Layer 1 holds the most: 6, or 67%."
    )
    network.buttons["digits"].click()
    assert "3760 parameters. Layer 1 holds the most: 3250, or 86%." in network.text
    network.buttons["bottleneck"].click()
    assert network.text.startswith("20-10-2-10-20: 3 hidden layers")
    network.buttons["reset"].click()
    assert network.text.startswith("3-5-4-2:")


def test_the_learners_own_count_is_what_is_shown():
    explorer = ff.explore_structure(lambda sizes: sum(a * b for a, b in itertools.pairwise(sizes)))
    assert "3 affine layers, 43 parameters." in explorer.text
    assert [row[-1] for row in explorer.rows] == ["15", "20", "8"]
    assert explorer.text.endswith("Drawn with your count_parameters.")


def test_a_count_that_does_not_add_up_is_said():
    explorer = ff.explore_structure(sum)
    assert "14 parameters" in explorer.text
    assert "The counts of the single layers add up to 23." in explorer.text


def blank(*_):
    raise NotImplementedError


@pytest.mark.parametrize(
    ("explore", "name"),
    [(ff.explore_structure, "count_parameters"), (ff.explore_budget, "width_for_budget")],
)
def test_a_function_that_fails_is_said_and_the_books_own_is_drawn(opened, explore, name):
    book = as_it_starts(opened[explore])
    for function, sentence in [
        (blank, f"Your {name} is still blank"),
        (lambda *_: [1, 2], f"Your {name} gave shape (2,)"),
        (lambda *_: np.inf, f"Your {name} gave numbers that are not finite"),
    ]:
        explorer = explore(function)
        assert sentence in explorer.text and "drawn with the book's own." in explorer.text
        assert explorer.text.startswith(book.text)
        assert [p.png for p in explorer.panels] == [p.png for p in book.panels]


def cost(M, m, depth, n):
    return M * m + m + (depth - 1) * (m * m + m) + m * n + n


def assert_shows_budget(explorer):
    values = explorer.values
    M, n, budget = values["M"], values["n"], values["budget"]
    for depth in (1, values["deep"]):
        m = max((m for m in range(1, 1300) if cost(M, m, depth, n) <= budget), default=0)
        name = f"With {depth} hidden layer" + ("s" if depth > 1 else "")
        if m == 0:
            assert f"{name}, the budget does not even pay for one unit per layer." in explorer.text
            continue
        units = f"{m} units each, {m * depth} in all" if depth > 1 else f"{m} units"
        assert f"{name}: {units}, {cost(M, m, depth, n)} parameters, " in explorer.text
        assert f"{paths(m, depth)} paths" in explorer.text
    assert unbroken(explorer.text) in explorer.message.value


@pytest.mark.parametrize("label", ["budget", "deep", "M", "n"])
def test_every_slider_spends_the_budget_as_the_mathematics_says(spending, label):
    for _ in every_value(spending, label):
        assert_shows_budget(spending)


def test_no_corner_of_the_budget_breaks(spending):
    for ends in itertools.product(("min", "max"), repeat=4):
        corner = zip(spending.controls.items(), ends, strict=True)
        spending.set({label: getattr(slider, end) for (label, slider), end in corner})
        assert_shows_budget(spending)


def test_paths_are_counted_exactly_while_they_can_be_read():
    assert paths(12, 3) == "1728"
    assert paths(6, 8) == "about 2e6"


def test_a_width_that_oversteps_the_budget_is_drawn_and_said():
    explorer = ff.explore_budget(lambda M, n, depth, budget: 100)
    assert "With 1 hidden layer: 100 units, 603 parameters, 100 paths" in explorer.text
    assert "That is 203 too many." in explorer.text
    assert explorer.text.endswith("Drawn with your width_for_budget.")


@pytest.mark.parametrize("width", [-3, 0.5])
def test_a_width_that_no_layer_has_breaks_nothing(width):
    explorer = ff.explore_budget(lambda *_: width)
    assert explorer.text.endswith("Drawn with your width_for_budget.")
