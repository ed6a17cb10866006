"""Exercise `dropout_forward` of section 6.3."""

import numpy as np

from feedforward.activations import relu
from feedforward.checking.compare import Difference, as_array, form_fault, precision_of, split
from feedforward.checking.describe_values import counted, number
from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises import randomness
from feedforward.exercises.case_arrays import strided, tidy
from feedforward.regularization import dropout_forward

RUNS = 12


MANY = 200  # entries from which on two masks are never the same by chance


def _run_dropout(dropout_forward, args):
    return randomness.several_runs(dropout_forward, args, RUNS)


def _cases(rng):
    def case(N, M, drop, note="", kind=float):
        return Case((tidy(rng, N, M).astype(kind), drop, rng.spawn(1)[0]), note)

    yield case(2, 3, 0.25)
    yield case(20, 30, 0.2)
    yield case(30, 20, 0.7)
    yield case(20, 25, 0.5, "drop = 1/2")
    yield case(4, 3, 0.0, "drop = 0")
    yield case(1, 300, 0.4, "one sample")
    yield Case((np.arange(1, 501).reshape(20, 25), 0.6, rng.spawn(1)[0]), "whole numbers")
    yield Case((relu(tidy(rng, 25, 20)), 0.3, rng.spawn(1)[0]), "zeros in Z")
    yield Case((strided(tidy(rng, 25, 15)), 0.6, rng.spawn(1)[0]), "every other column")
    yield case(15, 25, 0.2, "float32", np.float32)


def _dropout_law(case, got):
    """out and mask by themselves; where both are right, whether they belong together."""
    Z = np.asarray(case.args[0], float)
    several = [split(run, ("out", "mask")) for run in got]
    unsplit = next((named for named in several if isinstance(named, Difference)), None)
    if unsplit:
        return {"out": unsplit, "mask": unsplit}
    faults = {
        "out": _draws_fault("out", [named["out"] for named in several], Z, case),
        "mask": _draws_fault("mask", [named["mask"] for named in several], np.ones(Z.shape), case),
    }
    if not any(faults.values()):
        outs, masks = _stacked(got)
        if ((outs != 0) != (masks * Z != 0)).any():
            text = "out and mask do not belong together: out is not Z * mask."
            faults["out"] = Difference("value", text)
    return faults


def _draws_fault(name, several, full, case):
    """Return a fault if these are no draws of inverted dropout from the array `full`, else None."""
    drop = case.args[1]
    faults = (form_fault(name, as_array(value), full.shape) for value in several)
    fault = next((f for f in faults if f), None)
    if fault:
        return fault
    found = np.array([as_array(value) for value in several[1:-1]], float)
    return (
        _values_fault(name, found, full, 1 / (1 - drop), case)
        or _kept_fault(name, found != 0, full != 0, drop)
        or randomness.use_fault(several, drop > 0 and full.size >= MANY)
    )


def _stacked(got):
    """out and mask of the runs with one generator, each (RUNS, N, M)."""
    return (np.array([as_array(run[i]) for run in got[1:-1]], float) for i in range(2))


def _is(found, expected, case):
    """Entry by entry, whether these agree in the case's precision."""
    relative = {"float64": 1e-9, "float32": 1e-5}[precision_of(case)]
    return (np.abs(found - expected) <= relative * np.abs(expected)) | (found == expected)


def _values_fault(name, found, Z, scale, case):
    """Return a fault if an entry is neither 0 nor Z * scale, else None."""
    wrong = np.argwhere(~((found == 0) | _is(found, Z * scale, case)))
    if not len(wrong):
        return None
    run, n, m = wrong[0]
    came, right = found[run, n, m], Z[n, m] * scale
    text = (
        f"{name}[{n}, {m}] is {number(came, right)}; it should be either 0 (dropped) or "
        f"{number(right, came)} (kept)."
    )
    return Difference("value", text)


