"""Exercise `minibatches` of section 6.6: judge how the samples are dealt out, not in which order.

An answer is called for several epochs: one, then one with an equal generator, then more with the
generator of the first.
"""

import copy
from dataclasses import dataclass
from itertools import islice

import numpy as np

from feedforward.checking.compare import Difference, as_array, form_fault, kind_text
from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.training import minibatches

LATER_EPOCHS = 7
MOST_DEALT = 10  # times the number of rows in one epoch and one batch
# With this many rows or more, two fair shuffles agree with a probability below 10^-10.
ENOUGH_TO_SHUFFLE = 14
# With this many rows or more, the probability that fair shuffles leave any row in the same position
# in all epochs is below 10^-9.
ENOUGH_TO_STAY = 40


def _cases(rng):
    def case(N, M, batch_size, y, note="", kind=float):
        X = rng.normal(size=(N, M))
        X[:, 0] = rng.permutation(N) + 0.5  # no two rows are equal
        generator = np.random.default_rng(rng.integers(2**32))
        return Case((X.astype(kind), y, batch_size, generator), note)

    def unlike(N):
        return rng.permutation(N) / 10 + 1

    yield case(16, 2, 5, unlike(16))
    yield case(43, 3, 6, unlike(43))
    yield case(30, 2, 4, rng.normal(size=(30, 3)), "three numbers to predict")
    yield case(18, 2, 6, unlike(18), "batches that come out even")
    yield case(17, 4, 17, unlike(17), "one batch of all samples")
    yield case(16, 3, 50, unlike(16), "a batch size larger than N")
    yield case(15, 2, 1, unlike(15), "batches of one sample")
    yield case(1, 2, 3, unlike(1), "one sample")
    yield case(23, 2, 5, rng.integers(0, 3, 23), "whole labels and float32", np.float32)


def _epochs(function, args):
    X, y, batch_size, rng = args
    later = LATER_EPOCHS if len(X) >= ENOUGH_TO_STAY else 1
    generators = [rng, copy.deepcopy(rng), *[rng] * later]
    return [_collected(function(X, y, batch_size, g), len(X) + 2) for g in generators]


def _collected(batches, most):
    """Return an iterable as a list of at most `most` entries, and anything else unchanged."""
    can_be_looped = hasattr(batches, "__iter__") or hasattr(batches, "__getitem__")
    return list(islice(batches, most)) if can_be_looped else batches


@dataclass(frozen=True)
class Deal:
    """One epoch: the lengths of its batches, the rows of X in their order, and whether y matches.

    A row that is not in X counts as -1.
    """

    sizes: list[int]
    order: np.ndarray
    together: bool


def _read(case, epoch):
    """Return an epoch as a Deal, or a Difference if it is not a sequence of pairs."""
    X, y, *_ = case.args
    if not isinstance(epoch, list):
        return Difference(
            "form", f"Your function returned {kind_text(epoch)}; batches are expected."
        )
    pairs = []
    for i, pair in enumerate(epoch):
        fault = _pair_fault(pair, case, i)
        if fault:
            return fault
        pairs.append([as_array(part) for part in pair])
    sizes = [len(X_batch) for X_batch, _ in pairs]
    full = [pair for pair in pairs if len(pair[0])]
    if not full:
        return Deal(sizes, np.zeros(0, int), True)
    if sum(sizes) > MOST_DEALT * (len(X) + case.args[2]):
        return Deal(sizes, np.full(sum(sizes), -1), False)  # too many to compare each one
    X_dealt, y_dealt = (np.concatenate(parts) for parts in zip(*full, strict=True))
    order = _rows(X_dealt, X)
    return Deal(sizes, order, bool(_alike(y_dealt, y[order]).all()))


def _pair_fault(pair, case, i):
    X, y, batch_size, *_ = case.args
    if not isinstance(pair, list) or len(pair) != 2:
        text = f"Batch {i} is {kind_text(pair)}; a pair (X_batch, y_batch) is expected."
        return Difference("form", text)
    X_batch, y_batch = map(as_array, pair)
    has_rows = isinstance(X_batch, np.ndarray) and X_batch.ndim == X.ndim
    n = len(X_batch) if has_rows else min(batch_size, len(X))
    if n == 0 and isinstance(y_batch, np.ndarray) and y_batch.size == 0:
        return None
    return form_fault(f"X_batch {i}", X_batch, (n, *X.shape[1:])) or form_fault(
        f"y_batch {i}", y_batch, (n, *y.shape[1:])
    )


