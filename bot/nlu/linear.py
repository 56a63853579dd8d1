"""A linear classifier over sparse features and sentence vectors, with calibrated confidence.

A support vector machine on the sparse view and a ridge regression on the
dense one, added up; a softmax whose temperature is fitted on held-out groups
(the voices that examples were written in), so that 0.8 means right four times
in five for a voice never heard before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np
from joblib import Parallel, delayed
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.linear_model import Ridge
from sklearn.model_selection import GroupKFold
from sklearn.svm import LinearSVC

DENSE_SHARE = 1.0
FOLDS = 6
_SPARSE_C, _DENSE_ALPHA = 0.5, 1.0


@dataclass
class Inputs:
    """Features of n texts: ``sparse`` (n, k); ``dense`` (n, d) or None where no encoder is installed."""

    sparse: csr_matrix
    dense: Optional[np.ndarray]

    def take(self, rows: np.ndarray) -> Inputs:
        return Inputs(self.sparse[rows], None if self.dense is None else self.dense[rows])


class LinearModel:
    """Fit once, then ask for probabilities."""

    def __init__(self) -> None:
        self.classes: np.ndarray = np.array([])
        self.temperatures: dict[bool, float] = {}
        self._sparse: Optional[_View] = None
        self._dense: Optional[_View] = None

    def fit(
        self, inputs: Inputs, labels: Sequence[str], weights: Sequence[float], groups: Sequence[str]
    ) -> LinearModel:
        """Train on n examples. ``groups``: examples of one group are never on both sides of a fold."""
        y, w, g = np.asarray(labels), np.asarray(weights, dtype=float), np.asarray(groups)
        # One fold tells one number well enough, and takes a second core while the first trains on everything.
        splits = _splits(y, g)[:1]
        models = _fitted(inputs, y, w, [np.arange(len(y)), *(train for train, _ in splits)])
        self.classes, self._sparse, self._dense = models[0].classes, models[0]._sparse, models[0]._dense
        held_out = _scores_of(models[1:], splits, inputs, np.unique(y))
        self.temperatures = {both: temperature(scores, y, w) for both, scores in held_out.items()}
        return self

    def _fit(self, inputs: Inputs, y: np.ndarray, w: np.ndarray) -> None:
        machine = LinearSVC(C=_SPARSE_C, random_state=0).fit(inputs.sparse, y, sample_weight=w)
        self.classes = machine.classes_
        if len(self.classes) == 2:  # one machine for two classes: its margin speaks for the second
            self._sparse = _View.of(
                np.vstack([-machine.coef_, machine.coef_]), [-machine.intercept_, machine.intercept_]
            )
        else:
            self._sparse = _View.of(machine.coef_, machine.intercept_)
        if inputs.dense is not None:
            targets = 2.0 * (y[:, np.newaxis] == self.classes) - 1.0
            ridge = Ridge(alpha=_DENSE_ALPHA, solver="cholesky").fit(inputs.dense, targets, sample_weight=w)
            self._dense = _View.of(ridge.coef_, ridge.intercept_)

    def scores(self, inputs: Inputs) -> np.ndarray:
        """Margins of shape (n, classes)."""
        assert self._sparse is not None, "fit first"
        scores = self._sparse.scores(inputs.sparse)
        if self._dense is not None and inputs.dense is not None:
            scores = scores + DENSE_SHARE * self._dense.scores(inputs.dense)
        return scores

    def probabilities(self, inputs: Inputs) -> np.ndarray:
        """Calibrated probabilities of shape (n, classes), in the order of ``classes``."""
        both = self._dense is not None and inputs.dense is not None
        return softmax(self.scores(inputs) * self.temperatures.get(both, 1.0))


@dataclass
class _View:
    """``weights`` (k, classes) and ``bias`` (classes,), in single precision; a question touches few of the rows.

    In a file in half precision: three digits are enough, and Rasa's packing takes its time by size.
    """

    weights: np.ndarray
    bias: np.ndarray

    def __getstate__(self) -> dict[str, np.ndarray]:
        return {"weights": self.weights.astype(np.float16), "bias": self.bias}

    def __setstate__(self, state: dict[str, np.ndarray]) -> None:
        self.weights, self.bias = state["weights"].astype(np.float32), state["bias"]

    @classmethod
    def of(cls, coefficients: np.ndarray, intercepts: Sequence[float]) -> _View:
        return cls(
            np.ascontiguousarray(coefficients.T, dtype=np.float32), np.asarray(intercepts, dtype=np.float32).ravel()
        )

    def scores(self, features: csr_matrix | np.ndarray) -> np.ndarray:
        return np.asarray(features @ self.weights + self.bias)


def softmax(scores: np.ndarray) -> np.ndarray:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def held_out_scores(inputs: Inputs, y: np.ndarray, w: np.ndarray, g: np.ndarray) -> dict[bool, np.ndarray]:
    """Margins of each example from a model that saw none of its group, with and without the dense view.

    Returns arrays of shape (n, classes in sorted order); a class that a fold's
    model has not seen gets its lowest margin. Empty where there are too few groups.
    """
    splits = _splits(y, g)
    return _scores_of(_fitted(inputs, y, w, [train for train, _ in splits]), splits, inputs, np.unique(y))


_Split = tuple[np.ndarray, np.ndarray]


def _splits(y: np.ndarray, g: np.ndarray) -> list[_Split]:
    """(train, test) rows of each fold; none where a fold could not be trained."""
    folds = min(FOLDS, len(np.unique(g)))
    splits = list(GroupKFold(folds).split(y, groups=g)) if folds > 1 else []
    return splits if all(len(np.unique(y[train])) > 1 for train, _ in splits) else []


def _fitted(inputs: Inputs, y: np.ndarray, w: np.ndarray, parts: Sequence[np.ndarray]) -> list[LinearModel]:
    """A model for each set of rows. The machines are trained outside of Python's lock, so threads do."""

    def fitted(rows: np.ndarray) -> LinearModel:
        model = LinearModel()
        model._fit(inputs.take(rows), y[rows], w[rows])
        return model

    return list(Parallel(n_jobs=-1, prefer="threads")(delayed(fitted)(rows) for rows in parts))


