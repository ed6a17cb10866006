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
# # 6.5 Losses: one number for how wrong the network is
#
# Two forecasters give the probability of rain on each of five days. Anna says 80% every day. Ben
# says 100% on four days and 0% on the fifth. It rains on all five. Anna would have carried an
# umbrella on all five days, and Ben on four of them. Is he almost as good a forecaster as she is?
#
# Ask what probability each of them assigned to what actually happened. For Anna it is
# $0.8^5 \approx 0.33$. For Ben it is $1 \cdot 1 \cdot 1 \cdot 1 \cdot 0 = 0$: he called rain
# impossible, and it rained. No number of correct forecasts can make up for that. The question *what
# probability did the model assign to what happened?* is the source of both losses in this section,
# the squared error and the cross-entropy. Learning means making that probability as large as
# possible.

# %%
import numpy as np

import feedforward as ff

rng = np.random.default_rng(0)
anna, ben = np.full(5, 0.8), np.array([1.0, 1.0, 1.0, 1.0, 0.0])
print("Anna", anna.prod().round(3), " Ben", ben.prod())

# %% [markdown]
# After this section you will be able to
#
# - derive a loss from what a network predicts, by **maximum likelihood**,
# - compute the mean squared error, and say why the errors are squared and what the factors ½ and
#   $1/N$ are for,
# - turn outputs into probabilities without overflow,
# - explain entropy, cross-entropy and KL divergence as message lengths,
# - derive the gradient of the cross-entropy step by step,
# - explain why training with a squared error on probabilities gets stuck where training with
#   cross-entropy does not.
#
# You need the chain rule, the XOR network (6.1), initial weights and learning rates (6.2), and the
# sigmoid (6.4). Plan on about three and a half hours; a good place for a break is before *What a
# message costs*.

# %% [markdown]
# Before you start, here are three questions. Some may repeat earlier exercises that you got wrong,
# with new numbers; the others test what you need for this section.

# %%
ff.recall("6.5")

# %% [markdown]
# ## Three tools: densities, independence, logarithms
#
# **Densities.** A quantity such as a temperature can take any value in a range, and each individual
# value has probability 0. So we describe the quantity by a **density** $p(y)$: the area under its
# curve over an interval is the probability of that interval. The best-known density is the
# **Gaussian** (or normal) density. Its mean $\mu$ is where the curve peaks, and its standard
# deviation $\sigma$ sets the width of the curve; $\sigma^2$ is the variance:
#
# $$p(y) = \frac{1}{\sigma\sqrt{2\pi}}\; e^{-(y - \mu)^2/(2\sigma^2)}.$$
#
# **Independence.** If several outcomes are independent, the probability (or density) of all of them
# together is the product of their probabilities (or densities). That is how we computed $0.8^5$.
#
# **Logarithms.** The product of many probabilities soon becomes too small for a float, but its
# logarithm, which is a sum, does not: $\log(p_1 p_2 \cdots p_N) = \log p_1 + \dots + \log p_N$. And
# because the logarithm is an increasing function, whatever makes the product largest also makes its
# logarithm largest. In this book, $\log$ is the natural logarithm.

# %%
p = np.full(3000, 0.4)
print("product:", p.prod(), "  sum of logarithms:", np.log(p).sum().round(1))

# %% [markdown]
# ## A network predicts a distribution
#
# The whole section rests on one idea. Do not think of $out$ as *the answer*; think of it as the
# parameters of a probability distribution over answers. The **likelihood** of the network is the
# probability (or density) that it assigns to the targets that were observed, and we choose the
# weights and biases so that the likelihood is as large as possible. This is the principle of
# **maximum likelihood**.
#
# We assume that, given the inputs, the targets of different samples are independent. We prefer sums
# to products and minimising to maximising, and we want a number that does not grow with the amount
# of data. So we minimise the mean **negative log-likelihood**,
#
# $$J = -\frac1N \sum_{i=1}^{N} \log p(y_i \mid out_i).$$
#
# Here $p(y_i \mid out_i)$ is the probability (or density) of $y_i$ *given* the output $out_i$.
#
# It remains to choose the distribution. For targets that are numbers we take a Gaussian, and for
# classes a categorical distribution, which lists a probability for each class. Each choice leads to
# one of the two standard losses.

# %% [markdown]
# ## Targets that are numbers
#
# If the target is a number, such as a price or a temperature, the task is called **regression**.
# The network predicts $out$, and we assume that the target is $out$ plus Gaussian noise with
# mean 0. In symbols, $y \sim \mathcal N(out, \sigma^2)$: the target follows a Gaussian with mean
# $out$ and variance $\sigma^2$.

# %%
ff.figures.gaussian_likelihood()

# %% [markdown]
# *Figure: For every input the network predicts the mean of a Gaussian. The orange squares show the
# same two targets in every panel. The target that lies far from the prediction has a low density,
# and so a high negative log-density. As a function of the error, the negative log-density is a
# parabola.*
#
# Unlike a probability, a density can exceed 1. In the figure $\sigma = 0.35$, so the density at the
# prediction itself is $1/(0.35\sqrt{2\pi}) \approx 1.14$. This is why the negative logarithm of a
# density, and with it the loss, can be negative.

# %% [markdown]
# Taking the logarithm of the Gaussian density brings the exponent down:
#
# $$\log p(y \mid out) = -\frac{(y - out)^2}{2\sigma^2} + \text{terms without } out.$$
#
# If $\sigma$ is the same for every sample, maximising the likelihood therefore means minimising the
# sum of the squared errors. This answers the question *why the square?* The square comes from the
# exponent of the Gaussian.

# %% [markdown]
# And why a Gaussian? The sum of many small independent effects is approximately Gaussian, so a
# Gaussian suits measurement errors. It does not suit data with outliers, or prices, where the
# errors tend to grow with the price. (A different kind of noise gives a different loss; see the
# problems.)
#
# Even for such data, minimising the squared error has a clear meaning. Suppose that the targets for
# one input have mean $\mu$ and variance $v$. The mean squared difference between these targets and
# a prediction $c$ is $v + (\mu - c)^2$, which is smallest at $c = \mu$. So the best prediction is
# the **conditional mean**, the mean of the targets for the given input: for a house, the mean price
# of houses like it.

# %%
ff.figures.likelihood_and_squares()

