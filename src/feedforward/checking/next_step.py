"""Suggest the next step after a pass: see the function at work, then the next exercise."""

from feedforward import exercises

from . import progress as memory
from . import sections
from .cells import ANSWER_ID

# The book's explorers that draw with the learner's own function, by exercise.
EXPLORERS = {
    "xor_forward": "ff.explore_xor(xor_forward)",
    "count_parameters": "ff.explore_structure(count_parameters)",
    "width_for_budget": "ff.explore_budget(width_for_budget)",
    "hat": "ff.explore_towers(hat)",
    "sawtooth": "ff.explore_pieces(sawtooth)",
    "dropout_forward": "ff.explore_dropout(dropout_forward)",
    "softmax": "ff.explore_softmax(softmax)",
    "kl_divergence": "ff.explore_kl(kl_divergence)",
    "cross_entropy_backward": "ff.explore_confident_error(cross_entropy_backward)",
    "gradient_noise": "ff.explore_batch_size(gradient_noise)",
    "shape_trace": "ff.explore_shapes(shape_trace)",
    "forward": "ff.explore_sample(forward)",
    "numerical_gradient": "ff.explore_difference_step(numerical_gradient)",
}
STYLE = "margin:8px 0 0"


def next_html(name):
    """Return what to try after the exercise `name` has passed, as HTML."""
    lines = []
    if name in EXPLORERS:
        lines.append(f"See your function at work: run <code>{EXPLORERS[name]}</code> in a cell.")
    lines.append(_onward(name))
    return "".join(f"<p style='{STYLE}'>{line}</p>" for line in lines if line)


def next_exercise(name, home=None):
    """Return the next exercise to do: of this section first, then of those after it, or None.

    Unfinished ones only; those after `name` come before those that were skipped.
    """
    names = list(exercises.EXERCISES)
    place = names.index(name)
    order = [exercises.find(n) for n in names[place + 1 :] + names[:place]]
    unfinished = [e for e in order if memory.recall(e.name, home)["best"] < 1]
    section = exercises.find(name).section
    return next((e for e in unfinished if e.section == section), next(iter(unfinished), None))


def cell_link(exercise):
    """Return the exercise's name as a link to its answer cell, where that notebook is at hand."""
    code = f"<code>{exercise.name}</code>"
    if not (memory.HOME / f"{exercise.section}.ipynb").exists():
        return code
    cell = ANSWER_ID.format(exercise.name)
    return f"<a href='{exercise.section}.ipynb#cell-id={cell}'>{code}</a>"


def _onward(name):
    following = next_exercise(name)
    if following is None:
        return "That was the last one: you have passed every exercise of the book."
    link = cell_link(following)
    if following.section == exercises.find(name).section:
        return f"Next exercise: {link}"
    section = sections.find(following.section)
    done = "You have passed every exercise of this section. Read it to its end."
    if section.is_begun():
        return f"{done} Next exercise: {link} in section {section.number}"
    return f"{done} Then go on with {_section_link(section)}."


def _section_link(section):
    """Return a section's name, as a link to the top of its notebook if that is in this folder."""
    file = f"{section.key}.ipynb"
    if not (memory.HOME / file).exists():
        return section.name
    return f"<a href='{file}'>{section.name}</a>"
