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
# # 6.6 Gradient descent: how much to look at before each step
#
# You are standing on a hillside in thick fog and want to get down to the valley. You can feel the
# slope under your feet, so you take a step downhill and feel again. That is gradient descent, and
# the main difficulty is what it costs to feel the slope. The slope of a loss is a mean over all
# samples, and if there are a million of them, one exact slope costs a million evaluations. Should
# you pay that price, take one step, and pay again? Or should you look at only one sample before
# each step, and for the same price take a million steps that are right only on average?

# %% [markdown]
# The answer to this question determines how networks are trained today. In the race below, three
# walkers start from the same point: one looks at all samples before each step, one at a single
# sample, and one at a small batch. The picture shows the first three steps of each; the star marks
# the minimum. Which walker will be closest to the star when each has taken 96 steps, and what shape
# will the path of the single-sample walker have? Decide first, then press *play*. (The steps do not
# all cost the same. Later in this section, the walkers race again over equal numbers of samples.)

# %%
import timeit
import tracemalloc

import numpy as np

import feedforward as ff

X, y = ff.noisy_line(np.random.default_rng(6))

# %%
ff.explore_descent(X, y)

# %% [markdown]
# After this section you will be able to
#
# - write batch, stochastic and mini-batch descent as one loop in which only the batch size
#   differs,
# - say for which learning rates descent on a bowl converges, how fast, and why,
# - predict the noise of a mini-batch gradient, and the floor at which the loss stops falling
#   because of this noise,
# - say what the batch size changes and what it leaves unchanged,
# - explain convexity, local minima and saddle points,
# - implement momentum and Adam, and compare optimisers fairly.
#
# You need $J$ and its derivatives (6.5), standard deviations, and matrices; eigenvalues are
# explained when they come up. Plan on about four hours; a good place for a break is before *Beyond
# bowls*.

# %% [markdown]
# Before you start, here are three questions. Some of them may repeat earlier exercises that you got
# wrong, with new numbers; these come first. The others test what you need for this section.

# %%
ff.recall("6.6")

# %% [markdown]
# ## The gradient for a linear model
#
# We return to the smallest model, $out = Xw + b$, because everything about it can be drawn and
# checked. The data are 32 samples scattered around a line, each with one input, and the loss is the
# mean squared error of 6.5:
#
# $$J(w, b) = \frac{1}{2N}\sum_{i=1}^{N} e_i^2, \qquad e_i = X_i w + b - y_i.$$
#
# In 6.1, `lstsq` found the best $w$ and $b$. No such function exists for a network, so we look for
# a method that needs only derivatives, and test it on a problem whose answer we know.
#
# Begin with $b$. If $b$ increases a little, every error increases by the same amount, and the
# derivative of $\frac12 e_i^2$ with respect to $e_i$ is $e_i$. So
#
# $$\frac{\partial J}{\partial b} = \frac1N\sum_i e_i,$$
#
# which is the mean error. If the line lies too high on average, the mean error is positive, and $b$
# should decrease. The next cell finds the best line, and compares this formula with a finite
# difference at $w = -1$, $b = 0$.

# %%
A = np.column_stack([X, np.ones(len(X))])  # b is the weight of an input that is always 1
best = np.linalg.lstsq(A, y)[0]
lowest = ff.mse(A @ best, y)


def J(w, b):
    return ff.mse(X[:, 0] * w + b, y)


print("best (w, b)", best.round(3), " lowest J", round(lowest, 4))
print("dJ/db at (-1, 0): formula", np.mean(X[:, 0] * -1 + 0 - y).round(6), end="")
print(", finite difference", ((J(-1, 0.001) - J(-1, -0.001)) / 0.002).round(6))

# %% [markdown]
# ### Exercise: the gradient
#
# Compute both derivatives for any number of inputs. You already have the one with respect to $b$.
# For $w_j$, argue in the same way: if $w_j$ increases a little, by how much does $e_i$ change? The
# answer differs from sample to sample.

# %% exercise="linear_gradient"

# %% check="linear_gradient"

# %% [markdown]
# In matrix form, with $e$ for the vector of errors,
#
# $$\frac{\partial J}{\partial w} = \frac1N X^\top e, \qquad
# \frac{\partial J}{\partial b} = \frac1N \sum_i e_i.$$
#
# Together these derivatives form the **gradient**. A small step changes $J$ by about the inner
# product of the step and the gradient. Among all steps of a given length, this product is largest
# for the step along the gradient, so the gradient points in the direction of steepest ascent.
#
# ## Batch descent: exact steps
#
# **Gradient descent** steps against the gradient, again and again:
#
# $$w \leftarrow w - \eta\,\frac{\partial J}{\partial w}, \qquad
# b \leftarrow b - \eta\,\frac{\partial J}{\partial b}.$$
#
# The number $\eta$ is the **learning rate** (`lr` in code), and one such step is called an
# **update**. If every update uses all $N$ samples, the direction is exact, and the method is called
# **batch** gradient descent. Like the width and $\lambda$ in 6.3, $\eta$ is a hyperparameter.

# %% [markdown]
# ### Exercise: batch descent
#
# Write the loop. Record $J$ before each update, so that you can see afterwards how the descent
# went.

# %% exercise="batch_gradient_descent"

# %% check="batch_gradient_descent"

# %% [markdown]
# ### Which learning rates work?
#
# Take a single weight and a parabola, $J(w) = J^* + \frac c2 (w - w^*)^2$, which reaches its
# minimum $J^*$ at $w^*$. The slope of $J$ is $c\,(w - w^*)$. The second derivative of $J$ is $c$,
# which is called the **curvature**. One update gives
#
# $$w - w^* \;\leftarrow\; (w - w^*) - \eta\,c\,(w - w^*) = (1 - \eta c)\,(w - w^*).$$
#
# So every update multiplies the signed distance to the minimum by the same factor, $1 - \eta c$.
# The distance shrinks if this factor lies between $-1$ and 1, that is, if
#
# $$0 < \eta < \frac2c.$$
#
# If every update shrinks the distance by a constant factor, descent is said to **converge
# linearly**. The distance itself falls exponentially; *linearly* refers to its curve on a
# logarithmic axis, which is a straight line.

