# %% wrong: rounds down
def updates_per_epoch(N, batch_size):
    return N // batch_size  # here

# %% wrong: one more, even if the batches come out even
def updates_per_epoch(N, batch_size):
    return N // batch_size + 1  # here

# %% wrong: rounds to the nearest integer
def updates_per_epoch(N, batch_size):
    return round(N / batch_size)  # here

# %% wrong: the quotient without rounding
def updates_per_epoch(N, batch_size):
    return N / batch_size  # here

# %% wrong: rounds up after the integer division
import math

def updates_per_epoch(N, batch_size):
    return math.ceil(N // batch_size)  # here

# %% wrong: None if the batches come out even
def updates_per_epoch(N, batch_size):
    if N % batch_size != 0:  # here
        return N // batch_size + 1

# %% wrong: the number of samples in the last batch
def updates_per_epoch(N, batch_size):
    left = N % batch_size
    return left  # here

# %% wrong: adds the remainder instead of one batch
def updates_per_epoch(N, batch_size):
    full = N // batch_size
    rest = N % batch_size
    return full + rest  # here

# %% wrong: one update for each sample in a batch
def updates_per_epoch(N, batch_size):
    return min(N, batch_size)  # here

# %% wrong: at least 1 and otherwise rounded down
def updates_per_epoch(N, batch_size):
    return max(1, int(N / batch_size))  # here

# %% wrong: N plus the batch size, divided
def updates_per_epoch(N, batch_size):
    return (N + batch_size) // batch_size  # here

# %% wrong: numerator and denominator swapped
def updates_per_epoch(N, batch_size):
    return int(np.ceil(batch_size / N))  # here

# %% wrong: stops counting at the last full batch
def updates_per_epoch(N, batch_size):
    count = 0
    while N > batch_size:  # here
        N = N - batch_size
        count += 1
    return count

# %% wrong: the range ends one sample early
def updates_per_epoch(N, batch_size):
    return len(range(0, N - 1, batch_size))  # here

# %% wrong: true division in the formula with integers
def updates_per_epoch(N, batch_size):
    return (N + batch_size - 1) / batch_size  # here

# %% right: the ceiling
def updates_per_epoch(N, batch_size):
    return int(np.ceil(N / batch_size))

# %% right: integers only
def updates_per_epoch(N, batch_size):
    return (N + batch_size - 1) // batch_size

# %% right: counts the starts of the batches
def updates_per_epoch(N, batch_size):
    return len(range(0, N, batch_size))

# %% right: one more if something is left
def updates_per_epoch(N, batch_size):
    full, left = divmod(N, batch_size)
    if left:
        full += 1
    return full

# %% wrong: prints the number
def updates_per_epoch(N, batch_size):
    print(-(-N // batch_size))  # here

# %% wrong: the number of the last update, counted from 0
def updates_per_epoch(N, batch_size):
    return -(N // -batch_size) - 1  # here

# %% wrong: an epoch has N updates
def updates_per_epoch(N, batch_size):
    return N  # here

# %% wrong: adds one if the batches come out even
def updates_per_epoch(N, batch_size):
    n = N // batch_size
    if N % batch_size == 0:  # here
        n += 1
    return n