def _kept_fault(name, kept, there, drop):
    """Return a fault if entries are not kept independently with probability 1 - drop.

    kept (RUNS, N, M); there (N, M), the entries that show whether they are kept
    """
    keep, n = 1 - drop, len(kept) * there.sum()
    share = kept[:, there].mean()
    if not randomness.is_share(share, keep, n):
        # The share says nothing if few numbers were drawn, since it then depends on chance.
        if alike := _alike_text(name, kept, there):
            return Difference("value", alike)
        text = (
            f"Over {len(kept)} calls, the share of entries that {name} keeps is "
            f"{number(share, keep)}; 1 - drop = {number(keep, share)} is expected."
        )
        return Difference("value", text)
    if drop == 0 or there.sum() < MANY:
        return None
    for axis, unit in ((2, "row"), (1, "column")):
        if not 0.4 < _clumping(kept, there, keep, axis) < 2:
            text = (
                f"The entries in a {unit} of `{name}` are kept or dropped together; each should be "
                "kept or dropped on its own."
            )
            return Difference("value", text)
    if _is_count_fixed(kept, there):
        count = counted(kept[0][there].sum(), "entry", "entries")
        text = f"In every call, exactly {count} of `{name}` are kept."
        return Difference("value", text)
    return None


def _alike_text(name, kept, there):
    """Say that entries are kept or dropped together, or "" if they are not."""
    seen = kept[:, there]
    if seen.shape[1] > 1 and (seen == seen[:, :1]).all():
        return f"Every call keeps either all entries of {name} or none."
    if there.all() and kept.shape[1] > 1 and (kept == kept[:, :1]).all():
        return f"Every call drops the same entries in each row of {name}."
    return ""


def _clumping(kept, there, keep, axis):
    """Variance of the sums over one axis, in units of that of independent entries.

    1 where there are too few sums to tell.
    """
    sums = ((kept - keep) * there).sum(axis=axis)
    counts = np.broadcast_to(there.sum(axis=axis - 1), sums.shape)
    if sums[:, counts[0] > 0].size < 100:
        return 1.0
    counts = np.maximum(counts, 1)
    return float(np.mean(sums**2 / counts) / (keep * (1 - keep)))


def _is_count_fixed(kept, there):
    return bool((np.ptp((kept & there).sum(axis=(1, 2)))) == 0)


def _shows(holds):
    """A rule: `holds(Z, drop, outs, masks, case)` for results of the right form."""

    def rule(case, got):
        Z, drop, _ = case.args
        for run in got:
            named = split(run, ("out", "mask"))
            if isinstance(named, Difference):
                return False
            if any(form_fault(n, as_array(value), Z.shape) for n, value in named.items()):
                return False
        outs, masks = _stacked(got)
        with np.errstate(all="ignore"):
            return bool(holds(np.asarray(Z, float), drop, outs, masks, case))

    return rule


def _has_mask(factor, share=lambda drop: 1 - drop, together=True):
    """A rule: the mask holds 0 or factor(drop), keeps `share(drop)`, and out is Z * mask."""

    def holds(Z, drop, outs, masks, case):
        value = np.float64(factor(np.float64(drop)))
        values = ((masks == 0) | _is(masks, value, case)).all()
        kept = masks.size < MANY * RUNS or randomness.is_share(
            (masks != 0).mean(), share(drop), masks.size
        )
        with_zeros = np.where(masks == 0, 0, Z * masks)
        return values and kept and (not together or _is(outs, with_zeros, case).all())

    return _shows(holds)


def _mask_and_out_differ(mask_factor, out_factor):
    """A rule: the mask holds 0 or mask_factor(drop), out 0 or Z * out_factor(drop)."""

    def holds(Z, drop, outs, masks, case):
        on = masks != 0
        return (
            _is(masks, on * mask_factor(drop), case).all()
            and _is(outs, Z * on * out_factor(drop), case).all()
        )

    return _shows(holds)


