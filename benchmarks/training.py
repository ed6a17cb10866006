"""Time per update of our training loop, beside scikit-learn's, PyTorch's, and what products cost.

    python benchmarks/training.py [--rounds 15]

Writes build/benchmarks/training.csv, .md and .png. All contenders take turns in one process with
one thread each, and medians over the rounds are compared, so that what else the machine does falls
on all alike. Without PyTorch (`pip install torch`) its column stays empty; with it, 200 steps of
ours and of PyTorch's from the same start must first give the same losses to 1e-9.
"""

import argparse
import csv
import time
import warnings
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier, MLPRegressor
from threadpoolctl import threadpool_limits

import feedforward as ff

try:
    import torch
except ImportError:
    torch = None

FOLDER = Path(__file__).parents[1] / "build" / "benchmarks"
LEARNING_RATE = 1e-3


class Workload(NamedTuple):
    """A network, a batch size, and how much of it makes one measurement."""

    sizes: list
    batch_size: int
    batches: int
    epochs: int
    targets: dict  # ours over theirs, float32

    @property
    def name(self):
        return "-".join(map(str, self.sizes)) + f" / {self.batch_size}"

    @property
    def updates(self):
        return self.batches * self.epochs

    @property
    def loss(self):
        return "mse" if self.sizes[-1] == 1 else "cross_entropy"


class Result(NamedTuple):
    """Microseconds per update, by contender."""

    workload: Workload
    dtype: type
    times: dict


def targets(pytorch, scikit_learn, products):
    return {"PyTorch": pytorch, "scikit-learn": scikit_learn, "products": products}


WORKLOADS = [
    Workload([2, 2, 1], 4, 1, 500, targets(0.06, 0.08, 1.7)),
    Workload([2, 64, 64, 3], 32, 20, 10, targets(0.2, 0.3, 2.1)),
    Workload([64, 128, 10], 32, 20, 10, targets(0.25, 0.35, 2.1)),
    Workload([784, 256, 128, 10], 64, 10, 4, targets(0.75, 0.75, 1.2)),
    Workload([784, 1024, 1024, 10], 256, 4, 2, targets(1.0, 0.9, 1.1)),
]


def data_for(workload, dtype):
    """Noise of the right shapes: what is learned from it takes as long as anything else."""
    rng = np.random.default_rng(0)
    N, n = workload.batch_size * workload.batches, workload.sizes[-1]
    X = rng.normal(size=(N, workload.sizes[0])).astype(dtype)
    y = X[:, :1].copy() if workload.loss == "mse" else np.arange(N) % n
    return X, y, ff.init_params(workload.sizes, rng, dtype=dtype)


# A contender is made once a workload, and called for one measurement: seconds for all updates.


def ours(workload, dtype):
    X, y, params = data_for(workload, dtype)
    rng = np.random.default_rng(0)
    # XOR is a full batch, for which nothing is shuffled
    batch_size = None if workload.batches == 1 else workload.batch_size

    def measure():
        _, history = ff.train(
            X,
            y,
            params,
            loss=workload.loss,
            epochs=workload.epochs,
            lr=LEARNING_RATE,
            batch_size=batch_size,
            rng=rng,
            record_every=workload.epochs,
            progress=False,
        )
        return history["seconds"][-1]

    return measure


def scikit_learn(workload, dtype):
    X, y, _ = data_for(workload, dtype)
    make = MLPRegressor if workload.loss == "mse" else MLPClassifier
    net = make(
        hidden_layer_sizes=workload.sizes[1:-1],
        solver="sgd",
        momentum=0,
        alpha=0,
        batch_size=workload.batch_size,
        learning_rate_init=LEARNING_RATE,
        shuffle=workload.batches > 1,
        max_iter=workload.epochs,
        n_iter_no_change=10**9,
        tol=0,
        warm_start=True,  # so that only the first fit initialises
    )
    warnings.simplefilter("ignore", ConvergenceWarning)
    y = y.ravel()
    net.fit(X, y)

    def measure():
        start = time.perf_counter()
        net.fit(X, y)
        return time.perf_counter() - start

    return measure