def _rows(dealt, X):
    """Return for each dealt row its index in X, or -1."""
    alike = _alike(dealt[:, None], X[None]).all(axis=2)
    return np.where(alike.any(axis=1), alike.argmax(axis=1), -1)


def _alike(a, b):
    return np.abs(a - b) <= 1e-6


def _law(case, got):
    deals = [_read(case, epoch) for epoch in got]
    bad = next((d for d in deals if isinstance(d, Difference)), None)
    if bad:
        return {"batches": bad}
    faults = (fault(case, deals) for fault in (_size_fault, _sample_fault, _chance_fault))
    text = next((text for text in faults if text), None)
    return {"batches": Difference("value", text) if text else None}


def _expected_sizes(case):
    N, B = len(case.args[0]), case.args[2]
    return [B] * (N // B) + [N % B] * (N % B > 0)


def _size_fault(case, deals):
    expected = _expected_sizes(case)
    for deal in deals:
        if deal.sizes != expected:
            return f"Lengths of your batches: {_listed(deal.sizes)}; expected: {_listed(expected)}."
    return None


def _sample_fault(case, deals):
    N = len(case.args[0])
    for deal in deals:
        if (deal.order < 0).any():
            return "A batch contains a row that is not in X."
        times = np.bincount(deal.order, minlength=N)
        if (times != 1).any():
            row = int((times != 1).argmax())
            return f"In one epoch, row {row} of X appears {times[row]} times."
        if not deal.together:
            return "A batch contains a row of X with the y of another row."
    return None


def _chance_fault(case, deals):
    first, twin, *later = deals
    if not _equal(first, twin):
        return "Two equal generators give two different orders."
    N = len(case.args[0])
    if N < ENOUGH_TO_SHUFFLE:
        return None
    if any(_equal(first, deal) for deal in later):
        shown = f"{_listed(first.order[:5])}, …"
        return f"Two epochs have the same order of rows: {shown}"
    if _same_batches(case, deals):
        return "In every epoch, the batches consist of the same groups of rows."
    if N < ENOUGH_TO_STAY:
        return None
    if _neighbours_stay(deals):
        return "Most rows that follow each other in your epochs are also neighbours in X."
    fixed = np.flatnonzero(np.ptp([deal.order for deal in (first, *later)], axis=0) == 0)
    if len(fixed):
        return f"In every epoch, row {first.order[fixed[0]]} of X is at position {fixed[0]}."
    return None


def _neighbours_stay(deals):
    """Return True if most consecutive rows of the epochs are neighbours in X."""
    return np.mean([np.abs(np.diff(deal.order)) == 1 for deal in deals]) > 0.5


def _same_batches(case, deals):
    """Return True if all epochs consist of the same batches, in any order, of rows in any order."""
    if not 1 < case.args[2] <= len(case.args[0]) / 2:
        return False
    return all(_batch_sets(deal) == _batch_sets(deals[0]) for deal in deals)


def _batch_sets(deal):
    ends = np.cumsum(deal.sizes)[:-1]
    return {frozenset(rows.tolist()) for rows in np.split(deal.order, ends)}


def _equal(a, b):
    return a.sizes == b.sizes and np.array_equal(a.order, b.order)


def _listed(numbers):
    most = 10
    text = ", ".join(str(int(n)) for n in numbers[:most])
    return (text + (", …" if len(numbers) > most else "")) or "none"


def _shows(rule):
    """Turn a test of (case, deals) into a rule; it is False for answers that are not pairs."""

    def holds(case, got):
        deals = [_read(case, epoch) for epoch in got] if isinstance(got, list) else []
        return bool(deals) and all(isinstance(d, Deal) for d in deals) and bool(rule(case, deals))

    return holds


def _is_dealt_once(case, deals):
    N = len(case.args[0])
    return all(_is_each_once(d, N) for d in deals)


def _is_each_once(deal, N):
    return sorted(deal.order.tolist()) == list(range(N))


def _is_last_lost(case, deals):
    N, B = len(case.args[0]), case.args[2]
    return N % B and all(d.sizes == [B] * (N // B) for d in deals)


def _is_first_only(case, deals):
    return all(d.sizes == _expected_sizes(case)[:1] for d in deals)


def _is_filled_up(case, deals):
    N, B = len(case.args[0]), case.args[2]
    return all(
        d.sizes == [B] * -(-N // B) and (d.order >= 0).all() and not _is_each_once(d, N)
        for d in deals
    )


def _is_padded(case, deals):
    """Return True if N samples of X are dealt once, and the last batch is full all the same."""
    N, B = len(case.args[0]), case.args[2]
    return all(
        d.sizes == [B] * -(-N // B) and sorted(d.order[d.order >= 0].tolist()) == list(range(N))
        for d in deals
    )


def _is_whole(case, deals):
    return all(d.sizes == [len(case.args[0])] and (d.order >= 0).all() for d in deals)


def _is_count(case, deals):
    return _is_dealt_once(case, deals) and all(len(d.sizes) == case.args[2] for d in deals)


def _is_even_split(case, deals):
    expected = _expected_sizes(case)
    return _is_dealt_once(case, deals) and all(
        d.sizes != expected and len(d.sizes) == len(expected) and np.ptp(d.sizes) <= 1
        for d in deals
    )


def _is_short_first(case, deals):
    turned = _expected_sizes(case)[::-1]
    return _is_dealt_once(case, deals) and all(d.sizes == turned for d in deals)


def _is_rest_appended(case, deals):
    expected = _expected_sizes(case)
    merged = expected[:-2] + [sum(expected[-2:])]
    return _is_dealt_once(case, deals) and all(d.sizes == merged for d in deals)


def _is_replaced(case, deals):
    return not _is_dealt_once(case, deals) and all(
        d.sizes == _expected_sizes(case) and (d.order >= 0).all() for d in deals
    )


def _is_torn(case, deals):
    return _is_dealt_once(case, deals) and not all(d.together for d in deals)


def _is_unshuffled(case, deals):
    in_order = np.arange(len(case.args[0]))
    return all(
        d.sizes == _expected_sizes(case) and np.array_equal(d.order, in_order) for d in deals
    )


def _is_always_the_same(case, deals):
    return _is_dealt_once(case, deals) and all(_equal(d, deals[0]) for d in deals)


def _is_in_blocks(case, deals):
    return _is_dealt_once(case, deals) and (_neighbours_stay(deals) or _same_batches(case, deals))


def _is_without_pairs(case, got):
    columns = case.args[0].shape[1]
    batches = [batch for epoch in got if isinstance(epoch, list) for batch in epoch]
    return bool(batches) and all(
        isinstance(b, np.ndarray) and b.ndim == 2 and b.shape[1] == columns for b in batches
    )


def _is_two_lists(case, got):
    """Return True if each epoch is a pair of lists, the batches of X and the batches of y."""
    if not all(isinstance(e, list) and len(e) == 2 for e in got):
        return False
    parts = [as_array(p) if not isinstance(p, list) else p for e in got for p in e]
    if not all(isinstance(p, list) for p in parts):
        return False
    zipped = [[list(pair) for pair in zip(*epoch, strict=False)] for epoch in got]
    return all(isinstance(_read(case, z), Deal) for z in zipped)


MINIBATCHES = Exercise(
    name="minibatches",
    section="6.6_gradient_descent",
    points=3,
    reference=minibatches,
    cases=_cases,
    results=("batches",),
    law=_law,
    call=_epochs,
    open_question=(
        "Call your function twice with inputs of these sizes, and print every batch. Which batch "
        "is the first that you do not expect?"
    ),
    hints=(
        "Shuffle row numbers instead of samples: `rng.permutation(N)` returns the numbers 0 "
        "to N - 1 in random order.",
        "Cut this order into pieces of length batch_size. A slice that extends beyond the "
        "end simply becomes shorter.",
        "Use the same piece of the order to select rows of X and entries of y.",
    ),
    mistakes=(
        Mistake(
            "X_alone",
            "Each batch is a single array with the columns of X; y is missing.",
            "What does an update need besides the inputs?",
            rule=_is_without_pairs,
        ),
        Mistake(
            "two_lists",
            "Your result is a pair of lists: all batches of X, then all batches of y.",
            "In `for X_batch, y_batch in minibatches(...)`, what should each iteration receive?",
            rule=_is_two_lists,
        ),
        Mistake(
            "empty_batch",
            "At least one batch is empty. The mean loss of an empty batch would be 0/0.",
            "For 8 samples and batch_size 4, where does each of your batches begin and end?",
            rule=_shows(
                lambda case, deals: any(0 in d.sizes for d in deals) and not _is_count(case, deals)
            ),
        ),
        Mistake(
            "last_batch_lost",
            "The short last batch is missing: you return full batches only.",
            "For 10 samples and batch_size 4, how many batches should there be?",
            rule=_shows(_is_last_lost),
        ),
        Mistake(
            "whole_batch",
            "Each epoch has a single batch of N samples, whatever batch_size is.",
            "For 10 samples and batch_size 4, how long should each batch be?",
            rule=_shows(_is_whole),
        ),
        Mistake(
            "first_batch_only",
            "Each epoch has only one batch.",
            "What does your function do after the first batch, and what should it do?",
            rule=_shows(_is_first_only),
        ),
        Mistake(
            "filled_up",
            "Even your last batch has batch_size samples, so some samples appear more than once "
            "in an epoch.",
            "How often may a sample appear in one epoch?",
            rule=_shows(_is_filled_up),
        ),
        Mistake(
            "padded",
            "The last batch is filled up to batch_size with rows that are not in X.",
            "For 10 samples and batch_size 4, how long should the last batch be?",
            rule=_shows(_is_padded),
        ),
        Mistake(
            "rest_appended",
            "The last two batches are merged into one, which is longer than batch_size.",
            "For 10 samples and batch_size 4, how long should each batch be?",
            rule=_shows(_is_rest_appended),
        ),
        Mistake(
            "evenly_split",
            "Your batches divide the samples as evenly as possible. Instead, every batch except "
            "the last should have batch_size samples.",
            "For 10 samples and batch_size 4, how long should each batch be?",
            rule=_shows(_is_even_split),
        ),
        Mistake(
            "short_batch_first",
            "The short batch comes first; it should be the last one.",
            "For 10 samples and batch_size 4, how long should the first batch be?",
            rule=_shows(_is_short_first),
        ),
        Mistake(
            "size_as_count",
            "You use batch_size as the number of batches, but it is the number of samples in a "
            "batch.",
            "For 10 samples and batch_size 5, how many batches should there be?",
            rule=_shows(_is_count),
        ),
        Mistake(
            "with_replacement",
            "Some samples appear more than once in an epoch, and others do not appear at all.",
            "How does your code make sure that no sample is drawn twice in an epoch?",
            rule=_shows(_is_replaced),
        ),
        Mistake(
            "pairs_torn",
            "X and y are not in the same order.",
            "How many random orders does one epoch need?",
            rule=_shows(_is_torn),
        ),
        Mistake(
            "not_shuffled",
            "The samples are not shuffled: they come in the order of the rows of X.",
            "Where does your function use `rng`?",
            rule=_shows(_is_unshuffled),
        ),
        Mistake(
            "same_order_each_epoch",
            "Every epoch has the same order.",
            "What should change when your function is called again with the same `rng`?",
            rule=_shows(_is_always_the_same),
        ),
        Mistake(
            "own_generator",
            "Two equal generators give two different orders, so some of the randomness does not "
            "come from `rng`.",
            "Where do your random numbers come from?",
            rule=_shows(lambda case, deals: _is_dealt_once(case, deals) and not _equal(*deals[:2])),
        ),
        Mistake(
            "blocks_stay_together",
            "Your samples are not shuffled one by one: they stay together in groups.",
            "How could two rows of one batch get into different batches in the next epoch?",
            rule=_shows(_is_in_blocks),
        ),
    ),
)
