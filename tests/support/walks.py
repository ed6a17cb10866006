"""A learner's path through each section: what is moved, written wrong, and then read."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Walk:
    """One path: move a slider of an explorer, answer wrong, read, answer right, read.

    link: the section's link on the first page. slider: the label of a slider in the notebook's
    first explorer. exercise, wrong, told, right, passed: the exercise that is answered, twice, and
    words of what is said of each answer.
    """

    link: str
    slider: str
    exercise: str
    wrong: str
    told: str
    right: str
    passed: str


WALKS = {
    "6.1_xor": Walk(
        link="6.1 XOR",
        slider="c[0]",
        exercise="relu",
        wrong="def relu(z): return np.abs(z)",
        told="Negative entries become positive: this is |z|.",
        right="def relu(z): return np.maximum(z, 0)",
        passed="relu: passed (1 of 1 point)",
    ),
    "6.2_structure": Walk(
        link="6.2 Structure",
        slider="m₁",
        exercise="count_parameters",
        wrong="def count_parameters(sizes): return sum(a * b for a, b in zip(sizes, sizes[1:]))",
        told="Your result counts the weights and leaves out the biases.",
        right="""def count_parameters(sizes):
    return sum((m_in + 1) * m_out for m_in, m_out in zip(sizes, sizes[1:]))""",
        passed="count_parameters: passed (1 of 1 point)",
    ),
    "6.3_capacity": Walk(
        link="6.3 Expressive power",
        slider="towers",
        exercise="sawtooth",
        wrong="def sawtooth(x, depth): return 2 * np.minimum(x, 1 - x)",
        told="Your result is t(x), the tent map applied once, whatever the depth is.",
        right="""def sawtooth(x, depth):
    for _ in range(depth):
        x = 1 - np.abs(2 * x - 1)
    return x""",
        passed="sawtooth: passed (2 of 2 points)",
    ),
    "6.4_activations": Walk(
        link="6.4 Activation functions",
        slider="h",
        exercise="tanh_from_sigmoid",
        wrong="def tanh_from_sigmoid(h): return 2 * ff.sigmoid(h) - 1",
        told="Your curve is tanh(h/2)",
        right="def tanh_from_sigmoid(h): return 2 * ff.sigmoid(2 * h) - 1",
        passed="tanh_from_sigmoid: passed (2 of 2 points)",
    ),
    "6.5_losses": Walk(
        link="6.5 Losses",
        slider="w",
        exercise="mse_backward",
        wrong="def mse_backward(out, y): return (out - y) / out.size",
        told="Your result is divided by the number of entries",
        right="def mse_backward(out, y): return (out - y) / len(out)",
        passed="mse_backward: passed (2 of 2 points)",
    ),
    "6.6_gradient_descent": Walk(
        link="6.6 Gradient descent",
        slider="step",
        exercise="updates_per_epoch",
        wrong="def updates_per_epoch(N, batch_size): return N // batch_size",
        told="Your result leaves out the last, shorter batch.",
        right="def updates_per_epoch(N, batch_size): return (N + batch_size - 1) // batch_size",
        passed="updates_per_epoch: passed (1 of 1 point)",
    ),
    "6.7_forward": Walk(
        link="6.7 Forward propagation",
        slider="m₁",
        exercise="affine_forward",
        wrong="def affine_forward(Z, W, b): return Z @ W",
        told="Your result is ZW; b is missing.",
        right="def affine_forward(Z, W, b): return Z @ W + b",
        passed="affine_forward: passed (1 of 1 point)",
    ),
    "6.8_backprop": Walk(
        link="6.8 Backpropagation",
        slider="step",
        exercise="sgd_step",
        wrong="""def sgd_step(params, grads, lr):
    return [(W + lr * dW, b + lr * db) for (W, b), (dW, db) in zip(params, grads)]""",
        told="The step goes along the gradient",
        right="""def sgd_step(params, grads, lr):
    return [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(params, grads)]""",
        passed="sgd_step: passed (1 of 1 point)",
    ),
}
