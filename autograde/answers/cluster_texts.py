"""Group texts that say the same, by the words and the pieces of words that they share.

Each text is a TF-IDF vector of its words and of pieces of three to five letters, which tie together
the forms of a word and misspelt words. The vectors are reduced to a few dimensions (latent semantic
analysis; Deerwester et al. 1990), and k-means groups them many times, with several dimensions and
numbers of groups. Texts that are in the same group in most of these runs belong together (evidence
accumulation; Fred and Jain 2005).
"""

import itertools

import numpy as np

MOST_GROUPS = 20
DIMENSIONS = (12, 16, 20, 24, 32)
NUMBERS_OF_GROUPS = (12, 16, 20, 24)
RUNS = 2  # of k-means for each of their combinations
TOGETHER = 0.5  # the share of runs in which the texts of a group are together, on average
PIECES = (3, 5)  # letters
LEAST = 4  # fewer texts are not grouped


def cluster(texts):
    """Groups of texts, as lists of their indices, the largest group first.

    Within a group, the texts that are closest to its centre come first.
    """
    if len(texts) < LEAST:
        return [[index] for index in range(len(texts))]
    vectors = _vectors(texts)
    labels = _labels(vectors)
    groups = [np.flatnonzero(labels == label) for label in np.unique(labels)]
    ordered = [_closest_first(group, vectors) for group in groups]
    return sorted(ordered, key=lambda group: (-len(group), group))


def _vectors(texts):
    """Unit vectors of the texts, shape (texts, at most max(DIMENSIONS)), the main axis first."""
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_union

    tfidf = make_union(
        TfidfVectorizer(analyzer="char_wb", ngram_range=PIECES, sublinear_tf=True),
        TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"\w+|[^\w\s]", sublinear_tf=True),
    ).fit_transform(texts)
    size = min(max(DIMENSIONS), *(n - 1 for n in tfidf.shape))
    return TruncatedSVD(size, random_state=0).fit_transform(tfidf)


def _labels(vectors):
    """The group of each text, as a number."""
    from sklearn.cluster import AgglomerativeClustering

    apart = 1 - _together(vectors)
    options = {"metric": "precomputed", "linkage": "average"}
    by_distance = AgglomerativeClustering(None, distance_threshold=1 - TOGETHER, **options)
    labels = by_distance.fit_predict(apart)
    if by_distance.n_clusters_ > MOST_GROUPS:
        labels = AgglomerativeClustering(MOST_GROUPS, **options).fit_predict(apart)
    return labels


def _together(vectors):
    """The share of the runs of k-means in which two texts are in one group, for each pair."""
    from sklearn.cluster import KMeans
    from sklearn.preprocessing import normalize

    texts = len(vectors)
    counts, runs = np.zeros((texts, texts), np.float32), 0
    for size, groups, seed in itertools.product(DIMENSIONS, NUMBERS_OF_GROUPS, range(RUNS)):
        means = KMeans(min(groups, texts // 2), n_init=1, random_state=seed)
        labels = means.fit_predict(normalize(vectors[:, :size]))
        counts += labels[:, None] == labels
        runs += 1
    return counts / runs


def _closest_first(group, vectors):
    inside = vectors[group]
    distance = np.linalg.norm(inside - inside.mean(axis=0), axis=1)
    return [int(index) for index in group[np.argsort(distance, kind="stable")]]