# %% [markdown]
# *Figure: Lines with different slopes* $w$ *through the 24 points of the previous figure. For each*
# $w$, *we choose the* $b$ *for which the line passes through the mean of the points. On the left,
# the likelihood of each line. On the right, its negative log-likelihood per sample, and half the
# mean of its squared errors, divided by* $\sigma^2$. *The same* $w$ *is best by every measure.*

# %% [markdown]
# ### The mean squared error
#
# With $n$ outputs per sample, $out$ and $y$ have shape `(N, n)`. If the noise is independent across
# the outputs and equally large for all of them, the squares simply add up, and the usual loss is
# the **mean squared error** (MSE)
#
# $$J = \frac{1}{2N}\sum_{i=1}^{N} \lVert out_i - y_i \rVert^2 = \frac{1}{2N}\sum_{i=1}^{N}\sum_{k=1}^{n}(out_{ik} - y_{ik})^2.$$
#
# The ½ comes from the exponent of the Gaussian, in which we set $\sigma = 1$, since the value of
# $\sigma$ does not affect which weights are best. (We did without the ½ in 6.1, where we only
# compared losses.) Note that $N$ is the number of samples, not of entries. But why divide at all?
# What if we duplicate every sample?

# %%
out = np.array([[1.0, 0.5, -2.0], [0.0, 3.0, 1.0]])
y = np.array([[0.0, 1.0, -1.0], [2.0, 3.0, 0.0]])
squares = (out - y) ** 2
twice = np.concatenate([squares, squares])
print("sum of squares", squares.sum(), "->", twice.sum())
print("divided by N  ", squares.sum() / len(squares), "->", twice.sum() / len(twice))

# %% [markdown]
# The sum doubles but the mean stays the same, so losses on a few samples can be compared with
# losses on many, and the learning rate need not change with the size of the data set.
#
# ### Exercise: mean squared error
#
# Implement the formula for $J$. Your function should also accept $out$ and $y$ of shape `(N,)`.

# %% exercise="mse"

# %% check="mse"

# %% [markdown]
# ### Exercise: the whole likelihood
#
# Now keep all the terms. Write down the mean of $-\log p(y_i \mid out_i)$ for this Gaussian, with
# $\sigma$ given, and simplify the formula on paper before you implement it. A target may lie a
# thousand standard deviations from the prediction, where the density is too small for a float, so
# avoid computing the density itself.

# %% exercise="gaussian_nll"

# %% check="gaussian_nll"

# %% [markdown]
# The result is
#
# $$J = \frac{1}{2N\sigma^2}\sum_i (out_i - y_i)^2 + \log \sigma + \tfrac12 \log 2\pi,$$
#
# that is, the mean squared error divided by $\sigma^2$, plus two terms that do not depend on $out$
# at all. The term $\log\sigma$ matters only if the network predicts $\sigma$ as well: it keeps the
# network from making every error look small by claiming a huge $\sigma$.
#
# ### The slope of a square
#
# Take one sample with one output, so $J = \frac12 r^2$ with the error $r = out - y$. The central
# difference of $J$ is
#
# $$\frac{\frac12(r + \varepsilon)^2 - \frac12(r - \varepsilon)^2}{2\varepsilon} = \frac{4 r \varepsilon}{4\varepsilon} = r.$$
#
# **The slope of half the square is the error itself.** So the 2 in $2N$ spares us a factor of 2 in
# the derivative. A large error pulls strongly on the prediction, a small one only gently.

# %% [markdown]
# ### Exercise: the gradient of the mean squared error
#
# So far we have looked at a single entry. Now $out$ has $N$ rows and $n$ columns, and you want
# $\partial J/\partial out$, an array of the same shape. How many squared terms contain a given
# entry? And what is the factor in front of the sum?

# %% exercise="mse_backward"

# %% check="mse_backward"

# %% [markdown]
# Each entry occurs in exactly one squared term, so
#
# $$\frac{\partial J}{\partial out_{ik}} = \frac{out_{ik} - y_{ik}}{N}, \qquad \frac{\partial J}{\partial out} = \frac1N (out - y).$$
#
# A common slip, which also occurs in the course that this book is based on, is to keep the sum
# sign: $\partial J/\partial out_i = \frac1N\sum_i (out_i - y_i)$. The sum does not belong there: it
# would give every sample the same derivative. A finite difference settles the question. Move one
# entry of $out$ by $\pm\varepsilon$, and divide the change in $J$ by $2\varepsilon$:


# %%
def nudged(J, out, row, column, eps=1e-5):
    step = np.zeros(out.shape)
    step[row, column] = eps
    return (J(out + step) - J(out - step)) / (2 * eps)


print("finite difference ", nudged(lambda o: ff.mse(o, y), out, 1, 0))
print("without the sum   ", ff.mse_backward(out, y)[1, 0])
print("with the sum      ", (out - y)[:, 0].sum() / 2)

# %% [markdown]
# ## The loss as a surface
#
# A line $out = xw + b$ has two parameters. Every choice of $w$ and $b$ is a model, and every model
# has a loss, so $J$ is a height above the plane of $w$ and $b$. These heights form the **loss
# surface**, and learning means finding a low point on that surface. *Gradient descent* computes the
# slopes, takes a small step downhill, and computes them again. Press *play* in the explorer below
# to watch it at work. (You will write it yourself in 6.6.)

# %%
ff.ask("cut_of_the_surface")

# %%
ff.explore_loss_surface(mse, mse_backward)

# %% [markdown]
# Every vertical cut through the surface is a parabola, and the whole surface is one bowl with a
# single lowest point. The contour lines are ovals with a common long axis. It runs diagonally
# because most of the inputs $x$ are positive, so a larger $b$ can partly make up for a $w$ that is
# too small. The surface is steepest along the short axis, so gradient descent first heads for the
# long axis, and then moves along it in ever shorter steps.

# %% [markdown]
# ## Targets that are classes
#
# Now the target is a class: which digit is this? The numbers 0 to 9 are only names here; a 9 is not
# three times a 3, so the squared difference between two class numbers makes no sense as an error.
# The network should predict a probability for each class.
#
# With $K$ classes, $out$ has shape `(N, K)`, and its entries are called **logits**. A logit can be
# any real number. **Softmax** turns each row into probabilities:
#
# $$S_k = \frac{e^{out_k}}{\sum_{j=1}^{K} e^{out_j}}.$$
#
# The exponential makes every entry positive, and the division makes the entries of each row add up
# to 1.

