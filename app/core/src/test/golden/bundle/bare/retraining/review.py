#!/usr/bin/env python3
"""Reviews drift, age and score, and calls for training when two signals agree.

Everything is set by the environment; cronjob.yaml says what. Prints one JSON object.
Exit code: 0 reviewed, 2 Prometheus or the trigger cannot be reached.
"""
import datetime
import json
import math
import os
import pathlib
import sys
import urllib.error
import urllib.parse
import urllib.request

COUNTED = 'feature_drift_observations_total{model_name=%s,namespace=%s,bin!="missing"}'
EXPECTED = 'feature_drift_expected_ratio{model_name=%s,namespace=%s,bin!="missing"}'
# Deviations to both sides that hold 95 %.
Z = 1.959964


def ask(query):
    """Samples of an instant query: (labels, value)."""
    address = os.environ["PROMETHEUS_URL"].rstrip("/") + "/api/v1/query"
    body = urllib.parse.urlencode({"query": query}).encode()
    with urllib.request.urlopen(address, data=body, timeout=60) as response:
        result = json.load(response)["data"]["result"]
    return [(sample["metric"], float(sample["value"][1])) for sample in result]


def stability_index(days, offset):
    """Index by feature over a window, of features with enough rows in it."""
    # The namespace too: what staging is checked with is not what production is asked.
    of = json.dumps(os.environ["MODEL_NAME"]), json.dumps(os.environ["NAMESPACE"])
    past = f"[{days}d] offset {offset}d" if offset else f"[{days}d]"
    seen = f"increase({COUNTED % of}{past})"
    rows = f"sum by (feature) ({seen})"
    share = f"clamp_min(sum by (feature, bin) ({seen}) / on (feature) group_left {rows}, 0.0001)"
    expected = f"clamp_min(max by (feature, bin) (last_over_time({EXPECTED % of}{past})), 0.0001)"
    query = (
        f"sum by (feature) (({share} - {expected}) * ln({share} / {expected}))"
        f" and on (feature) {rows} >= {os.environ['DRIFT_ROWS']}"
    )
    return {labels["feature"]: value for labels, value in ask(query)}


def drift():
    """Whether a feature drifted in enough windows; None when too few windows could be judged."""
    windows, agreeing = int(os.environ["DRIFT_WINDOWS"]), int(os.environ["DRIFT_AGREEING"])
    days = int(os.environ["WINDOW_DAYS"])
    # Each feature's own limit: the one that the drift alert and the dashboard compare with.
    listed = json.loads(pathlib.Path(__file__).with_name("drift-limits.json").read_text(encoding="utf-8"))
    limits = {each["feature"]: each["limit"] for each in listed}
    if not limits:
        return None, "not judged: this release has no drift baseline"
    readings = [stability_index(days, days * i) for i in range(windows)]
    judged = sum(1 for reading in readings if reading.keys() & limits.keys())
    drifted = [f for f in sorted(limits) if sum(r.get(f, 0) > limits[f] for r in readings) >= agreeing]
    if judged < agreeing:
        return None, f"{judged} of {windows} windows have enough rows, {agreeing} are needed"
    return bool(drifted), "drifted: " + (", ".join(drifted) or "nothing")


def age():
    """Days since training; None when nobody stated the day."""
    day = os.environ.get("TRAINED_ON", "")
    today = datetime.datetime.now(datetime.timezone.utc).date()
    return (today - datetime.date.fromisoformat(day)).days if day else None


def number(name):
    """The single value of the query that a setting holds; None without a query or an answer."""
    query = os.environ.get(name, "")
    samples = ask(query) if query else []
    # A query that divides by no answers at all gives NaN.
    return samples[0][1] if samples and math.isfinite(samples[0][1]) else None


def is_share():
    return os.environ.get("SCORE_IS_SHARE") == "true"


def good_end(value):
    """The good end of the score's 95 % interval; None when nothing tells it."""
    rows = number("SCORE_ROWS_QUERY")
    if not is_share() or rows is None or rows <= 0:
        return number("SCORE_BEST_QUERY")
    # Wilson's score interval of a share, as slipway evaluate judges by.
    half = Z / (1 + Z * Z / rows) * math.sqrt(value * (1 - value) / rows + Z * Z / (4 * rows * rows))
    return (value + Z * Z / (2 * rows)) / (1 + Z * Z / rows) + half


def score():
    """Whether the score misses its floor beyond doubt: not even the good end of its interval reaches it."""
    value, floor = number("SCORE_QUERY"), os.environ.get("SCORE_FLOOR", "")
    if value is None or not floor:
        return None, "no score of answers whose truth came back"
    if is_share() and not 0 <= value <= 1:
        return None, f"not known: SCORE_QUERY gives {value}, and this score is a share from 0 to 1"
    best, limit = good_end(value), float(floor)
    lower = os.environ.get("SCORE_LOWER_IS_BETTER") == "true"
    if best is None:
        return None, f"undecided: score {value}, floor {limit}, and nothing says how sure the score is"
    missed = best > limit if lower else best < limit
    open_yet = not missed and (value > limit if lower else value < limit)
    return missed, f"{'undecided: ' if open_yet else ''}score {value}, at best {round(best, 4)}, floor {limit}"


def review():
    days, (drifted, of_drift), (worse, of_score) = age(), drift(), score()
    oldest, pause = int(os.environ["MODEL_AGE_DAYS"]), int(os.environ["PAUSE_DAYS"])
    old = days is not None and days >= oldest
    signals = [name for name, on in (("drift", drifted), ("score", worse), ("age", old)) if on]
    if days is None:
        decision, because = "none", "TRAINED_ON is empty: the pause cannot be kept"
    elif days < pause:
        decision, because = "none", f"trained {days} days ago; the pause is {pause} days"
    elif len(signals) < 2:
        decision, because = "none", "two signals must agree"
    else:
        decision, because = "train", " and ".join(signals) + " agree"
    return {
        "model": os.environ["MODEL_NAME"],
        "decision": decision,
        "because": because,
        "signals": signals,
        "drift": of_drift,
        "score": of_score,
        "age": days,
    }


def call_for_training(reading):
    file = pathlib.Path(os.environ.get("TRIGGER_URL_FILE", ""))
    if not file.is_file():
        return "nobody was told: there is no trigger"
    request = urllib.request.Request(
        file.read_text(encoding="utf-8").strip(),
        data=json.dumps(reading).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as response:
        return f"told, answered {response.status}"


try:
    reading = review()
    reading["trigger"] = call_for_training(reading) if reading["decision"] == "train" else "not called"
except urllib.error.HTTPError as refused:
    sys.exit(print(json.dumps({"error": f"{refused}: {refused.read().decode()}"})) or 2)
except (urllib.error.URLError, TimeoutError) as unreachable:
    sys.exit(print(json.dumps({"error": str(unreachable)})) or 2)
print(json.dumps(reading))
