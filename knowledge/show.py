"""One place of the document as text: the source's words, then what the curated layer says of them."""

from __future__ import annotations

from knowledge.document import BoundaryMatter, BoundaryRow, Clause, DutyRow, Place, Regime, Service
from knowledge.query import Knowledge


def show(knowledge: Knowledge, ref: str) -> list[str]:
    """Return lines for a ref, with or without the document's id; empty where there is no such place."""
    short = ref.removeprefix(f"{knowledge.document.id}:")
    place = knowledge.places.get(short)
    if place is None:
        return []
    lines = [f"{knowledge.document.id}:{short}（原文第{place.first_line}—{place.last_line}行）", *_words(place)]
    lines += [f"数字：{figure.text}（{figure.kind}，{figure.ref}）" for figure in knowledge.figures(short)]
    lines += [f"法律：《{c.title}》{c.number}（{c.ref}）" for c in knowledge.citations([short])]
    lines += [f"校注：{flag.kind}，{flag.reason}" for flag in knowledge.flags(short)]
    matters = [m for m in knowledge.curation.matters if short in (*m.refs, *m.related, m.supervision)]
    lines += [f"事项：{matter.id} {matter.title}" for matter in matters]
    return lines


def _words(place: Place) -> list[str]:
    if isinstance(place, DutyRow):
        return [f"主要职责：{place.item_text}", f"具体工作事项：{place.text}", f"责任科室：{place.unit}"]
    if isinstance(place, BoundaryRow):
        return [f"相关部门：{place.department}", f"职责分工：{place.text}"]
    if isinstance(place, BoundaryMatter):
        rows = [f"  {row.ref} {row.department}：{row.text}" for row in place.rows]
        return [f"管理事项：{place.title}", f"相关依据：{place.basis or '（空）'}", *rows]
    if isinstance(place, Service):
        return [
            f"服务事项：{place.title}",
            f"主要内容：{place.text}",
            f"承办科室：{place.unit}",
            f"联系电话：{place.phone or '（空）'}",
        ]
    if isinstance(place, Regime):
        clauses = [
            f"  {clause.ref} {clause.marker}{clause.heading}{clause.text}"
            for section in place.sections
            for clause in section.clauses
        ]
        return [f"监管制度：{place.title}", place.preamble, *clauses]
    assert isinstance(place, Clause)
    return [f"{place.marker}{place.heading}{place.text}", f"方面：{'、'.join(place.aspects)}"]
