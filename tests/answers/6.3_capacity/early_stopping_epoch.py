# %% wrong: returns the epoch in which training stops
def early_stopping_epoch(val_losses, patience):
    best, wait = np.inf, 0
    for epoch, loss in enumerate(val_losses):
        if loss < best:
            best = loss
            best_epoch = epoch
            wait = 0
        else:
            wait += 1
            if wait >= patience:
                return epoch  # here
    return best_epoch

# %% wrong: the best of all epochs, also of those after the stop
def early_stopping_epoch(val_losses, patience):
    return int(np.argmin(val_losses))  # here

# %% wrong: an equal loss counts as better
def early_stopping_epoch(val_losses, patience):
    best, best_epoch, bad = float("inf"), 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss <= best:  # here
            best, best_epoch, bad = loss, epoch, 0
        else:
            bad += 1
        if bad == patience:
            break
    return best_epoch

# %% wrong: waits one epoch too long
def early_stopping_epoch(val_losses, patience):
    best_epoch = 0
    wait = 0
    for i in range(1, len(val_losses)):
        if val_losses[i] < val_losses[best_epoch]:
            best_epoch = i
            wait = 0
        else:
            wait += 1
            if wait > patience:  # here
                return best_epoch
    return best_epoch

# %% wrong: does not reset the counter
def early_stopping_epoch(val_losses, patience):
    best_loss = np.inf
    best_epoch = -1
    wait = 0
    for epoch, loss in enumerate(val_losses):
        if loss < best_loss:
            best_loss = loss
            best_epoch = epoch  # here
        else:
            wait += 1
            if wait == patience:
                break
    return best_epoch

# %% wrong: compares with the epoch before instead of the best
def early_stopping_epoch(val_losses, patience):
    best_epoch, wait = 0, 0
    for i in range(1, len(val_losses)):
        if val_losses[i] < val_losses[i - 1]:  # here
            best_epoch, wait = i, 0
        else:
            wait += 1
            if wait == patience:
                break
    return best_epoch

# %% wrong: the best loss starts at 0
def early_stopping_epoch(val_losses, patience):
    best = 0  # here
    best_epoch = 0
    wait = 0
    for epoch, loss in enumerate(val_losses):
        if loss < best:
            best, best_epoch, wait = loss, epoch, 0
        else:
            wait += 1
        if wait >= patience:
            break
    return best_epoch

# %% wrong: the lowest loss instead of its index
def early_stopping_epoch(val_losses, patience):
    best, wait = np.inf, 0
    for loss in val_losses:
        if loss < best:
            best, wait = loss, 0
        else:
            wait += 1
            if wait == patience:
                return best  # here
    return best  # here

# %% wrong: the last epoch when training never stops
def early_stopping_epoch(val_losses, patience):
    best_epoch = 0
    for epoch in range(len(val_losses)):
        if val_losses[epoch] < val_losses[best_epoch]:
            best_epoch = epoch
        elif epoch - best_epoch >= patience:
            return best_epoch
    return epoch  # here

# %% wrong: epochs count from 1
def early_stopping_epoch(val_losses, patience):
    best, best_epoch, wait = np.inf, 0, 0
    for epoch, loss in enumerate(val_losses, 1):  # here
        if loss < best:
            best, best_epoch, wait = loss, epoch, 0
        else:
            wait += 1
        if wait == patience:
            break
    return best_epoch

# %% wrong: stops at the first rise
def early_stopping_epoch(val_losses, patience):
    best_epoch = 0
    for i in range(1, len(val_losses)):
        if val_losses[i] >= val_losses[best_epoch]:
            return best_epoch  # here
        best_epoch = i
    return best_epoch

# %% wrong: the last epoch is never looked at
def early_stopping_epoch(val_losses, patience):
    best_epoch, wait = 0, 0
    for i in range(1, len(val_losses) - 1):  # here
        if val_losses[i] < val_losses[best_epoch]:
            best_epoch, wait = i, 0
        else:
            wait += 1
            if wait == patience:
                break
    return best_epoch

