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
# In 2016 five researchers took 50,000 small photographs of cats, ships and lorries, threw their
# labels away, and assigned new ones at random. A picture of a cat was now as likely to be labelled
# *ship* as *cat*. There was nothing left to learn, and yet a standard network succeeded: after
# training it reproduced the meaningless label of every single photograph [@zhang2017].
#
# We can repeat this at home. Below are 500 images of handwritten digits and two networks, each with
# one hidden layer of 200 units. We train one with the true labels and the other with the same
# labels shuffled. What do you expect?

# %%
import numpy as np

import feedforward as ff

# %%
ff.ask("shuffled_labels")

# %%
digits, rng = ff.digits(np.random.default_rng(0)), np.random.default_rng(1)
X, y = digits.train[0][:500], digits.train[1][:500]
for name, labels in [("true", y), ("shuffled", rng.permutation(y))]:
    params = ff.init_params([64, 200, 10], rng)
    how = dict(epochs=150, lr=0.01, batch_size=50, optimizer="adam", rng=rng, progress=False)
    params, _ = ff.train(X, labels, params, **how)
    training = np.mean(ff.predict(X, params) == labels)
    held_out = np.mean(ff.predict(digits.held_out[0], params) == digits.held_out[1])
    print(f"{name:8} labels: training accuracy {training:.3f}, held-out accuracy {held_out:.3f}")

# %% [markdown]
# Both networks reproduce the label of every training image, but the second one has learned nothing
# that carries over to new images. So a network of this size can fit even meaningless labels, and
# its training accuracy does not tell us whether what it has learned means anything. This raises two
# questions. Each has its own part of this section, and each part is almost a chapter in itself:
#
# | part | question | exercises |
# | --- | --- | --- |
# | **Part 1** | What can a network express? | a hat, an interpolant, a sawtooth |
# | **Part 2** | What should a network learn? | L2, dropout, early stopping |

# %% [markdown]
# After this section you will be able to
#
# - build a network that follows a given curve, and say how close it comes,
# - state the universal approximation theorem, and four things that it does not say,
# - explain why several layers can produce more straight pieces than a single layer with the same
#   total number of units,
# - recognise overfitting, and explain it in terms of bias and variance,
# - use L2, dropout and early stopping, and compare them fairly.
#
# You need ReLU and the hidden layer of 6.1, and width, depth and initialisation from 6.2. Plan on
# an hour and a half for each part, and take a break between them.

# %% [markdown]
# Before you start, answer three short questions about earlier sections. Any exercises that you got
# wrong in those sections come first, with new numbers. As before, there are no points to win or
# lose.

# %%
ff.recall("6.3")

# %% [markdown]
# ## Part 1. What can a network express?
#
# To fit shuffled labels, a network must compute a function that swings up and down arbitrarily from
# one image to the next, for 500 images. How can a sum of ReLUs, each of which bends only once, do
# that? Part 1 asks whether one hidden layer can follow any function, whether training finds weights
# that achieve this, and what additional layers contribute.

# %% [markdown]
# ### Towers: any curve from ReLUs
#
# Take a network with one input $x$, one hidden layer and one output, so that we can draw the whole
# function. Each hidden unit contributes a ReLU, which is flat on one side of its **bend** and has a
# constant slope on the other. In a sum of ReLUs the slopes add up, so the network is **piecewise
# linear**: its graph consists of straight pieces, and the slope changes at each bend.
#
# Write $s$ for the sum of the two inputs of the XOR network in 6.1. Its output,
# $\mathrm{relu}(s) - 2\,\mathrm{relu}(s - 1)$, rises from 0 to 1 and comes down again, but then it
# keeps falling. A third ReLU stops the fall. The result is a **hat**, which is 0 everywhere except
# around one peak.

# %%
ff.figures.hats()

# %% [markdown]
# *Figure: On the left, three ReLUs add up to a hat. On the right are six hats side by side, each
# scaled so that its peak lies on the dotted curve, which we call* $f^*$. *Between two peaks one hat
# falls while its neighbour rises, so their sum is the straight line from peak to peak.*

# %% [markdown]
# #### Exercise: a hat
#
# Write a hat that is 0 up to `left`, rises in a straight line to 1 at `peak`, falls in a straight
# line to 0 at `right`, and stays there. The two sides may have different widths, so their slopes
# may differ in size. Before you write any code, write down the slope on each of the four stretches,
# because each change from one slope to the next takes one ReLU.

# %% exercise="hat"

# %% check="hat"

# %% [markdown]
# The slope is $u = 1/(peak - left)$ on the way up and $-d$ on the way down, where
# $d = 1/(right - peak)$. It must therefore change by $u$, then by $-(u + d)$, then by $d$:
#
# $$\mathrm{hat}(x) = u\,\mathrm{relu}(x - left) - (u + d)\,\mathrm{relu}(x - peak) + d\,\mathrm{relu}(x - right).$$
#
# Now take a function $f^*$ on $[0, 1]$ and $K$ evenly spaced points $0 = x_1 < \dots < x_K = 1$.
# Put a *tower* on each point: a hat with its peak at $x_k$ and its feet on the two neighbouring
# points, multiplied by $f^*(x_k)$. (The first and last towers each have one foot outside $[0, 1]$.)
# At $x_k$ all other towers are 0, so the sum of all towers agrees with $f^*$ there, and between
# neighbouring points the sum is a straight line.

# %%
ff.ask("twice_the_towers")

# %%
ff.explore_towers(hat)

# %% [markdown]
# Try all three curves, and look at the grey area outside $[0, 1]$ as well. On the smooth curve,
# once the towers are close together, halving the spacing cuts the error to about a quarter. The
# curve $\sqrt x$ is vertical at 0, so halving the spacing divides the error there by only
# $\sqrt 2$. At the jump from 0 to 1 the error never falls below ½: the sum of towers is continuous,
# so on one side of the jump it must be off by at least that much. Outside the interval there is no
# $f^*$ to follow, and the sum drops to 0.

# %% [markdown]
# This factor of a quarter is no accident. For a function with a continuous second derivative, the
# straight line between two points of its graph whose $x$-coordinates are $\delta$ apart is off by
# at most
#
# $$\tfrac18\,\delta^2 \max |f^{*\prime\prime}|.$$
#
# To see why, let $g$ be the curve minus the line, and let $|g|$ be largest at $x_0$, where $g' =
# 0$. At the nearer of the two points, a distance $d \le \delta/2$ away, $g = 0$. Taylor's theorem,
# applied between $x_0$ and this point, says that $0 = g(x_0) + \tfrac12 d^2 g''(\xi)$ for some
# $\xi$ in between, and $g'' = f^{*\prime\prime}$ because the second derivative of the line is 0. So
# $|g|$ is nowhere larger than $\tfrac12 (\delta/2)^2 \max |f^{*\prime\prime}|$.
#
# For our smooth curve $(1 + \sin 2\pi x)/2$, the maximum of $|f^{*\prime\prime}|$ is $(2\pi)^2/2$.
# With $\delta = 1/(K - 1)$ the bound is therefore $(2\pi/(K - 1))^2/16$.


# %%
def smooth(x):
    return (1 + np.sin(2 * np.pi * x)) / 2


fine = np.linspace(0, 1, 10_001)
for K in (5, 9, 17, 33, 65):
    points = np.linspace(0, 1, K)
    error = np.abs(np.interp(fine, points, smooth(points)) - smooth(fine)).max()
    print(f"{K:3} points: maximum error {error:.5f}, bound {(2 * np.pi / (K - 1)) ** 2 / 16:.5f}")

# %% [markdown]
# #### The same function with fewer units
#
# Using three ReLUs per tower is wasteful, because neighbouring hats bend at the same places. One
# unit per change of slope is enough.
#
# Take the points $(0, 1)$, $(1, 3)$, $(3, 2)$. The slopes between them are $\frac{3 - 1}{1} = 2$
# and $\frac{2 - 3}{2} = -\tfrac12$. Start at height 1, and let the first unit, which bends at 0,
# provide a slope of 2. That unit stays on beyond 1, so the second unit, which bends at 1, must
# provide the *change* from 2 to $-\tfrac12$:
#
# $$out = 1 + 2\,\mathrm{relu}(x) - \tfrac52\,\mathrm{relu}(x - 1).$$

# %%
x = np.array([0.0, 1.0, 2.0, 3.0])
print(1 + 2 * ff.relu(x) - 2.5 * ff.relu(x - 1))

