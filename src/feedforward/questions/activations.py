"""The questions of 6.4."""

from .question import NumberQuestion, Option, Question

QUESTIONS = (
    NumberQuestion(
        name="steepest_sigmoid",
        text="How steep is the sigmoid where it is steepest?",
        answer=0.25,
        reply="At h = 0 it is S(1 - S) with S = 1/2. Watch how fast the slope falls on both sides of h = 0.",
        low=0,
        high=1,
        within=0.04,
        too_low="It is steeper. Put the tangent at h = 0 and read f'.",
        too_high="It is flatter: it needs a long way to rise by 1. Look at h = 0.",
    ),
    Question(
        name="tanh_against_sigmoid",
        text="tanh rises by 2 where the sigmoid rises by 1. How many times as steep is it at h = 0?",
        options=(
            Option(
                "As steep",
                "Then it would need twice the way. Compare the two curves.",
            ),
            Option(
                "Twice",
                "Then it would need the same way for its rise. Does it?",
            ),
            Option(
                "Four times",
                "It rises twice as far in half the width. Read f' of both at h = 0 to find the two factors 2.",
                right=True,
            ),
        ),
    ),
    Question(
        name="believed_slope",
        text="In the picture the curve of f' is the slope that you believe in, the dots are measured. Where will the dots lie?",
        options=(
            Option(
                "On the curve",
                "Then the name would be right. Look at h = 0 first.",
            ),
            Option(
                "Below it",
                "The curve is twice the measured slope, at every h. Compare f' with what is measured at several h.",
                right=True,
            ),
            Option(
                "Above it",
                "Look at h = 0: how steep is the S really?",
            ),
            Option(
                "Below on one side, above on the other",
                "The S is symmetric. Can its slope be lopsided?",
            ),
        ),
    ),
    Question(
        name="which_tanh",
        text="So which tanh is it?",
        options=(
            Option(
                "tanh(h)",
                "At h = 1 the picture says Z = 0.46. What is tanh(1)?",
            ),
            Option(
                "tanh(2h)",
                "That S is steeper than tanh. Is this one?",
            ),
            Option(
                "tanh(h/2)",
                "Then Z at h = 2 must be tanh(1), and at h = 4 tanh(2). The next cell tests it.",
                right=True,
            ),
            Option(
                "tanh(h)/2",
                "What would that be for large h?",
            ),
        ),
    ),
    Question(
        name="shifted_inputs",
        text="The inputs of a sigmoid have spread 1. You slide their mean from 0 to 5. What comes out?",
        options=(
            Option(
                "The same spread, further up",
                "A line would do that. Watch the bars at the top right.",
            ),
            Option(
                "Nearly one number",
                "Far from 0 the sigmoid is flat, so different inputs give nearly the same output. Watch the bars at the top right, and the share that turns grey.",
                right=True,
            ),
            Option(
                "Every input above 1 is cut off",
                "The S never cuts. But what is left of differences?",
            ),
        ),
    ),
    Question(
        name="most_left_of_the_gradient",
        text="30 layers, g = 1. Of which f is most left at the bottom?",
        options=(
            Option(
                "relu: its slope is 1",
                "Where a unit is on. How many are? Which g makes up for it?",
            ),
            Option(
                "tanh",
                "About 0.2 is left with tanh, far less with the other two. Watch its line, and what it does to the signal on the way up.",
                right=True,
            ),
            Option(
                "sigmoid",
                "Compare its line with 0.25 a layer.",
            ),
            Option(
                "All three about the same",
                "Look at the powers of ten on the axis.",
            ),
        ),
    ),
)
