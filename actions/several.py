"""Two questions in one message: each decided alone; a second that is not plain alone, as a turn after the first."""

from __future__ import annotations

from dataclasses import replace

from actions.context import Context
from actions.decide import Decision, decide
from actions.question import Question
from actions.thresholds import Thresholds
from knowledge.query import Knowledge


def decide_all(
    question: Question, context: Context, knowledge: Knowledge, thresholds: Thresholds
) -> tuple[tuple[Decision, str], ...]:
    """Return each decision with the words that it answers: one, or two where the message holds two questions."""
    whole = decide(question, context, knowledge, thresholds)
    if whole.act not in ("answer", "clarify", "out_of_scope") or len(question.parts) != 2 or context.options:
        return ((whole, question.text),)
    first = decide(question.parts[0], context, knowledge, thresholds)
    second = decide(question.parts[1], context, knowledge, thresholds)
    if second.act != "answer" or second.confidence < thresholds.second:  # it may speak of the first one's matter
        second = decide(question.parts[1], remember(first, context), knowledge, thresholds)
    if whole.act == first.act == second.act == "answer" and first.matter == second.matter:
        return ((_asking_more(whole, first, second), question.text),)
    if _both_plain(first, second, thresholds):
        return (first, question.parts[0].text), (second, question.parts[1].text)
    return ((whole, question.text),)


def _asking_more(whole: Decision, first: Decision, second: Decision) -> Decision:
    """On one matter, who is responsible stands in every answer; what else is asked goes first."""
    asked = [decision.intent for decision in (second, first) if decision.intent != "ask_unit"]
    return replace(whole, intent=asked[0] if asked else whole.intent)


def _both_plain(first: Decision, second: Decision, thresholds: Thresholds) -> bool:
    acts = {first.act, second.act}
    sure = min(first.confidence, second.confidence) >= thresholds.second
    return sure and "answer" in acts and acts <= {"answer", "out_of_scope"} and first.matter != second.matter


def remember(decision: Decision, context: Context) -> Context:
    """What the conversation knows after a decision."""
    if decision.act == "answer":
        return replace(
            context,
            matter=decision.matter,
            intent=decision.intent,
            departments=decision.departments,
            options=(),
        )
    if decision.act == "clarify":
        return replace(context, intent=decision.intent, options=decision.options)
    return replace(context, options=())