def their_network(params):
    """PyTorch's network with our parameters."""
    layers = []
    for W, b in params:
        linear = torch.nn.Linear(*W.shape)
        linear.weight = torch.nn.Parameter(torch.from_numpy(W.T.copy()))
        linear.bias = torch.nn.Parameter(torch.from_numpy(b.copy()))
        layers += [linear, torch.nn.ReLU()]
    return torch.nn.Sequential(*layers[:-1])


def their_loss(loss):
    return torch.nn.MSELoss() if loss == "mse" else torch.nn.CrossEntropyLoss()


def pytorch(workload, dtype):
    X, y, params = data_for(workload, dtype)
    X, y = torch.from_numpy(X), torch.from_numpy(y)
    net, loss = their_network(params), their_loss(workload.loss)
    optimizer = torch.optim.SGD(net.parameters(), lr=LEARNING_RATE)
    B = workload.batch_size

    def measure():
        start = time.perf_counter()
        for _ in range(workload.epochs):
            if workload.batches > 1:  # as ours: one gather an epoch, then slices
                order = torch.randperm(len(X))
                shuffled, labels = X[order], y[order]
            else:
                shuffled, labels = X, y
            for i in range(0, len(X), B):
                optimizer.zero_grad()
                loss(net(shuffled[i : i + B]), labels[i : i + B]).backward()
                optimizer.step()
        return time.perf_counter() - start

    return measure


def product_operands(workload, dtype):
    """(left, right, result) of every matrix product of an update, biases left out."""

    def some(*shape):
        return np.full(shape, 0.01, dtype)

    N, shapes = workload.batch_size, list(pairwise(workload.sizes))
    Z = [some(N, m) for m in workload.sizes]
    dZ = [some(N, m) for m in workload.sizes]
    W = [some(*shape) for shape in shapes]
    up = [(Z[i], W[i], Z[i + 1]) for i in range(len(W))]
    weights = [(Z[i].T, dZ[i + 1], some(*shapes[i])) for i in range(len(W))]
    down = [(dZ[i + 1], W[i].T, dZ[i]) for i in range(1, len(W))]
    return [tuple(np.copy(a, order="K") for a in operands) for operands in up + weights + down]


def products(workload, dtype):
    """The limit: `a @ b` for every product that the work consists of."""
    operands = product_operands(workload, dtype)

    def measure():
        start = time.perf_counter()
        for _ in range(workload.updates):
            for a, b, _ in operands:
                a @ b
        return time.perf_counter() - start

    return measure


def products_in_place(workload, dtype):
    """The same into buffers that are there already, the fastest way that NumPy offers."""
    operands = product_operands(workload, dtype)

    def measure():
        start = time.perf_counter()
        for _ in range(workload.updates):
            for a, b, out in operands:
                np.dot(a, b, out=out)
        return time.perf_counter() - start

    return measure


CONTENDERS = {
    "ours": ours,
    "PyTorch": pytorch,
    "scikit-learn": scikit_learn,
    "products": products,
    "products in place": products_in_place,
}
if torch is None:
    del CONTENDERS["PyTorch"]


def medians(workload, dtype, rounds):
    """Microseconds per update of every contender, each the median over rounds by turns."""
    measures = {name: make(workload, dtype) for name, make in CONTENDERS.items()}
    seconds = {name: [] for name in measures}
    for measure in measures.values():
        measure()  # the first run finds cold caches, and is not counted
    for _ in range(rounds):
        for name, measure in measures.items():
            seconds[name].append(measure())
    return {name: 1e6 * np.median(s) / workload.updates for name, s in seconds.items()}


def check_equality_with_pytorch():
    """200 full-batch steps in float64: each rule's losses agree to 1e-9, or AssertionError."""
    rules = {
        "sgd": (0.2, lambda p: torch.optim.SGD(p, lr=0.2)),
        "momentum": (0.05, lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9)),
        "adam": (0.01, lambda p: torch.optim.Adam(p, lr=0.01)),
    }
    rng = np.random.default_rng(1)
    X, labels = rng.normal(size=(53, 4)), rng.integers(0, 3, 53)
    params = [(W, rng.normal(size=b.shape)) for W, b in ff.init_params([4, 7, 6, 3], rng)]
    for loss, y in (("cross_entropy", labels), ("mse", rng.normal(size=(53, 3)))):
        # theirs is a mean over all entries, ours 1/(2N) times the sum
        factor = y.shape[1] / 2 if loss == "mse" else 1
        for rule, (lr, make) in rules.items():
            _, history = ff.train(
                X, y, params, loss=loss, epochs=200, lr=lr, rng=rng, optimizer=rule, progress=False
            )
            net, their = their_network(params), their_loss(loss)
            optimizer = make(net.parameters())
            losses = []
            for _ in range(201):
                optimizer.zero_grad()
                J = factor * their(net(torch.from_numpy(X)), torch.from_numpy(y))
                J.backward()
                optimizer.step()
                losses.append(J.item())
            np.testing.assert_allclose(history["loss"], losses[1:], rtol=1e-9, err_msg=rule)