# %%
ff.figures.learning_rates()

# %% [markdown]
# *Figure: Four learning rates on one parabola. Beyond* $2/c$ *each update overshoots by more than
# the one before.*
#
# With several weights, $J$ is a bowl that curves differently in different directions. For our line,
# put $w$ and $b$ into one vector $\theta$, and let $A$ be $X$ with an added column of ones. The
# errors are then $A\theta - y$, so the gradient is $\frac1N A^\top(A\theta - y)$. Since the
# gradient is 0 at the minimum $\theta^*$, it equals $C\,(\theta - \theta^*)$, where
# $C = \frac1N A^\top A$ is the matrix of second derivatives. One update gives
#
# $$\theta - \theta^* \;\leftarrow\; (I - \eta\,C)\,(\theta - \theta^*).$$
#
# This is the formula for one weight, with a matrix in place of $c$.

# %% [markdown]
# If a vector points along one of the axes of the bowl, multiplying it by $C$ amounts to multiplying
# it by a single number. Such vectors are the *eigenvectors* of $C$, and the numbers, its
# **eigenvalues**, are the curvatures along the axes. So along each axis an update multiplies the
# distance by $1 - \eta c$, with the curvature $c$ of that axis. But all the axes share one $\eta$.
# This rate must stay below 2 divided by the *largest* curvature, so progress is slow along any axis
# that is much flatter. The ratio of the largest to the smallest curvature is the **condition
# number**.

# %%
curvature = A.T @ A / len(A)
curvatures = np.linalg.eigvalsh(curvature)
limit = 2 / curvatures[-1]
print("curvatures", curvatures.round(3), " limit on the rate", limit.round(3), end="")
print("  condition number", (curvatures[-1] / curvatures[0]).round(1))

# %%
ff.ask("either_side_of_the_limit")

# %%
ff.figures.rates_on_a_bowl()

# %% [markdown]
# *Figure: Batch descent for our line, at five rates. Below the limit, descent eventually converges
# linearly; above it, descent diverges just as regularly.*
#
# Here $J - J^*$ is a sum of two terms, one for each axis: half the curvature times the square of
# the distance. An update multiplies each term by the *square* of $1 - \eta c$. Once the term that
# falls faster is negligible, the curve is straight. (At 0.01 of the limit, this takes more than 100
# updates.) Now compare the factors per update at two rates:
#
# | rate | flat axis | steep axis | $J - J^*$ in the end |
# | --- | --- | --- | --- |
# | 0.5 of the limit | $1 - 1/12.8 = 0.92$ | $0$ | $0.92^2 = 0.85$ |
# | 0.95 of the limit | $1 - 1.9/12.8 = 0.85$ | $1 - 1.9 = -0.9$ | $0.9^2 = 0.81$ |
#
# Half the limit is $1/c$ for the steep axis, so the first update reaches the bottom along that
# axis. At 0.95 of the limit, the walk jumps from side to side along the steep axis, but a factor of
# size 0.9 is still slightly better than 0.92. So the larger rate starts badly but wins in the end.
# The best rate lies between the two (Problem 6.6.4).

# %% [markdown]
# ### Convex functions
#
# A function is **convex** if no chord runs below its graph:
#
# $$J\big((1-t)\,u + t\,v\big) \le (1-t)\,J(u) + t\,J(v)
# \qquad\text{for all } u, v \text{ and } 0 \le t \le 1.$$

# %%
ff.figures.convex_by_chords()

# %% [markdown]
# *Figure: A parabola is convex. The curve in the middle has only one valley, but it is not convex,
# because part of the chord drawn here runs below it. The third curve has two valleys and is not
# convex either.*

# %% [markdown]
# A **local minimum** is a point at which $J$ is no higher than at the points around it. Every local
# minimum of a convex function is a global one. If there were a lower point anywhere, the chord from
# the local minimum to that point would lead downhill from the very start, and the graph, which lies
# nowhere above the chord, would have to go down as well. So on a smooth convex function, batch
# descent converges to a global optimum provided that two conditions hold, both of them often
# forgotten: the rate must be small enough for the curvature, and a minimum must exist.

# %% [markdown]
# It is often said that if the *objective*, the function to be minimised, is convex, the global
# optimum is always reached. Here is a counterexample: two points, one from each of two classes,
# with cross-entropy as the loss. Cross-entropy is convex in the weights of a linear model (Problem
# 6.6.5), yet here the loss keeps falling as the weights grow. (`rng=None` means no shuffling.)

# %%
points, labels = np.array([[-1.0], [1.0]]), np.array([0, 1])
params = ff.init_params([1, 2], np.random.default_rng(0))
for more in (10, 90, 900, 9000):
    params, history = ff.train(
        points, labels, params, epochs=more, lr=1.0, rng=None, progress=False, record_every=more
    )
    print(f"{more:4} more updates: J = {history['loss'][-1]:.6f}, w = {params[0][0][0].round(2)}")

# %% [markdown]
# $J$ tends to 0 but never reaches it, while the weights grow without bound.
#
# ## Stochastic descent: one sample at a time
#
# $J$ is a mean over samples, so its gradient is the mean of the gradients of the individual
# samples, the *per-sample gradients*. This means that at every point the gradient of a randomly
# drawn sample is right on average. So take one sample, update at once, and take the next. This is
# **stochastic gradient descent**, or SGD. One pass over all samples is an **epoch**. Batch descent
# makes one update per epoch, and SGD makes $N$.

# %% [markdown]
# ### Exercise: an epoch of SGD
#
# The order of the samples is passed in as an argument, so that the same walk can be repeated.

# %% exercise="sgd_epoch"

# %% check="sgd_epoch"

