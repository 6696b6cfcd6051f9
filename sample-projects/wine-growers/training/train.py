# SPDX-License-Identifier: Apache-2.0
"""Makes split and model of wine-growers from what scikit-learn ships: python3 train.py [FOLDER].

FOLDER is the project's own unless given. It needs scikit-learn, pandas and joblib, of Debian: python3-sklearn python3-pandas.
What is broken on purpose is broken by spoil.py, which runs after this.
"""
import hashlib, pathlib, sys

import joblib
from sklearn.datasets import load_wine
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

SEED = "wine-growers split 1"
NAMES = ["grower-1", "grower-2", "grower-3"]


def split(wines):
    """Of each grower the third whose hashed row numbers come first is held out; rows keep their order."""
    order = wines.index.map(lambda row: hashlib.sha256(f"{SEED}:{row}".encode()).hexdigest())
    ranks = wines.assign(order=order).groupby("target")["order"].rank()
    sizes = wines.groupby("target")["target"].transform("size")
    held = ranks <= (sizes / 3).round()
    return wines[~held], wines[held]


def main(folder):
    wines = load_wine(as_frame=True).frame.rename(columns={"od280/od315_of_diluted_wines": "od280_od315"})
    train, holdout = split(wines)
    (folder / "data").mkdir(exist_ok=True)
    for name, rows in [("train", train), ("holdout", holdout)]:
        named = rows.drop(columns="target").assign(grower=[NAMES[k] for k in rows["target"]])
        named.to_csv(folder / f"data/{name}.csv", index=False)
    model = make_pipeline(StandardScaler(), LogisticRegression())
    model.fit(train.drop(columns="target"), train["target"])
    joblib.dump(model, folder / "pipeline.joblib")
    right = (model.predict(holdout.drop(columns="target")) == holdout["target"]).sum()
    print(f"{right} of {len(holdout)} held-out wines right")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parents[1]))
