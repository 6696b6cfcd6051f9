# SPDX-License-Identifier: Apache-2.0
"""The Open Inference Protocol's JSON: requests to arrays, arrays to answers.

No message holds a value that a caller sent: messages are logged.
"""

import json
import math

import numpy

TYPES = {
    "BOOL": numpy.bool_,
    "UINT8": numpy.uint8,
    "UINT16": numpy.uint16,
    "UINT32": numpy.uint32,
    "UINT64": numpy.uint64,
    "INT8": numpy.int8,
    "INT16": numpy.int16,
    "INT32": numpy.int32,
    "INT64": numpy.int64,
    "FP16": numpy.float16,
    "FP32": numpy.float32,
    "FP64": numpy.float64,
    "BYTES": numpy.object_,
}


class Refused(Exception):
    """A request that is answered with an error."""

    def __init__(self, status, why, retry_after=None):
        super().__init__(why)
        self.status = status
        self.retry_after = retry_after


def distinct(pairs):
    """A JSON object; a key that is there twice is an error."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused(400, "the request has a key twice")
    return found


def no_number(_):
    raise Refused(400, "JSON has no NaN and no infinity")


def parse(body):
    """The request's object, of which inputs and outputs are lists of objects with names."""
    try:
        request = json.loads(body.decode(), object_pairs_hook=distinct, parse_constant=no_number)
    except UnicodeDecodeError:
        raise Refused(400, "the request is no UTF-8") from None
    except json.JSONDecodeError as e:
        raise Refused(400, f"the request is no JSON: character {e.pos} is not what must follow") from None
    except RecursionError:
        raise Refused(400, "the request is nested too deep") from None
    except ValueError:
        raise Refused(400, "the request holds a number of too many digits") from None
    if not isinstance(request, dict):
        raise Refused(400, "the request is no JSON object")
    if not isinstance(request.get("id", ""), str):
        raise Refused(400, "the request's id is no text")
    named(request.get("inputs"), "inputs")
    if "outputs" in request:
        named(request["outputs"], "outputs")
    return request


def named(entries, what):
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise Refused(400, f"the request's {what} are no list of objects")
    names = [entry.get("name") for entry in entries]
    if not all(isinstance(name, str) for name in names) or len(set(names)) != len(names):
        raise Refused(400, f"each of the request's {what} needs a name of its own")


def feeds(request, specs):
    """An array for each input of the model."""
    given = {entry["name"]: entry for entry in request["inputs"]}
    if given.keys() != {spec.name for spec in specs}:
        raise Refused(400, "the request's inputs are not the model's: " + ", ".join(spec.name for spec in specs))
    sizes = {}
    return {spec.name: array(given[spec.name], spec, sizes) for spec in specs}


def array(entry, spec, sizes):
    """Checks datatype, shape and each element; `sizes` holds what the axes with a name turned out to be."""
    if entry.get("datatype") != spec.datatype:
        raise Refused(400, f"{spec.name} is of datatype {spec.datatype}")
    shape = entry.get("shape")
    if not isinstance(shape, list) or not all(type(size) is int and size >= 0 for size in shape):
        raise Refused(400, f"the shape of {spec.name} is no list of sizes")
    fits = len(shape) == len(spec.shape) and all(
        size == (axis if isinstance(axis, int) else sizes.setdefault(axis, size) if axis else size)
        for size, axis in zip(shape, spec.shape)
    )
    if not fits:
        raise Refused(400, f"the shape of {spec.name} does not fit {spec.sizes()}")
    values = flat(entry.get("data"), shape, spec.name)
    if len(values) != math.prod(shape):
        raise Refused(400, f"{spec.name} has {len(values)} elements, and its shape has others")
    return elements(values, spec).reshape(shape)


def flat(data, shape, name):
    """The elements of data that is flat, or nested as the shape says."""
    if not isinstance(data, list):
        raise Refused(400, f"the data of {name} is no list")
    if not data or not isinstance(data[0], list):
        return data
    level = [data]
    for size in shape:
        if not all(isinstance(inner, list) and len(inner) == size for inner in level):
            raise Refused(400, f"the data of {name} is not nested as its shape says")
        level = [element for inner in level for element in inner]
    return level


def elements(values, spec):
    """What JSON holds, as the datatype holds it; nothing is rounded to infinity or cut."""
    kinds = set(map(type, values))
    if spec.datatype == "BOOL":
        allowed = {bool}
    elif spec.datatype == "BYTES":
        allowed = {str}
    else:
        # A missing real number is null, and NaN to the model.
        allowed = {int, float, type(None)} if spec.datatype.startswith("FP") else {int}
    if not kinds <= allowed:
        raise Refused(400, f"an element of {spec.name} is no {spec.datatype}")
    if spec.datatype == "BYTES":
        return texts(values, spec)
    dtype = TYPES[spec.datatype]
    try:
        with numpy.errstate(over="ignore"):
            found = numpy.array(values, dtype=numpy.float64).astype(dtype) if float in allowed else numpy.array(values, dtype)
    except OverflowError:
        raise Refused(400, f"an element of {spec.name} is beyond {spec.datatype}") from None
    if float in allowed and numpy.isinf(found).any():
        raise Refused(400, f"an element of {spec.name} is beyond {spec.datatype}")
    return found


def texts(values, spec):
    try:
        if b"\0" in "".join(values).encode():
            raise Refused(501, f"a text of {spec.name} holds NUL, which the runtime would cut it at")
    except UnicodeEncodeError:
        raise Refused(400, f"a text of {spec.name} is no Unicode") from None
    return numpy.array(values, dtype=numpy.object_)


def wanted(request, specs):
    """The outputs that the request names, in its order, or all."""
    by_name = {spec.name: spec for spec in specs}
    names = [entry["name"] for entry in request["outputs"]] if request.get("outputs") else list(by_name)
    if not by_name.keys() >= set(names):
        raise Refused(400, "the model's outputs are: " + ", ".join(by_name))
    return [by_name[name] for name in names]


def answer(request, model, version, outputs):
    """The answer's bytes.

    outputs: pairs of a specification and its array
    """
    written = {"model_name": model, "model_version": version}
    if "id" in request:
        written["id"] = request["id"]
    written["outputs"] = [
        {"name": spec.name, "datatype": spec.datatype, "shape": list(value.shape), "data": value.ravel().tolist()}
        for spec, value in outputs
    ]
    try:
        return json.dumps(written, allow_nan=False, separators=(",", ":")).encode()
    except ValueError:
        if any(has_missing(entry["data"]) for entry in request["inputs"]):
            raise Refused(400, "a value is missing, and the model then answers no number: it needs every value") from None
        raise Refused(500, "the model's answer holds NaN or an infinity, which JSON cannot show") from None


def has_missing(data):
    return any(value is None or (isinstance(value, list) and has_missing(value)) for value in data)
