"""Notebooks of the book as a learner has left them, with answers of the test's choice."""

import inspect

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from feedforward import exercises, learner_network


def answer_cell(name, source):
    return new_code_cell(source, metadata={"nbgrader": {"grade_id": name, "solution": True}})


def write_notebook(folder, section, answers, *others):
    cells = [new_markdown_cell("Text."), *others]
    cells += [answer_cell(name, source) for name, source in answers.items()]
    nbformat.write(new_notebook(cells=cells), folder / f"{section}.ipynb")


def right_answer(name):
    return inspect.getsource(exercises.find(name).reference)


def write_all_sections(folder):
    """Write a notebook for every section, with right answers to all that the network needs."""
    for section in exercises.SECTIONS:
        names = [n for n in learner_network.NAMES if exercises.find(n).section == section]
        if names:
            write_notebook(folder, section, {name: right_answer(name) for name in names})
