"""Results from a sandbox are not trusted: they are read correctly or refused."""

import json
import os
import random
import socket
import time

import numpy as np
import pytest

from autograde.sandbox.wire import answers, frames
from autograde.sandbox.wire.outputs import read_outputs
from feedforward.checking.observe import Observation, Opaque, Raised

SEEN = Observation(
    returned=[np.arange(6.0).reshape(2, 3), np.array(True), [Opaque("NoneType"), np.zeros((0, 2))]],
    raised=None,
    changed=("X",),
    warnings=("overflow",),
    used=("relu",),
    global_random=True,
    seconds=0.5,
)


def sent(seen):
    """An observation as it comes over the wire: the message and its bytes."""
    blobs = []
    message = answers.pack_observation(seen, blobs)
    return json.loads(json.dumps(message)), b"".join(blobs)


def test_an_observation_arrives_as_it_was():
    read = answers.read_observation(*sent(SEEN))
    np.testing.assert_equal(read.returned, SEEN.returned)
    assert [read.changed, read.warnings, read.used] == [("X",), ("overflow",), ("relu",)]
    raised = Raised("ValueError", "no", 3, "x = 1", "layer", "forward")
    seen = Observation(None, raised, (), (), (), False, 0.1)
    assert answers.read_observation(*sent(seen)).raised == raised


@pytest.mark.parametrize(
    "spoil",
    [
        {"dtype": "|O", "shape": [1], "size": 8},
        {"dtype": "<f8", "shape": [-1], "size": 8},
        {"dtype": "<f8", "shape": [2], "size": 8},
        {"dtype": "<f8", "shape": [1 << 40, 1 << 40], "size": 8},
        {"dtype": "<f8", "shape": [1.0], "size": 8},
        {"dtype": "<f8", "shape": [99], "size": 792},
        {"dtype": "<U2", "shape": [1], "size": 8},
        {"dtype": "V8", "shape": [1], "size": 8},
        {"dtype": ["<f8"], "shape": [1], "size": 8},
        {"kind": 7},
        "text",
        None,
        7,
    ],
)
def test_a_result_that_is_no_array_is_refused(spoil):
    message, _ = sent(SEEN)
    with pytest.raises(frames.Garbled):
        answers.read_observation(message | {"returned": spoil}, bytes(8))


def test_a_result_that_nests_too_deep_is_refused():
    message, _ = sent(SEEN)
    deep = []
    for _ in range(500):
        deep = [deep]
    with pytest.raises(frames.Garbled):
        answers.read_observation(message | {"returned": deep}, b"")


def test_whatever_a_message_holds_it_is_read_or_refused():
    rng = random.Random(0)
    message, blob = sent(SEEN)
    junk = [None, -1, 2.5, float("nan"), "x", [], {}, [[]], {"kind": "a"}, True, 10**30, "\ud800"]
    for _ in range(500):
        spoilt = dict(message)
        for key in rng.sample(sorted(message), 2):
            spoilt[key] = rng.choice(junk)
        try:
            seen = answers.read_observation(spoilt, rng.choice([blob, blob[:-1], b""]))
        except frames.Garbled:
            continue
        json.dumps([seen.changed, seen.warnings, seen.used]).encode()


def test_a_byte_that_is_no_bool_becomes_one():
    message, _ = sent(SEEN)
    odd = {"dtype": "|b1", "shape": [3], "size": 3}
    read = answers.read_observation(message | {"returned": odd}, bytes([0, 1, 7]))
    assert read.returned.view(np.uint8).tolist() == [0, 1, 1]


@pytest.mark.parametrize(
    "outputs",
    [7, [7], [{}], [{"output_type": "stream", "text": 7}], [{"output_type": "display_data"}]],
)
def test_outputs_of_another_form_are_refused(outputs):
    with pytest.raises(frames.Garbled):
        read_outputs(outputs)


def test_a_text_that_cannot_be_written_can_be_written_after_reading():
    stream = {"output_type": "stream", "name": "stdout", "text": "a\ud800b"}
    assert read_outputs([stream])[0]["text"].encode() == b"a?b"


def test_a_frame_is_refused_by_its_size_before_it_is_read():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.send(frames.LENGTHS.pack(2**31, 2**31))
        with pytest.raises(frames.TooMuch):
            frames.receive(ours, 1000, time.monotonic() + 9)


def test_a_long_header_is_refused_where_only_bytes_may_be_many():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.send(frames.LENGTHS.pack(2**20, 0))
        with pytest.raises(frames.TooMuch):
            frames.receive(ours, 2**25, time.monotonic() + 9, most_header=2**10)


def test_a_result_of_too_many_parts_is_refused():
    message, _ = sent(SEEN)
    with pytest.raises(frames.TooMuch):
        answers.read_observation(message | {"returned": [[]] * 9}, b"", most_parts=9)


@pytest.mark.parametrize("text", [b"{", b"\xff", b"[" * 100_000, b"1" * 10_000])
def test_a_header_that_is_no_json_is_refused(text):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.send(frames.LENGTHS.pack(len(text), 0) + text)
        with pytest.raises(frames.Garbled):
            frames.receive(ours, 1 << 20, time.monotonic() + 9)


def test_half_a_frame_ends_at_the_deadline_or_when_the_other_side_goes():
    ours, theirs = socket.socketpair()
    with ours:
        theirs.send(frames.pack({"a": 1})[:-1])
        with pytest.raises(frames.Late):
            frames.receive(ours, 1000, time.monotonic() + 0.1)
        theirs.close()
        with pytest.raises(frames.Closed):
            frames.receive(ours, 1000, time.monotonic() + 9)


def test_descriptors_that_nobody_asked_for_are_closed():
    ours, theirs = socket.socketpair()
    reads, writes = os.pipe()
    with ours, theirs, open(reads, "rb", 0) as file:
        frames.send(theirs, {}, descriptors=[writes])
        os.close(writes)
        assert frames.receive(ours, 1000, time.monotonic() + 9) == ({}, b"", [])
        os.set_blocking(reads, False)
        assert file.read() == b""  # None, were there anyone left who could write
