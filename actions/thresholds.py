"""The numbers that decide between answering, asking back and refusing.

Fitted by ``rightdoor fit``, or set by hand where they are for conversations
(docs/evaluation.md), and kept in ``thresholds.yml``; never constants in code.
"""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import BaseModel, Extra

FILE = Path(__file__).with_name("thresholds.yml")


class Thresholds(BaseModel):
    """Probabilities, 0 to 1 (``margin``, ``conversation`` and ``named`` are ratios).

    answer: confidence in one matter (or one family of matters) to answer with it.
    lead, margin: below ``answer``, a confidence from ``lead`` that is ``margin`` times the next one's answers too.
    option: least confidence of a matter to be offered when asking back.
    offer: least confidence of all options together; below, the question is refused.
    ambiguous: probability of leaving open what is meant from which the bot asks back.
    plain: confidence in one family from which it is not asked back all the same.
    refuse: probability of being out of scope from which a question is refused.
    emergency: probability of an emergency from which it is treated as one.
    talk: probability of small talk of any kind from which it is taken for that.
    refuse_going_on: like ``refuse``, once a matter is talked of.
    calm: by how much a follow-up's probability lowers that of an emergency, once a matter is talked of.
    left_over: what is left of ``ask_unit`` in a follow-up that asks for nobody.
    continues: how much of what no matter explains speaks for the matter just talked of.
    conversation: how many times likelier a follow-up is than the model says, once a matter is talked of.
    choosing: probability of speaking to the matter from which words pick an option.
    asks_anew: from which the words of a choice change what was asked before.
    carry: what having been asked before adds to an intent in a conversation.
    named: how many times likelier a question is in scope than the model, blind to staff's names, says.
    second: confidence in both of two questions in one message from which both are answered.
    context: what the matter just talked of adds to its own confidence.
    """

    class Config:
        extra = Extra.forbid
        allow_mutation = False

    answer: float
    lead: float
    margin: float
    option: float
    offer: float
    ambiguous: float
    plain: float
    refuse: float
    emergency: float
    talk: float
    refuse_going_on: float
    calm: float
    left_over: float
    continues: float
    conversation: float
    choosing: float
    asks_anew: float
    carry: float
    named: float
    second: float
    context: float


def read_thresholds(file: Path = FILE) -> Thresholds:
    return Thresholds(**yaml.safe_load(file.read_text(encoding="utf-8")))
