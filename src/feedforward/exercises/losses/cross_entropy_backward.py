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


def _softmax_into_out(out, labels):
    out[...] = softmax(out) - _one_hot(out, labels)
    return out / len(out)


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
        "For one sample, J is log(sum of e^out) minus the label's own entry. Differentiate both "
        "parts with respect to one entry of out.",
        "The first part gives a share that you know. The second is there for one class only: "
        "a row with a 1 at the label and 0 elsewhere.",
        "J is a mean over samples: which factor does that put in front?",
    ),
    mistakes=(
        Mistake(
            "not_averaged",
            "The 1/N of the mean is missing.",
            "How much does one of N samples count in J?",
            function=lambda out, labels: softmax(out) - _one_hot(out, labels),
        ),
        Mistake(
            "averaged_over_all",
            "You divide by the number of all entries, N times K.",
            "Over what does J take its mean?",
            function=lambda out, labels: (softmax(out) - _one_hot(out, labels)) / out.size,
        ),
        Mistake(
            "averaged_over_classes",
            "You divide by K, the number of classes.",
            "Which axis of out holds the samples?",
            function=lambda out, labels: (softmax(out) - _one_hot(out, labels)) / out.shape[1],
        ),
        Mistake(
            "sign",
            "The sign is turned round: this is one-hot minus S, the way downhill.",
            "When the label's logit grows, does J rise or fall?",
            function=lambda out, labels: (_one_hot(out, labels) - softmax(out)) / len(out),
        ),
        Mistake(
            "labels_forgotten",
            "The labels do not enter: this is S/N, and it would push every class down.",
            "Which class of a sample should be pulled up?",
            function=lambda out, labels: softmax(out) / len(out),
        ),
        Mistake(
            "averaged_S_only",
            "Only S is divided by N, and the 1 at the label is not.",
            "Where do brackets belong?",
            function=lambda out, labels: softmax(out) / len(out) - _one_hot(out, labels),
        ),
        Mistake(
            "averaged_one_hot_only",
            "Only the 1 at the label is divided by N: a division binds tighter than a difference.",
            "Where do brackets belong?",
            function=lambda out, labels: softmax(out) - _one_hot(out, labels) / len(out),
        ),
        Mistake(
            "no_softmax",
            "The one-hot rows are taken off the logits themselves.",
            "What do the e^ in J turn into when they are differentiated?",
            function=lambda out, labels: (out - _one_hot(out, labels)) / len(out),
        ),
        Mistake(
            "label_only",
            "Only the label's own entries are filled in. The other logits move J, too: "
            "they stand in every share's denominator.",
            "What happens to the label's share when another logit grows?",
            function=lambda out, labels: (softmax(out) - 1) * _one_hot(out, labels) / len(out),
        ),
        Mistake(
            "with_respect_to_S",
            "This is dJ/dS, the derivative with respect to the shares.",
            "Which step leads from S back to out?",
            function=lambda out, labels: -_one_hot(out, labels) / softmax(out) / len(out),
        ),
        Mistake(
            "slope_of_S",
            "This is S(1 - S), how each share moves with its own logit; J does not enter.",
            "Which share stands in J, and how does J move with it?",
            function=lambda out, labels: softmax(out) * (1 - softmax(out)) / len(out),
        ),
        Mistake(
            "one_hot_only",
            "Only the label's own logit enters, with -1/N: the sum of e^out moves as well.",
            "What is the derivative of log(sum of e^out)?",
            function=lambda out, labels: -_one_hot(out, labels) / len(out),
        ),
        Mistake(
            "log_S",
            "log S stands where S belongs.",
            "What is the derivative of log(sum of e^out) with respect to one entry of out?",
            function=lambda out, labels: (log_softmax(out) - _one_hot(out, labels)) / len(out),
        ),
        Mistake(
            "sigmoid_slope",
            "S(1 - S) is there as well: it is part of the way from S to out, and has "
            "cancelled against 1/S already.",
            "Does S minus one-hot still need another derivative?",
            function=lambda out, labels: (
                (softmax(out) - _one_hot(out, labels))
                * softmax(out)
                * (1 - softmax(out))
                / len(out)
            ),
        ),
        Mistake(
            "labels_as_numbers",
            "The labels are taken off as numbers; they are names of classes.",
            "What would a label of 3 have to do with a share?",
            function=lambda out, labels: (softmax(out) - labels[:, np.newaxis]) / len(out),
        ),
        Mistake(
            "all_rows",
            "`[:, labels]` takes 1 off in every row, in the columns of all labels.",
            "How do you name one place in each row?",
            function=_one_off_all_rows,
        ),
        Mistake(
            "whole_rows",
            "`[labels]` picks whole rows: labels name columns.",
            "How do you name one place in each row?",
            function=_one_off_first_rows,
        ),
        Mistake(
            "columns",
            "The softmax runs down the columns: the samples share 1 among them.",
            "Along which axis should the shares of one sample sum to 1?",
            function=lambda out, labels: (
                (softmax_of_columns(out) - _one_hot(out, labels)) / len(out)
            ),
        ),
        Mistake(
            "labels_from_1",
            "Labels are counted from 1 here: each points one class too low.",
            "Which column belongs to label 0?",
            function=lambda out, labels: (softmax(out) - _one_hot(out, labels - 1)) / len(out),
        ),
        Mistake(
            "one_hot_too_narrow",
            "The one-hot rows are as long as the largest label asks for, and the last class "
            "may be missing among the labels.",
            "Which array knows how many classes there are?",
            function=_narrow_difference,
        ),
        Mistake(
            "integer_result",
            "Made like an out of whole numbers, the result holds whole numbers, "
            "and every derivative loses its decimals.",
            "Of which type should the array be that you fill in?",
            function=_difference_like_out,
        ),
        Mistake(
            "changed_arguments",
            "The result is written into out itself, and somebody still needs it.",
            "How do you get it in a new array?",
            function=_softmax_into_out,
        ),
    ),
)
