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
# # 6.5 Losses: one number for how wrong
#
# A network puts out numbers. To learn, it needs one number that says how wrong they are, and that has a
# slope to follow. Which number, and why that one?
#
# **Afterwards you can**
#
# - say what each factor in $\frac{1}{2N}\sum (out - y)^2$ is for,
# - turn outputs into probabilities without an overflow,
# - explain entropy, cross-entropy and KL as lengths of messages,
# - derive the gradient $S$ minus one-hot, step by step,
# - say why a squared error on probabilities gets stuck where cross-entropy does not.

# %% [markdown]
# | part | minutes |
# | --- | --- |
# | Numbers as targets: the squared error | 12 |
# | The loss as a surface | 8 |
# | Classes as targets: softmax | 12 |
# | What a message costs: entropy and KL | 18 |
# | Cross-entropy | 10 |
# | Where $S$ minus one-hot comes from | 15 |
# | Why not the squared error | 10 |
# | A question to write about | 5 |
#
# You write six short functions. You need the chain rule, the sigmoid and its slope from 6.4, and
# `ff.train` from 6.3, still as a black box.

# %%
import numpy as np

import feedforward as ff

rng = np.random.default_rng(0)

# %% [markdown]
# ### Three things to recall
#
# <details><summary>1. What are the derivatives of e^x and of log x, the natural logarithm?</summary>
#
# $e^x$ and $1/x$. Both come up all the time below.
#
# </details>
#
# <details><summary>2. J depends on a, and a depends on x. How does J move with x? And if J depends on a and
# b, and both depend on x?</summary>
#
# $\frac{dJ}{da}\frac{da}{dx}$. With two ways from $x$ to $J$, the ways are added:
# $\frac{\partial J}{\partial a}\frac{da}{dx} + \frac{\partial J}{\partial b}\frac{db}{dx}$.
#
# </details>
#
# <details><summary>3. A has shape (4, 3). What is the shape of A.sum(axis=1), and of A.sum(axis=1,
# keepdims=True)? Which of the two divides A row by row?</summary>
#
# (4,) and (4, 1). The second: each row of $A$ meets its own sum.
#
# </details>

# %% [markdown]
# ## Numbers as targets
#
# Where the target is a number, a price or a temperature, we speak of *regression*. The network gives
# $out$, shape `(N, n)`, and $y$ of the same shape is what should have come. The usual loss is
#
# $$J = \frac{1}{2N}\sum_{i=1}^{N}\sum_{j=1}^{n}(out_{ij} - y_{ij})^2$$
#
# Why the square? It counts a miss in either direction, and it counts a miss of 2 four times as much as a
# miss of 1. And it is smooth: its slope is 0 just where nothing is wrong.
#
# Two factors stand in front. Let us look at each.

# %% [markdown]
# ### 1/N: a mean over samples
#
# Two samples with three outputs each: $N = 2$, $n = 3$. What happens when every sample stands there
# twice?

# %%
out = np.array([[1.0, 0.5, -2.0], [0.0, 3.0, 1.0]])
y = np.array([[0.0, 1.0, -1.0], [2.0, 3.0, 0.0]])
squares = (out - y) ** 2
twice = np.concatenate([squares, squares])
print("sum of squares ", squares.sum(), "->", twice.sum())
print("sum over N     ", squares.sum() / 2, "->", twice.sum() / 4)

# %% [markdown]
# The sum doubles, the mean over samples stays. So losses on few and on many samples can be compared, and
# the size of a learning step need not change with the size of the data.
#
# $N$ is the number of samples, not of entries. `np.mean` would divide by $N \cdot n$, and the same errors would
# weigh less in a network with more outputs.
#
# The 2 is for the slope, and you will see it in a moment. Neither factor moves the place where $J$ is
# smallest. (6.1 left out the 2. The best line was the same.)

# %% [markdown]
# ### Your turn
#
# Write $J$ as a function. It must also work where $out$ and $y$ have the shape `(N,)`.

# %% exercise="feedforward.losses.mse"

# %% check="mse"

# %% [markdown]
# ### Why the square?
#
# Suppose that the targets scatter around the network's output like Gaussian noise of standard
# deviation $\sigma$. The density of one target is then
#
# $$p(y \mid out) = \frac{1}{\sigma\sqrt{2\pi}}\; e^{-(y - out)^2 / (2\sigma^2)}.$$
#
# The samples are independent, so their densities multiply. A product of thousands of small numbers
# underflows, which is one reason to take the logarithm: it turns the product into a sum. Write the mean
# over the samples of $-\log p$, and simplify the formula on paper first.

