"""A pipeline with a function in it, fitted on a data frame, and a stand-in for skl2onnx that exports just that."""

import pathlib

import joblib
import numpy
import pandas
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer

draw = numpy.random.default_rng(5)
rows = pandas.DataFrame(draw.gamma(2, size=(700, 3)), columns=["age", "income", "rooms"])
price = numpy.log1p(rows) @ [3.0, -1.0, 0.5] + draw.normal(size=700) / 10
rows.assign(price=price).to_csv("rows.csv", index=False)
pipeline = make_pipeline(FunctionTransformer(numpy.log1p), LinearRegression()).fit(rows, price)
joblib.dump(pipeline, "pipeline.joblib")

STAND_IN = '''
import numpy
from onnx import TensorProto, helper, numpy_helper


def to_onnx(model, X, options=None):
    line, double = model[-1], TensorProto.DOUBLE
    names = list(X.columns)
    constants = {"one": numpy.array([1.0]), "weights": line.coef_.reshape(-1, 1),
                 "bias": numpy.array([line.intercept_])}
    nodes = [helper.make_node("Concat", names, ["all"], axis=1),
             helper.make_node("Add", ["all", "one"], ["more"]),
             helper.make_node("Log", ["more"], ["logs"]),
             helper.make_node("MatMul", ["logs", "weights"], ["sum"]),
             helper.make_node("Add", ["sum", "bias"], ["variable"])]
    graph = helper.make_graph(
        nodes, "made", [helper.make_tensor_value_info(n, double, [None, 1]) for n in names],
        [helper.make_tensor_value_info("variable", double, [None, 1])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
'''
site = pathlib.Path("site")
(site / "skl2onnx-1.18.0.dist-info").mkdir(parents=True)
(site / "skl2onnx-1.18.0.dist-info/METADATA").write_text("Name: skl2onnx\nVersion: 1.18.0\n")
(site / "skl2onnx.py").write_text(STAND_IN)
pathlib.Path("python").write_text(
    f"#!/bin/sh\nPYTHONPATH='{site.resolve()}' exec /usr/bin/python3 \"$@\"\n")
pathlib.Path("python").chmod(0o755)
