"""The exercise `gaussian_nll` of 6.5."""

import numpy as np

from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.case_arrays import strided, tidy
from feedforward.losses import gaussian_nll


def _cases(rng):
    yield Case((tidy(rng, 3), tidy(rng, 3), 0.5))
    yield Case((rng.normal(size=7), rng.normal(size=7), float(rng.uniform(1.5, 3))))
    yield Case((tidy(rng, 1), tidy(rng, 1), 2.0), "one sample")
    yield Case((tidy(rng, 4), tidy(rng, 4), 1.0), "sigma = 1")
    out = tidy(rng, 5)
    yield Case((out, out.copy(), 0.7), "every prediction exact")
    far = rng.choice([-1, 1], 4) * np.array([0.1, 40.0, 200.0, 500.0])
    yield Case((out[:4], out[:4] + far, 0.5), "errors of up to 1000 sigma")
    yield Case((np.array([1, 5, -2, 3]), np.array([2, 2, 2, 0]), 1.5), "whole numbers")
    yield Case((strided(tidy(rng, 6)), strided(tidy(rng, 6)), 3.0), "every other entry")
    arrays = (rng.normal(size=5).astype(np.float32) for _ in range(2))
    yield Case((*arrays, 0.8), "float32")


def _answer(quadratic=0.5, log_sigma=1.0, log_2pi=0.5, sign=1.0, power=2):
    """-log p, averaged, with one of its coefficients changed."""

    def answer(out, y, sigma):
        squares = np.mean((y - out) ** 2) / sigma**power
        constants = log_sigma * np.log(sigma) + log_2pi * np.log(2 * np.pi)
        return sign * (quadratic * squares + constants)

    return answer


def _density(out, y, sigma):
    return np.exp(-((y - out) ** 2) / (2 * sigma**2)) / (sigma * np.sqrt(2 * np.pi))


def _log_of_density(out, y, sigma):
    with np.errstate(divide="ignore"):
        return -np.mean(np.log(_density(out, y, sigma)))


def _log_of_mean(out, y, sigma):
    with np.errstate(divide="ignore"):
        return -np.log(np.mean(_density(out, y, sigma)))


GAUSSIAN_NLL = Exercise(
    name="gaussian_nll",
    section="6.5_losses",
    points=2,
    reference=gaussian_nll,
    cases=_cases,
    factors=lambda case: {"N": len(case.args[0])},
    hints=(
        "Take the logarithm of the density on paper before you write any code. The logarithm of a "
        "product is a sum, and log(exp(a)) is a.",
        "Three terms remain: one with the squared error, one with sigma alone, and a constant. "
        "Which sign does each of them have in -log p?",
        "Only the first term depends on the sample, so only that term needs a mean.",
    ),
    mistakes=(
        Mistake(
            "density_underflows",
            "Your result is infinite where an error is large: the density itself rounds to 0 "
            "there, and log(0) is -inf.",
            "What is log(exp(-a)), written without exp?",
            function=_log_of_density,
        ),
        Mistake(
            "log_of_mean_density",
            "Your result is -log of the mean density.",
            "The likelihood of independent samples is a product. What does the log turn it into?",
            function=_log_of_mean,
        ),
        Mistake(
            "half_missing",
            "The squared error is divided by sigma^2; it should be divided by 2 sigma^2.",
            "What is the exponent of the density?",
            function=_answer(quadratic=1.0),
        ),
        Mistake(
            "sigma_not_squared",
            "The squared error is divided by 2 sigma; the exponent of the density contains "
            "sigma^2.",
            "What are the units of (y - out)^2, and what are the units of sigma?",
            function=_answer(power=1),
        ),
        Mistake(
            "log_sigma_missing",
            "The term log(sigma) is missing, so a wider Gaussian would always look better.",
            "What does the factor 1/sigma in front of the exponential become when you take the "
            "logarithm?",
            function=_answer(log_sigma=0.0),
        ),
        Mistake(
            "log_sigma_negated",
            "log(sigma) has the wrong sign.",
            "What is -log(1/sigma)?",
            function=_answer(log_sigma=-1.0),
        ),
        Mistake(
            "log_variance",
            "This contains log(sigma^2), which is 2 log(sigma).",
            "The density contains 1/sigma, not 1/sigma^2. What is -log(1/sigma)?",
            function=_answer(log_sigma=2.0),
        ),
        Mistake(
            "constant_missing",
            "The constant log(2 pi)/2 is missing. It does not change the gradient, but without it "
            "this is not the negative log of a density.",
            "What does the factor 1/sqrt(2 pi) contribute to -log p?",
            function=_answer(log_2pi=0.0),
        ),
        Mistake(
            "constant_not_halved",
            "Your constant is log(2 pi), but the density contains the square root of 2 pi.",
            "What is log(sqrt(a)) in terms of log(a)?",
            function=_answer(log_2pi=1.0),
        ),
        Mistake(
            "constants_missing",
            "Only the squared error is here: the contribution of the factor 1/(sigma sqrt(2 pi)) "
            "is missing.",
            "What is -log(1/(sigma sqrt(2 pi)))?",
            function=_answer(log_sigma=0.0, log_2pi=0.0),
        ),
        Mistake(
            "log_likelihood",
            "Your result is the mean of log p.",
            "Should the loss fall or rise when the predictions get better?",
            function=_answer(sign=-1.0),
        ),
        Mistake(
            "summed",
            "You add up -log p over the samples; the task asks for the mean.",
            "What should happen to the loss if every sample appears twice?",
            function=lambda out, y, sigma: len(out) * _answer()(out, y, sigma),
        ),
        Mistake(
            "only_errors_summed",
            "Your result sums the squared errors over the samples, but not the other terms.",
            "What should a sum over the samples be divided by to become their mean?",
            function=lambda out, y, sigma: _answer(quadratic=len(out) / 2)(out, y, sigma),
        ),
        Mistake(
            "density",
            "This is the mean density itself, without a logarithm.",
            "Which function turns a product of densities into a sum?",
            function=lambda out, y, sigma: np.mean(_density(out, y, sigma)),
        ),
        Mistake(
            "another_base",
            "The logarithms are to base 2. The book uses natural logarithms.",
            "Which of NumPy's logarithms undoes `np.exp`?",
            function=lambda out, y, sigma: _answer()(out, y, sigma) / np.log(2),
        ),
        Mistake(
            "sigma_ignored",
            "Your result does not change with sigma.",
            "Where does sigma enter the density?",
            function=lambda out, y, sigma: _answer()(out, y, 1.0),
        ),
        Mistake(
            "per_sample",
            "Your result has one number per sample; the task asks for a single number.",
            "What remains to be done with the N numbers?",
            function=lambda out, y, sigma: (
                ((y - out) / sigma) ** 2 / 2 + np.log(sigma) + np.log(2 * np.pi) / 2
            ),
        ),
    ),
)