# %% [markdown]
# #### Exercise: a network through given points
#
# Do this for any $K$ points. Return the parameters of a network with one hidden layer,
# $\mathrm{relu}(t\,w_1 + b_1)\,w_2 + b_2$, where `w1`, `b1` and `w2` have one entry for each unit
# and `b2` is a number. Only the network's values between the first and the last point matter.

# %% exercise="relu_interpolant"

# %% check="relu_interpolant"

# %% [markdown]
# With the slopes $s_k = (y_{k+1} - y_k)/(x_{k+1} - x_k)$ for $k = 1, \dots, K - 1$, one solution
# has $K - 1$ units:
#
# $$out(t) = y_1 + s_1\,\mathrm{relu}(t - x_1) + \sum_{k=2}^{K-1} (s_k - s_{k-1})\,\mathrm{relu}(t - x_k).$$
#
# All entries of $w_1$ are 1, the entries of $b_1$ are $-x_k$, and $w_2$ holds the changes in slope.
# With the shapes used in 6.2, $W_1$ is `(1, m)` and $W_2$ is `(m, 1)`. So a network with $m$ hidden
# units can pass exactly through any $m + 1$ points with distinct $x$, whether they lie on a smooth
# curve or are scattered at random. This is the one-dimensional version of the experiment with
# shuffled labels.
#
# Having more inputs does not make this harder: project the 500 images onto one random direction,
# and they become 500 distinct points on a line. Interpolating them takes 499 units, all of which
# use the same direction. The networks at the start of this section have only 200 units, but each
# unit has a direction of its own, given by 64 weights. That makes 15,010 parameters in all, or 30
# for each image. A count alone does not prove that 200 units are enough, but in the experiment they
# were.

# %% [markdown]
# ### What the theorem promises
#
# With your interpolant we can prove a famous theorem for the case of one input and ReLU. All we
# need is that a continuous function on a closed interval is *uniformly* continuous: if the spacing
# is small enough, $f^*$ changes as little as you like between neighbouring points, everywhere at
# once. A straight line between two nearly equal heights is then close to $f^*$ as well.

# %% [markdown]
# With several inputs, start from a classical fact: on a closed and bounded set, a suitable sum of
# waves $c \cos(w \cdot x + \varphi)$ comes as close to $f^*$ as you like. Each wave depends only on
# the number $w \cdot x$, so we are back to the case of one input, and ReLUs that all use the
# direction $w$ can follow the wave. In its general form, the theorem covers almost any activation:
#
# **Universal approximation theorem.** Let $f^*$ be continuous on a closed and bounded set and let
# $\varepsilon > 0$. If the activation is continuous and not a polynomial, there is a network with
# one hidden layer such that $|f(x; \theta) - f^*(x)| < \varepsilon$ for every $x$ in that set.

# %% [markdown]
# > **History.** The theorem has several authors, because it was proved step by step for wider and
# > wider classes of activations. @cybenko1989 and @hornik1989 proved it in the same year for
# > squashing functions such as the sigmoid, which rise from 0 to 1. @hornik1991 needed only a
# > continuous, bounded activation that is not constant. ReLU is unbounded, so none of these results
# > covers it directly. But $\mathrm{relu}(z) - \mathrm{relu}(z - 1)$ is a squashing function, so
# > Cybenko's theorem covers ReLU networks after all. @leshno1993 showed that a continuous
# > activation works if and only if it is not a polynomial. People often say that "a neural network
# > can approximate any function", and cite just one of these papers as the source for the whole
# > claim.

# %% [markdown]
# #### What it does not promise
#
# You will often read that one hidden layer is therefore enough. For approximating $f^*$ it is, but
# the theorem leaves much open:
#
# | the theorem | what it leaves open |
# | --- | --- |
# | is about continuous $f^*$ | jumps: the error at a jump is at least half its height |
# | is about a closed and bounded set | everything outside it, where the network may do anything |
# | says that *some* number of units is enough | how many: the number may be astronomical |
# | says that the weights *exist* | whether training finds them, and from how many samples |

# %% [markdown]
# You saw the first two in the explorer. The third is harmless with a single input, where reducing
# the error on a smooth curve a hundredfold costs only ten times as many units. But a grid with ten
# values for each of $M$ inputs has $10^M$ points, which is $10^{64}$ for images of 64 pixels, and
# $f^*$ may have a different height at every one of them.
#
# What is more, with two or more inputs one hidden layer cannot build even a single tower. With two
# inputs a unit bends along a whole line (with more, along a hyperplane), and the slope changes by
# the same amount all along this line. So if a sum of units is 0 outside some bounded region, it has
# no bends out there, hence none inside either, and it is 0 everywhere. The waves avoid this
# difficulty, because they do not vanish outside the set.
#
# The fourth row of the table is worth an experiment.

# %% [markdown]
# #### Weights that exist, and weights that are found
#
# We initialise a network of 20 hidden units as 6.2 recommends, with random weights and zero biases,
# and train it to follow the smooth curve. With 20 units you could *build* a network whose maximum
# error is at most $(2\pi/20)^2/16 \approx 0.0062$. What does training find, with five seeds and at
# two learning rates?


# %%
def maximum_error(shift, lr, seed):
    X, y = fine[::50, None] - shift, smooth(fine[::50, None])
    rng = np.random.default_rng(seed)
    how = dict(loss="mse", epochs=1000, lr=lr, optimizer="adam", rng=rng, progress=False)
    params, _ = ff.train(X, y, ff.init_params([1, 20, 1], rng), record_every=1000, **how)
    return float(np.abs(ff.predict(X, params, loss="mse") - y).max())


# %%
for lr in (0.02, 0.1):
    print(f"lr {lr}:", [round(maximum_error(0, lr, seed), 2) for seed in range(5)])

# %% [markdown]
# At the smaller rate all five networks miss the second half of the curve, and at the larger rate
# only two of the five follow the whole curve. The reason is that all biases are 0, so every unit
# bends at $x = 0$, at the very edge of the data. About half of the units have negative input
# weights. These units are off everywhere on $[0, 1]$, so training never changes them.

# %% [markdown]
# The other units are all on, so the graph starts as a straight line, and these units all see the
# same errors. At first, therefore, the sign of a unit's output weight alone decides whether its
# bend is pushed to the left, out of the interval, or to the right, into it. The bends that move
# into the interval stay close together: at the smaller rate almost all of them stop near $x = 0.2$,
# short of the peak at 0.25, and to the right of them the graph is still a straight line. At the
# larger rate, larger steps scatter the bends, and in two of the five networks one bend happens to
# end up near $x = 0.75$, where the curve is lowest.
#
# One cure is cheap: subtract the mean from every input, so that the bends start in the middle of
# the data. They still all start at one point, but now every unit is on over one half of the data,
# and whichever way a bend is pushed, it moves into the data.

# %%
for lr in (0.02, 0.1):
    print(f"lr {lr}, centred:", [round(maximum_error(0.5, lr, seed), 2) for seed in range(5)])

# %%
ff.figures.centred_inputs()

# %% [markdown]
# *Figure: Five networks of 20 units (seeds 0 to 4, learning rate 0.02) and, dotted, the curve that
# they were trained on. On the left the inputs are unchanged; on the right their mean has been
# subtracted, as in the cell above.*
#
# **Centre your inputs.** The maximum error is now 0.02 or 0.03 at the smaller rate, and at most
# 0.08 at the larger one. The advice is old [@lecun1998, section 4.3], takes one line to follow, and
# is easily forgotten. (Another cure is to spread the bends with random biases, as we do in *Bias
# and variance*.) The more general lesson is that good weights may exist without training ever
# finding them. Finding them is the subject of 6.6 to 6.8.

# %% [markdown]
# ### Folding: what depth buys
#
# If one hidden layer can approximate any continuous function, why use more? Return to the XOR
# network, and feed the same number $x$ into both inputs. Then $x_1 + x_2 = 2x$, and the network
# computes the **tent map**
#
# $$t(x) = \mathrm{relu}(2x) - 2\,\mathrm{relu}(2x - 1) = 2\min(x, 1 - x) \quad \text{for } 0 \le x \le 1.$$
#
# The tent maps $x$ and $1 - x$ to the same number and stretches each half over the whole of
# $[0, 1]$, so it *folds* the interval in the middle. Whatever a later layer does to the folded
# interval, it does to both halves. A second tent, applied to the output of the first, therefore
# appears twice.

