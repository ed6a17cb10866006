"""What goes into the sandbox and what comes out of it: plain data, nothing else crosses.

    with Worker(view_of("6.1_xor")) as worker:          # host/worker.py, host/view.py
        report = worker.run(job, again, more)

A `Worker` runs one job at a time; start as many as there are processors. `run` raises nothing for
what a learner's code does: each fault stands in the Report where it belongs. It raises `NoBox`
where the sandbox itself cannot be had. `probe.why_not()` says so beforehand: a sentence, or None.

`again(question, answer)` says whether an answer is wrong, while the box waits; it runs outside,
where answers can be judged. The process that has run the cells answers the questions, one after
the other. What is right counts. What is wrong, or has a fault, is put again, to a process that has
run the cells and has been asked nothing before: that answer counts, whatever an earlier question
had left behind. If it is wrong too, and has stand-ins, the question is put once more with these in
place, to another such process. Without `again` each question has a process of its own, and there
is no second try. Such a process is a box where the cells are quick, a fork of a box where not: then
the first process is a fork, too, so that the cells need not run again for what is wrong.

`more(report)` says which Questions shall be put besides, about functions that the job's own
questions name. It is asked when all is answered and, where the cells are quick, before what is
wrong is put again, which then shares a box with these; what it names twice is put once. The cases
of the job's own questions are hidden, and the answers to these are shown: so they come from a box
that has seen no hidden case yet, since a learner's code that has could tell of it in what it
answers. A hidden case may follow in the same process, and its answer counts if both are wrong: else
it is put to another process, which was asked nothing before.

Where the functions are stateless (see Job), no process would answer otherwise than the first, nor
can its answers tell of earlier cases. So for what is wrong it is asked the second try, and what
`more` names with its second try, at once; but for answers in which earlier calls may have a part,
such as what ran out of memory.

Everything that the inside sends is decoded and checked outside (wire.py), so that a hostile inside
can lie about arrays and texts, and about nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from feedforward.checking.observe import Observation

MEGABYTE = 1 << 20

# Kinds of faults. The sentence of a Fault says more; programs go by the kind.
TIME = "time"  # took longer than it may, and was killed
MEMORY = "memory"  # took more memory than it may
KILLED = "killed"  # died by a signal, as by a segmentation fault
EXITED = "exited"  # ended its process: os._exit, exit in a thread, ...
FLOOD = "flood"  # sent more than it may
GARBLED = "garbled"  # what came is no answer in the agreed form: written by hand, or spoilt
NOT_DEFINED = "not defined"  # there is no function of that name
NOT_RUN = "not run"  # not reached: what ran before it ended the question or the notebook
BOX = "box"  # the sandbox itself broke; no learner is to blame


class NoBox(Exception):
    """The sandbox cannot be had here. The text says why, and what to do."""


@dataclass(frozen=True)
class Fault:
    """Why there is no result: one of the kinds above, and a sentence for the learner."""

    kind: str
    sentence: str


@dataclass(frozen=True)
class Limits:
    """What a submission may use. Bytes, seconds, numbers.

    `seconds` is the wall clock for one cell, or for one call of a function; `total` for all cells
    and calls together, but for those of answers that do not count. `memory` is what a submission
    may take beyond what Python and NumPy take themselves. `output` is what is kept of the outputs
    of all cells; more is cut, and costs nothing. `answer` bounds what the calls of one question
    return. `files` bounds what is written.
    """

    seconds: float = 30.0
    total: float = 600.0
    memory: int = 1024 * MEGABYTE
    output: int = MEGABYTE
    answer: int = 32 * MEGABYTE
    files: int = 64 * MEGABYTE
    processes: int = 32
    open_files: int = 256


@dataclass(frozen=True)
class Function:
    """A function as text: inside, `source` is run in a namespace that holds `bound`.

    `name` is what `source` defines. `bound` maps the other names that it uses to values: whatever
    an argument may be (see Question), other Functions, dicts, `Import`s and `Names`.
    `function_source.carry(f)` makes one from a function or a closure, with all that it uses of the
    book.
    """

    name: str
    source: str
    bound: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Import:
    """Something that the inside has itself: `numpy.exp`, or the module `numpy` (name "")."""

    module: str
    name: str = ""


@dataclass(frozen=True)
class Names:
    """A module of the book as far as it is used: an object with these attributes."""

    of: dict


@dataclass(frozen=True)
class Opening:
    """A closed function of the book, and the source that opens it: its right version.

    target: where it stands, such as "feedforward.activations.relu". Inside, the code of the closed
    function is exchanged, so that every reference to it sees the right version.
    """

    target: str
    source: str


@dataclass(frozen=True)
class Cell:
    """A code cell to be run. `id` is unique in a job."""

    id: str
    source: str


@dataclass(frozen=True)
class Question:
    """A function of the learner's, called on every case in a process of the box.

    `id` is unique in a job. `function` is the name under which the function stands in the learner's
    namespace: at the end, or, with `after`, when the cell of that id had run (so two copies of an
    answer cell are two questions). `cases` holds the arguments of each call: arrays, numbers, NumPy
    scalars, strings, None, `numpy.random.Generator`s, Functions, Imports, and lists, tuples and
    dicts of them. A real function goes through `function_source.carry`; Worker.run
    does so for arguments.

    `parameters`, `banned` and `call` are those of `observe`; `watched` names functions of the
    package ("feedforward.activations.relu") whose use is noted. What is not in the view is not
    watched. `opens` are right versions of what is closed, for both tries; `stand_ins` gives a dict
    of names in the learner's namespace and the Functions that they mean in a second try; it is
    called when there may be one.
    """

    id: str
    function: str
    cases: tuple[tuple, ...]
    parameters: tuple[str, ...] = ()
    watched: tuple[str, ...] = ()
    banned: tuple[str, ...] = ()
    call: Function | None = None
    opens: tuple[Opening, ...] = ()
    stand_ins: Callable[[], dict[str, Function]] = dict
    after: str | None = None


@dataclass(frozen=True)
class Job:
    """A notebook to be run: cells in order, then questions.

    Without questions, as for an assignment that is not of this book, the cells are all there is.
    `files` is a folder whose contents are copied to where the cells run: regular files only, no
    symlinks, notebooks or Python's caches, and not more than `limits.files` bytes. `environment` is
    added to the inside's fixed one. With `figures`, what a cell plots becomes an output of it.
    `is_stateless` says whether calls of the functions that are asked for, once the cells have run,
    leave nothing behind that a later one could tell; it is called where an answer is wrong.
    """

    cells: tuple[Cell, ...]
    questions: tuple[Question, ...] = ()
    files: Path | None = None
    environment: dict[str, str] = field(default_factory=dict)
    figures: bool = False
    limits: Limits = Limits()
    is_stateless: Callable[[], bool] = bool


@dataclass(frozen=True)
class CellReport:
    """What came of a cell.

    outputs: as nbformat 4 has them (stream, display_data, execute_result, error). fault: why the
    cell did not run to its end, where it was killed or has killed its process, or was not reached;
    an exception is no fault but an output of type error, whose `ename` is `error` here.
    """

    id: str
    outputs: list[dict]
    error: str | None = None
    fault: Fault | None = None
    seconds: float = 0.0


@dataclass(frozen=True)
class Answer:
    """What came of a question: for each case, in order, an Observation or a Fault."""

    cases: tuple[Observation | Fault, ...]

    @property
    def fault(self):
        """The first Fault, or None."""
        return next((case for case in self.cases if isinstance(case, Fault)), None)


@dataclass(frozen=True)
class Report:
    """What came of a job.

    cells: one CellReport for each cell, in order. answers: by the id of the question, one Answer
    for each try, so one or two. faults: what befell the notebook as a whole. seconds: wall clock in
    which cells and calls ran; `overhead`: what the box took beside.
    """

    cells: tuple[CellReport, ...]
    answers: dict[str, tuple[Answer, ...]]
    faults: tuple[Fault, ...] = ()
    seconds: float = 0.0
    overhead: float = 0.0


Again = Callable[[Question, Answer], bool]
More = Callable[[Report], tuple[Question, ...]]