# %% exercise="feedforward.losses.gaussian_nll"

# %% check="gaussian_nll"

# %% [markdown]
# Compare your function with `mse`. Two of its terms do not depend on $out$ at all, and the third is the
# mean squared error divided by $\sigma^2$. Whoever minimises the squared error therefore maximises the
# likelihood under Gaussian noise.

# %% [markdown]
# You have a number for how wrong a network is. Next: which way it falls.
#
# ### One half, for the slope
#
# Take one sample with one output, so $J = \frac12 (out - y)^2$. Write $e = out - y$ for the error and
# measure the slope as in 6.4, by central differences:
#
# $$\frac{\frac12(e + \varepsilon)^2 - \frac12(e - \varepsilon)^2}{2\varepsilon}
# = \frac{4 e \varepsilon}{4\varepsilon} = e$$
#
# **The slope of half the square is the error itself.** That is what the 2 in $2N$ is for. A far miss
# pulls hard, a near one gently.

# %%
for e in (-3.0, -0.5, 0.0, 2.0):
    up, down = (e + 1e-5) ** 2 / 2, (e - 1e-5) ** 2 / 2
    print(f"error {e:5.1f}   slope {(up - down) / 2e-5:8.5f}")

# %% [markdown]
# ### Your turn
#
# That was one entry. Now $out$ has $N$ rows and $n$ columns, and you want the slope with respect to each
# of its entries: `dout`, with the shape of $out$. In how many of the squares does one entry stand? And
# what stands in front of the sum?

# %% exercise="feedforward.losses.mse_backward"

# %% check="mse_backward"

# %% [markdown]
# ### Does a nudge agree?
#
# Any derivative can be put to the test: nudge one entry of $out$, and see how $J$ moves. Here is
# the entry in row 1, column 0, whose error is $-2$.


# %%
def nudged(J, out, row, column, eps=1e-5):
    """How J moves, per unit, when one entry of out moves."""
    step = np.zeros(out.shape)
    step[row, column] = eps
    return (J(out + step) - J(out - step)) / (2 * eps)


print("nudged  ", nudged(lambda o: ff.mse(o, y), out, 1, 0))
print("formula ", ff.mse_backward(out, y)[1, 0])

# %% [markdown]
# ## The loss as a surface
#
# A line has two parameters: $out = xw + b$. Each choice of $w$ and $b$ is a model, and each model has a
# loss. So
# $J$ is a height over the plane of $w$ and $b$: the *loss surface*. A model is a point on it.
#
# To learn is to find a low point. *Gradient descent* does what 6.1 announced: it takes the slopes, goes a
# little the other way, and takes them again. Press *play* to watch it. (In 6.6 you write it.)

# %%
ff.ask("cut_of_the_surface")

# %%
ff.explore_loss_surface(mse, mse_backward)

# %% [markdown]
# <details><summary>What to have seen</summary>
#
# - Every cut is a parabola, and the whole surface is one bowl: $J$ is of second degree in $w$ and $b$.
#   There is one lowest point.
# - Its floor is a slanted valley. With $w$ too small, a larger $b$ helps: the best $b$ depends on $w$.
# - Gradient descent takes long steps where the surface is steep and short ones near the floor, because
#   its steps are proportional to the slopes. First it drops into the valley, and then it follows it.
# - *downhill* cuts in the direction in which $J$ falls fastest. It rarely points at the lowest point.
#
# </details>

# %% [markdown]
# ## Classes as targets
#
# Now the target is a class: which digit is this? The numbers 0 to 9 are names here. A 9 is not three
# times a 3, so a squared error between class numbers would make no sense.
#
# Instead, the network has one output per class. With $K$ classes, $out$ has the shape `(N, K)`, and its
# entries are called *logits*. They may be any numbers. We turn each row into probabilities: positive, and
# summing to 1.
#
# $$S_k = \frac{e^{out_k}}{\sum_j e^{out_j}}$$
#
# This is *softmax*. The $e$ makes every entry positive, the sum in the denominator makes them share 1.

# %%
out = np.array([2.0, 1.0, -1.0])
e = np.exp(out)
print("e^out ", e.round(3))
print("S     ", (e / e.sum()).round(3))