def _scale(drop):
    return 1 / (1 - drop)


def _drawn(holds):
    """A rule: `holds(runs)`; with drop = 0 all runs are alike whatever the generator."""
    return lambda case, got: case.args[1] > 0 and isinstance(got, list) and holds(got)


def _is_swapped(Z, drop, outs, masks, case):
    on = outs != 0
    return drop > 0 and (
        _is(outs, on * _scale(drop), case).all() and _is(masks, Z * outs, case).all()
    )


def _is_drawn_twice(Z, drop, outs, masks, case):
    """Return True if out is Z with entries dropped, but not those that the mask drops."""
    dropped_or_kept = (outs == 0) | _is(outs, Z, case) | _is(outs, Z * _scale(drop), case)
    return dropped_or_kept.all() and ((outs != 0) != (masks * Z != 0)).any()


def _is_one_row(case, got):
    """Return True if a mask has only one row, or all its rows are equal."""
    row = case.args[0].shape[1:]
    if all(isinstance(run, list) and len(run) == 2 for run in got) and all(
        isinstance(run[1], np.ndarray) and run[1].shape in (row, (1, *row)) for run in got
    ):
        return True
    return _shows(lambda Z, drop, outs, masks, case: (masks == masks[:, :1]).all())(case, got)


def _is_one_number(Z, drop, outs, masks, case):
    """Return True if all entries of every mask are equal."""
    return Z.size > 1 and (masks == masks[:, :1, :1]).all()


def _is_scaled_by_share(Z, drop, outs, masks, case):
    share = (masks != 0).mean(axis=(1, 2), keepdims=True)
    return bool(share.all()) and _is(masks, (masks != 0) / share, case).all()


def _is_half(Z, drop, outs, masks, case):
    """Return True if a share near 1/2 is kept, nearer to it than to 1 - drop."""
    share = (masks != 0).mean()
    return abs(share - 0.5) < abs(share - (1 - drop)) and randomness.is_share(
        share, 0.5, masks.size
    )