# %%
start = [(np.array([[-1.0]]), np.zeros(1))]  # one layer, so the list has one pair (W, b)
targets = y[:, None]  # one row per sample
for size, name in ((32, "batch"), (1, "stochastic")):
    _, history = ff.train(
        X, targets, start, loss="mse", epochs=100, lr=0.1, batch_size=size,
        rng=np.random.default_rng(0), progress=False,
    )  # fmt: skip
    heights = [history["loss"][k - 1] - lowest for k in (1, 3, 10, 100)]
    print(f"{name:10} J - J* after 1, 3, 10, 100 epochs", np.array(heights).round(4))

# %% [markdown]
# At this learning rate, SGD is far ahead after one epoch, because 32 rough updates beat one exact
# update. Later, SGD stops improving, and batch descent overtakes it. We shall see why.
#
# ### What can be computed in parallel
#
# The gradients *within* a batch do not depend on each other, so they can be computed as one matrix
# product, which a processor can split among its arithmetic units. *Updates* do depend on each
# other, since each starts where the previous one ended. Even on a single thread, the matrix product
# is far faster than a loop over the samples, which pays Python's overhead 10,000 times:

# %%
rng = np.random.default_rng(0)
many, w, goal = rng.normal(size=(10_000, 50)), rng.normal(size=50), rng.normal(size=10_000)


def one_by_one():
    return sum(x * (x @ w - target) for x, target in zip(many, goal, strict=True)) / len(many)


def at_once():
    return many.T @ (many @ w - goal) / len(many)


# %%
from threadpoolctl import threadpool_limits

with threadpool_limits(1):  # One thread for both, so that only the method differs.
    slow, fast = (min(timeit.repeat(f, number=1, repeat=9)) for f in (one_by_one, at_once))
print(f"The loop over the samples takes {slow / fast:.0f} times as long as the matrix product.")
print("Same result:", np.allclose(one_by_one(), at_once()))

# %% [markdown]
# ## Mini-batches: between the two extremes
#
# Use a **mini-batch** of $B$ samples for each update. (It is often simply called a *batch*, and the
# name SGD usually covers descent on mini-batches as well.) A matrix product makes the gradients of
# these samples cheap to compute, and the mean of $B$ gradients is less noisy than a single
# gradient. Every sample is used once per epoch, and the samples are reshuffled for each epoch.
#
# ### Exercise: mini-batches
#
# You may return a list of pairs or use `yield`. Each row of $X$ must stay with its $y$, and the
# last batch takes whatever is left.

# %% exercise="minibatches"

# %% check="minibatches"

# %% [markdown]
# How many updates does an epoch of mini-batches take? Work it out on paper for 10 samples in
# batches of 4.

# %% exercise="updates_per_epoch"

# %% check="updates_per_epoch"

# %% [markdown]
# The answer is $\lceil N/B \rceil$, which is $N/B$ rounded up. Now all three methods are the same
# loop with different values of $B$. (`ff.loss_and_grads` computes the gradient, here the one that
# you derived; `ff.sgd_step` makes the update.)


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
# | method | direction | one update uses | updates per epoch | computed in parallel |
# | --- | --- | --- | --- | --- |
# | batch, $B = N$ | exact | all samples | 1 | all samples |
# | mini-batch | a little noisy | $B$ samples | $\lceil N/B \rceil$ | $B$ samples |
# | stochastic, $B = 1$ | very noisy | one sample | $N$ | nothing |

# %%
ff.ask("lowest_after_32")

# %%
ff.explore_descent(X, y, linear_gradient=linear_gradient, minibatches=minibatches, step=96)

# %% [markdown]
# Which walker is closest to the star after 96 steps each? It is a tie: the batch and mini-batch
# walkers are equally close, so eight samples per step were as good as 32. The single-sample walker
# is about three times as far away. (With another value of *shuffle*, it may even be the closest.)
# Its path is jagged, and near the minimum it wanders about; mini-batch descent stays within a
# smaller region, and batch descent follows a smooth curve.
#
# With samples on the x-axis, one step on all 32 samples counts as much as 32 steps on single
# samples, and stochastic descent leads at first. (If we measured time instead, the large batch
# would cost less than that, because its gradients can be computed in parallel.) With the preset
# *small rate*, the three paths look alike, because the noise of many small steps averages out. The
# race runs on your own `linear_gradient` and `minibatches` if they work.

# %% [markdown]
# ## The noise of a mini-batch
#
# How far does a mini-batch gradient stray from the exact one? Draw $B$ samples at random *with
# replacement*, so that a sample may be drawn more than once. The mini-batch gradient is then the
# mean of $B$ independent draws. If a single draw has standard deviation $s$, what is the standard
# deviation of such a mean, its *standard error*?
#
# ### Exercise: gradient noise

# %% exercise="gradient_noise"

# %% check="gradient_noise"

# %% [markdown]
# The noise is $s/\sqrt B$, where $s$ is the standard deviation of the per-sample gradients. Without
# replacement, which is how `minibatches` draws the samples, the noise is only
# $\sqrt{(N - B)/(N - 1)}$ times as large. At $B = N$ this factor is 0, because a batch of all
# samples gives the exact gradient.

# %%
ff.figures.noise_and_batch_size()

# %% [markdown]
# *Figure: On the left, the gradients of many random batches scatter around the exact one. On the
# right, their measured scatter is compared with the formula. With replacement, it takes four times
# as many samples to halve the noise.*
#
# Sampling without replacement has a second advantage. On average, $N$ draws with replacement miss
# about 37% of the samples, because $(1 - 1/N)^N \approx 1/e$. An epoch misses none, and whatever
# one batch overstates, the others together understate.

# %% [markdown]
# ### The floor
#
# Why does SGD stop improving? At the minimum the full gradient is 0, but the per-sample gradients
# are not; they merely cancel. So an update that looks at only one batch carries the weights away
# from the minimum again. For a single weight we can compute the level at which the loss stops
# falling. Let $u = w - w^*$. The gradient of a batch is the exact one, $cu$, plus noise $n$, so an
# update gives
#
# $$u \leftarrow (1 - \eta c)\,u - \eta\,n.$$
#
# Draw with replacement, and let $s$ be the standard deviation of the per-sample gradients *at the
# minimum*. Near the minimum, $n$ has mean 0 and variance about $s^2/B$, and we may treat it as
# independent of $u$. Variances of independent terms add, so the variance $V$ of $u$ changes as
# follows:
#
# $$V \leftarrow (1 - \eta c)^2\,V + \eta^2\,\frac{s^2}{B}.$$

