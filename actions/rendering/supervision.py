"""What a regime says: how often, how many, what is checked, what follows."""

from __future__ import annotations

from actions.answer import Draft
from actions.relevance import Passage, passages, rank
from actions.rendering.responsible import responsible_rows, responsible_units
from actions.rendering.wording import NUMERALS
from knowledge.curation import Matter
from knowledge.document import Regime
from knowledge.query import Knowledge

ROOM = 420  # characters of quoted clauses in one answer
MOST = 7  # quoted sentences in one answer
MOST_QUOTED, PLAINLY = 2, 0.4  # beside another answer; the score of ``rank`` from which a sentence is quoted
_MEASURES = {"措施", "处理"}


def supervision(
    draft: Draft, knowledge: Knowledge, matter: Matter, regime: Regime, question: str, penalty: bool
) -> None:
    """Write the sentences of the regime that answer the question, in printed order."""
    candidates = passages(regime, knowledge.figures(regime.ref))
    topic = " ".join((matter.title, *matter.terms))
    ranked = rank(question, topic, candidates)
    if penalty:
        measures = [p for p in ranked[2:] if _MEASURES & set(p.clause.aspects)]
        ranked = ranked[:2] + measures + [p for p in ranked[2:] if p not in measures]
    chosen = _within_room(ranked if penalty else _figures_first(ranked), candidates)
    draft.line(f"【{regime.title}】", regime.ref)
    section = 0
    for passage in (p for p in candidates if any(_same(p, c) for c in chosen)):
        number = int(passage.clause.ref.split("/")[2])
        if number != section:
            section = number
            title = regime.sections[number - 1].title
            draft.line(f"{NUMERALS[number - 1]}、{title}：")
        draft.line(f"· {passage.text}", regime.ref)
    named = responsible_units(knowledge, matter)
    if named:
        draft.line(f"负责单位：{'、'.join(named)}", *(row.ref for row in responsible_rows(knowledge, matter)))


def quote(draft: Draft, knowledge: Knowledge, matter: Matter, regime: Regime, question: str) -> None:
    """Write the sentences of the regime that share words with the question, where any plainly does."""
    candidates = passages(regime, knowledge.figures(regime.ref))
    ranked = rank(question, " ".join((matter.title, *matter.terms)), candidates)
    for passage in ranked[:MOST_QUOTED]:
        if passage.score >= PLAINLY:
            draft.line(f"{regime.title}：{passage.text}", regime.ref)


def _same(one: Passage, other: Passage) -> bool:
    return one.clause.ref == other.clause.ref and one.text == other.text


def _figures_first(ranked: list[Passage]) -> list[Passage]:
    """The best match, then the indicators with figures, then the other matches."""
    indicators = [p for p in ranked[3:] if p.figures and "指标" in p.clause.aspects]
    best = ranked[:3]
    return best + indicators + [p for p in ranked[3:] if p not in indicators]


def _within_room(ranked: list[Passage], candidates: list[Passage]) -> list[Passage]:
    """The best passages that fit, each with the sentence that it depends on (对于有下列情形之一的……)."""
    chosen: list[Passage] = []
    for passage in ranked:
        above = passage.clause.ref.rsplit("/", 1)[0]
        needed = [p for p in candidates if p.clause.ref == above or _same(p, passage)]
        added = [p for p in needed if not any(_same(p, c) for c in chosen)]
        used = sum(len(p.text) for p in chosen + added)
        if chosen and (used > ROOM or len(chosen + added) > MOST):
            continue
        chosen += added
    return chosen
