"""What an exercise is; how an answer is observed, judged and explained.

`examine(name, function, seed=0)` gives the Verdict on a function as the answer to an exercise.
"""


def __getattr__(name):
    # Import on first use: the exercises that `examine` needs import their parts from this package.
    # The sandbox has no exercises, and imports only the modules here that need none.
    if name == "examine":
        from .examination import examine

        return examine
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
