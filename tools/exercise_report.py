"""Print, for every exercise, points, cases, mistakes and hints, and what is missing.

    python tools/exercise_report.py

Exit status 1 where something is missing.
"""

import sys

from feedforward.checking.judge import draw_cases
from feedforward.exercises import EXERCISES, SECTIONS

LEAST = {"cases": 2, "mistakes": 6, "hints": 2}


def counts(exercise):
    """Count an exercise's cases, mistakes and hints."""
    return {
        "cases": len(draw_cases(exercise, 0)),
        "mistakes": len(exercise.mistakes),
        "hints": len(exercise.hints),
    }


def missing(exercise):
    """List in words what an exercise still lacks."""
    found = counts(exercise)
    few = [f"{key}: {found[key]} of {least}" for key, least in LEAST.items() if found[key] < least]
    unasked = [m.id for m in exercise.mistakes if not m.ask.endswith("?")]
    unknown = [m.id for m in exercise.mistakes if not (m.function or m.rule)]
    return [
        *few,
        *(["docstring"] if not exercise.reference.__doc__ else []),
        *(f"{name} asks no question" for name in unasked),
        *(f"{name} has neither function nor rule" for name in unknown),
    ]


def main():
    print(f"{'exercise':28} points cases mistakes hints  missing")
    lacking = 0
    for section, module in SECTIONS.items():
        print(section)
        for exercise in module.EXERCISES:
            found, lacks = counts(exercise), missing(exercise)
            lacking += bool(lacks)
            print(
                f"  {exercise.name:26} {exercise.points:6} {found['cases']:5} "
                f"{found['mistakes']:8} {found['hints']:5}  {'; '.join(lacks)}"
            )
    print(f"{len(EXERCISES)} exercises, {sum(e.points for e in EXERCISES.values())} points")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