# %%
x = np.arange(9) / 8
t = ff.relu(2 * x) - 2 * ff.relu(2 * x - 1)
print("x   ", x)
print("t(x)", t)

# %% [markdown]
# #### Exercise: the sawtooth
#
# Apply the tent to the row $t(x)$ once more, on paper: how many times does the result rise and
# fall? Then write the function that applies the tent `depth` times.

# %% exercise="sawtooth"

# %% check="sawtooth"

# %%
ff.figures.sawtooth_folds()

# %% [markdown]
# *Figure: The tent applied once, twice, three times and four times. Each layer of two units doubles
# the number of pieces, which are marked by alternating shaded and white stripes.*
#
# The sawtooth is an ordinary feedforward network with a hidden layer of two units for each fold.
# Between two tents, the product of the output weights $(1, -2)$ of one and the input weights
# $(2, 2)$ of the next is a matrix with rows $(2, 2)$ and $(-4, -4)$ (the `collapse` of 6.1):

# %%
depth = 4
between = (np.array([[2, 2], [-4, -4]]), np.array([0, -1]))
first, last = (np.array([[2, 2]]), np.array([0, -1])), (np.array([[1], [-2]]), np.array([0]))
params = [first] + [between] * (depth - 1) + [last]
out, _ = ff.forward(np.linspace(0, 1, 17)[:, None], params, ff.relu)
print(ff.count_parameters([1] + [2] * depth + [1]), "parameters:", out[:, 0])

# %%
ff.ask("units_for_folds")

# %%
ff.explore_pieces(sawtooth)

# %% [markdown]
# #### Why a single layer cannot keep up
#
# A network with one hidden layer has at most one bend per unit, so $m$ units make at most $m + 1$
# pieces. The sawtooth of depth $d$ has $2^d$ pieces, so one layer needs at least $2^d - 1$ units.
# In fact it needs one more unit, which bends at 0 and provides the first slope. That is why 6 units
# make only 6 pieces in the explorer.
#
# <details><summary>Why one more?</summary>
#
# With exactly $2^d - 1$ units, every unit would have to provide one of the bends, at which the
# slope changes by $\pm 2 \cdot 2^d$. A unit is flat on one side of its bend, so if this is the
# right-hand side, the unit's slope on the left is $\pm 2 \cdot 2^d$. The slope of the first piece
# would be a sum of such slopes, and hence a multiple of $2 \cdot 2^d$. But it has to be $2^d$. (For
# $d = 1$ this says that a single ReLU cannot draw a tent.)
#
# </details>

# %% [markdown]
# Could fewer units at least come *close*? Suppose that the output of a network with one hidden
# layer differs from the sawtooth by less than ½ everywhere on $[0, 1]$. The sawtooth alternates
# between 0 and 1 at the $2^d + 1$ points $0, 2^{-d}, 2 \cdot 2^{-d}, \dots, 1$, so the output is
# alternately below and above ½ there. Because it is continuous, it must cross ½ between any two
# neighbours, which makes $2^d$ crossings. But a straight piece crosses ½ at most once, so the
# output needs $2^d$ pieces as well. With fewer pieces, the error is at least ½ somewhere, which is
# no better than that of the constant function ½.

# %%
for d in (3, 6, 10, 20):
    deep, wide = ff.count_parameters([1] + [2] * d + [1]), ff.count_parameters([1, 2**d, 1])
    print(f"d = {d:2}: {2**d:7} pieces; {deep:3} parameters in {d} layers, {wide:7} in one")

# %% [markdown]
# > **History.** @montufar2014 used the same folding argument to count how many *linear regions*
# > deep ReLU networks can have; with a single input, these are our straight pieces. @telgarsky2016
# > used the sawtooth and the crossing argument to prove that some deep networks cannot be
# > approximated by much shallower ones unless the shallower ones are exponentially larger.
#
# It is often said that shallow and deep networks are equally expressive. With an unlimited number
# of units they are, but with the same budget they are not. The deep network pays for its advantage:
# its many pieces depend on each other (in the sawtooth they are copies of each other), while a wide
# layer can place each of its few bends where it likes. So depth helps with some functions, for
# example those that repeat themselves.

# %% [markdown]
# #### What depth makes possible, and what usually happens
#
# The sawtooth was built by hand. What does a random deep network do? The code after the next
# question arranges 16 hidden units in three ways, draws weights and biases at random, and counts
# the pieces between −3 and 3.

# %%
ff.ask("random_pieces")

# %%
line = np.linspace(-3, 3, 6001)[:, None]
for sizes in ([1, 16, 1], [1, 8, 8, 1], [1, 4, 4, 4, 4, 1]):
    pieces = []
    for seed in range(100):
        rng = np.random.default_rng(seed)
        params = [(W, rng.normal(size=b.shape)) for W, b in ff.init_params(sizes, rng)]
        out, cache = ff.forward(line, params, ff.relu)
        on = np.concatenate([h > 0 for h, _ in cache], axis=1)  # which units are on, at each x
        straight = (on[1:] == on[:-1]).all(axis=1)  # no unit switches within the step
        slopes = np.diff(out[:, 0])[straight]
        pieces.append(1 + (np.abs(np.diff(slopes)) > 1e-9).sum())
    print(f"{sizes}: {np.mean(pieces):.1f} pieces on average, {max(pieces)} at most")

# %% [markdown]
# On average there is less than one piece per unit, and the deepest of the three networks has the
# fewest. @hanin2019 proved that this is typical: along a line, the average number of pieces of a
# random network grows only linearly with the number of units. Depth makes many pieces *possible*,
# but whether a network has them depends on whether the data call for folds and whether training
# finds those folds.

# %% [markdown]
# ### A rule of thumb, put to the test
#
# It is often said that in practice several hidden layers work much better than one, or, more
# precisely, that *three layers beat two, while a fourth, fifth or sixth adds little*. This rule,
# which is usually traced to the notes for @cs231n, counts layers of weights. We count hidden
# layers, so for us it says that two beat one, and that further layers hardly help.

# %% [markdown]
# Such a rule is a hypothesis about data and training. On the short spirals of 6.2 it held. We now
# test it on longer ones: three arms of three turns each. Every depth gets at most 600 parameters
# and, as before, its own best learning rate. We choose this rate from five candidates (starting
# values, from which the rate falls during training) by accuracy on 1000 *validation* samples. These
# serve no other purpose, because a rate looks better than it is on the samples used to choose it
# (see Part 2). The networks trained at the chosen rate (ten seeds per depth) are judged on 1000
# held-out samples. The results are stored; `make experiments` recomputes them in four minutes.

# %%
ff.ask("best_depth")

# %%
spirals = ff.experiment("depth_against_width")
for depth, row in enumerate(spirals.best("depth", by="validation"), 1):
    runs, lr = spirals["held_out"][row], spirals["lr"][row]
    spread = f"standard deviation {runs.std(ddof=1):.3f}, lowest {runs.min():.3f}"
    print(f"depth {depth}, rate {lr:.4f}: held-out accuracy {runs.mean():.3f} ({spread})")

# %%
ff.figures.depth_on_spirals()

# %% [markdown]
# *Figure: Networks with at most 600 parameters and one to four hidden layers, each trained at its
# best rate on the same samples (a single run, seed 0). Look at the centre, where the arms are close
# together.*
#
# **On these spirals, half of the rule holds.** Two hidden layers beat one, as the rule says: the
# accuracy rises from 80.7% to 92.6%. But a third layer raises it further, to 95.3%. This is not
# luck: both steps are improvements for every one of the ten seeds. (Each seed has its own samples,
# which all depths share, and its own initial weights.) The accuracy levels off at three hidden
# layers, one layer later than the rule says. With six layers of nine units the mean falls back, and
# one of the ten runs fails altogether (60%). A plausible reason for the success of depth is that,
# like the sawtooth, a spiral repeats itself as it winds outwards, so there is something to fold.

# %% [markdown]
# #### Where the rule does not hold
#
# Now we apply the same protocol to two real data sets: 1797 images of digits (at most 5000
# parameters per network) and 178 wines (at most 1000). Each wine was made from one of three grape
# varieties and is described by 13 measurements. Half of the samples are used for training and a
# quarter for validation; the last quarter is held out. Each seed has its own split.

# %%
ff.figures.depth_at_equal_budget()

