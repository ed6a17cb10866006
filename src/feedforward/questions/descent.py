"""The questions of 6.6."""

from .question import Option, Question

QUESTIONS = (
    Question(
        name="either_side_of_the_limit",
        text="The rate is 95 % of the limit, and then 105 % of it. What does J do in 100 updates?",
        options=(
            Option(
                "it falls at both rates", "At 105 % one axis is multiplied by -1.1 in every update."
            ),
            Option(
                "it falls at 95 % and grows at 105 %",
                "The distance along the steepest axis is multiplied by -0.9 at 95 % and by -1.1 at "
                "105 %.",
                right=True,
            ),
            Option(
                "it grows at both rates",
                "At 95 % the factor of the steepest axis is -0.9, which still shrinks.",
            ),
        ),
    ),
    Question(
        name="lowest_after_32",
        text="Let the clock count samples. After 32 of them, which racer is lowest?",
        options=(
            Option("batch", "It has made a single update by then."),
            Option("mini-batch", "It has made four updates by then."),
            Option(
                "stochastic",
                "It has made 32 updates by then. Set the clock to updates and go to the end: who is "
                "lowest now?",
                right=True,
            ),
        ),
    ),
    Question(
        name="rate_and_batch",
        text="You raise B from 2 to 8 and the rate from 0.1 to 0.4. What happens to the floor?",
        options=(
            Option("it sinks", "The larger batch lowers it, and the larger rate raises it."),
            Option(
                "it stays about where it is",
                "The floor is proportional to the rate divided by B, and this ratio has not changed.",
                right=True,
            ),
            Option("it rises", "The larger rate raises it, and the larger batch lowers it."),
        ),
    ),
    Question(
        name="epochs_to_updates",
        text="Order the five curves by who reaches the target first, in epochs. Then you switch the x-axis to "
        "updates. What happens to the order?",
        options=(
            Option(
                "it stays",
                "An epoch of B = 2 has hundreds of updates, one of the full batch has 1.",
            ),
            Option(
                "it is reversed",
                "A small batch makes many updates per epoch, so it needs few epochs and many updates. "
                "(The two largest sizes need about equally many.)",
                right=True,
            ),
            Option("it is shuffled", "In seconds it is. In updates there is more order than that."),
        ),
    ),
)
