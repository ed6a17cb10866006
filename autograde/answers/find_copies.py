"""Find texts that were copied: from one another, or from the book."""

import re

RUN = 5  # words in a row
ENOUGH = 8  # runs; a shorter text can be the same by chance
NEARLY_ALL = 0.8  # the share of the shorter text's runs that stand in the other one
HALF = 0.5  # the share of a text's runs that stand in the book
WORD = re.compile(r"\w+|[^\w\s]")


def words(text):
    """The words of a text, in small letters; signs count as words."""
    return WORD.findall(text.casefold())


def runs(text):
    """Every run of RUN words in a text, as a set."""
    found = words(text)
    return {tuple(found[i : i + RUN]) for i in range(len(found) - RUN + 1)}


def copied_from(texts, book):
    """Indices of the texts of which at least HALF stands in the book."""
    in_the_book = set().union(*map(runs, book)) if book else set()
    found = []
    for index, text in enumerate(texts):
        its = runs(text)
        if len(its) >= ENOUGH and len(its & in_the_book) >= HALF * len(its):
            found.append(index)
    return found


def same(texts):
    """Lists of the indices of texts that are the same, or nearly; only of two or more."""
    all_runs = [runs(text) for text in texts]
    group = list(range(len(texts)))  # the smallest index of a text's group

    def first(index):
        while group[index] != index:
            index = group[index]
        return index

    shared = {}
    for index, its in enumerate(all_runs):
        if len(its) >= ENOUGH:
            for run in its:
                shared.setdefault(run, []).append(index)
    for index, other in _pairs(all_runs, shared):
        low, high = sorted((first(index), first(other)))
        group[high] = low
    found = {}
    for index in range(len(texts)):
        found.setdefault(first(index), []).append(index)
    return [members for members in found.values() if len(members) > 1]


def _pairs(all_runs, shared):
    """Pairs of texts of which the shorter one stands in the other nearly whole."""
    for index, its in enumerate(all_runs):
        counts = {}
        for run in its:
            for other in shared.get(run, ()):
                if other < index:
                    counts[other] = counts.get(other, 0) + 1
        for other, common in counts.items():
            if common >= NEARLY_ALL * min(len(its), len(all_runs[other])):
                yield index, other
