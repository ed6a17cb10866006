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
# # 6.3 Expressive power and overfitting: what a network can do, and what it should
#
# With enough units a network can follow any curve. So why not take a huge one for everything?
#
# **Afterwards you can**
#
# - build a network that follows a given curve, and say how close it comes,
# - say what the universal approximation theorem promises, and four things that it does not,
# - explain why a few layers make more pieces than one layer ever can,
# - put a rule of thumb to the test: several seeds, mean and spread,
# - recognise overfitting, and use L2, dropout and early stopping against it.

# %% [markdown]
# | part | minutes |
# | --- | --- |
# | Towers: any curve from relus | 15 |
# | What the theorem promises, and what it does not | 10 |
# | Folding: what depth buys | 15 |
# | A rule of thumb, put to the test | 10 |
# | Learning the noise by heart | 10 |
# | Three brakes: L2, dropout, early stopping | 20 |
# | Brakes against fewer units, and a question to write about | 10 |
#
# You need relu and the network with one hidden layer from [6.1](6.1_xor.ipynb), and from
# [6.2](6.2_structure.ipynb) the words width and depth, counting parameters, and how a network starts.

# %%
import numpy as np

import feedforward as ff

# %% [markdown]
# ### Three things to recall
#
# <details><summary>1. At which x does relu(3x - 6) begin to rise, and how steep is it from there on?</summary>
#
# At $x = 2$, where $3x - 6 = 0$. From there on its slope is 3.
#
# </details>
#
# <details><summary>2. How many parameters has a network from one input over 20 hidden units to one
# output?</summary>
#
# $20 + 20$ in the hidden layer and $20 + 1$ in the output: 61.
#
# </details>
#
# <details><summary>3. Why does a network without an activation function stay a straight line, however
# deep it is?</summary>
#
# Affine layers on affine layers are one affine layer (6.1).
#
# </details>

# %% [markdown]
# ## Towers: any curve from relus
#
# One input $x$ and one output: then we can draw the whole function. What does a sum of relus look like?
#
# $\mathrm{relu}(x)$ has slope 0 before its bend and 1 after it. In a sum the slopes add up. Take
#
# $$\mathrm{relu}(x) - \mathrm{relu}(x - 1)$$
#
# Before 0 the slope is 0. Between 0 and 1 it is 1. After 1 it is $1 - 1 = 0$ again: a ramp that climbs
# to 1 and stays there.

# %%
x = np.array([-1.0, 0.0, 0.5, 1.0, 2.0, 3.0])
print(x)
print(ff.relu(x) - ff.relu(x - 1))

# %% [markdown]
# ### Your turn
#
# A *hat* goes up and comes down again: 0 up to `left`, straight up to 1 at `peak`, straight down to 0 at
# `right`, and 0 from there on. The two sides may have different lengths.
#
# Write down the slope on each of the four stretches before you write code. Each of three relus changes
# the slope once.

# %% exercise="feedforward.exercises.capacity.hat"

# %% check="hat"

# %% [markdown]
# ### From hats to a curve
#
# Take a curve $f^*$ on $[0, 1]$ and $K$ points $x_1 < \dots < x_K$ on it, evenly spaced. Put a *tower* on
# each: the hat with its peak at $x_k$ that reaches 0 at the two neighbours, times the height $f^*(x_k)$.
#
# Add the towers. At $x_k$ only one of them is not 0, so the sum is $f^*(x_k)$. Between two neighbours one
# tower falls straight while the other rises straight, so the sum is the straight line from point to
# point.

# %%
ff.ask("twice_the_towers")

# %%
ff.explore_towers(hat)

# %% [markdown]
# <details><summary>What to have seen</summary>
#
# - Smooth: with half the spacing, about a quarter of the distance.
# - Steep at 0: it shrinks much more slowly, since $\sqrt x$ is vertical at 0.
# - Jump: it never goes below $\tfrac12$. The sum has no jump, so near the jump it is far from one of
#   the two sides.
# - In the grey area, outside $[0, 1]$, the sum falls to 0. Nothing was promised there.
#
# </details>


# %%
def smooth(x):
    return (1 + np.sin(2 * np.pi * x)) / 2


fine = np.linspace(0, 1, 10_001)
for K in (5, 9, 17, 33, 65):
    points = np.linspace(0, 1, K)
    straight = np.interp(fine, points, smooth(points))
    print(f"{K:3} points: largest distance {np.abs(straight - smooth(fine)).max():.6f}")

