"""The catalogue's and the document's own words as examples: bare keywords, titles, and every row.

A front desk types 「临时身份证」 and nothing more; that is how the document
and the catalogue speak.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from pypinyin import Style, lazy_pinyin
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.component import StatelessComponent
from bot.settings import DOCUMENT, DOCUMENT_ID
from knowledge.curation import read_curation
from knowledge.document import BoundaryMatter, BoundaryRow, Clause, DutyRow, Place, Regime, Service
from knowledge.importer import read_document
from knowledge.query import Knowledge

CATALOGUE = "catalogue"
_SHORTEST_INITIALS = 3
_MOST_MATTERS = 4  # a row that answers more than these says little about any one of them


def catalogue_examples(knowledge: Knowledge) -> list[tuple[str, tuple[str, ...]]]:
    """Return (text, ids of the matters it fits) for each term, its pinyin initials, title and answering row."""
    fitting: dict[str, dict[str, None]] = defaultdict(dict)
    for matter in knowledge.matters.values():
        for text in (matter.title, *matter.terms):
            fitting[text][matter.id] = None
        for term in matter.terms:
            if len(term) >= _SHORTEST_INITIALS:
                fitting[initials(term)][matter.id] = None
    for matter in knowledge.curation.matters:
        for ref in matter.refs:
            text = _words(knowledge.places[ref])
            if text:
                fitting[text][matter.id] = None
    return [(text, tuple(ids)) for text, ids in fitting.items() if len(ids) <= _MOST_MATTERS]


def initials(term: str) -> str:
    """``身份证`` → ``sfz``: how people who type fast write a term."""
    return "".join(lazy_pinyin(term, style=Style.FIRST_LETTER))


def _words(place: Place) -> str:
    if isinstance(place, (DutyRow, BoundaryRow, Clause)):
        return place.text
    if isinstance(place, (BoundaryMatter, Regime, Service)):
        return place.title
    return ""


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER], is_trainable=False)
class CatalogueExamples(StatelessComponent):
    """Adds the examples before anything is trained; at run time it does nothing."""

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        return repr(catalogue_examples(_knowledge()))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        added = [
            Message({TEXT: text, INTENT: CATALOGUE, "metadata": {"intent": {"matters": list(ids), "voice": CATALOGUE}}})
            for text, ids in catalogue_examples(_knowledge())
        ]
        return training_data.merge(TrainingData(added))

    def process(self, messages: list[Message]) -> list[Message]:
        return messages


def _knowledge() -> Knowledge:
    return Knowledge(read_document(DOCUMENT, DOCUMENT_ID), read_curation())
