"""The shapes of one batch on its way through a network, up to a product that is not defined."""

from dataclasses import dataclass

import numpy as np

from feedforward.exercises.forward.shape_trace import shape_trace

NO_SLIP = "none"
SLIPS = (
    NO_SLIP,
    "X transposed: (M, N)",
    "W₁ transposed: (m₁, M)",
    "W₁ in front: W₁ X",
    "b₁ as a column: (m₁, 1)",
    "b₁ for the inputs: (M,)",
    "W₁ left out: X goes into W₂",
)
MOST_ROWS, MOST = 4, 8  # affine layers, and entries of a side, that the picture has room for


@dataclass(frozen=True)
class Line:
    """One affine layer in the ledger: the factors, the bias, and the result."""

    layer: int
    names: tuple  # of the left factor, the right factor, b, and the result
    left: tuple
    right: tuple
    bias: tuple
    product: tuple | None  # None: the two factors do not fit
    result: tuple | None  # None: b does not fit, or there is no product

    @property
    def shapes(self):
        """The four shapes, in the order of `names`."""
        return self.left, self.right, self.bias, self.result

    @property
    def verdict(self):
        """Say in words what NumPy does with this line."""
        left, right, bias, _ = self.names
        sides = (
            f"{left} has {count(self.left[-1], 'column')}, "
            f"{right} has {count(self.right[0], 'row')}"
        )
        if self.product is None:
            return f"{left} {right} is not defined: {sides}"
        if self.result is None:
            return f"{bias} {self.bias} cannot be added to a product of shape {self.product}"
        return f"{sides}; {self._addition}"

    @property
    def _addition(self):
        """Say how NumPy adds the bias to the product."""
        bias, (rows, columns) = self.names[2], self.product
        if len(self.bias) == 1 or self.bias == (1, 1):
            where = "the row" if rows == 1 else f"each of the {rows} rows"
        elif rows == 1:
            return f"{bias} repeats the row {columns} times"
        else:
            where = "the column" if columns == 1 else f"each of the {columns} columns"
        return f"{bias} is added to {where}"


@dataclass(frozen=True)
class Ledger:
    """The shapes of one batch, line by line up to the first product that is not defined."""

    N: int
    sizes: tuple
    slip: str
    lines: tuple
    missing: tuple  # the lines after that one, as they were meant
    meant: tuple  # the shapes of X, h_1, Z_1, ..., out, as shape_trace gives them
    note: str = ""

    @property
    def stopped(self):
        """The line that is not defined, or None."""
        return None if self.lines[-1].result is not None else self.lines[-1]

    @property
    def shapes(self):
        """The shapes that result: X, then h and Z of each hidden layer, then out; None if never."""
        came = {line.layer: line.result for line in self.lines}
        x = (self.N, self.sizes[0])
        layers = range(1, len(self.sizes))
        hidden = [came.get(layer) for layer in layers[:-1] for _ in "hZ"]
        return [x[::-1] if self.slip == SLIPS[1] else x, *hidden, came.get(layers[-1])]


def count(number, word):
    """'1 row', '2 rows'."""
    return f"{number} {word}" + ("" if number == 1 else "s")


def names_of(layers):
    """X, h_1, Z_1, ..., out for a network with this many affine layers."""
    hidden = [name for i in range(1, layers) for name in (f"h_{i}", f"Z_{i}")]
    return ["X", *hidden, "out"]


def added(product, bias):
    """Return the shape of a product plus a bias, or None where they do not broadcast."""
    try:
        return np.broadcast_shapes(product, bias)
    except ValueError:
        return None


def _factors(layer, Z, sizes, slip):
    """Names and shapes of the two factors and of b, with the slip where it belongs."""
    m_in, m_out = sizes[layer - 1], sizes[layer]
    left = ("X" if layer == 1 else f"Z_{layer - 1}", Z)
    right, bias = (f"W_{layer}", (m_in, m_out)), (f"b_{layer}", (m_out,))
    if layer == 1 and slip == SLIPS[2]:
        right = ("W_1", (m_out, m_in))
    if layer == 1 and slip == SLIPS[3]:
        left, right = right, left
    if layer == 1 and slip == SLIPS[4]:
        bias = ("b_1", (m_out, 1))
    if layer == 1 and slip == SLIPS[5]:
        bias = ("b_1", (m_in,))
    if layer == 2 and slip == SLIPS[6]:
        left = ("X", Z)
    return left, right, bias


def _line(layer, layers, left, right, bias):
    """A line from the names and shapes of its factors and of b -> Line"""
    names, (a, b, c) = zip(left, right, bias, strict=True)
    product = (a[0], b[1]) if a[1] == b[0] else None
    out = "out" if layer == layers else f"h_{layer}"
    return Line(layer, (*names, out), a, b, c, product, added(product, c) if product else None)


def ledger(N, sizes, slip=NO_SLIP, shape_trace=shape_trace):
    """Follow N samples through a network, with one slip. sizes [M, m_1, ..., n] -> Ledger"""
    Z, lines, layers = (N, sizes[0]), [], len(sizes) - 1
    if slip == SLIPS[1]:
        Z = Z[::-1]
    for layer in range(2 if slip == SLIPS[6] and layers > 1 else 1, layers + 1):
        lines.append(_line(layer, layers, *_factors(layer, Z, sizes, slip)))
        if lines[-1].result is None:
            break
        Z = lines[-1].result
    missing = tuple(
        _line(layer, layers, *_factors(layer, (N, sizes[layer - 1]), sizes, NO_SLIP))
        for layer in range(lines[-1].layer + 1, layers + 1)
    )
    meant = tuple(tuple(int(k) for k in shape) for shape in shape_trace(N, list(sizes)))
    return Ledger(N, tuple(sizes), slip, tuple(lines), missing, meant)
