"""The questions of 6.1."""

from .question import Option, Question

QUESTIONS = (
    Question(
        name="best_line",
        text="Which linear function has the smallest mean squared error on XOR?",
        options=(
            Option(
                "a function whose output is on the correct side of ½ at three points",
                "Its error at the fourth point is more than ½. Once squared, this error adds more to the "
                "mean than you can save by making the errors at the other three points smaller.",
            ),
            Option(
                "the function that returns x1",
                "Its errors are 0, -1, 0 and 1. They add up to 0, but over the points with x1 = 1 they "
                "add up to 1, so a smaller w1 would lower the mean squared error.",
            ),
            Option(
                "the constant ½",
                "The errors ½, -½, -½, ½ cancel over all samples, over those with x1 = 1, and "
                "over those with x2 = 1. These are exactly the conditions for the minimum.",
                right=True,
            ),
        ),
    ),
    Question(
        name="least_squares_right",
        text="Some lines classify three points correctly. How many points does the linear function "
        "with the smallest squared error classify correctly, with the threshold ½?",
        options=(
            Option(
                "two",
                "It returns ½ everywhere, which counts as 1, so only the two points of class 1 are "
                "classified correctly. The smallest squared error and the best classification are "
                "different goals.",
                right=True,
            ),
            Option(
                "three",
                "Its output is ½ at all four points, so all of them are assigned to the same class.",
            ),
            Option(
                "four",
                "No line classifies all four points correctly, however it was chosen.",
            ),
        ),
    ),
    Question(
        name="points_that_meet",
        text="The hidden layer of this network sends two of the four samples to the same point. Which "
        "two are they, and do they meet before ReLU or because of it?",
        options=(
            Option(
                "(0,1) and (1,0), because of ReLU",
                "These two do meet, but look at the weights: both units add up the two inputs, so they "
                "cannot tell these points apart even before ReLU.",
            ),
            Option(
                "(0,1) and (1,0), before ReLU",
                "Both units compute $x_1 + x_2$ plus a constant, so the affine map already sends both "
                "samples to $(1, 0)$. You will see in a moment what ReLU adds.",
                right=True,
            ),
            Option(
                "(0,0) and (1,1), because both have the answer 0",
                "At these two points $x_1 + x_2$ is 0 and 2 respectively, so the units can tell them apart.",
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
                "ReLU changes an entry only if it is negative. Zeros stay zero, and the "
                "positive entries stay as they are.",
            ),
        ),
    ),
    Question(
        name="raise_the_second_bias",
        text="Starting from the known solution, you raise `c[1]` from -1 to 0. How many points are "
        "still classified correctly?",
        options=(
            Option(
                "four",
                "With `c[1]` at 0, ReLU leaves the line of pre-activations straight, and no cut separates "
                "its middle from both ends.",
            ),
            Option(
                "three",
                "Compute the output at the two points of class 1.",
            ),
            Option(
                "two",
                "With $c = (0, 0)$ both units compute the same number, so $out = -\\max(0, x_1 + x_2)$. "
                "This is never above 0, so the two points of class 0 are classified correctly, and the "
                "other two are not.",
                right=True,
            ),
        ),
    ),
)

RECALL = ()
