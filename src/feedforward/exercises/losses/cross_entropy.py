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
    """Whether entries of ±1000 gave a loss that is finite and too small."""
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
    hints=(
        "For one sample: -log of the share that softmax gives to its label. "
        "`array[np.arange(N), labels]` picks one entry in each row.",
        "A share can be so small that a float holds 0, and log 0 is -inf. Write out the "
        "logarithm of the fraction before you compute anything: log e^a is a.",
        "log softmax(out) is out minus the logarithm of the row's sum of e^out. Take the row's "
        "maximum off first, as in softmax.",
    ),
    mistakes=(
        Mistake(
            "log_of_zero",
            "Softmax has rounded a tiny share to 0, and its logarithm is -inf.",
            "What is log(e^a / s), written as a difference?",
            function=lambda out, labels: -np.mean(np.log(_share(out, labels))),
        ),
        Mistake(
            "overflow",
            "e^1000 is more than a float can hold.",
            "Which number may you take off a row without changing its softmax?",
            function=_cross_entropy_unshifted,
        ),
        Mistake(
            "one_maximum_for_all",
            "One maximum is taken off all rows: in a row far below it every e^ is 0, "
            "and the logarithm of their sum is -inf.",
            "Whose maximum does a row need?",
            function=_cross_entropy_less_highest,
        ),
        Mistake(
            "not_averaged",
            "The samples are added up; J is their mean.",
            "What happens to J when every sample stands there twice?",
            function=lambda out, labels: -np.sum(_log_share(out, labels)),
        ),
        Mistake(
            "averaged_over_classes",
            "The mean goes over the classes as well: J is divided by N times K.",
            "Over what does J take its mean?",
            function=lambda out, labels: -np.mean(_log_share(out, labels)) / out.shape[1],
        ),
        Mistake(
            "softmax_twice",
            "The shares went through softmax once more.",
            "Does what you take the softmax of hold logits, or shares already?",
            function=lambda out, labels: -np.mean(_log_share(softmax(out), labels)),
        ),
        Mistake(
            "no_softmax",
            "The logits are put into the logarithm as if they were probabilities.",
            "What turns a row of logits into shares?",
            function=lambda out, labels: -np.mean(np.log(out[np.arange(len(out)), labels])),
        ),
        Mistake(
            "no_logarithm",
            "The shares are averaged without their logarithm.",
            "How large should the loss be for a share near 0?",
            function=lambda out, labels: -np.mean(_share(out, labels)),
        ),
        Mistake(
            "logit_only",
            "This is minus the label's logit: the other classes do not enter.",
            "What happens to the label's share when another logit grows?",
            function=lambda out, labels: -np.mean(out[np.arange(len(out)), labels]),
        ),
        Mistake(
            "log2",
            "This counts in bits: the logarithm has base 2.",
            "Which logarithm undoes e^?",
            function=lambda out, labels: -np.mean(_log_share(out, labels)) / np.log(2),
        ),
        Mistake(
            "log10",
            "The logarithm has base 10.",
            "Which logarithm undoes e^?",
            function=lambda out, labels: -np.mean(_log_share(out, labels)) / np.log(10),
        ),
        Mistake(
            "all_classes",
            "Every class's -log share is counted, whatever the label.",
            "Which entry of a row does its label point to?",
            function=lambda out, labels: -np.sum(log_softmax(out)) / len(out),
        ),
        Mistake(
            "all_pairs",
            "`S[:, labels]` takes every label's column in every row.",
            "How do you name one place in each row?",
            function=lambda out, labels: -np.mean(log_softmax(out)[:, labels]),
        ),
        Mistake(
            "binary",
            "To the label's term, log(1 - share) of all other classes is added: "
            "that is one yes-or-no question a class.",
            "How many of the K classes is a sample in?",
            function=_binary_cross_entropy,
        ),
        Mistake(
            "log_of_mean",
            "The shares are averaged first, and then the logarithm is taken.",
            "Of what does J take the mean?",
            function=lambda out, labels: -np.log(np.mean(_share(out, labels))),
        ),
        Mistake(
            "columns",
            "The softmax runs down the columns: the samples share 1 among them.",
            "Along which axis should the shares of one sample sum to 1?",
            function=_log_of_columns,
        ),
        Mistake(
            "one_a_sample",
            "This is one number a sample; J is one number for all.",
            "What is left to be done with the samples?",
            function=lambda out, labels: -_log_share(out, labels),
        ),
        Mistake(
            "labels_from_1",
            "Labels are counted from 1 here: each points one class too low.",
            "Which column belongs to label 0?",
            function=lambda out, labels: -np.mean(_log_share(out, labels - 1)),
        ),
        Mistake(
            "one_hot_too_narrow",
            "The one-hot rows are as long as the largest label asks for, and the last class "
            "may be missing among the labels.",
            "Which array knows how many classes there are?",
            function=_narrow_one_hot,
        ),
        Mistake(
            "capped",
            "A tiny share is replaced by a somewhat larger one, and the loss of a confident "
            "error stops growing.",
            "How large should -log(share) be for logits of 1000 and -1000?",
            rule=_is_capped,
        ),
    ),
)
