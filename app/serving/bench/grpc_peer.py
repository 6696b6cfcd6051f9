# SPDX-License-Identifier: Apache-2.0
"""The peer of the gRPC benchmark: the same protocol and model with grpc.aio, in two processes on one port.

Run: MODEL=model.onnx python3 grpc_peer.py PROTO PORT
Needs the Debian packages python3-grpcio, python3-grpc-tools and python3-onnxruntime.
"""

import os
import signal
import sys
import tempfile

PROCESSES = 2


def serve(proto, port):
    import asyncio

    import grpc
    import numpy
    import onnxruntime
    from grpc_tools import protoc

    generated = tempfile.mkdtemp()
    options = ["", "-I" + os.path.dirname(proto), "--python_out=" + generated, "--grpc_python_out=" + generated, proto]
    assert protoc.main(options) == 0
    sys.path.insert(0, generated)
    import inference_pb2 as messages
    import inference_pb2_grpc as service

    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = 1
    settings.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = onnxruntime.InferenceSession(os.environ["MODEL"], settings, providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]

    class Servicer(service.GRPCInferenceServiceServicer):
        async def ModelInfer(self, request, context):
            feeds = {
                tensor.name: numpy.frombuffer(raw, dtype=numpy.float32).reshape(tuple(tensor.shape))
                for tensor, raw in zip(request.inputs, request.raw_input_contents)
            }
            answer = messages.ModelInferResponse(model_name="model", model_version="1", id=request.id)
            for name, value in zip(names, session.run(names, feeds)):
                answer.outputs.add(name=name, datatype="FP32", shape=value.shape)
                answer.raw_output_contents.append(value.tobytes())
            return answer

    async def run():
        server = grpc.aio.server(options=[("grpc.so_reuseport", 1)])
        service.add_GRPCInferenceServiceServicer_to_server(Servicer(), server)
        server.add_insecure_port("127.0.0.1:" + port)
        await server.start()
        await server.wait_for_termination()

    asyncio.run(run())


# Before anything of gRPC's is loaded, which does not survive a fork.
children = []
for _ in range(PROCESSES):
    child = os.fork()
    if child == 0:
        serve(*sys.argv[1:])
        sys.exit(0)
    children.append(child)
signal.signal(signal.SIGTERM, lambda *_: [os.kill(child, signal.SIGKILL) for child in children])
for child in children:
    os.waitpid(child, 0)
