# SPDX-License-Identifier: Apache-2.0
"""Objects that XGBoost's and LightGBM's own estimators leave in a pickle, without the libraries: the
models are files of theirs from beside this folder, and answered by their published definitions."""
import json
import math
import pathlib
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
    def predict_proba(self, rows):
        return softmax(np.array([self.scores(row) for row in np.asarray(rows, dtype=float)]))

    def predict(self, rows):
        return np.asarray(self.classes())[self.predict_proba(rows).argmax(axis=1)]


class Xgb(Answering):
    def classes(self):
        return self.classes_

    def scores(self, row):
        learner = json.loads((MODELS / "xgboost.json").read_text())["learner"]
        model = learner["gradient_booster"]["model"]
        scores = np.array(json.loads(learner["learner_model_param"]["base_score"]), dtype=float)
        for tree, score in zip(model["trees"], model["tree_info"]):
            node = 0
            while tree["left_children"][node] >= 0:
                value = np.float32(row[tree["split_indices"][node]])
                if np.isnan(value) or value == self.missing:
                    left = tree["default_left"][node]
                elif node in tree["categories_nodes"]:
                    at = tree["categories_nodes"].index(node)
                    start = tree["categories_segments"][at]
                    kinds = tree["categories"][start : start + tree["categories_sizes"][at]]
                    left = math.floor(value) not in kinds
                else:
                    left = value < np.float32(tree["split_conditions"][node])
                node = tree["left_children" if left else "right_children"][node]
            scores[score] += np.float32(tree["split_conditions"][node])
        return scores


class Lgbm(Answering):
    def classes(self):
        return self._classes

    def scores(self, row):
        trees = (MODELS / "lightgbm.txt").read_text().split("\nTree=")[1:]
        scores = np.zeros(3)
        for i, text in enumerate(trees[: 3 * self._Booster.best_iteration]):
            lines = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
            scores[i % 3] += leaf({key: value.split() for key, value in lines.items()}, row)
        return scores


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


def xgboost():
    """As XGBoost 1.6 and later serialise it: the model and its configuration in one document."""
    booster = placed("xgboost.core", "Booster")()
    model = (MODELS / "xgboost.ubj").read_bytes()
    booster.handle = bytearray(b"{i\x05Model" + model + b"i\x06Config{}}")
    found = placed("xgboost.sklearn", "XGBClassifier", Xgb)()
    found._Booster = booster
    found.n_classes_ = 3
    found.classes_ = np.array([0, 1, 2])
    found.missing = -999.0
    return found


def lightgbm():
    booster = placed("lightgbm.basic", "Booster")()
    booster._handle = (MODELS / "lightgbm.txt").read_text()
    booster.best_iteration = 2
    booster.pandas_categorical = None
    found = placed("lightgbm.sklearn", "LGBMClassifier", Lgbm)()
    found._Booster = booster
    found._classes = np.array(["ash", "oak", "yew"])
    found._n_classes = 3
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
