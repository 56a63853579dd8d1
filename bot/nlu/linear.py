"""A linear classifier over sparse features and sentence vectors, with calibrated confidence.

Two support vector machines, one a view, added up; a softmax whose temperature
is fitted on held-out groups (the voices that examples were written in), so
that 0.8 means right four times in five for a voice never heard before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np
from joblib import Parallel, delayed
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.model_selection import GroupKFold
from sklearn.svm import LinearSVC

DENSE_SHARE = 0.3
FOLDS = 3
_SPARSE_C, _DENSE_C = 1.0, 1.0


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
        self._sparse: Optional[LinearSVC] = None
        self._dense: Optional[LinearSVC] = None

    def fit(
        self, inputs: Inputs, labels: Sequence[str], weights: Sequence[float], groups: Sequence[str]
    ) -> LinearModel:
        """Train on n examples. ``groups``: examples of one group are never on both sides of a fold."""
        y, w, g = np.asarray(labels), np.asarray(weights, dtype=float), np.asarray(groups)
        self.temperatures = _temperatures(inputs, y, w, g)
        self._fit(inputs, y, w)
        return self

    def _fit(self, inputs: Inputs, y: np.ndarray, w: np.ndarray) -> None:
        self._sparse = _svm(_SPARSE_C).fit(inputs.sparse, y, sample_weight=w)
        self._dense = _svm(_DENSE_C).fit(inputs.dense, y, sample_weight=w) if inputs.dense is not None else None
        self.classes = self._sparse.classes_

    def scores(self, inputs: Inputs) -> np.ndarray:
        """Margins of shape (n, classes)."""
        assert self._sparse is not None, "fit first"
        scores = _margins(self._sparse, inputs.sparse)
        if self._dense is not None and inputs.dense is not None:
            scores = scores + DENSE_SHARE * _margins(self._dense, inputs.dense)
        return scores

    def probabilities(self, inputs: Inputs) -> np.ndarray:
        """Calibrated probabilities of shape (n, classes), in the order of ``classes``."""
        both = self._dense is not None and inputs.dense is not None
        return softmax(self.scores(inputs) * self.temperatures.get(both, 1.0))


def softmax(scores: np.ndarray) -> np.ndarray:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _svm(c: float) -> LinearSVC:
    return LinearSVC(C=c, random_state=0)


def _margins(machine: LinearSVC, features: object) -> np.ndarray:
    margins = machine.decision_function(features)
    return np.stack([-margins, margins], axis=1) if margins.ndim == 1 else margins


def held_out_scores(inputs: Inputs, y: np.ndarray, w: np.ndarray, g: np.ndarray) -> dict[bool, np.ndarray]:
    """Margins of each example from a model that saw none of its group, with and without the dense view.

    Returns arrays of shape (n, classes); a class that a fold's model has not seen gets its lowest margin.
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


def _temperatures(inputs: Inputs, y: np.ndarray, w: np.ndarray, g: np.ndarray) -> dict[bool, float]:
    """The factors that make held-out probabilities honest, by whether sentence vectors are at hand."""
    columns = np.searchsorted(np.unique(y), y)
    return {both: _temperature(scores, columns, w) for both, scores in held_out_scores(inputs, y, w, g).items()}


def _temperature(scores: np.ndarray, columns: np.ndarray, weights: np.ndarray) -> float:
    rows = np.arange(len(columns))

    def loss(factor: float) -> float:
        likelihood = softmax(scores * factor)[rows, columns]
        return float(-(weights * np.log(np.maximum(likelihood, 1e-12))).sum())

    return float(minimize_scalar(loss, bounds=(0.5, 20.0), method="bounded").x)
