"""A classifier over sparse features and sentence vectors, with calibrated confidence.

A support vector machine on the sparse view and a small neural network on the
dense one, added up; a softmax whose temperature is fitted on held-out groups
(the voices that examples were written in; ``rightdoor fit``), so that 0.8 means
right four times in five for a voice never heard before.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np
from joblib import Parallel, delayed
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from scipy.special import logsumexp
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import GroupKFold
from sklearn.neural_network import MLPClassifier
from sklearn.svm import LinearSVC

from bot.nlu.temperatures import UNFITTED, Temperatures

DENSE_SHARE = 0.1  # of the network's log-likelihoods, beside the machine's margins
FOLDS = 6
_SPARSE_C, _TOLERANCE = 0.5, 1e-2
_PARTS, _OTHER = 8, ""
_HIDDEN, _DECAY, _ROUNDS, _BATCH, _RATE = 512, 1e-3, 12, 512, 2e-3


@dataclass
class Inputs:
    """Features of n texts: ``sparse`` (n, k); ``dense`` (n, d) or None where no encoder is installed."""

    sparse: csr_matrix
    dense: Optional[np.ndarray]

    def take(self, rows: np.ndarray) -> Inputs:
        return Inputs(self.sparse[rows], None if self.dense is None else self.dense[rows])


class TwoViews:
    """Fit once, then ask for probabilities."""

    def __init__(self, temperatures: Temperatures = UNFITTED) -> None:
        self.classes: np.ndarray = np.array([])
        self.temperatures = temperatures
        self._sparse: Optional[_Layer] = None
        self._dense: Optional[_Network] = None

    def fit(
        self, inputs: Inputs, labels: Sequence[str] | np.ndarray, weights: Sequence[float] | np.ndarray
    ) -> TwoViews:
        """Train on n examples of two classes or more."""
        y = np.asarray(labels)
        self.classes = np.unique(y)
        self._sparse = _machines(inputs.sparse, y, np.asarray(weights, dtype=float), self.classes)
        self._dense = None if inputs.dense is None else _Network.fitted(inputs.dense, y)
        return self

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
        return softmax(self.scores(inputs) * (self.temperatures.both if both else self.temperatures.sparse))


@dataclass
class _Layer:
    """``weights`` (k, n) and ``bias`` (n,), in single precision; a question touches few of the rows.

    In a file in half precision: three digits are enough, and Rasa's packing takes its time by size.
    """

    weights: np.ndarray
    bias: np.ndarray

    def __getstate__(self) -> dict[str, np.ndarray]:
        return {"weights": self.weights.astype(np.float16), "bias": self.bias}

    def __setstate__(self, state: dict[str, np.ndarray]) -> None:
        self.weights, self.bias = state["weights"].astype(np.float32), state["bias"]

    @classmethod
    def of(cls, weights: np.ndarray, bias: Sequence[float]) -> _Layer:
        return cls(np.ascontiguousarray(weights, dtype=np.float32), np.asarray(bias, dtype=np.float32).ravel())

    def scores(self, features: csr_matrix | np.ndarray) -> np.ndarray:
        return np.asarray(features @ self.weights + self.bias)


def _machines(features: csr_matrix, y: np.ndarray, w: np.ndarray, classes: np.ndarray) -> _Layer:
    """A machine for each class against all others, some classes at a time: liblinear itself uses one core only."""

    features = features.astype(np.float64)  # liblinear's own, so that no thread makes a copy,
    features.sum_duplicates()  # and in order, so that none puts it in order under another's hands

    def trained(some: np.ndarray) -> list[tuple[np.ndarray, float]]:
        machine = LinearSVC(C=_SPARSE_C, tol=_TOLERANCE, random_state=0)
        machine.fit(features, np.where(np.isin(y, some), y, _OTHER), sample_weight=w)
        weights, bias = machine.coef_, machine.intercept_
        if len(machine.classes_) == 2:  # one machine for two classes: its margin speaks for the second
            weights, bias = np.vstack([-weights, weights]), np.hstack([-bias, bias])
        return [(weights[i], bias[i]) for i, label in enumerate(machine.classes_) if label != _OTHER]

    parts = np.array_split(classes, min(_PARTS, len(classes) // 2))
    found = [one for part in Parallel(n_jobs=-1, prefer="threads")(map(delayed(trained), parts)) for one in part]
    return _Layer.of(np.array([weights for weights, _ in found]).T, [bias for _, bias in found])


@dataclass
class _Network:
    """One hidden layer; its scores are log-likelihoods.

    What a ridge regression on the vectors adds to the machine is nothing once
    there are tens of thousands of examples; the network still adds (docs/ablation.md).
    """

    hidden: _Layer
    output: _Layer

    @classmethod
    def fitted(cls, vectors: np.ndarray, y: np.ndarray) -> _Network:
        network = MLPClassifier(
            (_HIDDEN,),
            alpha=_DECAY,
            max_iter=_ROUNDS,
            batch_size=min(_BATCH, len(y)),
            learning_rate_init=_RATE,
            random_state=0,
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # it is stopped early on purpose
            network.fit(vectors, y)
        first, last = network.coefs_
        if last.shape[1] == 1:  # one output for two classes: it speaks for the second
            last, network.intercepts_[1] = np.hstack([0 * last, last]), np.array([0.0, *network.intercepts_[1]])
        return cls(_Layer.of(first, network.intercepts_[0]), _Layer.of(last, network.intercepts_[1]))

    def scores(self, vectors: np.ndarray) -> np.ndarray:
        scores = self.output.scores(np.maximum(self.hidden.scores(vectors), 0))
        return np.asarray(scores - logsumexp(scores, axis=1, keepdims=True))


def softmax(scores: np.ndarray) -> np.ndarray:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def held_out_scores(
    inputs: Inputs, y: np.ndarray, w: np.ndarray, g: np.ndarray, folds: int = FOLDS
) -> dict[bool, np.ndarray]:
    """Margins of each example from a model that saw none of its group, with and without the dense view.

    Returns arrays of shape (n, classes in sorted order); a class that a fold's
    model has not seen gets its lowest margin, and rows of a fold beyond the
    first ``folds`` are not a number. Empty where there are too few groups.
    """
    splits = _splits(y, g)[:folds]
    if not splits:
        return {}
    classes = np.unique(y)
    views = (True, False) if inputs.dense is not None else (False,)
    scores = {both: np.full((len(y), len(classes)), np.nan, dtype=np.float32) for both in views}
    for train, test in splits:
        model = TwoViews().fit(inputs.take(train), y[train], w[train])
        columns = np.searchsorted(classes, model.classes)
        held_out = inputs.take(test)
        for both in views:
            own = model.scores(held_out if both else Inputs(held_out.sparse, None))
            full = np.repeat(own.min(axis=1, keepdims=True), len(classes), axis=1)
            full[:, columns] = own
            scores[both][test] = full
    return scores


def _splits(y: np.ndarray, g: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """(train, test) rows of each fold; none where a fold could not be trained."""
    folds = min(FOLDS, len(np.unique(g)))
    splits = list(GroupKFold(folds).split(y, groups=g)) if folds > 1 else []
    return splits if all(len(np.unique(y[train])) > 1 for train, _ in splits) else []


def temperature(scores: np.ndarray, y: np.ndarray, w: np.ndarray) -> float:
    """The factor that makes held-out probabilities honest. ``scores``: (n, classes in sorted order) or nan."""
    columns = np.searchsorted(np.unique(y), y)
    rows = np.flatnonzero(~np.isnan(scores[:, 0]))
    known, columns, w = scores[rows], columns[rows], w[rows]

    def loss(factor: float) -> float:
        likelihood = softmax(known * factor)[np.arange(len(rows)), columns]
        return float(-(w * np.log(np.maximum(likelihood, 1e-12))).sum())

    return float(minimize_scalar(loss, bounds=(0.5, 20.0), method="bounded").x)
