"""The questions of 6.6."""

from .question import Option, Question

QUESTIONS = (
    Question(
        name="either_side_of_the_limit",
        text="The rate is 95% of the limit in one run and 105% in another. What happens to J over "
        "100 updates?",
        options=(
            Option(
                "it falls at both rates",
                "At 105%, every update overshoots the minimum along the steepest axis, and by so "
                "much that the distance along this axis grows.",
            ),
            Option(
                "it falls at 95% and grows at 105%",
                "The distance along the steepest axis is multiplied by -0.9 at 95% and by -1.1 at "
                "105%.",
                right=True,
            ),
            Option(
                "it grows at both rates",
                "At 95%, every update overshoots the minimum along the steepest axis, but the "
                "distance along this axis still shrinks.",
            ),
        ),
    ),
    Question(
        name="lowest_after_32",
        text="Set the x-axis to samples. Which racer has the lowest loss after 32 samples?",
        options=(
            Option("batch", "Batch descent has made only one update so far."),
            Option("mini-batch", "Mini-batch descent has made only four updates so far."),
            Option(
                "stochastic",
                "Stochastic descent has already made 32 updates. Set the x-axis to updates and go "
                "to the end: which racer has the lowest loss now?",
                right=True,
            ),
        ),
    ),
    Question(
        name="rate_and_batch",
        text="You draw batches with replacement and raise B from 2 to 8 and the rate from 0.1 to 0.4. "
        "What happens to the floor?",
        options=(
            Option("it falls", "The larger batch lowers the floor, but the larger rate raises it."),
            Option(
                "it stays about the same",
                "The floor is proportional to the rate divided by B, and this ratio has not changed.",
                right=True,
            ),
            Option("it rises", "The larger rate raises the floor, but the larger batch lowers it."),
        ),
    ),
    Question(
        name="epochs_to_updates",
        text="Suppose you rank the five curves by how many epochs they need to reach the target, and "
        "then switch the x-axis to updates. What happens to the ranking?",
        options=(
            Option(
                "it stays the same",
                "With B = 2 an epoch has hundreds of updates, but with the full batch it has only one.",
            ),
            Option(
                "it is reversed",
                "A small batch gives many updates per epoch, so it needs few epochs but many updates. "
                "(Here the two smallest sizes tie in epochs, and the two largest in updates.)",
                right=True,
            ),
            Option(
                "it is shuffled",
                "Measured in seconds, the ranking is shuffled. Measured in updates, it changes "
                "more systematically.",
            ),
        ),
    ),
    Question(
        name="where_the_optimiser_matters",
        text="For which of the two networks does the choice of optimiser matter more?",
        options=(
            Option(
                "the one with two layers of ReLUs",
                "There every optimiser reaches a low loss, and three of the four end close together.",
            ),
            Option(
                "the one with four layers of sigmoids",
                "The gradients of its first layer are far smaller than those of its last. Plain "
                "descent has to use the same rate for both layers, whereas Adam takes steps of "
                "similar size in both.",
                right=True,
            ),
            Option(
                "it matters about equally for both",
                "In the sigmoid network, the gradients of different layers differ much more in size.",
            ),
        ),
    ),
)

RECALL = (
    Question(
        name="where_one_over_N_comes_from",
        text="Where does the $1/N$ in a gradient come from, and how many times does it occur?",
        options=(
            Option(
                "from the mean in J, once in every layer",
                "Each layer passes on the gradient that it receives, and this gradient already contains the $1/N$.",
            ),
            Option(
                "from the mean in J, only once",
                "$J$ is a mean over the samples, and differentiating it keeps its $1/N$.",
                right=True,
            ),
            Option(
                "from the learning rate, once per update",
                "The learning rate scales the step; it is not part of the gradient.",
            ),
        ),
    ),
    Question(
        name="slope_times_step",
        text="$dJ/dw = 3$, and you increase $w$ by 0.01. By about how much does $J$ change?",
        options=(
            Option(
                "it increases by 0.03",
                "The change is about the slope times the step: $3 \\cdot 0.01 = 0.03$.",
                right=True,
            ),
            Option(
                "it decreases by 0.03",
                "The slope is positive, so $J$ increases with $w$. To decrease $J$, decrease $w$.",
            ),
            Option(
                "it increases by 300",
                "$dJ/dw$ is the change in $J$ per unit of $w$, so multiply it by the step.",
            ),
        ),
    ),
    Question(
        name="deviation_of_a_mean",
        text="$B$ numbers are drawn independently, each with standard deviation $s$. What is the "
        "standard deviation of their mean?",
        options=(
            Option(
                "s",
                "That is the standard deviation of a single number. In a mean, the deviations partly "
                "cancel.",
            ),
            Option("s/B", "It is the variance that is divided by $B$."),
            Option(
                "s/√B",
                "The variance of the sum is $Bs^2$, so the variance of the mean is $Bs^2/B^2 = s^2/B$.",
                right=True,
            ),
        ),
    ),
)
