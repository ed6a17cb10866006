"""Exercise `updates_per_epoch` of section 6.6."""

from feedforward.checking.exercise import Case, Exercise, Mistake


def updates_per_epoch(N, batch_size):
    """Return how many updates an epoch takes: N samples in batches of batch_size, none left out.

    N and batch_size are positive integers -> an integer
    """
    return -(-N // batch_size)


def _cases(rng):
    yield Case((10, 4))
    yield Case((int(rng.integers(7, 20)) * 9 + 2, 9))
    yield Case((int(rng.integers(7, 20)) * 12 + 11, 12))
    yield Case((int(rng.integers(4, 9)) * 8, 8), "no sample left for a short batch")
    yield Case((int(rng.integers(5, 30)), 1), "batches of one sample")
    yield Case((int(rng.integers(5, 30)), 50), "a batch larger than the data")
    yield Case((37, 37), "one batch of all samples")
    yield Case((1, 32), "one sample")
    yield Case((20_001, 1000), "one sample left for the last batch")


UPDATES_PER_EPOCH = Exercise(
    name="updates_per_epoch",
    section="6.6_gradient_descent",
    points=1,
    reference=updates_per_epoch,
    cases=_cases,
    hints=(
        "How many full batches are there, and is anything left for one more?",
        "`//` rounds down. What do you have to add to N first, so that it rounds up?",
    ),
    mistakes=(
        Mistake(
            "short_batch_left_out",
            "The samples left over for a short last batch get no update.",
            "How many batches do 10 samples make in batches of 4?",
            function=lambda N, batch_size: N // batch_size,
        ),
        Mistake(
            "always_one_more",
            "One is added even where the batches come out even.",
            "How many batches do 8 samples make in batches of 4?",
            function=lambda N, batch_size: N // batch_size + 1,
        ),
        Mistake(
            "fraction",
            "This is a fraction of an update.",
            "What happens with the samples of a batch that is not full?",
            function=lambda N, batch_size: N / batch_size,
        ),
        Mistake(
            "rounded_to_nearest",
            "It is rounded to the nearest; a batch counts however short it is.",
            "In which direction must it be rounded, always?",
            function=lambda N, batch_size: round(N / batch_size),
        ),
        Mistake(
            "one_a_sample",
            "One update a sample: that is an epoch of stochastic descent.",
            "How many samples share one update here?",
            function=lambda N, batch_size: N,
        ),
        Mistake(
            "left_over",
            "This is how many samples are left for the last batch.",
            "And how many batches came before it?",
            function=lambda N, batch_size: N % batch_size,
        ),
        Mistake(
            "turned_round",
            "Samples and batch size have changed places.",
            "How many batches do 10 samples make in batches of 4?",
            function=lambda N, batch_size: -(-batch_size // N),
        ),
        Mistake(
            "at_least_one",
            "The short last batch is counted only where it is the only one.",
            "How many batches do 10 samples make in batches of 4?",
            function=lambda N, batch_size: max(1, N // batch_size),
        ),
    ),
)