# %% [markdown]
# ### The same with fewer units
#
# Three relus a tower are more than we need: neighbouring hats bend at the same places. A unit is needed
# only where the slope changes.
#
# Take the points $(0, 1)$, $(1, 3)$, $(3, 2)$. The two slopes are $\frac{3 - 1}{1} = 2$ and
# $\frac{2 - 3}{2} = -\tfrac12$. Start at height 1. A unit that bends at 0 brings the slope 2. It stays on,
# so the unit that bends at 1 has to bring the *change* from 2 to $-\tfrac12$:
#
# $$out = 1 + 2\,\mathrm{relu}(x) - \tfrac52\,\mathrm{relu}(x - 1)$$

# %%
x = np.array([0.0, 1.0, 2.0, 3.0])
print(1 + 2 * ff.relu(x) - 2.5 * ff.relu(x - 1))

# %% [markdown]
# ### Your turn
#
# Write a function that finds such a network for any $K$ points. It gives back the four parameters of a
# network with one hidden layer: `w1` and `b1` of the units, `w2` and `b2` of the output. Only what the
# network does between the first and the last point counts.

# %% exercise="feedforward.exercises.capacity.relu_interpolant"

# %% check="relu_interpolant"

# %% [markdown]
# ## What the theorem promises
#
# You have just built the proof, for one input. A continuous curve on a closed interval has no jump: take
# the points close enough, and the heights of neighbours are as close as you like, everywhere. The straight
# lines between them are then close to the curve as well.
#
# **Universal approximation.** Let $f^*$ be continuous on a closed and bounded set, and $\varepsilon > 0$.
# Then there is a network with one hidden layer for which $|f(x;\theta) - f^*(x)| < \varepsilon$ everywhere
# on that set.
#
# *Cited, not run here:* it holds for any number of inputs (Cybenko 1989; Hornik, Stinchcombe and White
# 1989), and for every continuous activation function that is not a polynomial (Leshno and others 1993).

# %% [markdown]
# ### What it does not promise
#
# | it asks for, or is silent on | what happens otherwise |
# | --- | --- |
# | $f^*$ is continuous | at a jump the distance stays at half its height or more |
# | a closed and bounded set | outside of it, anything may come out |
# | enough units, however many | it does not say how many |
# | that the weights *exist* | it does not say that training finds them |
#
# You have seen the first two in the explorer, and the third in the list of distances: four times the
# points for a sixteenth of the distance, and that for a curve as smooth as this. The fourth we try now.

# %% [markdown]
# ### Fitted instead of built
#
# `ff.train` looks for weights that bring the loss down. How it does that is the matter of 6.6 to 6.8. Until
# then it is a black box: data and first parameters go in, better parameters and a record of the way come
# out. `ff.forward` runs a network and gives its output, with what its layers kept on the way.
#
# We let it look for the smooth curve, with 20 hidden units and five starts, by the mean squared error. Each
# start is tried twice: with zero biases, as in 6.2, and with the same weights but biases that spread the
# bends over the interval. What do you expect, compared with the 20 units that you can build?


# %%
def largest_distance(first_params, rng):
    """Train on the smooth curve from these parameters; how far from it is the worst point?"""
    X, y = fine[::50, None], smooth(fine[::50, None])
    how = {"loss": "mse", "epochs": 1000, "lr": 0.02, "optimizer": "adam", "progress": False}
    params, _ = ff.train(X, y, first_params, rng=rng, **how)
    out, _ = ff.forward(X, params, ff.relu)
    return float(np.abs(out - y).max())


# %%
for seed in range(5):
    rng = np.random.default_rng(seed)
    params = ff.init_params([1, 20, 1], rng)
    W = params[0][0]
    bends = rng.random(20)
    spread = [(W, -W[0] * bends), params[1]]
    zero, even = largest_distance(params, rng), largest_distance(spread, rng)
    print(f"start {seed}: all bends at 0 {zero:.3f}, bends spread over [0, 1] {even:.3f}")

points = np.linspace(0, 1, 21)
built = np.abs(np.interp(fine, points, smooth(points)) - smooth(fine)).max()
print(f"built by hand from 20 units: {built:.3f}")

