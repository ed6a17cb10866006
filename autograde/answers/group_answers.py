"""Group the answers to a question: empty ones, copied ones, and those that say the same."""

import math
from collections import Counter

from . import cluster_texts, find_copies
from .questions import ALIKE, COPIED, EMPTY, FROM_THE_BOOK, Group

FEWEST_WORDS = 3
SHOWN_WORDS = 4  # that tell a group from the others


def group_answers(answers, book):
    """The Groups of some answers: those that say the same first, the largest first.

    book: texts that learners have before them; who copies them says nothing in their own words.
    """
    empty = [a for a in answers if len(find_copies.words(a.text)) < FEWEST_WORDS]
    written = [a for a in answers if len(find_copies.words(a.text)) >= FEWEST_WORDS]
    texts = [a.text for a in written]
    theirs = set(find_copies.copied_from(texts, book))
    copied = [[i for i in found if i not in theirs] for found in find_copies.same(texts)]
    copied = [found for found in copied if len(found) > 1]
    taken = theirs.union(*copied)
    rest = [i for i in range(len(written)) if i not in taken]
    alike = [[rest[i] for i in found] for found in cluster_texts.cluster([texts[i] for i in rest])]
    groups = [
        (ALIKE, found, says) for found, says in zip(alike, _tell_apart(alike, texts), strict=True)
    ]
    groups += [(COPIED, found, "nearly the same text") for found in copied]
    groups += [(FROM_THE_BOOK, sorted(theirs), "half of it or more is the book's text")] * bool(
        theirs
    )
    found = [Group(kind, [written[i] for i in members], says) for kind, members, says in groups]
    return found + [Group(EMPTY, empty, "nothing, or next to nothing, is written")] * bool(empty)


def _tell_apart(groups, texts):
    """For each group a few words that its texts have, and those of the others have not."""
    counts = [Counter(word for i in group for word in _long_words(texts[i])) for group in groups]
    total, size = sum(counts, Counter()), sum(map(len, groups))
    found = []
    for group, own in zip(groups, counts, strict=True):
        share = {word: n / len(group) for word, n in own.items()}
        weight = {word: s * math.log(s * size / total[word]) for word, s in share.items()}
        found.append(", ".join(sorted(weight, key=lambda w: (-weight[w], w))[:SHOWN_WORDS]))
    return found


def _long_words(text):
    return {w for w in find_copies.words(text) if len(w) > 2 and w.isalpha()}
