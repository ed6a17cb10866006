'''Answers to the exercises.

Modules: answers written beside the checks
------------------------------------------
Each module here has RIGHT, a dict from an exercise to right answers written differently, and WRONG,
a dict from (exercise, mistake) to wrong answers that earn that mistake's advice. The mistake is
None where the evidence stands alone, and ANY where what can be said depends on the drawn cases.

Folders: learners' answers, written without sight of the checks
---------------------------------------------------------------
`tests/answers/<section>/<exercise>.py`, for example `tests/answers/6.5_losses/mse.py`, holds what
different learners might have typed into the answer cell of one exercise: at least 8 wrong answers
and 4 right ones. `tools/mutants.py` reports how the checker does on them, so whoever writes them
reads the exercise's text in `book/`, its docstring and the row in NOTATION.md, and never the lists
of mistakes in `src/feedforward/exercises/`.

Each answer is one cell in jupytext's percent format:

    # %% wrong: averages over all N * n entries instead of the N samples
    def mse(out, y):
        difference = out - y
        return np.mean(difference**2) / 2  # here

    # %% right: a loop over the samples
    def mse(out, y):
        total = 0
        for n in range(len(out)):
            total += np.sum((out[n] - y[n]) ** 2)
        return total / (2 * len(out))

- The heading says `right:` and how the answer is written, or `wrong:` and what the learner did
  wrong, in words (one true mistake per answer; headings in a file are all different).
- `# here` ends the line with the mistake. If a line is missing, mark the line before which it
  belongs or after which it belongs, or both. If the mistake lies in several lines, mark each of
  them. Right answers have no mark. The marks are removed before the answer is checked.
- A cell may import modules and define helpers, as a learner's would. `np`, `ff` and the exercises
  of earlier cells are there (right versions). The signature is the exercise's own.
- Write as learners do: different styles (loops, vectorised, helper variables, three to fifteen
  lines), different mistakes (not only a wrong sign or axis: misread formulas, dtype, in-place
  updates, wrong order, off by one, edge cases, misused NumPy functions, wrong initial values).
- An answer must run, except where the mistake is one that raises an exception. A `wrong:` answer
  must be wrong on inputs that the exercise's docstring allows.
- The files are plain text to the tools: ruff leaves them alone, nothing imports them. Append new
  answers at the end: of the wrong answers, the first, third, fifth, ... may be used to tune the
  checker, and the second, fourth, ... are only reported on.
'''

ANY = "any"
