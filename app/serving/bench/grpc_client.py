# SPDX-License-Identifier: Apache-2.0
"""Speaks gRPC with a server as a foreign client would, and fails if an answer is not as it should be.

Run: python3 grpc_client.py PROTO PORT TYPED-PORT; needs the Debian packages python3-grpcio and python3-grpc-tools. The
model `every` on the first port gives back what it gets: for each datatype of the protocol an input in_TYPE (n) and an
output out_TYPE. The model `typed` on the second is the same without FP16 and BF16.
"""

import os
import struct
import sys
import tempfile
import threading

import grpc
from grpc_tools import protoc

proto, port, typed_port = sys.argv[1:]
with tempfile.TemporaryDirectory() as generated:
    code = protoc.main(
        ["", "-I" + os.path.dirname(proto), "--python_out=" + generated, "--grpc_python_out=" + generated, proto]
    )
    assert code == 0
    sys.path.insert(0, generated)
    import inference_pb2 as messages
    import inference_pb2_grpc as service

MODEL = "every"
# Per datatype: the field of typed contents, three values, and how struct packs one.
TYPES = {
    "BOOL": ("bool_contents", [True, False, True], "?"),
    "UINT8": ("uint_contents", [0, 7, 255], "B"),
    "UINT16": ("uint_contents", [0, 7, 65535], "H"),
    "UINT32": ("uint_contents", [0, 7, 2**32 - 1], "I"),
    "UINT64": ("uint64_contents", [0, 7, 2**64 - 1], "Q"),
    "INT8": ("int_contents", [-128, 0, 127], "b"),
    "INT16": ("int_contents", [-(2**15), 0, 2**15 - 1], "h"),
    "INT32": ("int_contents", [-(2**31), 0, 2**31 - 1], "i"),
    "INT64": ("int64_contents", [-(2**63), 0, 2**63 - 1], "q"),
    "FP32": ("fp32_contents", [0.5, -1.25, float("inf")], "f"),
    "FP64": ("fp64_contents", [0.1, -1e300, float("-inf")], "d"),
    "BYTES": ("bytes_contents", [b"", b"plain", "日本".encode()], None),
    "FP16": (None, [0.5, -1.25, 65504.0], "e"),
    "BF16": (None, [0.5, -1.25, 3.0], None),
}
RAW_ONLY = ("FP16", "BF16")

channel = grpc.insecure_channel("127.0.0.1:" + port)
stub = service.GRPCInferenceServiceStub(channel)
Input = messages.ModelInferRequest.InferInputTensor
Output = messages.ModelInferRequest.InferRequestedOutputTensor


def raw(datatype):
    _, values, letter = TYPES[datatype]
    if datatype == "BYTES":
        return b"".join(struct.pack("<I", len(value)) + value for value in values)
    if datatype == "BF16":
        return b"".join(struct.pack("<f", value)[2:] for value in values)
    return struct.pack("<3" + letter, *values)


def typed(datatype):
    field, values, _ = TYPES[datatype]
    return messages.InferTensorContents(**{field: values}) if field else None


def inputs(contents):
    return [Input(name="in_" + name, datatype=name, shape=[3], contents=contents(name)) for name in TYPES]


def request(**more):
    raws = [raw(name) for name in TYPES]
    return messages.ModelInferRequest(
        model_name=MODEL, inputs=inputs(lambda name: None), raw_input_contents=raws, **more
    )


def refused(code, call, *arguments, **more):
    try:
        call(*arguments, **more)
    except grpc.RpcError as error:
        assert error.code() == code, error
        return error
    raise AssertionError("not refused with " + str(code))


# What the server says of itself
assert stub.ServerLive(messages.ServerLiveRequest()).live
assert stub.ServerReady(messages.ServerReadyRequest()).ready
assert stub.ModelReady(messages.ModelReadyRequest(name=MODEL, version="1")).ready
server = stub.ServerMetadata(messages.ServerMetadataRequest())
assert server.name == "slipway" and "binary_tensor_data" in server.extensions, server
metadata = stub.ModelMetadata(messages.ModelMetadataRequest(name=MODEL))
assert [(tensor.name, tensor.datatype, list(tensor.shape)) for tensor in metadata.inputs] == [
    ("in_" + name, name, [-1]) for name in TYPES
], metadata
assert [tensor.datatype for tensor in metadata.outputs] == list(TYPES), metadata

# Every datatype as raw bytes, and back bit by bit
answer = stub.ModelInfer(request(id="seven"))
assert answer.id == "seven" and answer.model_name == MODEL and answer.model_version == "1", answer
for tensor, back, name in zip(answer.outputs, answer.raw_output_contents, TYPES):
    assert (tensor.name, tensor.datatype, list(tensor.shape)) == ("out_" + name, name, [3]), tensor
    assert back == raw(name), (name, back)

