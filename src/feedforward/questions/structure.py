"""The questions of 6.2."""

from .question import Option, Question

QUESTIONS = (
    Question(
        name="doubled_widths",
        text="The network 10-10-10-10-1 has 341 parameters. All three hidden widths are doubled, to 20. How many has it then?",
        options=(
            Option(
                "about 700, twice as many",
                "Set M = 10, L = 3, n = 1 and all widths to 10, then to 20. Watch a layer between two hidden layers: both of its sides have doubled.",
            ),
            Option(
                "about 1100, three times as many",
                "There are 1081. The first and the last layer grow about twofold, because one of their sides stays as it was; a layer between two hidden layers grows nearly fourfold.",
                right=True,
            ),
            Option(
                "about 1400, four times as many",
                "Between two hidden layers, yes, nearly. Look at the first layer and at the last one: one of their sides stays as it was.",
            ),
        ),
    ),
    Question(
        name="two_layers_same_budget",
        text="400 parameters, 2 inputs, 3 outputs. One hidden layer has 66 units. How many hidden units do two layers have, both together?",
        options=(
            Option(
                "about 130, one more layer of them",
                "Then each of the 66 units would need 67 new numbers. Compare the squares at 1 and at 2 in the right picture.",
            ),
            Option(
                "66, only arranged otherwise",
                "A unit of the second layer has a weight for every unit of the first, not for 2 inputs. Compare the squares at 1 and at 2.",
            ),
            Option(
                "about 32, half as many",
                "Two layers of 16. Now raise the depth further and watch the squares: do they go on falling?",
                right=True,
            ),
        ),
    ),
    Question(
        name="half_variance_thirty_layers",
        text="Someone takes g = 1: each layer has half of He's variance. How large are the numbers after 30 layers, beside those that came in?",
        options=(
            Option(
                "about 0.7 times",
                "That is one layer: the root of 1/2. The next layer takes in what is left. Look at the line of g = 1.00.",
            ),
            Option(
                "about 1/30",
                "That would be one loss a layer, added up. These losses multiply. Look at the line of g = 1.00.",
            ),
            Option(
                "about 0.00003 times",
                "Each layer multiplies by the root of 1/2, and thirty of these factors make 3e-5. Look at the line of g = 1.00, and at what g = 2 does.",
                right=True,
            ),
        ),
    ),
)