# %% [markdown]
# Both columns have the same units and the same theorem behind them. With zero biases every unit bends at
# $x = 0$, the edge of the interval, so on $[0, 1]$ the network starts as a straight line. Here no start
# gets away from it. With bends spread over the interval training works, and still ends
# behind the network that was built by hand.
#
# **To exist is one thing, to be found is another.** The theorem speaks of the first only.

# %% [markdown]
# ## Folding: what depth buys
#
# One hidden layer is enough, then. What are more layers good for? Look at the *tent*, which has two
# units:
#
# $$t(x) = 2\,\mathrm{relu}(x) - 4\,\mathrm{relu}(x - \tfrac12) = 2\min(x, 1 - x)\quad\text{for } 0 \le x \le 1$$
#
# It climbs from 0 to 1 and comes back. So it *folds* the interval: $x$ and $1 - x$ land on the same
# place, and each half is stretched over all of $[0, 1]$.
#
# Whatever comes after the fold happens to both halves. A second tent on top of the first draws itself
# twice.

# %%
x = np.array([0, 1, 2, 3, 4, 5, 6, 7, 8]) / 8
t = 2 * ff.relu(x) - 4 * ff.relu(x - 0.5)
print("x   ", x)
print("t(x)", t)

# %% [markdown]
# ### Your turn
#
# Put the row $t(x)$ into the tent once more, on paper: how often does it go up and down?
#
# Then write the tent, composed with itself `depth` times. That is a network with `depth` hidden layers of
# two units each.

# %% exercise="feedforward.exercises.capacity.sawtooth"

# %% check="sawtooth"

# %%
ff.ask("units_for_folds")

# %%
ff.explore_pieces(sawtooth)

# %% [markdown]
# ### Count the pieces
#
# Every fold doubles the number of straight pieces: $2^d$ pieces from $d$ layers, so from $2d$ units.
#
# With one hidden layer, each unit bends the line in one place at most. $m$ units make at most $m + 1$
# pieces. To have $2^d$ of them, one layer needs at least $2^d - 1$ units.
#
# Perhaps it can come close with fewer? The sawtooth crosses the height $\tfrac12$ once in each of its
# pieces, from 0 to 1 or back. A line that is always less than $\tfrac12$ away must cross it as often,
# and a straight piece crosses once at most. So with fewer than $2^d$ pieces, nothing comes closer than
# $\tfrac12$.

# %%
for d in (3, 6, 10, 20):
    deep, wide = ff.count_parameters([1] + [2] * d + [1]), ff.count_parameters([1, 2**d - 1, 1])
    print(f"d = {d:2}: {2**d:7} pieces; {deep:3} parameters in {d} layers, {wide:7} in one")

# %% [markdown]
# The two are *equally expressive* in the limit: whatever one can do, the other can, if units cost
# nothing. At one budget they are not. The deep one has exponentially more pieces, and they are not free:
# they are all copies of each other. A wide layer can put each of its few bends where it likes.
#
# And is it true of every deep network? Here are networks with 16 units in one, two and four layers, with
# random weights and biases. Guess which has the most pieces, before you run the cell.

# %%
line = np.linspace(-3, 3, 6001)[:, None]
for sizes in ([1, 16, 1], [1, 8, 8, 1], [1, 4, 4, 4, 4, 1]):
    pieces = []
    for seed in range(100):
        rng = np.random.default_rng(seed)
        params = [(W, rng.normal(size=b.shape)) for W, b in ff.init_params(sizes, rng)]
        _, cache = ff.forward(line, params, ff.relu)
        on = np.concatenate([h > 0 for h, _ in cache], axis=1)  # which units are on, at each place
        pieces.append(1 + (on[1:] != on[:-1]).any(axis=1).sum())
    print(f"{sizes}: {np.mean(pieces):.1f} pieces on average, {max(pieces)} at most")

# %% [markdown]
# On average, about one piece a unit, whatever the depth; four layers do not even reach the one. (Hanin
# and Rolnick 2019 prove this for random networks; cited.) Depth makes many pieces *possible*. Nothing
# makes a network use them, unless the data call for folds and training finds them.

# %% [markdown]
# ## A rule of thumb, put to the test
#
# A rule that is often quoted: *three layers beat two, and a fourth or fifth rarely helps much more*
# (course notes of Stanford's CS231n; cited). It counts layers with weights, so it says: two hidden layers
# beat one.
#
# A rule like this is a hypothesis. We test it on two sets of data: 178 wines from three growers,
# described by 13 measurements, and 1797 handwritten digits. Half of each is held out. To be fair, every
# network gets the same number of parameters or a little less, and the same training.


