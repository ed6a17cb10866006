# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 6.6 Gradient descent: which way is down, and how much to look at first
#
# 6.5 ended with a number, $J$, and the direction in which it grows. This section walks the other way.
# One question stays open at every step: how much of the data do you look at before you move?
#
# **Afterwards you can**
#
# - write batch, stochastic and mini-batch descent as one loop with one number changed,
# - say which learning rates converge on a bowl, and why,
# - predict the noise of a batch's gradient, and the floor that it makes,
# - say what the batch size changes: time, memory, noise, updates, and where nothing more is gained,
# - tell what comes from the noise, and what from the objective.

# %% [markdown]
# | part | minutes |
# | --- | --- |
# | The slope | 10 |
# | The full batch: exact steps | 15 |
# | One sample at a time, and between | 20 |
# | Noise, and the floor it makes | 15 |
# | What the batch size changes | 15 |
# | More than one valley, and a look ahead | 10 |
# | In your own words | 5 |
#
# You write six short functions. You need $J$ and its derivatives from 6.5, the mean and the standard
# deviation of random numbers, and the chain rule. `ff.train`, which 6.3 used, appears again: here you
# see what its loop does. Where its gradients come from is 6.8.

# %%
import time
import tracemalloc

import numpy as np

import feedforward as ff

# %% [markdown]
# ### Three things to recall
#
# <details><summary>1. In 6.5, where did the 1/N of a gradient come from, and how often does it
# appear?</summary>
#
# From $J$, which is a mean over the samples. It stands there once, and nowhere else.
#
# </details>
#
# <details><summary>2. The derivative of J with respect to w is 3. You raise w by 0.01. By how much does
# J change, about?</summary>
#
# By $3 \cdot 0.01 = 0.03$, upwards. Lower $w$ by as much, and $J$ falls by as much.
#
# </details>
#
# <details><summary>3. B numbers are drawn independently, each with standard deviation s. What is the
# standard deviation of their mean?</summary>
#
# $s/\sqrt{B}$. Variances add up, as in 6.2: the sum has $Bs^2$, and the mean of $B$ has $Bs^2/B^2$.
#
# </details>

# %% [markdown]
# ## The slope
#
# We take the smallest model again, so that everything can be drawn: $out = Xw + b$, on 32 points around
# a line. There is one input, so $w$ has the shape `(1,)`. The loss is 6.5's squared error:
#
# $$J(w, b) = \frac{1}{2N}\sum_{i=1}^{N} e_i^2, \qquad e_i = X_i w + b - y_i$$
#
# In 6.1 the best $w$ and $b$ came from `lstsq`. No such function exists for a network. So we look for
# a way that needs nothing but derivatives, and try it where the answer is known.

# %%
X, y = ff.noisy_line(np.random.default_rng(6))
A = np.column_stack([X, np.ones(len(X))])  # b is the weight of an input that is always 1
best = np.linalg.lstsq(A, y)[0]
lowest = ff.mse(A @ best, y)
print("shapes", X.shape, y.shape, " best (w, b)", best.round(3), " J there", round(lowest, 4))

# %% [markdown]
# Start with $b$. When $b$ grows by a little, every error $e_i$ grows by as much. The derivative of
# $\tfrac12 e_i^2$ is $e_i$, times the 1 by which $e_i$ follows $b$. So
#
# $$\frac{\partial J}{\partial b} = \frac{1}{N}\sum_{i=1}^{N} e_i$$
#
# the mean error. If the line lies too high on the whole, this is positive, and $b$ should go down.
# Compare it with what $J$ really does, at the place $w = -1$, $b = 0$:


# %%
def J(w, b):
    return ff.mse(X[:, 0] * w + b, y)


print("formula   ", np.mean(X[:, 0] * -1 + 0 - y))
print("measured  ", (J(-1, 0.001) - J(-1, -0.001)) / 0.002)

# %% [markdown]
# ### Your turn
#
# Both derivatives at once, for any number of inputs. $b$ you have. For $w_j$, the weight of input $j$,
# ask the same: when it grows by a little, by how much does $e_i$ follow? That factor differs from
# sample to sample.

# %% exercise="feedforward.exercises.descent.linear_gradient"

# %% check="linear_gradient"