# %% [markdown]
# Because $1 - (1 - \eta c)^2 = \eta c\,(2 - \eta c)$, the variance stops changing when
# $V = \dfrac{\eta\,s^2}{B\,c\,(2 - \eta c)}$. By then the mean of $u$ has shrunk to 0, so $V$ is
# the mean of $u^2$. Since $J - J^* = \frac c2 u^2$, the mean height above the minimum is
# $\frac c2 V$, and for small $\eta$
#
# $$J - J^* \approx \frac{\eta}{B}\cdot\frac{s^2}{4}.$$
#
# The curvature has dropped out. On a flatter parabola the walk strays further, but the loss rises
# less with the distance. Halving the rate halves the floor, and so does doubling the batch size.
# With several weights, each axis of the bowl contributes a term of this form, so $s^2$ becomes the
# sum of the variances along all the axes.

# %% [markdown]
# `minibatches` draws without replacement, so much of the noise cancels within an epoch. Whether
# that helps depends on how long the walk remembers. Every update multiplies the effect of earlier
# noise by $1 - \eta c$, so this effect fades within about $1/(\eta c)$ updates. If an epoch has
# many more updates than that, early noise is forgotten before later noise can cancel it, and the
# formula still describes the floor well. Otherwise the floor is lower, and reducing the rate lowers
# it more than proportionally, because the walk then remembers for longer.

# %% [markdown]
# You will sometimes read that SGD does not converge linearly, not even on strongly convex
# objectives, whose curvature never falls below some fixed positive number. A more precise statement
# is that SGD at a constant rate converges linearly *to a floor*. And if $s = 0$, because one $w$
# fits every sample exactly, there is no floor, and at a small enough rate SGD converges linearly
# all the way.

# %%
ff.ask("rate_and_batch")

# %%
ff.explore_noise_floor()

# %% [markdown]
# Choose *no label noise*: all points then lie on one line, and every walk keeps descending. With
# label noise, the table gives a *floor* for each walk that levels off. This floor is the mean of
# $J - J^*$ over the second half of the walk. If you choose *each once per epoch* under *draw*, the
# floor is far lower at small rates.

# %% [markdown]
# To get below either floor, decrease the rate during training. @robbins1951 showed how. Descent
# with noisy steps converges if the rates tend to 0 fast enough for the noise to die out, but slowly
# enough that the walk can still cover any distance: $\sum \eta_t = \infty$ and $\sum \eta_t^2 <
# \infty$. The rates $\eta_t = \eta_0/t$ meet both conditions. A rule for changing the rate during
# training is called a **learning rate schedule**. Those used most in practice do not meet the first
# condition, because training ends anyway: they divide the rate by ten after a fixed number of
# epochs, or lower it along half a cosine wave [@loshchilov2017]. Some also let it rise at the start
# of training (*warm-up*).

# %%
ff.figures.descent_convergence()

# %% [markdown]
# *Figure: Descent for the 64 points of the explorer above, whose bowl has a condition number of
# only 3.5. Batch descent, at ten times the rate of the other methods, converges linearly; at a
# constant rate, stochastic and mini-batch descent* ($B = 8$) *level off at their floors.*
#
# With a decreasing rate, stochastic descent keeps improving, but ever more slowly. Both floors are
# lower than the formula predicts, because every epoch uses each sample once. The floor of
# mini-batch descent is by far the lower of the two: its epochs have only 8 updates, so by the end
# of an epoch most of the noise has cancelled.

# %% [markdown]
# ## What the batch size changes
#
# We now turn to a network that reads images of digits. First we measure what an update costs, in
# time and in memory, for batches of different sizes. (Each time is that of the fastest of twenty
# runs on a single thread.)

# %%
digits, classes = ff.digits(np.random.default_rng(0)).train
params = ff.init_params([64, 64, 10], np.random.default_rng(1))


def update(B):
    rows = np.arange(B) % len(digits)
    _, grads = ff.loss_and_grads(digits[rows], classes[rows], params)
    return ff.sgd_step(params, grads, 0.1)


# %%
def milliseconds(B):
    return 1000 * min(timeit.repeat(lambda: update(B), number=1, repeat=20))


def megabytes(B):
    tracemalloc.start()
    update(B)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


# %%
with threadpool_limits(1):
    times = {B: milliseconds(B) for B in (1, 16, 256, 4096)}
for B, t in times.items():
    print(f"B = {B:4}: {t:6.2f} ms per update, {1000 * t / B:5.1f} us per sample", end="")
    print(f", {megabytes(B):5.1f} MB")
grown = times[16] / times[1]
print(f"From B = 1 to B = 16 the time per update grows by a factor of {grown:.1f},")
print(ff.against_count(grown, 16))

# %% [markdown]
# An update on a single sample spends most of its time on the overhead of calling NumPy, which does
# not grow with the batch. So at first the time *per sample* falls as $B$ grows. The gain ends once
# the arithmetic takes most of the time, and very large arrays may even cost more per sample,
# because they no longer fit into the processor's fast memory. Memory use keeps growing with $B$,
# since the values of every layer are kept until the gradients have been computed (6.7), and at some
# batch size the memory runs out.

# %% [markdown]
# ### Faster per epoch, slower to the target
#
# Whatever $B$ is, an epoch covers the same samples. Which batch size has the fastest epoch, and
# which one is the first to reach a given loss, the *target*? The explorer trains the same network
# with each of five batch sizes until it reaches the target, which is 0.3 unless you change it.
# Switch its x-axis to compare the sizes in epochs, updates and seconds. On the right you see how
# long an epoch takes and how noisy a mini-batch gradient is at the start of training: the dots are
# measurements, and the line is what your `gradient_noise` predicts.