# %% [markdown]
# *Figure: Held-out accuracy of networks with one to six hidden layers and equal budgets, each depth
# at the rate that was best on the validation samples. Each dot is a run (ten seeds), and each bar
# is a mean. Note that the three panels have different scales.*

# %% [markdown]
# On the digits, no deeper network beats one hidden layer with the same budget. Two or three layers
# differ from one by less than the spread of the runs, and four, five and six layers do worse than
# one for *every* seed. On the wines no depth stands out: all differences are smaller than the
# spread, and with only 45 held-out wines in each run, a single wine changes the accuracy by more
# than two points. (There the largest of the five rates was usually the best, so an even larger one
# might have done a little better.) All but two of these 120 networks classify all of their training
# samples correctly, so a lack of parameters is not what holds the deeper ones back. One hidden
# layer is simply enough here: it already classifies 96% of the new wines and 97% of the new digits
# correctly.

# %% [markdown]
# In the explorer you can compare any two depths. The columns *above* and *below* count the seeds
# for which a depth beats the one it is compared with, and those for which it loses. A difference
# that has the same sign for all ten seeds can hardly be luck.

# %%
names = {"spirals": "depth_against_width", "digits": "depth_on_digits", "wine": "depth_on_wine"}
scores = {}
for data, name in names.items():
    stored = ff.experiment(name)
    best = stored.best("depth", by="validation")
    scores[data] = {f"depth {L}": stored["held_out"][row] for L, row in enumerate(best, 1)}
ff.explore_scores(scores)

# %% [markdown]
# #### What others report
#
# Others have found that on large tables of categorical data a few hidden layers help, but adding
# many more does not. One example is **click-through rate** (CTR) prediction: will somebody click on
# an advertisement? @guo2017 found on click data that the first few layers helped, while further
# layers made the predictions worse. Google used three hidden layers for the closely related task of
# recommending apps in its store [@cheng2016].
#
# On a table with a few hundred rows, try one and two hidden layers, both tuned and run with several
# seeds, and keep the simpler network if you see no difference. A validation set taken from so few
# rows is too small to be reliable, so use **cross-validation**: split the rows into, say, five
# parts, train five times, each time with a different part set aside for validation, and average the
# five results.

# %% [markdown]
# Unlike most tables, images are deeply structured. The same small patterns, such as edges and
# corners, appear everywhere in a picture, and combine at several scales into eyes and faces.
# **Convolutional networks**, whose layers look at small patches and use the same weights for every
# patch, are built for this structure, and they do benefit from depth. @simonyan2015 found 16 layers
# clearly better than 11, and @he2016 went up to 152 with the help of *skip connections*, which
# carry a signal past a few layers at a time. Convolution is not part of this book; our networks see
# an image as a list of 64 numbers.

# %% [markdown]
# ### Part 1 in short
#
# One hidden layer of ReLUs can follow any continuous function on a closed and bounded set as
# closely as you like. The theorem does not say how many units that takes, and training may fail to
# find weights that exist. Depth folds the input, so a deep network can have exponentially many
# pieces. Whether that helps depends on the data, and only a fair experiment can tell.
#
# > **Halfway.** You have three of the six exercises behind you, and this is a good place for a
# > break. When you come back, run the cell with the imports at the top of the notebook. Part 2
# > needs nothing else from Part 1.

# %% [markdown]
# ## Part 2. What should a network learn?
#
# When we built networks by hand in Part 1, we knew $f^*$, and we wanted them to follow it as
# closely as possible. Real data are $f^*$ plus **noise**: measurements fluctuate, and labels are
# sometimes wrong.
#
# From now on we need three sets of samples: the **training set**, from which the network learns;
# the **validation set**, on which we compare settings; and the **test set** of new samples, held
# out to judge the final result. All three must be drawn independently from the same source (the
# same *distribution*), because otherwise the loss on one of them would tell us little about the
# loss on the others.
#
# Here are 100 noisy samples, and four networks that follow them more and more closely.

# %%
ff.figures.decision_boundaries()

# %% [markdown]
# *Figure: 100 noisy samples of two half moons, and networks with 1, 3, 10 and 50 units in one
# hidden layer that were trained on them (one run each, seed 0). As the width grows the boundary
# becomes more intricate, and the training accuracy rises at every step. The accuracy on new samples
# changes little (its standard deviation from run to run is about two points), but from 3 units
# onwards, the loss on new samples rises at every step. The last experiment of this section finds
# the same rise in the mean loss over 20 seeds.*

# %% [markdown]
# Which of the four do you want? Not the first: its boundary is a straight line, which cannot follow
# the moons, so it misclassifies almost a fifth of its own training samples. Not the last either,
# although it has the best training accuracy. Its loss on new samples (the cross-entropy, which 6.5
# introduces) is 1.07, because when this network is wrong, it is often very sure of itself. Giving
# both classes a probability of ½ everywhere would cost only $\log 2 \approx 0.69$. The second
# network does best on new samples, by loss and by accuracy. The rest of Part 2 explains what went
# wrong with the wide ones, and how to prevent it without giving up the width.

# %% [markdown]
# ### Memorising the noise
#
# The range of functions that a network can represent with some setting of its parameters is called
# its **capacity**. More units or more layers mean more capacity. A network with too little capacity
# cannot even follow $f^*$; this is called **underfitting**. A network with a lot of capacity can
# follow $f^*$ *and* the noise. Its loss on the training samples keeps falling while its predictions
# on new samples get worse: this is **overfitting**. The shuffled digits were the extreme case, in
# which there was nothing but noise.
#
# To notice overfitting you need samples that the network does not learn from, such as the
# validation set. Here are 60 samples for training and 300 for validation, and a network with two
# hidden layers of 50 units, trained for 200 *epochs*, or passes over the training samples:

# %%
rng = np.random.default_rng(1)
(X, y), validation, _ = ff.moons(rng, N=360, noise=0.3, held_out=300 / 360)
params = ff.init_params([2, 50, 50, 2], rng)
how = dict(epochs=200, lr=0.02, optimizer="adam", validation=validation, progress=False)
params, history = ff.train(X, y, params, rng=rng, **how)
for epoch in (1, 20, 44, 100, 200):
    loss, val_loss = history["loss"][epoch - 1], history["val_loss"][epoch - 1]
    print(f"epoch {epoch:3}: training loss {loss:.3f}, validation loss {val_loss:.3f}")

# %%
ff.figures.training_and_validation()

# %% [markdown]
# *Figure: The two losses in the same run. After a bumpy start they fall together until the network
# has found the moons. From then on it can lower the training loss only by fitting the noise, and
# the validation loss climbs. (At first the validation curve is the lower one, because these 60
# training samples happen to be harder than most.)*
#
# The cross-entropy is very large when the network is certain and wrong. That is why the validation
# loss climbs so steeply: towards the end the network is almost certain about most samples, whether
# it is right or wrong.
#
# Four changes might help: fewer units; an *L2 penalty*, which makes large weights expensive;
# *dropout*, which trains with some of the units missing (here half of them); and more samples.

# %%
ff.ask("what_helps_most")

# %%
ff.explore_capacity()

# %% [markdown]
# The explorer retrains the network whenever you move a control. Its samples and initial weights are
# different from those of the run above, so its losses are different too. It also draws the best
# possible boundary, which is computed from the true probabilities of the two classes, and thin grey
# lines where the network is 90% certain of one class. Press the four buttons in turn and write down
# two validation losses for each, the last and the lowest. Then set *loss over* to *width*, and
# after that to *L2*, to see which value of each is best.

# %% [markdown]
# At the end of training L2 has the lowest validation loss of the four, and not only in this run:
# with 20 seeds, it comes first 18 times. But this comparison is not really fair: all the other
# networks were trained for too long, while the one with L2 hardly needs to be stopped early. At
# their lowest points the larger training set and L2 are too close for a single run to rank them.
# The second half of Part 2 explains L2 and dropout, and compares all four changes again, each at
# its best setting.