# %% [markdown]
# ### Only differences count
#
# Divide two shares, and the denominator goes: $S_i / S_k = e^{out_i - out_k}$. So only the *differences*
# of logits matter. A class that leads by 1 has $e \approx 2.7$ times the probability.
#
# It follows that a number $c$ may be taken off all logits of a row. In the formula it cancels:
#
# $$\frac{e^{out_k - c}}{\sum_j e^{out_j - c}} = \frac{e^{-c}\,e^{out_k}}{e^{-c}\sum_j e^{out_j}} = S_k$$
#
# With two classes and logits $(0, out)$, softmax gives the sigmoid of $out$: you saw it in 6.4.

# %% [markdown]
# ### Numbers that overflow
#
# On paper that is all. In floats, $e^{out}$ ends at about $e^{709}$:

# %%
with np.errstate(over="ignore", invalid="ignore"):  # the warnings that it would give
    e = np.exp(np.array([1000.0, 1001.0, 999.0]))
    print("e^out ", e)
    print("S     ", e / e.sum())
print("off by 1000:", np.exp(np.array([0.0, 1.0, -1.0])))

# %% [markdown]
# Infinity over infinity is not a number. Yet the softmax of this row is an ordinary one: the same as
# that of $(0, 1, -1)$.
#
# ### Your turn
#
# Write softmax for a whole batch, row by row. It has to be right for any logits between $-1000$ and
# $1000$, without a warning. You may choose a $c$ for each row. Which one makes sure that nothing overflows, and that
# the sum is never 0?

# %% exercise="feedforward.losses.softmax"

# %% check="softmax"

# %% [markdown]
# ### From logits to the loss
#
# The picture has four classes. On the right is $-\log s_k$, which is small where a probability is near 1
# and large where it is near 0. The loss $J$ of the sample is the height of the label's bar in that
# picture. Why this function and no other? That is the next part.

# %%
ff.ask("adding_or_multiplying")

# %%
ff.explore_softmax(softmax)

# %% [markdown]
# <details><summary>What to have seen</summary>
#
# - Adding moves the logits and nothing else.
# - Multiplying stretches the differences. At 0 all shares are 1/4; at 3 one class has nearly all. So
#   large weights make a network sure of itself, right or wrong.
# - Raise one logit: all other shares fall. They share 1, so no class moves alone.
# - *surely wrong*: the loss is about as large as the lead of the wrong class. It grows with it, without a
#   limit.
#
# </details>

# %% [markdown]
# ## What a message costs
#
# Every morning you send a friend one of four words: how the weather is. They are not equally frequent:
# $p = (\frac12, \frac14, \frac18, \frac18)$. You write in zeros and ones. Frequent words should be short:
#
# | weather | A | B | C | D |
# | --- | --- | --- | --- | --- |
# | $p$ | 1/2 | 1/4 | 1/8 | 1/8 |
# | code | 0 | 10 | 110 | 111 |
# | length | 1 | 2 | 3 | 3 |
#
# No code word begins another, so your friend can read a row of them without gaps. Each length is
# $-\log_2 p$: a word of probability $1/8$ needs 3 bits. How long is a message on average?

# %%
p = np.array([1 / 2, 1 / 4, 1 / 8, 1 / 8])
length = np.array([1, 2, 3, 3])
print("-log2 p           ", -np.log2(p))
print("mean of the lengths", p @ length)
days = rng.choice(4, size=100_000, p=p)
print("over 100 000 days ", length[days].mean())

# %% [markdown]
# ### Entropy
#
# The mean length of the best code is the *entropy* of $p$:
#
# $$H(p) = -\sum_k p_k \log p_k$$
#
# No code that can be read without gaps does better (Shannon 1948; cited). Where the $p_k$ are not
# powers of $\frac12$, one comes close by coding many days at once.
#
# Entropy is large where you cannot know what comes, and 0 where you can. With $\log_2$ it counts *bits*,
# with the natural logarithm *nats*: one nat is $1/\log 2 \approx 1.44$ bits. Only the unit differs. This
# book counts in nats, since $\log x$ has the slope $1/x$ without a factor.

# %%
for name, p_ in [("as above", p), ("all alike", np.full(4, 1 / 4)), ("certain", np.eye(4)[0])]:
    print(f"{name:10} {ff.entropy(p_):.4f} nats = {ff.entropy(p_) / np.log(2):.4f} bits")

