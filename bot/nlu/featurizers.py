"""Rasa featurizers: the question's own features, and its sentence vector."""

from __future__ import annotations

from typing import Any, ClassVar, Optional

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, vstack
from sklearn.pipeline import FeatureUnion

from bot.nlu import encoder
from bot.nlu.component import StatelessComponent
from bot.nlu.features import add_terms, sparse_features
from bot.nlu.parts import with_parts
from bot.nlu.two_views import Inputs
from knowledge.curation import read_curation

_FILE = "features.joblib"
_SPARSE, _DENSE = "QuestionFeaturizer", "SentenceEncoder"
_NOTHING_READ: tuple[list[str], csr_matrix] = ([], csr_matrix((0, 0)))


def _catalogue_terms() -> list[str]:
    return sorted({term for matter in read_curation().matters for term in matter.terms})


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER], is_trainable=True)
class QuestionFeaturizer(GraphComponent):
    """Characters, words and sounds as one sparse row a text (``bot.nlu.features``)."""

    # Rasa trains one instance, then has another read the same texts: reading is slow, so they are read once.
    _just_read: ClassVar[tuple[list[str], csr_matrix]] = _NOTHING_READ

    def __init__(
        self, storage: ModelStorage, resource: Resource, terms: list[str], features: Optional[FeatureUnion] = None
    ) -> None:
        self._storage = storage
        self._resource = resource
        self._terms = terms
        self._features = features
        add_terms(terms)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> QuestionFeaturizer:
        return cls(model_storage, resource, _catalogue_terms())

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> QuestionFeaturizer:
        with model_storage.read_from(resource) as folder:
            terms, features = joblib.load(folder / _FILE)
        return cls(model_storage, resource, terms, features)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        return "|".join(_catalogue_terms())

    def train(self, training_data: TrainingData) -> Resource:
        texts = [message.get(TEXT) for message in training_data.training_examples if message.get(TEXT)]
        self._features = sparse_features()
        QuestionFeaturizer._just_read = (texts, self._features.fit_transform(texts).tocsr())
        with self._storage.write_to(self._resource) as folder:
            joblib.dump((self._terms, self._features), folder / _FILE, compress=1)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        QuestionFeaturizer._just_read = _NOTHING_READ
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        spoken = with_parts(messages)
        if spoken:
            for row, message in zip(self._read([m.get(TEXT) for m in spoken]), spoken, strict=True):
                message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, _SPARSE))
        return messages

    def _read(self, texts: list[str]) -> csr_matrix:
        known, rows = QuestionFeaturizer._just_read
        if texts == known:
            return rows
        assert self._features is not None, "train or load first"
        return self._features.transform(texts).tocsr()


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER], is_trainable=False)
class SentenceEncoder(StatelessComponent):
    """Multilingual sentence vectors, where the optional package is installed."""

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        return str(encoder.available())

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        spoken = with_parts(messages)
        if not spoken or not encoder.available():
            return messages
        for vector, message in zip(encoder.encode_all([m.get(TEXT) for m in spoken]), spoken, strict=True):
            message.add_features(Features(vector[np.newaxis, :], FEATURE_TYPE_SENTENCE, TEXT, _DENSE))
        return messages


def inputs_of(messages: list[Message], dense: bool = True) -> Inputs:
    """Gather what the featurizers put into the messages; ``dense``: the sentence vectors too, where all have one."""
    rows: dict[str, list[Any]] = {_SPARSE: [], _DENSE: []}
    for message in messages:
        for feature in message.features:
            if feature.attribute == TEXT and feature.origin in rows:
                rows[feature.origin].append(feature.features)
    complete = dense and len(rows[_DENSE]) == len(messages)
    return Inputs(vstack(rows[_SPARSE]).tocsr(), np.vstack(rows[_DENSE]) if complete else None)
