"""The one place that decides: emergency, answer, ask back, refuse, or small talk."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Optional

from actions.context import Context, Option
from actions.question import TALK_INTENTS, Alarm, Guess, Question
from actions.thresholds import Thresholds
from knowledge.curation import Matter
from knowledge.document import Citation
from knowledge.query import Knowledge
from knowledge.text import fold

MOST_OPTIONS = 5


@dataclass(frozen=True)
class Decision:
    """What to answer; ``actions.rendering`` says how.

    ``act``: ``answer``, ``law``, ``department``, ``clarify``, ``emergency``,
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
    alarm: Optional[Alarm] = None


def decide(question: Question, context: Context, knowledge: Knowledge, thresholds: Thresholds) -> Decision:
    """Decide on one turn. Pure: the same arguments give the same decision."""
    if question.alarm and question.alarm.confidence >= thresholds.emergency:
        return Decision("emergency", question.alarm.confidence, alarm=question.alarm)
    chosen = _chosen_option(question, context, thresholds)
    if chosen:
        return Decision("answer", 1.0, _intent_of_choice(question, context, thresholds), chosen.matter)
    act = question.act
    if act == "handoff" or act in TALK_INTENTS:
        return Decision(act, question.dialogue_act[0].confidence)
    families = _families(_with_context(question, context, thresholds), question.intent, knowledge)
    cited = _laws_asked_about(question, families, knowledge, thresholds)
    if cited:
        return Decision("law", 1.0, "ask_legal_basis", citations=cited)
    if act == "correct":
        if not _confident(question, thresholds):
            return Decision("retry", question.act_probability("correct"))
    elif context.matter and _continues(question, context, families, thresholds):
        return _follow_up(question, context, thresholds)
    several = act == "follow_up" or question.act_probability("ambiguous") >= thresholds.ambiguous
    if several and not context.options and len(families) > 1:
        alike = _for_the_same_people(families)
        return Decision(
            "clarify", sum(f.confidence for f in alike), question.intent, options=_options(alike, least=0.0)
        )
    return _about_a_matter(question, context, families, knowledge, thresholds)


def _chosen_option(question: Question, context: Context, thresholds: Thresholds) -> Optional[Option]:
    """The option that the user picks by number or by its words."""
    if not context.options:
        return None
    number = _picked_number(question.text, len(context.options))
    if number:
        return context.options[number - 1]
    said = fold(question.text)
    named = [
        option for option in context.options if said and (said in fold(option.title) or fold(option.title) in said)
    ]
    if len(named) == 1:
        return named[0]
    by_matter = {option.matter: option for option in context.options}
    best = next((guess for guess in question.matters if guess.label in by_matter), None)
    spoken_to = question.act_probability("in_scope", "ambiguous", "follow_up", "correct") >= thresholds.choosing
    if best and spoken_to and 2 * best.confidence >= question.matters[0].confidence:
        return by_matter[best.label]
    return None


_CHINESE_NUMBERS = "一二三四五"
_PICK = re.compile(
    r"(?:我?(?:选|要|问的?是?))?(?:第)?\s*([1-5１-５一二三四五])\s*(?:个|项|号|条|种|吧|、|\.|。|呗|啊|那个)*"
)


def _picked_number(text: str, options: int) -> Optional[int]:
    folded = fold(text)
    if folded in ("最后一个", "最后那个", "最后一项"):
        return options
    match = _PICK.fullmatch(folded)
    if not match:
        return None
    digit = match[1]
    number = _CHINESE_NUMBERS.index(digit) + 1 if digit in _CHINESE_NUMBERS else int(digit)
    return number if number <= options else None


def _intent_of_choice(question: Question, context: Context, thresholds: Thresholds) -> str:
    """A choice keeps what was asked before, unless the user now plainly asks something else."""
    plain = bool(question.asked) and question.asked[0].confidence >= thresholds.asks_anew
    if plain and question.intent != "ask_unit":
        return question.intent
    return context.intent