# %% [markdown]
# Together the derivatives are the *gradient*, the direction in which $J$ grows fastest. That is all you
# need to know about a place in order to leave it.
#
# ## The full batch
#
# Go a step against the gradient, look again, go on:
#
# $$w \leftarrow w - \eta\,\frac{\partial J}{\partial w}, \qquad
# b \leftarrow b - \eta\,\frac{\partial J}{\partial b}$$
#
# The number $\eta$ is the *learning rate*, `lr` in code. One such step is an *update*. It looks at all
# $N$ samples, so its direction is exact. This is *batch* gradient descent, and the batch is full.

# %% [markdown]
# ### Your turn
#
# Write the loop. It notes $J$ before each step, so that you can see the walk afterwards. The gradient
# is yours from above; the book's comes from `ff.loss_and_grads`, if you prefer.

# %% exercise="feedforward.exercises.descent.batch_gradient_descent"

# %% check="batch_gradient_descent"

# %% [markdown]
# ### How large a rate?
#
# Take one weight and a parabola, $J(w) = J^* + \tfrac{c}{2}(w - w^*)^2$. Its slope is $c\,(w - w^*)$, and
# $c$, the second derivative, is its *curvature*. A step then does this:
#
# $$w - w^* \;\leftarrow\; w - w^* - \eta\,c\,(w - w^*) = (1 - \eta c)\,(w - w^*)$$
#
# The distance to the lowest point is multiplied by $1 - \eta c$, at every step by the same number. It
# shrinks when this lies between $-1$ and $1$:
#
# $$0 < \eta < \frac{2}{c}$$

# %% [markdown]
# With more weights $J$ is a bowl, and it curves differently along different directions. For the squared
# error of a line, the second derivatives form the matrix $\tfrac1N A^\top A$, where $A$ is $X$ with a
# column of ones. Its eigenvalues are the curvatures along the axes of the bowl. Each axis is a parabola
# by itself, and they share one $\eta$: it must be below 2 over the *largest* curvature. The flattest
# axis then has to wait.

# %%
curvature = A.T @ A / len(A)
curvatures = np.linalg.eigvalsh(curvature)
limit = 2 / curvatures[-1]
print("curvatures", curvatures.round(3), "  2 / largest =", round(limit, 3))

# %%
ff.ask("either_side_of_the_limit")

# %%
start, targets = [(np.array([[-1.0]]), np.zeros(1))], y[:, None]
print("rate/limit   J - J* after 1, 10 and 100 updates")
for share in (0.01, 0.1, 0.5, 0.95, 1.05):
    _, history = ff.train(
        X, targets, start, loss="mse", epochs=100, lr=share * limit, rng=None, progress=False
    )
    heights = [history["loss"][k - 1] - lowest for k in (1, 10, 100)]
    print(f"{share:10}  ", "  ".join(f"{height:9.2g}" for height in heights))

# %% [markdown]
# Too small, and you wait. Too large, and every step overshoots further than the one before. In
# between, the full batch comes as close to the lowest point as you like: on a bowl it *finds the
# optimum*. A surface without a second valley is called *convex*, and there the same holds, on two
# conditions: the rate is below 2 over the largest curvature, and there is an optimum.
#
# There may be none. Two points, two classes, cross-entropy: larger weights are always better.

# %%
points, labels = np.array([[-1.0], [1.0]]), np.array([0, 1])
params, steps = ff.init_params([1, 2], np.random.default_rng(0)), 0
for more in (10, 90, 900, 9000):
    params, history = ff.train(
        points, labels, params, epochs=more, lr=1.0, rng=None, progress=False, record_every=more
    )
    steps += more
    w = params[0][0][0]
    print(f"{steps:6} updates: J = {history['loss'][-1]:.6f}, w = {w.round(2)}")

# %% [markdown]
# $J$ sinks towards 0 and never arrives; each tenfold number of updates divides it by ten, and the
# weights grow without end.
#
# ## One sample at a time
#
# $J$ is a mean over samples, so its gradient is the mean of $N$ gradients, one of each sample's own
# loss $\tfrac12 e_i^2$. A sample drawn at random points, on average, where all of them point. So take
# one, step at once, take the next: *stochastic* gradient descent, SGD. A pass over all samples is an
# *epoch*. The full batch makes one update in it, SGD makes $N$.

