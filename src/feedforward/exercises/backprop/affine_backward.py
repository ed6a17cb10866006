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
    """The right results, but for those that are given as functions of (dout, Z, W)."""

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
        "dZ has Z's shape, dW has W's, db has b's. Which products of dout fit these shapes?",
        "Z[n, m] reaches every output k of its own row, with factor W[m, k]: its derivative is a "
        "sum over k.",
        "b[k] is added in every row: its derivative is a sum over the rows.",
    ),
    mistakes=(
        Mistake(
            "averaged",
            "It is divided by N here, but 1/N is in the loss, and dout has brought it along.",
            "If every sample's share is in dout already, what is left to do but add them up?",
            function=_instead(
                dW=lambda dout, Z, W: Z.T @ dout / len(Z), db=lambda dout, Z, W: dout.mean(axis=0)
            ),
        ),
        Mistake(
            "db_along_the_row",
            "db is summed along each row: one number a sample.",
            "How many entries has b, and which axis of dout has as many?",
            function=_instead(db=lambda dout, Z, W: dout.sum(axis=1)),
        ),
        Mistake(
            "db_of_all",
            "db is one sum over everything.",
            "Does b[0] reach the second output?",
            function=_instead(db=lambda dout, Z, W: dout.sum()),
        ),
        Mistake(
            "db_not_summed",
            "db still has a row for each sample.",
            "b is added in every row. What becomes of its N shares?",
            function=_instead(db=lambda dout, Z, W: dout),
        ),
        Mistake(
            "db_without_dout",
            "db counts the rows and leaves dout out: that is how much out moves, not J.",
            "How much does J move when out moves?",
            function=_instead(db=lambda dout, Z, W: np.full(dout.shape[1], len(dout))),
        ),
        Mistake(
            "dW_turned",
            "dW lies on its side: it has a row for each output.",
            "Which shape must dW have, so that it can be taken from W?",
            function=_instead(dW=lambda dout, Z, W: dout.T @ Z),
        ),
        Mistake(
            "dZ_turned",
            "dZ lies on its side: it has a column for each sample.",
            "What is a row of Z, and what a row of dZ?",
            function=_instead(dZ=lambda dout, Z, W: W @ dout.T),
        ),
        Mistake(
            "W_not_turned",
            "dout goes through W as on the way forward; it comes from the other side.",
            "dout is (N, K) and dZ is (N, M). What must stand between them?",
            function=_instead(dZ=lambda dout, Z, W: dout @ W),
        ),
        Mistake(
            "Z_not_turned",
            "Z and dout meet without a transpose; over the samples they must be summed.",
            "Z is (N, M), dout (N, K), dW (M, K): which index has to go?",
            function=_instead(dW=lambda dout, Z, W: Z @ dout),
        ),
        Mistake(
            "dZ_is_dout",
            "dZ is dout itself: W is left out.",
            "How much does out[n, k] move when Z[n, m] moves by 1?",
            function=_instead(dZ=lambda dout, Z, W: dout),
        ),
        Mistake(
            "out_of_order",
            "The results come as dW, dZ, db.",
            "In which order are they asked for?",
            function=lambda dout, Z, W: (Z.T @ dout, dout @ W.T, dout.sum(axis=0)),
        ),
        Mistake(
            "dout_left_out",
            "dout plays no part: this is how the sum of all outputs moves.",
            "How much does J move when one output moves?",
            function=_instead(
                dZ=lambda dout, Z, W: np.ones_like(dout) @ W.T,
                dW=lambda dout, Z, W: Z.T @ np.ones_like(dout),
            ),
        ),
    ),
)
