"""The questions of 6.3."""

from .question import Option, Question

QUESTIONS = (
    Question(
        name="shuffled_labels",
        text="The labels of 500 digits are shuffled. What training accuracy will the network reach?",
        options=(
            Option(
                "about 10%, no better than guessing",
                "There is no rule to find, but 500 samples can simply be memorised.",
            ),
            Option(
                "about half",
                "What would stop it there? The network has 15,010 parameters for 500 labels.",
            ),
            Option(
                "100%, or close to it",
                "Run the cell. With 30 parameters for each sample the network can memorise the "
                "labels, and the held-out accuracy shows what that is worth.",
                right=True,
            ),
        ),
    ),
    Question(
        name="twice_the_towers",
        text="Your towers already follow a smooth curve closely, and now you double their number. What "
        "happens to the maximum error?",
        options=(
            Option(
                "it is halved",
                "Halving the spacing does more than that: the closer two points are, the straighter "
                "the curve is between them. Compare 8 towers with 15.",
            ),
            Option(
                "it is divided by four",
                "The error is proportional to the square of the spacing. Go from 8 to 15 towers, which "
                "halves the spacing; then try the curve that is steep at 0.",
                right=True,
            ),
            Option(
                "it almost vanishes",
                "In the line of text below the picture, read the error at 8 and at 15 towers, and "
                "divide one by the other.",
            ),
        ),
    ),
    Question(
        name="units_for_folds",
        text="Six folding layers have 12 units in all. How many units does a single hidden layer need "
        "to draw the same function?",
        options=(
            Option(
                "12",
                "Set layers to 6 and units to 12. How far does the copy get before it runs out of "
                "pieces?",
            ),
            Option(
                "36",
                "Set layers to 6 and units to 36, and compare the numbers of straight pieces.",
            ),
            Option(
                "64",
                "Six folds make 64 pieces, and a single layer needs one unit for each piece. "
                "Set layers to 5: how many units bring the distance down to 0?",
                right=True,
            ),
        ),
    ),
    Question(
        name="random_pieces",
        text="16 hidden units with random weights are arranged in 1, 2 or 4 layers (1 x 16, 2 x 8 or "
        "4 x 4). Which network has the most pieces on average?",
        options=(
            Option(
                "1 x 16",
                "It has at most 17 pieces. Run the cell and compare: the lead is small, but it is "
                "there.",
                right=True,
            ),
            Option(
                "2 x 8",
                "Two layers could multiply their pieces. Random weights rarely make them do so.",
            ),
            Option(
                "4 x 4",
                "Folding needs weights that fit together. Random ones hardly ever do.",
            ),
        ),
    ),
    Question(
        name="best_depth",
        text="Networks of different depths, each with at most 600 parameters and trained at the best "
        "rate for its depth, learn to tell three spiral arms apart. What is the smallest depth that "
        "reaches the highest accuracy, give or take the spread between seeds?",
        options=(
            Option("1 hidden layer", "It has the most units, but no folds. It comes last."),
            Option(
                "2 hidden layers",
                "They are far better than one, but a third layer adds nearly three points, and it "
                "helps for every seed.",
            ),
            Option(
                "3 hidden layers",
                "Three, four and five reach the same 95%. A fourth layer adds nothing that stands "
                "out from the spread.",
                right=True,
            ),
            Option(
                "6 hidden layers",
                "At this budget each of them has nine units. The mean is lower, and one run fails altogether.",
            ),
        ),
    ),
    Question(
        name="what_helps_most",
        text="The network fits all 60 noisy samples. Which change gives the lowest validation loss at "
        "the end of training?",
        options=(
            Option(
                "fewer units",
                "Press the button. Can three units per layer follow the moons?",
            ),
            Option(
                "an L2 penalty",
                "With this penalty the validation loss hardly climbs again. The other three curves "
                "climb further from their lowest points before training ends.",
                right=True,
            ),
            Option(
                "dropout",
                "Press the button. Dropout delays the rise of the validation loss, but does it prevent that rise?",
            ),
            Option(
                "more samples",
                "Press the button. The curve reaches the lowest point of the four, but where does it end?",
            ),
        ),
    ),
    Question(
        name="beyond_interpolation",
        text="Least squares fits the output weights of m random units to 400 samples. Which m gives the "
        "largest error on new samples?",
        options=(
            Option(
                "100",
                "With 100 units the fit is coarse, but it does not have to pass through every sample. "
                "For which m is there exactly one fit that does?",
            ),
            Option(
                "400",
                "At m = N there is exactly one solution through all the samples, and it needs "
                "enormous weights.",
                right=True,
            ),
            Option(
                "1200",
                "With three units per sample, many solutions fit every sample, and least squares "
                "returns the smallest of them. How does this smallest solution behave between the samples?",
            ),
        ),
    ),
    Question(
        name="raised_dropout",
        text="In the explorer below, a seed always gives the same random numbers. You raise `drop`. Which "
        "units are dropped now?",
        options=(
            Option(
                "different ones",
                "Raise `drop` step by step, and watch one unit that is crossed out.",
            ),
            Option(
                "the same ones and more",
                "The same random numbers are compared with a higher threshold, so a unit that was "
                "dropped stays dropped.",
                right=True,
            ),
            Option(
                "the same ones",
                "Watch the count in the line of text while `drop` goes from 0 to 0.9.",
            ),
        ),
    ),
)

RECALL = (
    Question(
        name="where_relu_switches_on",
        text="At which $x$ does $\\mathrm{relu}(3x - 6)$ switch on, and what is its slope from there on?",
        options=(
            Option(
                "at 6, with slope 3", "At $x = 6$ the unit is already on: $3 \\cdot 6 - 6 = 12$."
            ),
            Option(
                "at 2, with slope 1",
                "The slope of ReLU itself is 1, but its argument grows three times as fast as $x$.",
            ),
            Option(
                "at 2, with slope 3",
                "$3x - 6 = 0$ at $x = 2$. From there on the slope is 3.",
                right=True,
            ),
        ),
    ),
    Question(
        name="parameters_of_twenty_units",
        text="How many parameters does a network with one input, 20 hidden units and one output have?",
        options=(
            Option("40", "That counts only the weights: 20 in each of the two layers."),
            Option("60", "The bias of the output is a parameter, too."),
            Option(
                "61",
                "The hidden layer has $20 + 20$ parameters, and the output layer has $20 + 1$.",
                right=True,
            ),
        ),
    ),
    Question(
        name="xor_along_the_sum",
        text="Which function of $s = x_1 + x_2$ does the XOR network of 6.1 compute?",
        options=(
            Option(
                "a tent, which rises from 0 to 1 and falls back to 0",
                "It is $\\mathrm{relu}(s) - 2\\,\\mathrm{relu}(s - 1)$, with its tip at $s = 1$.",
                right=True,
            ),
            Option(
                "a step, which jumps from 0 to 1",
                "A sum of ReLUs is continuous, so it cannot jump. And at $s = 2$ XOR is 0 again.",
            ),
            Option(
                "a straight line",
                "On a line, the value at $s = 1$ is the mean of the values at 0 and 2. XOR has the value 1 at $s = 1$, but 0 at both 0 and 2.",
            ),
        ),
    ),
)