# %%
ff.ask("epochs_to_updates")

# %%
ff.explore_batch_size(gradient_noise)

# %% [markdown]
# An epoch takes longest with the smallest batches, because they need the most calls to NumPy. It is
# much faster with large batches, though not necessarily fastest with the full batch. Which size
# wins depends on the x-axis:
#
# | measured in | winner | reason |
# | --- | --- | --- |
# | epochs | small batches; the full batch is by far the slowest | more updates per epoch |
# | updates | large batches | more accurate updates |
# | seconds | often a size in between | number of updates times time per update |
#
# The line of text below the explorer names the winner on your machine.
#
# ### Beyond a certain size, larger batches gain nothing
#
# One rate for all sizes is unfair to large batches, which have less noise and therefore tolerate a
# larger rate. So we train a network on only 512 digits, give every batch size the best of nine
# rates, and count the updates until the loss is below 0.3. That takes a few minutes, so the
# notebook plots stored results; printing them shows the command that recomputes them.

# %%
print(ff.experiment("batch_sizes_on_digits"))
ff.figures.updates_by_batch_size()

# %% [markdown]
# *Figure: Each batch size at its own best rate, with a small dot for each of five seeds and a large
# one for their mean. All axes are logarithmic.*
#
# From 4 to 16 samples per batch, the number of updates falls by more than half. From 128 to 512 it
# hardly changes, although each update uses four times as many samples. The panel on the right shows
# why. At first, less noise permits a larger rate, but from 64 samples upwards the curvature limits
# it: at twice the best rate, even descent with the exact gradient never reaches the target. Once
# the direction is nearly exact, making it more exact hardly changes where a step leads.
# @shallue2019 found three regimes in much larger networks: at first, doubling the batch size halves
# the number of updates; then it saves less and less, and finally nothing. For a network like ours,
# sizes between 16 and a few hundred are a sensible choice.

# %% [markdown]
# So far we have looked only at the training loss. You will often hear that small batches generalise
# better. @shallue2019 found no evidence that larger batches lower the held-out accuracy; they
# attribute most of the contrary reports to differences in how well each size was tuned and in how
# long it was trained.

# %% [markdown]
# ## Beyond bowls: minima, saddles and plateaus
#
# The loss of a network is not convex. A model with a single weight is enough to show what this
# means: $out = \sin(wx)$.

# %%
ff.figures.valleys()

# %% [markdown]
# *Figure: A loss with several valleys, and walks from many starting points. An arc connects the
# start of each walk (a ring) with the place that it reaches in 400 updates (a green diamond in the
# lowest valley, a red plus elsewhere).*
#
# At a small enough rate, as here, batch descent ends at the bottom of the valley in which it
# starts. Stochastic descent at a constant rate never comes to rest, so it is often found on a
# slope. In the lowest valley, where the model fits every sample well, the noise is much smaller.
#
# The valleys belong to the *objective*: they exist before any walk begins. It is often said that
# SGD may end in a local minimum because one sample does not represent all the others. But batch
# descent, with its exact direction, ends in local minima as well. If anything, noise can help a
# walk leave one, as some walks in the lower panel show, although two of them are carried far away
# to valleys that are no better.

# %% [markdown]
# In networks with many weights, local minima are less of an obstacle than **saddle points**: points
# of zero gradient from which the loss rises in some directions and falls in others. A heuristic
# argument suggests why: if it were left to chance whether the loss rises or falls in each
# direction, then with hundreds of directions the loss would hardly ever rise in *all* of them, as
# it must at a minimum [@dauphin2014]. Near a saddle the gradient is small, so descent slows down,
# and the training curve shows a plateau.

# %%
ff.figures.saddle_point()

# %% [markdown]
# *Figure: The saddle of* $J = \frac12 w_1^2 - w_2^2 + \frac12 w_2^4$, *a function with two minima,
# at* $(0, \pm 1)$. *A walk that starts exactly on the ridge ends at the saddle; one that starts
# just off the ridge lingers near the saddle and then descends.*
#
# Our XOR network can get stuck as well. With two hidden tanh units, batch descent from 20 random
# starts ends at these losses:

# %%
points, labels = ff.xor_points()
ends = []
for seed in range(20):
    params, history = ff.train(
        points, labels, ff.init_params([2, 2, 2], np.random.default_rng(seed)), lr=0.5,
        activation="tanh", epochs=1500, rng=None, progress=False, record_every=1500,
    )  # fmt: skip
    ends.append(history["loss"][-1])
print("J at the end:", np.sort(ends).round(3))

# %% [markdown]
# About half of the runs solve XOR. The others end near $\frac12\log 2 \approx 0.347$, where two
# points are classified correctly, the other two get a probability of one half, and the gradient is
# almost 0. These runs are neither at a minimum nor near a saddle. They are on a plateau of another
# kind: as in the two-point counterexample under *Convex functions*, $J$ falls ever more slowly
# while the weights keep growing. After another 40,000 updates, it is 0.3466 in all of these runs.
# In 6.8 you will see that networks get stuck less and less often as the hidden layer becomes wider.

# %% [markdown]
# ## Momentum
#
# In a narrow valley the steep sides limit the rate, so progress along the bottom is slow.
# @polyak1964 proposed letting the parameters move like a heavy ball. A **velocity** accumulates the
# gradients and keeps a fraction $\beta$ of its value from one update to the next:
#
# $$velocity \leftarrow \beta\, velocity + grad, \qquad w \leftarrow w - \eta\, velocity.$$
#
# Along the bottom, the gradients add up: if the gradient is constant, the velocity approaches
# $grad/(1 - \beta)$. So $\beta = 0.9$ makes the steps ten times as long, and a comparison with
# plain descent at equal rates proves nothing. Across the valley, successive gradients largely
# cancel: if the gradient keeps its size but changes sign at every update, the velocity approaches
# $grad/(1 + \beta)$. So the limit on the rate rises by a factor of $1 + \beta$: on a parabola with
# curvature $c$, it is $2(1 + \beta)/c$ instead of $2/c$. With $\beta = 0.9$, the two effects
# together allow steps along the bottom that are up to $1.9 \cdot 10 = 19$ times as long.

