# SPDX-License-Identifier: Apache-2.0
"""The peer of the benchmark: the same protocol and model as a FastAPI service, as one would write it.

Run: MODEL=model.onnx python3 -m uvicorn --app-dir app/serving/bench peer:app --workers 2
Needs the Debian packages python3-fastapi, uvicorn and python3-onnxruntime.
"""

import os
from typing import Any

import numpy
import onnxruntime
from fastapi import FastAPI
from pydantic import BaseModel

options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
options.add_session_config_entry("session.intra_op.allow_spinning", "0")
session = onnxruntime.InferenceSession(os.environ["MODEL"], options, providers=["CPUExecutionProvider"])
names = [output.name for output in session.get_outputs()]
app = FastAPI()


class Tensor(BaseModel):
    name: str
    shape: list[int]
    datatype: str
    data: list[Any]


class Request(BaseModel):
    id: str | None = None
    inputs: list[Tensor]


@app.get("/v2/health/ready")
async def ready():
    return {"ready": True}


@app.post("/v2/models/model/infer")
async def infer(request: Request):
    feeds = {
        tensor.name: numpy.array(tensor.data, dtype=numpy.float32).reshape(tensor.shape)
        for tensor in request.inputs
    }
    outputs = session.run(names, feeds)
    return {
        "model_name": "model",
        "model_version": "1",
        "outputs": [
            {"name": name, "datatype": "FP32", "shape": list(value.shape), "data": value.ravel().tolist()}
            for name, value in zip(names, outputs)
        ],
    }
