"""Exercise `early_stopping_epoch` of section 6.3."""

import numpy as np

from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.regularization import early_stopping_epoch


def _losses(rng, steps):
    """Validation losses of whole hundredths, 1 + len(steps) of them.

    d: a new best. u: up from the one before. r: down from the one before, not to the best.
    =: equal to the best.
    """
    losses = [int(rng.integers(150, 200))]
    for step in steps:
        best, last = min(losses), losses[-1]
        losses.append(
            {
                "d": best - int(rng.integers(2, 10)),
                "u": last + int(rng.integers(4, 12)),
                "r": int(rng.integers(best + 1, max(last, best + 2))),
                "=": best,
            }[step]
        )
    return [loss / 100 for loss in losses]


def _cases(rng):
    yield Case((_losses(rng, "duudu"), 2))
    yield Case((_losses(rng, "dudud"), 2))
    yield Case((_losses(rng, "durudu"), 2))
    yield Case((_losses(rng, "ud"), 2))
    yield Case((_losses(rng, "uud"), 2))
    yield Case((_losses(rng, "dduurd"), 4))
    yield Case((_losses(rng, "dduu"), 3), "an end before the patience runs out")
    yield Case((_losses(rng, "duur"), 3), "a stop at the last epoch")
    yield Case((_losses(rng, "d=u=d"), 3), "ties for the best")
    yield Case((_losses(rng, "du="), 5), "ties for the best")
    yield Case((_losses(rng, "ddud"), 1), "patience 1")
    yield Case((_losses(rng, ""), 2), "one epoch")
    yield Case(([0.5, 0.6, 0.7, 0.3, 0.2, 0.4, 0.45], 2), "better epochs after the stop")
    yield Case(([0.5, 0.4999, 0.51, 0.52, 0.3], 2), "a new best that is only just lower")
    yield Case((_losses(rng, "ddudurduudrddurr=uuuddu"), 5), "many epochs")


def _walk(better=lambda losses, best, i: losses[i] < losses[best], slack=0, resets=True):
    """A mistaken answer: (best, where it stopped or None) by other rules than asked for."""

    def walk(losses, patience):
        best = waited = 0
        for i in range(1, len(losses)):
            if better(losses, best, i):
                best, waited = i, waited * (not resets)
            else:
                waited += 1
            if waited >= patience + slack:
                return best, i
        return best, None

    return walk


def _stop_epoch(val_losses, patience):
    best, stop = _walk()(val_losses, patience)
    return best if stop is None else stop


def _best_unless_last(val_losses, patience):
    best, stop = _walk()(val_losses, patience)
    return len(val_losses) - 1 if stop is None else best


def _compared_with_previous(val_losses, patience):
    _, stop = _walk(lambda losses, best, i: losses[i] < losses[i - 1])(val_losses, patience)
    seen = val_losses if stop is None else val_losses[: stop + 1]
    return int(np.argmin(seen))


def _patience_before(val_losses, patience, back):
    best, stop = _walk()(val_losses, patience)
    return len(val_losses) - back - patience if stop is None else best


def _last_of_equals(val_losses, patience):
    best, stop = _walk()(val_losses, patience)
    seen = val_losses if stop is None else val_losses[: stop + 1]
    return max(i for i, loss in enumerate(seen) if loss == val_losses[best])


