"""The questions of 6.8."""

from .question import NumberQuestion, Option, Question

QUESTIONS = (
    Question(
        name="saturated_unit",
        text="In the backward pass a gradient has arrived at $Z_1$, and $Z_1 = \\tanh(h_1)$ is almost 1. "
        "How much of this gradient reaches the weights that lead to $h_1$?",
        options=(
            Option(
                "Most of it, because the unit is strongly on",
                "What counts is not the value of the unit but its slope, and tanh is flat there.",
            ),
            Option(
                "Almost nothing",
                "The local derivative is $1 - Z_1^2$, which is almost 0 when $Z_1$ is almost 1. Set x1 and x2 "
                "to 3 and compare steps 8 and 9.",
                right=True,
            ),
            Option(
                "All of it, exactly as it arrived at Z₁",
                "That would require a slope of 1. Choose relu and look at a unit with a positive h.",
            ),
        ),
    ),
    Question(
        name="error_of_difference",
        text="In float64 you reduce the step $\\varepsilon$ from 0.1 down to $10^{-12}$. What happens to the "
        "error of the central difference?",
        options=(
            Option(
                "It falls all the way",
                "That is what the Taylor series says, but the computer rounds each value of J.",
            ),
            Option(
                "It falls and then stays constant",
                "It would if rounding only put a floor under the error. What does the formula do with an error in J?",
            ),
            Option(
                "It falls and then rises",
                "A smaller step has a smaller truncation error and a larger rounding error, because the "
                "rounding of J is divided by the step. The best step lies somewhere in between.",
                right=True,
            ),
        ),
    ),
    Question(
        name="cheaper_mode",
        text="A program has 3 inputs and 1,000 outputs, and you need all 3,000 derivatives. Which mode is cheaper?",
        options=(
            Option(
                "Forward mode",
                "It needs one push for each of the 3 inputs, whereas reverse mode needs one backward pass for "
                "each of the 1,000 outputs.",
                right=True,
            ),
            Option(
                "Reverse mode",
                "One backward pass gives the derivatives of a single output. How many outputs are there?",
            ),
            Option(
                "Both cost the same",
                "They would if there were as many inputs as outputs.",
            ),
        ),
    ),
    Question(
        name="two_slips",
        text="Which two lines contain a slip?",
        options=(
            Option(
                "1 and 5",
                "Both are right: they sum over the samples, so the indices that remain are jk for $W_2$ and "
                "mj for $W_1$.",
            ),
            Option(
                "3 and 6",
                "In line 3 the indices of $W_2$ are swapped, and line 6 sums over j, which is the index "
                "that should remain.",
                right=True,
            ),
            Option(
                "2 and 6",
                "Line 2 is right: it sums over the samples and leaves k, the index of $b_2$.",
            ),
            Option(
                "3 and 4",
                "Line 4 is right: it goes through the activation entry by entry, without a sum.",
            ),
        ),
    ),
    Question(
        name="quiet_bell",
        text="For one of the networks the bell stays silent at N = 1 with relu. Are that network's gradients correct?",
        options=(
            Option(
                "Yes",
                "They are correct with these settings, but so are those of several networks with bugs.",
            ),
            Option(
                "You cannot tell from this",
                "With a single sample a mean equals a sum, and the slopes of ReLU, 0 and 1, equal their squares. "
                "So some bugs are invisible with these settings. Which settings leave only one suspect?",
                right=True,
            ),
            Option(
                "No",
                "Silence does not prove that there is a bug. Change N and f, and see whether the bell stays silent.",
            ),
        ),
    ),
    NumberQuestion(
        name="xor_with_two_units",
        text="We train 40 networks with 2 hidden units, each from different random weights. What share of them "
        "end up classifying all four points correctly?",
        answer=7 / 40,
        reply="Seven of the 40 starts succeed. The figure below shows what a larger width does to this share.",
        low=0,
        high=1,
        within=0.08,
        too_low="Two units can represent XOR, and from some starts gradient descent does find suitable weights.",
        too_high="Suitable weights exist, but from most starts gradient descent does not find them.",
    ),
    Question(
        name="wrong_gradients",
        text="With correct gradients the network reads about 96% of the held-out digits correctly. How well "
        "does it do if $f'$ is left out of its backward pass?",
        options=(
            Option(
                "It learns nothing: about 10%",
                "The updates are wrong, but they are far from random.",
            ),
            Option(
                "Clearly worse: about 60%",
                "The slope $f'$ of ReLU is 0 or 1, so leaving it out adds contributions that should be 0 but does "
                "not reverse the sign of any of the others.",
            ),
            Option(
                "Nearly as well",
                "The gradients of the output layer are still exact, and steps against those of the hidden "
                "layer lead roughly downhill. On a task as easy as this one, that suffices.",
                right=True,
            ),
        ),
    ),
)

RECALL = (
    Question(
        name="tanh_slope",
        text="What is the derivative of $\\tanh(h)$, in terms of $Z = \\tanh(h)$?",
        options=(
            Option("Z(1 - Z)", "That is the derivative of the sigmoid in terms of its output."),
            Option(
                "1 - Z²",
                "It is 1 at $h = 0$, where $Z = 0$, and it approaches 0 as $Z$ approaches $\\pm 1$ (6.4).",
                right=True,
            ),
            Option(
                "1 - Z",
                "The derivative of tanh is the same at $h$ and at $-h$, but $1 - Z$ is not.",
            ),
        ),
    ),
    Question(
        name="cross_entropy_gradient",
        text="$J$ is the mean cross-entropy over $N$ samples, and $S$ is the softmax of $out$. What is $dJ/dout$?",
        options=(
            Option(
                "(S - one-hot)/N",
                "The $1/N$ of the mean appears here and nowhere else (6.5).",
                right=True,
            ),
            Option(
                "S - one-hot",
                "$J$ is a mean over the samples, so its gradient contains a factor $1/N$.",
            ),
            Option(
                "(one-hot - S)/N",
                "This is the direction in which $J$ falls. The gradient points uphill.",
            ),
        ),
    ),
    Question(
        name="what_the_cache_holds",
        text="What does the cache of a forward pass hold?",
        options=(
            Option(
                "the output of the network",
                "The forward pass returns the output as well, but not in the cache.",
            ),
            Option(
                "the weights and biases of each layer",
                "The parameters are in `params` already; they do not depend on the samples.",
            ),
            Option(
                "a pair (h, Z) for each hidden layer",
                "The cache keeps what the forward pass computes on its way to the output (6.7). This "
                "section shows what the cache is for.",
                right=True,
            ),
        ),
    ),
)
