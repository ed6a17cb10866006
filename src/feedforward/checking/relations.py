"""Relations between a wrong result and the right one that hold whatever the exercise.

Each is true of every wrong result in every case, or it is not named.
"""

from dataclasses import replace

import numpy as np

from . import places_in_arguments, places_of_faults
from .compare import close, precision_of
from .describe_values import number
from .exercise import Case, Mistake
from .observe import observe_answer

FEWEST_FOR_A_RANGE = 6  # right numbers; fewer lie on one side of 0 by chance
PLAIN_FACTORS = {"2": 2.0, "1/2": 0.5}


def relation(exercise, trials):
    """The Mistake that relates every wrong result to the right one in one way, or None."""
    found = _relation(exercise, trials)
    return found and naming_the_result(found, exercise, trials)


def naming_the_result(found, exercise, trials):
    """Of several results, name the one that alone is wrong in what a Mistake says."""
    wrong = {name for t in trials for name, fault in t.faults.items() if fault}
    if len(exercise.results) < 2 or len(wrong) != 1 or not wrong <= set(exercise.results):
        return found
    name = wrong.pop()
    called = f"result `{name}`" if name.endswith("s") else name  # of losses is said what it *is*
    what, ask = (
        text.replace("our result ", f"our {called} ").replace("your result.", f"your {called}.")
        for text in (found.what, found.ask)
    )
    what = what.replace("Every wrong entry ", f"Every wrong entry of {name} ")
    return replace(found, what=what.replace(f"of {name} of your", "of your"), ask=ask)


def _relation(exercise, trials):
    faults = [(f, t.case) for t in trials for f in t.faults.values() if f]
    if any(f.got is None for f, _ in faults):
        return _only_edges(trials)
    pairs = [(_signed(f.got), f.expected, precision_of(case)) for f, case in faults]
    for name, holds, what, ask in RELATIONS:
        if name == "off_by_one" and not _are_off_to_one_side(pairs, trials):
            continue
        if all(holds(*pair) for pair in pairs):
            return Mistake(name, what, ask)
    return (
        _factor(exercise, faults)
        or _applied_twice(exercise, trials)
        or places_in_arguments.combined(exercise, trials)
        or _out_of_range(trials, pairs)
        or places_of_faults.parts_of_lists(exercise, trials)
        or places_in_arguments.signs_of_inputs(exercise, trials)
        or _only_edges(trials)
        or places_of_faults.rows(pairs)
        or _constant_ratio(pairs)
    )


def _signed(array):
    """Truth values and unsigned numbers as signed ones, which can be subtracted."""
    return array.astype(int) if array.dtype.kind in "bu" else array


def _are_off_to_one_side(pairs, trials):
    """A count that is off by one is wrong in most cases, and always in the same direction."""
    if len(pairs) < len(trials) / 2:
        return False
    gaps = [gap for got, expected, _ in pairs for gap in np.ravel(got - expected) if gap]
    return len(set(gaps)) == 1


def _factor(exercise, faults):
    """A constant factor that one quantity of every case gives: 2, 1/2, N, 1/N, lr, 1/lr^2, …"""
    known = candidates(exercise, faults[0][1])
    found = [
        n for n in known if _has_factor(faults, lambda case, n=n: candidates(exercise, case)[n])
    ]
    if len(found) > 1:
        return None
    if not found:
        common = set.intersection(*(set(_more_factors(exercise, case)) for _, case in faults))
        names = [n for n in _more_factors(exercise, faults[0][1]) if n in common]
        found = [
            n for n in names
            if _has_factor(faults, lambda case, n=n: _more_factors(exercise, case)[n])
        ][:1]  # fmt: skip
    if not found:
        return None
    name = found[0]
    entry = "Every wrong entry" if any(f.got.ndim for f, _ in faults) else "Your result"
    return Mistake(
        f"factor_{name}",
        f"{entry} is {name} times the right one.",
        f"Where in your code does the factor {name} come from?",
    )


def _has_factor(faults, factor):
    return all(
        close(f.got, factor(case) * f.expected, precision_of(case)).all() for f, case in faults
    )


def candidates(exercise, case):
    """The factors that may have slipped into a result, by name."""
    sizes = exercise.factors(case)
    return PLAIN_FACTORS | sizes | {f"1/{name}": 1 / size for name, size in sizes.items()}


