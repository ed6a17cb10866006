"""Group the answers to an open question: similar answers, copied answers and empty ones."""

import itertools
import math
from collections import Counter

from . import cluster_texts, find_copies
from .questions import ALIKE, COPIED, EMPTY, FROM_THE_BOOK, Group

FEWEST_WORDS = 3
SHOWN_WORDS = 4  # words that set a group apart from the others


def group_answers(answers, book):
    """Return Groups of answers, those of similar answers first and the largest of them at the top.

    book: texts that learners can copy. An answer that repeats them is not in the learner's own
    words, so it goes into a separate group.
    """
    written, empty = [], []
    for answer in answers:
        is_written = len(find_copies.words(answer.text)) >= FEWEST_WORDS
        (written if is_written else empty).append(answer)
    texts = [a.text for a in written]
    from_book = find_copies.copied_from(book, texts)
    copied = [[i for i in g if i not in from_book] for g in find_copies.near_duplicates(texts)]
    copied = [group for group in copied if len(group) > 1]
    apart = {*from_book, *itertools.chain(*copied)}
    rest = [i for i in range(len(written)) if i not in apart]
    alike = [[rest[i] for i in group] for group in cluster_texts.cluster([texts[i] for i in rest])]
    found = [
        *((ALIKE, group, words) for group, words in zip(alike, _words(alike, texts), strict=True)),
        *((COPIED, group, "nearly the same text") for group in copied),
        (FROM_THE_BOOK, from_book, "at least half of the text is the book's"),
    ]
    groups = [Group(kind, [written[i] for i in members], says) for kind, members, says in found]
    groups.append(Group(EMPTY, empty, "little or nothing was written"))
    return [group for group in groups if group.answers]


def _words(groups, texts):
    """Return, for each group, a few words that are frequent in it and rare in the other groups."""
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
