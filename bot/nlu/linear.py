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
FOLDS = 3
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
        self.temperatures = {
            both: temperature(scores, y, w) for both, scores in held_out_scores(inputs, y, w, g).items()
        }
        self._fit(inputs, y, w)
        return self

    def _fit(self, inputs: Inputs, y: np.ndarray, w: np.ndarray) -> None:
        machine = LinearSVC(C=_SPARSE_C, random_state=0).fit(inputs.sparse, y, sample_weight=w)
        self.classes = machine.classes_
        if len(self.classes) == 2:  # one machine for two classes: its margin speaks for the second
            self._sparse = _View.of(np.vstack([-machine.coef_, machine.coef_]), [-machine.intercept_, machine.intercept_])
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
    """``weights`` (k, classes) in single precision: half the file, and a question touches few of its rows."""

    weights: np.ndarray
    bias: np.ndarray

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
    classes = np.unique(y)
    views = (True, False) if inputs.dense is not None else (False,)
    scores = {both: np.zeros((len(y), len(classes))) for both in views}
    folds = min(FOLDS, len(np.unique(g)))
    if folds < 2:
        return {}
    splits = list(GroupKFold(folds).split(y, groups=g))
    if any(len(np.unique(y[train])) < 2 for train, _ in splits):
        return {}
    # The machines are trained outside of Python's lock, so threads do.
    models = Parallel(n_jobs=-1, prefer="threads")(
        delayed(_fitted)(inputs.take(train), y[train], w[train]) for train, _ in splits
    )
    for model, (_, test) in zip(models, splits, strict=True):
        columns = np.searchsorted(classes, model.classes)
        held_out = inputs.take(test)
        for both in views:
            own = model.scores(held_out if both else Inputs(held_out.sparse, None))
            full = np.repeat(own.min(axis=1, keepdims=True), len(classes), axis=1)
            full[:, columns] = own
            scores[both][test] = full
    return scores


def _fitted(inputs: Inputs, y: np.ndarray, w: np.ndarray) -> LinearModel:
    model = LinearModel()
    model._fit(inputs, y, w)
    return model


def temperature(scores: np.ndarray, y: np.ndarray, w: np.ndarray) -> float:
    """The factor that makes held-out probabilities honest. ``scores``: (n, classes in sorted order)."""
    rows, columns = np.arange(len(y)), np.searchsorted(np.unique(y), y)

    def loss(factor: float) -> float:
        likelihood = softmax(scores * factor)[rows, columns]
        return float(-(w * np.log(np.maximum(likelihood, 1e-12))).sum())

    return float(minimize_scalar(loss, bounds=(0.5, 20.0), method="bounded").x)
