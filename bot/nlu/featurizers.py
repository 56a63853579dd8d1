"""Rasa featurizers: the question's own features, and its sentence vector."""

from __future__ import annotations

from typing import Any, Optional

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
from scipy.sparse import coo_matrix, vstack
from sklearn.pipeline import FeatureUnion

from bot.nlu import encoder
from bot.nlu.component import StatelessComponent
from bot.nlu.features import add_terms, sparse_features
from bot.nlu.linear import Inputs
from bot.nlu.parts import with_parts
from knowledge.curation import read_curation

_FILE = "features.joblib"
_SPARSE, _DENSE = "QuestionFeaturizer", "SentenceEncoder"


def _catalogue_terms() -> list[str]:
    return sorted({term for matter in read_curation().matters for term in matter.terms})


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER], is_trainable=True)
class QuestionFeaturizer(GraphComponent):
    """Characters, words and sounds as one sparse row a text (``bot.nlu.features``)."""

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
        self._features = sparse_features().fit(texts)
        with self._storage.write_to(self._resource) as folder:
            joblib.dump((self._terms, self._features), folder / _FILE, compress=1)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        assert self._features is not None, "train or load first"
        spoken = with_parts(messages)
        if spoken:
            matrix = self._features.transform([message.get(TEXT) for message in spoken]).tocsr()
            for row, message in zip(matrix, spoken, strict=True):
                message.add_features(Features(coo_matrix(row), FEATURE_TYPE_SENTENCE, TEXT, _SPARSE))
        return messages


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


def inputs_of(messages: list[Message]) -> Inputs:
    """Gather what the featurizers put into the messages."""
    sparse, dense = [], []
    for message in messages:
        for feature in message.features:
            if feature.attribute == TEXT and feature.origin == _SPARSE:
                sparse.append(feature.features)
            elif feature.attribute == TEXT and feature.origin == _DENSE:
                dense.append(feature.features)
    return Inputs(vstack(sparse).tocsr(), np.vstack(dense) if len(dense) == len(sparse) else None)
