# SPDX-License-Identifier: Apache-2.0
"""Makes model.onnx and pictures/ from what scikit-learn ships: python3 train.py [FOLDER], the project's own unless given.

Needs scikit-learn, onnx and Pillow; made with Debian's python3-sklearn 1.4.2, python3-onnx 1.17 and python3-pil 11.1.
"""
import json, pathlib, sys

import numpy, onnx
from onnx import TensorProto, helper, numpy_helper
from PIL import Image
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

MOST_INK = 16


def graph(network):
    """Pictures [batch, 1, 8, 8] of ink from 0 to 1; scores [batch, 10] and the digit [batch]."""
    constants = {"flat": numpy.array([-1, 64], numpy.int64)}
    for i in range(2):
        constants[f"w{i}"] = network.coefs_[i].astype(numpy.float32)
        constants[f"b{i}"] = network.intercepts_[i].astype(numpy.float32)
    nodes = [
        helper.make_node("Reshape", ["picture", "flat"], ["pixels"]),
        helper.make_node("Gemm", ["pixels", "w0", "b0"], ["sums"]),
        helper.make_node("Relu", ["sums"], ["hidden"]),
        helper.make_node("Gemm", ["hidden", "w1", "b1"], ["logits"]),
        helper.make_node("Softmax", ["logits"], ["probabilities"], axis=1),
        helper.make_node("ArgMax", ["probabilities"], ["label"], axis=1, keepdims=0),
    ]
    value = helper.make_tensor_value_info
    return helper.make_graph(
        nodes, "handwritten-digits",
        [value("picture", TensorProto.FLOAT, ["batch", 1, 8, 8])],
        [value("probabilities", TensorProto.FLOAT, ["batch", 10]), value("label", TensorProto.INT64, ["batch"])],
        [numpy_helper.from_array(array, name) for name, array in constants.items()],
    )


def main(folder):
    images, digits = load_digits(return_X_y=True)
    train, holdout, train_digits, holdout_digits = train_test_split(
        images / MOST_INK, digits, test_size=1 / 3, random_state=1, stratify=digits)
    network = MLPClassifier((32,), alpha=0.01, max_iter=1000, random_state=1).fit(train, train_digits)
    model = helper.make_model(graph(network), opset_imports=[helper.make_opsetid("", 13)], ir_version=7)
    helper.set_model_props(model, {"slipway.labels": json.dumps([str(k) for k in range(10)])})
    onnx.checker.check_model(model)
    onnx.save(model, folder / "model.onnx")
    answers = network.predict(holdout)
    (folder / "pictures").mkdir(exist_ok=True)
    for digit in range(10):
        draw(holdout[(holdout_digits == digit) & (answers == digit)][0], folder / f"pictures/{digit}.jpg")
    draw(holdout[answers != holdout_digits][0], folder / f"pictures/wrong-{holdout_digits[answers != holdout_digits][0]}.jpg")
    print(f"{(answers == holdout_digits).sum()} of {len(holdout)} held-out digits right")


def draw(pixels, file):
    """White ink on black, each of the 64 pixels 16 times as wide."""
    picture = Image.fromarray((pixels.reshape(8, 8) * 255).round().astype(numpy.uint8), "L")
    picture.resize((128, 128), Image.NEAREST).save(file, quality=90)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parents[1]))
