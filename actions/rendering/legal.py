"""Which law: what the document names for a matter, or which matter a named law belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from actions.answer import Draft
from actions.rendering.responsible import duty_rows, units
from actions.rendering.split import basis
from actions.rendering.wording import laws_of, note_law_change, place_title, short_refs
from knowledge.curation import Matter
from knowledge.document import BoundaryMatter, Citation
from knowledge.query import Knowledge


def legal_basis(draft: Draft, knowledge: Knowledge, matter: Matter, boundary: BoundaryMatter | None) -> None:
    draft.line(f"【{matter.title}】")
    if boundary is not None:
        basis(draft, knowledge, boundary)
    places = [ref for ref in (*matter.refs, *matter.related, *_regime(matter)) if not ref.startswith("boundaries/")]
    places = list(dict.fromkeys(places))
    for ref in places:
        named = laws_of(draft, knowledge, [ref])
        if named:
            draft.line(f"{place_title(knowledge, ref)}中提到：{'、'.join(named)}", ref)
    named_units = units(knowledge, matter.refs)
    if named_units:
        draft.line(f"负责单位：{'、'.join(named_units)}", *(row.ref for row in duty_rows(knowledge, matter.refs)))
    if boundary is None and not knowledge.citations(places):
        draft.line("法律依据：文件未载明。", *matter.refs)


def _regime(matter: Matter) -> tuple[str, ...]:
    return (matter.supervision,) if matter.supervision else ()


def law(draft: Draft, knowledge: Knowledge, citations: Sequence[Citation]) -> None:
    """Write which matters the named laws stand at."""
    for title in dict.fromkeys(citation.title for citation in citations):
        own = [citation for citation in citations if citation.title == title]
        number = next((citation.number for citation in own if citation.number), "")
        draft.line(f"《{title}》{f'（{number}）' if number else ''}，文件用在：")
        for ref in short_refs(citation.ref for citation in own):
            draft.line(f"· {place_title(knowledge, ref)}", ref)
        note_law_change(draft, knowledge, title)
