# SPDX-License-Identifier: Apache-2.0
"""Objects that XGBoost's and LightGBM's own estimators leave in a pickle, without the libraries: the
models are files of theirs from beside this folder, and answered by their published definitions."""
import json
import math
import pathlib
import struct
import sys
import types

import numpy as np

MODELS = pathlib.Path(__file__).resolve().parents[1] / "models"


def placed(module, name, base=object):
    """A class under the name that a library has it under."""
    made = type(name, (base,), {"__module__": module})
    for end in [i for i, c in enumerate(module + ".") if c == "."]:
        sys.modules.setdefault(module[:end], types.ModuleType(module[:end]))
    setattr(sys.modules[module], name, made)
    return made


def softmax(scores):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


class Answering:
    """Scores of classes become shares; those of one number are the answer."""

    def predict_proba(self, rows):
        return softmax(self.scores(rows))

    def predict(self, rows):
        return self.classes()[self.predict_proba(rows).argmax(axis=1)]


class Xgb(Answering):
    def classes(self):
        return np.arange(3)

    def scores(self, rows):
        model = json.loads(bytes(self._Booster.text))["learner"]
        start = json.loads(model["learner_model_param"]["base_score"])
        trees = model["gradient_booster"]["model"]
        # DART's shares of its trees
        shares = trees.get("weight_drop", [1] * len(trees["trees"]))
        # XGBoost keeps it in single precision
        scores = np.tile(np.array(start, dtype=np.float32).astype(float), (len(rows), 1))
        for row, sums in zip(np.asarray(rows, dtype=np.float32), scores):
            counted = trees["trees"][: self.rounds * len(start)]
            for tree, score, share in zip(counted, trees["tree_info"], shares):
                # Of floats, but in double precision: where trees cancel out, a float's product
                # is too coarse to compare with
                sums[score] += float(np.float32(share)) * float(reached(tree, row, np.float32(self.missing)))
        return scores


class XgbNumber(Xgb):
    predict_proba = None

    def predict(self, rows):
        return self.scores(rows)[:, 0]


class Lgbm(Answering):
    def classes(self):
        return self._classes

    def scores(self, rows):
        trees = self._Booster._handle.split("\nTree=")[1:]
        scores = np.zeros((len(rows), self._n_scores))
        rounds = self._Booster.best_iteration
        for i, text in enumerate(trees[: self._n_scores * rounds] if rounds > 0 else trees):
            lines = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
            tree = {key: value.split() for key, value in lines.items()}
            scores[:, i % self._n_scores] += [leaf(tree, row) for row in np.asarray(rows)]
        return scores


class LgbmNumber(Lgbm):
    predict_proba = None

    def predict(self, rows):
        return self.scores(rows)[:, 0]


def reached(tree, row, missing):
    """What the leaf that a row reaches adds; members of a set of categories go right."""
    node = 0
    while tree["left_children"][node] >= 0:
        value = row[tree["split_indices"][node]]
        if np.isnan(value) or value == missing:
            left = tree["default_left"][node]
        elif node in tree["categories_nodes"]:
            at = tree["categories_nodes"].index(node)
            start = tree["categories_segments"][at]
            kinds = tree["categories"][start : start + tree["categories_sizes"][at]]
            left = math.floor(value) not in kinds
        else:
            left = value < np.float32(tree["split_conditions"][node])
        node = tree["left_children" if left else "right_children"][node]
    return np.float32(tree["split_conditions"][node])


def leaf(tree, row):
    node = 0
    while node >= 0:
        value = row[int(tree["split_feature"][node])]
        decision = int(tree["decision_type"][node])
        missing = decision >> 2
        if decision & 1:
            left = not np.isnan(value) and value > -1 and member(tree, node, int(value))
        else:
            value = 0 if np.isnan(value) and missing < 2 else value
            if (missing == 1 and abs(value) <= 1e-35) or (missing == 2 and np.isnan(value)):
                left = decision & 2
            else:
                left = value <= float(tree["threshold"][node])
        node = int(tree["left_child" if left else "right_child"][node])
    return float(tree["leaf_value"][~node])


def member(tree, node, category):
    at = int(float(tree["threshold"][node]))
    start, end = (int(tree["cat_boundaries"][i]) for i in (at, at + 1))
    word = start + category // 32
    return word < end and int(tree["cat_threshold"][word]) >> (category % 32) & 1


def length(size):
    return b"l" + struct.pack(">i", size)


def ubj(value):
    """The binary JSON that XGBoost serialises itself to."""
    if isinstance(value, dict):
        pairs = [length(len(key)) + key.encode() + ubj(inner) for key, inner in value.items()]
        return b"{" + b"".join(pairs) + b"}"
    if isinstance(value, list):
        return b"[" + b"".join(ubj(inner) for inner in value) + b"]"
    if isinstance(value, str):
        return b"S" + length(len(value)) + value.encode()
    return b"l" + struct.pack(">i", value) if isinstance(value, int) else b"d" + struct.pack(">f", value)


def xgboost(name, objective, best=99):
    """As XGBoost 1.6 and later leave it: the model and its configuration in one document."""
    model = json.loads((MODELS / "xgboost.json").read_text())
    number = not objective.startswith("multi")
    if number:
        learner = model["learner"]
        learner["objective"] = {"name": objective}
        learner["learner_model_param"] |= {"num_class": "0", "base_score": "[4.5E-1]"}
        trees = learner["gradient_booster"]["model"]
        trees["tree_info"] = [0] * len(trees["trees"])
    if best < 99:
        # An early stop leaves this; the library's scikit-learn classes keep to it
        model["learner"]["attributes"] = {"best_iteration": str(best)}
    booster = placed("xgboost.core", "Booster")()
    booster.handle = bytearray(ubj({"Model": model, "Config": {}}))
    booster.text = json.dumps(model).encode()
    found = placed("xgboost.sklearn", name, XgbNumber if number else Xgb)()
    found._Booster = booster
    found.n_classes_ = 3
    found.rounds = best + 1
    found.missing = -999.0 if name == "XGBClassifier" else math.nan
    return found


def lightgbm(name, objective, best):
    text = (MODELS / "lightgbm.txt").read_text()
    number = not objective.startswith("multi")
    if number:
        text = text.replace("num_class=3", "num_class=1").replace("per_iteration=3", "per_iteration=1")
        text = text.replace("objective=multiclass num_class:3", "objective=" + objective)
        text = text.replace("objective=multiclass num_class:1", "objective=" + objective)
    booster = placed("lightgbm.basic", "Booster")()
    booster._handle = text
    booster.best_iteration = best
    booster.pandas_categorical = None
    found = placed("lightgbm.sklearn", name, LgbmNumber if number else Lgbm)()
    found._Booster = booster
    found._n_scores = 1 if number else 3
    if not number:
        found._classes = np.array(["ash", "oak", "yew"])
    return found


def asked(widths, seed=9):
    """Numbers about the thresholds, categories in and out of the sets, zeros and gaps."""
    drawn = np.random.default_rng(seed)
    columns = [
        drawn.integers(-1, 9, 520) if width == 0 else drawn.normal(width[0], width[1], 520)
        for width in widths
    ]
    rows = np.column_stack(columns).astype(float)
    rows[drawn.random(rows.shape) < 0.05] = np.nan
    rows[drawn.random(rows.shape) < 0.05] = 0
    return rows