# %%
def accuracy(make_data, hidden, seed, epochs, lr):
    """Train a network on one half of the data, and give its accuracy on the other half."""
    rng = np.random.default_rng(seed)
    (X, y), (X_held, y_held), _ = make_data(rng, held_out=0.5)
    params = ff.init_params([X.shape[1], *hidden, y.max() + 1], rng)
    how = {"batch_size": 32, "optimizer": "adam", "progress": False}
    params, _ = ff.train(X, y, params, epochs=epochs, lr=lr, rng=rng, **how)
    return float((ff.predict(X_held, params) == y_held).mean())


# %%
widths = {"wine": {1: 58, 2: 23, 3: 18, 4: 15}, "digits": {1: 66, 2: 42, 3: 34, 4: 29}}
for data, M, n in (("wine", 13, 3), ("digits", 64, 10)):
    counts = [ff.count_parameters([M] + [m] * L + [n]) for L, m in widths[data].items()]
    print(f"{data}: parameters with 1 to 4 hidden layers {counts}")

# %%
depths = {"wine": {}, "digits": {}}
for L in (1, 2, 3, 4):
    wine, digits = [widths["wine"][L]] * L, [widths["digits"][L]] * L
    depths["wine"][f"{L} hidden"] = [accuracy(ff.wine, wine, s, 40, 0.01) for s in range(10)]
    depths["digits"][f"{L} hidden"] = [accuracy(ff.digits, digits, s, 15, 0.005) for s in range(6)]

ff.explore_scores(depths)

# %% [markdown]
# Read it with the dots, not with the last digit. A *seed* decides which samples are held out and where
# the network starts. Here the spread is the standard deviation over seeds.
#
# - Two hidden layers are no better than one, on either set: the means differ by less than the spread, and
#   seed by seed each wins some.
# - Three add nothing that stands out from the spread.
# - Four come out lowest on both.
#
# So **the rule does not hold here**, on two small sets, at one budget and with one recipe for all. That
# does not refute it elsewhere. With a recipe tuned for each depth, or with more data, the order may change:
# `accuracy` is yours to run.

# %% [markdown]
# ### What others report
#
# *Cited, not run here:*
#
# - **Clicks and watched videos.** With hundreds of billions of examples, every added hidden layer helped,
#   up to the three that were tried, the last one only a little (Covington, Adams and Sargin 2016,
#   YouTube).
# - **Images, with convolutions.** 16 layers did clearly better than 11, and 19 about as well as 16 (Simonyan
#   and Zisserman 2015). Convolutions, layers that look at small patches, are not in this book.
#
# Depth pays where much data have structure on several scales, and patches of patches are just that. On a
# table with a few hundred rows, try one and two hidden layers, with several seeds, and keep what wins.

# %% [markdown]
# ## Learning the noise by heart
#
# The *capacity* of a network is the range of functions that its parameters can be set to. Width and depth
# raise it. Is more always better?
#
# Real data are $f^*$ plus noise. A network with enough capacity can follow the noise too. The loss on
# the training samples then goes on falling, while the network gets worse on new ones. This is
# *overfitting*. To see it one needs samples that the network never learns from, the *validation* set.
#
# 60 points of two half moons, blurred with noise, and 300 more for validation:

# %%
rng = np.random.default_rng(1)
(X, y), validation, _ = ff.moons(rng, N=360, noise=0.3, held_out=300 / 360)
params = ff.init_params([2, 50, 50, 2], rng)
how = {"epochs": 200, "lr": 0.02, "optimizer": "adam", "validation": validation}
params, history = ff.train(X, y, params, rng=rng, progress=False, **how)
for epoch in (1, 5, 20, 50, 100, 200):
    loss, val_loss = history["loss"][epoch - 1], history["val_loss"][epoch - 1]
    print(f"epoch {epoch:3}: training loss {loss:.3f}, validation loss {val_loss:.3f}")

# %% [markdown]
# The loss here is the cross-entropy (6.5): small when the right class gets a high probability, large when
# the network is sure and wrong. Towards the end it is surer and surer about everything, the noise
# included.
#
# The explorer trains such a network anew whenever you move something. On the left are the training
# samples and what the network says of the plane, on the right both losses over the updates.

# %%
ff.ask("what_helps_most")

