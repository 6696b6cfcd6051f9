# SPDX-License-Identifier: Apache-2.0
"""Speaks gRPC with a server as a foreign client would, and fails if an answer is not as it should be.

Run: python3 grpc_client.py PROTO PORT MODEL; needs the Debian packages python3-grpcio and
python3-grpc-tools. The model is the tests' perceptron, from `input` (n, 4) to `probabilities` (n, 3).
"""

import os
import struct
import sys
import tempfile

import grpc
from grpc_tools import protoc

proto, port, model = sys.argv[1:]
generated = tempfile.mkdtemp()
code = protoc.main(
    ["", "-I" + os.path.dirname(proto), "--python_out=" + generated, "--grpc_python_out=" + generated, proto]
)
assert code == 0
sys.path.insert(0, generated)
import inference_pb2 as messages  # noqa: E402
import inference_pb2_grpc as service  # noqa: E402

channel = grpc.insecure_channel("127.0.0.1:" + port)
stub = service.GRPCInferenceServiceStub(channel)

assert stub.ServerLive(messages.ServerLiveRequest()).live
assert stub.ServerReady(messages.ServerReadyRequest()).ready
assert stub.ModelReady(messages.ModelReadyRequest(name=model)).ready
assert stub.ServerMetadata(messages.ServerMetadataRequest()).name == "slipway"
metadata = stub.ModelMetadata(messages.ModelMetadataRequest(name=model))
assert list(metadata.inputs[0].shape) == [-1, 4], metadata

Input = messages.ModelInferRequest.InferInputTensor
values = [1.0, 2.0, 3.0, 4.0]
typed = stub.ModelInfer(
    messages.ModelInferRequest(
        model_name=model,
        id="7",
        inputs=[
            Input(
                name="input",
                datatype="FP32",
                shape=[1, 4],
                contents=messages.InferTensorContents(fp32_contents=values),
            )
        ],
    )
)
raw = stub.ModelInfer(
    messages.ModelInferRequest(
        model_name=model,
        inputs=[Input(name="input", datatype="FP32", shape=[1, 4])],
        raw_input_contents=[struct.pack("<4f", *values)],
    )
)
assert typed.id == "7"
assert list(typed.outputs[0].shape) == [1, 3]
answer = struct.unpack("<3f", raw.raw_output_contents[0])
assert list(answer) == list(typed.outputs[0].contents.fp32_contents), (answer, typed)
assert abs(sum(answer) - 1) < 1e-6

for request, code in [
    (messages.ModelInferRequest(model_name="absent"), grpc.StatusCode.NOT_FOUND),
    (messages.ModelInferRequest(model_name=model), grpc.StatusCode.INVALID_ARGUMENT),
]:
    try:
        stub.ModelInfer(request)
        raise AssertionError("not refused")
    except grpc.RpcError as refused:
        assert refused.code() == code, refused

compressed = stub.ModelInfer(
    messages.ModelInferRequest(
        model_name=model,
        inputs=[Input(name="input", datatype="FP32", shape=[1, 4])],
        raw_input_contents=[struct.pack("<4f", *values)],
    ),
    compression=grpc.Compression.Gzip,
)
assert compressed.raw_output_contents == raw.raw_output_contents
print("as it should be")
