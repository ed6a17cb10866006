"""A race of optimisers down one bowl, from one start, with a clock that counts in four ways."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from feedforward.exercises.descent.linear_gradient import linear_gradient
from feedforward.optimizers import adam, momentum, nesterov, sgd
from feedforward.training import minibatches

from .bowl import Bowl, walk_down

STEPS = 96
START = (-1.0, 0.0)
BATCH, MINI, ONE = "batch", "mini-batch", "stochastic"
MOMENTUM, NESTEROV, ADAM = "momentum", "Nesterov", "Adam"
NAMES = (BATCH, MINI, ONE, MOMENTUM, NESTEROV, ADAM)
UPDATES, EPOCHS, SAMPLES, SECONDS = AXES = ("updates", "epochs", "samples", "seconds")
RACE_EPOCHS = 12  # how long the race is, in epochs and in samples
RACE_SECONDS = 4.8e-3
# A stated model of what an update costs, not a stopwatch: two runs of one race look the same.
SECONDS_AN_UPDATE, SECONDS_A_SAMPLE = 20e-6, 5e-6


@dataclass(frozen=True)
class RaceArrays:
    """The racers' walks, and how far the clock has run."""

    bowl: Bowl
    walks: dict  # a Walk by name, for those of NAMES that race
    axis: str  # one of AXES: what the clock counts
    step: int  # 0 to STEPS
    note: str = ""

    @property
    def end(self):
        """Return the point of the axis at which the race ends."""
        N = len(self.bowl.X)
        return {
            UPDATES: STEPS, EPOCHS: RACE_EPOCHS, SAMPLES: RACE_EPOCHS * N,
            SECONDS: RACE_SECONDS * 1e3,
        }[self.axis]  # fmt: skip

    @property
    def clock(self):
        """Return the point of the axis that the race has reached."""
        return self.end * self.step / STEPS

    def along(self, name):
        """Return the place of a racer's start and of each of its updates on the axis, (T + 1,)."""
        walk = self.walks[name]
        updates = np.arange(len(walk.places))
        return {
            UPDATES: updates,
            EPOCHS: walk.samples / len(self.bowl.X),
            SAMPLES: walk.samples,
            SECONDS: 1e3 * (SECONDS_AN_UPDATE * updates + SECONDS_A_SAMPLE * walk.samples),
        }[self.axis]

    def updates(self, name):
        """Return how many updates a racer has made by now."""
        return int(np.searchsorted(self.along(name), self.clock * (1 + 1e-12), side="right")) - 1


def updates_in(axis, N, batch_size):
    """Return how many updates of batch_size samples a whole race takes at most."""
    an_epoch = -(-N // batch_size)
    if axis == UPDATES:
        return STEPS
    if axis == SECONDS:
        return int(RACE_SECONDS / (SECONDS_AN_UPDATE + SECONDS_A_SAMPLE * N / an_epoch)) + 1
    return RACE_EPOCHS * an_epoch


def racer_walk(
    bowl, name, lr, batch_size, seed, axis, decay=0.9, *,
    linear_gradient=linear_gradient, minibatches=minibatches,
):  # fmt: skip
    """Walk one racer down the bowl, to the end of a race on that axis -> Walk.

    batch_size is that of every racer but two: batch takes all samples, and stochastic one. Racers
    with the same batch size are dealt the same batches.
    """
    size = {BATCH: len(bowl.X), ONE: 1}.get(name, batch_size)
    rules = {
        MOMENTUM: partial(momentum, decay=decay),
        NESTEROV: partial(nesterov, decay=decay),
        ADAM: adam,
    }
    return walk_down(
        bowl, START, lr, size, updates_in(axis, len(bowl.X), size), np.random.default_rng(seed),
        rule=rules.get(name, sgd), gradient=linear_gradient, deal=minibatches,
    )  # fmt: skip