# %% [markdown]
# ### Exercise: a step with momentum

# %% exercise="momentum_step"

# %% check="momentum_step"

# %% [markdown]
# The method of @nesterov1983 looks ahead. The old velocity is about to carry $w$ to
# $w - \eta\beta\,velocity$, so the method evaluates the gradient there:
#
# $$velocity \leftarrow \beta\,velocity + grad(w - \eta\beta\,velocity), \qquad
# w \leftarrow w - \eta\,velocity.$$
#
# If that point lies beyond the bottom of the valley, the gradient there has already changed its
# sign and corrects the overshoot before it happens.
#
# How much do the two methods gain? We let them descend on bowls with condition numbers from 3 to
# 1,000, tune the rate and $\beta$ *jointly* for each bowl, and count the updates until the loss
# *stays* below a millionth of its initial value. (A heavy ball can swing past the minimum.)

# %%
ff.figures.updates_and_condition()

# %% [markdown]
# *Figure: The number of updates that each method needs at its best settings. Both axes are
# logarithmic, so the slope of a curve shows how the number of updates grows.*
#
# For plain descent, the number of updates grows in proportion to the condition number; for the
# other two methods it grows only about as fast as the *square root* of the condition number, which
# @goh2017 explains for momentum. On a nearly round bowl there is less to gain. At a condition
# number of 1,000, momentum does best with $\beta = 0.9$, and it saves more than nine updates out of
# ten.
#
# On these bowls, and in the narrow valley below, Nesterov's method needs more updates than
# momentum, because the curvature of a bowl is the same everywhere, which suits momentum best. For
# Nesterov's method, the square root is guaranteed even if the curvature varies within fixed bounds.

# %% [markdown]
# ## Adam
#
# Momentum still uses one rate for all parameters. **Adam** [@kingma2015] gives each parameter its
# own scale. It keeps two running means, $m$ of the gradients and $v$ of their squares, taken entry
# by entry:
#
# $$m \leftarrow \beta_1 m + (1 - \beta_1)\, grad, \qquad
# v \leftarrow \beta_2 v + (1 - \beta_2)\, grad^2.$$
#
# With the usual values, $\beta_1 = 0.9$ and $\beta_2 = 0.999$, these are means over roughly the
# last 10 gradients and the last 1,000 squares. (The factor $1 - \beta$ makes them means; the
# velocity is a sum.) Adam divides the mean gradient of each parameter by the square root of the
# mean square. So every parameter takes steps of size about $\eta$ or less, however large or small
# its gradients are. (Only a sudden, large gradient produces a step of several $\eta$, because $m$
# reacts to it faster than $v$ does.)

# %% [markdown]
# Both means start at 0 and are therefore too close to 0 at first. If every gradient is the same
# $g$, then after $t$ updates $m = (1 - \beta_1^t)\,g$ and $v = (1 - \beta_2^t)\,g^2$. So update
# number $t$ uses $\hat m = m/(1 - \beta_1^t)$ and $\hat v = v/(1 - \beta_2^t)$:
#
# $$w \leftarrow w - \eta\,\frac{\hat m}{\sqrt{\hat v} + \varepsilon}.$$
#
# The tiny number $\varepsilon$, usually $10^{-8}$, keeps the denominator above 0.

# %% [markdown]
# ### Exercise: an Adam step

# %% exercise="adam_step"

# %% check="adam_step"

# %%
ff.figures.optimiser_paths()

# %% [markdown]
# *Figure: Batch and stochastic descent, momentum, Nesterov's method and Adam in a narrow valley,
# all from the same start and each at its best settings;* $w$ *increases to the right,* $b$
# *upwards. The valley is the loss of a line fitted to 32 new points.*
#
# The inputs of these points lie between 1.14 and 3.14, further from 0 than those of our first line,
# which lie between 0 and 2. So a change in $b$ can more easily compensate for a change in $w$, and
# the condition number is 97 instead of 12.8. The picture counts updates. If we count samples
# instead, stochastic descent beats batch descent: it needs 2,979, and batch descent needs
# $138 \cdot 32 = 4{,}416$.

# %% [markdown]
# Adam is not the fastest optimiser in this valley, which lies at an angle to the axes of $w$ and
# $b$. The best that scaling $w$ and $b$ separately can do is to make both diagonal entries of $C$
# equal to 1. The other two entries are then 0.9634, so the valley remains oblique: its curvatures
# are $1 \pm 0.9634$, and the condition number is still 54. Adam should help more where the
# gradients of different parameters differ greatly in size.

# %% [markdown]
# ### Four optimisers on real networks
#
# To test the prediction about Adam, we let four optimisers train two networks that read digits,
# with mini-batches of 32 samples. One network has two hidden layers of 64 ReLUs and is trained for
# 10 epochs. The other, trained for 30 epochs, has four hidden layers of 32 sigmoids, so the
# gradients of its first layers are tiny (6.4). We try these rates, each twice the one before:
#
# | optimiser | rates | momentum $\beta$ | settings |
# | --- | --- | --- | --- |
# | plain SGD | 0.05 to 3.2 | none | 7 |
# | momentum, Nesterov | 0.0125 to 0.4 | 0.5 and 0.9 | 12 each |
# | Adam | 0.0005 to 0.032 | none | 7 |
#
# We run every setting with ten seeds, and for each optimiser we keep the setting with the lowest
# mean training loss at the end. Its rate is never the smallest or the largest that we tried, and
# for momentum and Nesterov its $\beta$ is always 0.9. (The command
# `print(ff.experiment("optimisers_on_digits"))` shows how to run all of this again.)

# %%
ff.ask("where_the_optimiser_matters")

# %%
ff.figures.optimisers_on_digits()

