"""The one place that decides: emergency, answer, ask back, refuse, or small talk."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Optional

from actions.choosing import chosen_option
from actions.context import Context, Option
from actions.families import Family, families_of, for_the_same_people
from actions.question import TALK_INTENTS, Alarm, Guess, Question
from actions.thresholds import Thresholds
from knowledge.document import Citation
from knowledge.query import Knowledge

MOST_OPTIONS = 5
_OF_A_REGIME = ("ask_supervision", "ask_penalty")
_ASKS_WHO = re.compile("[谁哪归找]|单位|部门")
_OF_A_DEPARTMENT = ("ask_duty", "ask_split")  # what can be asked of a department alone, whatever the matter


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
    units: tuple[str, ...] = ()
    alarm: Optional[Alarm] = None


def decide(question: Question, context: Context, knowledge: Knowledge, thresholds: Thresholds) -> Decision:
    """Decide on one turn. Pure: the same arguments give the same decision."""
    if question.alarm and _danger(question, context, thresholds) >= thresholds.emergency:
        return Decision("emergency", question.alarm.confidence, alarm=question.alarm)
    chosen = chosen_option(question, context, thresholds)
    if chosen:
        return Decision("answer", 1.0, _intent_of_choice(question, context, thresholds), chosen.matter)
    talk = _talk(question, thresholds)
    if context.matter:
        question = question.likelier("follow_up", thresholds.conversation)
    services = knowledge.services_with_phone_in(question.text)
    units = knowledge.units_with_phone_in(question.text)
    if services or units:
        return Decision("phone", refs=tuple(service.ref for service in services), units=units)
    if talk:
        return Decision(talk, question.act_probability(talk))
    act = question.act
    intent = _intent(question, context, thresholds)
    families = families_of(_with_context(question, context, thresholds), intent, knowledge)
    cited = _laws_asked_about(question, families, knowledge, thresholds)
    if cited:
        return Decision("law", 1.0, "ask_legal_basis", citations=cited)
    if act == "correct":
        if not _confident(question, thresholds):
            return Decision("retry", question.act_probability("correct"))
    elif context.matter and _continues(question, context, families, intent, knowledge, thresholds):
        confidence = question.act_probability("follow_up", "in_scope")
        matter = _part_meant(question, context.matter, knowledge, thresholds)
        intent = _intent_going_on(question, context, thresholds)
        return Decision("answer", confidence, intent, matter, question.departments)
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


def _intent_going_on(question: Question, context: Context, thresholds: Thresholds) -> str:
    """What is asked by words that go on: where they ask for nobody, ``ask_unit`` is only what is left over."""
    if _ASKS_WHO.search(question.text) or question.departments:
        return _intent(question, context, thresholds)
    asked = tuple(
        Guess(one.label, one.confidence * (thresholds.left_over if one.label == "ask_unit" else 1.0))
        for one in question.asked
    )
    return _intent(replace(question, asked=asked), context, thresholds)


def _danger(question: Question, context: Context, thresholds: Thresholds) -> float:
    """How likely an emergency is; in a conversation a little less, where the words may simply go on with it."""
    assert question.alarm is not None
    if context.matter is None or question.alarm.confidence >= 1.0:
        return question.alarm.confidence
    return question.alarm.confidence / (1.0 + thresholds.calm * question.act_probability("follow_up"))


def _talk(question: Question, thresholds: Thresholds) -> Optional[str]:
    """Which small talk it is, or a call for a human, if any."""
    acts = ("handoff", *TALK_INTENTS)
    likeliest = next((guess.label for guess in question.dialogue_act if guess.label in acts), None)
    return likeliest if question.act_probability(*acts) >= thresholds.talk or question.act in acts else None


def _intent_of_choice(question: Question, context: Context, thresholds: Thresholds) -> str:
    """A choice keeps what was asked before, unless the user now plainly asks something else."""
    plain = bool(question.asked) and question.asked[0].confidence >= thresholds.asks_anew
    if plain and question.intent != "ask_unit":
        return question.intent
    return context.intent


def _continues(
    question: Question,
    context: Context,
    families: list[Family],
    intent: str,
    knowledge: Knowledge,
    thresholds: Thresholds,
) -> bool:
    """Is this about the matter just talked of, rather than a new one or none?

    Words that no matter explains well speak, a little, for the old one.
    """
    if not families or families[0].matter.id == context.matter:
        explained = 0.0
    elif _names_another(question, context, families[0], intent, knowledge, thresholds):
        return False
    else:
        explained = families[0].confidence
    in_scope = question.act_probability("in_scope")
    old = question.act_probability("follow_up") + thresholds.continues * in_scope * (1.0 - explained)
    return old >= max(in_scope * explained, question.act_probability("out_of_scope"))


def _names_another(
    question: Question, context: Context, best: Family, intent: str, knowledge: Knowledge, thresholds: Thresholds
) -> bool:
    """Do the words name another matter? Who is named in talk of inspections is the one that inspects."""
    if best.confidence < thresholds.answer or not best.named_in(question.text):
        return False
    regime = knowledge.matters[context.matter].supervision if context.matter else None
    inspects = regime in best.matter.refs or best.matter.id in knowledge.unit_matter_ids
    return not (regime and inspects and intent in _OF_A_REGIME)


def _part_meant(question: Question, matter: str, knowledge: Knowledge, thresholds: Thresholds) -> str:
    """Which matter words that go on speak of: another part of the same shared one where they plainly say so."""
    best = question.matters[0] if question.matters else None
    if best is None or best.confidence < thresholds.plain or best.label not in knowledge.matters:
        return matter
    old, new = (
        {boundary.ref for ref in knowledge.matters[one].refs if (boundary := knowledge.boundary(ref))}
        for one in (matter, best.label)
    )
    return best.label if old & new else matter


def _unclear(question: Question, context: Context, families: list[Family], thresholds: Thresholds) -> bool:
    """Do the words alone leave open which of several matters is meant? Never said twice in a row."""
    if context.options or len(families) < 2 or families[0].confidence >= thresholds.plain:
        return False
    open_acts = ("ambiguous",) if context.matter else ("ambiguous", "follow_up")
    left_open = question.act_probability(*open_acts)
    return left_open >= thresholds.ambiguous and left_open >= question.act_probability("out_of_scope")


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
    outside = question.act_probability("out_of_scope", *TALK_INTENTS, "handoff")
    refused = outside >= (thresholds.refuse_going_on if context.matter else thresholds.refuse)
    if question.departments and confidence < thresholds.answer and (not refused or intent in _OF_A_DEPARTMENT):
        return Decision("department", 1.0, "ask_duty", departments=question.departments)
    if refused or not families:
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
