"""What a notebook becomes on the site: its checks and sliders have no kernel there."""

import html
import inspect
import re

import nbformat
from bibliography import cite, listed
from directives import ANSWERS_ELSEWHERE
from nbformat.v4 import new_markdown_cell, new_notebook

from autograde import blanks
from feedforward.exercises import SECTIONS, find

WIDGET = "application/vnd.jupyter.widget-view+json"
STILL = (
    '<p class="still">A still picture. In the notebook its controls move: start the book with '
    "<code>make learn</code> and run this cell.</p>"
)
GLOSSARY_HEAD = "| term | Chinese | symbol |"
TABLE_ROW = re.compile(r"^\| *([^|]+?) *\| *([^|]+?) *\| *((?:[^|]|\\\|)*?) *\|$", re.MULTILINE)


def page_of(notebook, section, solved):
    """The page of a section, from its notebook executed with every blank empty.

    solved: its notebook in solutions/, from which a problem comes with its solution folded.
    """
    problems = {c.id: c.source for c in solved.cells if c.get("id", "").startswith("problem-")}
    cells = []
    for cell in notebook.cells:
        cell.source = problems.get(cell.get("id"), cell.source)
        cells += _cells_of(cell, section)
    return new_notebook(cells=cells, metadata=notebook.metadata)


def _cells_of(cell, section):
    if cell.cell_type == "markdown":
        return [_text(cell, section)]
    kind, _, name = cell.get("id", "").partition("-")
    if kind in ("check", "hint") or cell.source.startswith("ff.progress("):
        return []  # they speak to a learner who has written something
    if kind == "answer":
        cell.outputs = []
        return [cell, new_markdown_cell(_help(find(name), section))]
    cell.outputs = [_still(output) for output in cell.outputs]
    if cell.source.startswith("ff.ask"):  # it holds the replies, and shows them folded
        cell.metadata["tags"] = ["remove-input"]
    return [cell]


def _text(cell, section):
    answers = f"[The answers](answers/{section}.md) stand on a page of their own."
    if cell.source == ANSWERS_ELSEWHERE:
        cell.source = f"{answers} Think first: they are short, and finding them is not."
    elif cell.source == blanks.TEXT:
        cell.source = f"*Write your answer in the notebook.* {answers}"
    elif GLOSSARY_HEAD in cell.source:
        head, table = cell.source.split(GLOSSARY_HEAD)
        cell.source = head + GLOSSARY_HEAD + TABLE_ROW.sub(_linked_row, table)
    return cell


def _linked_row(row):
    term, chinese, symbol = row.groups()
    return row.group() if set(term) == {"-"} else f"| {{term}}`{term}` | {chinese} | {symbol} |"


def _help(exercise, section):
    """Hints to unfold, one by one, and the way to the answer."""
    hints = "\n".join(
        f'<details class="hint"><summary>Hint {i} of {len(exercise.hints)}</summary>\n\n{hint}'
        "\n\n</details>"
        for i, hint in enumerate(exercise.hints, 1)
    )
    anchor = exercise.name.replace("_", "-")
    return (
        f"In the notebook, `ff.check({exercise.name})` judges your answer and says which mistake "
        f"it is.\n\n{hints}\n\n[An answer](answers/{section}.md#{anchor})"
    )


def _still(output):
    """An output that needs no kernel: what a widget shows without one."""
    data = output.get("data", {})
    if WIDGET in data:
        still = data["text/html"] + (STILL if "<img" in data["text/html"] else "")
        output.data = nbformat.from_dict({"text/html": still, "text/plain": data["text/plain"]})
    elif "image/png" in data:
        described = html.escape(data.get("text/plain", "A picture"), quote=True)
        output.setdefault("metadata", {})["image/png"] = {"alt": described}
    return output


def answers_of(section, book_cells, works):
    """The Markdown of a section's answers: the exercises', and those to its questions."""
    parts = [
        f"# Answers to {section.partition('_')[0]}",
        f"Back to [the section](../{section}.ipynb). An answer that you found yourself is worth "
        "more; any that computes the same is right.",
    ]
    for exercise in SECTIONS[section].EXERCISES:
        source = inspect.getsource(exercise.reference).rstrip()
        parts.append(f"## {exercise.name}\n\n```python\n{source}\n```")
    titles = {"think": "Questions to think about", "explain": "The open question"}
    for directive, title in titles.items():
        texts = [cell.source for cell in book_cells if directive in cell.metadata]
        parts += [f"## {title}\n\n{text}" for text in texts]
    return cite("\n\n".join(parts) + "\n", works)[0]


def references_of(book, works):
    """The Markdown of the references: the works that the book cites. book: cells by section."""
    text = "\n\n".join(c.source for cells in book.values() for c in cells)
    works_cited = listed(cite(text, works)[1], works)
    return f"# References\n\nThe works that the book cites.\n\n{works_cited}\n"


def glossary_of(book):
    """The Markdown of the glossary, from the table of terms at the end of every section.

    book: cells by section.
    """
    entries = {}
    for section, cells in book.items():
        for cell in cells:
            _, head, table = cell.source.partition(GLOSSARY_HEAD)
            for term, chinese, symbol in TABLE_ROW.findall(table) if head else ():
                if set(term) != {"-"}:
                    entries.setdefault(term, (chinese, symbol, section))
    lines = ["# Glossary", "", "```{glossary}"]
    for term in sorted(entries, key=str.lower):
        chinese, symbol, section = entries[term]
        number = section.partition("_")[0]
        known = ". ".join(part for part in (chinese, symbol) if part.strip())
        lines += [term, f"  {known}. In [{number}]({section}.ipynb).", ""]
    return "\n".join([*lines, "```", ""])
