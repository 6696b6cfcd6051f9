# SPDX-License-Identifier: Apache-2.0
"""Rows with gaps, categories and texts for whoever fits something: all of them real, and drawn again
with small changes where there are fewer than a trial needs."""
import pathlib

import numpy as np
import pandas as pd

ROOT = pathlib.Path(__file__).resolve().parents[6]

# Rows that a fitted estimator is asked
ASKED = 520


def penguins():
    """344 penguins: numbers and two categories with gaps; which species each is."""
    frame = pd.read_csv(ROOT / "sample-projects/penguin-species/data/penguins.csv")
    return frame.drop(columns=["species", "year"]), frame["species"]


def weather():
    """1,461 days in Seattle: numbers, the weather; the highest temperature."""
    frame = pd.read_csv(ROOT / "sample-projects/seattle-tomorrow/data/seattle-weather.csv")
    return frame[["precipitation", "temp_min", "wind", "weather"]], frame["temp_max"]


def asked(rows, seed=7):
    """More rows like these: drawn anew, numbers moved a little, some values taken away or made up."""
    drawn = np.random.default_rng(seed)
    frame = pd.DataFrame(rows).sample(ASKED, replace=True, random_state=seed).reset_index(drop=True)
    for name in frame.columns:
        if frame[name].dtype.kind == "f":
            spread = np.nanstd(frame[name])
            frame[name] = frame[name] + drawn.normal(0, 0.3 * spread, len(frame))
    return frame if isinstance(rows, pd.DataFrame) else frame.to_numpy()


def with_gaps(frame, share=0.1, seed=3):
    """The same with values missing."""
    drawn = np.random.default_rng(seed)
    gaps = drawn.random(frame.shape) < share
    return frame.mask(gaps) if isinstance(frame, pd.DataFrame) else np.where(gaps, np.nan, frame)


def with_strangers(frame, columns, seed=5):
    """The same with categories that nobody has seen."""
    drawn = np.random.default_rng(seed)
    frame = frame.copy()
    for name in columns:
        frame.loc[drawn.random(len(frame)) < 0.1, name] = "elsewhere"
    return frame


def texts():
    """Lines of Slipway's own pages, and which page each is from; some in other scripts."""
    pages = ["models.md", "architecture.md", "data.md", "cost.md"]
    found = [(page, ROOT / "docs" / page) for page in pages]
    lines, of = [], []
    for page, path in found:
        for line in path.read_text(encoding="utf-8").splitlines():
            if len(line) > 40:
                lines.append(line)
                of.append(page)
    return lines[:900], of[:900]


OTHER_SCRIPTS = [
    "",
    " ",
    "ÄRGER über die Straße — Öl für 3½ Euro",
    "Où est l'ÉTÉ? Là-bas, à côté du CAFÉ.",
    "МОДЕЛЬ отвечает быстро, А данные нет",
    "モデルは正しい 答えを 返す model",
    "x\u00a0y\tz\n\nmodel  MODEL Model mOdEl",
    "naïve cafe\u0301 _under_score_ don't e-mail 42 4.2 ٤٢",
]

# What has more than one small letter, or becomes several letters, or none
HARD_LETTERS = [
    "\u0130stanbul'da bir \u0130\u015e G\u00dcN\u00dc, model",
    "\u039f \u03a3\u039f\u03a6\u039f\u03a3 \u03a3 \u039f\u0394\u039f\u03a3. \u03a3\u0391\u03a3'\u03a3 A\u0301\u03a3 \u03a3\u0301a ..\u03a3.. A.\u03a3.B",
    "\ufb01le \ufb03 \u2460 \u00bd \u3392 \u212a \u01c4 \u1e9e Stra\u00dfe \u00a8model \ud55c\uad6d\uc5b4",
    "\u0e44\u0e17\u0e22\u0e23\u0e31\u0e01 \u0939\u093f\u0928\u094d\u0926\u0940 \u05d0\u05b8 \u0627\u0644\u0652 model",
    "\u0002\u0003 model \u001c\u001d\u1680\u2003\u3000 \u200bfile\ufeff",
    "a", "ab", "\u0301", "  model", "model  ", "\n", "\u03a3",
]