# %%
out = np.array([2.0, 1.0, -1.0])
e = np.exp(out)
print("e^out", e.round(3), " S", (e / e.sum()).round(3))

# %% [markdown]
# ### Only differences count
#
# Divide one probability by another, and the denominator cancels: $S_j / S_k = e^{out_j - out_k}$. A
# class whose logit is larger by 1 is $e \approx 2.7$ times as probable, whatever the logits
# themselves are. Any positive, increasing function would give a larger logit a larger probability.
# (The square is positive too, but it would treat the logits 2 and −2 alike.) But if the ratio of
# two probabilities is to depend only on the difference between their logits, then equal steps in a
# logit must multiply the ratio by equal factors, and only an exponential does that. This property
# suits logits. A logit is a sum, and each term of the sum multiplies the ratio by its own factor,
# whatever the other terms are.
#
# And because only differences count, we may subtract any number $c$ from all the logits of a row:
#
# $$\frac{e^{out_k - c}}{\sum_j e^{out_j - c}} = \frac{e^{-c}\,e^{out_k}}{e^{-c}\sum_j e^{out_j}} = S_k.$$
#
# On paper this is a curiosity, but in floating point it saves us, because $e^{710}$ overflows:

# %%
with np.errstate(over="ignore", invalid="ignore"):
    e = np.exp(np.array([1000.0, 1001.0, 999.0]))
    print("e^out", e, " S", e / e.sum())

# %%
ff.figures.softmax_overflow()

# %% [markdown]
# *Figure: The exponents* $x$ *for which* $e^x$ *fits into a float, and a row of logits outside that
# range. With a constant subtracted, here 900, the same row is harmless.*
#
# ### Exercise: softmax
#
# Write softmax for a batch of samples, row by row. It must be correct for all logits between
# $-1000$ and $1000$ and raise no warnings. You may choose a different $c$ for each row. Which
# choice guarantees that nothing overflows and that the sum is never 0?

# %% exercise="softmax"

# %% check="softmax"

# %% [markdown]
# The safe choice for $c$ is the largest logit of the row: every exponent is then at most 0, so
# nothing overflows, and the sum is at least $e^0 = 1$.
#
# ### The likelihood of a class
#
# The network predicts a **categorical** distribution: class $k$ has probability $S_k$. The class
# observed for a sample is called its **label**. The network gives the label the probability
# $S_{label}$, so the negative log-likelihood of one sample is $-\log S_{label}$.

# %%
ff.figures.categorical_likelihood()

# %% [markdown]
# *Figure: Softmax gives the label a probability, and the negative logarithm of that probability is
# the loss. The loss is near 0 if the network is confidently right, and grows without limit as the
# network becomes more confidently wrong.*

# %%
ff.ask("adding_or_multiplying")

# %%
ff.explore_softmax(softmax)

# %% [markdown]
# Adding 3 to all logits changes nothing, while multiplying them by 3 makes the network more
# confident, whether it is right or wrong. Raise one logit, and the probabilities of all the other
# classes fall, because their common denominator grows. With the preset *confidently wrong*, the
# loss is almost equal to the difference between the largest logit and the logit of the label.

# %% [markdown]
# One formula is worth knowing by heart: with sensible initial weights, the loss of an untrained
# classifier is about $\log K$. Before training, the network should consider all $K$ classes about
# equally probable, so $S_{label} \approx 1/K$ and $-\log S_{label} \approx \log K$, which is 0.69
# for two classes and 2.30 for ten. Whenever you train a classifier, look at the initial loss. On
# average, random logits raise the loss a little above $\log K$, because a positive logit adds more
# to the denominator of softmax than a negative logit of the same size takes away. So for ten
# classes an initial loss of 2.7 is no cause for concern. But if the initial loss is 8, the network
# starts out confidently wrong, and you should check the initialisation, the scale of the inputs and
# the loss itself.

# %%
X, y = ff.digits(np.random.default_rng(0)).train
losses = []
for seed in range(5):
    params = ff.init_params([64, 50, 10], np.random.default_rng(seed))
    losses.append(ff.loss_and_grads(X, y, params)[0])
print("log 10 =", np.log(10).round(2), "  untrained networks:", np.round(losses, 2))

# %% [markdown]
# ## What a message costs
#
# There is a second route to the same loss, and it explains what the value of the loss means.
# Suppose that every morning you send a friend one of four words about the weather, encoded as zeros
# and ones, or **bits**. The words are not equally frequent:
# $p = (\frac12, \frac14, \frac18, \frac18)$. Frequent words should get short code words.
#
# | word | A | B | C | D |
# | --- | --- | --- | --- | --- |
# | $p$ | 1/2 | 1/4 | 1/8 | 1/8 |
# | code word | 0 | 10 | 110 | 111 |
# | length | 1 | 2 | 3 | 3 |

# %% [markdown]
# No code word is the beginning of another, so your friend can read a sequence of code words with no
# gaps between them. But this rule makes short code words expensive. Once 0 is a code word, the
# other words must share the other half of all bit strings, those that begin with 1. In general a
# code word of length $L$ uses up a fraction $2^{-L}$ of all bit strings, and these fractions add up
# to at most 1. The code in the table divides this budget exactly as $p$ does: a word of probability
# $\frac18$ gets a fraction of $\frac18$, so its length is $-\log_2 \frac18 = 3$ bits. How long is a
# message on average?

# %%
p = np.array([1 / 2, 1 / 4, 1 / 8, 1 / 8])
length = np.array([1, 2, 3, 3])
days = rng.choice(4, size=100_000, p=p)
print("expected length", p @ length, "  mean over 100,000 days", length[days].mean())

# %% [markdown]
# ### Entropy
#
# No other way of dividing the budget is better. If no code word is the beginning of another, the
# mean length of a message cannot be less than the **entropy** of $p$ [@shannon1948]:
#
# $$H(p) = -\sum_k p_k \log p_k.$$
#
# The base of the logarithm sets the unit of length: with $\log_2$ we measure in bits, as in the
# table, and with the natural logarithm in **nats**; one nat is $1/\log 2 \approx 1.44$ bits. This
# book uses nats, because the slope of $\log x$ is then $1/x$, with no extra factor.
#
# A code word has a whole number of bits, so when each day is encoded separately, the mean length
# can equal the entropy only if all the probabilities are powers of ½, as they are here. A word of
# probability 0.7 should cost 0.51 bits. If we encode many days at once, such fractions of a bit add
# up, and we can come as close to the entropy as we like. Entropy is large if the outcome is
# uncertain and 0 if the outcome is certain.

