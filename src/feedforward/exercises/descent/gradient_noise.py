"""Exercise `gradient_noise` of section 6.6."""

import numpy as np

from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.case_arrays import strided, tidy


def gradient_noise(per_sample, batch_size):
    """Return the standard error of a mini-batch gradient whose samples are drawn with replacement.

    It is the standard deviation of the samples' gradients around their mean, over all N samples,
    divided by the square root of batch_size: one number for each parameter.
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
        "Look at one parameter, one column of per_sample: how widely do its N numbers spread?",
        "The mean of B independent draws spreads less than one draw. By which power of B?",
        "`std` has an `axis`: along which one do the samples lie?",
    ),
    mistakes=(
        Mistake(
            "one_less_than_N",
            "The squares are divided by N - 1, as for a sample from something larger. "
            "Here the N gradients are all there are.",
            "From which set does a mini-batch draw?",
            function=lambda g, B: g.std(axis=0, ddof=1) / np.sqrt(B),
        ),
        Mistake(
            "batch_size_left_out",
            "This is the spread of a single sample's gradient.",
            "Does the mean of 100 samples spread as much as one sample does?",
            function=lambda g, B: g.std(axis=0),
        ),
        Mistake(
            "divided_by_batch_size",
            "It is divided by batch_size itself. That is what happens to the variance of a mean.",
            "If the variance falls by a factor of B, by how much does its square root fall?",
            function=lambda g, B: g.std(axis=0) / B,
        ),
        Mistake(
            "variance",
            "This is the variance of the mean, in squared units.",
            "What takes you from a variance to a standard deviation?",
            function=lambda g, B: g.var(axis=0) / B,
        ),
        Mistake(
            "variance_over_root",
            "The variance is divided by the square root of batch_size.",
            "In which units is a variance, and in which the answer?",
            function=lambda g, B: g.var(axis=0) / np.sqrt(B),
        ),
        Mistake(
            "across_parameters",
            "This is the spread across the parameters of one sample.",
            "Along which axis do the samples lie?",
            function=lambda g, B: g.std(axis=1) / np.sqrt(B),
        ),
        Mistake(
            "one_number",
            "All entries go into one spread; each parameter has its own.",
            "Which axis should be gone from the result, and which should stay?",
            function=lambda g, B: g.std() / np.sqrt(B),
        ),
        Mistake(
            "root_of_N",
            "It is divided by the square root of N, as if the batch were all the data.",
            "Over how many samples is a mini-batch gradient averaged?",
            function=lambda g, B: g.std(axis=0) / np.sqrt(len(g)),
        ),
        Mistake(
            "without_replacement",
            "This is the noise of a batch drawn without replacement; here a sample may come twice.",
            "What is the noise of a batch of all N samples, drawn with replacement?",
            function=lambda g, B: (
                g.std(axis=0) / np.sqrt(B) * np.sqrt(max(len(g) - B, 0) / max(len(g) - 1, 1))
            ),
        ),
        Mistake(
            "not_around_the_mean",
            "This is how far the gradients lie from 0, not from their mean.",
            "What is the noise when all samples have the same gradient?",
            function=lambda g, B: np.sqrt((g**2).mean(axis=0) / B),
        ),
    ),
)
