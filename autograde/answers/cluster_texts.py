"""Group texts that say the same thing, by the words and the parts of words that they share.

Each text becomes a TF-IDF vector of its words and of character n-grams, which also match inflected
and misspelt words. The vectors are reduced to a few dimensions (latent semantic analysis;
Deerwester et al. 1990), and k-means clusters them many times, with different dimensions and numbers
of clusters. Texts that are in one cluster in most of these runs form a group (evidence
accumulation; Fred and Jain 2005).
"""

import itertools

import numpy as np

MOST_GROUPS = 20
DIMENSIONS = (12, 16, 20, 24, 32)
NUMBERS_OF_GROUPS = (12, 16, 20, 24)
RUNS = 2  # of k-means for each combination of the two
MIN_CO_ASSOCIATION = 0.5  # of the texts of a group, on average
CHARACTERS = (3, 5)  # of a character n-gram
FEWEST_TEXTS = 4  # fewer are not grouped


def cluster(texts):
    """Return groups of texts as lists of their indices, the largest group first.

    Within a group, the texts that are closest to its centre come first.
    """
    if len(texts) < FEWEST_TEXTS:
        return [[index] for index in range(len(texts))]
    vectors = _vectors(texts)
    labels = _labels(vectors)
    groups = [np.flatnonzero(labels == label) for label in np.unique(labels)]
    ordered = [_closest_first(group, vectors) for group in groups]
    return sorted(ordered, key=lambda group: (-len(group), group))


def _vectors(texts):
    """Return a vector for each text, (texts, d) with d <= max(DIMENSIONS), the main axis first."""
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_union

    tfidf = make_union(
        TfidfVectorizer(analyzer="char_wb", ngram_range=CHARACTERS, sublinear_tf=True),
        TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"\w+|[^\w\s]", sublinear_tf=True),
    ).fit_transform(texts)
    size = min(max(DIMENSIONS), *(n - 1 for n in tfidf.shape))
    return TruncatedSVD(size, random_state=0).fit_transform(tfidf)


def _labels(vectors):
    """Return the number of each text's group."""
    from sklearn.cluster import AgglomerativeClustering

    distances = 1 - _co_association(vectors)
    options = {"metric": "precomputed", "linkage": "average"}
    threshold = 1 - MIN_CO_ASSOCIATION
    by_distance = AgglomerativeClustering(None, distance_threshold=threshold, **options)
    labels = by_distance.fit_predict(distances)
    if by_distance.n_clusters_ > MOST_GROUPS:
        labels = AgglomerativeClustering(MOST_GROUPS, **options).fit_predict(distances)
    return labels


def _co_association(vectors):
    """Return, for each pair of texts, the share of k-means runs that put both in one cluster."""
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
