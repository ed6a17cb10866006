"""Exercise `cross_entropy_backward` of section 6.5."""

import numpy as np

from feedforward.checking.exercise import Exercise, Mistake, Potential
from feedforward.exercises.losses.shared import (
    label_cases,
    label_sizes,
    log_softmax,
    softmax_of_columns,
)
from feedforward.gradcheck import complex_step_gradient, numerical_gradient
from feedforward.losses import cross_entropy, cross_entropy_backward, softmax


def _one_hot(out, labels):
    return np.eye(out.shape[1])[labels]


def _one_off_all_rows(out, labels):
    dout = softmax(out)
    dout[:, labels] -= 1
    return dout / len(out)


def _one_off_first_rows(out, labels):
    dout = softmax(out)
    dout[labels % len(out)] -= 1
    return dout / len(out)


def _narrow_difference(out, labels):
    return (softmax(out) - np.eye(labels.max() + 1)[labels]) / len(out)


def _difference_like_out(out, labels):
    dout = np.zeros_like(out)
    dout[...] = ((softmax(out) - _one_hot(out, labels)) / len(out)).astype(out.dtype)
    return dout


CROSS_ENTROPY_BACKWARD = Exercise(
    name="cross_entropy_backward",
    section="6.5_losses",
    points=3,
    reference=cross_entropy_backward,
    cases=label_cases,
    factors=label_sizes,
    off_limits=(numerical_gradient, complex_step_gradient),
    potentials={
        "result": Potential("out", lambda args, path, step: cross_entropy(args[0] + step, args[1])),
    },
    hints=(
        "For one sample, J is log(sum of e^out) minus the logit of the label. Differentiate "
        "both parts with respect to one entry of out.",
        "The derivative of the first part is a probability that you can already compute. The "
        "derivative of the label's logit is 1 at the label and 0 at all other classes.",
        "J is a mean over samples: which factor does that put in front?",
    ),
    mistakes=(
        Mistake(
            "not_averaged",
            "The factor 1/N of the mean is missing.",
            "How much does one of N samples contribute to J?",
            function=lambda out, labels: softmax(out) - _one_hot(out, labels),
        ),
        Mistake(
            "averaged_over_all",
            "Your result is divided by the number of entries (N * K), not by the number of "
            "samples (N).",
            "Over how many samples does J take its mean?",
            function=lambda out, labels: (softmax(out) - _one_hot(out, labels)) / out.size,
        ),
        Mistake(
            "averaged_over_classes",
            "Your result is divided by the number of classes (K), not by the number of samples "
            "(N).",
            "Which axis of `out` runs over the samples?",
            function=lambda out, labels: (softmax(out) - _one_hot(out, labels)) / out.shape[1],
        ),
        Mistake(
            "sign",
            "Every sign is wrong: this is (one-hot - S)/N, the direction in which J falls.",
            "If the logit of the label grows, does J rise or fall?",
            function=lambda out, labels: (_one_hot(out, labels) - softmax(out)) / len(out),
        ),
        Mistake(
            "labels_forgotten",
            "Your result is S/N: the labels have no influence, and every class would be pushed "
            "down.",
            "Which class of a sample should be pushed up?",
            function=lambda out, labels: softmax(out) / len(out),
        ),
        Mistake(
            "averaged_S_only",
            "softmax(out) is divided by N, but the 1 at the label is not.",
            "Which part of the formula does 1/N apply to?",
            function=lambda out, labels: softmax(out) / len(out) - _one_hot(out, labels),
        ),
        Mistake(
            "averaged_one_hot_only",
            "The 1 at the label is divided by N, but softmax(out) is not.",
            "Which part of the formula does 1/N apply to?",
            function=lambda out, labels: softmax(out) - _one_hot(out, labels) / len(out),
        ),
        Mistake(
            "no_softmax",
            "This is (out - one-hot)/N: the logits themselves are used instead of their softmax.",
            "What is the derivative of log(sum of e^out)?",
            function=lambda out, labels: (out - _one_hot(out, labels)) / len(out),
        ),
        Mistake(
            "label_only",
            "In each row, only the entry at the label is filled in. The other logits of the row "
            "change J too.",
            "What happens to the probability of the label if another logit grows?",
            function=lambda out, labels: (softmax(out) - 1) * _one_hot(out, labels) / len(out),
        ),
        Mistake(
            "with_respect_to_S",
            "This is dJ/dS, the derivative with respect to the probabilities.",
            "Which step leads from S back to `out`?",
            function=lambda out, labels: -_one_hot(out, labels) / softmax(out) / len(out),
        ),
        Mistake(
            "slope_of_S",
            "Your result is S(1 - S)/N: each probability is differentiated with respect to its "
            "own logit, and J is left out.",
            "Which probability of a row occurs in J?",
            function=lambda out, labels: softmax(out) * (1 - softmax(out)) / len(out),
        ),
        Mistake(
            "one_hot_only",
            "Your result is -one-hot/N: the derivative of log(sum of e^out) is missing.",
            "What is the derivative of log(sum of e^out)?",
            function=lambda out, labels: -_one_hot(out, labels) / len(out),
        ),
        Mistake(
            "log_S",
            "Your result contains log S where S should be.",
            "What is the derivative of log(sum of e^out) with respect to one entry of `out`?",
            function=lambda out, labels: (log_softmax(out) - _one_hot(out, labels)) / len(out),
        ),
        Mistake(
            "sigmoid_slope",
            "Every entry contains an extra factor S(1 - S), the slope of a sigmoid.",
            "Is S minus one-hot a derivative with respect to S, or with respect to `out`?",
            function=lambda out, labels: (
                (softmax(out) - _one_hot(out, labels))
                * softmax(out)
                * (1 - softmax(out))
                / len(out)
            ),
        ),
        Mistake(
            "labels_as_numbers",
            "The labels are subtracted as numbers; they are only the names of classes.",
            "Is class 2 in any sense twice as large as class 1?",
            function=lambda out, labels: (softmax(out) - labels[:, np.newaxis]) / len(out),
        ),
        Mistake(
            "all_rows",
            "In every row, you subtract 1 in the columns of all labels, as `[:, labels]` does.",
            "How do you index one entry in each row?",
            function=_one_off_all_rows,
        ),
        Mistake(
            "whole_rows",
            "You change whole rows, as `[labels]` does; but a label is the index of a column.",
            "How do you index one entry in each row?",
            function=_one_off_first_rows,
        ),
        Mistake(
            "columns",
            "Your softmax runs along the columns, so the probabilities of each class sum to 1 "
            "over the samples.",
            "Along which axis should the probabilities of one sample sum to 1?",
            function=lambda out, labels: (
                (softmax_of_columns(out) - _one_hot(out, labels)) / len(out)
            ),
        ),
        Mistake(
            "labels_from_1",
            "Your result uses column k - 1 for label k and the last column for label 0, as if "
            "labels were counted from 1.",
            "Which column belongs to label 0?",
            function=lambda out, labels: (softmax(out) - _one_hot(out, labels - 1)) / len(out),
        ),
        Mistake(
            "one_hot_too_narrow",
            "The one-hot rows are too short if the last class does not occur among the labels.",
            "Which array tells you how many classes there are?",
            function=_narrow_difference,
        ),
        Mistake(
            "integer_result",
            "An array of integers in your code has cut off the decimals of every derivative.",
            "What is the dtype of `np.zeros_like(a)` if `a` holds whole numbers?",
            function=_difference_like_out,
        ),
    ),
)
