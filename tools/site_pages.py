"""Turn notebooks into pages of the site, where checks and sliders have no kernel."""

import html
import inspect
import re

import nbformat
from bibliography import cite, listed
from nbformat.v4 import new_markdown_cell, new_notebook
from site_pictures import frames_html

from autograde.course import blanks
from feedforward.exercises import SECTIONS, find
from feedforward.widgets.frames import MIMETYPE

FIGURE = re.compile(r"ff\.figures\.\w+\(.*\)")
ASKING = ("ff.ask", "ff.recall")
CAPTION = "*Figure"
NOTATION = re.compile(r"\b([Tt])he\s+file\s+`NOTATION\.md`")  # on the site it is a page
IMAGE = re.compile(r'<img [^>]*src="([^"]+)"')
GLOSSARY_HEAD = "| term | Chinese | symbol |"
TABLE_ROW = re.compile(r"^\| *([^|]+?) *\| *([^|]+?) *\| *((?:[^|]|\\\|)*?) *\|$", re.MULTILINE)


def page_of(notebook, section, solved, pictures):
    """The page of a section, from its notebook executed with every blank empty.

    solved: its notebook in solutions/, from which a problem comes with its solution folded, and the
        sentence that says so.
    pictures: Pictures, which keeps the pictures of the page as files.
    """
    folded = ("problems-", "problem-")
    problems = {c.id: c.source for c in solved.cells if c.get("id", "").startswith(folded)}
    cells = []
    for cell in notebook.cells:
        cell.source = problems.get(cell.get("id"), cell.source)
        cells += _cells_of(cell, section, pictures)
    # Without the state of the widgets, two megabytes that nothing on the page reads.
    metadata = {key: value for key, value in notebook.metadata.items() if key != "widgets"}
    return new_notebook(cells=cells, metadata=metadata)


def _cells_of(cell, section, pictures):
    if cell.cell_type == "markdown":
        return [_text(cell, section)]
    kind, _, name = cell.get("id", "").partition("-")
    if kind == "check" or cell.source.startswith("ff.progress("):
        return []  # they speak to a learner who has written something
    if kind == "answer":
        cell.outputs = []
        return [cell, new_markdown_cell(_help(find(name), section))]
    cell.outputs = [_shown(output, pictures) for output in _joined(cell.outputs)]
    # The code that asks a question or draws a figure says nothing to a reader.
    if cell.source.startswith(ASKING) or FIGURE.fullmatch(cell.source.strip()):
        cell.metadata["tags"] = ["remove-input"]
    return [cell]


def _text(cell, section):
    if cell.source == blanks.TEXT:
        answers = f"[A model answer](answers/{section}.md) is on a separate page."
        cell.source = f"*Write your answer in the notebook.* {answers}"
    elif GLOSSARY_HEAD in cell.source:
        head, table = cell.source.split(GLOSSARY_HEAD)
        cell.source = head + GLOSSARY_HEAD + TABLE_ROW.sub(_linked_row, table)
    elif cell.source.startswith(CAPTION):
        cell.source = f"{{.picture-caption}}\n{cell.source}"
    cell.source = NOTATION.sub(r"\1he page [Notation](notation.md)", cell.source)
    return cell


def _joined(outputs):
    """Join the pieces in which a kernel has sent what a cell prints, wherever it cut a line."""
    joined, streams = [], {}
    for output in outputs:
        if output.output_type != "stream":
            joined.append(output)
        elif output.name in streams:
            streams[output.name].text += output.text
        else:
            streams[output.name] = nbformat.from_dict(output)
            joined.append(streams[output.name])
    return joined


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


def _shown(output, pictures):
    """An output that needs no kernel, with its pictures in files."""
    data = output.get("data", {})
    if MIMETYPE in data:
        shown = frames_html(data[MIMETYPE], pictures)
    elif "text/html" in data:
        shown = pictures.outside(data["text/html"])
    else:
        return output
    output.data = nbformat.from_dict({"text/html": shown, "text/plain": data["text/plain"]})
    return output


def card_of(page, section):
    """The first page's card for a section: its title, its first two sentences, its first picture.

    page: the notebook of the section's page.
    """
    title, _, rest = page.cells[0].source.removeprefix("# ").partition("\n\n")
    sentences = re.split(r"(?<=[.?!]) ", " ".join(rest.partition("\n\n")[0].split()))
    lead = " ".join(sentences[:2])
    image = '<img class="feedforward-picture" src="{}" loading="lazy" alt="">'
    pictures = [image.format(at) for at in IMAGE.findall("".join(_html_outputs(page)))[:1]]
    return (
        f'<li><a href="{section}.html">{"".join(pictures)}<strong>{_inline(title)}</strong>'
        f"<span>{_inline(lead)}</span></a></li>"
    )


def _inline(text):
    """A line of Markdown as HTML, without its marks; formulas stay as they are."""
    return html.escape(re.sub(r"[*`]", "", text))


def opening_of(page):
    """The last explorer of a section's page, to be the picture on the first page."""
    explorers = [shown for shown in _html_outputs(page) if "<figure" in shown]
    return explorers[-1] if explorers else ""


def _html_outputs(page):
    for cell in page.cells:
        for output in cell.get("outputs", ()):
            yield output.get("data", {}).get("text/html", "")


def answers_of(section, book_cells, works):
    """Return the Markdown of a section's answers: its exercises and its open question."""
    parts = [
        f"# Answers to {section.partition('_')[0]}",
        f"Back to [the section](../{section}.ipynb). An answer that you found yourself is worth "
        "more; any that computes the same is right.",
    ]
    for exercise in SECTIONS[section].EXERCISES:
        source = inspect.getsource(exercise.reference).rstrip()
        parts.append(f"## {exercise.name}\n\n```python\n{source}\n```")
    texts = [cell.source for cell in book_cells if "explain" in cell.metadata]
    parts += [f"## The open question\n\n{text}" for text in texts]
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