# %%
ff.explore_capacity()

# %% [markdown]
# <details><summary>What to have seen</summary>
#
# - At the start the border has a finger for single noisy samples. The training loss falls to almost 0, the
#   validation loss turns around early and climbs.
# - All four buttons lower the validation loss, and all four raise the training loss. Of the four, L2 ends
#   lowest. More samples alone still let the validation loss climb, only later.
# - An L2 penalty that is too strong flattens everything: both losses stay high.
# - Without noise, even the largest network does no harm.
# - With 200 samples and an L2 penalty of 0.01 the two losses end close together, at the lowest validation
#   loss of all that you have tried so far.
#
# </details>

# %% [markdown]
# ## Regularise rather than shrink
#
# Fewer units is one way to hold a network back. Another is to leave it large and put a *brake* on what
# it does with its units: to *regularise* it. There are three such brakes, and for the first you need to
# differentiate a function of many numbers.
#
# ### A warm-up: partial derivatives
#
# Take $g(u, v) = u^2 v + 3v$. The *partial derivative* $\partial g/\partial u$ says how fast $g$ changes when
# $u$ alone moves. Treat $v$ as a constant: $\partial g/\partial u = 2uv$. For the other, $u$ is the constant:
# $\partial g/\partial v = u^2 + 3$.
#
# A nudge tells whether that is right:


# %%
def g(u, v):
    return u**2 * v + 3 * v


u, v, nudge = 2.0, -1.5, 1e-6
print("by u:", (g(u + nudge, v) - g(u, v)) / nudge, "and 2uv    =", 2 * u * v)
print("by v:", (g(u, v + nudge) - g(u, v)) / nudge, "and u² + 3 =", u**2 + 3)

# %% [markdown]
# Try two on paper.
#
# <details><summary>1. The partial derivative of 5u - uv with respect to u, and with respect to v?</summary>
#
# $5 - v$, and $-u$.
#
# </details>
#
# <details><summary>2. In relu(uw + b)·v, which of the four numbers has the partial derivative
# relu(uw + b)?</summary>
#
# $v$: all else is constant, and $v$ is multiplied by it.
#
# </details>

# %% [markdown]
# ### Brake 1: L2
#
# Large weights make steep functions: along a single path through the network the slope is the product of
# its weights. A function that bends around single noisy samples has to be steep. So we make large weights
# cost something, and train on
#
# $$J + \frac{\lambda}{2}\sum W^2,$$
#
# with the sum over all weights of all layers. $\lambda$ says how much they cost. Biases are left out: they
# shift a function and make it no steeper.
#
# Descending, training moves every parameter against its partial derivative. So the penalty needs its
# derivatives as well, in the form of `params`.

# %% exercise="feedforward.regularization.l2_penalty"

# %% check="l2_penalty"

# %% [markdown]
# What does the penalty do, if it acts alone? Here are ten steps down, each against the derivative `dW` that
# you have just computed: $W \leftarrow W - \eta\, dW$. The number $\eta$ says how far a step goes; here it is
# 0.1, and $\lambda$ is 1.

# %%
params = [(np.array([[2.0, -4.0]]), np.array([5.0, 5.0]))]
for _ in range(10):
    (W, b), (dW, db) = params[0], ff.l2_penalty(params, 1.0)[1][0]
    params = [(W - 0.1 * dW, b - 0.1 * db)]
print("W", params[0][0], " b", params[0][1], " 0.9 ** 10 =", round(0.9**10, 4))

# %% [markdown]
# Every step takes the same share of each weight: hence its other name, *weight decay*. A weight that no
# sample calls for dies away. One that many samples call for is held up by $J$.

# %% [markdown]
# ### Brake 2: dropout
#
# Let every hidden unit be absent by chance, anew for every sample in every update. A *mask* of zeros
# does it. No unit can then rely on another one to repair what it does. Every pass trains another
# thinned network: with $m$ hidden units there are $2^m$, and they share their weights.
#
# In use nothing is dropped. To keep the average as it was, the units that stay are made larger. Say one
# in four is dropped, and $Z = 3$: then $Z$ is 0 one time in four, and $4$ the other three times. The average
# is $\tfrac34 \cdot 4 = 3$, as without dropout.

# %% [markdown]
# ### Your turn
#
# `drop` is the probability that an entry is dropped. (In other books $p$ is sometimes the share that is
# kept.) Every entry of $Z$, a unit in a row, has its own chance. By what factor must what stays be
# multiplied, for any `drop`?

