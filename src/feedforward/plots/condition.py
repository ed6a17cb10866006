"""Plot the updates that descent, momentum and Nesterov's method need on ever narrower bowls."""

import numpy as np

from .style import SERIES, dress, label_curve

CLOSE = 1e-6  # of the first J - J*: a walk has arrived when it stays below this share
CONDITION_NUMBERS = (3, 10, 30, 100, 300, 1000)
RATES = np.linspace(0.02, 4, 200)  # times the largest curvature
BETAS = np.concatenate([np.arange(0.05, 0.9, 0.05), np.arange(0.9, 0.99, 0.01)])
PLAIN, MOMENTUM, NESTEROV = "plain descent", "momentum", "Nesterov"
ROLES = {PLAIN: SERIES[0], MOMENTUM: SERIES[3], NESTEROV: SERIES[2]}


def fewest_updates(condition, method):
    """Return the fewest updates over all RATES and BETAS -> updates, rate, beta.

    Both axes of the bowl begin at the same height. The curvatures are 1/condition and 1.
    """
    most = int(8 * condition if method == PLAIN else 20 * condition**0.5) + 50
    rates, betas = RATES, BETAS
    if method == PLAIN:  # the best rate is known, and lies close to the limit
        rates, betas = np.append(RATES, 2 / (1 + 1 / condition)), np.zeros(1)
    lr, beta = (part.reshape(-1, 1) for part in np.meshgrid(rates, betas, indexing="ij"))
    c = np.array([1 / condition, 1.0])
    w, velocity = np.tile(c**-0.5, (len(lr), 1)), np.zeros((len(lr), 2))
    after = np.ones(len(lr), int)
    with np.errstate(over="ignore", invalid="ignore"):
        for update in range(1, most + 1):
            seen_from = w - lr * beta * velocity if method == NESTEROV else w
            velocity = beta * velocity + c * seen_from
            w = w - lr * velocity
            after[~(w**2 @ c <= 2 * CLOSE)] = update + 1
    best = after.argmin()
    return int(after[best]), float(lr[best, 0]), float(beta[best, 0])


def draw_updates_needed(ax, needed):
    """Draw updates over condition numbers, one curve per method.

    needed: by method, updates (len(CONDITION_NUMBERS),)
    """
    needed_until = "updates until $J - J^*$ stays below\na millionth of its first value"
    dress(ax, "", "condition number", needed_until)
    x = np.array(CONDITION_NUMBERS, float)
    ax.set(xscale="log", yscale="log", xlim=(2.5, 1200), ylim=(4, 8000))
    ax.set_xticks([10, 100, 1000], labels=["10", "100", "1,000"])
    ax.set_yticks([10, 100, 1000], labels=["10", "100", "1,000"])
    ax.minorticks_off()
    ax.grid(axis="y")
    for method, updates in needed.items():
        role, up = ROLES[method], {NESTEROV: 5, MOMENTUM: -5}.get(method, 0)
        ax.plot(x, updates, color=role.ink, linestyle=role.linestyle, marker=role.marker,
                markersize=9 if role.marker == "^" else 7)  # fmt: skip
        label_curve(ax, x[-1], updates[-1], method, role, xytext=(10, up))
