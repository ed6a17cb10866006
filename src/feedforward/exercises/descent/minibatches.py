"""6.6 `minibatches`: how samples were dealt out is judged, not in which order.

An answer is asked for several epochs: one, then one from an equal generator, then more from the
generator that dealt the first.
"""

import copy
from dataclasses import dataclass
from itertools import islice

import numpy as np

from feedforward.checking.compare import Difference, as_array, form_fault, kind_text
from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.training import minibatches

LATER_EPOCHS = 7
MOST_DEALT = 10  # times as many rows as an epoch and a batch have
# From here on, two fair shuffles agree less than once in 10^10 times.
ENOUGH_TO_SHUFFLE = 14
# From here on, a fair shuffle keeps a row at its place in all epochs less than once in 10^9 times.
ENOUGH_TO_STAY = 40


def _cases(rng):
    def case(N, M, batch_size, y, note="", kind=float):
        X = rng.normal(size=(N, M))
        X[:, 0] = rng.permutation(N) + 0.5  # no two rows alike
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
    """What is iterable as a list, but not more than any deal can need."""
    can_be_looped = hasattr(batches, "__iter__") or hasattr(batches, "__getitem__")
    return list(islice(batches, most)) if can_be_looped else batches


@dataclass(frozen=True)
class Deal:
    """One epoch: how long its batches are, which rows of X came, and whether y stayed with them.

    A row that is none of X's counts as -1.
    """

    sizes: list[int]
    order: np.ndarray
    together: bool


def _read(case, epoch):
    """The Deal that an epoch is, or a Difference where it is no sequence of pairs."""
    X, y, *_ = case.args
    if not isinstance(epoch, list):
        return Difference("form", f"It gives {kind_text(epoch)}; batches are expected.")
    pairs = []
    for i, pair in enumerate(epoch):
        fault = _pair_fault(pair, X, y, i)
        if fault:
            return fault
        pairs.append([as_array(part) for part in pair])
    sizes = [len(X_batch) for X_batch, _ in pairs]
    full = [pair for pair in pairs if len(pair[0])]
    if not full:
        return Deal(sizes, np.zeros(0, int), True)
    if sum(sizes) > MOST_DEALT * (len(X) + case.args[2]):
        return Deal(sizes, np.full(sum(sizes), -1), False)  # too many to look at each
    X_dealt, y_dealt = (np.concatenate(parts) for parts in zip(*full, strict=True))
    order = _rows(X_dealt, X)
    return Deal(sizes, order, bool(_alike(y_dealt, y[order]).all()))


def _pair_fault(pair, X, y, i):
    if not isinstance(pair, list) or len(pair) != 2:
        text = f"Batch {i} is {kind_text(pair)}; a pair (X_batch, y_batch) is expected."
        return Difference("form", text)
    X_batch, y_batch = map(as_array, pair)
    n = len(X_batch) if isinstance(X_batch, np.ndarray) and X_batch.ndim else 1
    if n == 0 and isinstance(y_batch, np.ndarray) and y_batch.size == 0:
        return None
    return form_fault(f"X_batch {i}", X_batch, (n, *X.shape[1:])) or form_fault(
        f"y_batch {i}", y_batch, (n, *y.shape[1:])
    )


def _rows(dealt, X):
    """Of each row that was dealt, which row of X it is, or -1."""
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
            return (
                f"Your batches hold {_listed(deal.sizes)} samples; expected: {_listed(expected)}."
            )
    return None


def _sample_fault(case, deals):
    N = len(case.args[0])
    for deal in deals:
        if (deal.order < 0).any():
            return "A row of a batch is no row of X."
        times = np.bincount(deal.order, minlength=N)
        if (times != 1).any():
            row = int((times != 1).argmax())
            return f"In one epoch, row {row} of X comes {times[row]} times."
        if not deal.together:
            return "The y of a batch are not the y of its rows of X."
    return None


def _chance_fault(case, deals):
    first, twin, *later = deals
    if not _equal(first, twin):
        return "From two equal generators come two different orders."
    N = len(case.args[0])
    if N < ENOUGH_TO_SHUFFLE:
        return None
    if any(_equal(first, deal) for deal in later):
        shown = f"{_listed(first.order[:5])}, …"
        return f"Two epochs in a row deal the rows in the same order: {shown}"
    if _same_batches(case, deals):
        return "In every epoch, the same rows of X come together in a batch."
    if N < ENOUGH_TO_STAY:
        return None
    if _neighbours_stay(deals):
        return "Rows that are neighbours in X come one after the other in every epoch."
    fixed = np.flatnonzero(np.ptp([deal.order for deal in (first, *later)], axis=0) == 0)
    if len(fixed):
        return f"In every epoch, row {first.order[fixed[0]]} of X comes at place {fixed[0]}."
    return None


def _neighbours_stay(deals):
    """Whether most rows keep a neighbour from X beside them."""
    return np.mean([np.abs(np.diff(deal.order)) == 1 for deal in deals]) > 0.5


def _same_batches(case, deals):
    """Whether all epochs have the same batches, whatever the order in and of them."""
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
    return (text + (", …" if len(numbers) > most else "")) or "no"


def _shows(rule):
    """A rule about (case, deals), for answers that deal pairs at all."""

    def holds(case, got):
        deals = [_read(case, epoch) for epoch in got] if isinstance(got, list) else []
        return bool(deals) and all(isinstance(d, Deal) for d in deals) and bool(rule(case, deals))

    return holds


def _is_dealt_once(case, deals):
    N = len(case.args[0])
    return all(sorted(d.order.tolist()) == list(range(N)) for d in deals)


