"""The questions of 6.2."""

from .question import Option, Question

QUESTIONS = (
    Question(
        name="doubled_widths",
        text="The network 10-10-10-10-1 has 341 parameters. You double all three hidden widths to "
        "20. How many parameters does the network have now?",
        options=(
            Option(
                "about 700, twice as many",
                "That would be right if every layer grew in proportion to only one width. But a weight "
                "matrix between two hidden layers gets twice as many rows and twice as many columns.",
            ),
            Option(
                "about 1100, three times as many",
                "The network now has 1081. The first and last layers roughly double, because each of them "
                "is widened on only one side; every layer in between grows nearly fourfold.",
                right=True,
            ),
            Option(
                "about 1400, four times as many",
                "That is the factor for a weight matrix between two hidden layers. Which weight matrices "
                "have a hidden layer on only one side?",
            ),
        ),
    ),
    Question(
        name="two_layers_same_budget",
        text="One hidden layer of 66 units uses up the budget. If you spend the budget on two hidden layers of "
        "equal width instead, how many hidden units do you get in total?",
        options=(
            Option(
                "about 130",
                "Each unit of the second layer has a weight for every unit of the first layer, whereas "
                "a unit of the first layer has weights for only two inputs. So 66 units in the second "
                "layer would cost $66 \\cdot 67$ parameters.",
            ),
            Option(
                "about 66",
                "Each unit of the second layer has a weight for every unit of the first layer, whereas "
                "a unit of the first layer has weights for only two inputs. So a unit of the second "
                "layer is far more expensive, and you can afford fewer of them.",
            ),
            Option(
                "about 32",
                "You get two layers of 16 units each. The weights and biases of the second layer "
                "alone cost $16 \\cdot 17 = 272$ of the 400 parameters.",
                right=True,
            ),
        ),
    ),
    Question(
        name="half_variance_thirty_layers",
        text="If the weights of every layer have standard deviation $1/\\sqrt{m_{in}}$, how large is the "
        "signal after 30 ReLU layers, relative to the input?",
        options=(
            Option(
                "about 0.7 times as large",
                "That is the factor $\\sqrt{1/2}$ of a single layer, but there are 30 layers.",
            ),
            Option(
                "about 1/30 as large",
                "That would be 1 divided by the number of layers. But each layer multiplies the signal by "
                "the same factor, so the signal shrinks exponentially.",
            ),
            Option(
                "about 0.00003 times as large",
                "Each layer halves the mean square, so it multiplies the root mean square by "
                "$\\sqrt{1/2}$; thirty such factors give $2^{-15} \\approx 0.00003$.",
                right=True,
            ),
        ),
    ),
)

RECALL = (
    Question(
        name="parameters_of_xor",
        text="The network $\\mathrm{relu}(XW + c)\\,w + b$ has two inputs and two hidden units. How many "
        "parameters does it have?",
        options=(
            Option("six", "That counts only the weights: four in $W$ and two in $w$."),
            Option("eight", "The bias $b$ of the output is a parameter, too."),
            Option(
                "nine",
                "$W$ has four entries, $c$ and $w$ have two each, and $b$ is one number.",
                right=True,
            ),
        ),
    ),
    Question(
        name="relu_between_layers",
        text="Why is there a ReLU between the two affine layers?",
        options=(
            Option(
                "without it, the two layers would amount to one affine layer",
                "$(XW + c)w + b$ is again an affine function of $X$.",
                right=True,
            ),
            Option(
                "without it, the output could be negative",
                "The output may be negative even with a ReLU in between, because $w$ and $b$ can have either sign.",
            ),
            Option(
                "without it, the network could not be trained",
                "Two affine layers can be trained, but together they can represent no more than one "
                "affine layer can.",
            ),
        ),
    ),
    Question(
        name="variance_of_sum_and_multiple",
        text="$u$ and $v$ are independent, with mean 0 and variances 4 and 9. What are the variances of $u + v$ and of $3u$?",
        options=(
            Option(
                "13 and 12",
                "Multiplying $u$ by 3 multiplies its standard deviation by 3, and therefore its variance by 9.",
            ),
            Option(
                "13 and 36",
                "$4 + 9 = 13$ for $u + v$, because the variances of independent variables add, and $3^2 \\cdot 4 = 36$ for $3u$.",
                right=True,
            ),
            Option(
                "5 and 36",
                "5 is the sum of the standard deviations, 2 and 3, but for independent variables it is "
                "the variances that add.",
            ),
        ),
    ),
)