# %% [markdown]
# ### The wrong code
#
# You believe that all four are equally frequent: $q = (\frac14, \frac14, \frac14, \frac14)$. So you give
# every word
# $-\log_2 \frac14 = 2$ bits. In truth the weather follows $p$. Your mean length is the *cross-entropy*
#
# $$H(p, q) = -\sum_k p_k \log q_k$$
#
# The lengths come from what you *believe*, the weights from what *happens*. What you pay beyond the best
# code is the *Kullback-Leibler divergence*, KL for short:
#
# $$\mathrm{KL}(p \,\|\, q) = H(p, q) - H(p) = \sum_k p_k \log\frac{p_k}{q_k}$$
#
# So $H(p, q) = H(p) + \mathrm{KL}(p \,\|\, q)$: what is needed, plus what the wrong belief costs.

# %%
q = np.full(4, 1 / 4)
crossed = -np.sum(p * np.log2(q))
print("H(p, q) ", crossed, "bits")
print("H(p)    ", ff.entropy(p) / np.log(2), "bits")
print("extra   ", crossed - ff.entropy(p) / np.log(2), "bits")

# %% [markdown]
# ### What zeros do
#
# If $p_k = 0$, the word never comes, and it costs nothing: $p \log p$ goes to 0 with $p$. If
# $q_k = 0$ and $p_k$ is not, you hold for impossible what does happen. Its code word would have to be infinitely long.

# %%
for tiny in (1e-2, 1e-4, 1e-8):
    p_log_p, log_1_q = tiny * np.log(tiny), np.log(1 / tiny)
    print(f"{tiny:7.0e}   p log p = {p_log_p:9.1e}   log(1/q) = {log_1_q:6.2f}")

# %% [markdown]
# The first goes to 0. The second grows, slowly and without end. At 0 itself NumPy has trouble with both:
# it warns, and
# $0 \cdot \log 0$ comes out as NaN.
#
# ### Your turn
#
# Write KL, one number per row, in nats: with $0 \log 0 = 0$, with infinity where $q = 0 < p$, and
# without a warning.

# %% exercise="feedforward.losses.kl_divergence"

# %% check="kl_divergence"

# %% [markdown]
# ### Predict, then move
#
# The picture starts with the weather and the even belief. Each part is a share before it is divided by
# their sum: parts 4, 2, 1, 1 mean 4/8, 2/8, 1/8, 1/8. On the right, the upper bar of each pair is
# $H(p,q)$ by its own sum. Below it lie the entropy and KL, end to end.

# %%
ff.ask("ruled_out_class")

# %%
ff.explore_kl(kl_divergence)

# %% [markdown]
# <details><summary>What to have seen</summary>
#
# - Only $\mathrm{KL}(p\,\|\,q)$ becomes infinite, and only at 0 itself: 0.1 of a part still gives an
#   ordinary number. In the other direction C has the weight $q = 0$, so it drops out.
# - *q = p*: both are 0, and the bars are entropy alone.
# - *p one-hot*: the entropy of $p$ is 0, and the cross-entropy is all KL. Keep this in mind for the
#   next part.
# - In bits all numbers are 1.44 times as large, and nothing else happens.
#
# </details>

# %% [markdown]
# ### KL is never below 0
#
# A wrong belief never pays. The logarithm lies below its tangent at 1, so $\log x \le x - 1$, and where
# $p_k > 0$:
#
# $$\begin{aligned}-\mathrm{KL}(p\,\|\,q) &= \sum_k p_k \log\frac{q_k}{p_k} \\
# &\le \sum_k p_k\Big(\frac{q_k}{p_k} - 1\Big) \le 1 - 1 = 0\end{aligned}$$
#
# Equality needs $q_k = p_k$ everywhere.
#
# ### KL is no distance
#
# A distance is the same both ways, and a detour is never shorter. Look at three coins:

# %%
p, q, r = np.array([[0.5, 0.5], [0.9, 0.1], [0.7, 0.3]])
kl = ff.kl_divergence
print(f"KL(p||q) = {kl(p, q):.4f}   KL(q||p) = {kl(q, p):.4f}")
print(f"KL(p||r) + KL(r||q) = {kl(p, r):.4f} + {kl(r, q):.4f} = {kl(p, r) + kl(r, q):.4f}")

