"""Define the job that goes into the sandbox, and the report that it returns: plain data only.

    with Worker(view_of("6.1_xor")) as worker:  # host/worker.py, host/view.py
        report = worker.run(job)

A `Worker` runs one job at a time; start as many workers as there are processors. `run` never raises
an exception because of a learner's code: the Report notes each fault where it occurred. It raises
`NoBox` if there is no sandbox on this machine, and `Unboxed` if something outside ended the
sandbox; then run the job again.

A job consists of cells and questions. The cells run in order. A question with `cells_before` is
asked in a fork of the process, made as soon as that many cells have run, and leaves nothing behind.
Any other question is asked at the end, in the process that ran the cells, after the questions
before it.

The host decodes and checks everything that the guest sends (frames.py, answers.py), so a hostile
guest cannot harm the host. But learners' code can change any part of the guest, so everything in a
Report may be a lie: arrays, texts, and whether a cell failed. A verdict can be trusted only if it
compares arrays with the right ones outside.
"""

from dataclasses import dataclass, field

from feedforward.checking.observe import Observation

from .limits import Limits

# Kinds of faults. The sentence of a Fault says more; code decides by the kind.
TIME = "time"  # ran for longer than allowed, and was killed
MEMORY = "memory"  # took more memory than allowed
KILLED = "killed"  # died by a signal, such as a segmentation fault
EXITED = "exited"  # ended its process: os._exit, exit in a thread, ...
FLOOD = "flood"  # sent more than allowed
GARBLED = "garbled"  # sent something that does not have the agreed form: forged, or damaged
NOT_DEFINED = "not defined"  # there is no function of that name
NOT_RUN = "not run"  # not reached, because something earlier ended the question or the notebook

# A busy machine may be the cause, so a result with such a fault is never final.
TRY_AGAIN = {TIME, MEMORY, KILLED}


class NoBox(Exception):
    """There is no sandbox on this machine. The message says why, and what to do."""


class Unboxed(Exception):
    """The sandbox broke, or something outside ended it; no learner is to blame."""


@dataclass(frozen=True)
class Fault:
    """The reason for a missing result: one of the kinds above, and a sentence for the learner."""

    kind: str
    sentence: str


@dataclass(frozen=True)
class Function:
    """A function as text: the guest runs `source` in a namespace that contains `bound`.

    `name` is what `source` defines. `bound` maps the other names that it uses to values: anything
    that an argument may be (see Question), other Functions, dicts, `Import`s and `Names`.
    `function_source.carry(f)` makes one from a function or a closure, with everything from the book
    that it uses.
    """

    name: str
    source: str
    bound: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Import:
    """Something that the guest can import: `numpy.exp`, or the module `numpy` (name "")."""

    module: str
    name: str = ""


@dataclass(frozen=True)
class Names:
    """The parts of a module of the book that are used: an object with these attributes."""

    of: dict


@dataclass(frozen=True)
class Cell:
    """A code cell to run. `id` is unique in a job.

    scores: whether it gives points. Then it runs without IPython's shell, which earlier cells may
    have changed, and the only execute_result among its outputs is the number that it ends with.
    """

    id: str
    source: str
    scores: bool = False


@dataclass(frozen=True)
class Question:
    """A request to call one of the learner's functions on every case.

    id: unique in a job. function: its name in the learner's namespace; `after` picks the function
    that had this name when the cell of that id had run, so that two copies of an answer cell are
    two questions. cases: the arguments of each call: arrays, numbers, NumPy scalars, strings, None,
    `numpy.random.Generator`s, Functions, Imports, and lists, tuples and dicts of these.
    cells_before: see above.

    `parameters`, `banned` and `call` are those of `observe`. watched: functions of the package,
    such as "feedforward.activations.relu", whose use is noted. opens: {full name of a closed
    function: the source of its right version}; the guest replaces the function's code, so that
    every reference to it gets the right version. stand_ins: functions that replace the learner's
    own of these names during the calls.

    versions: definitions as source text. For a round of calls on all cases, each one replaces the
    definition of the same name in the learner's namespace. A call of a version may take `patience`
    seconds, and all of these calls together VERSIONS_SECONDS, both in processor time. A call for
    which no time is left is reported as one that raised OutOfTime.
    """

    id: str
    function: str
    cases: tuple[tuple, ...]
    parameters: tuple[str, ...] = ()
    watched: tuple[str, ...] = ()
    banned: tuple[str, ...] = ()
    call: Function | None = None
    opens: dict[str, str] = field(default_factory=dict)
    stand_ins: dict[str, Function] = field(default_factory=dict)
    after: str | None = None
    cells_before: int | None = None
    versions: tuple[str, ...] = ()
    patience: float = 0.05

    @property
    def calls(self):
        """The number of calls that the question asks for."""
        return len(self.cases) * (len(self.versions) or 1)


@dataclass(frozen=True)
class Job:
    """Cells to run in order, and questions to ask.

    files: {path: bytes}, written where the cells run, at most half of `limits.files` bytes in all.
    environment: variables in addition to the fixed ones. figures: whether a cell's plots become
    outputs of it. resumes: whether the rest of a cell runs after an ImportError, a NameError or an
    OSError at its top level. stops: {index of a cell: how many of its statements to run}, from an
    earlier Report, so that what ended a sandbox does not run again.
    """

    cells: tuple[Cell, ...]
    questions: tuple[Question, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    figures: bool = False
    resumes: bool = False
    limits: Limits = Limits()
    stops: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class CellReport:
    """The result of running a cell.

    outputs: as in nbformat 4 (stream, display_data, execute_result, error). error: the class of the
    exception that the cell ended with; then there is an output of type error. fault: why the cell
    was stopped or not run at all.
    """

    id: str
    outputs: list[dict]
    error: str | None = None
    fault: Fault | None = None


@dataclass(frozen=True)
class Answer:
    """The answer to a question: for each call, in order, an Observation or a Fault.

    There is a call for each case; with versions, for each case of each version.
    """

    outcomes: tuple[Observation | Fault, ...]

    @property
    def fault(self):
        """The first Fault, or None."""
        return next((outcome for outcome in self.outcomes if isinstance(outcome, Fault)), None)


@dataclass(frozen=True)
class Report:
    """The result of a job.

    cells: a CellReport for each cell. answers: {id of a question: its Answer}. faults: those of the
    notebook as a whole. stops: how far cells that had to be stopped may run, see Job. seconds: how
    long cells and calls ran, by the clock.
    """

    cells: tuple[CellReport, ...]
    answers: dict[str, Answer]
    faults: tuple[Fault, ...] = ()
    stops: dict[int, int] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def ran_out(self):
        """True if time or memory ran out anywhere; then another run may end differently."""
        found = [*self.faults, *(cell.fault for cell in self.cells)]
        found += [answer.fault for answer in self.answers.values()]
        return any(fault and fault.kind in TRY_AGAIN for fault in found)
