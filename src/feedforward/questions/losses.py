"""The questions of 6.5."""

from .question import NumberQuestion, Option, Question

QUESTIONS = (
    Question(
        name="cut_of_the_surface",
        text="The model is a line that fits badly, with w = -2 and b = 2. You cut the loss surface "
        "along w and keep b fixed. What shape is the cut?",
        options=(
            Option(
                "a straight line",
                "J contains the square of w, so the slope of the cut changes with w.",
            ),
            Option(
                "a parabola",
                "Each error is affine in w, so its square is quadratic in w, and so is the sum of all "
                "the squares. This holds for every b.",
                right=True,
            ),
            Option(
                "several valleys",
                "J is quadratic in w, and a quadratic has only one turning point.",
            ),
        ),
    ),
    Question(
        name="adding_or_multiplying",
        text="Which changes the probabilities: adding 3 to all logits of a row, or multiplying all of them by 3?",
        options=(
            Option("adding", "An added constant cancels between numerator and denominator."),
            Option(
                "multiplying",
                "Softmax depends only on the differences between logits. Adding a constant preserves "
                "these differences, whereas multiplying stretches them.",
                right=True,
            ),
            Option("both", "Only one of the two changes how far apart the logits are."),
        ),
    ),
    Question(
        name="ruled_out_class",
        text="You lower q[2], the belief in C, to 0. What happens to KL(p‖q) and to KL(q‖p)?",
        options=(
            Option(
                "both become infinite",
                "KL(q‖p) weights each term by q, and here the weight of C is 0.",
            ),
            Option(
                "only KL(p‖q)",
                "The term p[2] log(p[2]/q[2]) grows without limit as q[2] goes to 0, though slowly. In "
                "KL(q‖p) the class has weight 0 and drops out.",
                right=True,
            ),
            Option(
                "only KL(q‖p)",
                "Who is surprised when C happens: somebody who believes p, or somebody who believes q?",
            ),
            Option("neither", "C still happens with probability 1/8, but q calls it impossible."),
        ),
    ),
    NumberQuestion(
        name="slope_of_squared_error",
        text="At a margin of -10, cross-entropy has a slope of almost -1. How steep is the squared error "
        "there? Write the size of its slope as a power of 10, and choose the exponent.",
        answer=-4.04,
        reply="S is about 0.000045, so the slope $-2 S (1 - S)^2$ is about -0.00009. The size of the "
        "slope is about 10 to the power -4.",
        low=-6,
        high=1,
        within=0.6,
        too_low="The squared error is not quite that flat: compute S = sigmoid(-10) first.",
        too_high="The squared error is much flatter than that: the factor S is almost 0.",
    ),
    Question(
        name="worst_corner",
        text="Where w is most negative, the network is confident, and mostly wrong. What does the surface "
        "of the squared error look like there?",
        options=(
            Option(
                "a steep wall",
                "That would be cross-entropy. The squared error cannot exceed 1 here.",
            ),
            Option(
                "a plateau",
                "Softmax is saturated there, so the squared error hardly changes with w and b.",
                right=True,
            ),
            Option("a second valley", "The loss is high on that side, not low."),
        ),
    ),
)

RECALL = (
    Question(
        name="derivatives_of_exp_and_log",
        text="What are the derivatives of $e^x$ and of $\\log x$, the natural logarithm?",
        options=(
            Option(
                "eˣ and 1/x",
                "The exponential function is its own derivative, and $1/x$ is the derivative of its inverse, the logarithm.",
                right=True,
            ),
            Option(
                "x eˣ⁻¹ and 1/x",
                "The power rule is for $x^n$, where the exponent is constant. In $e^x$ the base is constant.",
            ),
            Option(
                "eˣ and -1/x²", "$-1/x^2$ is the second derivative of $\\log x$, not the first."
            ),
        ),
    ),
    Question(
        name="two_paths",
        text="$J$ depends on $a$ and $b$, and both depend on $x$. What is $dJ/dx$?",
        options=(
            Option(
                "dJ/da · da/dx",
                "This is the contribution of the path through $a$ alone; $x$ also acts through $b$.",
            ),
            Option(
                "dJ/da · da/dx · dJ/db · db/dx",
                "Factors are multiplied along each path, but not across paths.",
            ),
            Option(
                "dJ/da · da/dx + dJ/db · db/dx",
                "The contributions of the two paths add up.",
                right=True,
            ),
        ),
    ),
    Question(
        name="shapes_of_row_sums",
        text="`A` has shape `(4, 3)`. What are the shapes of `A.sum(axis=1)` and "
        "`A.sum(axis=1, keepdims=True)`? You want to divide each row of `A` by its own sum: which of "
        "these two arrays can you divide `A` by?",
        options=(
            Option(
                "(4,) and (4, 1); the first",
                "NumPy aligns shapes from the right, so `(4,)` does not match `(4, 3)`.",
            ),
            Option(
                "(4,) and (4, 1); the second",
                "`(4, 1)` matches `(4, 3)`, because NumPy repeats the single column three times.",
                right=True,
            ),
            Option(
                "(3,) and (1, 3); the second",
                "`axis=1` is the axis that disappears, and it has 3 entries.",
            ),
        ),
    ),
)