def _continues(question: Question, context: Context, families: list[_Family], thresholds: Thresholds) -> bool:
    """Is this about the matter just talked of, rather than a new one or none?

    Words that no matter explains well speak, a little, for the old one; in the
    middle of a conversation a question about nothing in particular does too.
    """
    if not families or families[0].matter.id == context.matter:
        explained = 0.0
    elif families[0].confidence >= thresholds.answer and families[0].named_in(question.text):
        return False
    else:
        explained = families[0].confidence
    in_scope = question.act_probability("in_scope")
    old = question.act_probability("follow_up") + thresholds.continues * in_scope * (1.0 - explained)
    outside = question.act_probability("out_of_scope")
    return old >= in_scope * explained and thresholds.conversation * old >= outside


def _follow_up(question: Question, context: Context, thresholds: Thresholds) -> Decision:
    """Answer on the old matter; what is asked carries over where the new words leave it open."""
    asked = question.asked[0] if question.asked else Guess("ask_unit", 0.0)
    open_still = asked.label == "ask_unit" and asked.confidence < thresholds.asks_unit
    return Decision(
        "answer",
        question.act_probability("follow_up", "in_scope"),
        context.intent if open_still else asked.label,
        context.matter,
        question.departments,
    )


def _laws_asked_about(
    question: Question, families: list[_Family], knowledge: Knowledge, thresholds: Thresholds
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
    question: Question, context: Context, families: list[_Family], knowledge: Knowledge, thresholds: Thresholds
) -> Decision:
    confidence = families[0].confidence if families else 0.0
    if question.departments and confidence < thresholds.answer:
        return Decision("department", 1.0, "ask_duty", departments=question.departments)
    outside = question.act_probability("out_of_scope", *TALK_INTENTS, "handoff")
    if outside >= thresholds.refuse or not families:
        return Decision("out_of_scope", outside)
    best = families[0]
    inside = 1.0 - outside
    answer = Decision("answer", best.confidence * inside, question.intent, best.matter.id, question.departments)
    if best.confidence >= thresholds.answer or _leads(families, thresholds):
        return answer
    named = knowledge.matter_of_unit(question.units[0]) if question.units else None
    if named:
        return Decision("answer", inside, question.intent, named)
    options = _options(families, thresholds.option)
    offered = sum(family.confidence for family in families[: len(options)])
    asked_back_already = bool(context.options)
    if asked_back_already:
        return answer
    if len(options) >= 2 and offered >= thresholds.offer:
        return Decision("clarify", offered * inside, question.intent, options=options)
    return answer if offered >= thresholds.offer else Decision("out_of_scope", 1.0 - best.confidence * inside)


def _leads(families: list[_Family], thresholds: Thresholds) -> bool:
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


@dataclass(frozen=True)
class _Family:
    """Matters that one answer serves: asking back between them would be idle."""

    matter: Matter
    confidence: float

    def named_in(self, text: str) -> bool:
        """Does the text hold one of the words that people call the matter by?"""
        said = fold(text)
        return any(fold(term) in said for term in self.matter.terms)


def _families(ranked: list[Guess], intent: str, knowledge: Knowledge) -> list[_Family]:
    """Group the ranked matters; the likeliest of a family speaks for it. Likeliest family first."""
    members: dict[str, list[Guess]] = {}
    for guess in ranked:
        matter = knowledge.matters.get(guess.label)
        if matter is not None:
            members.setdefault(_family_key(matter, intent, knowledge), []).append(guess)
    families = [
        _Family(
            knowledge.matters[guesses[0].label],
            sum(guess.confidence for guess in guesses),
        )
        for guesses in members.values()
    ]
    return sorted(families, key=lambda family: -family.confidence)


def _family_key(matter: Matter, intent: str, knowledge: Knowledge) -> str:
    """The regime where inspections are asked about; else the shared matter or the unit; else the row."""
    if intent in ("ask_supervision", "ask_penalty") and matter.supervision:
        return matter.supervision
    first = matter.refs[0]
    boundary = knowledge.boundary(first)
    return boundary.ref if boundary else knowledge.unit_of(first) or first


def _for_the_same_people(families: list[_Family]) -> list[_Family]:
    """Who seems to ask as a resident is not offered a factory's business, and the other way round."""
    alike = [family for family in families if family.matter.audience == families[0].matter.audience]
    return alike if len(alike) > 1 else families


def _options(families: list[_Family], least: float) -> tuple[Option, ...]:
    return tuple(
        Option(family.matter.title, family.matter.id, family.matter.refs)
        for family in families[:MOST_OPTIONS]
        if family.confidence >= least
    )
