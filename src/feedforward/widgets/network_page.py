"""The page at the end of 6.8: the learner's network, trained on digits alongside two others."""

import base64
import io
import time
import warnings
from dataclasses import dataclass

import numpy as np

import feedforward as ff
from feedforward import audience
from feedforward.learner_network import bind, collect_parts, reference_parts
from feedforward.plots.confusion import MOST_ERRORS, confusion, draw_confusion, draw_mistakes
from feedforward.plots.picture import DARK_STYLE, Picture, css_size
from feedforward.plots.style import TITLE_SIZE, look, new_figure

from .page import text_and_table

SIZES, RATE, EPOCHS, BATCH = [64, 48, 10], 0.3, 20, 32
HEADER = ("network", "held-out accuracy", "held-out J", "seconds of training")


@dataclass(frozen=True)
class Trained:
    """The results of one network on the held-out digits."""

    name: str
    predicted: np.ndarray
    accuracy: float
    loss: float
    seconds: float


@dataclass(frozen=True)
class YourNetwork:
    """The parts of the network, its results beside two others, and its mistakes."""

    parts: list
    results: list  # Trained: yours first
    labels: np.ndarray
    images: np.ndarray
    parameters: int
    note: str = ""

    @property
    def counts(self):
        """Return the confusion matrix (10, 10)."""
        return confusion(self.labels, self.results[0].predicted)

    @property
    def text(self):
        """Say all of it in words."""
        mine = self.results[0]
        wrong = int((mine.predicted != self.labels).sum())
        lines = [
            f"{self.owners()} It holds {self.parameters:,} numbers and is right on "
            f"{mine.accuracy:.1%} of {len(self.labels)} digits that it has not seen: {wrong} "
            f"mistakes. {self.note}".strip(),
            *map(str, self.parts),
            *(", ".join(f"{k} {v}" for k, v in zip(HEADER, row, strict=True)) for row in self.rows),
        ]
        return "\n".join(lines)

    def owners(self):
        """Say how many of the network's functions are the reader's."""
        if not audience.at_a_notebook:
            return f"On this page all {len(self.parts)} functions of the network are the book's."
        own = sum(part.yours for part in self.parts)
        verb = "is" if own == 1 else "are"
        return f"{own} of the {len(self.parts)} functions of this network {verb} yours."

    @property
    def rows(self):
        """Return one row per network."""
        return [
            [r.name, f"{r.accuracy:.1%}", f"{r.loss:.3f}", f"{r.seconds:.2f}"] for r in self.results
        ]

    def picture(self):
        """Draw the confusion matrix and some mistakes -> PNG."""
        file = io.BytesIO()
        with look():
            figure = new_figure(668, 370)
            left, right = figure.subfigures(1, 2, width_ratios=[360, 308])
            draw_confusion(left.add_subplot(), self.counts)
            axes = right.subplots(MOST_ERRORS // 3, 3).ravel()
            draw_mistakes(axes, self.images, self.labels, self.results[0].predicted)
            right.suptitle("Some of its mistakes", x=0.02, ha="left", fontsize=TITLE_SIZE,
                           fontweight="semibold")  # fmt: skip
            figure.savefig(file, format="png")
        return file.getvalue()

    def __repr__(self):
        return self.text

    def _repr_mimebundle_(self, include=None, exclude=None):
        png = self.picture()
        first, *_ = self.text.split("\n")
        table = [[part.section.split("_")[0], part.name, _owner(part)] for part in self.parts]
        page = (
            DARK_STYLE
            + text_and_table(first, HEADER, self.rows)
            + Picture(png, self.alt, panels=2).html()
            + text_and_table("What it is made of:", ("section", "function", "whose"), table)
        )
        width, height = css_size(png)
        data = {
            "text/plain": self.text,
            "text/html": page,
            "image/png": base64.b64encode(png).decode(),
        }
        return data, {"image/png": {"width": width, "height": height}}

    @property
    def alt(self):
        """Return the picture in words."""
        counts = self.counts
        mistakes = [
            f"{counts[i, j]} times {i} taken for {j}" for i, j in np.argwhere(counts) if i != j
        ]
        return f"Held-out digits: {np.trace(counts)} right; {', '.join(mistakes)}."


def _owner(part):
    return part.whose if audience.at_a_notebook else "the book's"


def your_network(affine_backward=None, backward=None, sgd_step=None, train=None, folder="."):
    """Train the network that you have written from 6.1 to 6.8 on digits, alongside two others.

    The arguments are your functions of 6.8. The others are read from the book's notebooks in
    `folder`; nothing in these is run except the answers that are needed. Each function is checked:
    yours is used if it passes, and otherwise the book's.
    """
    given = {
        "affine_backward": affine_backward, "backward": backward,
        "sgd_step": sgd_step, "train": train,
    }  # fmt: skip
    parts = collect_parts(folder, {name: f for name, f in given.items() if f is not None})
    data, note = ff.digits(np.random.default_rng(0)), ""
    try:
        mine = _trained("your network", bind(parts), data)
    except Exception as error:  # whatever a learner's functions do together, the page is shown
        parts = reference_parts()
        mine = _trained("your network", bind(parts), data)
        note = (
            f"Together your functions raised {type(error).__name__}: {error}. These are the book's."
        )
    return YourNetwork(
        parts=parts,
        results=[mine, _books_network(data), _scikit_learns(data)],
        labels=data.held_out[1],
        images=data.held_out[0].reshape(-1, 8, 8),
        parameters=int(bind(parts)["count_parameters"](SIZES)),
        note=note,
    )


def _trained(name, functions, data):
    """Train with the functions of the parts, and evaluate with them as well."""
    (X, labels), (X_held, labels_held) = data.train, data.held_out
    start = time.perf_counter()
    params = functions["train"](X, labels, SIZES, RATE, EPOCHS, BATCH, np.random.default_rng(1))
    seconds = time.perf_counter() - start
    predicted = np.asarray(functions["predict"](X_held, params, functions["relu"]))
    out, _ = functions["forward"](X_held, params, functions["relu"])
    loss = functions["cross_entropy"](out, labels_held)
    return _result(name, predicted, labels_held, loss, seconds)


def _books_network(data):
    """The same training by ff.train."""
    rng = np.random.default_rng(1)
    start = time.perf_counter()
    params = ff.init_params(SIZES, rng)
    params, _ = ff.train(
        *data.train, params, epochs=EPOCHS, lr=RATE, batch_size=BATCH, rng=rng, progress=False,
        record_every=EPOCHS,
    )  # fmt: skip
    seconds = time.perf_counter() - start
    X, labels = data.held_out
    loss = ff.cross_entropy(ff.forward(X, params, ff.relu)[0], labels)
    return _result("the book's ff.train", ff.predict(X, params), labels, loss, seconds)


def _scikit_learns(data):
    """The same sizes, rate, batches and epochs in scikit-learn; it draws its own start."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.metrics import log_loss
    from sklearn.neural_network import MLPClassifier

    network = MLPClassifier(
        SIZES[1:-1], solver="sgd", momentum=0.0, nesterovs_momentum=False, alpha=0.0,
        learning_rate_init=RATE, batch_size=BATCH, max_iter=EPOCHS, random_state=1,
    )  # fmt: skip
    start = time.perf_counter()
    with warnings.catch_warnings():
        # It warns that it would go on after so many epochs; so would the other two.
        warnings.simplefilter("ignore", ConvergenceWarning)
        network.fit(*data.train)
    seconds = time.perf_counter() - start
    X, labels = data.held_out
    loss = log_loss(labels, network.predict_proba(X))
    return _result("scikit-learn's MLPClassifier", network.predict(X), labels, loss, seconds)


def _result(name, predicted, labels, loss, seconds):
    return Trained(name, predicted, float(np.mean(predicted == labels)), float(loss), seconds)
