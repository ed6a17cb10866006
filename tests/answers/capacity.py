"""6.3 Expressive power and overfitting."""

import copy
import math

import numpy as np

import feedforward as ff


def hat_of_lines(x, left, peak, right):
    lower = np.minimum((x - left) / (peak - left), (right - x) / (right - peak))
    return np.maximum(lower, 0)


def hat_by_interpolation(x, left, peak, right):
    return np.interp(x, [left, peak, right], [0, 1, 0])


def hat_by_loop(x, left, peak, right):
    def one(v):
        if v <= left or v >= right:
            return 0
        return (v - left) / (peak - left) if v < peak else (right - v) / (right - peak)

    return np.array([one(v) for v in x.flat]).reshape(x.shape).tolist()


def hat_by_where(x, left, peak, right):
    inside = np.where(x < peak, (x - left) / (peak - left), 1 - (x - peak) / (right - peak))
    return np.where((x > left) & (x < right), inside, 0)


def hat_of_differences(x, left, peak, right):
    up = (ff.relu(x - left) - ff.relu(x - peak)) / (peak - left)
    return up - (ff.relu(x - peak) - ff.relu(x - right)) / (right - peak)


def relus_with_constant_unit(x, y):
    """The constant comes from a unit that is always on, at both of its ends."""
    slopes = np.diff(y) / np.diff(x)
    w1 = np.append(np.ones(len(x) - 1), 0)
    w2 = np.append(np.append(slopes[0], np.diff(slopes)), y[0])
    return w1, np.append(-x[:-1], 1), w2, 0


def relus_from_the_right(x, y):
    slopes = (y[1:] - y[:-1]) / (x[1:] - x[:-1])
    weights = [-slopes[-1]] + [slopes[k + 1] - slopes[k] for k in range(len(slopes) - 2, -1, -1)]
    return [-1.0] * len(weights), list(x[:0:-1]), weights, y[-1]


def relus_solved(x, y):
    x, y = np.asarray(x, float), np.asarray(y, float)
    A = np.maximum(x[:, None] - x[None, :-1], 0)
    *w2, b2 = np.linalg.solve(np.column_stack([A, np.ones(len(x))]), y)
    return np.ones(len(x) - 1), -x[:-1], w2, float(b2)


def relus_of_hats(x, y):
    """A hat a point: three relus each, the first and the last with a wing outside."""
    t = np.concatenate([[x[0] - 1.0], x, [x[-1] + 1.0]])
    w1, b1, w2 = [], [], []
    for k in range(1, len(t) - 1):
        up, down = 1 / (t[k] - t[k - 1]), 1 / (t[k + 1] - t[k])
        for kink, weight in ((t[k - 1], up), (t[k], -up - down), (t[k + 1], down)):
            w1.append(1.0)
            b1.append(-float(kink))
            w2.append(weight * float(y[k - 1]))
    return w1, b1, w2, 0.0


def relus_both_signs(x, y):
    """A straight line as relu(t) - relu(-t), and a scaled unit for each inner point."""
    slopes = np.diff(y) / np.diff(x)
    scale = 1 + np.arange(len(slopes) - 1)
    w1 = np.concatenate([[1, -1], scale])
    b1 = np.concatenate([[0, 0], -scale * x[1:-1]])
    w2 = np.concatenate([[slopes[0], -slopes[0]], np.diff(slopes) / scale])
    return w1, b1, w2, y[0] - slopes[0] * x[0]


def sawtooth_by_recursion(x, depth):
    half = np.where(x < 0.5, 2 * x, 2 - 2 * x)
    return half if depth == 1 else sawtooth_by_recursion(half, depth - 1)


def sawtooth_of_relus(x, depth):
    z = np.asarray(x)
    for _ in range(depth):
        z = 2 * ff.relu(z) - 4 * ff.relu(z - 0.5)
    return z


def sawtooth_by_formula(x, depth):
    scaled = np.asarray(x) * 2.0 ** (depth - 1)
    return 1 - np.abs(2 * (scaled - np.floor(scaled)) - 1)


def sawtooth_by_loop(x, depth):
    def one(v):
        for _ in range(depth):
            v = 2 * min(v, 1 - v)
        return v

    return np.vectorize(one, otypes=[float])(x).tolist()