# %%
for name, q in [("as above", p), ("all equal", np.full(4, 1 / 4)), ("certain", np.eye(4)[0])]:
    print(f"{name:10} {ff.entropy(q):.4f} nats = {ff.entropy(q) / np.log(2):.4f} bits")

# %% [markdown]
# ### The wrong code
#
# Suppose you believe that the frequencies are the other way round,
# $q = (\frac18, \frac18, \frac14, \frac12)$, and choose code words of 3, 3, 2 and 1 bits. The
# weather still follows $p$, so your mean message length is now
# $\frac12 \cdot 3 + \frac14 \cdot 3 + \frac18 \cdot 2 + \frac18 \cdot 1 = 2.625$ bits. This is the
# **cross-entropy**
#
# $$H(p, q) = -\sum_k p_k \log q_k.$$
#
# The lengths $-\log q_k$ come from what you *believe*; their weights, the frequencies $p_k$, come
# from what *happens*. The excess of the cross-entropy over the entropy is the **Kullback–Leibler
# divergence** (KL divergence) [@kullback1951], also called **relative entropy**:
#
# $$\mathrm{KL}(p \,\|\, q) = H(p, q) - H(p) = \sum_k p_k \log\frac{p_k}{q_k}.$$
#
# So $H(p, q) = H(p) + \mathrm{KL}(p\,\|\,q)$: the cost that cannot be avoided, plus the cost of the
# wrong belief. Here, in bits, $2.625 = 1.75 + 0.875$.

# %%
ff.figures.code_length()

# %% [markdown]
# *Figure: Each word is a rectangle whose width is the frequency of the word and whose height is the
# length of its code word, so the total area is the mean message length. In the middle is the code
# for the reversed frequencies. Every wrong belief costs extra bits.*
#
# ### The pay-off
#
# Let the network's probabilities $S$ be the belief. The label is the truth, and we know it for
# certain. Written as a distribution, the label becomes a row $\tilde S$ that is 1 at the label and
# 0 elsewhere. Such a distribution is called **hard**, and such a row **one-hot**. The entropy of a
# one-hot row is 0, so the cross-entropy *is* the KL divergence, and only one term of the sum
# survives:
#
# $$\mathrm{KL}(\tilde S\,\|\,S) = H(\tilde S, S) = -\log S_{label}.$$
#
# This is the negative log-likelihood again. So maximising the likelihood of a classifier is the
# same as minimising the mean message length in the code built from its probabilities. That mean
# length is a cross-entropy, which gives the loss its name.

# %%
S = np.array([0.2, 0.7, 0.1])
for name, p in [("hard", np.array([0.0, 1.0, 0.0])), ("soft", np.array([1 / 3, 2 / 3, 0.0]))]:
    H, KL = ff.entropy(p), ff.kl_divergence(p, S)
    print(f"{name}: H(p, S) = {H + KL:.4f} = entropy {H:.4f} + KL {KL:.4f}")
print(f"-log S[1] = {-np.log(S[1]):.4f}")

# %% [markdown]
# The second line of the output is for a **soft** target, a distribution that is not one-hot. This
# one might come from three doctors: one voted for class 0, and the other two voted for class 1.
# With a soft target the cross-entropy cannot reach 0: its minimum is $H(p)$, at $S = p$.
#
# ### When a probability is 0
#
# If $p_k = 0$, the word never occurs and costs nothing: $p \log p$ tends to 0 as $p$ does. If
# $q_k = 0$ and $p_k > 0$, a word occurs that was believed to be impossible, and its code word would
# have to be infinitely long. Ben's forecast for the fifth day was of this kind. NumPy has trouble
# with both cases, because $\log 0$ raises a warning and $0 \cdot \log 0$ is NaN.
#
# ### Exercise: KL divergence
#
# Write a function that computes the KL divergence for rows of probabilities, in nats. Take
# $0 \log 0$ to be 0. The result should be infinite where $q = 0 < p$, and your function should
# raise no warnings.

# %% exercise="kl_divergence"

# %% check="kl_divergence"

# %%
ff.ask("ruled_out_class")

# %%
ff.explore_kl(kl_divergence)

# %% [markdown]
# Set *q = p*, and both divergences are 0. Choose *p one-hot*, and the cross-entropy consists of KL
# alone. Choose *q rules C out*, and only $\mathrm{KL}(p\,\|\,q)$ becomes infinite, because C still
# occurs.
#
# ### KL is never negative
#
# A wrong belief never makes messages shorter on average. The logarithm lies on or below its tangent
# at 1, which means $\log x \le x - 1$. Set $x = q_k/p_k$, multiply by $p_k$, and sum over all $k$
# with $p_k > 0$:
#
# $$-\mathrm{KL}(p\,\|\,q) = \sum_k p_k \log\frac{q_k}{p_k} \le \sum_k p_k\Big(\frac{q_k}{p_k} - 1\Big) \le 1 - 1 = 0.$$
#
# In the second inequality, the $q_k$ with $p_k > 0$ may add up to less than 1, because $q$ may give
# some probability to outcomes that never occur. Equality requires $q_k = p_k$ wherever $p_k > 0$,
# because the tangent touches the logarithm only at 1. Then these $q_k$ add up to 1, which leaves
# nothing for the other outcomes, and so $q = p$. The argument also proves Shannon's bound: let
# $q_k$ be $2^{-L_k}$, the fraction used up by word $k$ of a code; these fractions add up to at most
# 1.

# %% [markdown]
# ### KL is not a distance
#
# KL is often called a distance between two distributions. But a distance is the same in both
# directions, and a detour is never shorter. Three coins show that KL has neither property:

# %%
p, q, r = np.array([[0.5, 0.5], [0.9, 0.1], [0.7, 0.3]])
kl = ff.kl_divergence
print(f"KL(p||q) = {kl(p, q):.4f}   KL(q||p) = {kl(q, p):.4f}")
print(f"KL(p||r) + KL(r||q) = {kl(p, r):.4f} + {kl(r, q):.4f} = {kl(p, r) + kl(r, q):.4f}")

# %% [markdown]
# So it matters which of the two distributions is the truth. In learning, $p$ is what happens and
# $q$ is what the network says.
#
# ## Cross-entropy from the logits
#
# For a batch, the loss is the mean
#
# $$J = -\frac1N\sum_{i=1}^{N} \log S_{i,\,label_i}.$$
#
# But what if a probability is so small that it is rounded to 0 in floating point?