# %% [markdown]
# ### Your turn
#
# One epoch of SGD. The order in which the samples come is given, so that the same walk can be walked
# twice. Everything random stays outside.

# %% exercise="feedforward.exercises.descent.sgd_epoch"

# %% check="sgd_epoch"

# %% [markdown]
# Both ways have now looked at each sample once. How far did each get?

# %%
for size, name in ((32, "full batch"), (1, "one sample")):
    _, history = ff.train(
        X, targets, start, loss="mse", epochs=100, lr=0.1, batch_size=size,
        rng=np.random.default_rng(0), progress=False,
    )  # fmt: skip
    heights = [history["loss"][k - 1] - lowest for k in (1, 3, 10, 100)]
    print(f"{name}: J - J* after 1, 3, 10, 100 epochs", np.array(heights).round(4))

# %% [markdown]
# In one epoch SGD is far ahead: 32 rough steps beat one exact step. Later it no longer gets closer,
# while the full batch does. You will see why.
#
# ### What can be done at the same time
#
# The gradients *within* a batch do not wait for each other. For all samples at once they are one matrix
# product, and a product is work that a processor shares out among its units. *Updates* do wait: each
# starts where the last one ended. Both in numbers:

# %%
rng = np.random.default_rng(0)
many, w, goal = rng.normal(size=(10_000, 50)), rng.normal(size=50), rng.normal(size=10_000)
begin = time.perf_counter()
dw = sum(x * (x @ w - target) for x, target in zip(many, goal, strict=True)) / len(many)
middle = time.perf_counter()
dw_at_once = many.T @ (many @ w - goal) / len(many)
end = time.perf_counter()
print(f"a sample after the other {1000 * (middle - begin):.1f} ms, ", end="")
print(f"one product {1000 * (end - middle):.1f} ms, same result: {np.allclose(dw, dw_at_once)}")


# %%
def walk(order, lr, w=-1.0, b=0.0):
    for i in order:
        e = X[i, 0] * w + b - y[i]
        w, b = w - lr * e * X[i, 0], b - lr * e
    return float(round(w, 3)), float(round(b, 3))


def all_from_the_start(lr, w=-1.0, b=0.0):
    e = X[:, 0] * w + b - y
    moved = np.array([w - lr * (e * X[:, 0]).sum(), b - lr * e.sum()])
    return tuple(moved.round(3).tolist())


# %%
for lr in (0.2, 0.001):
    print(f"lr {lr}: forwards {walk(range(32), lr)}, backwards {walk(range(31, -1, -1), lr)}, "
          f"all at once from the start {all_from_the_start(lr)}")  # fmt: skip

# %% [markdown]
# At a rate of 0.2 the order counts, and 32 steps that were all computed at the start land far away, at
# a $w$ of nearly 17. Only at a tiny rate, where a step hardly changes what the next one sees, do the
# three agree. So SGD cannot be shared out by doing its updates at the same time.
#
# ## Between: mini-batches
#
# Take $B$ samples an update. The product makes them cheap, and their mean is less noisy than one. All
# samples are dealt out once an epoch, in an order that is new each time.

# %% [markdown]
# ### Your turn
#
# Deal the samples out. You may give a list of pairs, or use `yield`. Each row of $X$ has to stay with
# its $y$, and the last batch takes what is left.

# %% exercise="feedforward.training.minibatches"

# %% check="minibatches"

# %% [markdown]
# How many updates does that make? Try it on paper with 10 samples in batches of 4 before you write it
# down in general.

# %% exercise="feedforward.exercises.descent.updates_per_epoch"

# %% check="updates_per_epoch"

# %% [markdown]
# ### One loop, one number
#
# Now all three are the same loop. With `batch_size=N` it is batch gradient descent, with 1 it is
# stochastic, and with anything between it is mini-batch descent:


# %%
def descend(X, targets, params, batch_size, lr, epochs, rng):
    for _ in range(epochs):
        for X_batch, y_batch in ff.minibatches(X, targets, batch_size, rng):
            _, grads = ff.loss_and_grads(X_batch, y_batch, params, loss="mse")
            params = ff.sgd_step(params, grads, lr)
    return params


