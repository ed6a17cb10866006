"""The questions of 6.7."""

from .question import Option, Question

QUESTIONS = (
    Question(
        name="thousand_at_once",
        text="Compared with a single sample, how long does the network take for a thousand samples in one batch?",
        options=(
            Option(
                "about as long as for one",
                "A thousand times the arithmetic is not free. But the factor is far below a thousand.",
            ),
            Option(
                "far less than a thousand times as long",
                "Most of the time for a single sample is not arithmetic: it is Python's own steps and fetching the "
                "weights from memory, and a batch pays for these once.",
                right=True,
            ),
            Option(
                "a thousand times as long",
                "That is how the arithmetic grows. The time for a single sample, however, is mostly not "
                "arithmetic.",
            ),
        ),
    ),
    Question(
        name="silent_transpose",
        text="Four samples, sizes 3-5-4-2. By a slip, $W_1$ is transposed, and NumPy complains at once. For which "
        "sizes would the slip go unnoticed?",
        options=(
            Option(
                "for no sizes",
                "A square matrix has the same shape as its transpose. Try it in the explorer below.",
            ),
            Option(
                "if M = m_1",
                "Then $W_1$ is square, and its transpose fits as well. All shapes are right, and the "
                "numbers are wrong.",
                right=True,
            ),
            Option(
                "if N = M",
                "The number of samples meets $W_1$ only if the factors are exchanged, which is "
                "another slip.",
            ),
        ),
    ),
    Question(
        name="changed_by_relu",
        text="For x = (1, -0.5) you will walk from $h_1$ to $Z_1$ with ReLU. Which of the three numbers "
        "change?",
        options=(
            Option("all of them", "ReLU leaves positive numbers as they are."),
            Option(
                "the negative ones",
                "Here that is one number. Its unit outputs 0, so it contributes nothing to the next "
                "layer, whatever its weights there are.",
                right=True,
            ),
            Option("none", "One of the three is negative: look at the step $h_1$."),
        ),
    ),
)
