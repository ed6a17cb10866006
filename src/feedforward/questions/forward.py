"""The questions of 6.7."""

from .question import Option, Question

QUESTIONS = (
    Question(
        name="thousand_at_once",
        text="How long does the network take for a thousand samples in one batch, compared with a single "
        "sample?",
        options=(
            Option(
                "about as long as for one",
                "A thousand times as much arithmetic is not free, even if the time grows by far less than "
                "a factor of a thousand.",
            ),
            Option(
                "far less than a thousand times as long",
                "Much of the time for a single sample is not spent on arithmetic. It goes into calling "
                "Python and NumPy functions, and a batch makes these calls only once.",
                right=True,
            ),
            Option(
                "a thousand times as long",
                "The arithmetic does grow by a factor of a thousand. But what else takes time when there is only "
                "one sample?",
            ),
        ),
    ),
    Question(
        name="silent_transpose",
        text="Seven samples go through a network with sizes 3-5-4-2. Somebody has transposed $W_1$ by mistake, "
        "and NumPy complains at once. For which sizes would this slip go unnoticed?",
        options=(
            Option(
                "for none: NumPy always complains",
                "A square matrix has the same shape as its transpose. Try a square $W_1$ in the explorer below.",
            ),
            Option(
                "if M = m₁",
                "Then $W_1$ is square, and its transpose fits as well. All the shapes are right, but the "
                "numbers are wrong.",
                right=True,
            ),
            Option(
                "if N = M",
                "The number of samples has to match a dimension of $W_1$ only if $X$ and $W_1$ are "
                "multiplied in the wrong order, which is a different slip.",
            ),
        ),
    ),
    Question(
        name="changed_by_relu",
        text="The explorer below sends x = (1, -0.5) through a network. Which of the three numbers in $h_1$ "
        "change when ReLU turns $h_1$ into $Z_1$?",
        options=(
            Option("all of them", "ReLU leaves positive numbers as they are."),
            Option(
                "the negative ones",
                "Here only one number is negative. ReLU sets the output of that hidden unit to 0, so the unit "
                "contributes nothing to the next layer, whatever the weights are.",
                right=True,
            ),
            Option(
                "none",
                "One of the three is negative, as you can see at the $h_1$ step in the explorer.",
            ),
        ),
    ),
)

RECALL = (
    Question(
        name="shapes_of_a_layer",
        text="A layer has 2 units, and the layer before it has 3. What are the shapes of $W$ and $b$?",
        options=(
            Option(
                "(2, 3) and (2,)",
                "$Z$ has 3 columns here, so the product $ZW$ needs a $W$ with 3 rows.",
            ),
            Option(
                "(3, 2) and (2,)",
                "$W$ has one row for each unit in the previous layer and one column for each unit in this layer; "
                "$b$ has one entry for each unit in this layer.",
                right=True,
            ),
            Option(
                "(3, 2) and (3,)",
                "$b$ is added to each row of $ZW$, and these rows have 2 entries.",
            ),
        ),
    ),
    Question(
        name="layers_with_activation",
        text="Which layers have an activation, and which layer has none?",
        options=(
            Option(
                "all layers have one",
                "After the output layer, an activation such as ReLU would turn negative outputs into 0.",
            ),
            Option(
                "only the output layer has one",
                "Without activations between them, all the layers would collapse into one affine layer.",
            ),
            Option(
                "all but the output layer have one",
                "Every hidden layer has an activation; the output layer is affine.",
                right=True,
            ),
        ),
    ),
    Question(
        name="order_after_softmax",
        text="What does softmax do to the order of the outputs in a row?",
        options=(
            Option(
                "it keeps the order",
                "The largest output gets the largest probability, because $e^x$ increases with $x$.",
                right=True,
            ),
            Option(
                "it reverses the order",
                "That would take a decreasing function.",
            ),
            Option("it sorts the row", "Every entry stays in its place; only its value changes."),
        ),
    ),
)
