"""The questions of 6.7."""

from .question import Option, Question

QUESTIONS = (
    Question(
        name="silent_transpose",
        text="Four samples, sizes 3-5-4-2. By a slip W_1 is turned round. NumPy complains at once. For which sizes would it say nothing?",
        options=(
            Option(
                "for no sizes",
                "Choose the slip 'W_1 turned', then make m_1 equal to M, and read the text below the picture.",
            ),
            Option(
                "if M = m_1",
                "Then W_1 is square, and fits both ways. Choose the slip 'W_1 turned', set m_1 to 3, and see what the text says of the numbers.",
                right=True,
            ),
            Option(
                "if N = M",
                "N meets W_1 only where W_1 stands in front. Try both slips, 'W_1 turned' and 'W_1 in front', and see which sizes meet.",
            ),
        ),
    ),
    Question(
        name="changed_by_relu",
        text="x = (1, -0.5), activation relu. You walk from h_1 to Z_1. How many of the three numbers change?",
        options=(
            Option(
                "all three",
                "relu leaves positive numbers as they are. Look at the table below the picture in step Z_1.",
            ),
            Option(
                "those that are negative",
                "Here that is one. Its unit gives 0, so whatever its weights in the next layer are, their terms are 0. Look at the sum in step h_2.",
                right=True,
            ),
            Option(
                "none",
                "A negative one is there. Look at the table below the picture in step Z_1.",
            ),
        ),
    ),
)
