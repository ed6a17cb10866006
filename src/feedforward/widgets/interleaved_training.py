"""Several batch sizes trained in turn, so that other load on the machine affects all alike."""

import time

import numpy as np

from feedforward.activations import relu
from feedforward.data import digits
from feedforward.losses import cross_entropy
from feedforward.network import forward, init_params
from feedforward.plots.batch_size import Trial
from feedforward.training import train

N = 1344  # of the digits: it is 7 times 192
SIZES = (2, 8, 32, 192, N)
PART = 192  # how many samples a small batch size learns from in its first turns
WIDTH = 16
MOST_EPOCHS, MOST_UPDATES = 1000, 5000  # then a batch size is given up, whichever comes first
PAUSE = 0.15  # seconds of training between two pictures


def first_digits():
    """The digits that every batch size learns from: X (1344, 64), labels (1344,)."""
    X, labels = digits(np.random.default_rng(0)).train
    return X[:N], labels[:N]


def start_params():
    """The parameters from which every batch size starts."""
    return init_params([64, WIDTH, 10], np.random.default_rng(1))


class InterleavedTraining:
    """Trains a network for each of SIZES, a short stretch each in turn, down to a target loss."""

    def __init__(self, rate, target):
        self.rate, self.target = rate, target
        self._X, self._labels = first_digits()
        self._start = cross_entropy(forward(self._X, start_params(), relu)[0], self._labels)
        self._runs = {size: _Run(size, self._start) for size in SIZES}

    def trial(self, size):
        """Return the records of a batch size so far -> Trial."""
        run = self._runs[size]
        return Trial(size, N, *(np.array(column) for column in zip(*run.records, strict=True)))

    def run(self):
        """Train all to the end, and yield the progress, 0 to 1, now and then."""
        last = time.perf_counter()
        while waiting := [run for run in self._runs.values() if not self._is_done(run)]:
            for run in waiting:
                self._take_turn(run)
            if time.perf_counter() - last > PAUSE:
                yield self._progress()
                last = time.perf_counter()
        yield 1.0

    def _is_done(self, run):
        updates, samples, _, loss = run.records[-1]
        spent = samples >= MOST_EPOCHS * N or updates >= MOST_UPDATES
        return loss < self.target or spent or run.diverged

    def _progress(self):
        """Return how far log J has come from the start to the target, averaged over batch sizes."""
        way = np.log(self._start / self.target)
        gone = [1.0 if self._is_done(run) else np.log(self._start / run.records[-1][-1]) / way
                for run in self._runs.values()]  # fmt: skip
        return float(np.clip(np.mean(gone), 0, 1))

    def _take_turn(self, run):
        rows, epochs = run.next_rows()
        try:
            # One record a turn, at its end: what measuring the loss takes is no part of its time.
            run.params, history = train(
                self._X[rows], self._labels[rows], run.params, epochs=epochs, lr=self.rate,
                batch_size=run.size, rng=run.rng, progress=False, record_every=epochs,
                validation=(self._X, self._labels),
            )  # fmt: skip
        except FloatingPointError:
            run.diverged = True
            return
        run.add(*(history[key][-1] for key in ("updates", "samples", "seconds", "val_loss")))


class _Run:
    """The training of one batch size."""

    def __init__(self, size, loss):
        self.size, self.params, self.rng = size, start_params(), np.random.default_rng(2)
        self.records, self.diverged, self._dealt = [(0, 0, 0.0, loss)], False, []

    def next_rows(self):
        """Return the rows of this turn and its epochs: some 5% of what came before.

        While that is less than an epoch, a small batch size gets the next part of one.
        """
        epochs = self.records[-1][1] // N // 20
        if not self._dealt and (epochs or self.size >= PART):
            return np.arange(N), max(1, epochs)
        if not self._dealt:
            self._dealt = list(self.rng.permutation(N).reshape(-1, PART))
        return self._dealt.pop(), 1

    def add(self, updates, samples, seconds, loss):
        """Add a record: the cost of the turn, and the loss after it."""
        before = self.records[-1]
        self.records.append((before[0] + updates, before[1] + samples, before[2] + seconds, loss))
