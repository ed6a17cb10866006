"""Pack arguments as JSON and raw bytes outside the sandbox, and unpack them inside.

Only the state of a random generator goes in; its seed stays outside.
"""

import hashlib
import importlib
import json

import numpy as np

from .contract import Function, Import, Names

PLAIN = (type(None), bool, int, float, str)


def pack_value(value, blobs):
    """Return a value as a JSON tree; append the bytes of its arrays to the list `blobs`.

    Raises TypeError if the value cannot go in.
    """
    if type(value) in PLAIN:
        return value
    pack = next((pack for kind, pack in _PACKERS if isinstance(value, kind)), None)
    if pack is None:
        raise TypeError(f"A {type(value).__name__} cannot go into the sandbox: {value!r:.200}")
    return pack(value, blobs)


def _pack_array(array, blobs):
    """Pack an array, and whether it is strided, which `observe` preserves."""
    if array.dtype.kind not in "biufc":
        raise TypeError(f"An array of {array.dtype} cannot go into the sandbox.")
    at = sum(map(len, blobs))
    blobs.append(np.ascontiguousarray(array).tobytes())
    strided = bool(array.ndim and not array.flags.c_contiguous)
    return {"array": [array.dtype.str, list(array.shape), at, strided]}


def _pack_generator(rng, blobs):
    state = rng.bit_generator.state
    return {"generator": [type(rng.bit_generator).__name__, pack_value(state, blobs)]}


def _pack_function(function, blobs):
    return {"function": [function.name, function.source, pack_value(function.bound, blobs)]}


def _pack_dict(value, blobs):
    return {"dict": [[pack_value(k, blobs), pack_value(v, blobs)] for k, v in value.items()]}


_PACKERS = (
    (np.ndarray, _pack_array),
    (np.generic, lambda v, blobs: {"scalar": _pack_array(np.asarray(v), blobs)}),
    (list, lambda v, blobs: {"list": [pack_value(item, blobs) for item in v]}),
    (tuple, lambda v, blobs: {"tuple": [pack_value(item, blobs) for item in v]}),
    (dict, _pack_dict),
    (np.random.Generator, _pack_generator),
    (Function, _pack_function),
    (Import, lambda v, blobs: {"import": [v.module, v.name]}),
    (Names, lambda v, blobs: {"names": _pack_dict(v.of, blobs)}),
    (complex, lambda v, blobs: {"complex": [v.real, v.imag]}),
    ((bool, int), lambda v, blobs: int(v)),  # their subclasses, such as members of an IntEnum
    (float, lambda v, blobs: float(v)),
)


def unpack_value(tree, blob):
    """Return the value that `pack_value` packed. Defining its functions runs code: inside only."""
    if not isinstance(tree, dict):
        return tree
    ((kind, content),) = tree.items()
    return _UNPACKERS[kind](content, blob)


def _unpack_array(content, blob):
    dtype, shape, at, strided = content
    dtype = np.dtype(dtype)
    size = int(np.prod(shape, dtype=np.int64))
    array = np.frombuffer(blob, dtype, size, at).reshape(shape).copy()
    if not strided:
        return array
    roomy = np.zeros((*shape[:-1], 2 * shape[-1]), dtype)
    roomy[..., ::2] = array
    return roomy[..., ::2]


def _unpack_generator(content, blob):
    name, tree = content
    state = unpack_value(tree, blob)
    # A new seed, the same for equal states, because a learner may call rng.spawn().
    text = json.dumps(tree, sort_keys=True).encode()
    bits = getattr(np.random, name)(int.from_bytes(hashlib.sha256(text).digest()[:16], "big"))
    bits.state = state
    return np.random.Generator(bits)


def _unpack_function(content, blob):
    name, source, bound = content
    namespace = unpack_value(bound, blob) | {"__name__": "given", "__file__": "<given>"}
    exec(compile(source, "<given>", "exec"), namespace)
    return namespace[name]


def _unpack_import(content, blob):
    module, name = content
    found = importlib.import_module(module)
    for part in name.split(".") if name else ():
        found = getattr(found, part)
    return found


def _unpack_dict(content, blob):
    return {unpack_value(k, blob): unpack_value(v, blob) for k, v in content}


def _unpack_names(content, blob):
    return type("Names", (), {k: _as_attribute(v) for k, v in unpack_value(content, blob).items()})


def _as_attribute(value):
    """Return a function in a form that a class does not turn into a method."""
    return staticmethod(value) if callable(value) else value


_UNPACKERS = {
    "array": _unpack_array,
    "scalar": lambda content, blob: _unpack_array(content["array"], blob)[()],
    "list": lambda content, blob: [unpack_value(item, blob) for item in content],
    "tuple": lambda content, blob: tuple(unpack_value(item, blob) for item in content),
    "dict": _unpack_dict,
    "generator": _unpack_generator,
    "function": _unpack_function,
    "import": _unpack_import,
    "names": _unpack_names,
    "complex": lambda content, blob: complex(*content),
}
