"""One turn: decide, render, remember."""

from __future__ import annotations

from dataclasses import replace

from actions.answer import Answer
from actions.context import Context
from actions.question import Question
from actions.rendering import render, render_both
from actions.several import decide_all, remember
from actions.staff_names import with_staff_names
from actions.thresholds import Thresholds
from knowledge.query import Knowledge


def respond(
    question: Question, context: Context, knowledge: Knowledge, thresholds: Thresholds
) -> tuple[Answer, Context]:
    """Return the answer to one turn, and what the conversation remembers after it."""
    context = _still_known(context, knowledge)
    question = with_staff_names(question, knowledge, thresholds)
    decided = decide_all(question, context, knowledge, thresholds)
    for decision, _ in decided:
        context = remember(decision, context)
    if len(decided) == 2:
        return render_both(decided, knowledge), context
    decision, words = decided[0]
    return render(decision, words, knowledge), context


def _still_known(context: Context, knowledge: Knowledge) -> Context:
    """Forget what a new import has taken out of the catalogue."""
    return replace(
        context,
        matter=context.matter if context.matter in knowledge.matters else None,
        options=tuple(option for option in context.options if option.matter in knowledge.matters),
    )
