"""A made-up class of 30 for section 6.1: names, and what each of them hands in.

Answers are bodies of functions as learners write them. Some are right in their own way, most of the
wrong ones are mistakes that the book knows, a few are broken.
"""

import json
import random
import unicodedata
from pathlib import Path

from autograde.course import blanks

ROOT = Path(__file__).resolve().parent.parent
SECTION = "6.1_xor"
QUESTION = "explain_6_1_xor"
BLANK = blanks.CODE

NAMES = """
    Amina Diallo, Ben Fischer, Carla Rossi, Daniel O'Neill, Elif Yılmaz, Farid Haddad, Grace Kim,
    Hugo Lefèvre, Ines Carvalho, Jan Nowak, Kaya Brandt, Liu Yang, Mira Sjöberg, Nikhil Rao,
    Olga Petrova, Pablo Ruiz, Qiao Chen, Rosa Weber, Samir Aziz, Tara Byrne, Umut Demir,
    Vera Horvat, Wen Zhao, Ximena Flores, Yuki Mori, Zofia Lis, Anton Berg, Bea Costa,
    Chidi Obi, Dora Klein
"""

RIGHT = {
    "fit_linear": [
        "A = np.hstack([np.ones((len(X), 1)), X])\nb, *w = np.linalg.pinv(A) @ y\n"
        "return np.array(w), b",
        "w = np.linalg.pinv(X - X.mean(axis=0)) @ (y - y.mean())\n"
        "return w, y.mean() - X.mean(axis=0) @ w",
    ],
    "collapse": [
        'return np.einsum("ij,j->i", W, w), sum(c[j] * w[j] for j in range(len(c))) + b',
        "return W @ w, np.dot(c, w) + b",
    ],
    "relu": ["return z * (z > 0)", "return np.where(z < 0, 0, z)", "return (z + np.abs(z)) / 2"],
    "xor_forward": [
        "h = X @ W + c\nh[h < 0] = 0\nreturn h @ w + b",
        "return (w * relu(X @ W + c)).sum(axis=1) + b",
    ],
    "xnor_parameters": [
        "return np.array([[1, -1], [1, -1]]), np.array([-1, 1]), np.array([1, 1]), 0.0",
        "return np.ones((2, 2)), np.array([0, -1]), np.array([-1, 2]), 1",
    ],
}

WRONG = {
    "fit_linear": [
        "return np.linalg.lstsq(X, y, rcond=None)[0], 0.0",
        "A = np.column_stack([X, np.ones(len(X))])\nw = np.linalg.lstsq(A, y, rcond=None)[0]\n"
        "return w[:-1], y.mean()",
        "A = np.column_stack([X, np.ones(len(X))])\nw = np.linalg.solve(A.T @ A, A.T @ y)\n"
        "return w[:-1], w[-1]",
        "return np.zeros(X.shape[1]), 0.5",
    ],
    "collapse": [
        "return W @ w, b",
        "return W @ w, b",
        "return W @ w, c @ w",
        "return W.T @ w, c @ w + b",
        "return W @ w, c.sum() + b",
    ],
    "relu": [
        "return max(0, z)",
        "return max(0, z)",
        "return np.abs(z)",
        "z[z < 0] = 0\nreturn z",
        "return np.max(z, 0)",
    ],
    "xor_forward": [
        "return (X @ W + c) @ w + b",
        "return (X @ W + c) @ w + b",
        "return relu(X @ W) @ w + b",
        "return relu(relu(X @ W + c) @ w + b)",
        "return relu(W @ X + c) @ w + b",
    ],
    "xnor_parameters": [
        "return np.ones((2, 2)), np.array([0, -1]), np.array([1, -2]), 0.0",
        "return np.ones((2, 2)), np.array([0, -1]), np.array([-1, 2]), 0.0",
        "return np.eye(2), np.zeros(2), np.zeros(2), 0.5",
    ],
}

BROKEN = {  # code that does not come to an end as it should
    "relu": "while True:\n    pass",
    "xor_forward": "import os\nos._exit(1)",
    "collapse": "return W @ w, c @ w + bias",
    "fit_linear": "return np.linalg.lstsq(X, y",
}


def students():
    """[(id, first name, last name)]"""
    names = [name.split(" ", 1) for name in " ".join(NAMES.split()).split(", ")]
    return [(_id(first, last), first, last) for first, last in names]


def _id(first, last):
    plain = unicodedata.normalize("NFKD", f"{first[0]}{last}".replace("ı", "i"))
    return "".join(letter for letter in plain if letter.isascii() and letter.isalpha()).lower()


def handed_in():
    """{id: a notebook as bytes, or None for an empty folder}; who handed in nothing is missing."""
    rng, ids = random.Random(30), [student for student, _, _ in students()]
    found = {student: encoded(_work(rng, place)) for place, student in enumerate(ids)}
    cut_off, empty, *missing = ids[-4:]
    found[cut_off] = found[cut_off][:5000]
    found[empty] = None
    for student in missing:
        del found[student]
    return found


def _work(rng, place):
    """Answers of one learner: some know more than others, some stop half way."""
    knows, bodies = rng.choice([0.55, 0.8, 0.95]), {}
    for name in RIGHT:
        bodies[name] = rng.choice(RIGHT[name] if rng.random() < knows else WRONG[name])
    if place % 9 == 4:
        bodies |= dict.fromkeys(list(RIGHT)[2:], BLANK)
    if place % 6 == 3:
        name = list(BROKEN)[place // 6 % len(BROKEN)]
        bodies[name] = BROKEN[name]
    if place % 7 == 5:
        bodies[QUESTION] = blanks.TEXT
    return bodies


def encoded(bodies):
    path = ROOT / "solutions" / f"{SECTION}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        name = cell["id"].removeprefix("answer-")
        if name in bodies:
            cell["source"] = _answer("".join(cell["source"]), bodies[name])
    return json.dumps(notebook).encode()


def _answer(source, body):
    if '"""' not in source:
        return body
    head = source[: source.rindex('"""') + 3]
    return head + "".join(f"\n    {line}" for line in body.split("\n"))