# Only what is asked for, in that order
some = stub.ModelInfer(request(outputs=[Output(name="out_FP64"), Output(name="out_BYTES")]))
assert [tensor.name for tensor in some.outputs] == ["out_FP64", "out_BYTES"], some

# FP16 and BF16 have no typed contents
error = refused(
    grpc.StatusCode.INVALID_ARGUMENT,
    stub.ModelInfer,
    messages.ModelInferRequest(model_name=MODEL, inputs=inputs(typed)),
)
assert error.details() == "FP16 can be sent as raw_input_contents only", error.details()

# Errors
for wrong, code in [
    (messages.ModelInferRequest(model_name="absent"), grpc.StatusCode.NOT_FOUND),
    (messages.ModelInferRequest(model_name=MODEL, model_version="2"), grpc.StatusCode.NOT_FOUND),
    (messages.ModelInferRequest(model_name=MODEL), grpc.StatusCode.INVALID_ARGUMENT),
    (request(outputs=[Output(name="absent")]), grpc.StatusCode.INVALID_ARGUMENT),
]:
    refused(code, stub.ModelInfer, wrong)
refused(grpc.StatusCode.NOT_FOUND, stub.ModelMetadata, messages.ModelMetadataRequest(name="absent"))


def plain(path, kind=channel.unary_unary):
    return kind(path, request_serializer=bytes, response_deserializer=bytes)


refused(grpc.StatusCode.INVALID_ARGUMENT, plain("/inference.GRPCInferenceService/ModelInfer"), b"\xff" * 9)
refused(grpc.StatusCode.UNIMPLEMENTED, plain("/inference.GRPCInferenceService/Absent"), b"")

# Ids and trace go back with the answer, refused or not
trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
ids = (("x-request-id", "r1"), ("traceparent", trace), ("tracestate", "a=1"))
_, call = stub.ModelInfer.with_call(request(), metadata=ids)
assert set(ids) <= {(key, value) for key, value in call.initial_metadata()}, call.initial_metadata()
error = refused(grpc.StatusCode.NOT_FOUND, stub.ModelInfer, messages.ModelInferRequest(), metadata=ids)
sent = list(error.initial_metadata() or []) + list(error.trailing_metadata() or [])
assert set(ids) <= {(key, value) for key, value in sent}, sent

# Compressed requests, deadlines
assert stub.ModelInfer(request(), compression=grpc.Compression.Gzip).raw_output_contents == answer.raw_output_contents
assert stub.ModelInfer(request(), timeout=20).outputs


# A request that is never sent to its end cannot be answered, however fast the server is: its deadline must end it.
def unfinished():
    sent_no_more.wait()
    yield from ()


sent_no_more = threading.Event()
infer = "/inference.GRPCInferenceService/ModelInfer"
refused(grpc.StatusCode.DEADLINE_EXCEEDED, plain(infer, channel.stream_unary), unfinished(), timeout=0.2)
sent_no_more.set()
assert stub.ModelInfer(request()).outputs

# Health: the server as a whole and the service; another name is not known
check = plain("/grpc.health.v1.Health/Check")
named = b"inference.GRPCInferenceService"
assert check(b"") == b"\x08\x01"
assert check(b"\x0a" + bytes([len(named)]) + named) == b"\x08\x01"
refused(grpc.StatusCode.NOT_FOUND, check, b"\x0a\x01x")

# Reflection: lists the services, and gives the file that declares one
reflect = plain("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", channel.stream_stream)
listed = b"".join(reflect(iter([b"\x3a\x00"])))
assert named in listed and b"grpc.health.v1.Health" in listed, listed
declared = b"".join(reflect(iter([b"\x22" + bytes([len(named)]) + named])))
assert b"raw_input_contents" in declared, declared

# Typed contents of every datatype that has them, and back as typed contents
without = [name for name in TYPES if name not in RAW_ONLY]
other = service.GRPCInferenceServiceStub(grpc.insecure_channel("127.0.0.1:" + typed_port))
answer = other.ModelInfer(
    messages.ModelInferRequest(
        model_name="typed",
        inputs=[Input(name="in_" + name, datatype=name, shape=[3], contents=typed(name)) for name in without],
    )
)
assert [tensor.name for tensor in answer.outputs] == ["out_" + name for name in without], answer
assert not answer.raw_output_contents, answer
for tensor, name in zip(answer.outputs, without):
    assert tensor.contents == typed(name), (name, tensor)
print("as it should be")
