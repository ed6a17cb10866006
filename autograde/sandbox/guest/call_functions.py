"""Inside, in a process that answers questions: call the learner's functions on every case.

It receives questions with their cases on its socket, and sends an observation for each call.
"""

import importlib
import os
import shutil
import socket
import time
import warnings
from types import SimpleNamespace

from feedforward.checking.observe import Observation, Raised, observe
from feedforward.checking.time_limit import time_limit

from ..wire import answers, arguments, frames
from ..wire.limits import VERSIONS_SECONDS
from . import confine

MOST = 1 << 28
MISSING = object()
NOT_CALLED = Observation(None, Raised("OutOfTime", "", None, ""), (), (), (), False, 0.0)


def serve(descriptor, kept, namespace, folder, is_last):
    """Answer the questions that arrive on this socket until it is closed, then end the process.

    kept: {(id of a cell, name): the learner's function of that name after the cell}. folder: where
    calls run. is_last: whether no later process will answer questions. Then calls may write
    anywhere in /tmp, because nothing reads it afterwards; otherwise only to the folder, which is
    removed.
    """
    os.closerange(3, descriptor)
    os.closerange(descriptor + 1, os.sysconf("SC_OPEN_MAX"))
    connection = socket.socket(fileno=descriptor)
    _copy_home(folder)
    os.chdir(folder)
    confine.limit_to(*([] if is_last else [folder]))
    names = dict(namespace)
    while True:
        try:
            asked, blob, _ = frames.receive(connection, MOST)
            namespace.clear()  # a `global` that earlier calls defined is not kept for later ones
            namespace.update(names)
            question = arguments.unpack_value(asked["question"], blob)
            _answer(connection, question, kept, namespace)
        except frames.Closed:
            os._exit(0)


def _answer(connection, question, kept, namespace):
    name, after = question["function"], question["after"]
    function = namespace.get(name, MISSING) if after is None else kept.get((after, name), MISSING)
    if function is MISSING:
        frames.send(connection, {"missing": True})
        return
    for target, source in question["opens"].items():
        _open(target, source)
    options = _options(question, namespace)
    calls = _calls_of_versions if question["versions"] else _calls
    for seen in calls(question, function, namespace, options):
        blobs = []
        frames.send(connection, {"seen": answers.pack_observation(seen, blobs)}, blobs)


def _calls(question, function, namespace, options):
    """Call the function on every case; yield the Observations."""
    for args in question["cases"]:
        yield observe(function, SimpleNamespace(args=args), **options)


def _calls_of_versions(question, function, namespace, options):
    """Call each version on every case while there is time left; yield the Observations."""
    names, end = dict(namespace), time.process_time() + VERSIONS_SECONDS
    options = options | {"watched": None}
    for source in question["versions"]:
        late = time.process_time() > end
        version = None if late else _version(source, question["function"], function, namespace)
        for args in question["cases"]:
            if version is None:
                yield NOT_CALLED
            else:
                case = SimpleNamespace(args=args)
                limit = time_limit(question["patience"], processor=True)
                yield observe(version, case, limit=limit, **options)
        namespace.clear()
        namespace.update(names)


def _version(source, name, function, namespace):
    """Replace a definition and return the function, or None if the new definition does not run."""
    before = namespace.get(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            exec(compile(source, "<changed>", "exec"), namespace)
        except Exception:
            return None
    return function if namespace.get(name) is before else namespace[name]


def _copy_home(folder):
    """Copy the files that the cells wrote to a folder, as far as there is room for them."""
    try:
        shutil.copytree(confine.HOME, folder, symlinks=True)
    except (OSError, shutil.Error, RecursionError):
        os.makedirs(folder, exist_ok=True)


def _options(question, namespace):
    return {
        "parameters": question["parameters"],
        "watched": [f for f in map(_function, question["watched"]) if f is not None],
        "banned": question["banned"],
        "stand_ins": question["stand_ins"],
        "call": question["call"],
    }


def _function(target):
    """Return a function of the package by its full name, or None if the view does not have it."""
    module, _, name = target.rpartition(".")
    try:
        found = getattr(importlib.import_module(module), name, None)
    except ImportError:
        return None
    return found if hasattr(found, "__code__") else None


def _open(target, source):
    """Replace the code of a closed function by that of its right version."""
    closed = _function(target)
    if closed is None:
        return
    namespace = {}
    exec(compile(source, f"<{target}>", "exec"), closed.__globals__, namespace)
    right = namespace[closed.__name__]
    closed.__code__ = right.__code__
    closed.__defaults__, closed.__kwdefaults__ = right.__defaults__, right.__kwdefaults__
