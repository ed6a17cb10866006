"""Write numbers for readers of pictures and explorers: a true minus sign, and no minus before 0."""

import re

import numpy as np

AS_WRITTEN = re.compile(r"(`[^`]*`|\$[^$]*\$)")  # code and formulas
HYPHEN_OF_A_NUMBER = re.compile(r"(?<![\w)\]])-(?=\d)|(?<=\S )-(?= \S)")

# No line may end beside an equals sign or the × of a power of ten, nor after −log.
GLUED = re.compile(r" (?== )|(?<= =) |(?<=−log) (?=\d)| (?=× 10)|(?<=×) (?=10)")
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def decimal(value, places=2):
    """Write a number with a fixed number of decimal places, as in −0.25 or ∞."""
    return _for_readers(value, round(float(value), places), f".{places}f")


def significant(value, digits=3):
    """Write a number with at most `digits` significant digits, as in −1.5 or 2e−05."""
    return _for_readers(value, float(value), f".{digits}g")


def as_factor(written):
    """Put a number that is already text in brackets if it is negative, as in 0.5 × (−2)."""
    return f"({written})" if written.startswith("−") else written


def power_of_ten(value):
    """Write a power of ten as in 10⁻⁴."""
    return "10" + f"{round(np.log10(value))}".translate(RAISED)


def with_power(value, digits=2):
    """Write a number as `significant` does, but its exponent as in 5.3 × 10⁻³² or 10⁻¹²."""
    factor, _, exponent = significant(value, digits).partition("e")
    if not exponent:
        return factor
    power = power_of_ten(10.0 ** int(exponent.replace("−", "-")))
    return power if factor == "1" else f"{factor} × {power}"


def with_true_minus(text):
    """Write −2 for -2 and 1 − Z for 1 - Z; what is `code` or a $formula$ stays as it is."""
    pieces = AS_WRITTEN.split(text)
    pieces[::2] = [HYPHEN_OF_A_NUMBER.sub("−", piece) for piece in pieces[::2]]
    return "".join(pieces)


def unbroken(text):
    """Keep both sides of an equals sign, and a number with its power of ten, on one line."""
    return GLUED.sub("\N{NO-BREAK SPACE}", text)


def percent(share):
    """Write a share (0 to 1) in whole percent; only exact values become 0% or 100%."""
    if 0 < share < 0.01:
        return "under 1%"
    return "over 99%" if 0.99 < share < 1 else f"{share:.0%}"


def against_count(measured, counted):
    """Say how a measured ratio of times compares with the ratio of the operations counted.

    Times depend on the machine and on what else it is doing, so the sentence depends on the number.
    """
    predicted = f"the factor of {counted:,} that the operation count predicts"
    if measured > 1.5 * counted:
        return f"more than {predicted}: something besides arithmetic takes time here"
    if measured < counted / 1.5:
        return f"less than {predicted}"
    return f"close to {predicted}"


def _for_readers(value, rounded, form):
    if np.isinf(value):
        return "∞" if value > 0 else "−∞"
    return format(rounded + 0.0, form).replace("-", "−")
