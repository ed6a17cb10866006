"""An explorer of 6.5: a model beside its point on the loss surface."""

from dataclasses import replace

from feedforward.formatting import decimal
from feedforward.plots.loss_surface import (
    CLASSES,
    LINE,
    SLICES,
    loss_surface_arrays,
)
from feedforward.plots.loss_surface_drawing import (
    draw_loss_surface,
    draw_model_and_slice,
    model_axes,
)

from .explorer import Explorer, Story, choice, slider, stepper
from .guard import computed_with, guarded
from .panel import Panel
from .position import startable

TASKS = {"line": LINE, "two classes": CLASSES}
STEPS = 60
STORY = (1, 2, 3, 4, 5, 7, 10, 14, 20, 28, 40, 60)
START = {"line": {"w": -2.0, "b": 2.0}, "two classes": {"w": -4.0, "b": 2.0}}
VIEWS = {"from above": {"turn": -90, "tilt": 90}, "from the side": {"turn": -60, "tilt": 10}}


def compute_with(task, mse, mse_backward):
    """The explorer's compute: with the learner's functions where they work, else the book's."""
    problem = TASKS[task]
    own = {
        "loss": guarded(mse, "mse", lambda out, y: ()),
        "backward": guarded(mse_backward, "mse_backward", lambda out, y: out.shape),
    }

    def compute(values):
        names = list(problem.losses)
        books = problem.losses[values.get("loss", names[0])]
        # A browser sends 3 steps of 0.1 as 0.30000000000000004.
        start = round(values["w"], 9), round(values["b"], 9)

        def arrays(loss=books[0], backward=books[1]):
            return loss_surface_arrays(
                problem, loss, backward, start, values["steps"], values["slice"],
                (values["turn"], values["tilt"]),
            )  # fmt: skip

        result, note = computed_with(arrays, **own)
        return replace(result, note=note)

    return compute


def describe(arrays):
    """Give the parameters, the loss and its slopes, and the progress of gradient descent."""
    w, b = arrays.path[-1]
    steps = len(arrays.path) - 1
    way = ""
    if steps:
        plural = "s" if steps > 1 else ""
        way = (
            f"{steps} step{plural} of gradient descent brought J down from "
            f"{decimal(arrays.path_J[0], 3)}."
            if arrays.path_J[-1] <= arrays.path_J[0]
            else f"{steps} step{plural} took J up from {decimal(arrays.path_J[0], 3)}."
        )
    if arrays.left_box:
        way += f" Step {steps + 1} would leave the picture."
    place = f"w = {decimal(w, 3)}, b = {decimal(b, 3)}: J = {decimal(arrays.path_J[-1], 3)}."
    slopes = (
        f"Slopes: dJ/dw = {decimal(arrays.slope[0], 3)}, dJ/db = {decimal(arrays.slope[1], 3)}."
    )
    along = f"The slice is {arrays.slice_name}, its slope here {decimal(arrays.slice_slope, 3)}."
    return " ".join(part for part in (place, slopes, along, way.strip(), arrays.note) if part)


def _controls(task):
    problem = TASKS[task]
    step = 0.1 if task == "line" else 0.2
    controls = [
        slider(name, START[task][name], -problem.limit, problem.limit, step) for name in "wb"
    ]
    controls += [
        stepper("steps", 0, 0, STEPS),
        choice("slice", SLICES[0], SLICES),
        slider("turn", -60, -180, 180, 5),
        slider("tilt", 35, 10, 90, 5),
    ]
    if len(problem.losses) > 1:
        controls.append(choice("loss", next(iter(problem.losses)), list(problem.losses)))
    return controls


@startable
def explore_loss_surface(mse=None, mse_backward=None, *, task="line"):
    """See a model with two parameters, w and b, beside its point on the surface of its loss.

    mse, mse_backward: your own functions, which then measure the line and lead the descent.
        Where one is blank or fails, a sentence says so, and the book's own are used.
    task: "line" (squared error), or "two classes" (cross-entropy, or squared error on the softmax).
    ValueError for another task, or for functions of your own where there are two classes.
    """
    if task not in TASKS:
        raise ValueError(f"task is {task!r}; expected one of {', '.join(TASKS)}.")
    if task != "line" and (mse or mse_backward):
        raise ValueError("mse and mse_backward measure a line; leave them out for two classes.")
    groups = {"start": ["w", "b"], "gradient descent": ["steps", "slice"],
              "your view": ["turn", "tilt"]}  # fmt: skip
    if task != "line":
        groups["gradient descent"] = ["loss", "steps", "slice"]
    return Explorer(
        controls=_controls(task),
        compute=compute_with(task, mse, mse_backward),
        panels=[
            Panel("Model and slice", draw_model_and_slice, width=400, height=450, axes=model_axes),
            Panel("Loss surface", draw_loss_surface, width=440, height=450),
        ],
        describe=describe,
        presets={"40 steps": {"steps": 40}, **VIEWS},
        groups=groups,
        story=Story("steps", STORY, {"slice": "downhill"}),
    )
