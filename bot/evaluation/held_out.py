"""What the model would say of its own training examples, had it never seen their voices.

Grouped cross-validation over the classifiers of ``bot.nlu``: it shows examples
that are labelled wrongly, and how early an emergency must be taken for one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from actions.question import Alarm, Question, question_of
from bot.examples.reading import Example
from bot.nlu import encoder
from bot.nlu.classifiers import (
    EMERGENCY,
    AskedClassifier,
    EmergencyClassifier,
    SubjectClassifier,
    lessons,
    matters_and_acts,
    ranking,
)
from bot.nlu.features import sparse_features
from bot.nlu.temperatures import Temperatures
from bot.nlu.two_views import Inputs, held_out_scores, softmax, temperature

_CONTESTED = 0.9
_Head = type[AskedClassifier] | type[SubjectClassifier] | type[EmergencyClassifier]


@dataclass(frozen=True)
class HeldOut:
    """An example, and the question that the NLU would have made of it: subject and danger, not what is asked."""

    example: Example
    question: Question


def held_out_questions(examples: Sequence[Example]) -> list[HeldOut]:
    """One for each example that is about a matter, about none, or an emergency."""
    ranked = _subjects(examples, _features_of([example.text for example in examples]))
    found = []
    for place, example in enumerate(examples):
        matters, acts = matters_and_acts(ranked[place])
        question = question_of({"text": example.text, "matters": matters, "dialogue_act": acts})
        alarm = Alarm(("110",), question.act_probability(EMERGENCY))
        found.append(HeldOut(example, replace(question, alarm=alarm)))
    return found


def contested(held_out: Sequence[HeldOut]) -> list[HeldOut]:
    """Examples that the model, not knowing their voice, is sure are about another matter; surest first."""
    found = [
        one
        for one in held_out
        if "matter" in one.example.metadata
        and one.question.matters
        and one.question.matters[0].label != one.example.label
        and one.question.matters[0].confidence * one.question.act_probability("in_scope") >= _CONTESTED
    ]
    return sorted(found, key=lambda one: -one.question.matters[0].confidence)


def alarm_rates(held_out: Sequence[HeldOut], threshold: float) -> tuple[float, float]:
    """Share of the emergencies that are heard, and of everything else that is taken for one."""
    rates = []
    for is_emergency in (True, False):
        heard = [
            one.question.alarm.confidence >= threshold
            for one in held_out
            if one.question.alarm and (one.example.intent == EMERGENCY) is is_emergency
        ]
        rates.append(sum(heard) / max(len(heard), 1))
    return rates[0], rates[1]


def _features_of(texts: Sequence[str]) -> Inputs:
    """The features that training gives the classifiers."""
    sparse = sparse_features().fit_transform(texts).tocsr()
    return Inputs(sparse, encoder.encode_all(texts) if encoder.available() else None)


def fitted_temperatures(examples: Sequence[Example], progress: Callable[[str], None]) -> dict[str, Temperatures]:
    """For each classifier, from one fold of voices: it tells one number well enough."""
    inputs = _features_of([example.text for example in examples])
    found = {}
    for head in (AskedClassifier, SubjectClassifier, EmergencyClassifier):
        seen = inputs if head.reads_vectors else Inputs(inputs.sparse, None)
        taught = _Taught.of(head, examples)
        scores = held_out_scores(seen.take(taught.rows), taught.labels, taught.weights, taught.groups, folds=1)
        fitted = {both: temperature(margins, taught.labels, taught.weights) for both, margins in scores.items()}
        found[head.__name__] = Temperatures(fitted.get(True, fitted[False]), fitted[False])
        progress(f"{head.__name__} {found[head.__name__].both:.3f}")
    return found


@dataclass(frozen=True)
class _Taught:
    """What a classifier learns of examples: ``rows`` are places among these."""

    rows: np.ndarray
    labels: np.ndarray
    weights: np.ndarray
    groups: np.ndarray

    @classmethod
    def of(cls, head: _Head, examples: Sequence[Example]) -> _Taught:
        taught = lessons([(example.intent, example.metadata) for example in examples], head.labels, head.group)
        return cls(
            np.array([one.example for one in taught]),
            np.array([one.label for one in taught]),
            np.array([one.weight for one in taught]),
            np.array([one.group for one in taught]),
        )


def _subjects(examples: Sequence[Example], inputs: Inputs) -> dict[int, list[dict]]:
    """Each example's place → the ranking of its subjects by a model that saw none of its group."""
    taught = _Taught.of(SubjectClassifier, examples)
    scores = held_out_scores(inputs.take(taught.rows), taught.labels, taught.weights, taught.groups)
    margins = scores[inputs.dense is not None]
    probabilities = softmax(margins * temperature(margins, taught.labels, taught.weights))
    classes = np.unique(taught.labels)
    return {int(row): ranking(classes, p) for row, p in zip(taught.rows, probabilities, strict=True)}