# %% wrong: the best among the last epochs
def early_stopping_epoch(val_losses, patience):
    start = max(0, len(val_losses) - patience)  # here
    return start + int(np.argmin(val_losses[start:]))  # here

# %% wrong: looks only at the first epochs
def early_stopping_epoch(val_losses, patience):
    seen = val_losses[: patience + 1]  # here
    return int(np.argmin(seen))

# %% wrong: takes a worse loss for the new best after a bad epoch
def early_stopping_epoch(val_losses, patience):
    best, best_epoch, wait = np.inf, 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss < best:
            best_epoch = epoch
            wait = 0
        else:
            wait += 1
            if wait == patience:
                return best_epoch
        best = loss  # here
    return best_epoch

# %% wrong: nothing is returned without a stop
def early_stopping_epoch(val_losses, patience):
    best, wait = np.inf, 0
    for epoch, loss in enumerate(val_losses):
        if loss < best:
            best, best_epoch, wait = loss, epoch, 0
        else:
            wait += 1
            if wait == patience:
                return best_epoch
    # here

# %% wrong: steps back by the patience from the end of the list
def early_stopping_epoch(val_losses, patience):
    best, wait, stop = np.inf, 0, len(val_losses)
    for epoch, loss in enumerate(val_losses):
        if loss < best:
            best, wait = loss, 0
        else:
            wait += 1
        if wait == patience:
            stop = epoch
            break
    return stop - patience  # here

# %% right: a counter
def early_stopping_epoch(val_losses, patience):
    best, best_epoch, wait = np.inf, 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss < best:
            best, best_epoch, wait = loss, epoch, 0
        else:
            wait += 1
            if wait == patience:
                break
    return best_epoch

# %% right: the distance from the best epoch
def early_stopping_epoch(val_losses, patience):
    best = 0
    for epoch in range(len(val_losses)):
        if val_losses[epoch] < val_losses[best]:
            best = epoch
        if epoch - best >= patience:
            return best
    return best

# %% right: argmin of what has been seen so far
def early_stopping_epoch(val_losses, patience):
    losses = list(val_losses)
    for end in range(1, len(losses) + 1):
        best = int(np.argmin(losses[:end]))
        if end - 1 - best == patience:
            break
    return best

# %% right: jumps from best to best
def early_stopping_epoch(val_losses, patience):
    best = 0
    while True:
        window = val_losses[best + 1 : best + 1 + patience]
        better = [i for i, loss in enumerate(window) if loss < val_losses[best]]
        if not better:
            return best
        best += 1 + better[0]

# %% wrong: keeps the best loss from the call before
best_so_far = [np.inf]

def early_stopping_epoch(val_losses, patience):
    best_epoch, wait = 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss < best_so_far[0]:  # here
            best_so_far[0] = loss
            best_epoch, wait = epoch, 0
        else:
            wait += 1
            if wait == patience:
                break
    return best_epoch

# %% wrong: looks up the best loss in the list of all epochs from the end
def early_stopping_epoch(val_losses, patience):
    best, wait, seen = np.inf, 0, []
    for loss in val_losses:
        seen.append(loss)
        wait = 0 if loss < best else wait + 1
        best = min(best, loss)
        if wait == patience:
            break
    return len(seen) - 1 - seen[::-1].index(best)  # here

# %% wrong: counts the epochs that rise instead of those without a new best
def early_stopping_epoch(val_losses, patience):
    best_epoch, rises = 0, 0
    for i in range(1, len(val_losses)):
        rises = rises + 1 if val_losses[i] > val_losses[i - 1] else 0  # here
        if val_losses[i] < val_losses[best_epoch]:
            best_epoch = i
        if rises == patience:
            break
    return best_epoch

# %% wrong: sorts the caller's list
def early_stopping_epoch(val_losses, patience):
    losses = list(val_losses)
    best = 0
    for i in range(len(losses)):
        if losses[i] < losses[best]:
            best = i
        elif i - best >= patience:
            break
    val_losses.sort()  # here
    return best