# %% [markdown]
# The two directions differ, and the detour over $r$ is less than half as long. So it matters which of the
# two is the truth. In learning, $p$ is what happens and $q$ is what the network says.
#
# ## Cross-entropy
#
# Let the network's row $S$ be the belief $q$. The target is a distribution $p$, and there are two kinds:
#
# - a *hard* target: the label is known, $p$ is 1 there and 0 elsewhere. Such a row is called *one-hot*.
# - a *soft* target: any distribution, for instance how three doctors voted.
#
# We want a small $\mathrm{KL}(p\,\|\,S)$. As $\mathrm{KL} = H(p, S) - H(p)$, and $H(p)$ does not
# depend on the network, we may minimise $H(p, S)$.

# %%
S = np.array([0.2, 0.7, 0.1])
for name, p in [("hard", np.array([0.0, 1.0, 0.0])), ("soft", np.array([1 / 3, 2 / 3, 0.0]))]:
    crossed = -np.sum(p * np.log(S))
    print(
        f"{name}: H(p,S) {crossed:.4f} = H(p) {ff.entropy(p):.4f} + KL {ff.kl_divergence(p, S):.4f}"
    )
print(f"-log S[1] = {-np.log(S[1]):.4f}")

# %% [markdown]
# For a hard target $H(p) = 0$: **cross-entropy is then KL itself**, and of its sum one term is left,
# $-\log S_{label}$. That is the bar you saw above. As a loss we take its mean over the samples:
#
# $$J = -\frac1N\sum_{i=1}^{N} \log S_{i,\,label_i}$$
#
# With a soft target the loss cannot reach 0: its smallest value is $H(p)$, where $S = p$.
#
# ### log-sum-exp
#
# What if a share is so small that a float holds 0?

# %%
out, labels = np.array([[1000.0, 0.0, -1000.0]]), np.array([1])
with np.errstate(divide="ignore"):
    print("share of the label ", ff.softmax(out)[0, 1])
    print("-log of it         ", -np.log(ff.softmax(out)[0, 1]))

# %% [markdown]
# $J$ should be about 1000, the lead of class 0, and no infinity. The detour over $S$ has lost the number: $e^{-1000}$ is less than
# a float can hold. So take the logarithm on paper first:
#
# $$-\log\frac{e^{out_k}}{\sum_j e^{out_j}} = \log\sum_j e^{out_j} - out_k$$
#
# The first term is called *log-sum-exp*. It overflows as it stands, but again a number $c$ can be taken
# out:
#
# $$\log\Big(e^c\sum_j e^{out_j - c}\Big) = c + \log\sum_j e^{out_j - c}$$

# %% [markdown]
# ### Your turn
#
# Write the loss from the logits. It has to be right for logits between $-1000$ and $1000$, so the way
# through softmax and its logarithm is closed. What do you choose for $c$, this time?

# %% exercise="feedforward.losses.cross_entropy"

# %% check="cross_entropy"

# %%
print("from the logits:", ff.cross_entropy(out, labels))

# %% [markdown]
# The lost number is back: 1000. You have the loss of nearly every classifier. What is its slope?
#
# ## Where S minus one-hot comes from
#
# First one sample, $N = 1$, with a target $p$ of any kind, and $K = 3$:
#
# $$J = -\sum_i p_i \log S_i, \qquad S_i = \frac{e^{out_i}}{\sum_j e^{out_j}}$$
#
# From $out$ to $J$ we go in two steps, so the chain rule has two factors: how $J$ moves with each $S_i$,
# and how each $S_i$ moves with each $out_k$.

# %%
out = np.array([[0.5, 2.0, -1.0]])
p = np.array([0.2, 0.5, 0.3])
S = ff.softmax(out)[0]
print("S =", S.round(4))

# %% [markdown]
# ### Step 1: from J to S
#
# Treat the $S_i$ as free for a moment. Nudge one of them, $S_1$ say. Only its own term in the sum moves:
#
# $$\frac{\partial J}{\partial S_i} = -\frac{p_i}{S_i}$$
#
# A formula that circulates keeps the sum: $-\sum_i p_i / S_i$. Then every $S_i$ would have the same
# slope. For one sample, and one entry of $S$, no sum is left. Let a nudge decide:


# %%
def J_of(S):
    return -np.sum(p * np.log(S))


nudges = 1e-6 * np.eye(3)
by_nudges = np.array([(J_of(S + d) - J_of(S - d)) / 2e-6 for d in nudges])
print("nudged          ", by_nudges.round(4).tolist())
print("without the sum ", (-p / S).round(4).tolist())
print("with the sum    ", round(-np.sum(p / S), 4))

