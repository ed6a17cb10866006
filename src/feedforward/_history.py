"""Record the history of a training run, and decide from it when to stop."""

import numpy as np

from feedforward.losses import LOSSES
from feedforward.network import forward, loss_and_grads
from feedforward.regularization import early_stopping_epoch


class Recorder:
    """Measures the network on the data it watches, a record at a time."""

    def __init__(self, watched, activation_pair, loss_pair, batch_size, patience):
        """watched: a dict from a prefix, "" for the training data, to a pair (X, y)."""
        self._watched = watched
        self._activation, self._loss = activation_pair, loss_pair
        self._counts_hits = loss_pair == LOSSES["cross_entropy"]
        self._N = len(watched[""][0])
        self._updates = 1 if batch_size is None else -(-self._N // batch_size)
        self._patience = patience
        self._records = []
        self.best_params = None

    def record(self, epoch, seconds, params):
        """Add a record of the params at the end of an epoch, and give back its loss."""
        record = {
            "epoch": epoch,
            "updates": epoch * self._updates,
            "samples": epoch * self._N,
            "seconds": seconds,
        }
        for prefix, (X, y) in self._watched.items():
            record |= self._measure(prefix, X, y, params)
        self._records.append(record)
        if self._patience is not None and self._waited() == 0:
            self.best_params = copy_of(params)
        return record["loss"]

    def _measure(self, prefix, X, y, params):
        out, _ = forward(X, params, self._activation[0])
        measured = {prefix + "loss": float(self._loss[0](out, y))}
        if self._counts_hits:
            measured[prefix + "accuracy"] = float((out.argmax(axis=1) == y).mean())
        return measured

    def _waited(self):
        val_losses = [record["val_loss"] for record in self._records]
        return len(val_losses) - 1 - early_stopping_epoch(val_losses, self._patience)

    def is_patience_over(self):
        """Return True if `patience` records in a row have not improved the validation loss."""
        return self._patience is not None and self._waited() >= self._patience

    def history(self, stopped_by):
        """The records as a dict of lists, and what ended the training."""
        measured = ["loss", "accuracy"] if self._counts_hits else ["loss"]
        keys = ["epoch", "updates", "samples", "seconds"]
        keys += [prefix + name for prefix in self._watched for name in measured]
        columns = {key: [record[key] for record in self._records] for key in keys}
        return columns | {"stopped_by": stopped_by}

    def cause_of_divergence(self, epoch, lr, l2, start, params):
        """A sentence that says why the loss is no longer finite, `start` being the first params."""
        complaint = f"The loss became {self._records[-1]['loss']} in epoch {epoch}. "
        if not self._is_finite_at(start):
            return complaint + (
                "It, or its gradient, is not finite at the first parameters either: look at the "
                "activation, the loss and the scale of X."
            )
        growth = f"The largest parameter went from {_largest(start):.3g} to {_largest(params):.3g}"
        if lr * l2 > 2:
            return (
                complaint
                + growth
                + (
                    f": with lr * l2 = {lr * l2:.3g}, more than 2, the L2 penalty alone throws the "
                    "weights further out at every step. Take a smaller l2 or lr."
                )
            )
        return (
            complaint
            + growth
            + (
                f": the learning rate, {lr:.3g}, is too large, and steps overshoot further and "
                "further. Try a tenth of it; scaling the inputs helps too."
            )
        )

    def _is_finite_at(self, params):
        J, grads = loss_and_grads(*self._watched[""], params, self._activation, self._loss)
        return np.isfinite(J) and np.isfinite(_largest(grads))


def copy_of(params):
    """The same parameters in arrays of their own."""
    return [(W.copy(), b.copy()) for W, b in params]


def _largest(params):
    """The largest absolute value of all parameters; infinity where one is not a number."""
    largest = np.max([np.max(np.abs(part)) for pair in params for part in pair])
    return float("inf") if np.isnan(largest) else float(largest)
