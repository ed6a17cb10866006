"""Exercise `cross_entropy` of section 6.5."""

import numpy as np

from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.losses.shared import (
    label_cases,
    label_sizes,
    log_softmax,
    softmax_of_columns,
)
from feedforward.losses import cross_entropy, softmax


def _cases(rng):
    yield from label_cases(rng)
    high = np.array([[1000.0, -1000, 0, 999], [-1000, -1001, -999, -1000], [0, 1000, 2, -1000]])
    yield Case((high, np.array([1, 3, 2])), "±1000")


def _log_share(out, labels):
    return log_softmax(out)[np.arange(len(out)), labels]


def _share(out, labels):
    return softmax(out)[np.arange(len(out)), labels]


def _cross_entropy_less_highest(out, labels):
    shifted = out - out.max()
    log_S = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -log_S[np.arange(len(out)), labels].mean()


def _cross_entropy_unshifted(out, labels):
    return np.mean(np.log(np.exp(out).sum(axis=1)) - out[np.arange(len(out)), labels])


def _narrow_one_hot(out, labels):
    one_hot = np.eye(labels.max() + 1)[labels]
    return -np.sum(one_hot * log_softmax(out)) / len(out)


def _binary_cross_entropy(out, labels):
    S, one_hot = softmax(out), np.eye(out.shape[1])[labels]
    with_zero = np.where(one_hot == 1, S, 1 - S)
    return -np.sum(np.log(with_zero)) / len(out)


def _log_of_columns(out, labels):
    return -np.mean(np.log(softmax_of_columns(out))[np.arange(len(out)), labels])


def _is_capped(case, got):
    """Return True if entries of ±1000 gave a loss that is finite but too small."""
    large = np.abs(case.args[0]).max() >= 999
    single = isinstance(got, np.ndarray) and got.shape == () and np.isfinite(got)
    return bool(large and single and 0 <= got < 0.99 * cross_entropy(*case.args))


CROSS_ENTROPY = Exercise(
    name="cross_entropy",
    section="6.5_losses",
    points=3,
    reference=cross_entropy,
    cases=_cases,
    safe=True,
    factors=label_sizes,
    open_question=(
        "Work out the loss of each sample by hand, step by step. For which sample, and at which "
        "step, does your code get another number?"
    ),
    hints=(
        "For one sample: minus the logarithm of the probability that softmax gives to its "
        "label. `array[np.arange(N), labels]` picks one entry from each row.",
        "A probability can be so small that it rounds to 0, and log 0 is -inf. Simplify the "
        "logarithm of the fraction on paper before you compute anything: log e^a is a.",
        "log softmax(out) is out minus the logarithm of the row's sum of e^out. Subtract "
        "the row's maximum first, as in softmax.",
    ),
    mistakes=(
        Mistake(
            "log_of_zero",
            "A tiny probability has been rounded to 0, and its logarithm is -inf.",
            "What is log(e^a / s), written as a difference?",
            function=lambda out, labels: -np.mean(np.log(_share(out, labels))),
        ),
        Mistake(
            "overflow",
            "e^1000 overflows: a float cannot hold it.",
            "Which number can you subtract from a whole row, so that no power of e overflows?",
            function=_cross_entropy_unshifted,
        ),
        Mistake(
            "one_maximum_for_all",
            "In some row, every number is far below the one that you subtract. There all powers of "
            "e are 0, and the logarithm of their sum is -inf.",
            "What does your code subtract from each row, and is it the maximum of that row?",
            function=_cross_entropy_less_highest,
        ),
        Mistake(
            "not_averaged",
            "Your J is the sum over the samples; it should be their mean.",
            "What should happen to J if every sample appears twice?",
            function=lambda out, labels: -np.sum(_log_share(out, labels)),
        ),
        Mistake(
            "averaged_over_classes",
            "In your J, the sum over the samples is divided by N * K, not by N.",
            "Over how many samples does J take its mean?",
            function=lambda out, labels: -np.mean(_log_share(out, labels)) / out.shape[1],
        ),
        Mistake(
            "softmax_twice",
            "Your result is the same as if softmax were applied twice.",
            "Should the input of softmax be logits or probabilities?",
            function=lambda out, labels: -np.mean(_log_share(softmax(out), labels)),
        ),
        Mistake(
            "no_softmax",
            "The logarithm is taken of the logits, as if they were probabilities.",
            "What turns a row of logits into probabilities?",
            function=lambda out, labels: -np.mean(np.log(out[np.arange(len(out)), labels])),
        ),
        Mistake(
            "no_logarithm",
            "This is the mean of the probabilities, without the logarithm.",
            "How large should the loss be if the probability of the label is almost 0?",
            function=lambda out, labels: -np.mean(_share(out, labels)),
        ),
        Mistake(
            "logit_only",
            "This is minus the logit of the label: the other classes have no influence.",
            "What happens to the probability of the label if another logit grows?",
            function=lambda out, labels: -np.mean(out[np.arange(len(out)), labels]),
        ),
        Mistake(
            "log2",
            "Your result is in bits, because the logarithm has base 2.",
            "Which logarithm is the inverse of e^x?",
            function=lambda out, labels: -np.mean(_log_share(out, labels)) / np.log(2),
        ),
        Mistake(
            "log10",
            "Your logarithm has base 10.",
            "Which logarithm is the inverse of e^x?",
            function=lambda out, labels: -np.mean(_log_share(out, labels)) / np.log(10),
        ),
        Mistake(
            "all_classes",
            "Your result adds up -log of all the probabilities in a row, whatever the label is.",
            "Which entry of a row belongs to its label?",
            function=lambda out, labels: -np.sum(log_softmax(out)) / len(out),
        ),
        Mistake(
            "all_pairs",
            "In each row, you use the columns of all the labels, as `S[:, labels]` does. Each row "
            "should use only its own label.",
            "How do you index one entry in each row?",
            function=lambda out, labels: -np.mean(log_softmax(out)[:, labels]),
        ),
        Mistake(
            "binary",
            "Your result also contains log(1 - probability) of all other classes, as if each "
            "class were a separate yes-or-no question.",
            "How many of the K classes does a sample belong to?",
            function=_binary_cross_entropy,
        ),
        Mistake(
            "log_of_mean",
            "Your result is -log of the mean probability.",
            "Which comes first in J, the logarithm or the mean?",
            function=lambda out, labels: -np.log(np.mean(_share(out, labels))),
        ),
        Mistake(
            "columns",
            "Your softmax runs along the columns, so the probabilities of each class sum to 1 "
            "over the samples.",
            "Along which axis should the probabilities of one sample sum to 1?",
            function=_log_of_columns,
        ),
        Mistake(
            "one_a_sample",
            "Your result has one number per sample; J is a single number.",
            "What remains to be done with the N numbers?",
            function=lambda out, labels: -_log_share(out, labels),
        ),
        Mistake(
            "labels_from_1",
            "Your result uses column k - 1 for label k and the last column for label 0, as if "
            "labels were counted from 1.",
            "Which column belongs to label 0?",
            function=lambda out, labels: -np.mean(_log_share(out, labels - 1)),
        ),
        Mistake(
            "one_hot_too_narrow",
            "The one-hot rows are too short if the last class does not occur among the labels.",
            "Which array tells you how many classes there are?",
            function=_narrow_one_hot,
        ),
        Mistake(
            "capped",
            "Where the probability of the label is tiny, your loss is too small, as if that "
            "probability had been replaced by a larger one.",
            "How large should J be for the logits 1000 and -1000 if the label is 1?",
            rule=_is_capped,
        ),
    ),
)
