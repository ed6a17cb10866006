"""Answers to the exercises that were not written by looking at the references.

Each module has RIGHT, a dict from an exercise to right answers written differently, and WRONG, a
dict from (exercise, mistake) to wrong answers that earn that mistake's advice. The mistake is None
where the evidence stands alone, and ANY where what can be said depends on the cases that are drawn.
"""

ANY = "any"
