"""Send and receive frames, which consist of a JSON header and raw bytes.

A frame is the length of the header and that of the bytes, 4 bytes each, followed by both. Nothing
is pickled, and the receiver checks the lengths first. Both sides use this module; the host never
trusts what the guest sends.
"""

import json
import select
import socket
import struct
import time

LENGTHS = struct.Struct(">II")
CHUNK = 1 << 18


class Garbled(Exception):
    """The received bytes are not a frame, or do not have the agreed form."""


class TooMuch(Garbled):
    """The received frame is larger than allowed."""


class Closed(Exception):
    """The other side has gone."""


class Late(Exception):
    """No complete frame arrived before the deadline."""


def pack(message, blobs=()):
    """Return the bytes of a frame."""
    header = json.dumps(message).encode()
    return LENGTHS.pack(len(header), sum(map(len, blobs))) + header + b"".join(blobs)


def send(connection, message, blobs=(), deadline=None, descriptors=()):
    """Send a frame, together with open file descriptors. Raises Closed or Late."""
    data = memoryview(pack(message, blobs))
    try:
        if descriptors:
            sent = socket.send_fds(connection, [data[: LENGTHS.size]], descriptors)
            data = data[sent:]
        while data:
            if deadline is not None:
                _wait(connection, select.POLLOUT, deadline)
            data = data[connection.send(data[:CHUNK]) :]
    except (BrokenPipeError, ConnectionResetError):
        raise Closed from None


def receive(connection, most, deadline=None, tick=None, descriptors=0, most_header=None):
    """Return the next frame: its message, its bytes, and the descriptors that came with it.

    most: how many bytes it may have. most_header: how many of them the header may have, because
    reading JSON takes many times its size in memory. deadline: a time.monotonic(), or a function
    that returns how many seconds are left. tick(): called about ten times a second while waiting.
    descriptors: how many to accept; the kernel closes any others, so that none stays open here.
    Raises Closed, Late, TooMuch or Garbled.
    """
    lengths, descriptors = _exactly(connection, LENGTHS.size, deadline, tick, descriptors)
    header, rest = LENGTHS.unpack(lengths)
    if header + rest > most:
        raise TooMuch(f"a frame of {header + rest} bytes; at most {most} are taken")
    if most_header is not None and header > most_header:
        raise TooMuch(f"a header of {header} bytes; at most {most_header} are taken")
    text, _ = _exactly(connection, header, deadline, tick)
    blob, _ = _exactly(connection, rest, deadline, tick)
    try:
        return json.loads(text), blob, descriptors
    except (ValueError, RecursionError) as error:
        raise Garbled(f"a header that is no JSON ({type(error).__name__})") from None


def _exactly(connection, size, deadline, tick, most_descriptors=0):
    parts, descriptors = bytearray(), []
    while len(parts) < size:
        if deadline is not None:
            _wait(connection, select.POLLIN, deadline, tick)
        try:
            want = min(size - len(parts), CHUNK)
            if most_descriptors:
                part, came, _, _ = socket.recv_fds(connection, want, most_descriptors)
                descriptors += came
            else:
                part = connection.recv(want)
        except ConnectionResetError:
            raise Closed from None
        if not part:
            raise Closed
        parts += part
    return bytes(parts), descriptors


def _wait(connection, event, deadline, tick=None):
    """Wait until the connection is ready; raise Late at the deadline, see `receive`."""
    poll = select.poll()
    poll.register(connection, event)
    while True:
        left = deadline() if callable(deadline) else deadline - time.monotonic()
        if poll.poll(max(0, min(left, 0.1) if tick else left) * 1000):
            return
        if left <= 0:
            raise Late
        if tick:
            tick()