def l2_by_loops(params, lam):
    total, grads = 0.0, []
    for W, b in params:
        for row in W:
            for w in row:
                total += float(w) ** 2
        grads.append([(lam * W).tolist(), [0] * len(b)])
    return lam * total / 2, grads


def l2_by_norms(params, lam):
    penalty = 0.5 * lam * sum(np.linalg.norm(W) ** 2 for W, _ in params)
    return [penalty, tuple([lam * W, 0.0 * b] for W, b in params)]


def l2_by_products(params, lam):
    flat = np.concatenate([W.ravel() for W, _ in params]).astype(float)
    return flat @ flat * lam / 2, [(np.multiply(W, lam), np.zeros(b.shape)) for W, b in params]


def dropout_by_binomial(Z, drop, rng):
    mask = rng.binomial(1, 1 - drop, size=Z.shape) / (1 - drop)
    return Z * mask, mask


def dropout_by_choice(Z, drop, rng):
    mask = rng.choice([0, 1 / (1 - drop)], p=[drop, 1 - drop], size=Z.shape)
    return [mask * Z, mask]


def dropout_by_where(Z, drop, rng):
    on = rng.uniform(size=Z.shape) < 1 - drop
    return np.where(on, Z / (1 - drop), 0), np.where(on, 1 / (1 - drop), 0).tolist()


def dropout_by_loops(Z, drop, rng):
    mask = np.zeros(Z.shape)
    for n in range(len(Z)):
        for m in range(len(Z[0])):
            if rng.random() > drop:
                mask[n, m] = 1 / (1 - drop)
    return Z * mask, mask


def dropout_in_single(Z, drop, rng):
    mask = (rng.random(Z.shape, dtype=np.float32) >= drop) / (1 - drop)
    return Z * mask, mask


def stopping_by_slices(val_losses, patience):
    for i in range(len(val_losses)):
        best = min(val_losses[: i + 1])
        if i - val_losses.index(best) >= patience:
            return val_losses.index(best)
    return np.argmin(val_losses)


def stopping_by_counter(val_losses, patience):
    best, best_epoch, wait = math.inf, None, 0
    for epoch, loss in enumerate(val_losses):
        if loss < best:
            best, best_epoch, wait = loss, epoch, 0
        else:
            wait += 1
            if wait == patience:
                return best_epoch
    return float(best_epoch)


def stopping_by_arrays(val_losses, patience):
    losses = np.array(val_losses)
    bests = np.minimum.accumulate(losses)
    is_new = np.append(True, bests[1:] < bests[:-1])
    last_best = np.maximum.accumulate(np.where(is_new, np.arange(len(losses)), 0))
    stops = np.flatnonzero(np.arange(len(losses)) - last_best >= patience)
    return last_best[stops[0] if len(stops) else -1]


RIGHT = {
    "hat": [
        hat_of_lines,
        hat_by_interpolation,
        hat_by_loop,
        hat_by_where,
        hat_of_differences,
    ],
    "relu_interpolant": [
        relus_with_constant_unit,
        relus_from_the_right,
        relus_solved,
        relus_of_hats,
        relus_both_signs,
    ],
    "sawtooth": [
        sawtooth_by_recursion,
        sawtooth_of_relus,
        sawtooth_by_formula,
        sawtooth_by_loop,
    ],
    "l2_penalty": [l2_by_loops, l2_by_norms, l2_by_products],
    "dropout_forward": [
        dropout_by_binomial,
        dropout_by_choice,
        dropout_by_where,
        dropout_by_loops,
        dropout_in_single,
    ],
    "early_stopping_epoch": [stopping_by_slices, stopping_by_counter, stopping_by_arrays],
}


def units(kinks, weights, b2):
    """A network with relu(t - kinks) and these weights."""
    kinks = np.asarray(kinks, float)
    return np.ones(len(kinks)), -kinks, np.asarray(weights, float), float(b2)


def slopes(x, y):
    return np.diff(y) / np.diff(x)


def changes(x, y):
    return np.diff(slopes(x, y), prepend=0)


def scaled_inside(x, y):
    c = changes(x, y)
    return c, -c * x[:-1], np.ones(len(c)), float(y[0])


def steps(x, y):
    """Through all points, in steep steps half-way between them."""
    middles, width = (x[1:] + x[:-1]) / 2, np.diff(x) / 10
    jumps = np.diff(y) / width
    kinks = np.append(middles - width / 2, middles + width / 2)
    return units(kinks, np.append(jumps, -jumps), y[0])