# %%
out, labels = np.array([[1000.0, 0.0, -1000.0]]), np.array([1])
with np.errstate(divide="ignore"):
    print("S of the label", ff.softmax(out)[0, 1], " -log S", -np.log(ff.softmax(out)[0, 1]))

# %% [markdown]
# The correct loss is 1000, the difference between the logit of class 0 and that of the label. By
# going through $S$ we have lost this value, because $e^{-1000}$ underflows. So take the logarithm
# on paper first:
#
# $$-\log\frac{e^{out_k}}{\sum_j e^{out_j}} = \log\sum_j e^{out_j} - out_k.$$
#
# The first term is known as **log-sum-exp**. In this form it overflows for large logits, but again
# we can pull out a constant $c$:
#
# $$\log\Big(e^c\sum_j e^{out_j - c}\Big) = c + \log\sum_j e^{out_j - c}.$$
#
# ### Exercise: cross-entropy
#
# Compute the loss from the logits. The result must be correct for logits between $-1000$ and
# $1000$. The $c$ that is safe for softmax is safe here too.

# %% exercise="cross_entropy"

# %% check="cross_entropy"

# %%
print("from the logits:", ff.cross_entropy(out, labels))

# %% [markdown]
# ### The XOR network as a classifier
#
# In 6.1 our network returned 0 or 1. As a classifier, the network keeps its hidden layer but has
# two outputs, the logits of the two answers. In $W_2 = \begin{pmatrix}-1&1\\2&-2\end{pmatrix}$, the
# second column contains the output weights of 6.1, and the first column is its negative. With
# $b_2 = (\tfrac12, -\tfrac12)$, the logit of answer 1 minus that of answer 0 is $+1$ where the
# right answer is 1 and $-1$ where it is 0:

# %%
X, y = ff.xor_points()
Z = ff.relu(X @ np.array([[1, 1], [1, 1]]) + np.array([0, -1]))
out = Z @ np.array([[-1, 1], [2, -2]]) + np.array([0.5, -0.5])
print("out", out.tolist())
print("probability of the right answer", ff.softmax(out)[np.arange(4), y].round(3))
print(
    "J",
    ff.cross_entropy(out, y).round(4),
    "  and with all logits multiplied by 5:",
    ff.cross_entropy(5 * out, y).round(4),
)

# %% [markdown]
# Every answer is right, yet $J$ is 0.31, because the network assigns a probability of only 73% to
# each right answer. Larger logits lower the loss, but no finite logits bring it to 0. This is why,
# without a penalty on large weights (6.3), the weights of a classifier keep growing long after it
# has stopped making mistakes.
#
# ## The slope of cross-entropy
#
# How does $J$ change with the logits? First take one sample with an arbitrary target distribution
# $p$ (a hard one, $p = \tilde S$, or a soft one):
#
# $$J = -\sum_j p_j \log S_j, \qquad S_j = \frac{e^{out_j}}{s}, \qquad s = e^{out_1} + \dots + e^{out_K}.$$
#
# The chain rule has two factors: how $J$ changes with each $S_j$, and how each $S_j$ changes with
# each $out_k$. In a third step we combine the factors.

# %% [markdown]
# ### Step 1: from J to S
#
# For a moment, treat the $S_j$ as free variables. If one of them changes, only its own term in the
# sum changes:
#
# $$\frac{\partial J}{\partial S_j} = -\frac{p_j}{S_j}.$$
#
# Here, too, a sum sign would be wrong, as the finite differences below show.

# %%
logits = np.array([[0.5, 2.0, -1.0]])
p, S = np.array([0.2, 0.5, 0.3]), ff.softmax(logits)[0]


def J_of(S):
    return -np.sum(p * np.log(S))


by_nudges = np.array([(J_of(S + d) - J_of(S - d)) / 2e-6 for d in 1e-6 * np.eye(3)])
print("finite differences", by_nudges.round(4).tolist())
print("-p/S              ", (-p / S).round(4).tolist(), "  with the sum:", (-p / S).sum().round(4))

# %% [markdown]
# ### Step 2: from S to out
#
# The quotient rule gives two cases, both with $\partial s/\partial out_k = e^{out_k}$. For $j = k$
# both numerator and denominator change:
#
# $$\frac{\partial S_k}{\partial out_k} = \frac{e^{out_k}\, s - e^{out_k}\, e^{out_k}}{s^2} = S_k(1 - S_k).$$
#
# For $j \ne k$ only the denominator changes:
#
# $$\frac{\partial S_j}{\partial out_k} = \frac{0 \cdot s - e^{out_j}\, e^{out_k}}{s^2} = -S_j S_k.$$
#
# If a logit grows, the probability of its class grows and all the other probabilities shrink. The
# $K \times K$ table of these slopes is the **Jacobian** of softmax.

# %%
jacobian = np.diag(S) - np.outer(S, S)
steps = 1e-6 * np.eye(3)
by_nudges = [(ff.softmax(logits + d)[0] - ff.softmax(logits - d)[0]) / 2e-6 for d in steps]
print(jacobian.round(4))
print("largest difference:", f"{np.abs(jacobian - np.transpose(by_nudges)).max():.0e}")

# %% [markdown]
# ### Step 3: multiply, and sum over the paths
#
# *Here* a sum is needed, because changing $out_k$ changes every $S_j$, and each $S_j$ affects $J$.
# The contributions of all paths add up:
#
# $$\begin{aligned}\frac{\partial J}{\partial out_k} &= \sum_j \frac{\partial J}{\partial S_j}\frac{\partial S_j}{\partial out_k}
# = -\frac{p_k}{S_k} S_k(1 - S_k) + \sum_{j \ne k} \Big(-\frac{p_j}{S_j}\Big) (-S_j S_k) \\
# &= -p_k + S_k p_k + S_k\sum_{j\ne k} p_j = -p_k + S_k \sum_j p_j = S_k - p_k.\end{aligned}$$
#
# The term $S_k p_k$ is the one that the sum over $j \ne k$ leaves out, so the two together give the
# full sum. The last step used $\sum_j p_j = 1$ and nothing else about $p$, and the whole Jacobian
# has collapsed into a subtraction. **The slope is what the network says minus what is true**:
# $S - p$ for a soft target, and $S - \tilde S$ for a hard one.

