"""Units and departments named in a question, by any of their names (spaCy's entity ruler)."""

from __future__ import annotations

from typing import Any

import spacy
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from spacy.language import Language

from bot.nlu.normalize import normalize
from bot.nlu.parts import with_parts
from knowledge.curation import Curation, read_curation


def name_pipeline(curation: Curation) -> Language:
    """A blank Chinese pipeline that cuts into characters, so that a name is found wherever it stands."""
    nlp = spacy.blank("zh")
    ruler = nlp.add_pipe("entity_ruler")
    patterns = []
    for unit in curation.units:
        patterns += [_pattern("unit", name, unit.name) for name in (unit.name, *unit.other)]
    for department in curation.departments:
        successors = (department.now.name, *department.now.other) if department.now else ()
        canonical = department.same_as or department.name
        if department.name != "公安局":
            names = (department.name, *department.other, *successors)
            patterns += [_pattern("department", name, canonical) for name in names]
    ruler.add_patterns(patterns)  # type: ignore[attr-defined]
    return nlp


def _pattern(kind: str, name: str, canonical: str) -> dict[str, Any]:
    return {"label": kind, "pattern": normalize(name), "id": canonical}


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class NameExtractor(GraphComponent, EntityExtractorMixin):
    """Adds entities ``unit`` and ``department`` whose value is the document's own name."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NameExtractor:
        return cls(name_pipeline(read_curation()))

    def process(self, messages: list[Message]) -> list[Message]:
        for message in with_parts(messages):
            found = [
                {
                    "entity": span.label_,
                    "value": span.ent_id_,
                    "start": span.start_char,
                    "end": span.end_char,
                    "extractor": type(self).__name__,
                }
                for span in self._nlp(normalize(message.get(TEXT) or "")).ents
            ]
            if found:
                message.set(ENTITIES, (message.get(ENTITIES) or []) + found, add_to_output=True)
        return messages