def _is_last_lost(case, deals):
    N, B = len(case.args[0]), case.args[2]
    return N % B and all(d.sizes == [B] * (N // B) for d in deals)


def _is_first_only(case, deals):
    return all(d.sizes == _expected_sizes(case)[:1] for d in deals)


def _is_filled_up(case, deals):
    N, B = len(case.args[0]), case.args[2]
    return all(
        d.sizes == [B] * len(_expected_sizes(case)) and len(set(d.order.tolist())) == N
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
    """Whether each epoch is a pair of lists, the parts of X and the parts of y."""
    if not all(isinstance(e, list) and len(e) == 2 for e in got):
        return False
    parts = [as_array(p) if not isinstance(p, list) else p for e in got for p in e]
    if not all(isinstance(p, list) for p in parts):
        return False
    zipped = [[list(pair) for pair in zip(*epoch, strict=False)] for epoch in got]
    return all(isinstance(_read(case, z), Deal) for z in zipped)


def _shuffled_in_place(X, y, batch_size, rng):
    state = copy.deepcopy(rng)
    rng.shuffle(X)
    state.shuffle(y)
    for start in range(0, len(X), batch_size):
        yield X[start : start + batch_size], y[start : start + batch_size]


MINIBATCHES = Exercise(
    name="minibatches",
    section="6.6_gradient_descent",
    points=3,
    reference=minibatches,
    cases=_cases,
    results=("batches",),
    law=_law,
    call=_epochs,
    hints=(
        "Shuffle numbers, not samples: `rng.permutation(N)` gives the row numbers 0 to N - 1 in "
        "a random order.",
        "Cut that order into pieces of batch_size. A slice that reaches beyond the end is cut "
        "short by itself.",
        "The same piece of the order picks rows from X and entries from y.",
    ),
    mistakes=(
        Mistake(
            "X_alone",
            "The batches hold X alone. A step needs to know what was to be predicted, too.",
            "How does a batch of X find its y again?",
            rule=_is_without_pairs,
        ),
        Mistake(
            "two_lists",
            "All parts of X come first, and all parts of y after them.",
            "In `for X_batch, y_batch in minibatches(...)`, what has to come out at each turn?",
            rule=_is_two_lists,
        ),
        Mistake(
            "empty_batch",
            "One of the batches is empty, and the mean over no samples is 0/0.",
            "Where does your last batch begin when the batches come out even?",
            rule=_shows(
                lambda case, deals: any(0 in d.sizes for d in deals) and not _is_count(case, deals)
            ),
        ),
        Mistake(
            "last_batch_lost",
            "The samples left over for a short last batch are never dealt.",
            "How many batches do 10 samples make in batches of 4?",
            rule=_shows(_is_last_lost),
        ),
        Mistake(
            "whole_batch",
            "All samples come in one batch: batch_size plays no part.",
            "For 10 samples and batch_size 4, how long is each batch?",
            rule=_shows(_is_whole),
        ),
        Mistake(
            "first_batch_only",
            "Only one batch comes.",
            "What does a `return` inside a loop do to the turns that are still to come?",
            rule=_shows(_is_first_only),
        ),
        Mistake(
            "filled_up",
            "The last batch is filled up to batch_size with samples that were dealt before.",
            "How often may a sample come in one epoch?",
            rule=_shows(_is_filled_up),
        ),
        Mistake(
            "rest_appended",
            "The samples left over are put into the batch before.",
            "Which batch is allowed to have another length than batch_size?",
            rule=_shows(_is_rest_appended),
        ),
        Mistake(
            "evenly_split",
            "The samples are shared out evenly; all batches but the last hold batch_size.",
            "For 10 samples and batch_size 4, how long is each batch?",
            rule=_shows(_is_even_split),
        ),
        Mistake(
            "short_batch_first",
            "The short batch comes first; it holds what is left over when the full ones are dealt.",
            "Where does your first batch end?",
            rule=_shows(_is_short_first),
        ),
        Mistake(
            "size_as_count",
            "batch_size is taken for the number of batches.",
            "For 10 samples and batch_size 5, how many batches are there?",
            rule=_shows(_is_count),
        ),
        Mistake(
            "with_replacement",
            "Each draw may take any sample, so some come twice and others never.",
            "How do you put N cards into a random order without losing one?",
            rule=_shows(_is_replaced),
        ),
        Mistake(
            "pairs_torn",
            "X and y are not shuffled alike: a row meets the y of another.",
            "How many random orders does an epoch need?",
            rule=_shows(_is_torn),
        ),
        Mistake(
            "not_shuffled",
            "The samples come in the order of their rows.",
            "Where do you draw from `rng`?",
            rule=_shows(_is_unshuffled),
        ),
        Mistake(
            "same_order_each_epoch",
            "The order is random, and the same at every call.",
            "Does your generator start anew whenever the function is called?",
            rule=_shows(_is_always_the_same),
        ),
        Mistake(
            "own_generator",
            "The order is not drawn from the `rng` that you were given.",
            "What should two equal generators give?",
            rule=_shows(lambda case, deals: _is_dealt_once(case, deals) and not _equal(*deals[:2])),
        ),
        Mistake(
            "blocks_stay_together",
            "Only blocks of rows are shuffled: the same samples meet again and again.",
            "Could your first batch hold the first and the last row of X?",
            rule=_shows(_is_in_blocks),
        ),
        Mistake(
            "changed_arguments",
            "The samples are shuffled where they lie, and the caller's X and y with them.",
            "What could you shuffle in their place?",
            function=_shuffled_in_place,
        ),
    ),
)
