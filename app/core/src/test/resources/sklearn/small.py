# SPDX-License-Identifier: Apache-2.0
"""Models of a few kB that lie beside this file, for tests on machines without Python.

Made by: make.py /tmp/made small, and kept as NAME.joblib; their names say what they are. penguins.pkl
is the first of them as pickle.dump writes it (protocol 4).
"""
from sklearn import compose, impute, linear_model, pipeline, preprocessing

import material


def cases():
    frame, species = material.penguins()
    numbers = ["bill_length_mm", "body_mass_g"]
    columns = compose.make_column_transformer(
        (pipeline.make_pipeline(impute.SimpleImputer(), preprocessing.StandardScaler()), numbers),
        (preprocessing.OneHotEncoder(handle_unknown="ignore"), ["island", "sex"]),
    )
    logistic = linear_model.LogisticRegression(max_iter=300)
    model = pipeline.make_pipeline(columns, logistic).fit(frame, species)
    yield "penguins", model, material.asked(frame)
    numbers = frame[numbers].fillna(0)
    own = pipeline.make_pipeline(preprocessing.FunctionTransformer(doubled), logistic)
    yield "own-function", own.fit(numbers, species), None


def doubled(numbers):
    return 2 * numbers