# %% [markdown]
# ### Exercise: the gradient of cross-entropy
#
# So far we have looked at a single sample. Your function receives a batch, with $out$ of shape
# `(N, K)` and integer labels of shape `(N,)`. $J$ is the loss that your `cross_entropy` computes, a
# mean over samples. In which terms of $J$ does row $i$ of $out$ occur, and with what factor?

# %% exercise="cross_entropy_backward"

# %% check="cross_entropy_backward"

# %% [markdown]
# Write $J = \frac1N\sum_i J_i$, where $J_i$ is the loss of sample $i$. Row $i$ of $out$ occurs only
# in $J_i$, so
#
# $$\frac{\partial J}{\partial out_{ik}} = \frac{S_{ik} - \tilde S_{ik}}{N}, \qquad \frac{\partial J}{\partial out} = \frac1N\,(S - \tilde S).$$
#
# Compare this with $(out - y)/N$ for the squared error. Each gradient is a prediction minus a
# target. This is no accident. In both cases, the part of $J_i$ that depends on $out$ is the
# difference between two terms: a function of $out$ alone and the product of $out$ and the target.
# For the squared error that function is $\frac12 out^2$, with slope $out$; for cross-entropy it is
# log-sum-exp, with slope $S$.

# %% [markdown]
# ### Two classes, one logit
#
# With two classes, only the difference between the logits counts, so one output $out$ is enough:
# fix the logit of class 0 at 0. Here let $S$ be the probability of class 1, a single number:
#
# $$S = \frac{e^{out}}{1 + e^{out}} = \mathrm{sigmoid}(out), \qquad 1 - S = \frac{1}{1 + e^{out}}.$$
#
# So $\log S = out - \log(1 + e^{out})$ and $\log(1 - S) = -\log(1 + e^{out})$. With labels $y$ that
# are 0 or 1, the cross-entropy becomes
#
# $$-y \log S - (1 - y)\log(1 - S) = \log(1 + e^{out}) - y\,out.$$
#
# This loss is called **binary cross-entropy**. Its slope is $S - y$, because the slope of
# $\log(1 + e^{out})$ is $e^{out}/(1 + e^{out}) = S$. If $out$ is large, then $e^{out}$ overflows,
# so the cell below uses `np.logaddexp(0, out)`, which computes $\log(e^0 + e^{out})$ without
# overflow. If several labels can apply at once, as *cat* and *dog* can to one photograph, the
# network gets one such output per label.

# %%
out, labels = np.array([2.0, -0.5, 1.0]), np.array([1, 0, 0])
print("two logits", ff.cross_entropy(np.column_stack([0 * out, out]), labels))
print("one logit ", np.mean(np.logaddexp(0, out) - labels * out))

# %% [markdown]
# ## Why not the squared error?
#
# Both $S$ and $\tilde S$ are just rows of numbers, so why not minimise
# $\frac{1}{2N}\sum(S - \tilde S)^2$? This loss is smooth, and it is 0 exactly when every answer is
# right and certain.
#
# To find the slope of this loss, take one sample and two classes, and let the **margin** $m$ be the
# label's logit minus the other logit. A large negative margin means a confident error. From here
# on, $S$ is the probability of the *label*, so $S = \mathrm{sigmoid}(m)$. The other class has
# probability $1 - S$, so the squared error is $\frac12\big((S - 1)^2 + (1 - S)^2\big) = (1 - S)^2$.
# The slope of either loss with respect to the label's logit is its slope with respect to $S$, times
# $S(1 - S)$ from the Jacobian:
#
# $$\begin{aligned}\text{cross-entropy: } & -\frac1S \cdot S(1 - S) = S - 1, \\
# \text{squared error: } & -2(1 - S) \cdot S(1 - S) = -2\,S\,(1 - S)^2.\end{aligned}$$
#
# How much of the second slope is left at a margin of $-10$?

# %%
ff.ask_number("slope_of_squared_error")

# %%
ff.explore_confident_error(cross_entropy_backward)

# %%
ff.figures.loss_of_one_logit()

# %% [markdown]
# *Figure: The loss of one sample as a function of its margin, and the slope of that loss. At large
# negative margins, where the network is confidently wrong, cross-entropy is almost a straight line
# with slope* $-1$, *whereas the squared error is almost flat.*
#
# At a margin of $-10$ the slope of the squared error is about $-0.00009$, less than a
# ten-thousandth of the slope of cross-entropy. **The** $1/S$ **of cross-entropy cancels the** $S$
# **of the Jacobian.** This is why softmax and cross-entropy belong together. Softmax, like the
# sigmoid in 6.4, is flat where the network is confident, so a loss on top of softmax has to be
# steep where the network is confident and wrong.

# %% [markdown]
# ### Does it matter in training?
#
# The choice of loss matters when a network starts with confident errors. We train one affine layer
# on the digits, first from ordinary initial weights and then from weights that are ten times as
# large. For each start and each loss we report the mean held-out accuracy over three seeds, at five
# learning rates. The largest rates are there because the slopes of the squared error can be tiny.
# For the squared error on softmax, `ff.train` receives a pair (loss, gradient) instead of the name
# of a loss.

# %%
data = ff.digits(np.random.default_rng(0))
squared = (ff.mse_on_softmax, ff.mse_on_softmax_backward)


def held_out(loss, scale, lr, seed):
    rng = np.random.default_rng(seed)
    params = [(scale * W, b) for W, b in ff.init_params([64, 10], rng)]
    options = dict(loss=loss, epochs=20, lr=lr, batch_size=50, rng=rng, progress=False)
    params, _ = ff.train(*data.train, params, **options)
    return np.mean(ff.predict(data.held_out[0], params) == data.held_out[1])


# %%
rates = (0.5, 2, 8, 32, 128)
print(f"{'learning rate':28}", *(f"{lr:5}" for lr in rates))
for scale in (1, 10):
    for name, loss in [("cross-entropy", "cross_entropy"), ("squared error", squared)]:
        right = [np.mean([held_out(loss, scale, lr, seed) for seed in range(3)]) for lr in rates]
        print(f"weights x {scale:2}  {name:14}", *(f"{share:5.2f}" for share in right))


