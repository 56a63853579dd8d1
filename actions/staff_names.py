"""Other names that staff have given: heard at once, though the model was never trained on them."""

from __future__ import annotations

from dataclasses import replace

from actions.question import Guess, Question
from actions.thresholds import Thresholds
from knowledge.query import Knowledge
from knowledge.text import fold

Named = dict[str, list[str]]  # the subjects named, by kind


def with_staff_names(question: Question, knowledge: Knowledge, thresholds: Thresholds) -> Question:
    """The question as if the model knew the names that stand in it.

    Its alarm stays as it is; and what the model is all but certain to have nothing to do with us stays outside.
    """
    parts = tuple(with_staff_names(part, knowledge, thresholds) for part in question.parts)
    named, rest = _names_in(question.text, knowledge)
    if not any(named.values()):
        return replace(question, parts=parts)
    known = replace(
        question,
        matters=_matters(question, named, rest, knowledge, thresholds),
        units=tuple(dict.fromkeys((*named["unit"], *question.units))),
        departments=tuple(dict.fromkeys((*named["department"], *question.departments))),
        parts=parts,
    )
    return known.likelier("in_scope", thresholds.named)


def _names_in(text: str, knowledge: Knowledge) -> tuple[Named, str]:
    """Whom the names in the text mean, the longest name first, and the text without them."""
    rest = fold(text)
    named: Named = {"unit": [], "matter": [], "department": []}
    for name, (kind, subject) in sorted(_names(knowledge).items(), key=lambda entry: -len(entry[0])):
        if name in rest:
            rest = rest.replace(name, "\n")
            named[kind].append(subject)
    return named, rest


def _names(knowledge: Knowledge) -> dict[str, tuple[str, str]]:
    """The names in force, folded. The bureau's own tell nothing: every question is about it."""
    means = {
        "unit": knowledge.unit_names,
        "department": knowledge.department_names,
        "matter": {other: m.id for m in knowledge.curation.matters for other in knowledge.other_names("matter", m.id)},
    }
    return {
        fold(name): (kind, subject)
        for kind, subject, field in knowledge.values
        if field == "other_names" and subject != "公安局"
        for name in knowledge.other_names(kind, subject)
        if means[kind].get(name) == subject
    }


def _matters(
    question: Question, named: Named, rest: str, knowledge: Knowledge, thresholds: Thresholds
) -> tuple[Guess, ...]:
    """The ranking with what is named first: a matter; a unit, where its phone is asked for or nothing else is plain.

    None at all where only a department is named: then the question is about the department.
    """
    if named["matter"]:
        return _first(named["matter"][0], question.matters, thresholds.plain)
    asks_for_its_phone = bool(named["unit"]) and question.intent == "ask_contact"
    if _plain(question, rest, knowledge, thresholds) and not asks_for_its_phone:
        return question.matters
    own = knowledge.matter_of_unit(named["unit"][0]) if named["unit"] else None
    return _first(own, question.matters, thresholds.plain) if own else ()


def _plain(question: Question, rest: str, knowledge: Knowledge, thresholds: Thresholds) -> bool:
    """Is it plain without the names which matter the question is about?"""
    best = question.matters[0] if question.matters else None
    if best is None or best.label not in knowledge.matters:
        return False
    spoken_of = any(fold(term) in rest for term in knowledge.matters[best.label].terms)
    return best.confidence >= (thresholds.second if spoken_of else thresholds.plain)


def _first(matter: str, ranked: tuple[Guess, ...], least: float) -> tuple[Guess, ...]:
    """The ranking with a matter first, at ``least`` so likely; the others share what is left."""
    confidence = max([least, *(guess.confidence for guess in ranked if guess.label == matter)])
    others = [guess for guess in ranked if guess.label != matter]
    share = min(1.0, (1.0 - confidence) / (sum(guess.confidence for guess in others) or 1.0))
    return (Guess(matter, confidence), *(Guess(guess.label, guess.confidence * share) for guess in others))