def _more_factors(exercise, case):
    """Factors made of the lengths of arrays, of scalar arguments, and of their powers."""
    plain = {}
    for name, arg in zip(exercise.parameters, case.args, strict=False):
        if isinstance(arg, np.ndarray) and arg.ndim:
            plain |= {f"{name}.shape[{axis}]": n for axis, n in enumerate(arg.shape)}
        elif isinstance(arg, (int, float)) and not isinstance(arg, bool):
            plain[name] = float(arg)
    plain = {name: value for name, value in plain.items() if value not in (0, 1)}
    powers = {
        "{}": 1, "1/{}": -1, "{}²": 2, "1/{}²": -2, "√{}": 0.5, "1/√{}": -0.5,
    }  # fmt: skip
    found = {
        text.format(name): value**power
        for text, power in powers.items()
        for name, value in plain.items()
        if value > 0 or power == int(power)
    }
    found |= {f"(1 - {name})": 1 - value for name, value in plain.items()}
    return found | {"4": 4.0, "1/4": 0.25, "3": 3.0, "π": np.pi, "2π": 2 * np.pi}


def _out_of_range(trials, pairs):
    """Rows that should sum to 1 and do not, or entries outside the range of all right ones."""
    if any(
        expected.dtype.kind != "f" or not np.isfinite(expected).all() for _, expected, _ in pairs
    ):
        return None
    if any(callable(arg) for t in trials for arg in t.case.args):
        return None  # the range of the result depends on that function
    low = min(expected.min(initial=0) for _, expected, _ in pairs)
    high = max(expected.max(initial=0) for _, expected, _ in pairs)
    if low < 0 or sum(expected.size for _, expected, _ in pairs) < FEWEST_FOR_A_RANGE:
        return None
    if all(e.ndim == 2 and np.allclose(e.sum(axis=1), 1) for _, e, _ in pairs):
        for got, _, _ in pairs:
            sums = got.sum(axis=1)
            off = np.abs(sums - 1).argmax()
            if abs(sums[off] - 1) > 1e-3:
                total = number(sums[off])
                what = f"Each row should sum to 1; row {off} of your result sums to {total}."
                return Mistake(
                    "row_sums",
                    what,
                    "What should each row be divided by, and what does your code divide it by?",
                )
    worst = min(_entries(pairs), default=0)
    if worst < 0:
        what = (
            f"In one of the tests your result has the value {number(worst, 0)}; the right result "
            "is never negative in this test."
        )
        ask = "Which line of your code gives a negative number where it should not?"
        return Mistake("below_zero", what, ask)
    worst = max(_entries(pairs), default=0)
    if 0.9 < high <= 1 < worst:
        what = (
            f"In one of the tests your result has the value {number(worst, 1)}; the right result "
            "is never above 1 in this test."
        )
        return Mistake(
            "above_one",
            what,
            "Which part of the formula keeps the result at 1 or below? Where is it in your code?",
        )
    return None


def _entries(pairs):
    """All finite entries of wrong results."""
    for got, _, _ in pairs:
        yield from np.ravel(got)[np.isfinite(np.ravel(got))].tolist()


def _constant_ratio(pairs):
    """One ratio or one difference between all entries of a case, though not the same in all."""
    if not all(got.size > 1 for got, _, _ in pairs):
        return None
    got, expected, _ = pairs[0]
    with np.errstate(all="ignore"):
        ratio = np.median(got.ravel() / expected.ravel())
    if np.isfinite(ratio) and ratio and all(_is_scaled(*pair) for pair in pairs):
        what = (
            f"For these inputs, your result is {number(ratio)} times the right one; for other "
            "inputs, the factor differs."
        )
        ask = "Which part of your code gives a factor that changes with the inputs?"
        return Mistake("constant_ratio", what, ask)
    return None


def _is_scaled(got, expected, precision):
    with np.errstate(all="ignore"):
        ratio = np.nanmedian(got.ravel() / expected.ravel())
    return bool(np.isfinite(ratio)) and close(got, ratio * expected, precision).all()


def _applied_twice(exercise, trials):
    """A function of one argument was applied to its own result."""
    for trial in trials:
        fault = trial.fault
        if fault and len(trial.case.args) != 1:
            return None
        if fault:
            again = observe_answer(exercise, exercise.reference, Case((fault.expected,))).returned
            if not isinstance(again, np.ndarray) or again.shape != fault.got.shape:
                return None
            if not close(fault.got, again, precision_of(trial.case)).all():
                return None
    return Mistake(
        "applied_twice",
        "Your result is what you get by applying the function twice.",
        "Where in your code is it applied a second time?",
    )


