"""Exercise `updates_per_epoch` of section 6.6."""

from feedforward.checking.exercise import Case, Exercise, Mistake


def updates_per_epoch(N, batch_size):
    """Return the number of updates in an epoch that uses all N samples in batches of batch_size.

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
        "How many full batches are there, and are any samples left for one more?",
        "`//` rounds down. What can you add to N first, so that the result is rounded up?",
    ),
    mistakes=(
        Mistake(
            "short_batch_left_out",
            "Your result leaves out the last, shorter batch.",
            "For 10 samples and batch_size 4, how many batches are there?",
            function=lambda N, batch_size: N // batch_size,
        ),
        Mistake(
            "always_one_more",
            "You count one batch too many when batch_size divides N.",
            "For 8 samples and batch_size 4, how many batches are there?",
            function=lambda N, batch_size: N // batch_size + 1,
        ),
        Mistake(
            "fraction",
            "Your result is N / batch_size, which is not always a whole number.",
            "What happens to the samples of a batch that is not full?",
            function=lambda N, batch_size: N / batch_size,
        ),
        Mistake(
            "rounded_to_nearest",
            "Your result is N / batch_size, rounded to the nearest integer. But a short batch is "
            "a batch, too.",
            "If N / batch_size is 2.25, how many batches are there?",
            function=lambda N, batch_size: round(N / batch_size),
        ),
        Mistake(
            "one_a_sample",
            "Your result is N, one update per sample: batch_size has no influence.",
            "How many samples share one update?",
            function=lambda N, batch_size: N,
        ),
        Mistake(
            "left_over",
            "Your result is the number of samples left over for the last batch.",
            "How many batches are there in all?",
            function=lambda N, batch_size: N % batch_size,
        ),
        Mistake(
            "left_over_added",
            "Your result adds the number of samples left over, as if each of them had an update "
            "of its own.",
            "How many batches do you need for the samples that are left over?",
            function=lambda N, batch_size: N // batch_size + N % batch_size,
        ),
        Mistake(
            "turned_round",
            "Your result is batch_size / N, rounded up: N and batch_size are exchanged.",
            "For 10 samples and batch_size 4, how many batches are there?",
            function=lambda N, batch_size: -(-batch_size // N),
        ),
        Mistake(
            "at_least_one",
            "Your result leaves out a short last batch, unless it is the only batch.",
            "What does your code do with the samples left after the last full batch?",
            function=lambda N, batch_size: max(1, N // batch_size),
        ),
    ),
)