for size in (32, 8, 1):
    [(w, b)] = descend(X, targets, start, size, 0.1, 10, np.random.default_rng(0))
    print(f"batch_size {size:2}: w = {w[0, 0]:.3f}, b = {b[0]:.3f}")

# %% [markdown]
# | | direction | an update looks at | updates an epoch | at the same time |
# | --- | --- | --- | --- | --- |
# | full batch, $B = N$ | exact | all the data | 1 | everything in it |
# | mini-batch | a little noisy | $B$ samples | $N/B$, rounded up | its $B$ samples |
# | one sample, $B = 1$ | very noisy | one sample | $N$ | nothing |
#
# ### Predict, then move
#
# The map shows $J$ over $(w, b)$. Batch, mini-batch and stochastic descent start at one point with one
# learning rate. Press *play*: the clock counts updates, epochs, samples or seconds, as you choose.

# %%
ff.ask("lowest_after_32")

# %%
ff.explore_descent(X, y)

# %% [markdown]
# <details><summary>What to have seen</summary>
#
# - Counted in samples, stochastic descent leads at first: after 32 samples (`step` 8) it has made 32
#   updates, mini-batch 4 and batch 1. Counted in updates, the three go down together at first.
# - Near the lowest point stochastic descent wanders about, and mini-batch descent does so in a smaller
#   circle. Batch descent goes straight in.
# - *small rate*: the paths look alike, because the noise averages out over many small steps. *too large a
#   rate*: batch descent diverges. Stochastic descent is thrown about even sooner, because a sample with
#   a large $x$ has a larger curvature than the mean has.
# - *optimisers*: with a quarter of the rate, momentum is faster than plain mini-batch descent.
#   It overshoots the valley's floor and swings back; Nesterov's look ahead damps the swing.
#
# </details>
#
# Once your functions pass, the walks can be made with them:

# %%
ff.explore_descent(X, y, linear_gradient=linear_gradient, minibatches=minibatches)

# %% [markdown]
# ## Noise
#
# How noisy is a batch's gradient? Draw $B$ samples at random, *with replacement*: each draw is from all
# $N$, so that one may come twice. The batch's gradient is the mean of $B$ independent draws. You
# recalled above how such a mean spreads.
#
# ### Your turn
#
# Write it down: given every sample's own gradient, a row each, how far does a batch's gradient stray
# from the exact one, parameter by parameter?

# %% exercise="feedforward.exercises.descent.gradient_noise"

# %% check="gradient_noise"

# %% [markdown]
# A law is worth a measurement. Here are 2000 batches of each size, at the place $w = -1$, $b = 0$, drawn
# with replacement and without it, as `minibatches` does. Without replacement there is a factor more,
# $\sqrt{(N - B)/(N - 1)}$: a batch of all $N$ samples has no noise left.

# %%
e = X[:, 0] * -1.0 + 0.0 - y
per_sample = e * X[:, 0]  # each sample's own dJ/dw
N, rng, spread = len(X), np.random.default_rng(1), (e * X[:, 0]).std()
print(" B   with: measured, law    without: measured, law")
for B in (1, 2, 4, 8, 16, 32):
    twice = [per_sample[rng.integers(0, N, B)].mean() for _ in range(2000)]
    once = [per_sample[rng.permutation(N)[:B]].mean() for _ in range(2000)]
    law = spread / np.sqrt(B)
    print(f"{B:2}        {np.std(twice):.3f}    {law:.3f}           {np.std(once):.3f}    "
          f"{law * np.sqrt((N - B) / (N - 1)):.3f}")  # fmt: skip

# %% [markdown]
# Four times the batch, half the noise. So accuracy is bought at a rising price: each halving of the
# noise costs four times the samples.
#
# With or without replacement: with it, an epoch of $N$ draws leaves many samples out, and some come
# several times. How many different ones come? And which of the two ends nearer to the lowest point?


# %%
def stalls_at(with_replacement, lr=0.05, B=4, epochs=400):
    rng, w, b, heights = np.random.default_rng(0), -1.0, 0.0, []
    for epoch in range(epochs):
        order = rng.integers(0, N, N) if with_replacement else rng.permutation(N)
        for i in order.reshape(-1, B):
            e = X[i, 0] * w + b - y[i]
            w, b = w - lr * np.mean(e * X[i, 0]), b - lr * np.mean(e)
            if epoch > epochs / 2:
                heights.append(J(w, b) - lowest)
    return np.mean(heights)