# %% [markdown]
# ### Bias and variance
#
# Why does too much capacity hurt? Imagine that you could repeat the experiment: draw a new training
# set, train the same network, and look at its output at one point $x$. Write $f$ for this single
# number, which depends on the training set and the initial weights, $\bar f$ for its mean over all
# repetitions, and $f^*$ for $f^*(x)$. A new measurement at $x$ is $y = f^* + e$, with independent
# noise $e$ of mean 0 and variance $\sigma^2$. Then
#
# $$f - y = \underbrace{(\bar f - f^*)}_{\text{fixed}} + \underbrace{(f - \bar f)}_{\text{mean } 0} - \underbrace{e}_{\text{mean } 0}.$$
#
# Square this and take the mean, written $E$, over the repetitions and the noise. The three cross
# terms vanish, because a fixed number times something of mean 0 has mean 0, and because $e$ is
# independent of $f$:
#
# $$E\big[(f - y)^2\big] = \underbrace{(\bar f - f^*)^2}_{\text{bias}^2} + \underbrace{E\big[(f - \bar f)^2\big]}_{\text{variance}} + \sigma^2.$$

# %% [markdown]
# The **bias** says how wrong the network is on average; too little capacity makes it large. The
# **variance** says how much the result depends on the accident of *these* samples and *these*
# initial weights. A network that follows the noise follows different noise in every training set,
# which adds to the variance. *Regularisation*, which we come to below, trades one against the
# other: it makes the network less sensitive to its samples, which lowers the variance, but it also
# keeps the network from following them closely, which may raise the bias. The last term,
# $\sigma^2$, is the variance of the noise, which nobody can predict.
#
# A stored experiment repeats the training in just this way: for each of ten widths it trains 40
# networks, each with its own initial weights and its own training set of 20 noisy samples of
# $\sin 3x + x/2$ (with $\sigma = 0.3$).

# %%
stored = ff.experiment("bias_and_variance")
grid = np.linspace(-2, 2, 41)
target = np.sin(3 * grid) + grid / 2
for width, fits in zip(stored["width"], stored["fit"], strict=True):
    bias_2 = np.mean((fits.mean(axis=0) - target) ** 2)
    variance = np.mean(fits.var(axis=0, ddof=1))  # dividing by 39 makes the estimate unbiased
    print(f"{width:3} units: bias^2 {bias_2:.3f}, variance {variance:.3f}")

# %%
ff.figures.bias_and_variance()

# %% [markdown]
# *Figure: The fits of the stored experiment. Thin lines are individual fits, 12 of the 40 at each
# width, and thick lines are means over all 40. The panel on the right shows squared bias, variance
# and their sum, averaged over* $x$, *against the width. (Each squared bias is too large by about
# 0.003, because the mean is taken over only 40 networks.)*
#
# Textbooks draw this picture with a variance that grows and grows, so that the sum has a valley at
# the right capacity. At the left end of our picture the variance does grow, until the width reaches
# four units. Beyond that, although only the wide networks can follow the noise, the variance
# *falls*, apart from small rises: with 100 units it is 0.117, less than with two (0.125). To find
# out why, we split the variance in two. The part due to the initial weights is what remains if we
# train several times on the *same* 20 samples, from different initial weights. The rest is due to
# the samples.


# %%
def fit_again(width, samples, weights):
    rng = np.random.default_rng(samples)
    X = rng.uniform(-2, 2, (20, 1))
    y = np.sin(3 * X) + X / 2 + rng.normal(0, 0.3, X.shape)
    rng = np.random.default_rng(weights)
    (W, _), output = ff.init_params([1, width, 1], rng)
    params = [(W, -W[0] * rng.uniform(-2, 2, width)), output]  # the bends start spread out
    how = dict(loss="mse", epochs=2000, lr=0.02, lr_decay=0.998, optimizer="adam", progress=False)
    params, _ = ff.train(X, y, params, rng=rng, record_every=2000, **how)
    return ff.predict(grid[:, None], params, loss="mse")[:, 0]


# %%
for width in (2, 4, 20):
    fits = [[fit_again(width, samples, weights) for weights in range(5)] for samples in range(8)]
    alone = np.var(fits, axis=1, ddof=1).mean()
    print(f"{width:2} units: variance from the initial weights alone {alone:.3f}")

# %% [markdown]
# With two units practically all of the variance comes from the initial weights, and with four units
# about half of it does, because there are only a few bends and luck decides where training leaves
# them. With 20 units most of it comes from the samples. So, as the width grows, the part due to the
# initial weights falls while the part due to the samples rises, and the total need not rise.
# @geman1992 described the bias–variance dilemma. Only much later did @neal2018, who split the
# variance into the same two parts, notice that very wide networks can escape it.

# %% [markdown]
# #### Double descent
#
# A simpler model shows how more width can help. Keep the hidden layer at its random initial weights
# and fit only the output weights, by least squares, to $N = 400$ digits. We count only units that
# are on for at least one of these digits. With $m < N$ units the fit cannot, in general, pass
# through all samples. With $m > N$ infinitely many sets of weights fit every sample, and
# `np.linalg.lstsq` returns the set whose weights have the smallest sum of squares. At $m = N$ there
# is, in general, exactly one solution, so there is no choice.

# %%
ff.ask("beyond_interpolation")

# %%
(X, y), (X_new, y_new), _ = ff.digits(np.random.default_rng(0))
X, Y, Y_new = X[:400], np.eye(10)[y[:400]], np.eye(10)[y_new]


def random_units(m, seed):
    rng = np.random.default_rng(seed)
    W, b = rng.normal(0, 64**-0.5, (64, 2 * m)), rng.normal(0, 0.5, 2 * m)
    Z, Z_new = ff.relu(X @ W + b), ff.relu(X_new @ W + b)
    used = np.flatnonzero(Z.any(axis=0))[:m]  # the first m units that are on for some sample
    weights = np.linalg.lstsq(Z[:, used], Y, rcond=None)[0]
    return np.mean((Z_new[:, used] @ weights - Y_new) ** 2), np.abs(weights).max()


# %%
for m in (100, 400, 1200):
    errors, sizes = np.transpose([random_units(m, seed) for seed in range(3)])
    print(f"m = {m:4}: errors on new digits {errors.round(3)},", end=" ")
    print(f"median of the largest weight {np.median(sizes):.2f}")

# %%
ff.figures.double_descent()

# %% [markdown]
# *Figure: Training error and error on new samples against the number of random units (both axes are
# logarithmic, but a training error of 0 is drawn at the bottom, below the break in the axis). The
# curves are medians over three draws of digits and weights. These draws are not the ones used in
# the code, so the peak has a different height. The second descent, to the right of the peak, ends
# lower than the first.*
#
# <details><summary>Why is the first of the three errors at m = 100 so large?</summary>
#
# One unit of that draw is on for just one of the 400 digits, and its output there is only 0.007. To
# fit that one digit better, least squares gives the unit a weight of 54, which does great harm on
# new digits that switch the unit on more strongly. The large weight of 31.69 printed for $m = 100$
# has the same cause. Without the units that are on for at most three digits, all three errors are
# about 0.03, and no weight exceeds 3.
#
# </details>

# %% [markdown]
# At $m = N$ the only solution that passes through all samples needs enormous weights and swings
# wildly between the samples. (How wildly depends on the draw, so do not rely on the height of the
# peak.) With more units there is a choice, and the smallest of the many solutions tends to be
# smooth, because small output weights give small slopes. With 1200 units the error is only 0.02. So
# capacity alone does not decide the outcome; *which* of the possible solutions the method picks
# matters just as much. @belkin2019 named the effect **double descent** and found it in trained
# networks as well. Large networks can still overfit, as the moons showed, but "too many parameters"
# is not a diagnosis.

# %% [markdown]
# ### Regularise: L2, dropout, early stopping
#
# A smaller network is one way to prevent overfitting. Another is to keep the network large and to
# influence which of its many possible functions training picks. Anything that serves this purpose
# is called **regularisation**. It makes some functions less likely than others, but it does not
# make them impossible: the networks of @zhang2017 could fit random labels even with regularisation.
# We look at three methods, each in a few lines of code. (For images there is a fourth, **data
# augmentation**: train on copies that have been shifted, rotated or cropped so slightly that their
# labels still apply.)

# %% [markdown]
# #### L2: large weights cost something
#
# A function that bends around individual noisy samples must be steep. The slope of a network with a
# single hidden unit is $w_1 w_2$ where the unit is on; with more units and layers it is a sum of
# such products of weights, one for each path through units that are on. So we make large weights
# expensive: instead of the loss $J$ alone, we minimise
#
# $$J + \frac{\lambda}{2} \sum_{l} \sum_{i,j} W_{l,ij}^2.$$
#
# The second term is the **L2 penalty**, and $\lambda \ge 0$ sets its strength. Biases are left out,
# because they do not appear in the products of weights that make up a slope. They determine where
# the function bends and how far it is shifted up or down.