DROPOUT_FORWARD = Exercise(
    name="dropout_forward",
    section="6.3_capacity",
    points=2,
    reference=dropout_forward,
    cases=_cases,
    results=("out", "mask"),
    law=_dropout_law,
    call=_run_dropout,
    open_question=(
        "Call your function many times with the same Z, and take the mean of each entry of `out`. "
        "Is it close to Z?"
    ),
    hints=(
        "`rng.random(Z.shape)` draws a number in [0, 1) for every entry, each independently.",
        "A number from `rng.random` is below p with probability p. Which comparison holds with "
        "probability 1 - drop?",
        "True counts as 1 and False as 0. Which number must replace the 1 so that the mask has "
        "mean 1?",
    ),
    mistakes=(
        Mistake(
            "swapped",
            "The two results are in the wrong order.",
            "In which order does the docstring name them?",
            rule=_shows(_is_swapped),
        ),
        Mistake(
            "nothing_dropped",
            "Nothing is ever dropped.",
            "With which probability should an entry become 0?",
            rule=_shows(lambda Z, drop, outs, masks, case: masks.all() and np.ptp(masks) < 1e-6),
        ),
        Mistake(
            "not_scaled",
            "The kept entries are not scaled, so the next layer receives less than without "
            "dropout.",
            "If only a share of 1 - drop gets through, which factor restores the mean?",
            rule=_has_mask(lambda drop: 1.0),
        ),
        Mistake(
            "drop_for_keep",
            "In your result drop is the probability of keeping an entry. Some books define dropout "
            "by that probability.",
            "With drop = 0, how many entries should be kept?",
            rule=_has_mask(lambda drop: 1 / drop, lambda drop: drop),
        ),
        Mistake(
            "not_scaled_and_inverted",
            "The mask is inverted, so it keeps the entries that should be dropped, and nothing "
            "is scaled.",
            "Which entries does your comparison let through?",
            rule=_has_mask(lambda drop: 1.0, lambda drop: drop),
        ),
        Mistake(
            "inverted",
            "The mask is inverted: it keeps the entries that should be dropped.",
            "Which comparison holds with probability 1 - drop?",
            rule=_has_mask(_scale, lambda drop: drop),
        ),
        Mistake(
            "divided_by_drop",
            "Your kept entries are divided by drop, the probability of losing an entry.",
            "Which factor makes up for the entries that are dropped?",
            rule=_has_mask(lambda drop: 1 / drop),
        ),
        Mistake(
            "scaled_down",
            "Your kept entries are multiplied by 1 - drop.",
            "To keep the mean the same, must kept entries move away from 0 or towards it?",
            rule=_has_mask(lambda drop: 1 - drop),
        ),
        Mistake(
            "mask_not_scaled",
            "Your `out` is scaled, but your mask contains 1 where it should contain the factor.",
            "Which mask, multiplied by Z, gives your `out`?",
            rule=_mask_and_out_differ(lambda drop: 1.0, _scale),
        ),
        Mistake(
            "out_not_scaled",
            "The mask is right, but `out` contains the kept entries without the factor.",
            "What is Z * mask?",
            rule=_mask_and_out_differ(_scale, lambda drop: 1.0),
        ),
        Mistake(
            "scaled_twice",
            "The mask already contains the factor, and `out` is scaled a second time.",
            "What is Z * mask?",
            rule=_mask_and_out_differ(_scale, lambda drop: _scale(drop) ** 2),
        ),
        Mistake(
            "same_for_all_entries",
            "All entries of your mask are equal; each needs its own random number.",
            "How many numbers must be drawn for a Z of shape (N, M)?",
            rule=_shows(_is_one_number),
        ),
        Mistake(
            "same_for_all_samples",
            "All rows of your mask are equal, so all samples lose the same units.",
            "How many numbers must be drawn for a Z of shape (N, M)?",
            rule=_is_one_row,
        ),
        Mistake(
            "whole_samples",
            "Your mask keeps or drops whole samples.",
            "How many numbers must be drawn for a Z of shape (N, M)?",
            rule=_shows(lambda Z, drop, outs, masks, case: (masks == masks[:, :, :1]).all()),
        ),
        Mistake(
            "own_seed",
            "Your mask does not depend on the rng that was passed in.",
            "Which generator do your numbers come from?",
            rule=_drawn(randomness.is_own_seed),
        ),
        Mistake(
            "unseeded",
            "Your mask does not depend on `rng` alone.",
            "Which generator do your numbers come from?",
            rule=_drawn(randomness.is_unrepeatable),
        ),
        Mistake(
            "rng_copied",
            "Your function leaves rng unchanged, so the next layer would get the same mask.",
            "Do you draw from rng itself or from a copy?",
            rule=_drawn(randomness.is_stuck),
        ),
        Mistake(
            "two_draws",
            "Your `out` and mask come from two different draws.",
            "How many draws does out = Z * mask need?",
            rule=_shows(_is_drawn_twice),
        ),
        Mistake(
            "exact_count",
            "Your mask always keeps the same number of entries; each entry should be decided "
            "independently.",
            "Should it be possible that by chance no entry is dropped?",
            rule=_shows(
                lambda Z, drop, outs, masks, case: (
                    Z.size < MANY or _is_count_fixed(masks != 0, np.ones(Z.shape, bool))
                )
            ),
        ),
        Mistake(
            "share_kept",
            "Your factor depends on how many entries were kept this time. It should depend on "
            "drop alone.",
            "If by chance one more entry is kept, should the others become smaller?",
            rule=_shows(_is_scaled_by_share),
        ),
        Mistake(
            "half",
            "Your mask keeps half of the entries, whatever drop is.",
            "Which comparison holds with probability 1 - drop?",
            rule=_shows(_is_half),
        ),
    ),
)
