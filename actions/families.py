"""Matters that one answer serves: between them, asking back would be idle."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from actions.question import Guess
from knowledge.curation import Matter
from knowledge.query import Knowledge
from knowledge.text import fold


@dataclass(frozen=True)
class Family:
    """``matter`` is the likeliest of the family; ``confidence`` that of all its matters together."""

    matter: Matter
    confidence: float

    def named_in(self, text: str) -> bool:
        """Does the text hold one of the words that people call the matter by?"""
        said = fold(text)
        return any(fold(term) in said for term in self.matter.terms)


def families_of(ranked: Iterable[Guess], intent: str, knowledge: Knowledge) -> list[Family]:
    """Group the ranked matters; likeliest family first. Labels that the catalogue does not know are left out."""
    members: dict[str, list[Guess]] = {}
    for guess in ranked:
        matter = knowledge.matters.get(guess.label)
        if matter is not None:
            members.setdefault(_key(matter, intent, knowledge), []).append(guess)
    families = [
        Family(knowledge.matters[guesses[0].label], sum(guess.confidence for guess in guesses))
        for guesses in members.values()
    ]
    return sorted(families, key=lambda family: -family.confidence)


def _key(matter: Matter, intent: str, knowledge: Knowledge) -> str:
    """The regime where inspections are asked about; else the shared matter or the unit; else the row."""
    if intent in ("ask_supervision", "ask_penalty") and matter.supervision:
        return matter.supervision
    first = matter.refs[0]
    boundary = knowledge.boundary(first)
    return boundary.ref if boundary else knowledge.unit_of(first) or first


def for_the_same_people(families: list[Family]) -> list[Family]:
    """Who seems to ask as a resident is not offered a factory's business, and the other way round."""
    alike = [family for family in families if family.matter.audience == families[0].matter.audience]
    return alike if len(alike) > 1 else families
