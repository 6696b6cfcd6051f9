# SPDX-License-Identifier: Apache-2.0
"""Makes pipeline.joblib from data/train.csv: python3 train.py [FOLDER], which is the project's own unless given.

Needs scikit-learn, pandas and joblib; made with Debian's python3-sklearn 1.4.2. The tables are made by split.py.
"""
import pathlib, sys

import joblib, pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

PROJECT = pathlib.Path(__file__).resolve().parents[1]


def fit(train):
    columns = make_column_transformer(
        (TfidfVectorizer(), "species"),
        (TfidfVectorizer(analyzer="char", ngram_range=(2, 3), min_df=20), "aircraft"),
        (OneHotEncoder(handle_unknown="ignore", min_frequency=20), ["phase", "size", "time_of_day", "operator"]),
        (make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler()), ["speed"]),
    )
    model = make_pipeline(columns, LogisticRegression(C=0.3, max_iter=1000))
    return model.fit(train.drop(columns=["date", "damage"]), train["damage"])


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT
    joblib.dump(fit(pd.read_csv(PROJECT / "data/train.csv")), folder / "pipeline.joblib", compress=3)
