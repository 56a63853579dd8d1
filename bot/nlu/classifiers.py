"""Rasa classifiers: what is asked, about which matter if any, and is somebody in danger.

Each is the same kind of model under other labels. The labels come from the
training data: the intent, and the metadata of its block (``matter``,
``matters``, ``numbers``, ``voice``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from actions.question import ASKING_INTENTS
from bot.nlu import alarm
from bot.nlu.catalogue import CATALOGUE
from bot.nlu.featurizers import inputs_of
from bot.nlu.parts import with_parts
from bot.nlu.temperatures import UNFITTED, read_temperatures
from bot.nlu.two_views import TwoViews

_FILE = "model.joblib"
_RANKED = 10
_CLASSIFIER = DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER
EMERGENCY = "emergency"
_ASKING_ACTS = ("in_scope", "follow_up", "ambiguous")
_NEIGHBOURS = 20
_NO_MATTER = "-"  # before the name of a class that is no matter
_ALSO_DIAL = 0.15  # likelihood from which a second number is named too: one too many is better than one missing

Label = tuple[str, float]


def block_metadata(message: Message) -> dict[str, Any]:
    """The ``metadata`` of the example's block in the training data."""
    return (message.get("metadata") or {}).get("intent") or {}


def ranking(classes: np.ndarray, probabilities: np.ndarray) -> list[dict[str, Any]]:
    """Classes with their probabilities (n,), likeliest first, as Rasa writes a ranking."""
    order = np.argsort(-probabilities)
    return [{"name": str(classes[i]), "confidence": float(probabilities[i])} for i in order]


def _ranking(model: TwoViews, message: Message) -> list[dict[str, Any]]:
    return ranking(model.classes, model.probabilities(inputs_of([message]))[0])