# %% [markdown]
# From ordinary weights, both losses lead to similar accuracies at a good learning rate (0.97 and
# 0.96), although cross-entropy tolerates a much wider range of rates. From weights that cause many
# confident errors, cross-entropy recovers most of the accuracy and reaches 0.95, while the squared
# error gets no further than 0.70 at any learning rate that we tried.
#
# The trouble comes from the squared error and softmax *together*. Applied to the logits themselves,
# the squared error has the gradient $\frac1N(out - \tilde S)$, which does not saturate, and
# @hui2021 found that large networks trained in this way classify about as well as networks trained
# with cross-entropy. But softmax then no longer turns the outputs into usable probabilities: with
# ten classes, a perfect one-hot output gives the label only $e/(e + 9) \approx 0.23$.
#
# A picture shows where training with the squared error on softmax is slow. Take two classes and one
# input. The logits are 0 and $xw + b$, and the loss surface over $w$ and $b$ can be drawn for
# either loss.

# %%
ff.figures.plateau()

# %% [markdown]
# *Figure: Both losses over* $w$ *and* $b$, *each on its own colour scale. The star marks the
# minimum. Both descents take 25 steps with a learning rate of 1 from* $w = -5$ *and* $b = 1$,
# *where eight of the ten samples are misclassified. With cross-entropy, gradient descent comes
# close to the minimum; with the squared error, it hardly leaves the starting point.*

# %%
ff.ask("worst_corner")

# %%
ff.explore_loss_surface(task="two classes")

# %% [markdown]
# For this model, the surface of cross-entropy is a bowl without plateaus. The squared error cannot
# exceed 1 here, so its surface must level off where nearly everything is wrong, and gradient
# descent at a moderate rate hardly moves there. At a rate of 8, however, 25 steps on the squared
# error do come close to the minimum from the start in the figure. But from $w = -8$ and $b = 2$,
# farther out on the plateau, the squared error is still above 0.70 after 25 steps at a rate of 64.
# With cross-entropy, any rate from 1 to 8 works from either start.

# %% [markdown]
# > **History.** @shannon1948 defined entropy and proved that no code can beat it; @kullback1951
# > introduced the divergence that bears their names. The method of least squares is due to Legendre
# > (1805) and Gauss (1809), and Gauss connected it with the distribution now named after him. In
# > the 1980s classifiers were usually trained with the squared error; switching to cross-entropy
# > improved them noticeably [@goodfellow2016]. The softmax formula is much older than neural
# > networks: Boltzmann (1868) and Gibbs (1902) used it for the distribution over the states of a
# > physical system. @bridle1990 gave it the name softmax and trained networks with the logarithm of
# > the label's probability, a score that @good1952 had proposed for forecasts such as Anna's and
# > Ben's.

# %% [markdown]
# ## The same in PyTorch
#
# `cross_entropy` expects logits and applies log-sum-exp itself, so do not put a softmax before it.
# `mse_loss` divides by the number of *entries* and has no ½.

# %%
if torch := ff.optional("torch"):
    logits = torch.tensor([[1000.0, 0.0, -1000.0]], dtype=torch.float64, requires_grad=True)
    J = torch.nn.functional.cross_entropy(logits, torch.tensor([1]))
    J.backward()
    print("J", J.item(), "  dJ/dout", logits.grad.tolist())

# %% [markdown]
# ## In your own words
#
# A friend trains a classifier with the squared error on softmax and says: "My loss is 0 exactly
# when every answer is right and certain, and it has a slope everywhere. So training will get there,
# only a little more slowly than with cross-entropy." Explain, with numbers, what happens where the
# network is confidently wrong, and why cross-entropy is different.
#
# If you are taking a course, your instructor marks this answer. It is worth 2 points: one for
# explaining, with a number, why the slope of the squared error vanishes where the network is
# confidently wrong, and one for explaining why the slope of cross-entropy does not. If you are
# working on your own, compare your answer with the one in `solutions/`.

# %% [markdown] explain="6.5_losses"
# The slope of the squared error passes back through softmax, whose Jacobian contains the factor
# S(1 - S). Where the network is confidently wrong, the probability S of the label is almost 0, and
# so is that factor, however large the error. With two classes the slope is -2 S (1 - S)^2, which is
# -0.00009 at a margin of -10. If the two logits themselves were updated with a learning rate of 1,
# a hundred updates would change the margin by only 0.02. The friend is right that such updates do
# get there, but "a little more slowly" means about ten thousand times more slowly at first. To
# bring the margin from -10 to 0 takes 5,519 updates, and with cross-entropy 6.
#
# Cross-entropy is -log S. Its slope with respect to S is -1/S, which is huge where S is almost 0,
# and this 1/S cancels the S in the Jacobian. What remains is S - 1, which comes closest to -1 for
# the most confident errors.

# %% [markdown] problems="6.5_losses"
# ## Problems to think about

# %% [markdown] problem="*"
# What is the mean negative log-likelihood of Anna's forecasts, and of Ben's? What would Ben's have
# been if he had said 99% and 1% instead of 100% and 0%?
#
# ---
#
# Anna's is $-\log 0.8 \approx 0.223$, and Ben's is infinite. With 99% and 1%, Ben's would have been
# $(4 \cdot 0.01005 + 4.605)/5 \approx 0.929$, still about four times as large as Anna's: a single
# confident error outweighs four confident successes.

# %% [markdown] problem="*"
# An untrained network for 1,000 classes has a loss of 6.9; another has a loss of 25. What do you
# conclude?
#
# ---
#
# $\log 1000 \approx 6.9$, so the first network considers all classes about equally probable, as it
# should. The second is confidently wrong from the start, probably because its logits are much too
# large.

# %% [markdown] problem="**"
# Suppose the noise follows the Laplace density $\frac{1}{2a}\, e^{-|y - out|/a}$. Which loss does
# maximum likelihood give, and how does that loss treat outliers, compared with the squared error?
#
# ---
#
# $-\log p = |y - out|/a + \log 2a$, so the loss is, up to constants, the mean absolute error. For
# one sample its slope is $\pm 1$ whatever the size of the error, so an outlier pulls no harder than
# any other sample, whereas with the squared error the pull of an outlier grows with its distance.

# %% [markdown] problem="**"
# Let the network predict $\sigma$ as well, in the form $\sigma = e^s$, where $s$ is a second
# output. For one sample with an error $r = out - y$ that is not 0, which value of $s$ minimises
# `gaussian_nll`, and what does this value mean?
#
# ---
#
# $J = \tfrac12 r^2 e^{-2s} + s + \text{const}$, and $\partial J/\partial s = -r^2 e^{-2s} + 1 = 0$
# gives $\sigma = e^s = |r|$. So the best uncertainty to claim is the size of the error that
# actually occurs. Over many similar samples, the best claim is the root mean square error.

