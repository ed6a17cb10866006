"""Exercise `affine_backward` of section 6.8."""

import numpy as np

from feedforward.checking.exercise import Case, Exercise, Mistake, Potential
from feedforward.exercises.case_arrays import strided, tidy
from feedforward.network import affine_backward


def _cases(rng):
    def case(N, M, K, note="", kind=float):
        arrays = tidy(rng, N, K), tidy(rng, N, M), tidy(rng, M, K)
        return Case(tuple(a.astype(kind) for a in arrays), note)

    yield case(4, 3, 2)
    yield Case(tuple(rng.normal(size=s) for s in ((3, 5), (3, 2), (2, 5))))
    yield case(5, 3, 3, "as many outputs as inputs")
    yield case(1, 4, 3, "one sample")
    yield case(5, 2, 1, "one output")
    yield Case(tuple(map(strided, case(4, 3, 5).args)), "every other column")
    yield case(7, 3, 4, "float32", np.float32)


def _instead(**changed):
    """Return an answer that is right except for the results given as functions of (dout, Z, W)."""

    def answer(dout, Z, W):
        right = {"dZ": dout @ W.T, "dW": Z.T @ dout, "db": dout.sum(axis=0)}
        return tuple({**right, **{n: f(dout, Z, W) for n, f in changed.items()}}.values())

    return answer


AFFINE_BACKWARD = Exercise(
    name="affine_backward",
    section="6.8_backprop",
    points=4,
    reference=affine_backward,
    cases=_cases,
    results=("dZ", "dW", "db"),
    factors=lambda case: {"N": len(case.args[0]), "K": case.args[0].shape[1]},
    potentials={
        "dZ": Potential(
            "Z", lambda args, path, step: np.sum(args[0] * ((args[1] + step) @ args[2]))
        ),
        "dW": Potential(
            "W", lambda args, path, step: np.sum(args[0] * (args[1] @ (args[2] + step)))
        ),
        "db": Potential("b", lambda args, path, step: np.sum(args[0] * (args[1] @ args[2] + step))),
    },
    hints=(
        "dZ has the shape of Z, dW the shape of W and db the shape of b. Which products "
        "with dout have these shapes?",
        "Z[i, m] influences every output k of its own row, with the factor W[m, k]. So its "
        "derivative is a sum over k.",
        "b[k] is added in every row, so its derivative is a sum over the rows.",
    ),
    mistakes=(
        Mistake(
            "averaged",
            "The sum over the samples is divided by N. But dout already contains the 1/N of the "
            "loss.",
            "Where does the 1/N of the mean enter: in the loss or in each layer?",
            function=_instead(
                dW=lambda dout, Z, W: Z.T @ dout / len(Z), db=lambda dout, Z, W: dout.mean(axis=0)
            ),
        ),
        Mistake(
            "db_along_the_row",
            "db is summed along each row, so it has one entry per sample.",
            "Which axis of dout has the same length as b?",
            function=_instead(db=lambda dout, Z, W: dout.sum(axis=1)),
        ),
        Mistake(
            "db_of_all",
            "db is a single number, the sum of all entries of dout.",
            "Does b[0] influence the second output?",
            function=_instead(db=lambda dout, Z, W: dout.sum()),
        ),
        Mistake(
            "db_not_summed",
            "db still has one row per sample.",
            "b is added in every row. How do the contributions of the N rows combine?",
            function=_instead(db=lambda dout, Z, W: dout),
        ),
        Mistake(
            "db_without_dout",
            "Every entry of db is N: dout has no influence.",
            "By how much does J change when out[i, k] grows by 1?",
            function=_instead(db=lambda dout, Z, W: np.full(dout.shape[1], len(dout))),
        ),
        Mistake(
            "dW_turned",
            "dW is transposed: it has one row per output.",
            "What shape must dW have so that it can be subtracted from W?",
            function=_instead(dW=lambda dout, Z, W: dout.T @ Z),
        ),
        Mistake(
            "dZ_turned",
            "dZ is transposed: it has one column per sample.",
            "What is a row of Z, and what should a row of dZ be?",
            function=_instead(dZ=lambda dout, Z, W: W @ dout.T),
        ),
        Mistake(
            "W_not_turned",
            "dout is multiplied by W itself, as if dout were an input Z of the layer.",
            "dout is (N, K) and dZ is (N, M). What shape must a matrix A have so that dout @ A "
            "has the shape of dZ?",
            function=_instead(dZ=lambda dout, Z, W: dout @ W),
        ),
        Mistake(
            "Z_not_turned",
            "A matrix product cannot be computed: its left factor has M columns, and its right "
            "factor has N rows.",
            "What shapes do your two factors have, and what shape should their product have?",
            function=_instead(dW=lambda dout, Z, W: Z @ dout),
        ),
        Mistake(
            "dZ_is_dout",
            "dZ is dout itself: W has no influence.",
            "By how much does `out[i, k]` change when Z[i, m] grows by 1?",
            function=_instead(dZ=lambda dout, Z, W: dout),
        ),
        Mistake(
            "out_of_order",
            "You return dW first and dZ second.",
            "In which order does the docstring name the results?",
            function=lambda dout, Z, W: (Z.T @ dout, dout @ W.T, dout.sum(axis=0)),
        ),
        Mistake(
            "dout_left_out",
            "Your dZ and dW are derivatives of the sum of all outputs: dout has no influence.",
            "By how much does J change when out[i, k] grows by 1?",
            function=_instead(
                dZ=lambda dout, Z, W: np.ones_like(dout) @ W.T,
                dW=lambda dout, Z, W: Z.T @ np.ones_like(dout),
            ),
        ),
    ),
)
