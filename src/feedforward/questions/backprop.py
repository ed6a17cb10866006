"""The questions of 6.8."""

from .question import NumberQuestion, Option, Question

QUESTIONS = (
    Question(
        name="saturated_unit",
        text="On the way back a gradient has arrived at $Z_1$, and $Z_1 = \\tanh(h_1)$ is almost 1. How much "
        "of it reaches the weights that lead to $h_1$?",
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
                "Exactly what has arrived at Z₁",
                "That requires a slope of 1. Choose relu, and look at a unit with a positive h.",
            ),
        ),
    ),
    Question(
        name="error_of_difference",
        text="You shorten the step $\\varepsilon$ from 0.1 down to $10^{-12}$. What happens to the error of the "
        "central difference?",
        options=(
            Option(
                "It falls all the way",
                "That is what the Taylor series says. But the computer rounds each value of J.",
            ),
            Option(
                "It falls and then stays constant",
                "If rounding only put a floor under the error, it would. But the rounding error is divided by "
                "the step as well.",
            ),
            Option(
                "It falls and then rises",
                "A shorter step has a smaller truncation error and a larger rounding error, because the "
                "rounding of J is divided by the step. Somewhere between them is the best step.",
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
                "It needs one push for each of the 3 inputs, whereas reverse mode needs one walk back for each of the "
                "1,000 outputs.",
                right=True,
            ),
            Option(
                "Reverse mode",
                "One walk back gives the derivatives of a single output. How many outputs are there?",
            ),
            Option(
                "Both cost the same",
                "They would for as many inputs as outputs.",
            ),
        ),
    ),
    Question(
        name="two_slips",
        text="Which two lines contain a slip?",
        options=(
            Option(
                "1 and 5",
                "Both sum over the samples and leave jk and mj, the indices of $W_2$ and $W_1$. They are right.",
            ),
            Option(
                "3 and 6",
                "In line 3 the indices of $W_2$ are exchanged, and line 6 sums over j, which is the index "
                "that should remain.",
                right=True,
            ),
            Option(
                "2 and 6",
                "Line 2 leaves k, the index of $b_2$, and sums over the samples. It is right.",
            ),
            Option(
                "3 and 4",
                "Line 4 goes through the activation, entry by entry and without a sum. It is right.",
            ),
        ),
    ),
    Question(
        name="quiet_bell",
        text="For some network the bell is quiet at N = 1 with relu. Are its gradients correct?",
        options=(
            Option(
                "Yes",
                "They are at this setting. But several bugs leave no trace there.",
            ),
            Option(
                "That is not certain",
                "With a single sample a mean equals a sum, and the slopes of ReLU, 0 and 1, equal their squares. "
                "So some bugs are invisible at this setting. Which setting leaves only one suspect?",
                right=True,
            ),
            Option(
                "No",
                "Silence is no proof of a bug either. Change N and f, and see whether it lasts.",
            ),
        ),
    ),
    NumberQuestion(
        name="xor_with_two_units",
        text="Of 40 networks with 2 hidden units, trained from different random weights, which share ends with all four points right?",
        answer=0.18,
        reply="About one start in five succeeds. See below what a larger width does to this share.",
        low=0,
        high=1,
        within=0.08,
        too_low="Some starts do succeed: about one in five.",
        too_high="Suitable weights exist, but gradient descent finds them from only about one start in five.",
    ),
    Question(
        name="wrong_gradients",
        text="The correct network reads about 96 % of the held-out digits. How well does it do if $f'$ is left out of its backward pass?",
        options=(
            Option(
                "It learns nothing: about 10 %",
                "Its steps are wrong, but they are far from random.",
            ),
            Option(
                "Clearly worse: about 60 %",
                "The gradient of the output layer is still exact, and those of the hidden layer point roughly downhill.",
            ),
            Option(
                "Nearly as well",
                "The gradient of the output layer is still exact, and those of the hidden layer point roughly downhill. "
                "On a task as easy as this one that suffices.",
                right=True,
            ),
        ),
    ),
)
