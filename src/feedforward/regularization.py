"""What keeps a network from learning its training data by heart."""

import numpy as np


def l2_penalty(params, lam):
    """lam/2 times the sum of squared weights, biases left out, and its gradient.

    params [(W, b), ...] -> penalty, a float, and grads [(dW, db), ...], db zeros of b's shape
    """
    penalty = lam / 2 * sum(np.sum(W**2) for W, _ in params)
    return penalty, [(lam * W, np.zeros_like(b)) for W, b in params]


def dropout_forward(Z, drop, rng):
    """Inverted dropout: each entry is kept with probability 1 - drop and scaled by 1/(1 - drop).

    The scaling keeps the mean, so that nothing has to be done when the network is used
    (Srivastava et al. 2014, in the inverted form). 0 <= drop < 1; drop = 0 keeps all.
    Z (N, M) -> out (N, M) = Z * mask, and mask (N, M), which holds 0 or 1/(1 - drop)
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
    """Index of the best epoch seen when training stops.

    Training stops after `patience` >= 1 epochs in a row without a loss strictly below the best
    so far. Of equal bests the first counts; without a stop, the best of all epochs.
    """
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        elif epoch - best >= patience:
            break
    return best
