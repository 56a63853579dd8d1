"""A second, small way to hear an emergency, for when the model's file is missing or broken.

One ridge regression over hashed character n-grams, its weights beside this
file under version control (``rightdoor fit`` writes them), so that it needs
neither a trained model nor the knowledge store. Rules speak first.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import Ridge

from bot.nlu import alarm
from bot.nlu.features import character_ngrams

FILE = Path(__file__).with_name("spare_alarm.npz")
_NUMBERS = ("110", "119", "120", "122")
_BUCKETS = 2**14
_FALSE_ALARMS = 0.03  # share of calm examples that may sound it
_ALSO_DIAL = 0.45  # of the likeliest number's score


def hear(text: str) -> tuple[str, ...]:
    """The numbers to dial, most urgent first; empty where it sounds like no emergency."""
    if alarm.certain(text):
        return alarm.numbers(text)
    weights, threshold = _weights()
    danger, *scores = (_features([text]) @ weights)[0]
    if danger < threshold:
        return ()
    most = max(scores)
    ranked = sorted(zip(scores, _NUMBERS, strict=True), reverse=True)
    return tuple(number for score, number in ranked if score >= max(_ALSO_DIAL * most, 1e-9)) or ("110",)


def fit(texts: Sequence[str], dials: Sequence[Sequence[str]], file: Path = FILE) -> None:
    """``dials``: the numbers of each emergency; empty for what is none. Writes the weights."""
    features = _features(texts)
    targets = np.array([[bool(dial), *(number in dial for number in _NUMBERS)] for dial in dials], dtype=float)
    ridge = Ridge(alpha=3.0, solver="sparse_cg", fit_intercept=False, tol=1e-3).fit(features, targets)
    weights = ridge.coef_.T.astype(np.float16)
    calm = (features @ weights.astype(np.float32))[targets[:, 0] == 0, 0]
    with file.open("wb") as out:
        np.savez_compressed(out, weights=weights, threshold=np.quantile(calm, 1 - _FALSE_ALARMS))


@lru_cache(maxsize=1)
def _weights() -> tuple[np.ndarray, float]:
    with np.load(FILE) as stored:
        return stored["weights"].astype(np.float32), float(stored["threshold"])


def _features(texts: Sequence[str]) -> csr_matrix:
    vectorizer = HashingVectorizer(
        analyzer=character_ngrams, n_features=_BUCKETS, alternate_sign=False, dtype=np.float32
    )
    return vectorizer.transform(texts)