# %% exercise="feedforward.regularization.dropout_forward"

# %% check="dropout_forward"

# %%
ff.ask("raised_dropout")

# %%
ff.explore_dropout(dropout_forward)

# %% [markdown]
# <details><summary>What to have seen</summary>
#
# - A unit that is off stays off as `drop` grows: the same random number is compared with a higher bar.
# - *all passes*, one hidden layer: out jumps about from pass to pass, and its mean goes to out without
#   dropout. That is what the factor is for.
# - With two hidden layers, and a large `drop`, the mean stays above it. The second relu bends what the
#   first mask did, and the mean of a bent quantity is not the bent mean: the average is kept exactly for
#   one layer only, and about for more.
#
# </details>

# %% [markdown]
# ### Brake 3: early stopping
#
# The validation loss falls, then turns around. So keep the parameters of the epoch in which it was lowest,
# and stop once you are sure that it has turned. But the curve is jagged. How long does one wait?
#
# The *patience* is the number of epochs in a row that may pass without a new lowest loss. With the losses
# 0.9, 0.7, 0.8, 0.75, 0.6 and patience 2, epoch 1 is the best when epochs 2 and 3 bring nothing better.
# Training stops, and never sees the 0.6. (Epochs are counted from 0 here, as in a list.)

# %% exercise="feedforward.regularization.early_stopping_epoch"

# %% check="early_stopping_epoch"

# %% [markdown]
# On the network that learned the noise by heart, further up. `ff.train` does the same when it is given
# `patience=`, and gives back the parameters of the best epoch.

# %%
losses = history["val_loss"]
for patience in (1, 5, 20):
    best = ff.early_stopping_epoch(losses, patience)
    print(f"patience {patience:2}: epoch {best:3}, validation loss {losses[best]:.3f}")
print(f"at the end: validation loss {losses[-1]:.3f}, and the lowest of all was {min(losses):.3f}")

# %% [markdown]
# ## Brakes against fewer units
#
# A second rule that one reads: *never make a network smaller because it overfits; keep it large, and
# regularise.* (CS231n again; cited.) Its reason: small networks are harder to train, and brakes can be set
# more finely than a number of units.
#
# We test this as well. 100 samples of the two moons, one hidden layer of 200 units, bare and with each of
# the brakes, and 5 units without any. 2000 further samples judge. Early stopping has to pay for its
# validation set: it gets 25 of the 100 samples, and trains on 75.


# %%
def moons_score(seed, width=200, patience=None, **brakes):
    """Train on 100 noisy samples, and give the accuracy on 2000 others."""
    (X, y), (X_new, y_new), _ = ff.moons(np.random.default_rng(seed), 2100, 0.3, held_out=20 / 21)
    if patience:
        brakes |= {"validation": (X[:25], y[:25]), "patience": patience, "record_every": 10}
        X, y = X[25:], y[25:]
    rng = np.random.default_rng(seed)
    how = {"epochs": 600, "lr": 0.02, "optimizer": "adam", "record_every": 600} | brakes
    params = ff.init_params([2, width, 2], rng)
    params, _ = ff.train(X, y, params, rng=rng, progress=False, **how)
    return float((ff.predict(X_new, params) == y_new).mean())


# %%
settings = {
    "200 units": {},
    "5 units": {"width": 5},
    "200, L2 0.003": {"l2": 0.003},
    "200, L2 0.03": {"l2": 0.03},
    "200, dropout 0.5": {"dropout": 0.5},
    "200, early stopping": {"patience": 10},
}
moons = {name: [moons_score(s, **how) for s in range(8)] for name, how in settings.items()}
ff.explore_scores({"two moons": moons})

# %% [markdown]
# Compare with *200 units* first, then with *5 units*.
#
# - L2 at 0.003 comes first and dropout second, and seed after seed both beat the bare network.
# - 5 units beat it too, in most seeds, with a fortieth of the parameters. Against the best brake they lose.
# - Early stopping gains little. It pays with a quarter of its samples.
# - L2 at 0.03 comes last: a brake that is set wrongly does more harm than overfitting.
#
# So **regularise rather than shrink** points the right way here, and *never shrink* is too strong: fewer
# units is a brake as well, and the cheapest one.

