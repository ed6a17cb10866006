"""The eight sections as a learner sees them: number, title, and what they can do afterwards."""

import os
from dataclasses import dataclass
from pathlib import Path

from feedforward import exercises

from . import progress as memory


@dataclass(frozen=True)
class Section:
    """A section of the book. `able` completes the sentence "You can now …"."""

    key: str
    title: str
    able: str

    @property
    def number(self):
        """As in "6.1"."""
        return self.key.split("_")[0]

    @property
    def name(self):
        """As in "6.1 XOR"."""
        return f"{self.number} {self.title}"

    @property
    def exercises(self):
        return exercises.SECTIONS[self.key].EXERCISES

    @property
    def points(self):
        """The points there are."""
        return sum(e.points for e in self.exercises)

    def earned(self, home=None):
        """Return the points that the learner has, from the best score of each exercise."""
        return sum(e.points * memory.recall(e.name, home)["best"] for e in self.exercises)

    def is_begun(self, home=None):
        """Return True if the learner has tried one of its exercises."""
        return any(memory.recall(e.name, home)["attempts"] for e in self.exercises)

    def next_exercise(self, home=None):
        """Return its first exercise that is not right yet, or None."""
        unfinished = (e for e in self.exercises if memory.recall(e.name, home)["best"] < 1)
        return next(unfinished, None)


SECTIONS = tuple(
    Section(*row)
    for row in (
        (
            "6.1_xor",
            "XOR",
            "prove that one layer is not enough, and explain what a hidden layer does",
        ),
        (
            "6.2_structure",
            "Structure",
            "count layers and parameters, and initialise the weights",
        ),
        (
            "6.3_capacity",
            "Expressive power",
            "say what a network can express and what it should learn, and fight overfitting",
        ),
        (
            "6.4_activations",
            "Activation functions",
            "choose an activation, and explain with numbers why gradients vanish",
        ),
        (
            "6.5_losses",
            "Losses",
            "derive a loss from what a network predicts, and its gradient",
        ),
        (
            "6.6_gradient_descent",
            "Gradient descent",
            "choose a learning rate and a batch size, and write momentum and Adam",
        ),
        (
            "6.7_forward",
            "Forward propagation",
            "compute a whole batch in matrices, and find bugs by their shapes",
        ),
        (
            "6.8_backprop",
            "Backpropagation",
            "derive and prove every gradient, and train your own network",
        ),
    )
)


def find(key):
    """Return the Section of that key, as in "6.1_xor"; None where there is none."""
    return next((section for section in SECTIONS if section.key == key), None)


def at_work():
    """Return the Section of this notebook, else that of the last check, else None."""
    notebook = Path(os.environ.get("JPY_SESSION_NAME", "")).stem
    last = memory.last_checked()
    return find(notebook) or find(exercises.find(last).section if last else "")


def present(home=None):
    """Return the sections whose notebooks lie in the folder; all of them where none does."""
    folder = home or memory.HOME
    here = tuple(s for s in SECTIONS if (folder / f"{s.key}.ipynb").exists())
    return here or SECTIONS