# %%
ff.figures.l2_sweep()

# %% [markdown]
# *Figure: A network with two hidden layers of 50 units and an L2 penalty at four strengths (one run
# each, the same 100 samples). With a stronger penalty the boundary no longer bends around
# individual samples; with too strong a penalty it cannot even follow the moons.*
#
# Training moves each parameter in the direction opposite to the derivative of the loss, so it needs
# the **partial derivatives** of the penalty as well: one for each parameter, taken with all the
# others held fixed. (Together the partial derivatives form the *gradient*.)

# %% [markdown]
# #### Exercise: the L2 penalty
#
# How many squared terms in the sum contain a given entry $W_{l,ij}$? Return the penalty and its
# derivatives, which should have the same form as `params`.

# %% exercise="l2_penalty"

# %% check="l2_penalty"

# %% [markdown]
# Only one term contains a given entry, so
#
# $$\frac{\partial}{\partial W_l}\,\frac{\lambda}{2}\sum W^2 = \lambda W_l, \qquad \frac{\partial}{\partial b_l}\,\frac{\lambda}{2}\sum W^2 = 0.$$
#
# What does the penalty do on its own? Here are ten steps of gradient descent (6.6),
# $W \leftarrow W - \eta\, dW$, with a learning rate of $\eta = 0.1$ and $\lambda = 1$:

# %%
params = [(np.array([[2.0, -4.0]]), np.array([5.0, 5.0]))]
for _ in range(10):
    (W, b), (dW, db) = params[0], ff.l2_penalty(params, 1.0)[1][0]
    params = [(W - 0.1 * dW, b - 0.1 * db)]
print("W", params[0][0], " b", params[0][1], " 0.9 ** 10 =", round(0.9**10, 4))

# %% [markdown]
# Each step multiplies every weight by $1 - \eta\lambda$, which is why the penalty is also called
# **weight decay**. A weight that no sample needs decays to 0, while one that many samples need is
# held in place by $J$. (This holds for plain gradient descent. Adam (6.6), the optimiser of our
# experiments, rescales the gradient of the penalty together with that of $J$, so the penalty no
# longer acts as a plain decay; AdamW [@loshchilov2019] makes the decay a separate step.)
#
# What does the penalty do to bias and variance? If we repeat the experiment on 20 noisy samples
# with $\lambda = 0.001$, the variance of the networks with 100 units falls from 0.117 to 0.090, and
# their squared bias rises from 0.009 to 0.022. The penalty trades variance for bias, and the sum
# falls from 0.126 to 0.112.

# %% [markdown]
# #### Dropout: train with some of the units missing
#
# **Dropout** [@hinton2012; @srivastava2014] sets hidden units to 0 at random, with a new draw for
# each sample in each update. Within one update, every sample therefore trains its own *thinned*
# network; with $m$ hidden units there are $2^m$ possible thinned networks, and they all share their
# weights. Its inventors argue that this helps because a unit can then no longer rely on any
# particular other unit to correct its mistakes.

# %%
ff.figures.dropout()

# %% [markdown]
# *Figure: Three passes through the same network with dropout. Crosses mark dropped units.*
#
# At test time every unit is kept. During training we therefore scale up the outputs of the units
# that are kept, so that the next layer receives the same input on average. Suppose that a quarter
# of the units are dropped, and that ReLU gives $Z = 3$ for one unit. If the unit outputs 4 in the
# three quarters of cases in which it is kept, its average is
# $\tfrac34 \cdot 4 + \tfrac14 \cdot 0 = 3$, as it would be without dropout. Scaling during
# training instead of at test time is called *inverted* dropout.

# %% [markdown]
# #### Exercise: dropout
#
# `drop` is the probability that an entry is dropped. (Some texts use $p$ for the probability that
# it is *kept*; check before you copy a value.) The **mask** has the shape of $Z$, and each of its
# entries is drawn independently and is either 0 or the factor that preserves the mean. What is this
# factor for an arbitrary `drop`?

# %% exercise="dropout_forward"

# %% check="dropout_forward"

# %% [markdown]
# For one entry, with $d$ short for `drop`,
#
# $$mask = \begin{cases} 0 & \text{with probability } d, \\ \dfrac{1}{1 - d} & \text{with probability } 1 - d, \end{cases}
# \qquad E[mask \cdot Z] = (1 - d)\,\frac{Z}{1 - d} = Z.$$

# %%
ff.ask("raised_dropout")

# %%
ff.explore_dropout(dropout_forward)

# %% [markdown]
# Press *all passes*. With one hidden layer the output jumps from pass to pass, but its mean
# approaches the output without dropout, which is what the factor is for. Now set *layers* to 2 and
# raise `drop`: the mean no longer settles at that value, because the second ReLU acts on sums that
# the first mask has made random, and the mean of the ReLU of a random quantity is in general not
# the ReLU of its mean. So the average is preserved exactly through one layer, and only
# approximately through several.

# %% [markdown]
# #### Early stopping: keep the best epoch
#
# The validation loss falls and then turns upwards. So keep the parameters of the epoch in which it
# was lowest, and stop when you are fairly sure that it will not fall any further. This is **early
# stopping**. The curve is jagged, so a single rise proves nothing. Training therefore stops only
# after a fixed number of epochs in a row without a new minimum; this number is called the
# **patience**. (@prechelt1998 compares several rules of this kind.)
#
# #### Exercise: early stopping
#
# Take the losses 0.9, 0.7, 0.8, 0.75, 0.6 and a patience of 2, and count epochs from 0, like the
# entries of a list. Epoch 1 brings the loss down to 0.7, and epochs 2 and 3 are no better. Training
# stops there and never sees the 0.6, so the best epoch it has seen is epoch 1. Write a function
# that finds this best epoch for any losses and any patience.

# %% exercise="early_stopping_epoch"

# %% check="early_stopping_epoch"

# %% [markdown]
# Here the rule is applied to the 200-epoch run from the start of Part 2. `ff.train` does the same
# if you pass it `patience=`, and then returns the parameters of the best epoch.

# %%
losses = history["val_loss"]
for patience in (1, 5, 20, 50):
    best = ff.early_stopping_epoch(losses, patience)
    print(f"patience {patience:2}: best epoch {best + 1:3}, validation loss {losses[best]:.3f}")
print(f"without stopping: validation loss {losses[-1]:.3f}; lowest of all {min(losses):.3f}")

# %% [markdown]
# ### A fair comparison
#
# The notes for @cs231n advise us never to cure overfitting by making the network smaller, but to
# keep it large and regularise it, for example with L2 or dropout. Their reason is that small
# networks are harder to train. Moreover, the strength of a regulariser can be set more finely than
# the number of units.
#
# We test this advice in the same way as we tested depth. The data are 100 noisy samples of two
# moons, the network has one hidden layer of 200 units, and we make one change at a time:
#
# - fewer units: 2, 3, 5, 10 or 20,
# - an L2 penalty: $\lambda$ = 0.001, 0.003, 0.01 or 0.03,
# - dropout: `drop` = 0.2, 0.5 or 0.8,
# - more samples: 200 or 400.
#
# For each change, the setting with the lowest mean loss on 1000 validation samples is judged on
# 1000 held-out samples, both at the *end* of training and at the epoch with the lowest validation
# loss. (Early stopping therefore uses 1000 extra labels in every run.) Here are four of the twenty
# seeds, at the settings that turn out best at the end of training:


# %%
def moons_loss(seed, width=200, **change):
    data = ff.moons(np.random.default_rng(seed), 2400, 0.3, held_out=2000 / 2400)
    X, y = data.train[0][:100], data.train[1][:100]
    # The first 1000 held-out samples are the validation samples.
    X_new, y_new = data.held_out[0][1000:], data.held_out[1][1000:]
    rng = np.random.default_rng(seed)
    how = dict(epochs=600, lr=0.02, optimizer="adam", record_every=600, progress=False)
    params, _ = ff.train(X, y, ff.init_params([2, width, 2], rng), rng=rng, **how, **change)
    return ff.cross_entropy(ff.forward(X_new, params, ff.relu)[0], y_new)


