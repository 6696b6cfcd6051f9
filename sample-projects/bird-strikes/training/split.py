# SPDX-License-Identifier: Apache-2.0
"""Makes data/train.csv and data/holdout.csv from birdstrikes.csv of the npm package vega-datasets 3.2.1:

    npm pack vega-datasets@3.2.1 && tar xzf vega-datasets-3.2.1.tgz package/data/birdstrikes.csv
    python3 split.py package/data/birdstrikes.csv [FOLDER]
"""
import hashlib, pathlib, sys

import pandas as pd

SHA256 = "45777edf69984b37599e73dbfb34dbc976055243547407214261a4fcb9466462"
COLUMNS = {
    "Flight Date": "date", "Wildlife Species": "species", "Aircraft Make Model": "aircraft",
    "Aircraft Airline Operator": "operator", "Phase of flight": "phase", "Wildlife Size": "size",
    "Time of day": "time_of_day", "Speed IAS in knots": "speed",
}

if __name__ == "__main__":
    raw = pathlib.Path(sys.argv[1])
    if hashlib.sha256(raw.read_bytes()).hexdigest() != SHA256:
        sys.exit(f"{raw} is another file than that of vega-datasets 3.2.1")
    folder = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else pathlib.Path(__file__).resolve().parents[1] / "data"
    # "None" is a word of the file: without keep_default_na=False it would be read as a gap.
    strikes = pd.read_csv(raw, keep_default_na=False, na_values={"Speed IAS in knots": [""]})
    damage = strikes["Effect Amount of damage"].ne("None").map({True: "yes", False: "no"})
    rows = strikes[list(COLUMNS)].rename(columns=COLUMNS).assign(damage=damage)
    rows["speed"] = rows["speed"].astype("Int64")
    # The file has no number of a strike: what is equal in every column is taken for one that was reported twice.
    rows = rows.sort_values("date", kind="stable").drop_duplicates()
    rows[(rows["date"] >= "1996") & (rows["date"] < "2001")].to_csv(folder / "train.csv", index=False)
    rows[rows["date"] >= "2001"].to_csv(folder / "holdout.csv", index=False)
