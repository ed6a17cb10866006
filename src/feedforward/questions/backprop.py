"""The questions of 6.8."""

from .question import NumberQuestion, Option, Question

QUESTIONS = (
    Question(
        name="error_of_difference",
        text="You shorten eps from 1e-1 down to 1e-12. What does the error of the difference do?",
        options=(
            Option(
                "It falls all the way",
                "That is what Taylor says. Follow the points to the left, and watch where they leave the dashed line.",
            ),
            Option(
                "It falls, then stays",
                "As if digits ran out and that was all. Look at what the points do to the left of 1e-6.",
            ),
            Option(
                "It falls, then rises",
                "A shorter step has a smaller Taylor error and a larger rounding error. Find the foot of the U, first in float64, then in float32. What moves it?",
                right=True,
            ),
        ),
    ),
    Question(
        name="saturated_unit",
        text="The gradient has arrived at Z₁, and Z₁ = tanh(h₁) is almost 1. How much of it reaches the weights into h₁?",
        options=(
            Option(
                "Most of it: the unit is strongly on",
                "Set x1 and x2 to 3, go to step 9, and compare the derivative below Z₁ with the one below h₁.",
            ),
            Option(
                "Almost nothing",
                "The local derivative 1 - Z² is almost 0. Set x1 and x2 to 3 and read steps 8 and 9. Then choose relu.",
                right=True,
            ),
            Option(
                "Exactly what arrived at Z₁",
                "That happens only where the slope is 1. Choose relu, and look at a unit with h above 0.",
            ),
        ),
    ),
    Question(
        name="two_slips",
        text="Which two lines have the slips?",
        options=(
            Option(
                "1 and 5",
                "Both sum over the samples, and what is left over, jk and mj, are the indices of W2 and W1. They are right. Which sums leave over what the left side does not have?",
            ),
            Option(
                "3 and 6",
                "Now find what is wrong in each before you run the next cell: which index can W2 not have in that place, and over what does b1's derivative sum?",
                right=True,
            ),
            Option(
                "2 and 6",
                "The two claim different things about the same kind of step, so at most one of them is right. Which index is on the left side of line 6, and which is summed away?",
            ),
            Option(
                "3 and 4",
                "Line 4 is the step through the bend: entry by entry, no sum. It is right. In line 3, read the indices of W2 aloud: from which unit, to which?",
            ),
        ),
    ),
    Question(
        name="quiet_bell",
        text="Suppose the bell is quiet for a network at N = 1 with relu. Is the network right?",
        options=(
            Option(
                "Yes",
                "It would give the right gradient there. Read how many of the ten suspects would do so, too; then raise N, and choose sigmoid.",
            ),
            Option(
                "Not proved",
                "With one sample a mean is a sum, and relu's slopes, 0 and 1, are their own squares. Which setting leaves one suspect alone?",
                right=True,
            ),
            Option(
                "No",
                "A quiet bell is no proof of a bug either. Change N and f, and see whether it stays quiet.",
            ),
        ),
    ),
    NumberQuestion(
        name="xor_with_two_units",
        text="40 networks with 2 hidden units start from different random weights. What share ends with all four points right?",
        answer=0.18,
        reply="About one start in five finds it. Read on: what does the width do for it?",
        low=0,
        high=1,
        within=0.08,
        too_low="Some do find it. Read the first line below, and then how it goes on with the width.",
        too_high="The weights exist, but that is not to say that they are found. Read the first line below.",
    ),
)
