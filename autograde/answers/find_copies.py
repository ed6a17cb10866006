"""Find texts that were copied from one another or from the book, by the n-grams they share."""

import re

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
    all_ngrams = [ngrams(text) for text in texts]
    group = list(range(len(texts)))  # the smallest index of a text's group

    def first(index):
        while group[index] != index:
            index = group[index]
        return index

    texts_with = {}
    for index, own in enumerate(all_ngrams):
        if len(own) >= MIN_NGRAMS:
            for ngram in own:
                texts_with.setdefault(ngram, []).append(index)
    for index, other in _pairs(all_ngrams, texts_with):
        low, high = sorted((first(index), first(other)))
        group[high] = low
    found = {}
    for index in range(len(texts)):
        found.setdefault(first(index), []).append(index)
    return [members for members in found.values() if len(members) > 1]


def _pairs(all_ngrams, texts_with):
    """Yield the pairs of texts that share at least MIN_SHARED of the shorter text's n-grams.

    texts_with: {n-gram: indices of the texts that contain it}
    """
    for index, own in enumerate(all_ngrams):
        shared = {}
        for ngram in own:
            for other in texts_with.get(ngram, ()):
                if other < index:
                    shared[other] = shared.get(other, 0) + 1
        for other, count in shared.items():
            if count >= MIN_SHARED * min(len(own), len(all_ngrams[other])):
                yield index, other
