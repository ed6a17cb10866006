"""The questions of 6.6."""

from .question import Option, Question

QUESTIONS = (
    Question(
        name="either_side_of_the_limit",
        text="The rate is 95 % of the limit in one run and 105 % in another. What does J do over 100 "
        "updates?",
        options=(
            Option(
                "it falls at both rates",
                "At 105 % the distance along one axis is multiplied by -1.1 in every update.",
            ),
            Option(
                "it falls at 95 % and grows at 105 %",
                "The distance along the steepest axis is multiplied by -0.9 at 95 % and by -1.1 at "
                "105 %.",
                right=True,
            ),
            Option(
                "it grows at both rates",
                "At 95 % the distance along the steepest axis is multiplied by -0.9, so it still "
                "shrinks.",
            ),
        ),
    ),
    Question(
        name="lowest_after_32",
        text="Set the x-axis to samples. Which racer is lowest after 32 samples?",
        options=(
            Option("batch", "Batch descent has made only one update so far."),
            Option("mini-batch", "Mini-batch descent has made only four updates so far."),
            Option(
                "stochastic",
                "Stochastic descent has already made 32 updates. Set the x-axis to updates and go "
                "to the end: which racer is lowest now?",
                right=True,
            ),
        ),
    ),
    Question(
        name="rate_and_batch",
        text="You raise B from 2 to 8 and the rate from 0.1 to 0.4. What happens to the floor?",
        options=(
            Option("it falls", "The larger batch lowers the floor, but the larger rate raises it."),
            Option(
                "it stays about where it is",
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
                "With B = 2 an epoch has hundreds of updates, and with the full batch it has one.",
            ),
            Option(
                "it is reversed",
                "A small batch gives many updates per epoch, so it needs few epochs but many updates. "
                "(The two largest sizes need about the same number of updates.)",
                right=True,
            ),
            Option(
                "it is shuffled",
                "In seconds the ranking is shuffled. In updates it changes more systematically.",
            ),
        ),
    ),
    Question(
        name="where_the_optimiser_matters",
        text="For which of the two networks does the choice of the optimiser matter more?",
        options=(
            Option(
                "the one with two layers of ReLUs",
                "There every optimiser gets to a low loss, and three of the four end close together.",
            ),
            Option(
                "the one with four layers of sigmoids",
                "Its first layer has far smaller gradients than its last. Plain descent has to move "
                "both with the same rate, whereas Adam takes steps of similar size in both.",
                right=True,
            ),
            Option(
                "it matters about equally for both",
                "The gradients of the sigmoid network's layers differ much more in size.",
            ),
        ),
    ),
)