# %% [markdown]
# ### Who chose 0.003?
#
# We did, and it took a look at these results. That is cheating, of a small kind. A setting that is chosen
# because it did best on some samples will look better on them than it is.
#
# So data are parted in three: *training* samples for the weights, *validation* samples for all other
# choices (width, $\lambda$, `drop`, when to stop), and *test* samples that are looked at once, at the end.

# %% [markdown]
# ## In your own words
#
# A friend's network gets all of its training samples right, and 78 % of new ones. "The universal
# approximation theorem says that a network can be perfect," she says. "Mine must be too small. I shall
# double the layers." What does the theorem say about her case, and what would you change, in what order?
#
# This one is read by a person. It earns 0, 1 or 2 points: one for what the theorem promises and what it
# does not, applied to her network; one for a remedy with the reason why it helps, and a way to find out
# whether it did.

# %% [markdown] explain="6.3_capacity"
# The theorem says that for a continuous f* on a closed and bounded set some network comes as close as one
# likes. It speaks of f*, not of noisy samples, and not of whether training finds the weights. Her network
# fits every training sample: capacity it has. The gap to 78 % says that it has fitted the noise
# too, and more layers would make it freer to do so.
#
# I would hold it back: more samples, if they can be had, then L2, dropout or early stopping, which keep it
# from bending around single samples. Which one I would decide on validation
# samples, with several seeds, and report the accuracy on test samples that no decision has touched.

# %% [markdown]
# ## To think about
#
# 1. Near a jump, the towers never come closer than $\tfrac12$. Could another relu network, with as many
#    units and layers as you like, do better?
# 2. A layer of three units can fold the interval into three parts, up, down and up. How many pieces do $d$
#    such layers make? With $k$ units and $k$ parts each, which $k$ makes the most pieces from 12 units in
#    all?
# 3. Someone tries 50 values of $\lambda$ and keeps the one with the best accuracy on 100 validation samples:
#    93 %. Should you expect 93 % on new samples?

# %% [markdown] think="6.3_capacity"
# 1. No. A relu network is continuous, whatever its size. Just left of the jump $f^*$ is 0, just right of it
#    1, while the network is almost the same number at both, say $a$. One of the distances $|a|$ and $|1 - a|$
#    is at least $\tfrac12$.
# 2. $3^d$, by the same doubling argument, which is then a tripling. 12 units are $12/k$ layers, so
#    $k^{12/k}$ pieces: $2^6 = 64$, $3^4 = 81$, $4^3 = 64$, $6^2 = 36$. Three is best.
# 3. Less. Of 50 settings, some do well on just these 100 samples by luck, and the best of 50 is chosen for
#    its luck as well as for its worth. With 100 samples, two or three points up or down are luck alone.

# %% [markdown]
# ## Summary
#
# - Hats of three relus add up to any piecewise straight line; one unit for each change of slope is enough.
# - Universal approximation: a continuous $f^*$ on a closed and bounded set, as close as you like. Not: how
#   many units, what happens outside, whether training finds them.
# - $d$ folding layers make $2^d$ pieces; one hidden layer needs $2^d - 1$ units or more. Possible is not the
#   same as likely.
# - A rule of thumb is a hypothesis: run it with several seeds, and look at mean and spread.
# - Overfitting: the training loss falls, the validation loss climbs. L2, dropout, early stopping, more data
#   and fewer units all hold it back, if they are set well.

# %% [markdown]
# | term | Chinese | symbol |
# | --- | --- | --- |
# | expressive power | 表达能力 | |
# | universal approximation | 通用近似 | $\lvert f(x;\theta) - f^*(x)\rvert < \varepsilon$ |
# | piecewise linear | 分段线性 | |
# | capacity | 容量 | |
# | noise | 噪声 | |
# | overfitting | 过拟合 | |
# | training, validation, test set | 训练集，验证集，测试集 | |
# | regularisation | 正则化 | |
# | partial derivative | 偏导数 | $\partial g/\partial u$ |
# | L2 penalty, weight decay | L2 正则化，权重衰减 | $\frac{\lambda}{2}\sum W^2$ |
# | dropout | 随机失活 | `drop` |
# | mask | 掩码 | `mask` |
# | early stopping | 早停 | |
# | patience | 耐心值 | `patience` |
#
# **The way on.** [6.4](6.4_activations.ipynb) looks at what stands between the layers: sigmoid, tanh and
# relu, their derivatives, and what becomes of them in deep networks.

# %%
ff.progress()