def _only_edges(trials):
    """All ordinary cases are right, and only one kind of special case is not."""
    ordinary = [t for t in trials if not t.case.note]
    wrong = {t.case.note for t in trials if t.fault}
    if not ordinary or any(t.fault for t in ordinary) or len(wrong) != 1:
        return None
    return Mistake(
        "edge_case",
        f'Only one kind of test case goes wrong: "{wrong.pop()}". All others are right.',
        "What is special about such a case, and which line of your code is not right for it?",
    )


def _is_sign(got, expected, precision):
    return close(got, -expected, precision).all()


def _is_transposed(got, expected, precision):
    square = got.ndim == 2 and got.shape[0] == got.shape[1]
    return square and close(got, expected.T, precision).all()


def _is_reversed(got, expected, precision):
    return got.ndim > 0 and len(got) > 1 and close(got, expected[::-1], precision).all()


def _is_shifted(got, expected, precision):
    if expected.dtype.kind != "f":  # classes and counts are not shifted, they are others
        return False
    shift = got - expected
    return got.size > 1 and close(shift, np.full_like(shift, shift.flat[0]), precision).all()


def _is_off_by_one(got, expected, precision):
    return expected.dtype.kind in "iu" and (np.abs(got - expected) == 1).all()


def _is_not_a_number(got, expected, precision):
    return bool(np.isnan(got).any())


def _is_infinite(got, expected, precision):
    return bool((np.isinf(got) & np.isfinite(expected)).any())


def _is_zero(got, expected, precision):
    return not got.any()


def _is_truncated(got, expected, precision):
    whole = got.dtype.kind in "iu" and expected.dtype.kind == "f"
    return whole and np.array_equal(got, np.trunc(expected))


def _is_in_another_order(got, expected, precision):
    if got.size < 2:
        return False
    return close(np.sort(got, axis=None), np.sort(expected, axis=None), precision).all()


def _is_same_in_each_column(got, expected, precision):
    return _is_constant(got, 1) and not _is_constant(expected, 1)


def _is_same_in_each_row(got, expected, precision):
    return _is_constant(got, 0) and not _is_constant(expected, 0)


def _is_constant(array, axis):
    several = array.ndim == 2 and array.shape[axis] > 1
    return several and bool((np.ptp(array, axis=axis) == 0).all())


RELATIONS = (
    ("not_a_number", _is_not_a_number,
     "Your result contains NaN (not a number). NaN comes from 0/0 or inf - inf, for example, and "
     "every sum with NaN is NaN.",
     "Print your variables one after the other. Where does the first NaN appear?"),
    ("infinite", _is_infinite, "Your result is infinite where the right one is finite.",
     "Print your variables one after the other. Where does the first infinite value appear?"),
    ("integer_result", _is_truncated,
     "Your result is an integer array, so everything after the decimal point was cut off.",
     "Where do the integers in your code come from?"),
    ("zeros", _is_zero, "For these inputs, your result is 0 where it should not be.",
     "Which line of your code should give a number other than 0? Does it run, and what does it "
     "compute?"),
    ("sign", _is_sign, "For these inputs, only the sign of your result is wrong.",
     "Which sign does each part of the formula have in your code?"),
    ("transposed", _is_transposed,
     "Your result has the right numbers with rows and columns exchanged.",
     "What does a row of the result stand for, and what does a column?"),
    ("reversed", _is_reversed, "Your result has the right numbers in reverse order.",
     "In which order should the entries be returned?"),
    ("another_order", _is_in_another_order, "Your result has the right numbers in another order.",
     "In which order should the entries be returned?"),
    ("off_by_one", _is_off_by_one, "For these inputs, your result is off by one.",
     "What do you count from, and what do you count up to?"),
    ("shifted", _is_shifted, "Every entry is off by the same amount.",
     "What does your code add to every entry, or leave out of every entry?"),
    ("same_in_each_column", _is_same_in_each_column,
     "For these inputs, all columns of your result are the same.",
     "Which line of your code gives every column the same number?"),
    ("same_in_each_row", _is_same_in_each_row,
     "For these inputs, all rows of your result are the same.",
     "Which line of your code gives every row the same numbers?"),
)  # fmt: skip
