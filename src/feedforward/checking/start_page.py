"""START_HERE.md: what the book is, how far the learner has come, and where to go on.

The page is a file beside the notebooks, so it needs no extension. JupyterLab's server writes it
when it starts (lab/jupyter_lab_config.py names this module), and every check renews its upper part.
The table of symbols is copied beside it, since JupyterLab shows only the folder of the notebooks.
Git ignores both.
"""

import base64
import os
import shutil
import tempfile
from pathlib import Path

from feedforward import exercises

from . import progress as memory
from . import sections
from .cells import ANSWER_ID
from .next_step import next_exercise
from .start_picture import svg
from .verdict import points_text

NAME = "START_HERE.md"
NOTATION = "NOTATION.md"
END_OF_PROGRESS = "<!-- What follows stays as it is. -->"
KEEPS_ON_DISK = "**Nothing gets lost.**"
INVITATION = """# Feedforward, by hand: start here

You are going to build a deep feedforward network by hand: every formula, every line of NumPy, every
gradient. At the end, functions that you wrote yourself read handwritten digits as well as a
professional library does, and you can say why they work.
"""
HOW_IT_WORKS = f"""
**How a section works.** Run a cell with <kbd>Shift</kbd>+<kbd>Enter</kbd>, from the top down. Where
a cell says `raise NotImplementedError`, write your answer in its place and run the cell. The cell
below it, as in `ff.check(relu)`, judges your answer: it says what is right, otherwise what is wrong
and how it knows, and it has a button for hints. A written
question has no check, and the table does not count it. The page [Notation]({NOTATION}) lists every
symbol.

{KEEPS_ON_DISK} What you write is saved in the notebook, every two minutes and when you press
<kbd>Ctrl</kbd>+<kbd>S</kbd>, and your points in the folder `.progress` beside it. Save, and close
the browser when you like; `make learn` brings you back to the section you were in. To end the
program itself, choose *File → Shut Down*.
"""
ALT = "A handwritten 3 enters a network with two hidden layers; the network answers 3."
CAPTION = "*The pixels of a digit pass through two hidden layers; the longest bar is the answer.*"


def page(home):
    """Return the page's text for the progress that is kept in a folder."""
    return f"{_upper_part(home)}{END_OF_PROGRESS}\n{HOW_IT_WORKS}"


def write(home):
    """Write the page into the folder of the notebooks. Raises OSError where it cannot."""
    _replace(home / NAME, page(home))


def copy_notation(home):
    """Copy the table of symbols from the folder above, if it is there. Raises OSError."""
    table = home.parent / NOTATION
    if table.exists():
        shutil.copyfile(table, home / NOTATION)


def renew(home):
    """Bring the upper part of the page up to date, if the page is there; the rest stays."""
    path = home / NAME
    if path.exists():
        _, mark, rest = path.read_text(encoding="utf-8").partition(END_OF_PROGRESS)
        _replace(path, f"{_upper_part(home)}{mark}{rest}" if mark else page(home))


def where_to_begin(home):
    """Return the file to open first: the notebook of the last check, or this page."""
    section = _last_section(home)
    return f"{section.key}.ipynb" if section else NAME


def _replace(path, text):
    with tempfile.NamedTemporaryFile(
        "w", dir=path.parent, prefix=".", suffix=".part", delete=False, encoding="utf-8"
    ) as part:
        part.write(text)
    os.chmod(part.name, 0o644)
    os.replace(part.name, path)


def _upper_part(home):
    picture = base64.b64encode(svg().encode()).decode()
    image = f'<img src="data:image/svg+xml;base64,{picture}" alt="{ALT}" width="640">'
    return (
        f"{INVITATION}\n{image}\n\n{CAPTION}\n\n{_invitation_to_go_on(home)}\n\n{_table(home)}\n\n"
    )


def _last_section(home):
    """Return the Section of the last check, if its notebook is in the folder."""
    last = memory.last_checked(home)
    here = [s for s in sections.SECTIONS if (home / f"{s.key}.ipynb").exists()]
    return next((s for s in here if last in [e.name for e in s.exercises]), None)


def _invitation_to_go_on(home):
    earned = sum(s.earned(home) for s in sections.SECTIONS)
    points = sum(s.points for s in sections.SECTIONS)
    total = f"You have {points_text(earned, points)} for exercises."
    if earned == points:
        return (
            "**You have passed every exercise.** `ff.progress()` in 6.8 shows what you have built."
        )
    section = _last_section(home)
    if section is None:
        return f"**[Begin with the first section]({sections.SECTIONS[0].key}.ipynb)**"
    last = memory.last_checked(home)
    is_right = memory.recall(last, home)["best"] == 1
    following = next_exercise(last, home) if is_right else exercises.find(last)
    section = sections.find(following.section)
    if not section.is_begun(home):
        return f"**[Go on with section {section.number}]({section.key}.ipynb)**. {total}"
    place = f"{section.key}.ipynb#cell-id={ANSWER_ID.format(following.name)}"
    return f"**[Go on with `{following.name}`]({place})**. {total}"


def _table(home):
    rows = "\n".join(_row(section, home) for section in sections.SECTIONS)
    head = "| section | what you will be able to do | points for exercises | now |"
    return f"{head}\n| :-- | :-- | :-- | :-- |\n{rows}"


def _row(section, home):
    earned = section.earned(home)
    bar = f'<progress max="{section.points}" value="{earned:g}" style="width: 56px"></progress>'
    link = f"[{section.name}]({section.key}.ipynb)"
    points = f"{bar} {earned:g}&nbsp;of&nbsp;{section.points}"  # below the bar where it is narrow
    return f"| {link} | {section.able} | {points} | {_step(section, home)} |"


def _step(section, home):
    following = section.next_exercise(home)
    if following is None:
        return "✔&nbsp;passed"
    place = f"{section.key}.ipynb"
    if section.is_begun(home):
        return f"[go&nbsp;on]({place}#cell-id={ANSWER_ID.format(following.name)})"
    return f"[start]({place})"


def _jupyter_server_extension_points():
    return [{"module": __name__}]


def _load_jupyter_server_extension(app):
    """Write the page when JupyterLab's server starts, and open where the learner stopped."""
    home = Path(app.root_dir)
    try:
        write(home)
        copy_notation(home)
    except OSError as error:
        app.log.warning(f"{NAME} and {NOTATION} could not be written: {error}")
    if app.default_url.startswith(f"{app.base_url}lab"):  # and not Notebook 7
        app.default_url = f"{app.base_url}lab/tree/{where_to_begin(home)}"
