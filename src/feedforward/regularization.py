"""Keep a network from memorising its training data: L2 penalty, dropout, early stopping."""

import numpy as np


def l2_penalty(params, lam):
    """Return lam/2 times the sum of all squared weights, and its gradient. Biases are left out.

    params [(W, b), ...] -> penalty, a float, and grads [(dW, db), ...], db zeros of b's shape
    """
    penalty = lam / 2 * sum(np.sum(W**2) for W, _ in params)
    return penalty, [(lam * W, np.zeros_like(b)) for W, b in params]


def dropout_forward(Z, drop, rng):
    """Drop each entry of Z with probability `drop`, and scale the others to keep the mean.

    Each entry has its own random number from `rng`, which decides whether the entry is dropped.
    0 <= drop < 1, and drop = 0 keeps every entry.
    Z (N, M) -> out (N, M) = Z * mask, and mask (N, M): 0 where an entry is dropped, else the factor
    that keeps the mean (inverted dropout; Srivastava et al. 2014)
    """
    mask = (rng.random(Z.shape) >= drop).astype(Z.dtype) / (1 - drop)
    return Z * mask, mask


def masked(f, df, masks):
    """The activation pair (f, df) with hidden layer l's output multiplied by masks[l].

    Good for one forward pass and the backward pass that follows it: the masks are used up
    in the order in which these two meet the layers.
    """
    way_up, way_down = iter(masks), iter(masks[::-1])
    return (
        lambda h: f(h) * next(way_up),
        lambda h, Z: df(h, f(h)) * next(way_down),
    )


def early_stopping_epoch(val_losses, patience):
    """Return the index of the best epoch seen by the time training stops.

    Training stops after `patience` >= 1 epochs in a row without a loss strictly below the best
    so far. If several epochs tie for the best, return the first of them. If training never stops
    early, return the best of all epochs.
    """
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        elif epoch - best >= patience:
            break
    return best
