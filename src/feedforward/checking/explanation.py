"""Explain a wrong answer to its learner."""

import inspect

import numpy as np

from .describe_values import argument_texts, listed, number
from .exceptions import meaning, question_about
from .observe import in_double
from .verdict import Findings

EPS = 1e-5
BY_HAND = (
    "Work this result out by hand, and print what each line of your code computes for the same "
    "inputs. On which line do your code and your calculation first disagree?"
)
CALLS_AGAIN = "For which inputs does this line call the function again, and when should that end?"
INSIDE = "What does this line pass to `{}`, and what should it pass?"


def explain(exercise, trials, trial, found, location, parts):
    """Return the Findings on an answer with faults.

    trial: the one that is shown. found: the Mistake that explains it, or None. location: where one
    edit makes every case right, or None.
    """
    fault = trial.fault
    raised = trial.observation.raised
    evidence = (_derivative(exercise, trial) or fault.text).split("\n")
    wrong = found.what if found else ""
    question = found.ask if found else ""
    if raised:
        evidence = [meaning(raised.kind, raised.text, raised.inside), *evidence]
    if raised and location:  # say first which line "this line" is
        evidence.sort(key=lambda line: not line.startswith("Line "))
    if location:
        shows_it = raised and raised.line == location.code
        code = f"`{location.code}`" if location.code and not shows_it else ""
        evidence = [code, wrong, *evidence]
        is_region = location.first != location.last
        question = question if found and is_region else location.ask
        wrong = f"{location.place} makes every test case pass."
    evidence = [line for line in evidence if line]
    if not wrong:
        wrong, evidence = evidence[0], evidence[1:]
    return Findings(
        right=_right_parts(parts),
        wrong=wrong,
        evidence="\n".join(evidence),
        question=question or _open_question(exercise, raised),
        inputs=argument_texts(exercise.parameters, trial.case.args) + _defaults(exercise, trial),
    )


def _open_question(exercise, raised):
    if not raised:
        return exercise.open_question or BY_HAND
    if raised.kind == "RecursionError" and raised.line:
        return CALLS_AGAIN
    return INSIDE.format(raised.inside) if raised.inside else question_about(raised.text)


def _defaults(exercise, trial):
    """Return the arguments that a case leaves out, as Python code with their default values."""
    known = inspect.signature(exercise.reference).parameters
    left_out = [n for n in exercise.parameters[len(trial.case.args) :] if n in known]
    values = [known[name].default for name in left_out]
    return tuple(f"{text}  # the default" for text in argument_texts(left_out, values))


def _derivative(exercise, trial):
    """A wrong derivative beside the one by finite differences, or None."""
    name, fault = next((n, f) for n, f in trial.faults.items() if f)
    if fault.kind != "value" or name not in exercise.potentials or not np.isfinite(fault.got).all():
        return None
    potential = exercise.potentials[name]
    step = np.zeros(fault.expected.shape)
    step[fault.index] = EPS
    args = in_double(trial.case.args)
    up, down = (potential.J(args, fault.path, s) for s in (step, -step))
    slope = (up - down) / (2 * EPS)
    yours, right = fault.got[fault.index], fault.expected[fault.index]
    if not np.isclose(slope, right, rtol=1e-3, atol=1e-6 * np.abs(fault.expected).max()):
        return None  # at a kink the derivative is a convention, which differences would deny
    variable = potential.variable
    if callable(variable):
        variable = variable(fault.path)
    place = f"[{', '.join(map(str, fault.index))}]" if fault.index else ""
    whose = "derivative" if name == "result" and not fault.index else "gradient"
    return (
        f"Finite differences give d{potential.quantity}/d{variable}{place} = "
        f"{number(slope, yours)}; your {whose} has {number(yours, slope)}."
    )


def _right_parts(parts):
    right = [name for name, is_right in parts.items() if is_right]
    return f"{listed(right)} {'are' if len(right) > 1 else 'is'} right." if right else ""
