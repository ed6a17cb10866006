"""The questions of 6.3."""

from .question import Option, Question

QUESTIONS = (
    Question(
        name="twice_the_towers",
        text="Eight towers under a smooth curve. You take twice as many. What becomes of the largest distance?",
        options=(
            Option(
                "about half",
                "Half the spacing, half the distance? Watch how flat the curve gets in between.",
            ),
            Option(
                "about a quarter",
                "For a smooth curve the distance shrinks with the square of the spacing. Move on to 15 or 16. Is it a quarter for the curve that is steep at 0, too?",
                right=True,
            ),
            Option(
                "next to nothing",
                "Read the line of text at 8 and at 16: by what factor has it shrunk?",
            ),
        ),
    ),
    Question(
        name="units_for_folds",
        text="Six folding layers have 12 units. How many units does one hidden layer need to draw the same line?",
        options=(
            Option(
                "12",
                "Set layers to 6, units to 12. How far does the copy come before its pieces run out?",
            ),
            Option(
                "36",
                "Set layers to 6, units to 36. What is missing? Read the column of straight pieces.",
            ),
            Option(
                "about 64",
                "Six folds draw 64 straight pieces, and each piece costs a single layer a unit. At which number does the distance fall to 0 with 5 layers?",
                right=True,
            ),
        ),
    ),
    Question(
        name="what_helps_most",
        text="All 60 noisy samples are fitted. Which change will help most on samples never seen?",
        options=(
            Option(
                "few units",
                "Press the button. What happens to both losses, and is the border round enough?",
            ),
            Option(
                "an L2 penalty",
                "Press L2, then move L2 from off to 0.3. Where is the validation loss lowest?",
            ),
            Option(
                "dropout",
                "Press the button. Watch the end of the validation curve, and how the border loses its fingers.",
            ),
            Option(
                "more samples",
                "The lowest point of its validation curve is the lowest of the four. Press more data, compare the two curves, and then see what a penalty adds to it.",
                right=True,
            ),
        ),
    ),
    Question(
        name="raised_dropout",
        text="In the explorer, a seed gives the same random numbers again. You raise drop: which units are off?",
        options=(
            Option(
                "other ones",
                "Move drop up a step at a time and keep an eye on a unit that is crossed out.",
            ),
            Option(
                "the same, and more",
                "The same random numbers are compared with a larger `drop`, so a unit that was off stays off. Check it in the picture.",
                right=True,
            ),
            Option(
                "the same ones",
                "Watch the count in the line of text while drop goes from 0 to 0.9.",
            ),
        ),
    ),
)