# %% [markdown]
# ### Step 2: from S to out
#
# Write $s = \sum_j e^{out_j}$, so $S_i = e^{out_i}/s$ and $\partial s / \partial out_k = e^{out_k}$. Now
# the quotient rule, in two cases. If $i = k$, numerator and denominator both move:
#
# $$\frac{\partial S_k}{\partial out_k} = \frac{e^{out_k}\, s - e^{out_k}\, e^{out_k}}{s^2} = S_k(1 - S_k)$$
#
# If $i \ne k$, only the denominator does:
#
# $$\frac{\partial S_i}{\partial out_k} = \frac{0 \cdot s - e^{out_i}\, e^{out_k}}{s^2} = -S_i S_k$$
#
# When a logit grows, its own share grows and all others shrink. The table of all these slopes, $K$ by
# $K$, is the *Jacobian* of softmax.

# %%
jacobian = np.diag(S) - np.outer(S, S)
step = 1e-6 * np.eye(3)
by_nudges = [(ff.softmax(out + d)[0] - ff.softmax(out - d)[0]) / 2e-6 for d in step]
print(jacobian.round(4))
print("largest difference from nudges:", f"{np.abs(jacobian - np.transpose(by_nudges)).max():.0e}")
print("sums of its columns:", jacobian.sum(axis=0).round(9) + 0.0)

# %% [markdown]
# Each column sums to 0: what one class wins, the others lose.
#
# ### Step 3: both together
#
# *Here* a sum belongs, since $out_k$ moves every $S_i$, and each of them moves $J$. All ways are added:
#
# $$\begin{aligned}\frac{\partial J}{\partial out_k} &= \sum_i \frac{\partial J}{\partial S_i}\frac{\partial S_i}{\partial out_k} \\
# &= -\frac{p_k}{S_k} S_k(1 - S_k) + \sum_{i \ne k} \frac{p_i}{S_i} S_i S_k\end{aligned}$$
#
# The $S$ in the denominators cancel. What is left is
#
# $$\begin{aligned}-p_k + p_k S_k + S_k\sum_{i\ne k} p_i &= -p_k + S_k \sum_i p_i \\ &= S_k - p_k\end{aligned}$$
#
# The last step used $\sum_i p_i = 1$, and nothing else about $p$.

# %% [markdown]
# **The slope is what the network says, minus what is true.** For a soft target it is $S - p$. For a hard
# one, $p$ is one-hot:
# $S$ minus one-hot.
#
# ### Your turn
#
# So much for one sample. Your function takes a batch: $out$ of shape `(N, K)`, integer labels of shape
# `(N,)`, and the $J$ that you wrote, a mean over samples. In which terms of $J$ does row $i$ of $out$
# stand, and with which factor?

# %% exercise="feedforward.losses.cross_entropy_backward"

# %% check="cross_entropy_backward"

# %% [markdown]
# ### The batch, written out
#
# Write $J_i$ for the loss of sample $i$, so $J = \frac1N\sum_i J_i$. Row $i$ of $out$ stands in $J_i$
# only. All other terms have the slope 0, and the factor $\frac1N$ stays:
#
# $$\frac{\partial J}{\partial out_{ik}} = \frac1N\,\frac{\partial J_i}{\partial out_{ik}} = \frac{S_{ik} - p_{ik}}{N}$$
#
# So here the sum over samples goes, too: for the entry of *one* sample, only that sample's term moves.
# The 1/N of the mean is the only trace of the others. Does it hold for soft targets, as claimed?

# %%
out = rng.normal(size=(4, 3))
P = rng.dirichlet(np.ones(3), size=4)  # a soft target in each row


def soft_loss(out):
    return -np.mean(np.sum(P * np.log(ff.softmax(out)), axis=1))


print("nudged   ", np.array([nudged(soft_loss, out, 2, k) for k in range(3)]).round(6).tolist())
print("(S - p)/N", ((ff.softmax(out) - P) / 4)[2].round(6).tolist())

# %% [markdown]
# ## Why not the squared error?
#
# $S$ are numbers and the one-hot rows are numbers. Why not take $\frac{1}{2N}\sum(S - \text{one-hot})^2$? It is smooth, and it
# is 0 just where all is right.
#
# Look at its slope. Now $\partial J/\partial S_i = S_i - p_i$ (for one sample), and nothing cancels the
# Jacobian. In general, a slope $dS$ goes back through softmax like this:

