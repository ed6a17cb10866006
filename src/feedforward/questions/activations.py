"""The questions of 6.4."""

from .question import NumberQuestion, Option, Question

QUESTIONS = (
    NumberQuestion(
        name="steepest_sigmoid",
        text="How steep is the sigmoid where it is steepest?",
        answer=0.25,
        reply="The slope is ¼ at h = 0, and it falls quickly on both sides.",
        low=0,
        high=1,
        within=0.04,
        too_low="It is steeper than that. In the explorer below, move the tangent to h = 0.",
        too_high="It is flatter than that: the sigmoid needs a wide range of h to rise by 1.",
    ),
    Question(
        name="tanh_against_sigmoid",
        text="From left to right, tanh rises by 2 in all and the sigmoid by 1. At h = 0, how steep is tanh "
        "compared with the sigmoid?",
        options=(
            Option(
                "equally steep",
                "Then tanh would need twice the width that the sigmoid needs, because it rises twice "
                "as far.",
            ),
            Option(
                "twice as steep",
                "Then tanh would need the same width as the sigmoid for its rise of 2. In fact it "
                "needs less.",
            ),
            Option(
                "four times as steep",
                "tanh rises twice as far in half the width: its slope at 0 is 1, compared with ¼ for the "
                "sigmoid.",
                right=True,
            ),
        ),
    ),
    Question(
        name="believed_slope",
        text="In the next explorer the curve of f' shows the slope that you believe to be right, and "
        "the circles show the measured slope. Where will the circles lie?",
        options=(
            Option(
                "on the curve", "That would mean that the function is tanh. Check this at h = 0."
            ),
            Option(
                "below the curve",
                "At every h the believed slope is larger than the measured one, by the same factor.",
                right=True,
            ),
            Option("above the curve", "What is the true slope of the function at h = 0?"),
            Option(
                "below it on one side, above it on the other",
                "The function is odd, so its slope is the same at h and at -h.",
            ),
        ),
    ),
    Question(
        name="which_tanh",
        text="So which tanh is it?",
        options=(
            Option("tanh(h)", "At h = 1 the explorer shows Z = 0.46, but tanh(1) is 0.76."),
            Option("tanh(2h)", "That function would be steeper than tanh; this one is flatter."),
            Option(
                "tanh(h/2)",
                "Its value at h = 2 is tanh(1), and at h = 4 it is tanh(2).",
                right=True,
            ),
            Option("tanh(h)/2", "That function would approach ½ for large h."),
        ),
    ),
    Question(
        name="shifted_inputs",
        text="The inputs to a sigmoid have a spread of 1. You move their mean from 0 to 5. What do the outputs "
        "look like?",
        options=(
            Option(
                "the same spread, further up",
                "A straight line would do that, but the slope of the sigmoid is not the same everywhere.",
            ),
            Option(
                "nearly all the same",
                "Far from 0 the sigmoid is flat, so different inputs give nearly the same output: "
                "the spread falls from 0.21 to 0.01.",
                right=True,
            ),
            Option(
                "every input above 1 is clipped to 1",
                "The sigmoid clips nothing, but it squeezes the differences.",
            ),
        ),
    ),
    Question(
        name="most_left_of_the_gradient",
        text="Thirty layers with g = 1. With which activation does the largest share of the "
        "derivative reach the input?",
        options=(
            Option(
                "ReLU, because its slope is 1",
                "Its slope is 1 only where a unit is on, and half of the units are off.",
            ),
            Option(
                "tanh",
                "With tanh, about 15% of the derivative is left. The slope of tanh is 1 near 0, and the "
                "signal shrinks towards 0, where tanh is steepest.",
                right=True,
            ),
            Option("sigmoid", "Its slope is at most ¼ in every layer."),
            Option("all about the same", "They differ by many orders of magnitude."),
        ),
    ),
)

RECALL = (
    Question(
        name="chain_rule",
        text="What is the derivative of $f(g(x))$?",
        options=(
            Option(
                "f'(x) g'(x)",
                "The outer slope has to be taken at $g(x)$, because that is the number that $f$ receives.",
            ),
            Option(
                "f'(g(x))",
                "If $g$ changes twice as fast, so does the result: the inner slope is a factor, too.",
            ),
            Option(
                "f'(g(x)) g'(x)",
                "It is the outer slope at the inner value, times the inner slope. This section applies that rule over and over.",
                right=True,
            ),
        ),
    ),
    Question(
        name="variance_of_m_terms",
        text="What is the variance of a sum of $m$ independent terms, each with mean 0 and variance $v$?",
        options=(
            Option(
                "mv",
                "The variances of independent terms add up. In 6.2 this led to He's scale.",
                right=True,
            ),
            Option(
                "m²v",
                "That is the variance of $m$ times a single term. Independent terms partly cancel.",
            ),
            Option("v", "That is the variance of one term; each further term adds its own."),
        ),
    ),
    Question(
        name="affine_without_activation",
        text="What happens to affine layers without an activation between them?",
        options=(
            Option(
                "their outputs explode",
                "Whether the outputs grow depends on the scale of the weights.",
            ),
            Option(
                "they collapse into one affine layer",
                "That is why an activation must not be affine.",
                right=True,
            ),
            Option(
                "their weights do not change during training",
                "The weights can be trained, but all the layers together can represent no more "
                "than a single layer can.",
            ),
        ),
    ),
)