# %%
drawn = [len(np.unique(rng.integers(0, 1000, 1000))) for _ in range(100)]
print(f"with replacement, 1000 draws from 1000 samples hit {np.mean(drawn):.0f} of them")
print(f"J - J* in the long run: with {stalls_at(True):.5f}, without {stalls_at(False):.5f}")

# %% [markdown]
# About 63 of 100 samples are seen, a share of $1 - 1/e$ (this $e$ is Euler's number). Dealing them out
# stays closer: what one batch says too much, the others of the epoch say too little, since all of them
# together give the exact gradient.
#
# ### The floor
#
# Why does it stall at all? At the lowest point the full gradient is 0, but the gradients of the single
# samples are not: they only cancel. A step that looks at one batch leaves again. At a constant rate
# there is a height at which going down and being thrown up are equal.

# %% [markdown]
# For one weight this height can be computed. Write $u = w - w^*$, and let $s$ be the spread of the
# samples' gradients there. The noise of a batch is independent of $u$ and has variance $s^2/B$, so a
# step changes the variance $V$ of $u$ to
#
# $$V \leftarrow (1 - \eta c)^2\,V + \eta^2 \frac{s^2}{B}$$
#
# It stays as it is when $V = \dfrac{\eta\,s^2}{B\,c\,(2 - \eta c)}$. The height is $\tfrac{c}{2}V$ on
# average, and for a small $\eta$ that is
#
# $$J - J^* \approx \frac{\eta}{B}\cdot\frac{s^2}{4}$$

# %% [markdown]
# Read it: half the rate, half the floor. Twice the batch, half the floor. Both doubled, the same floor.
# And if $s = 0$, because one $w$ fits every sample exactly, there is no floor at all.
#
# The next picture runs four walks of 3000 updates on 64 points: yours, one with rate and $B$ both
# doubled, one with half your rate, and the full batch. On the right are their floors over $\eta/B$, with
# the law as a line.

# %%
ff.ask("rate_and_batch")

# %%
ff.explore_noise_floor()

# %% [markdown]
# <details><summary>What to have seen</summary>
#
# - Equal rate over $B$ gives similar floors; half the rate gives half the floor.
# - At *no label noise* all points lie on one line, one $(w, b)$ fits them all, and every walk goes down
#   without end, one sample at a time included.
# - The full batch never has a floor: its line goes straight down.
# - A small rate has a low floor and takes long to get there. That is why the rate is often lowered
#   during training.
# - At large rates and small batches the floor lies above the law, which holds for small rates.
# - *each once an epoch* lies lower than *with replacement*.
#
# </details>

# %% [markdown]
# ## What the batch size changes
#
# Now a network, on 1344 images of digits. First the cost of one update: 64 inputs, 64 hidden units, 10
# outputs. We let `ff.train` look at 2048 rows once, in batches of different sizes, and divide its time.

# %%
digits, classes = (part[:1344] for part in ff.digits(np.random.default_rng(0)).train)
params = ff.init_params([64, 64, 10], np.random.default_rng(1))
rows = np.random.default_rng(2).integers(0, len(digits), 2048)
print("   B   us an update   us a sample")
for B in (1, 4, 16, 64, 256, 1024, 2048):
    _, history = ff.train(digits[rows], classes[rows], params, epochs=1, lr=0.01, batch_size=B,
                          rng=np.random.default_rng(3), progress=False)  # fmt: skip
    update = 1e6 * history["seconds"][0] / history["updates"][0]
    print(f"{B:4}   {update:12.0f}   {update / B:11.2f}")

# %% [markdown]
# And the memory that one gradient needs on its way, beside the data themselves:


# %%
def megabytes(B):
    rows = np.arange(B) % len(digits)
    tracemalloc.start()
    ff.loss_and_grads(digits[rows], classes[rows], params)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


for B in (1, 64, 1024, 16384):
    print(f"B = {B:5}: {megabytes(B):6.2f} MB")