EARLY_STOPPING_EPOCH = Exercise(
    name="early_stopping_epoch",
    section="6.3_capacity",
    points=2,
    reference=early_stopping_epoch,
    cases=_cases,
    open_question=(
        "At which epoch does training stop for these losses, and which losses does your code "
        "compare?"
    ),
    hints=(
        "Go through the losses in order, and remember two things: which epoch is the best so far, "
        "and how many epochs have passed since then.",
        "A loss that equals the best is no improvement: the wait goes on.",
        "When the wait reaches `patience`, the loop ends. Should you return the current epoch, or "
        "the epoch that you remembered?",
    ),
    mistakes=(
        Mistake(
            "stop_for_best",
            "This is the epoch in which training stops; its weights are already worse.",
            "Which epoch's weights would you like to have back?",
            function=_stop_epoch,
        ),
        Mistake(
            "never_stops",
            "This is the best of all epochs, even those after the stop. But training ends there, "
            "so nobody would know the later losses.",
            "At which epoch does training stop for these inputs?",
            function=lambda val_losses, patience: int(np.argmin(val_losses)),
        ),
        Mistake(
            "wait_not_reset",
            "Your function counts all epochs without a new best, even those before the latest "
            "best.",
            "What should happen to your count when a new best appears?",
            function=lambda *args: _walk(resets=False)(*args)[0],
        ),
        Mistake(
            "compared_with_previous",
            "Your function compares each loss with the loss before it, but a loss can fall a "
            "little and still be far from the best.",
            "With which loss should each new loss be compared?",
            function=_compared_with_previous,
        ),
        Mistake(
            "equal_counts_as_better",
            "Your function counts a loss equal to the best as a new best.",
            "Is a loss that equals the best strictly below it?",
            function=lambda *args: _walk(lambda z, best, i: z[i] <= z[best])(*args)[0],
        ),
        Mistake(
            "one_epoch_too_long",
            "Your code behaves as if training stopped one epoch too late.",
            "After how many epochs in a row without a new best does your code stop?",
            function=lambda *args: _walk(slack=1)(*args)[0],
        ),
        Mistake(
            "one_epoch_too_short",
            "Training is stopped one epoch too early.",
            "With patience 2, is it over after the first epoch without a new best?",
            function=lambda val_losses, patience: _walk()(val_losses, max(patience - 1, 1))[0],
        ),
        Mistake(
            "first_rise",
            "Your function stops training at the first epoch that brings no new best.",
            "Where does your code use patience?",
            function=lambda val_losses, patience: _walk()(val_losses, 1)[0],
        ),
        Mistake(
            "last_without_a_stop",
            "If training is never stopped, your function returns the last epoch.",
            "Is the last epoch always the best one?",
            function=_best_unless_last,
        ),
        Mistake(
            "last_epoch",
            "This is the last epoch of the list, whatever the losses are.",
            "Which losses do you compare with each other?",
            function=lambda val_losses, patience: len(val_losses) - 1,
        ),
        Mistake(
            "loss_for_epoch",
            "This is the best loss; the exercise asks for the index of its epoch.",
            "At which index of the list is that loss?",
            function=lambda *args: args[0][_walk()(*args)[0]],
        ),
        Mistake(
            "nothing_without_a_stop",
            "If training is never stopped, your function returns None.",
            "What should it return if all the losses have been read?",
            function=lambda *args: None if _walk()(*args)[1] is None else _walk()(*args)[0],
        ),
        Mistake(
            "counted_from_1",
            "Your epochs are counted from 1.",
            "Which index does Python give to the first loss?",
            function=lambda *args: _walk()(*args)[0] + 1,
        ),
        Mistake(
            "patience_before_the_end",
            "In these tests, if training is never stopped, your function returns the epoch with "
            "index len(val_losses) - patience.",
            "Which epoch did your loop remember as the best when the list ended?",
            function=lambda *args: _patience_before(*args, 0),
        ),
        Mistake(
            "patience_before_the_last",
            "In these tests, if training is never stopped, your function returns the epoch with "
            "index len(val_losses) - 1 - patience.",
            "Which epoch did your loop remember as the best when the list ended?",
            function=lambda *args: _patience_before(*args, 1),
        ),
        Mistake(
            "last_of_equal_bests",
            "If the best loss occurs several times, your function returns the last of these "
            "epochs.",
            "Does a loss that only equals the best count as an improvement?",
            function=_last_of_equals,
        ),
    ),
)