def matters_and_acts(ranked: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Part a ranking of subjects into the matters, given that it is about one, and the dialogue acts."""
    matters = [entry for entry in ranked if not entry["name"].startswith(_NO_MATTER)]
    in_scope = sum(entry["confidence"] for entry in matters)
    given = [{**entry, "confidence": entry["confidence"] / max(in_scope, 1e-9)} for entry in matters]
    acts = [
        {**entry, "name": entry["name"].removeprefix(_NO_MATTER)}
        for entry in ranked
        if entry["name"].startswith(_NO_MATTER)
    ]
    acts.append({"name": "in_scope", "confidence": in_scope})
    return given[:_RANKED], sorted(acts, key=_by_confidence)


class Lesson(NamedTuple):
    """One label that one example (by its place) teaches; ``group``: what must be held out together."""

    example: int
    label: str
    weight: float
    group: str


def lessons(
    examples: Iterable[tuple[str, Mapping[str, Any]]],
    labels_of: Callable[[str, Mapping[str, Any]], Iterable[Label]],
    group_of: Callable[[Mapping[str, Any], int], str],
) -> list[Lesson]:
    """``examples``: intent and metadata of each."""
    return [
        Lesson(place, label, weight, group_of(metadata, place))
        for place, (intent, metadata) in enumerate(examples)
        for label, weight in labels_of(intent, metadata)
    ]


class _Classifier(GraphComponent):
    """A trainable head; subclasses say which labels an example teaches, and where the result goes."""

    reads_vectors = False  # sentence vectors blur what is asked

    def __init__(self, storage: ModelStorage, resource: Resource, model: Any = None) -> None:
        self._storage = storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> _Classifier:
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> _Classifier:
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, joblib.load(folder / _FILE))

    @staticmethod
    def labels(intent: str, metadata: Mapping[str, Any]) -> Iterable[Label]:
        """The labels that an example teaches, each with its weight; none where it teaches nothing."""
        raise NotImplementedError

    @staticmethod
    def group(metadata: Mapping[str, Any], position: int) -> str:
        """What an example must not be separated from when held out.

        Examples written one after the other are about the same thing.
        """
        return f"{metadata.get('voice', '')}/{position // _NEIGHBOURS}"

    def fit(self, training_data: TrainingData) -> TwoViews:
        spoken = [m for m in training_data.training_examples if m.get(TEXT) and m.get(INTENT)]
        taught = lessons([(m.get(INTENT), block_metadata(m)) for m in spoken], self.labels, self.group)
        inputs = inputs_of(spoken, dense=self.reads_vectors).take(np.array([lesson.example for lesson in taught]))
        temperatures = read_temperatures().get(type(self).__name__, UNFITTED)
        return TwoViews(temperatures).fit(inputs, [one.label for one in taught], [one.weight for one in taught])

    def train(self, training_data: TrainingData) -> Resource:
        self._model = self.fit(training_data)
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / _FILE, compress=1)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        assert self._model is not None, "train or load first"
        for message in with_parts(messages):
            self.say(message, self._model)
        return messages

    def say(self, message: Message, model: Any) -> None:
        """Set what the model says of a message."""
        raise NotImplementedError


@DefaultV1Recipe.register([_CLASSIFIER], is_trainable=True)
class AskedClassifier(_Classifier):
    """What is asked about a matter: the unit, its phone, the law … Sets ``asked``."""

    @staticmethod
    def labels(intent: str, metadata: Mapping[str, Any]) -> Iterable[Label]:
        if intent in ASKING_INTENTS:
            yield intent, 1.0

    def say(self, message: Message, model: TwoViews) -> None:
        message.set("asked", _ranking(model, message), add_to_output=True)


@DefaultV1Recipe.register([_CLASSIFIER], is_trainable=True)
class SubjectClassifier(_Classifier):
    """About which matter, or that it is about none or several: out of scope, an emergency, a follow-up, small talk.

    One model weighs the matters against everything that is none: measured on
    questions never trained on, it refuses more and wrongly refuses less than
    a model for "in or out" before one for "which matter", and takes fewer tales
    for emergencies than a model for these alone (docs/evaluation.md).

    Sets ``matters`` (given that it is about one), ``dialogue_act``, and Rasa's
    own ``intent`` from that and ``asked`` (so it stands behind AskedClassifier
    in the pipeline).
    """

    reads_vectors = True

    @staticmethod
    def labels(intent: str, metadata: Mapping[str, Any]) -> Iterable[Label]:
        if "matter" in metadata:
            yield metadata["matter"], 1.0
        elif "matters" in metadata:
            for matter in metadata["matters"]:
                yield matter, 1.0 / len(metadata["matters"])
            if intent != CATALOGUE:
                yield _NO_MATTER + "ambiguous", 1.0
        elif metadata.get("follow_up"):
            yield _NO_MATTER + "follow_up", 1.0
        else:
            yield _NO_MATTER + intent, 1.0

    @staticmethod
    def group(metadata: Mapping[str, Any], position: int) -> str:
        """A whole voice: the matter must be found in words of people never heard before.

        What is about no matter was mostly written in a voice of its own, so it is cut into parts.
        """
        voice = str(metadata.get("voice", ""))
        return voice if "matter" in metadata else f"{voice}/{position // _NEIGHBOURS % 6}"

    def say(self, message: Message, model: TwoViews) -> None:
        matters, acts = matters_and_acts(_ranking(model, message))
        message.set("matters", matters, add_to_output=True)
        message.set("dialogue_act", acts, add_to_output=True)
        self._set_intent(message, acts)

    @staticmethod
    def _set_intent(message: Message, acts: list[dict[str, Any]]) -> None:
        asking = sum(act["confidence"] for act in acts if act["name"] in _ASKING_ACTS)
        intents = [{**asked, "confidence": asked["confidence"] * asking} for asked in message.get("asked") or ()]
        intents += [act for act in acts if act["name"] not in _ASKING_ACTS]
        intents.sort(key=_by_confidence)
        message.set(INTENT, intents[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, intents, add_to_output=True)


def _by_confidence(entry: dict[str, Any]) -> float:
    return -float(entry["confidence"])


@DefaultV1Recipe.register([_CLASSIFIER], is_trainable=True)
class EmergencyClassifier(_Classifier):
    """Is somebody in danger now, and which numbers to dial. Sets ``emergency``.

    The danger is a dialogue act of SubjectClassifier, so it stands behind that
    one; the rules of ``bot.nlu.alarm`` speak along. Its own model knows the numbers.
    """

    @staticmethod
    def labels(intent: str, metadata: Mapping[str, Any]) -> Iterable[Label]:
        if intent == EMERGENCY:
            yield ",".join(metadata["numbers"]), 1.0

    def say(self, message: Message, model: TwoViews) -> None:
        text = message.get(TEXT)
        danger = next((a["confidence"] for a in message.get("dialogue_act") or () if a["name"] == EMERGENCY), 0.0)
        emergency = {
            "confidence": max(danger, 1.0 if alarm.certain(text) else 0.0),
            "numbers": list(alarm.numbers(text) or _numbers(_ranking(model, message))),
            "despair": alarm.despair(text),
        }
        message.set("emergency", emergency, add_to_output=True)


def _numbers(ranking: list[dict[str, Any]]) -> list[str]:
    """The likeliest number first, then every other that is likely enough to be needed too."""
    likelihood: dict[str, float] = {}
    for entry in ranking:
        for number in entry["name"].split(","):
            likelihood[number] = likelihood.get(number, 0.0) + entry["confidence"]
    first = ranking[0]["name"].split(",")
    others = sorted((n for n in likelihood if n not in first), key=lambda n: -likelihood[n])
    return first + [number for number in others if likelihood[number] >= _ALSO_DIAL]
