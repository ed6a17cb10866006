"""The questions of 6.2."""

from .question import Option, Question

QUESTIONS = (
    Question(
        name="doubled_widths",
        text="The network 10-10-10-10-1 has 341 parameters. Double all three hidden widths to 20. How many does "
        "it have now?",
        options=(
            Option(
                "about 700, twice as many",
                "That would be right if every layer grew in proportion to one width. A layer between "
                "two hidden layers has doubled on both sides.",
            ),
            Option(
                "about 1100, three times as many",
                "It has 1081. The first and the last layer roughly double, because one of their sides "
                "keeps its width; each layer between two hidden layers grows nearly fourfold.",
                right=True,
            ),
            Option(
                "about 1400, four times as many",
                "That holds between two hidden layers. The first and the last layer have one side "
                "that keeps its width.",
            ),
        ),
    ),
    Question(
        name="two_layers_same_budget",
        text="One hidden layer of 66 units uses the budget. If you spend it on two hidden layers of equal "
        "width instead, how many hidden units do you get in total?",
        options=(
            Option(
                "about 130",
                "Each unit of the second layer has a weight for every unit of the first layer, not for "
                "two inputs. 66 such units would cost $66 \\cdot 67$ parameters.",
            ),
            Option(
                "about 66",
                "Each unit of the second layer has a weight for every unit of the first layer, not for "
                "two inputs, so it is more expensive.",
            ),
            Option(
                "about 32",
                "Two layers of 16. The layer between them alone costs $16 \\cdot 17 = 272$ of the 400 "
                "parameters.",
                right=True,
            ),
        ),
    ),
    Question(
        name="half_variance_thirty_layers",
        text="With standard deviation $1/\\sqrt{m_{in}}$ in every layer, how large are the numbers after "
        "30 layers, relative to the input?",
        options=(
            Option(
                "about 0.7 times",
                "That is what one layer leaves: $\\sqrt{1/2}$. There are 30 of them.",
            ),
            Option(
                "about 1/30",
                "The losses of the layers do not add up; they are multiplied.",
            ),
            Option(
                "about 0.00003 times",
                "Each layer halves the variance, so it multiplies the size by $\\sqrt{1/2}$; thirty such "
                "factors make $2^{-15} \\approx 0.00003$.",
                right=True,
            ),
        ),
    ),
)