# %% include="feedforward.losses.softmax_backward"

# %% [markdown]
# Take two classes, and let the label lead by a *margin* $m$: its logit is $m$, the other is 0, and its
# share is
# $S = \mathrm{sigmoid}(m)$. A negative margin is an error, a large negative one a *confident* error. The slopes with respect to the label's
# logit are
#
# $$\begin{aligned}\text{cross-entropy:}\quad & S - 1 \\ \text{squared error:}\quad & -2\,S\,(1 - S)^2\end{aligned}$$
#
# (Both entries of the row are off by $1 - S$: hence the 2 and one factor. $S(1 - S)$ is the Jacobian's.)
#
# What is left of each at a margin of $-10$, where $S$ is almost 0?

# %%
ff.ask_number("slope_of_squared_error")

# %%
ff.explore_confident_error(cross_entropy_backward)

# %% [markdown]
# <details><summary>What to have seen</summary>
#
# - At $-10$ the slopes are $-1$ and $-0.00009$. One loss pulls as hard as it can, the other has given up.
# - Cross-entropy takes the margin above 0 in about ten steps at rate 0.5. The squared error has not moved
#   after a hundred.
# - The squared error pulls hardest near the middle, at a share of $1/3$. Where the network is sure, right
#   *or wrong*, it is flat.
# - With more classes the same happens.
#
# </details>

# %%
out, label = np.array([[-10.0, 0.0]]), np.array([0])
print("cross-entropy  ", ff.cross_entropy_backward(out, label)[0, 0])
print("squared error  ", ff.mse_on_softmax_backward(out, label)[0, 0])
print("its formula    ", -2 * ff.sigmoid(-10.0) * (1 - ff.sigmoid(-10.0)) ** 2)

# %% [markdown]
# **Cross-entropy's $1/S$ cancels the $S$ of the Jacobian.** That is why the two belong together. You met
# the trouble in 6.4: softmax, like the sigmoid, is flat where it is sure. A loss on top of it must be
# steep there.
#
# Does that matter in training? It does when a network begins with confident errors. `ff.train` takes a
# pair (loss, slope) in the place of a name. Digits, one affine layer, and random weights that are ten
# times too large:

# %%
data = ff.digits(np.random.default_rng(0))
squared = (ff.mse_on_softmax, ff.mse_on_softmax_backward)


def held_out_accuracy(loss, scale, seed):
    rng = np.random.default_rng(seed)
    params = [(scale * W, b) for W, b in ff.init_params([64, 10], rng)]
    params, _ = ff.train(*data.train, params, loss=loss, epochs=20, lr=0.5, batch_size=50,
                         rng=rng, progress=False)  # fmt: skip
    X, y = data.held_out
    return np.mean(ff.predict(X, params) == y)


# %%
for scale in (1, 10):
    for name, loss in [("cross-entropy", "cross_entropy"), ("squared error", squared)]:
        scores = [held_out_accuracy(loss, scale, seed) for seed in range(5)]
        print(f"weights x {scale:2}  {name:14} {np.mean(scores):.2f} ± {np.std(scores):.2f}")

# %% [markdown]
# With ordinary weights the two are close. From a start full of confident errors, cross-entropy recovers
# most of the way, and the squared error stays stuck in the same 20 epochs.
#
# You can see the place where it is stuck. Here are two classes with one input: the model is
# $S = \mathrm{softmax}(0, xw + b)$, and its surface over $w$ and $b$ is drawn for either loss.

# %%
ff.ask("worst_corner")

# %%
ff.explore_loss_surface(task="two classes")

# %% [markdown]
# <details><summary>What to have seen</summary>
#
# Cross-entropy is a bowl without plateaus: from any start that you can set, 60 steps take it below 1.6,
# from as much as 6.5. The squared error cannot exceed 1 here, so where nearly all is wrong it is flat, and
# gradient descent hardly moves. It also bends both ways: at $w = -6$ its cut along $b$ has two low places.
#
# </details>

# %% [markdown]
# ## In your own words
#
# A friend trains a classifier with a squared error on the softmax and says: "My loss is 0 exactly when
# all answers are right and sure, and it has a slope everywhere. So it must get there, only a bit more
# slowly than cross-entropy." Explain what happens at a confident error, with numbers, and why
# cross-entropy is different.
#
# This one is read by a person. It earns 0, 1 or 2 points: one for why the squared error's slope dies
# there, with a number; one for why the slope of cross-entropy does not.