# %% [markdown]
# *Figure: Each optimiser at its own best setting, with a thin curve for every seed and a thick one
# for their median. Beside each name are the best rate and the mean accuracy on held-out digits.*

# %% [markdown]
# On the ReLU network, the median curves of momentum, Nesterov and Adam end close together, somewhat
# below that of plain SGD, and the accuracies differ by about one percentage point. (The thin curves
# of plain SGD jump up and down because here the rate with the lowest final loss is almost too
# large.) On the sigmoid network, most runs of plain SGD spend twelve epochs on the plateau at
# $\log 10 \approx 2.3$ and never catch up, while Adam has left the plateau by the first point of
# its curve. Momentum and Nesterov lie in between. At the start, a typical weight in the first layer
# of this network has a gradient about two hundred times smaller than that of a typical weight in
# the last layer, and of the four optimisers only Adam corrects for this difference.

# %% [markdown]
# Note how different the best rates are. If you compare two optimisers at the same rate, or tune
# only one of them, you measure the tuning rather than the optimisers. @schmidt2021 compared fifteen
# optimisers on eight problems: none was the best on every problem, and no newer method consistently
# outperformed Adam. If you can afford only a few runs, begin with Adam at its usual rate, 0.001,
# and try larger and smaller rates, a factor of 3 apart, until you have found the best one (on our
# two networks, 8 and 16 times the usual rate).
#
# One warning: an L2 penalty adds $\lambda w$ to the gradient (6.3), and Adam's division rescales
# this part too, so the penalty no longer shrinks the weights in proportion to their size. AdamW
# [@loshchilov2019] therefore shrinks the weights in a separate step.

# %% [markdown]
# > **History.** Cauchy described gradient descent in 1847. @robbins1951 founded stochastic
# > approximation, the theory behind SGD. @polyak1964 introduced momentum, @nesterov1983
# > his accelerated method, and @sutskever2013 showed how much both help in training deep networks.
# > AdaGrad [@duchi2011] and RMSProp [@tieleman2012] gave each parameter its own scale; Adam combines
# > the running mean of squares in RMSProp with momentum.
# > @bottou2018 survey the field.

# %% [markdown]
# ## The same in PyTorch
#
# A PyTorch optimiser holds the parameters, together with any velocity or running means that it
# needs. Given the same starting values and settings, PyTorch's Adam takes the same steps as
# `ff.adam_step`, the book's version of the function that you wrote (and PyTorch's SGD with momentum
# takes the same steps as `ff.momentum_step`):

# %%
if torch := ff.optional("torch"):
    w = torch.tensor([1.0, -2.0], dtype=torch.float64, requires_grad=True)
    adam, mine, m, v = torch.optim.Adam([w], lr=0.1), np.array([1.0, -2.0]), 0.0, 0.0
    for t in range(1, 4):
        adam.zero_grad()
        (w**4).sum().backward()
        adam.step()
        mine, m, v = ff.adam_step(mine, 4 * mine**3, m, v, t, 0.1)
    print("PyTorch", w.detach().numpy(), " ours", mine)

# %% [markdown]
# ## In your own words
#
# A friend doubles the batch size, keeps the rate and the number of epochs as they were, and ends up
# with a higher loss. "So large batches learn badly," she says. What happened? What should she
# compare instead, and what would she find?
#
# If you are taking a course, your instructor marks this answer. It is worth 2 points: one for
# explaining what the change did to the number of updates and to the noise, and one for describing a
# fair comparison and its result. If you are working on your own, compare your answer with the one
# in `solutions/`.

# %% [markdown] explain="6.6_gradient_descent"
# With twice the batch size, an epoch has half as many updates. Where the gradient outweighs the
# noise, each update at the same rate goes about as far as before, so the whole walk is half as
# long. The noise falls by a factor of $\sqrt 2$, but that helps only where noise was limiting
# progress.
#
# She should compare the losses after equal numbers of updates, or the times to reach a given loss,
# and give each batch size its own best rate. Per update, the larger batch is then at least as good.
# Per sample it is no better, and which size wins in seconds depends on the machine. Beyond a
# certain size the number of updates no longer falls, so a larger batch only costs more.

# %% [markdown] problems="6.6_gradient_descent"
# ## Problems to think about

# %% [markdown] problem="*"
# Someone gives you the same data with every sample duplicated. How does this affect the gradient,
# the noise of a batch of size $B$ drawn with replacement, and the length of an epoch?
#
# ---
#
# $J$ is a mean, so $J$ and its gradient stay the same, and so do the spread of the per-sample
# gradients and the noise of $B$ draws. An epoch now has twice as many updates, because there are
# twice as many samples: an epoch measures how much data is processed, not how much is learned.

# %% [markdown] problem="*"
# You train for 50 epochs with $N = 50{,}000$ and $B = 128$. How many updates is that? How many
# epochs with $B = 1024$ give the same number of updates?
#
# ---
#
# $\lceil 50{,}000/128 \rceil = 391$ updates per epoch, so 19,550 in all. With $B = 1024$ there are
# 49 updates per epoch, so you need about 399 epochs.

# %% [markdown] problem="*"
# Training has stalled. You divide the rate by ten; the loss drops within a few epochs and then
# stalls again at a lower level. Why? And why not start with the small rate?
#
# ---
#
# For batches drawn with replacement, the floor is proportional to $\eta/B$, so it is now ten times
# lower; if each epoch reshuffles the samples, it may be far lower still. With the small rate from
# the start, the descent to the first floor would have taken about ten times as many updates.

# %% [markdown] problem="**"
# On a bowl, why can descent be slower at 0.99 of the limit than at half the limit? Which rate is
# best for curvatures $c_{\min}$ and $c_{\max}$?
#
# ---
#
# At 0.99 of the limit, the factor along the steepest axis is $1 - 1.98 = -0.98$, so the walk jumps
# from side to side and hardly comes closer. The slowest axis decides, so the best rate makes the
# two extreme factors equal in size: $1 - \eta c_{\min} = -(1 - \eta c_{\max})$, hence
# $\eta = 2/(c_{\min} + c_{\max})$. The factor is then $(\kappa - 1)/(\kappa + 1)$, where $\kappa$
# is the condition number.

