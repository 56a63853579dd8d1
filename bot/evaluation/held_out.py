"""What the model would say of its own training examples, had it never seen their voices.

Grouped cross-validation over the classifiers of ``bot.nlu``: it shows examples
that are labelled wrongly, and how early an emergency must be taken for one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from actions.question import Alarm, Question, question_of
from bot.examples.reading import Example
from bot.nlu import encoder
from bot.nlu.classifiers import (
    EmergencyClassifier,
    SubjectClassifier,
    lessons,
    matters_and_acts,
    ranking,
)
from bot.nlu.features import sparse_features
from bot.nlu.linear import Inputs, held_out_scores, softmax, temperature

_CONTESTED = 0.9
_Head = type[EmergencyClassifier] | type[SubjectClassifier]


@dataclass(frozen=True)
class HeldOut:
    """An example, and the question that the NLU would have made of it: subject and danger, not what is asked."""

    example: Example
    question: Question


def held_out_questions(examples: Sequence[Example]) -> list[HeldOut]:
    """One for each example that is about a matter, about none, or an emergency."""
    inputs = _features_of([example.text for example in examples])
    subject, danger = (_predicted(head, examples, inputs) for head in (SubjectClassifier, EmergencyClassifier))
    found = []
    for place, example in enumerate(examples):
        matters, acts = matters_and_acts(subject[place]) if place in subject else ([], [])
        question = question_of({"text": example.text, "matters": matters, "dialogue_act": acts})
        alarm = next(entry["confidence"] for entry in danger[place] if entry["name"] == "danger")
        found.append(HeldOut(example, replace(question, alarm=Alarm(("110",), alarm))))
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
            if one.question.alarm and (one.example.intent == "emergency") is is_emergency
        ]
        rates.append(sum(heard) / max(len(heard), 1))
    return rates[0], rates[1]


def _features_of(texts: Sequence[str]) -> Inputs:
    """The features that training gives the classifiers."""
    sparse = sparse_features().fit_transform(texts).tocsr()
    return Inputs(sparse, encoder.encode_all(texts) if encoder.available() else None)


def _predicted(head: _Head, examples: Sequence[Example], inputs: Inputs) -> dict[int, list[dict]]:
    """Each taught example's place → its ranking by a model that saw none of its group."""
    taught = lessons([(example.intent, example.metadata) for example in examples], head.labels, head.group)
    rows = np.array([lesson.example for lesson in taught])
    labels = np.array([lesson.label for lesson in taught])
    weights = np.array([lesson.weight for lesson in taught])
    groups = np.array([lesson.group for lesson in taught])
    scores = held_out_scores(inputs.take(rows), labels, weights, groups)[inputs.dense is not None]
    probabilities = softmax(scores * temperature(scores, labels, weights))
    classes = np.unique(labels)
    return {int(row): ranking(classes, p) for row, p in zip(rows, probabilities, strict=True)}