# %%
changes = {
    "200 units": {},
    "3 units": {"width": 3},
    "L2": {"l2": 0.003},
    "dropout": {"dropout": 0.8},
}
for name, change in changes.items():
    scores = [moons_loss(seed, **change) for seed in range(4)]
    low, high = min(scores), max(scores)
    print(f"{name:9}: mean loss on new samples {np.mean(scores):.2f}, from {low:.2f} to {high:.2f}")

# %% [markdown]
# The losses of the individual dropout runs range from 0.32 to 1.23, so a mean over four seeds
# depends heavily on which four they are. The stored experiment has all 20 seeds and all settings:

# %%
brakes = ff.experiment("brakes")
print("              end of training              early stopping")
print("change      best   loss  accuracy       best   loss  accuracy")
for change in ("none", "width", "l2", "dropout", "samples"):
    rows = [i for i, setting in enumerate(brakes.settings) if setting["change"] == change]
    print(f"{change:8}", end="")
    for when in ("end", "stopped"):
        best = min(rows, key=lambda i: brakes[f"{when}_validation_loss"][i].mean())
        loss, right = brakes[f"{when}_held_out_loss"][best], brakes[f"{when}_accuracy"][best]
        value = brakes.settings[best]["value"] or "-"
        print(f"{value:>8}{loss.mean():7.3f}{right.mean():10.3f}", end="   ")
    print()

# %%
ff.figures.regularisers()

# %% [markdown]
# *Figure: The loss on new samples for each change at its best setting, at the end of training
# (discs) and with early stopping (rings); small marks are individual seeds and large marks are
# means. The dashed line marks the mean of the large network with early stopping.*

# %% [markdown]
# Look at the discs first. At the end of training the L2 penalty clearly wins: it beats the best
# small network, and even the network trained on four times as many samples, for 19 of the 20 seeds
# in each case. The unchanged network classifies 88% of the new samples correctly, and yet its loss
# of 0.85 is above the 0.69 that probabilities of ½ would cost.
#
# Now look at the rings. Early stopping alone brings that loss down to 0.29, and the order changes:
# the network with four times as many samples comes first, and L2 with 100 samples is hardly worse
# (it even wins for 9 of the 20 seeds). Dropout, which was invented for much larger networks than
# this one, adds little to what early stopping has already gained.
#
# (Some of the best settings lie at the edge of their grid: `drop` = 0.8 at the end of training, 20
# units with early stopping, and 400 samples in both cases. A wider grid might improve these three.)

# %% [markdown]
# So is **regularise rather than shrink** good advice? For L2 it is: its loss is lower than that of
# the best width, both at the end of training and with early stopping. For dropout it depends on
# what you measure. At the end of training its loss is higher than that of the best width, but its
# accuracy, 0.895, is about the same as the best that any width reaches. (That is 0.889, with 10
# units. The table lists 3 units, which have a lower loss.)
#
# The two measures disagree because the cross-entropy punishes overconfidence, to which the larger
# networks are more prone, while accuracy only asks which class is ahead. With early stopping, by
# contrast, the network of the best width, the one with dropout and the unchanged one hardly differ.
#
# *Never shrink* is too strong in any case, because with early stopping 20 units do at least as well
# as 200, and a small network is cheap. Whatever you compare, compare each method at its own best
# setting.

# %% [markdown]
# #### Three sets of samples
#
# Who chose $\lambda$? The validation samples did, and that is why the losses in the figure come
# from other samples. The setting that did best on a set of samples looks better on that set than it
# really is, because among many settings a few are always lucky. So use the training set for the
# weights; the validation set for every other choice, such as width, depth, $\lambda$, `drop`, the
# learning rate, and when to stop; and the test set only once, at the very end. In practice the
# validation set is usually smaller than the training set. Ours was ten times as large, a luxury
# that kept the comparison clear.
#
# Settings that are chosen rather than learned, such as width and $\lambda$, are called
# **hyperparameters**.

# %% [markdown]
# ### Part 2 in short
#
# A network with capacity to spare can fit the noise, and only samples that it has not learned from
# can reveal this. More capacity lowers the bias, but need not raise the variance. L2, dropout and
# early stopping prefer functions that follow the samples less closely, and so trade variance for
# bias. Which of the three helps most is, once more, a question for a fair experiment.

# %% [markdown]
# ## The same in PyTorch
#
# `torch.nn.Dropout(p)` uses inverted dropout, and `p` is the probability that an entry is dropped.
# It is active in training mode only, so if you forget `model.eval()`, predictions are random.
# Weight decay is an argument of the optimiser. With `SGD` and `Adam`, `weight_decay` adds
# $\lambda W$ to the gradient, which is our L2 penalty. With `AdamW` the decay is a separate step,
# so the same value of `weight_decay` means a different strength. All three decay the biases as
# well, unless you put them in a group without decay, as below.

# %%
if torch := ff.optional("torch"):
    torch.manual_seed(0)
    inner, outer = torch.nn.Linear(2, 200), torch.nn.Linear(200, 2)
    model = torch.nn.Sequential(inner, torch.nn.ReLU(), torch.nn.Dropout(0.5), outer)
    weights, biases = [inner.weight, outer.weight], [inner.bias, outer.bias]
    groups = [{"params": weights, "weight_decay": 0.003}, {"params": biases}]
    optimiser = torch.optim.Adam(groups, lr=0.02)
    print("training:", [round(model(torch.ones(1, 2))[0, 0].item(), 3) for _ in range(3)])
    model.eval()
    print("test:    ", [round(model(torch.ones(1, 2))[0, 0].item(), 3) for _ in range(3)])

# %% [markdown]
# ## In your own words
#
# A friend's network classifies all of its training samples correctly, but only 78% of new ones.
# "The universal approximation theorem says that a network can be perfect," she says. "Mine must be
# too small, so I'll double the number of layers." What does the theorem say about her case? What
# should she do instead, and how can she find out whether it has helped?
#
# If you are taking a course, your instructor marks this answer. It is worth 2 points: one for
# saying what the theorem does and does not promise about her network, and one for a remedy, with
# the reason why it should help and a way to find out whether it did. If you are working on your
# own, compare your answer with the one in `solutions/`.

# %% [markdown] explain="6.3_capacity"
# The theorem says that for a continuous f* on a closed and bounded set some network comes as close
# as we like. It is a statement about f*, not about noisy samples, and it does not say that training
# finds the weights. Her network fits every training sample, so its capacity is certainly large
# enough. The gap between 100% and 78% shows that it has learned things that hold for its samples
# and not for new ones, and more layers would not prevent that.
#
# First, she should set some samples aside for validation and stop training when the loss on them is
# lowest; and she should collect more samples if she can. Then she should try L2 or dropout, which
# keep the network from bending around individual samples. Their strength should be chosen on
# validation samples, with several seeds, and the accuracy reported on test samples that have played
# no part in any decision. If the validation accuracy rises, even if the training accuracy falls,
# the remedy has helped.

# %% [markdown] problems="6.3_capacity"
# ## Problems to think about
#
# One star marks a warm-up, and three stars mark a problem that takes a while.

# %% [markdown] problem="*"
# At a jump from 0 to 1, the error of the towers never falls below ½. Can another ReLU network, with
# any number of units and layers, do better?
#
# ---
#
# No. Every ReLU network is continuous. Just to the left of the jump $f^*$ is 0 and just to the
# right it is 1, while the network has almost the same value $a$ at both places. One of $|a|$ and
# $|1 - a|$ is at least ½.

# %% [markdown] problem="*"
# You want to follow $\sin x$ on $[0, 2\pi]$ with a maximum error of $10^{-4}$. How many hidden
# units does `relu_interpolant` need, according to the bound
# $\tfrac18\delta^2\max|f^{*\prime\prime}|$?
#
# ---
#
# $\max|f^{*\prime\prime}| = 1$, so $\delta \le \sqrt{8 \cdot 10^{-4}} \approx 0.0283$. Since
# $2\pi/\sqrt{8 \cdot 10^{-4}} \approx 222.1$, this takes 223 intervals, and one unit for each.

# %% [markdown] problem="*"
# You try 50 values of $\lambda$ and keep the one with the best accuracy on 100 validation samples:
# 93%. Should you expect 93% on new samples?
#
# ---
#
# No, expect less. The standard deviation of an accuracy near 0.9 on 100 samples is
# $\sqrt{0.9 \cdot 0.1/100} = 0.03$, so two or three points either way may be mere luck, and the
# best of 50 was chosen for its luck as well as for its quality.

