"""Find texts that were copied from one another or from the book, by the n-grams they share."""

import itertools
import re

import numpy as np
from scipy.sparse.csgraph import connected_components

WORDS = 5  # of an n-gram
MIN_NGRAMS = 8  # a shorter text can be the same by chance
MIN_SHARED = 0.8  # the share of the shorter text's n-grams that occur in the other text
MIN_IN_BOOK = 0.5  # the share of a text's n-grams that occur in the book
WORD = re.compile(r"\w+|[^\w\s]")


def words(text):
    """Return the words of a text in lower case; punctuation marks count as words."""
    return WORD.findall(text.casefold())


def ngrams(text):
    """Return the set of a text's n-grams, each a tuple of WORDS words."""
    found = words(text)
    return {tuple(found[i : i + WORDS]) for i in range(len(found) - WORDS + 1)}


def copied_from(book, texts):
    """Return the indices of the texts with at least MIN_IN_BOOK of their n-grams in the book."""
    in_book = set().union(*map(ngrams, book))
    found = []
    for index, text in enumerate(texts):
        own = ngrams(text)
        if len(own) >= MIN_NGRAMS and len(own & in_book) >= MIN_IN_BOOK * len(own):
            found.append(index)
    return found


def near_duplicates(texts):
    """Return groups of two or more texts that are nearly the same, as lists of their indices."""
    found = [ngrams(text) for text in texts]
    same = np.zeros((len(texts), len(texts)), bool)
    for (i, own), (j, other) in itertools.combinations(enumerate(found), 2):
        fewest = min(len(own), len(other))
        same[i, j] = fewest >= MIN_NGRAMS and len(own & other) >= MIN_SHARED * fewest
    count, labels = connected_components(same, directed=False)
    groups = [np.flatnonzero(labels == label).tolist() for label in range(count)]
    return [group for group in groups if len(group) > 1]