def rows_of(results):
    """One row a workload and precision: times in microseconds, ratios of ours to the others."""
    for workload, dtype, times in results:
        row = {"workload": workload.name, "dtype": np.dtype(dtype).name}
        row |= {f"{name} us": round(float(t), 2) for name, t in times.items()}
        for name, t in times.items():
            if name == "ours":
                continue
            row[f"ours / {name}"] = round(float(times["ours"] / t), 3)
            if dtype is np.float32 and name in workload.targets:
                row[f"target {name}"] = workload.targets[name]
        yield row


def write_tables(rows):
    columns = list(dict.fromkeys(key for row in rows for key in row))
    with open(FOLDER / "training.csv", "w", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    lines = [columns, ["---"] * len(columns)]
    lines += [[str(row.get(column, "")) for column in columns] for row in rows]
    table = "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"
    (FOLDER / "training.md").write_text(table)
    return table


def draw(results):
    """Ours over each other, on a log axis, with float32's targets as bars: lower is faster."""
    figure = Figure(figsize=(11, 4.5), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots(1, 2, sharey=True)
    styles = {"PyTorch": ("o", "#0072b2"), "scikit-learn": ("s", "#d55e00")}
    styles |= {"products": ("^", "#009e73"), "products in place": ("v", "#555555")}
    for ax, dtype in zip(axes, (np.float32, np.float64), strict=True):
        chosen = [(result.workload, result.times) for result in results if result.dtype is dtype]
        for offset, (name, (marker, color)) in zip(
            (-0.24, -0.08, 0.08, 0.24), styles.items(), strict=True
        ):
            for i, (workload, times) in enumerate(chosen):
                if name not in times:
                    continue
                x, label = i + offset, name if i == 0 else None
                ax.plot(x, times["ours"] / times[name], marker, color=color, ms=8, label=label)
                if dtype is np.float32 and name in workload.targets:
                    target = workload.targets[name]
                    ax.plot([x - 0.09, x + 0.09], [target, target], color=color, lw=2)
        ax.axhline(1, color="black", lw=0.8)
        ax.set_yscale("log")
        ax.set_yticks([0.03, 0.1, 0.3, 1, 3], ["0.03", "0.1", "0.3", "1", "3"])
        ax.set_xticks(range(len(chosen)), [w.name.replace(" / ", "\nbatch ") for w, _ in chosen])
        ax.tick_params(axis="x", labelsize=8)
        ax.set_title(np.dtype(dtype).name)
        ax.grid(axis="y", alpha=0.3)
    axes[0].set_ylabel("time of ours / time of the other")
    axes[0].legend(title="bar: target", fontsize=8)
    figure.suptitle("Time per update, one thread: below 1, ours is faster")
    figure.savefig(FOLDER / "training.png", dpi=120)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15, help="measurements per contender")
    rounds = parser.parse_args().rounds
    FOLDER.mkdir(parents=True, exist_ok=True)
    if torch is None:
        print("PyTorch is not installed: its column and the check against it are left out.")
    else:
        torch.set_num_threads(1)
        check_equality_with_pytorch()
        print("200 steps of sgd, momentum and adam give PyTorch's losses to 1e-9.")
    results = []
    for dtype in (np.float32, np.float64):
        for workload in WORKLOADS:
            print(f"{workload.name}, {np.dtype(dtype).name} ...", flush=True)
            with threadpool_limits(1):
                results.append(Result(workload, dtype, medians(workload, dtype, rounds)))
    print(write_tables(list(rows_of(results))))
    draw(results)
    print(f"Written to {FOLDER}.")


if __name__ == "__main__":
    main()
