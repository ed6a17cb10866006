"""The questions of 6.6."""

from .question import Option, Question

QUESTIONS = (
    Question(
        name="either_side_of_the_limit",
        text="The rate is 95 % of the limit, then 105 % of it. What does J do in 100 updates?",
        options=(
            Option(
                "it falls at both",
                "Look at the row of 105 %: one axis is multiplied by -1.1 at each step.",
            ),
            Option(
                "it falls, then it grows",
                "The error along one axis is multiplied by -0.9 at 95 % and by -1.1 at 105 %. Look also at who leads after 10 updates, and who after 100.",
                right=True,
            ),
            Option(
                "it grows at both",
                "Look at the row of 95 %: the factor is -0.9, which still shrinks.",
            ),
        ),
    ),
    Question(
        name="lowest_after_32",
        text="Let the clock count samples. After 32 of them, which racer is lowest?",
        options=(
            Option(
                "batch",
                "It has made one update so far. Set the x-axis to samples, and `step` to 8.",
            ),
            Option(
                "mini-batch",
                "It has made four updates. Set the x-axis to samples, and `step` to 8.",
            ),
            Option(
                "stochastic",
                "It has made 32 updates by then. Now set the x-axis to updates and `step` to 96: who is lowest?",
                right=True,
            ),
        ),
    ),
    Question(
        name="rate_and_batch",
        text="You raise B from 2 to 8 and the rate from 0.1 to 0.4. What becomes of the floor?",
        options=(
            Option(
                "it sinks",
                "The larger batch lowers it, and the larger rate raises it. Try both alone first.",
            ),
            Option(
                "it stays about where it is",
                "Rate over B is what counts. Try also 0.5 and 10, where the rate is no longer small: does the law still hold?",
                right=True,
            ),
            Option(
                "it rises",
                "The larger rate raises it, and the larger batch lowers it. Try both alone first.",
            ),
        ),
    ),
    Question(
        name="epochs_to_updates",
        text="Order the five curves by who reaches the target first. The x-axis shows epochs; you switch it to updates. What happens to the order?",
        options=(
            Option(
                "it stays",
                "Count: an epoch of B = 2 has 672 updates, one of the full batch has 1.",
            ),
            Option(
                "it turns round",
                "An epoch of B = 2 has 672 updates, one of the full batch has a single one. See where it does not quite: which two sizes need equally many updates?",
                right=True,
            ),
            Option(
                "it gets mixed up",
                "Wait for `seconds`, there it does. Between epochs and updates it is tidier than that.",
            ),
        ),
    ),
)