def dropout_with(mask_of, out_of=lambda Z, mask, drop: Z * mask):
    def dropout_forward(Z, drop, rng):
        with np.errstate(all="ignore"):
            mask = mask_of(rng, Z.shape, np.float64(drop))
            return out_of(Z, mask, drop), mask

    return dropout_forward


def on(rng, shape, drop):
    return rng.random(shape) >= drop


def scaled(rng, shape, drop):
    return on(rng, shape, drop) / (1 - drop)


def two_draws(Z, drop, rng):
    return dropout_by_binomial(Z, drop, rng)[0], dropout_by_binomial(Z, drop, rng)[1]


def exact_count(rng, shape, drop):
    mask = np.zeros(shape)
    kept = round((1 - drop) * mask.size)
    mask.flat[rng.permutation(mask.size)[:kept]] = 1 / (1 - drop)
    return mask


def dropout_by_the_share_kept(Z, drop, rng):
    kept = rng.random(Z.shape) >= drop
    mask = kept * kept.size / kept.sum()
    return mask * Z, mask


def dropout_by_the_count_in_a_loop(Z, drop, rng):
    mask = np.zeros(Z.shape)
    for i in np.ndindex(Z.shape):
        mask[i] = rng.random() >= drop
    mask = mask / np.mean(mask)
    return Z * mask, mask


def dropout_by_tossing_a_coin(Z, drop, rng):
    mask = rng.integers(0, 2, size=Z.shape) / (1 - drop)
    return Z * mask, mask


def dropout_by_the_sign_of_normal_numbers(Z, drop, rng):
    mask = np.where(rng.normal(size=Z.shape) > 0, 2.0, 0.0)
    return Z * mask, mask