# %% [markdown]
# Time *per sample* falls steeply at first. One sample keeps the processor waiting; sixteen together cost
# nowhere near sixteen times as much. Then the gain ends: there is nothing left that idles, and time grows with $B$. When the
# arrays outgrow the fast memory close to the processor, a sample may even cost more again. Look at your
# last rows.
#
# Memory grows with $B$ as well, since every layer's values are kept for the way back. Used well at
# first, at some size it is not enough. Divide the last row by its $B$: that is what one sample takes. At
# which $B$ would this small network fill your own machine?

# %% [markdown]
# ### Faster by the epoch, slower to the target
#
# An epoch looks at the same samples whatever $B$ is. So which batch size has the fastest epoch? And
# which comes first to $J < 0.3$? One rate for all, one start:

# %%
network = ff.init_params([64, 16, 10], np.random.default_rng(1))
for B, epochs in ((8, 10), (32, 10), (1344, 160)):
    _, history = ff.train(
        digits, classes, network, epochs=epochs, lr=0.2, batch_size=B,
        rng=np.random.default_rng(2), progress=False,
    )  # fmt: skip
    there = next(k for k, loss in enumerate(history["loss"]) if loss < 0.3)
    print(f"B = {B:4}: {1000 * history['seconds'][-1] / epochs:5.1f} ms an epoch, "
          f"J < 0.3 after {there + 1} epochs, {history['updates'][there]} updates, "
          f"{1000 * history['seconds'][there]:.0f} ms")  # fmt: skip

# %% [markdown]
# Both are true. The full batch has the fastest epoch. It also needs so many epochs more that it
# arrives last, since an epoch of it is a single update.
#
# The next picture trains five batch sizes in turns and stops each at the target. Beside it: the time of
# an epoch as it was measured, and the noise of the gradient at the start, measured and by your law.
# Switch the x-axis.

# %%
ff.ask("epochs_to_updates")

# %%
ff.explore_batch_size(gradient_noise)

# %% [markdown]
# <details><summary>What to have seen</summary>
#
# - By *epochs* and *samples seen* the smallest batches come first; the two axes differ by the factor $N$
#   alone.
# - By *updates* the order is turned round, and the two largest need about the same number.
# - By *seconds* something between wins; which size it is depends on your machine.
# - An epoch gets faster with $B$, less and less.
# - The noise falls along $1/\sqrt{B}$. At $B = 2$ it is three times as long as the gradient itself, and
#   the walk goes down all the same.
# - At a rate of 0.5 the smallest batches stall above the target, and the large ones gain.
#
# </details>

# %% [markdown]
# ### Beyond some size, nothing more is gained
#
# One rate for all is unfair to large batches: with less noise they bear a larger one. So let each size
# have the best of three rates, on 512 digits. How many updates does it need to $J < 0.3$, and how many
# samples do these look at?

# %%
some, their = digits[:512], classes[:512]


