"""The questions of 6.1."""

from .question import Option, Question

QUESTIONS = (
    Question(
        name="most_points_by_a_line",
        text="With a straight line as the boundary, how many of the four points can be right at most?",
        options=(
            Option(
                "two",
                "Go back and tilt the line: cut off a single corner, and the other three can be right.",
            ),
            Option(
                "three",
                "Cut off one corner, and three points are right. The fourth never joins them; the "
                "next part proves it.",
                right=True,
            ),
            Option(
                "all four",
                "The text under the picture should then say 4 of 4 right. Were the other sliders "
                "untouched, with every `c` at 0?",
            ),
        ),
    ),
    Question(
        name="best_line",
        text="Which line has the smallest mean squared error on XOR?",
        options=(
            Option(
                "one that gets three points right",
                "Such a line pays for the fourth point: its output is far from the target there, and "
                "the square punishes a large error more than several small ones.",
            ),
            Option(
                "one along a diagonal",
                "Along a diagonal the two corners at its ends have the same error, but with "
                "opposite signs the sums over one side do not cancel.",
            ),
            Option(
                "a flat one that always says 1/2",
                "The errors 1/2, -1/2, -1/2, 1/2 cancel over all samples, over those with x1 = 1, and "
                "over those with x2 = 1. These are exactly the conditions for the minimum.",
                right=True,
            ),
        ),
    ),
    Question(
        name="entries_changed_by_relu",
        text="How many of the eight entries of $h$ does ReLU change?",
        options=(
            Option("none", "Look for a negative entry in the matrix $h$ above."),
            Option("one", "Only the $-1$ in the first row is negative; it becomes 0.", right=True),
            Option(
                "four",
                "ReLU changes an entry only if it is negative. The zeros stay zeros, and the "
                "positive entries stay as they are.",
            ),
        ),
    ),
    Question(
        name="points_that_meet",
        text="With the known solution, which points lie on top of each other after the hidden layer, and where "
        "did they meet?",
        options=(
            Option(
                "(0,1) and (1,0), because of ReLU",
                "They do meet, but compare rows 2 and 3 of $XW$: they are equal before ReLU is applied.",
            ),
            Option(
                "(0,1) and (1,0), before ReLU",
                "Both units compute $x_1 + x_2$ plus a constant, so the affine map already sends both "
                "inputs to $(1, 0)$. What ReLU adds is the corner.",
                right=True,
            ),
            Option(
                "(0,0) and (1,1), because both have the answer 0",
                "They end at $(0, 0)$ and $(2, 1)$: the same side of the cut, but not the same point.",
            ),
        ),
    ),
    Question(
        name="raise_the_second_bias",
        text="From the known solution you raise `c[1]` from -1 to 0. How many points are still right?",
        options=(
            Option(
                "four",
                "Both units then compute the same thing, so the line of pre-activations has its "
                "corner at the end, where it separates nothing.",
            ),
            Option(
                "three",
                "Check the two points of class 1: the output is $-\\max(0, x_1 + x_2)$.",
            ),
            Option(
                "two",
                "With $c = (0, 0)$ both units compute the same, so $out = -\\max(0, x_1 + x_2)$. It is "
                "never above 0: the two points of class 0 are right, the other two are wrong.",
                right=True,
            ),
        ),
    ),
)
