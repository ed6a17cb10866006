"""The explorer of experiments: scores over seeds, compared with any setting."""

from feedforward.plots.scores import check_results, draw_scores, score_arrays

from .explorer import Explorer, Story, choice
from .panel import Panel
from .position import startable

NAME = "One dot per seed; above them a diamond at the mean, on a line from lowest to highest"
HEADER = ("setting", "mean", "spread", "lowest", "highest", "above", "below")


def describe(arrays):
    """Name the best and the worst mean with their spreads, and the setting compared with."""
    best, worst = int(arrays.mean.argmax()), int(arrays.mean.argmin())
    count = arrays.scores.shape[1]
    said = [
        f"{place} {arrays.names[i]}, {arrays.mean[i]:.3f} ± {arrays.spread[i]:.3f}"
        for place, i in (("highest", best), ("lowest", worst))
    ]
    return (
        f"{arrays.data}, {count} seeds, mean ± standard deviation: {'; '.join(said)}. 'Above' and "
        f"'below' count the seeds in which a setting beats {arrays.names[arrays.baseline]} or is "
        f"beaten by it."
    )


def table(arrays):
    """Return one row per setting."""
    columns = arrays.mean, arrays.spread, arrays.scores.min(axis=1), arrays.scores.max(axis=1)
    return HEADER, [
        [name, *(f"{column[i]:.3f}" for column in columns), *map(str, arrays.wins[i])]
        for i, name in enumerate(arrays.names)
    ]


@startable
def explore_scores(results):
    """Show the scores of an experiment: one dot per seed, means, spreads, and who beats whom.

    results: a dict of data -> dict of setting -> scores, one per seed, the same seeds for each.
    """
    check_results(results)
    first = next(iter(results))
    names = list(results[first])
    return Explorer(
        controls=[
            choice("data", first, list(results)),
            choice("compared with", names[0], names),
        ],
        compute=lambda values: score_arrays(results, values["data"], values["compared with"]),
        panels=[Panel(NAME, draw_scores, width=400, height=400)],
        describe=describe,
        table=table,
        story=Story("compared with"),
    )
