# SPDX-License-Identifier: Apache-2.0
"""Trains scikit-learn's pipelines among the samples anew, and says whether tables and answers are the committed ones.

Tables must be so byte by byte, but for golden.json; scores within a millionth, since linear algebra rounds by the CPU.
"""
import pathlib, subprocess, sys, tempfile

import joblib, numpy, pandas as pd

HERE = pathlib.Path(__file__).resolve().parent
TOLERANCE = 1e-6


def differences(project):
    with tempfile.TemporaryDirectory() as folder:
        rebuilt = pathlib.Path(folder)
        for script in ["train.py", "spoil.py"]:
            if (project / "training" / script).exists():
                subprocess.run([sys.executable, project / "training" / script, rebuilt], check=True)
        for table in sorted(rebuilt.glob("data/*.csv")):
            if table.read_bytes() != (project / "data" / table.name).read_bytes():
                yield f"data/{table.name}"
        rows = pd.read_csv(project / "data/holdout.csv")
        scores = [joblib.load(each / "pipeline.joblib").predict_proba(given(project, rows)) for each in [project, rebuilt]]
        if numpy.abs(scores[0] - scores[1]).max() > TOLERANCE:
            yield "pipeline.joblib"


def given(project, rows):
    """Only the columns that the pipeline was fitted with, in their order."""
    return rows[list(joblib.load(project / "pipeline.joblib").feature_names_in_)]


if __name__ == "__main__":
    wrong = [f"{model.parent.name}: {what}" for model in sorted(HERE.glob("*/pipeline.joblib")) for what in differences(model.parent)]
    print("\n".join(f"differs: {each}" for each in wrong) or "scikit-learn's samples are as committed")
    sys.exit(1 if wrong else 0)