# %% [markdown] problem="**"
# Show that the sum of two convex functions is convex, and that $\log(1 + e^{-z})$ is convex in $z$.
# What does this imply for the loss of a linear classifier with two classes?
#
# ---
#
# Add the two chord inequalities. The second derivative of $\log(1 + e^{-z})$ is
# $\mathrm{sigmoid}(z)\,\mathrm{sigmoid}(-z) > 0$, so this function is convex. The loss is a mean of
# such functions of the margin (6.5). Because the margin is affine in the weights, each of these
# functions is convex in the weights as well, and so is their mean. Hence every local minimum is
# global.

# %% [markdown] problem="**"
# With momentum $\beta$ and a constant gradient $g$, what is the velocity after $t$ updates if it
# starts from 0? For $\beta = 0.9$, after how many updates is the velocity within 5% of its limit?
#
# ---
#
# The velocity is $g\,(1 - \beta^t)/(1 - \beta)$. It is within 5% of its limit when $0.9^t < 0.05$,
# which holds from $t = 29$ onwards. Until then, momentum is still warming up.

# %% [markdown] problem="**"
# What is Adam's first update, starting from $m = v = 0$, if $\varepsilon$ is negligible? What does
# your answer say about rescaling the loss by a factor of 1,000?
#
# ---
#
# $\hat m = g$ and $\hat v = g^2$, so each parameter moves by exactly $\eta$, against the sign of
# its $g$. Rescaling the loss by 1,000 therefore changes nothing, whereas plain descent would need a
# rate a thousand times smaller.

# %% [markdown] problem="***"
# On the saddle $J = w_1^2 - w_2^2$, start plain descent with rate $\eta$ from $(1, \delta)$, where
# $0 < \delta < 1$. After how many updates does $w_2$ first exceed 1? Why does a little noise help?
#
# ---
#
# Each update multiplies $w_2$ by $1 + 2\eta$, so $w_2$ is larger than 1 once the number of updates
# exceeds $\log(1/\delta)/\log(1 + 2\eta)$, which grows without limit as $\delta \to 0$. A walk that
# starts on the ridge, where $\delta = 0$, never leaves it. Noise moves the walk off the ridge at
# once, to a distance of about one step.

# %% [markdown]
# ## An open challenge

# %%
ff.challenge("narrow_valley")

# %% [markdown]
# ## Summary
#
# - Gradient descent: $\theta \leftarrow \theta - \eta\,\partial J/\partial\theta$. For a line,
#   $\partial J/\partial w = \frac1N X^\top e$ and $\partial J/\partial b = \frac1N\sum e_i$.
# - On a parabola, an update multiplies the distance to the minimum by $1 - \eta c$, so descent
#   converges linearly for $0 < \eta < 2/c$; on a bowl the largest curvature sets the limit, the
#   smallest the pace.
# - A function is convex if no chord runs below its graph. Every local minimum of a convex
#   function is global.
# - Batch, mini-batch and stochastic descent are the same loop; an epoch has $\lceil N/B \rceil$
#   updates.
# - A mini-batch gradient has noise $s/\sqrt B$ (times $\sqrt{(N-B)/(N-1)}$ without replacement),
#   which at a constant rate creates a floor, $J - J^* \approx \frac{\eta}{B}\frac{s^2}{4}$ (with
#   replacement; lower with reshuffling). With decreasing rates the loss falls below this floor.
# - A larger batch makes better use of the machine and gives fewer, more accurate updates per epoch;
#   beyond a certain size it only costs more.
# - Momentum: $velocity \leftarrow \beta\,velocity + grad$, $w \leftarrow w - \eta\,velocity$. Adam:
#   $w \leftarrow w - \eta\,\hat m/(\sqrt{\hat v} + \varepsilon)$. To compare optimisers, give
#   each its best settings.

# %% [markdown]
# | term | Chinese | symbol |
# | --- | --- | --- |
# | gradient | 梯度 | $\partial J/\partial\theta$ |
# | gradient descent | 梯度下降 | $\theta \leftarrow \theta - \eta\,\partial J/\partial\theta$ |
# | learning rate | 学习率 | $\eta$, `lr` |
# | hyperparameter | 超参数 | $\eta$, $B$, $\beta$, … |
# | update | 更新 | |
# | batch size | 批量大小 | $B$ |
# | stochastic gradient descent | 随机梯度下降 | $B = 1$ |
# | mini-batch | 小批量 | $1 < B < N$ |
# | epoch | 轮次 | |
# | curvature | 曲率 | $c$ |
# | eigenvalue | 特征值 | |
# | condition number | 条件数 | $c_{\max}/c_{\min}$ |
# | linear convergence | 线性收敛 | |
# | convex | 凸 | |
# | noise floor | 噪声底 | $J - J^*$ |
# | learning rate schedule | 学习率调度 | $\eta_t$ |
# | local minimum | 局部极小 | |
# | saddle point | 鞍点 | |
# | momentum | 动量 | $velocity$, $\beta$ |
# | Adam | 自适应矩估计 | $m$, $v$ |

# %% [markdown]
# ## Further reading
#
# - @goh2017: momentum explained with interactive figures; read this one next.
# - @bottou2018: what theory says about SGD, by people who have used it for decades.
# - @boyd2004, chapters 2, 3 and 9: convexity and descent, with proofs.
# - @cs231n, *Neural networks 3*: advice on rates, schedules and what a training curve tells you.
# - @prince2023, chapter 6: covers the same ground with different pictures.

# %% [markdown] references="6.6"
# ## References

# %% [markdown]
# **Next.** The gradient for a linear model took two lines of code. The gradient of a network
# depends on everything that the layers compute in the forward pass, and
# [Section 6.7](6.7_forward.ipynb) computes all of that in matrix form.

# %%
ff.progress()