# %% [markdown] problem="**"
# A layer of three units can fold the interval into three parts: up, down, up. How many pieces do
# $d$ such layers make? If each layer has $k$ units and folds the interval into $k$ parts, for which
# $k$ do 12 units make the most pieces?
#
# ---
#
# $3^d$, by the argument for the tent. Twelve units make $12/k$ layers, and so $k^{12/k}$ pieces:
# $2^6 = 64$, $3^4 = 81$, $4^3 = 64$, $6^2 = 36$ and $12^1 = 12$. Three is best. (Without the
# restriction to whole numbers the maximum of $k^{1/k}$ lies at $e$.)

# %% [markdown] problem="**"
# Show by an example that a polynomial activation is not enough: for $f(z) = z^2$, a network with
# one hidden layer of any width cannot approximate $|x|$ on $[-1, 1]$ to within 0.05.
#
# ---
#
# Every such network computes a polynomial of degree at most 2, however many units it has. The best
# one is $q(x) = x^2 + \tfrac18$: its difference from $|x|$ is $\tfrac18$ at $x = 0$, $-\tfrac18$ at
# $x = \pm\tfrac12$ and $\tfrac18$ at $x = \pm 1$. If a quadratic $p$ were closer than $\tfrac18$
# everywhere, $q - p$ would be positive, negative, positive, negative, positive at these five
# points, so it would have four zeros, but a quadratic that is not 0 has at most two. So the error
# is at least $0.125$.

# %% [markdown] problem="**"
# The L2 penalty is $\frac{\lambda}{2}\sum W^2$. Show that for a ReLU network with one hidden layer
# and no biases, multiplying $W_1$ by $a > 0$ and dividing $W_2$ by $a$ changes the penalty but not
# the function. Which $a$ does training prefer?
#
# ---
#
# The function stays the same because $\mathrm{relu}(az) = a\,\mathrm{relu}(z)$. With
# $A = \sum W_1^2$ and $B = \sum W_2^2$ the penalty is $\frac{\lambda}{2}(a^2 A + B/a^2)$, which is
# smallest where $a^2 A = B/a^2$, that is, at $a = (B/A)^{1/4}$, where both layers contribute
# equally. The penalty therefore balances the layers: it does not pay to combine large weights in
# one layer with tiny weights in the other.

# %% [markdown] problem="***"
# Let $\bar f(x)$ be the mean output of many networks that were trained on different training sets.
# What does averaging the outputs of $r$ independent networks (an *ensemble*) do to the bias, and
# what does it do to the variance? Why must the networks see different training sets, or at least
# start from different weights? What does this say about dropout?
#
# ---
#
# The mean of the average is still $\bar f$, so the bias is unchanged, while the variance is divided
# by $r$ if the networks are independent. Copies of the same network are not independent: their
# average is just that network. Averaging over different initial weights reduces the part of the
# variance that is due to the starting point, and averaging over different training sets reduces the
# part that is due to the samples. Dropout trains $2^m$ thinned networks that share their weights,
# and using all units at test time approximates their average, which is one explanation of why it
# works.

# %% [markdown] problem="***"
# The sawtooth with $p = 2^d$ pieces takes $6d + 1$ parameters in a deep network. Can a deep network
# represent *every* function with $p$ straight pieces this cheaply? Count degrees of freedom.
#
# ---
#
# No. Such a function has $p$ slopes, $p - 1$ bends and one starting height, all of which can be
# chosen freely; that makes $2p$ numbers. A network with $P$ parameters describes a family with at
# most $P$ degrees of freedom, so it takes about $2p$ parameters to reach all these functions,
# whatever the depth. Only special functions, such as those that repeat themselves, are cheaper in a
# deep network.

# %% [markdown]
# ## An open challenge
#
# There are no points for this, only honour: classify long spirals with few parameters. You now know
# how depth can help.

# %%
ff.challenge("small_spirals")

# %% [markdown]
# ## Summary
#
# What a network can express:
#
# - $\mathrm{hat}(x) = u\,\mathrm{relu}(x - left)$ ${} - (u + d)\,\mathrm{relu}(x - peak)$ ${} + d\,\mathrm{relu}(x - right)$,
#   with $u = 1/(peak - left)$ and $d = 1/(right - peak)$.
# - $m$ units interpolate $m + 1$ points:
#   $out(t) = y_1 + s_1\,\mathrm{relu}(t - x_1)$ ${} + \sum_{k \ge 2} (s_k - s_{k-1})\,\mathrm{relu}(t - x_k)$.
#   If $f^*$ has a continuous second derivative, the error between points is at most
#   $\tfrac18\delta^2\max|f^{*\prime\prime}|$.
# - Universal approximation: for a continuous $f^*$ on a closed and bounded set, and a continuous
#   activation that is not a polynomial, some network with one hidden layer stays within
#   $\varepsilon$ of $f^*$. The theorem does not say how many units the network needs, nor that
#   training finds the right weights.
# - With zero biases, centre the inputs, so that the bends start in the middle of the data.
# - $t(x) = 2\min(x, 1-x)$, applied $d$ times, makes $2^d$ pieces with $2d$ units; a single hidden
#   layer needs $2^d$ units. In random networks the average number of pieces grows only linearly
#   with the number of units.
# - With the same budget and tuned rates, two hidden layers beat one on the spirals, and three beat
#   two; on the digits and the wines no deeper network beats one hidden layer. A rule of thumb is a
#   hypothesis.
#
# What a network should learn:
#
# - $E[(f - y)^2] = \text{bias}^2 + \text{variance} + \sigma^2$. Variance need not grow with the
#   width, and beyond $m = N$ the error can fall again (double descent).
# - L2: add $\frac{\lambda}{2}\sum W^2$ to the loss and $\lambda W$ to the gradient. Dropout:
#   multiply $Z$ by a random mask with entries 0 and $1/(1-d)$. Early stopping: stop after
#   `patience` epochs without improvement, and return the best epoch.
# - Use the training set for weights, the validation set for choices, and the test set once.

# %% [markdown]
# | term | Chinese | symbol |
# | --- | --- | --- |
# | expressive power | 表达能力 | |
# | bend | 折点 | |
# | hat | 帽函数 | |
# | piecewise linear | 分段线性 | |
# | universal approximation theorem | 通用近似定理 | $\lvert f(x;\theta) - f^*(x)\rvert < \varepsilon$ |
# | tent map | 帐篷映射 | $t(x)$ |
# | click-through rate | 点击率 | CTR |
# | convolutional network | 卷积网络 | CNN |
# | cross-validation | 交叉验证 | |
# | capacity | 容量 | |
# | noise | 噪声 | $e$, $\sigma^2$ |
# | overfitting, underfitting | 过拟合，欠拟合 | |
# | training, validation, test set | 训练集，验证集，测试集 | |
# | bias, variance (of a method) | 偏差，方差 | $(\bar f - f^*)^2$, $E[(f - \bar f)^2]$ |
# | double descent | 双下降 | |
# | regularisation | 正则化 | |
# | partial derivative | 偏导数 | $\partial J/\partial w$ |
# | L2 penalty, weight decay | L2 正则化，权重衰减 | $\frac{\lambda}{2}\sum W^2$ |
# | dropout | 随机失活 | `drop` |
# | mask | 掩码 | `mask` |
# | early stopping | 早停 | |
# | patience | 耐心值 | `patience` |
# | hyperparameter | 超参数 | |

# %% [markdown]
# ## Further reading
#
# - @prince2023, chapters 3, 4, 8 and 9: regions of shallow and deep networks, then bias, variance,
#   double descent and regularisation, all with excellent figures.
# - @goodfellow2016, section 6.4.1 and chapter 7: the theorem and its limits, and a catalogue of
#   regularisers.
# - @nielsen2015, chapter 4: an interactive visual proof of the universal approximation theorem.
# - @zhang2017: the experiment that opens this section, and what it means for theories of learning.
# - @srivastava2014: the dropout paper, readable and full of practical advice.

# %% [markdown] references="6.3"
# ## References

# %% [markdown]
# **Next.** So far the activation between two layers has always been ReLU, but the theorem asks only
# for a continuous one that is not a polynomial. Does the choice matter?
# [Section 6.4](6.4_activations.ipynb) compares sigmoid, tanh and ReLU, and asks what their slopes
# do to a network of thirty layers.

# %%
ff.progress()