def eight_updates(params, rows, B, lr, rng):
    return ff.train(
        some[rows], their[rows], params, lr=lr, batch_size=B, epochs=max(1, 8 * B // 512),
        rng=rng, validation=(some, their), progress=False, record_every=10,
    )  # fmt: skip


# %%
def updates_to_target(B, lr, most=300):
    params, rng, updates = network, np.random.default_rng(0), 0
    while updates < most:
        for rows in np.split(rng.permutation(512), max(1, 512 // (8 * B))):
            params, history = eight_updates(params, rows, B, lr, rng)
            updates += history["updates"][-1]
            if history["val_loss"][-1] < 0.3:  # the loss on all 512
                return updates
    return np.inf


# %%
print("  B   best rate   updates   samples seen")
for B in (4, 16, 64, 256, 512):
    updates, lr = min((updates_to_target(B, lr), lr) for lr in (0.125, 0.5, 1.0))
    print(f"{B:3}   {lr:9}   {updates:7}   {updates * B:12}")

# %% [markdown]
# From 4 to 64 samples, the number of updates falls clearly. From 256 to 512 it hardly falls at all, and
# each update costs twice as much. Once the direction is nearly exact, a more exact one leads to the
# same place, and no larger rate is to be had: its limit is the curvature, not the noise.
#
# So beyond some size nothing more is gained in updates, and before that size the work only gets
# spread differently. That is why batch sizes are mostly between 16 and some hundreds for networks of
# this kind: large enough for the machine, small enough for many updates.

# %% [markdown]
# ## More than one valley
#
# Everything so far was a bowl, or behaved like one. Take a model that is not: $out = \sin(wx)$, with a
# single weight. You may have heard that the full batch finds the lowest point and that noise makes SGD
# get stuck. Walk with both, from many starts.

# %%
ff.figures.valleys()

# %% [markdown]
# The curve has several valleys, and that is the *objective's* doing: the model and the data make it, and
# it is there before anyone walks. The full batch ends at the bottom of the valley it started
# in, exactly. *Local minima* are no fault of noise. If anything, noise helps: at this large rate, some
# walks with $B = 1$ left a valley that held the full batch. Several came to the lowest one
# that way, others were thrown elsewhere: it happens by chance.
#
# Networks are like this too. XOR with two hidden units, from 20 starts, with the full batch:

# %%
points, labels = ff.xor_points()
ends, slopes = [], []
for seed in range(20):
    params, history = ff.train(
        points, labels, ff.init_params([2, 2, 2], np.random.default_rng(seed)), lr=0.5,
        activation="tanh", epochs=1500, rng=None, progress=False, record_every=1500,
    )  # fmt: skip
    _, grads = ff.loss_and_grads(points, labels, params, "tanh")
    ends.append(history["loss"][-1])
    slopes.append(max(np.abs(part).max() for pair in grads for part in pair))
print("J at the end:", np.sort(ends).round(3), " largest slope:", round(max(slopes), 4))

# %% [markdown]
# About half of the starts solve XOR. The others end near $\tfrac12 \log 2 \approx 0.347$: two of the four
# points are right, and for the other two the network says one half. The slopes there are next
# to nothing. Whether such a place is the bottom of a valley or a plain that goes on for ever, the full
# batch does not get away from it. In 6.8 you count how often that happens as the layer grows wider.

# %% [markdown]
# ## A look ahead: momentum
#
# Along a narrow valley, the rate is limited by the steep sides, and progress along the floor is slow.
# *Momentum* keeps some of the last step:
#
# $$v \leftarrow \beta v + \frac{\partial J}{\partial\theta}, \qquad \theta \leftarrow \theta - \eta v$$
#
# $\theta$ stands for all parameters, and $\beta$, say 0.9, is the share that is kept. Across the valley the kept
# steps cancel; along it they add up. Written differently, you first roll on, to $\theta - \eta\beta v$,
# and then correct. So why not look at the gradient *there*, ahead, where you will be? That is
# Nesterov's variant. On our bowl, with equal rates:


# %%
def updates_until(decay, look_ahead, lr, target=1e-6):
    place, velocity, updates = np.array([-1.0, 0.0]), np.zeros(2), 0
    while (place - best) @ curvature @ (place - best) / 2 > target:
        seen_from = place - lr * decay * velocity if look_ahead else place
        velocity = decay * velocity + curvature @ (seen_from - best)  # the bowl's gradient
        place, updates = place - lr * velocity, updates + 1
    return updates


for lr in (0.02, 0.1, 0.4):
    kinds = {"plain": (0, False), "momentum": (0.9, False), "look ahead": (0.9, True)}
    print(f"lr {lr}:", {name: updates_until(*kind, lr) for name, kind in kinds.items()})

# %% [markdown]
# At small rates momentum needs a fraction of the updates. At larger rates it swings past the lowest
# point and comes back, and looking ahead damps the swing. `ff.train` has `optimizer="momentum"`, without
# the look ahead, and `"adam"`, which scales each parameter's step by itself. All of them stand on the
# same gradient, and on the same choice of how much to look at.

# %% [markdown]
# ### Momentum, step by step
#
# Polyak (1964) proposed to let the parameters move like a heavy ball. A velocity collects the gradients,
# and keeps a share $\beta$ of itself from one update to the next:
#
# $$velocity \leftarrow \beta\, velocity + grad, \qquad w \leftarrow w - \eta\, velocity.$$

# %% exercise="feedforward.optimizers.momentum_step"

# %% check="momentum_step"

# %% [markdown]
# ### Adam
#
# Kingma and Ba (2015) keep two running means: $m$ of the gradients, and $v$ of their squares. The update
# divides one by the root of the other, so every parameter takes steps of a similar size, however large or
# small its gradients are. Both means start at 0 and are therefore too small at first. Dividing by
# $1 - \beta^t$ corrects that.

# %% exercise="feedforward.optimizers.adam_step"

# %% check="adam_step"

# %% [markdown]
# ## In your own words
#
# A friend doubles the batch size, keeps the rate and the number of epochs, and finds a higher loss at
# the end. "So large batches learn badly," she says. What happened? What should she compare instead, and
# what would she find?
#
# This one is read by a person. It earns 0, 1 or 2 points: one for what the change did to the number of
# updates and to the noise, one for a fair comparison and what it shows.

# %% [markdown] explain="6.6_gradient_descent"
# With twice the batch size, an epoch has half as many updates. At the same rate each goes about as far
# as before, so the walk is half as long. The noise fell by a factor of $\sqrt 2$, which helps only where
# noise was the limit.
#
# She should compare at equal numbers of updates, or by the time to a given loss, and give each batch
# size its best rate. Update for update, the larger batch is then at least as good. In samples seen it
# is no better, in seconds it depends on the machine, and from some size on the number of updates no
# longer falls: then larger batches only cost more.

# %% [markdown]
# ## To think about
#
# 1. Someone gives you the same data with every sample in it twice. What changes in the gradient, in the
#    noise of a batch of size $B$ drawn with replacement, in an epoch?
# 2. On a bowl, why can a rate just below the limit be slower than one at half of it?
# 3. Training has stalled. You divide the rate by ten: the loss drops within a few epochs, then stalls
#    again, lower. Why, and why not start with the small rate?

# %% [markdown] think="6.6_gradient_descent"
# 1. $J$ is a mean, so it and its gradient stay the same. So does the spread of the samples' gradients,
#    and with it the noise of $B$ draws. An epoch has twice as many updates: it measures data, not
#    learning.
# 2. Along the steepest axis the factor $1 - \eta c$ is close to $-1$: the walk jumps from side to side
#    and hardly gets lower. At half of the limit that factor is 0. In the table of rates, 0.5 leads
#    after 10 updates, and 0.95 after 100: by then the flat axis decides.
# 3. The floor is proportional to $\eta/B$, so it is ten times lower now. With the small rate from the
#    start, the way there takes ten times as many updates.

# %% [markdown]
# ## Summary
#
# - Descent steps against the gradient; $\eta$ says how far. On a bowl the full batch converges for
#   $\eta$ below 2 over the largest curvature, if there is a lowest point.
# - Batch, mini-batch, stochastic: one loop, and $B$ says how much to look at before a step.
# - Within a batch everything runs at the same time; updates wait for each other.
# - A batch's noise is $1/\sqrt{B}$ of a sample's. At a constant rate it makes a floor, about
#   proportional to $\eta/B$; no floor where one $w$ fits every sample.
# - Larger batches: faster epochs, fewer updates in them, more memory; beyond some size, no gain.
# - Local minima come from the objective, and the full batch meets them too.

# %% [markdown]
# | term | Chinese | symbol |
# | --- | --- | --- |
# | gradient | 梯度 | $\partial J/\partial\theta$ |
# | gradient descent | 梯度下降 | $\theta \leftarrow \theta - \eta\,\partial J/\partial\theta$ |
# | learning rate | 学习率 | $\eta$, `lr` |
# | update | 更新 | |
# | batch size | 批量大小 | $B$ |
# | stochastic gradient descent | 随机梯度下降 | $B = 1$ |
# | mini-batch | 小批量 | $1 < B < N$ |
# | epoch | 轮次 | |
# | curvature | 曲率 | $c$ |
# | eigenvalue | 特征值 | |
# | convex | 凸 | |
# | with replacement | 有放回 | |
# | noise floor | 噪声底 | $J - J^*$ |
# | local minimum | 局部极小 | |
# | momentum | 动量 | $v$, $\beta$ |
#
# **The way on.** The gradient of a line took one line of code. For a network it first needs all that
# the layers computed on the way up. 6.7 goes that way, in matrices.

# %%
ff.progress()
