"""The one place that renders: a decision and the facts in, the answer of the contract out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.answer import Answer, Draft
from actions.decide import Decision
from actions.question import TALK_INTENTS
from actions.rendering import given, legal, responsible, split, supervision, talk
from actions.rendering.wording import NUMERALS, instead_of_phone, short_refs, shorten, source_line
from knowledge.curation import Matter
from knowledge.query import Knowledge

__all__ = ["render", "render_both"]


def render(decision: Decision, question: str, knowledge: Knowledge) -> Answer:
    """Write the answer to ``decision``. ``question`` is the user's text, to rank a regime's clauses."""
    if decision.act == "answer":
        return _answer(decision, question, knowledge)
    draft = Draft()
    act = decision.act
    kind = "smalltalk"
    if act == "emergency":
        assert decision.alarm is not None
        kind = "emergency"
        talk.emergency(draft, knowledge, decision.alarm)
    elif act == "law":
        kind = "legal_basis"
        legal.law(draft, knowledge, decision.citations)
    elif act == "phone":
        kind = "contact"
        responsible.whose_phone(draft, knowledge, decision.refs, decision.units)
    elif act == "department":
        kind = "duty"
        for department in decision.departments:
            split.department_overview(draft, knowledge, department)
    elif act == "clarify":
        kind = "clarify"
        talk.clarify(draft, decision.options)
    elif act == "handoff":
        kind = "handoff"
        talk.handoff(draft, knowledge)
    elif act == "retry":
        talk.retry(draft)
    elif act in TALK_INTENTS:
        talk.small_talk(draft, act)
    else:
        kind = "out_of_scope"
        talk.out_of_scope(draft)
    return _finish(kind, draft, decision)


def render_both(decided: Sequence[tuple[Decision, str]], knowledge: Knowledge) -> Answer:
    """One answer to two questions: each with its words above it, the refs of both."""
    answers = [render(decision, words, knowledge) for decision, words in decided]
    texts = []
    for number, ((decision, words), answer) in enumerate(zip(decided, answers, strict=True), 1):
        said = talk.OUTSIDE if decision.act == "out_of_scope" else answer.text
        texts.append(f"{NUMERALS[number - 1]}、“{shorten(words, 30)}”\n{said}")
    main = next(answer for answer in answers if answer.kind != "out_of_scope")
    return replace(
        main,
        text="\n".join(texts),
        refs=tuple(dict.fromkeys(ref for answer in answers for ref in answer.refs)),
        confidence=min(answer.confidence for answer in answers),
    )


def _answer(decision: Decision, question: str, knowledge: Knowledge) -> Answer:
    assert decision.matter is not None
    matter = knowledge.matters[decision.matter]
    draft = Draft()
    kind = _write(draft, decision, question, knowledge, matter)
    given.notes(draft, knowledge, matter)
    return _finish(kind, draft, decision, matter)


def _write(draft: Draft, decision: Decision, question: str, knowledge: Knowledge, matter: Matter) -> str:
    """Write the answer to what was asked about the matter; return its kind."""
    intent = decision.intent
    boundary = split.boundary_of(knowledge, matter)
    shared = knowledge.boundary(matter.refs[0]) is not None
    regime = knowledge.regime(matter.supervision or matter.refs[0])
    unit = knowledge.unit_of_matter(matter.id)
    if intent == "ask_contact":
        if shared and boundary:
            split.contact(draft, knowledge, matter, boundary)
            instead_of_phone(draft, knowledge)
        else:
            responsible.contact(draft, knowledge, matter)
        return "contact"
    if intent == "ask_legal_basis":
        legal.legal_basis(draft, knowledge, matter, boundary)
        if regime:
            supervision.quote(draft, knowledge, matter, regime, question)
        return "legal_basis"
    only_regime = knowledge.regime(matter.refs[0]) is not None
    inspected = intent in ("ask_supervision", "ask_penalty") or (only_regime and intent != "ask_procedure")
    if intent in ("ask_supervision", "ask_penalty") and not regime:
        draft.line("检查频次和处罚标准：文件未载明。")
    if inspected and regime:
        if only_regime and matter.gap:
            draft.line(f"{matter.gap}。")
        supervision.supervision(draft, knowledge, matter, regime, question, intent == "ask_penalty")
        return "supervision"
    if intent == "ask_procedure":
        if shared and boundary:
            draft.line("办理材料、流程、时限和费用：文件未载明，请向负责部门咨询。")
            split.split(draft, knowledge, matter, boundary, decision.departments)
        else:
            responsible.procedure(draft, knowledge, matter)
            if only_regime and regime:
                supervision.supervision(draft, knowledge, matter, regime, question, penalty=False)
        return "procedure"
    if boundary and (shared or intent == "ask_split" or decision.departments):
        split.split(draft, knowledge, matter, boundary, decision.departments)
        return "split"
    asked_for_service = intent == "ask_service" and responsible.has_service(knowledge, matter)
    if asked_for_service or responsible.is_service(knowledge, matter):
        responsible.service(draft, knowledge, matter)
        return "service"
    if unit or intent == "ask_duty":
        responsible.duty(draft, knowledge, matter)
        return "duty" if intent == "ask_duty" or unit else "unit"
    responsible.responsible(draft, knowledge, matter)
    return "unit"


def _finish(kind: str, draft: Draft, decision: Decision, matter: Matter | None = None) -> Answer:
    refs = short_refs(draft.refs) if kind not in ("out_of_scope", "smalltalk", "clarify") else ()
    source = source_line(refs) if refs else ""
    return Answer(
        kind=kind,
        text=draft.text(source),
        matter=matter.id if matter else None,
        refs=refs,
        options=decision.options,
        confidence=decision.confidence,
        extra={"numbers": list(decision.alarm.numbers)} if decision.alarm else {},
    )
