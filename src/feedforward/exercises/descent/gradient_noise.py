"""Exercise `gradient_noise` of section 6.6."""

import numpy as np

from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.case_arrays import strided, tidy


def gradient_noise(per_sample, batch_size):
    """Return the standard error of a mini-batch gradient whose samples are drawn with replacement.

    The N gradients are the whole population that a batch is drawn from. Each parameter has its own
    standard error.
    per_sample (N, P), in which row i is the gradient of sample i -> (P,)
    """
    return per_sample.std(axis=0) / np.sqrt(batch_size)


def _cases(rng):
    yield Case((tidy(rng, 3, 2), 4))
    yield Case((rng.normal(2, 1, size=(7, 3)), 5))
    yield Case((rng.normal(1, 3, size=(1, 3)), 2), "one sample")
    yield Case((rng.normal(1, 2, size=(6, 1)), 3), "one parameter")
    yield Case((rng.normal(1, 2, size=(5, 4)), 1), "batches of one sample")
    yield Case((strided(rng.normal(-1, 2, size=(8, 3))), 64), "a batch larger than the data")
    yield Case((rng.normal(1, 2, size=(9, 2)).astype(np.float32), 6), "float32")


GRADIENT_NOISE = Exercise(
    name="gradient_noise",
    section="6.6_gradient_descent",
    points=2,
    reference=gradient_noise,
    cases=_cases,
    factors=lambda case: {"N": len(case.args[0]), "sqrt(N)": len(case.args[0]) ** 0.5},
    hints=(
        "Consider one parameter, that is, one column of per_sample. How widely do its N "
        "numbers spread?",
        "The mean of B independent draws spreads less than a single draw. By what factor, in "
        "terms of B?",
        "`std` has an argument `axis`. Along which axis of per_sample do the samples run?",
    ),
    mistakes=(
        Mistake(
            "one_less_than_N",
            "Your standard deviation divides by N - 1, as if the N gradients came from a larger "
            "population. Here they are the whole population.",
            "From which set is a mini-batch drawn?",
            function=lambda g, B: g.std(axis=0, ddof=1) / np.sqrt(B),
        ),
        Mistake(
            "batch_size_left_out",
            "This is the standard deviation of a single sample's gradient: batch_size has no "
            "influence.",
            "Does the mean of 100 samples vary as much as a single sample?",
            function=lambda g, B: g.std(axis=0),
        ),
        Mistake(
            "divided_by_batch_size",
            "Your result is the standard deviation divided by batch_size. Averaging B samples "
            "divides the variance by B, not the standard deviation.",
            "If the variance shrinks by a factor of B, by what factor does its square root shrink?",
            function=lambda g, B: g.std(axis=0) / B,
        ),
        Mistake(
            "variance",
            "Your result is the variance of the mean, which has squared units.",
            "How do you get from a variance to a standard deviation?",
            function=lambda g, B: g.var(axis=0) / B,
        ),
        Mistake(
            "variance_over_root",
            "Your result is the variance divided by the square root of batch_size.",
            "What are the units of a variance, and what should the units of the result be?",
            function=lambda g, B: g.var(axis=0) / np.sqrt(B),
        ),
        Mistake(
            "across_parameters",
            "Your standard deviation is taken across the parameters, which gives one number per "
            "sample.",
            "Along which axis of per_sample do the samples run?",
            function=lambda g, B: g.std(axis=1) / np.sqrt(B),
        ),
        Mistake(
            "one_number",
            "Your result is one number, computed from all entries together. Each parameter "
            "should have its own.",
            "Which axis of per_sample should disappear, and which should remain?",
            function=lambda g, B: g.std() / np.sqrt(B),
        ),
        Mistake(
            "root_of_N",
            "The standard deviation is divided by the square root of N, so batch_size has no "
            "influence.",
            "How many samples does a mini-batch average over?",
            function=lambda g, B: g.std(axis=0) / np.sqrt(len(g)),
        ),
        Mistake(
            "without_replacement",
            "Your result is the noise of a batch drawn without replacement. Here the samples "
            "are drawn with replacement.",
            "If you draw N times with replacement, does every sample come up exactly once?",
            function=lambda g, B: (
                g.std(axis=0) / np.sqrt(B) * np.sqrt(max(len(g) - B, 0) / max(len(g) - 1, 1))
            ),
        ),
        Mistake(
            "not_around_the_mean",
            "Your result measures the spread of the gradients around 0, not around their mean.",
            "How large is the noise if all samples have the same gradient?",
            function=lambda g, B: np.sqrt((g**2).mean(axis=0) / B),
        ),
        Mistake(
            "mean_deviation",
            "Your result uses the mean absolute deviation. The standard deviation is the root of "
            "the mean squared deviation.",
            "What happens to each deviation before the mean is taken?",
            function=lambda g, B: np.abs(g - g.mean(axis=0)).mean(axis=0) / np.sqrt(B),
        ),
    ),
)
