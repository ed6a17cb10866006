"""The questions of 6.5."""

from .question import NumberQuestion, Option, Question

QUESTIONS = (
    Question(
        name="cut_of_the_surface",
        text="The model is a bad line: w = -2, b = 2. You cut the surface along w, with b as it is. What shape is the cut?",
        options=(
            Option(
                "a straight line",
                "Move w and watch the lower picture. The sum of squares is of second degree in w: does the cut bend upwards on both sides?",
            ),
            Option(
                "a parabola",
                "The sum of squares is of second degree in w. Does the cut stay a parabola for every b? And where does its lowest point go?",
                right=True,
            ),
            Option(
                "several valleys",
                "Watch for a second valley while you move b. Then look from above: how many low places does the surface have?",
            ),
        ),
    ),
    Question(
        name="adding_or_multiplying",
        text="Which of these changes the probabilities: 3 added to all logits, or all logits times 3?",
        options=(
            Option(
                "adding",
                "Move 'add', and watch the middle picture. Where did c go, in the formula above?",
            ),
            Option(
                "multiplying",
                "A constant cancels from every fraction, a factor does not. Move 'times' up and watch the largest share; then take it to 0.",
                right=True,
            ),
            Option(
                "both",
                "Move one at a time. One of them leaves all differences as they are.",
            ),
        ),
    ),
    Question(
        name="ruled_out_class",
        text="You take q[2], the belief in C, down to 0. What becomes of KL(p‖q) and of KL(q‖p)?",
        options=(
            Option(
                "both become infinite",
                "Watch the lower pair of bars: which weight does KL(q‖p) give to C, when q never lets C happen?",
            ),
            Option(
                "only KL(p‖q)",
                "Its term is p[2] log(p[2]/q[2]), and q[2] goes to 0. Watch how late it happens: how large is it at a part of 0.1?",
                right=True,
            ),
            Option(
                "only KL(q‖p)",
                "Watch the upper pair of bars. Who is surprised by C: who believes p, or who believes q?",
            ),
            Option(
                "neither",
                "Press 'q rules C out', and read the row of C in the table.",
            ),
        ),
    ),
    NumberQuestion(
        name="slope_of_squared_error",
        text="The label trails by 10: the network is sure of the wrong class. Cross-entropy has a slope of almost -1 there. How steep is the squared error? Set the power of ten of its size.",
        answer=-4.04,
        reply="On a sure wrong answer both factors of the slope are almost 0. Watch the right picture: how far does that take the margin in 100 steps?",
        low=-6,
        high=1,
        within=0.6,
        too_low="Watch the two points as the margin goes from 0 to -10: which curve turns back?",
        too_high="It is far flatter. Switch the axis to 'size, log axis', and follow the curve to the left.",
    ),
    Question(
        name="worst_corner",
        text="In the corner where w is most negative every sure answer is wrong. What does the surface of the squared error look like there?",
        options=(
            Option(
                "a steep wall",
                "Switch the loss, and set the tilt to 10: which of the two is steep there?",
            ),
            Option(
                "a plateau",
                "Softmax is saturated there, so the squared error is almost constant. Set w = -6, b = 0 and 60 steps, for one loss and for the other.",
                right=True,
            ),
            Option(
                "a second valley",
                "Low places are light, high ones dark. Turn it: which is this?",
            ),
        ),
    ),
)