# %% [markdown] problem="**"
# With ten classes, *label smoothing* replaces the 1 of each one-hot target by, say, 0.9 and shares
# the remaining 0.1 equally among the other nine classes. What is the smallest possible loss, and at
# which logits is it reached?
#
# ---
#
# $J = H(p) + \mathrm{KL}(p\,\|\,S)$ is smallest at $S = p$, where it is
# $H(p) = -0.9\log 0.9 - 0.1\log\frac{0.1}{9} \approx 0.545$. There the label's logit leads each of
# the others by $\log\frac{0.9}{0.1/9} = \log 81 \approx 4.4$. With a hard target, the lead would
# have to be infinite.

# %% [markdown] problem="**"
# If the targets are one-hot, why does nobody train with the KL divergence the other way round,
# $\mathrm{KL}(S\,\|\,\tilde S)$?
#
# ---
#
# $\tilde S$ is 0 for every class except the label, and on paper $S$ is never exactly 0. So
# $\mathrm{KL}(S\,\|\,\tilde S)$ is infinite for every network, and there is no slope to follow.

# %% [markdown] problem="***"
# Show that every row and every column of softmax's Jacobian adds up to 0. What does this say about
# changing all logits by the same amount, and about the sum of the entries in each row of
# $\partial J/\partial out$?
#
# ---
#
# $\sum_k \partial S_j/\partial out_k = S_j - S_j\sum_k S_k = 0$, and the matrix is symmetric, so
# its columns add up to 0 as well. Hence adding a constant to all logits changes nothing, as we
# know; and since $\partial J/\partial out$ is a combination of the rows of the Jacobian, its
# entries add up to 0 in each row, as $S - p$ confirms: $1 - 1 = 0$.

# %% [markdown] problem="***"
# Use $\log x \le x - 1$ to show that the entropy of a distribution over $K$ outcomes is at most
# $\log K$, with equality only for equal probabilities.
#
# ---
#
# Let $u_k = 1/K$. Then $0 \le \mathrm{KL}(p\,\|\,u) = \sum_k p_k \log (K p_k)$ ${} = \log K - H(p)$,
# with equality only if $p = u$.

# %% [markdown]
# ## An open challenge

# %%
ff.challenge("calibrated_wine")

# %% [markdown]
# ## Summary
#
# - A network predicts a distribution; maximum likelihood minimises
#   $J = -\frac1N\sum_i \log p(y_i \mid out_i)$.
# - Gaussian noise gives
#   $J = \frac{1}{2N\sigma^2}\sum_i (out_i - y_i)^2 + \log\sigma + \tfrac12\log 2\pi$,
#   hence the mean squared error $\frac{1}{2N}\sum(out - y)^2$, with
#   $\frac{\partial J}{\partial out} = \frac1N(out - y)$.
# - Softmax, $S_k = e^{out_k}/\sum_j e^{out_j}$, depends only on differences between logits, so the
#   maximum of each row may be subtracted.
# - $H(p) = -\sum p_k \log p_k$, $H(p, q) = -\sum p_k \log q_k$,
#   $\mathrm{KL}(p\,\|\,q) = \sum p_k \log\frac{p_k}{q_k} = H(p, q) - H(p)$. KL is never negative,
#   it is 0 only if $p = q$, and it is not a distance.
# - For a hard target, cross-entropy is the KL divergence and equals
#   $-\log S_{label} = \log\sum_j e^{out_j} - out_{label}$. An untrained classifier has a loss of
#   about $\log K$.
# - $\frac{\partial J}{\partial out} = \frac1N(S - \tilde S)$, where $\tilde S$ contains the one-hot
#   rows, and $\frac1N(S - p)$ for soft targets.
# - A squared error on softmax has almost no slope where the network is confidently wrong:
#   $-2S(1 - S)^2$, compared with $S - 1$ for cross-entropy ($S$ is the label's probability).

# %% [markdown]
# | term | Chinese | symbol |
# | --- | --- | --- |
# | likelihood | 似然 | $p(y \mid out)$ |
# | maximum likelihood | 最大似然 | |
# | negative log-likelihood | 负对数似然 | $-\log p$ |
# | density | 概率密度 | $p(y)$ |
# | Gaussian | 高斯分布 | $\mathcal N(\mu, \sigma^2)$ |
# | categorical distribution | 类别分布 | $S$ |
# | regression | 回归 | numerical $y$ |
# | mean squared error | 均方误差 | MSE |
# | loss surface | 损失曲面 | $J(w, b)$ |
# | logits | 未归一化的对数概率 | $out$ |
# | softmax | 归一化指数函数 | $S$ |
# | entropy | 熵 | $H(p)$ |
# | cross-entropy | 交叉熵 | $H(p, q)$ |
# | binary cross-entropy | 二元交叉熵 | BCE |
# | Kullback–Leibler divergence | KL 散度，相对熵 | $\mathrm{KL}(p\,\Vert\,q)$ |
# | bit, nat | 比特，奈特 | $\log_2$, $\log$ |
# | one-hot, hard target | 独热，硬目标 | $\tilde S$ |
# | soft target | 软目标 | $p$ |
# | Jacobian | 雅可比矩阵 | $\partial S_j/\partial out_k$ |
# | log-sum-exp | 对数求和指数 | $\log\sum_j e^{out_j}$ |
# | margin | 间隔 | $m$ |

# %% [markdown]
# ## Further reading
#
# - @prince2023, chapter 5: uses the same recipe as this section, first the distribution and then
#   the loss, with more distributions.
# - @mackay2003, chapters 2 and 4: entropy and coding, explained with wit; many exercises.
# - @cover2006, chapter 2: the inequalities, with complete proofs.
# - @zhang2023, section 4.1: softmax regression, and a view of cross-entropy as surprise.

# %% [markdown] references="6.5"
# ## References

# %% [markdown]
# **Next.** You now have a number to make small, and its slope with respect to the outputs.
# [Section 6.6](6.6_gradient_descent.ipynb) follows slopes downhill, using all samples at once, one
# at a time, or a few at a time. How the slope travels back from the outputs to the weights has to
# wait until 6.8.

# %%
ff.progress()