# %% [markdown] explain="6.5_losses"
# The squared error's slope goes back through softmax, whose Jacobian holds the factor S(1 - S). At a
# confident error the label's share S is almost 0, and so is the factor, however large the error is. With
# two classes the slope is -2 S (1 - S)^2: at a margin of -10 that is -0.00009. A hundred steps do not
# move the margin visibly: "a bit more slowly" is ten thousand times.
#
# Cross-entropy is -log S. Its slope with respect to S is -1/S, huge where S is almost 0, and this 1/S
# cancels the S in the Jacobian. What is left is S - 1, almost -1, for the most confident error just as
# for a smaller one.

# %% [markdown]
# ## Summary
#
# - Regression: $\frac{1}{2N}\sum(out - y)^2$. N makes it a mean over samples, the 2 makes the slope the
#   error itself.
# - Softmax turns logits into probabilities. Only differences of logits count, so a row's maximum may be
#   taken off, and nothing overflows.
# - Entropy is the mean length of the best code, cross-entropy that of a code for $q$ where $p$ is true,
#   and KL is the extra: $H(p, q) = H(p) + \mathrm{KL}(p\,\|\,q)$. KL is never below 0, and no distance.
# - With a one-hot target, cross-entropy is KL and equals $-\log S_{label}$.
# - Its slope is $(S - p)/N$, for hard and soft targets alike.
# - A squared error on the softmax has no slope at a confident error.

# %% [markdown]
# | term | Chinese | symbol |
# | --- | --- | --- |
# | regression | 回归 | $y$ numbers |
# | classification | 分类 | $y$ labels |
# | mean squared error | 均方误差 | MSE |
# | loss surface | 损失曲面 | $J(w, b)$ |
# | logits | 未归一化的对数概率 | $out$ |
# | softmax | 归一化指数函数 | $S$ |
# | entropy | 熵 | $H(p)$ |
# | cross-entropy | 交叉熵 | $H(p, q)$ |
# | Kullback-Leibler divergence | KL 散度，相对熵 | $\mathrm{KL}(p\,\Vert\,q)$ |
# | bit, nat | 比特，奈特 | $\log_2$, $\log$ |
# | one-hot, hard target | 独热，硬目标 | $p$ |
# | soft target | 软目标 | $p$ |
# | Jacobian | 雅可比矩阵 | $\partial S_i/\partial out_k$ |
# | log-sum-exp | 对数求和指数 | $\log\sum_j e^{out_j}$ |
# | margin | 间隔 | $m$ |

# %% [markdown]
# ## Questions to think about
#
# 1. A fresh network on ten digits often begins with a loss near 2.3. Why 2.3? And what would you suspect
#    at 8?
# 2. Somebody replaces each one-hot target by 0.9 at the label and shares the remaining 0.1 among the
#    others. What is the smallest loss that the network can reach, and where do the logits go that with a
#    hard target would grow for ever?
# 3. Why does nobody train with $\mathrm{KL}(S\,\|\,p)$, the other way round, when the targets are
#    one-hot?

# %% [markdown] think="6.5_losses"
# 1. If all logits are alike, each share is $1/10$, and $J = \log 10 \approx 2.303$. That is the loss of
#    one who knows nothing. A loss of 8 means shares near $e^{-8}$: the network is sure of wrong classes,
#    so its weights are probably too large at the start.
# 2. $J = H(p) + \mathrm{KL}(p\,\|\,S)$ is smallest at $S = p$, and there it is $H(p)$: with ten classes
#    $-0.9\log 0.9 - 0.1\log\frac{0.1}{9} \approx 0.545$. The gradient $S - p$ is 0 there, at a finite
#    margin of $\log(0.9 \cdot 90) \approx 4.4$. With a hard target $S$ reaches one-hot only at infinite
#    logits.
# 3. A one-hot $p$ is 0 for all other classes, and softmax is 0 nowhere. So $\mathrm{KL}(S\,\|\,p)$ is
#    infinite for every network and has no slope to follow.

# %% [markdown]
# **The way on.** You have a number to make small, and its slope with respect to $out$.
# [6.6](6.6_gradient_descent.ipynb) follows slopes downhill: with all samples at once, with one, or with a
# few. How the slope comes from $out$ back to the weights is left for 6.8.

# %%
ff.progress()