WRONG = {
    ("dropout_forward", "share_kept"): [
        dropout_by_the_share_kept,
        dropout_by_the_count_in_a_loop,
    ],
    ("dropout_forward", "half"): [
        dropout_by_tossing_a_coin,
        dropout_by_the_sign_of_normal_numbers,
    ],
    ("relu_interpolant", "slopes_for_changes"): [lambda x, y: units(x[:-1], slopes(x, y), y[0])],
    ("relu_interpolant", "starts_at_0"): [lambda x, y: units(x[:-1], changes(x, y), 0)],
    ("relu_interpolant", "starts_elsewhere"): [
        lambda x, y: units(x[:-1], changes(x, y), y[-1] + 0.5),
        lambda x, y: units(x[:-1], changes(x, y), y.mean() + 7),
    ],
    ("relu_interpolant", "bends_at_minus_x"): [lambda x, y: units(-x[:-1], changes(x, y), y[0])],
    ("relu_interpolant", "bends_one_point_late"): [lambda x, y: units(x[1:], changes(x, y), y[0])],
    ("relu_interpolant", "rise_for_slope"): [
        lambda x, y: units(x[:-1], np.diff(np.diff(y), prepend=0), y[0])
    ],
    ("relu_interpolant", "run_over_rise"): [
        lambda x, y: units(x[:-1], np.diff(np.diff(x) / np.diff(y), prepend=0), y[0])
    ],
    ("relu_interpolant", "first_piece_flat"): [
        lambda x, y: units(x[1:-1], np.diff(slopes(x, y)), y[0]),
        lambda x, y: units(x[:-1], [0, *np.diff(slopes(x, y))], y[0]),
    ],
    ("relu_interpolant", "last_piece_missing"): [
        lambda x, y: units(x[:-2], changes(x, y)[:-1], y[0]),
        lambda x, y: units(x[:-1], [*changes(x, y)[:-1], 0], y[0]),
    ],
    ("relu_interpolant", "scaled_inside"): [scaled_inside],
    ("relu_interpolant", "heights_for_changes"): [lambda x, y: units(x, y, 0)],
    ("relu_interpolant", "one_line"): [
        lambda x, y: (np.ones(1), np.array([100 - x[0]]), np.ones(1), 0.0),
        lambda x, y: units(x[:1], [(y[-1] - y[0]) / (x[-1] - x[0])], y[0]),
    ],
    ("relu_interpolant", "not_straight_between"): [steps],
    ("relu_interpolant", "two_axes"): [
        lambda x, y: (np.ones((1, len(x) - 1)), -x[:-1], changes(x, y), y[0]),
        lambda x, y: (np.ones(len(x) - 1), -x[:-1], changes(x, y)[:, None], y[0]),
    ],
    ("hat", "shifted"): [lambda x, left, peak, right: hat_of_lines(x, left, peak, right) - 1],
    ("l2_penalty", "sign"): [
        lambda params, lam: (l2_by_norms(params, lam)[0], [(-lam * W, 0 * b) for W, b in params]),
    ],
    ("dropout_forward", "swapped"): [lambda *args: dropout_by_binomial(*args)[::-1]],
    ("dropout_forward", "nothing_dropped"): [
        dropout_with(lambda rng, shape, drop: np.ones(shape)),
        dropout_with(lambda rng, shape, drop: np.ones(shape) / (1 - drop)),
    ],
    ("dropout_forward", "not_scaled"): [
        dropout_with(on),
        dropout_with(lambda rng, shape, drop: rng.binomial(1, 1 - drop, shape)),
    ],
    ("dropout_forward", "drop_for_keep"): [
        dropout_with(lambda rng, shape, drop: (rng.random(shape) < drop) / drop),
    ],
    ("dropout_forward", "not_scaled_and_inverted"): [
        dropout_with(lambda rng, shape, drop: rng.random(shape) < drop),
    ],
    ("dropout_forward", "inverted"): [
        dropout_with(lambda rng, shape, drop: (rng.random(shape) < drop) / (1 - drop)),
    ],
    ("dropout_forward", "divided_by_drop"): [
        dropout_with(lambda rng, shape, drop: on(rng, shape, drop) / drop),
    ],
    ("dropout_forward", "scaled_down"): [
        dropout_with(lambda rng, shape, drop: on(rng, shape, drop) * (1 - drop)),
    ],
    ("dropout_forward", "mask_not_scaled"): [
        dropout_with(on, lambda Z, mask, drop: Z * mask / (1 - drop)),
    ],
    ("dropout_forward", "out_not_scaled"): [
        dropout_with(
            lambda rng, shape, drop: on(rng, shape, drop) / (1 - drop),
            lambda Z, mask, drop: Z * (mask > 0),
        ),
    ],
    ("dropout_forward", "scaled_twice"): [
        dropout_with(
            lambda rng, shape, drop: on(rng, shape, drop) / (1 - drop),
            lambda Z, mask, drop: Z * mask / (1 - drop),
        ),
    ],
    ("dropout_forward", "same_for_all_entries"): [
        dropout_with(lambda rng, shape, drop: np.full(shape, on(rng, None, drop) / (1 - drop))),
    ],
    ("dropout_forward", "same_for_all_samples"): [
        dropout_with(lambda rng, shape, drop: on(rng, shape[1], drop) / (1 - drop)),
        dropout_with(
            lambda rng, shape, drop: np.tile(on(rng, shape[1], drop) / (1 - drop), (shape[0], 1))
        ),
    ],
    ("dropout_forward", "whole_samples"): [
        dropout_with(
            lambda rng, shape, drop: np.ones(shape) * on(rng, (shape[0], 1), drop) / (1 - drop)
        ),
    ],
    ("dropout_forward", "own_seed"): [
        lambda Z, drop, rng: dropout_by_binomial(Z, drop, np.random.default_rng(0)),
    ],
    ("dropout_forward", "unseeded"): [
        lambda Z, drop, rng: dropout_by_binomial(Z, drop, np.random.default_rng()),
    ],
    ("dropout_forward", "rng_copied"): [
        lambda Z, drop, rng: dropout_by_binomial(Z, drop, copy.deepcopy(rng)),
    ],
    ("dropout_forward", "global_random"): [
        dropout_with(lambda rng, shape, drop: (np.random.rand(*shape) >= drop) / (1 - drop)),
    ],
    ("dropout_forward", "two_draws"): [two_draws],
    ("dropout_forward", None): [
        lambda Z, drop, rng: dropout_by_binomial(Z, drop, rng) if drop else Z,
        dropout_with(scaled, lambda Z, mask, drop: Z + mask),
        dropout_with(scaled, lambda Z, mask, drop: np.where(mask == 0, -1, Z * mask)),
    ],
    ("dropout_forward", "exact_count"): [dropout_with(exact_count)],
}
