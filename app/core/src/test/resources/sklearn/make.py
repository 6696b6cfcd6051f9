#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Fits the pipelines that a converter is tried on, and asks them.

usage: make.py OUT FAMILY...

A family is a module beside this file; its cases() yields (name, fitted estimator, rows to ask it).
For each there is NAME.joblib, NAME.rows.csv and NAME.answers.csv in OUT/FAMILY; where rows are None
only the first, since a converter has to refuse it. Answers are columns: predict (or predict_0, ...
of several targets or labels) with proba_0, ... or decision_0, ...; transform_0, ... of a transformer.
"""
import copy
import csv
import importlib
import pathlib
import pickle
import sys
import warnings

try:
    import joblib
    import numpy as np
    import pandas as pd
    import sklearn
    from scipy import sparse
except ImportError as lacking:
    print(lacking)
    sys.exit(3)

warnings.filterwarnings("ignore")


def written(value):
    """A cell: empty where there is none, and numbers with all their digits."""
    if value is None or value is pd.NA or (isinstance(value, (float, np.floating)) and np.isnan(value)):
        return ""
    if isinstance(value, (bool, np.bool_)):
        return "1" if value else "0"
    if isinstance(value, (float, np.floating)):
        return "%.17g" % value
    return str(value)


def table(path, header, rows):
    with open(path, "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([written(value) for value in row] for row in rows)


def columns(rows):
    """Names and values of what is asked: a frame, a matrix, or texts."""
    if isinstance(rows, pd.DataFrame):
        return [str(name) for name in rows.columns], rows.astype(object).values.tolist()
    if isinstance(rows, (list, pd.Series)):
        return ["text"], [[text] for text in rows]
    return ["x%d" % i for i in range(rows.shape[1])], np.asarray(rows).tolist()


def dense(values):
    values = values.toarray() if sparse.issparse(values) else np.asarray(values)
    return values.reshape(len(values), -1)


def of_labels(probabilities):
    """The share of each label, however an estimator hands them out."""
    if isinstance(probabilities, list):
        return np.column_stack([label[:, 1] for label in probabilities])
    return dense(probabilities)


def named(stem, values):
    return {"%s_%d" % (stem, i): values[:, i] for i in range(values.shape[1])}


def decisions(estimator, rows):
    """One a class, also where a machine is set to give one for each two of them."""
    if getattr(estimator, "decision_function_shape", "ovr") != "ovr":
        estimator = copy.copy(estimator).set_params(decision_function_shape="ovr")
    return dense(estimator.decision_function(rows))


def answers(estimator, rows):
    # What selects columns by a model predicts too
    if not hasattr(estimator, "predict") or hasattr(estimator, "get_support"):
        return named("transform", dense(estimator.transform(rows)))
    predicted = np.asarray(estimator.predict(rows))
    several = predicted.ndim == 2 and predicted.shape[1] > 1
    given = named("predict", predicted) if several else {"predict": predicted.ravel()}
    if callable(getattr(estimator, "predict_proba", None)):
        given |= named("proba", of_labels(estimator.predict_proba(rows)))
    elif hasattr(estimator, "decision_function") and hasattr(estimator, "classes_"):
        given |= named("decision", decisions(estimator, rows))
    return given


def write(folder, number, name, estimator, rows):
    stem = str(folder / name)
    # Whatever people save with: joblib, compressed or not, and pickle in all its protocols
    ways = [
        lambda out: joblib.dump(estimator, out),
        lambda out: joblib.dump(estimator, out, compress=3),
        lambda out: pickle.dump(estimator, out, protocol=2 + number % 4),
    ]
    with open(stem + ".joblib", "wb") as out:
        ways[number % len(ways)](out)
    if rows is None:
        return
    table(stem + ".rows.csv", *columns(rows))
    given = answers(estimator, rows)
    table(stem + ".answers.csv", list(given), zip(*given.values()))


def main():
    out = pathlib.Path(sys.argv[1])
    for family in sys.argv[2:]:
        folder = out / family
        folder.mkdir(parents=True, exist_ok=True)
        for number, (name, estimator, rows) in enumerate(importlib.import_module(family).cases()):
            write(folder, number, name, estimator, rows)


main()
