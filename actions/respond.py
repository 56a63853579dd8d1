"""One turn: decide, render, remember."""

from __future__ import annotations

from dataclasses import replace

from actions.answer import Answer
from actions.context import Context
from actions.decide import Decision, decide
from actions.question import Question
from actions.rendering import render
from actions.thresholds import Thresholds
from knowledge.query import Knowledge


def respond(
    question: Question, context: Context, knowledge: Knowledge, thresholds: Thresholds
) -> tuple[Answer, Context]:
    """Return the answer to one turn, and what the conversation remembers after it."""
    context = _still_known(context, knowledge)
    decision = decide(question, context, knowledge, thresholds)
    return render(decision, question.text, knowledge), _remember(decision, context)


def _still_known(context: Context, knowledge: Knowledge) -> Context:
    """Forget what a new import has taken out of the catalogue."""
    return replace(
        context,
        matter=context.matter if context.matter in knowledge.matters else None,
        options=tuple(option for option in context.options if option.matter in knowledge.matters),
    )


def _remember(decision: Decision, context: Context) -> Context:
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
