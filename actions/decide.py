"""The one place that decides: emergency, answer, ask back, refuse, or small talk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from actions.choosing import chosen_option
from actions.context import Context, Option
from actions.families import Family, families_of, for_the_same_people
from actions.question import TALK_INTENTS, Alarm, Guess, Question
from actions.thresholds import Thresholds
from knowledge.document import Citation
from knowledge.query import Knowledge

MOST_OPTIONS = 5


@dataclass(frozen=True)
class Decision:
    """What to answer; ``actions.rendering`` says how.

    ``act``: ``answer``, ``law``, ``department``, ``phone`` (whose it is), ``clarify``, ``emergency``,
    ``out_of_scope``, ``handoff``, ``retry`` (understood that we misunderstood)
    or one of ``TALK_INTENTS``.
    """

    act: str
    confidence: float = 1.0
    intent: str = "ask_unit"
    matter: Optional[str] = None
    departments: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    citations: tuple[Citation, ...] = ()
    refs: tuple[str, ...] = ()
    alarm: Optional[Alarm] = None


def decide(question: Question, context: Context, knowledge: Knowledge, thresholds: Thresholds) -> Decision:
    """Decide on one turn. Pure: the same arguments give the same decision."""
    if question.alarm and question.alarm.confidence >= thresholds.emergency:
        return Decision("emergency", question.alarm.confidence, alarm=question.alarm)
    chosen = chosen_option(question, context, thresholds)
    if chosen:
        return Decision("answer", 1.0, _intent_of_choice(question, context, thresholds), chosen.matter)
    if context.matter:
        question = question.likelier("follow_up", thresholds.conversation)
    services = knowledge.services_with_phone_in(question.text)
    if services:
        return Decision("phone", refs=tuple(service.ref for service in services))
    act = question.act
    if act == "handoff" or act in TALK_INTENTS:
        return Decision(act, question.dialogue_act[0].confidence)
    intent = _intent(question, context, thresholds)
    families = families_of(_with_context(question, context, thresholds), intent, knowledge)
    cited = _laws_asked_about(question, families, knowledge, thresholds)
    if cited:
        return Decision("law", 1.0, "ask_legal_basis", citations=cited)
    if act == "correct":
        if not _confident(question, thresholds):
            return Decision("retry", question.act_probability("correct"))
    elif context.matter and _continues(question, context, families, thresholds):
        confidence = question.act_probability("follow_up", "in_scope")
        return Decision("answer", confidence, intent, context.matter, question.departments)
    elif _unclear(question, context, families, thresholds):
        alike = for_the_same_people(families)
        return Decision("clarify", sum(f.confidence for f in alike), intent, options=_options(alike, least=0.0))
    return _about_a_matter(question, intent, context, families, knowledge, thresholds)


def _intent(question: Question, context: Context, thresholds: Thresholds) -> str:
    """What is asked; in a conversation, what was asked before carries over where the new words leave it open."""
    if context.matter is None:
        return question.intent
    asked = dict(question.asked)
    asked[context.intent] = asked.get(context.intent, 0.0) + thresholds.carry
    return max(asked, key=lambda label: asked[label])


def _intent_of_choice(question: Question, context: Context, thresholds: Thresholds) -> str:
    """A choice keeps what was asked before, unless the user now plainly asks something else."""
    plain = bool(question.asked) and question.asked[0].confidence >= thresholds.asks_anew
    if plain and question.intent != "ask_unit":
        return question.intent
    return context.intent


def _continues(question: Question, context: Context, families: list[Family], thresholds: Thresholds) -> bool:
    """Is this about the matter just talked of, rather than a new one or none?

    Words that no matter explains well speak, a little, for the old one.
    """
    if not families or families[0].matter.id == context.matter:
        explained = 0.0
    elif families[0].confidence >= thresholds.answer and families[0].named_in(question.text):
        return False
    else:
        explained = families[0].confidence
    in_scope = question.act_probability("in_scope")
    old = question.act_probability("follow_up") + thresholds.continues * in_scope * (1.0 - explained)
    return old >= max(in_scope * explained, question.act_probability("out_of_scope"))


def _unclear(question: Question, context: Context, families: list[Family], thresholds: Thresholds) -> bool:
    """Do the words alone leave open which of several matters is meant? Never said twice in a row."""
    if context.options or len(families) < 2 or families[0].confidence >= thresholds.plain:
        return False
    open_acts = ("ambiguous",) if context.matter else ("ambiguous", "follow_up")
    return question.act_probability(*open_acts) >= thresholds.ambiguous


def _laws_asked_about(
    question: Question, families: list[Family], knowledge: Knowledge, thresholds: Thresholds
) -> tuple[Citation, ...]:
    """The laws that a question is about: named by number, or by title where no other matter is plain."""
    by_number = knowledge.laws_numbered_in(question.text)
    if by_number:
        return by_number
    plain = bool(families) and families[0].confidence >= thresholds.answer
    if plain and question.intent != "ask_legal_basis":
        return ()
    return knowledge.laws_titled_in(question.text)


def _confident(question: Question, thresholds: Thresholds) -> bool:
    return bool(question.matters) and question.matters[0].confidence >= thresholds.answer


def _about_a_matter(
    question: Question,
    intent: str,
    context: Context,
    families: list[Family],
    knowledge: Knowledge,
    thresholds: Thresholds,
) -> Decision:
    confidence = families[0].confidence if families else 0.0
    if question.departments and confidence < thresholds.answer:
        return Decision("department", 1.0, "ask_duty", departments=question.departments)
    outside = question.act_probability("out_of_scope", *TALK_INTENTS, "handoff")
    if outside >= thresholds.refuse or not families:
        return Decision("out_of_scope", outside)
    best = families[0]
    inside = 1.0 - outside
    answer = Decision("answer", best.confidence * inside, intent, best.matter.id, question.departments)
    if best.confidence >= thresholds.answer or _leads(families, thresholds):
        return answer
    named = knowledge.matter_of_unit(question.units[0]) if question.units else None
    if named:
        return Decision("answer", inside, intent, named)
    options = _options(families, thresholds.option)
    offered = sum(family.confidence for family in families[: len(options)])
    asked_back_already = bool(context.options)
    if asked_back_already:
        return answer
    if len(options) >= 2 and offered >= thresholds.offer:
        return Decision("clarify", offered * inside, intent, options=options)
    return answer if offered >= thresholds.offer else Decision("out_of_scope", 1.0 - best.confidence * inside)


def _leads(families: list[Family], thresholds: Thresholds) -> bool:
    """Is the best family so far ahead of the next that asking back would be idle?"""
    best = families[0].confidence
    next_best = families[1].confidence if len(families) > 1 else 0.0
    return best >= thresholds.lead and best >= thresholds.margin * next_best


def _with_context(question: Question, context: Context, thresholds: Thresholds) -> list[Guess]:
    """The matters' ranking, with what was just talked of made a little likelier."""
    boosted = [
        Guess(guess.label, guess.confidence + (thresholds.context if guess.label == context.matter else 0.0))
        for guess in question.matters
    ]
    total = max(1.0, sum(guess.confidence for guess in boosted))
    return sorted((Guess(label, p / total) for label, p in boosted), key=lambda guess: -guess.confidence)


def _options(families: list[Family], least: float) -> tuple[Option, ...]:
    return tuple(
        Option(family.matter.title, family.matter.id, family.matter.refs)
        for family in families[:MOST_OPTIONS]
        if family.confidence >= least
    )
