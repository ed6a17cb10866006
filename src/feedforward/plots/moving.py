"""Artists that move, and what a panel may know of them: whether they rest, and stand apart.

Some of matplotlib's setters, such as PathPatch's `set_path`, do not say that an artist has changed;
and others say so although nothing has. What is set by `change` is known to rest when it does.
"""

import numpy as np

# The gid of what nothing else is ever drawn over or under, or nothing else of the same zorder.
APART, BESIDE = "apart", "beside"


def change(artist, **looks):
    """Set the properties of an artist that are not as they were at the last call.

    For an artist of which all that ever changes is changed by this.
    """
    before = vars(artist).setdefault("looks_before", {})
    changed = {name: look for name, look in looks.items() if not _same(before.get(name), look)}
    if changed:
        artist.set(**changed)
        before.update(changed)


def is_at_rest(artist):
    """Whether an artist is as it was when it was last drawn, as far as is known."""
    return "looks_before" in vars(artist) and not artist.stale


def _same(one, other):
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return np.array_equal(one, other)
    return one == other