def _scores_of(
    models: Sequence[LinearModel], splits: Sequence[_Split], inputs: Inputs, classes: np.ndarray
) -> dict[bool, np.ndarray]:
    """What each fold's model says of its held-out rows; the rows of no fold are not a number."""
    if not splits:
        return {}
    views = (True, False) if inputs.dense is not None else (False,)
    scores = {both: np.full((inputs.sparse.shape[0], len(classes)), np.nan, dtype=np.float32) for both in views}
    for model, (_, test) in zip(models, splits, strict=True):
        columns = np.searchsorted(classes, model.classes)
        held_out = inputs.take(test)
        for both in views:
            own = model.scores(held_out if both else Inputs(held_out.sparse, None))
            full = np.repeat(own.min(axis=1, keepdims=True), len(classes), axis=1)
            full[:, columns] = own
            scores[both][test] = full
    return scores


def temperature(scores: np.ndarray, y: np.ndarray, w: np.ndarray) -> float:
    """The factor that makes held-out probabilities honest. ``scores``: (n, classes in sorted order) or nan."""
    columns = np.searchsorted(np.unique(y), y)
    rows = np.flatnonzero(~np.isnan(scores[:, 0]))
    known, columns, w = scores[rows], columns[rows], w[rows]

    def loss(factor: float) -> float:
        likelihood = softmax(known * factor)[np.arange(len(rows)), columns]
        return float(-(w * np.log(np.maximum(likelihood, 1e-12))).sum())

    return float(minimize_scalar(loss, bounds=(0.5, 20.0), method="bounded").x)
