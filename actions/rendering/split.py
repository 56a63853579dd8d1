"""A matter that several departments share: who does which part."""

from __future__ import annotations

from collections.abc import Sequence

from actions.answer import Draft
from actions.rendering import given
from actions.rendering.responsible import duty_rows
from actions.rendering.wording import (
    note_law_change,
    own_bureau,
    reform_note,
    share_note,
    shorten,
)
from knowledge.curation import Matter
from knowledge.document import BoundaryMatter
from knowledge.query import Knowledge, Share

LONGEST = 480  # characters of an answer before the other departments' parts are shortened
SHORT_PART = 60


def boundary_of(knowledge: Knowledge, matter: Matter) -> BoundaryMatter | None:
    """The shared matter that a matter belongs to, by its answering refs first."""
    for ref in (*matter.refs, *matter.related):
        boundary = knowledge.boundary(ref)
        if boundary:
            return boundary
    return None


def split(
    draft: Draft, knowledge: Knowledge, matter: Matter, boundary: BoundaryMatter, departments: Sequence[str]
) -> None:
    """Write the part asked about first, then the others, then the bureau's own unit and the basis."""
    shares = knowledge.shares(boundary)
    first = _asked_about(knowledge, matter, shares, departments)
    others = [share for share in shares if share not in first]
    draft.line(f"【{knowledge.boundary_title(boundary)}】{'几个部门分工' if not first else '您问的这部分'}：")
    for share in first:
        _part(draft, knowledge, share)
    if first and others:
        draft.line("其他部门的分工：")
    room = LONGEST - draft.length
    long = sum(len(share.text or "") for share in others) > room
    for share in others:
        _part(draft, knowledge, share, limit=SHORT_PART if first and long else None)
    _own_units(draft, knowledge, matter)
    basis(draft, knowledge, boundary)
    reform_note(draft, knowledge, (share.department for share in (*first, *others) if share.text))


def _asked_about(
    knowledge: Knowledge, matter: Matter, shares: Sequence[Share], departments: Sequence[str]
) -> list[Share]:
    """The parts of the departments that the user named, or of the rows that the matter points at."""
    named = [s for s in shares if s.text and knowledge.department_names.get(s.department) in departments]
    if named:
        return named
    return [s for ref in matter.refs for s in shares if s.row.ref == ref and s.text]


def _part(draft: Draft, knowledge: Knowledge, share: Share, limit: int | None = None) -> None:
    if share.text is None:
        draft.line(f"· {share.department}：文件此处有一行，疑为误植，不作答复依据。", share.row.ref)
        share_note(draft, share)
        return
    name = own_bureau(share.department)
    draft.line(f"· {name}：{shorten(share.text, limit) if limit else share.text}", share.row.ref)
    share_note(draft, share)


def _own_units(draft: Draft, knowledge: Knowledge, matter: Matter) -> None:
    for row in duty_rows(knowledge, (*matter.refs, *matter.related)):
        draft.line(f"公安局内负责单位：{row.unit}（{shorten(row.text, SHORT_PART)}）", row.ref)


def basis(draft: Draft, knowledge: Knowledge, boundary: BoundaryMatter) -> None:
    if boundary.basis:
        draft.line(f"依据：{boundary.basis}", boundary.ref)
        for citation in knowledge.citations([boundary.ref]):
            note_law_change(draft, knowledge, citation.title)
    else:
        draft.line("依据：文件未载明（“相关依据”一栏为空）。", boundary.ref)


def contact(draft: Draft, knowledge: Knowledge, matter: Matter, boundary: BoundaryMatter) -> None:
    """Write that the departments' phones are not given, and what staff have given of the bureau's own units."""
    shares = knowledge.shares(boundary)
    names = "、".join(dict.fromkeys(share.department for share in shares if share.text))
    draft.line(f"【{knowledge.boundary_title(boundary)}】", boundary.ref)
    draft.line(f"涉及{names}，文件未载明这些部门的电话和地址。", *(s.row.ref for s in shares if s.text))
    own = {row.unit: row.ref for row in duty_rows(knowledge, (*matter.refs, *matter.related))}
    for unit, ref in own.items():
        ways = knowledge.contact_of(unit).ways
        if ways:
            draft.line(f"公安局内负责单位：{unit}", ref)
        for way in ways:
            given.contact_line(draft, way)


def department_overview(draft: Draft, knowledge: Knowledge, department: str) -> None:
    """Write one department's part in every shared matter of the document."""
    given.note_on_departments(draft, knowledge, [department])
    shares = knowledge.shares_of(department)
    if not shares:
        stray = [r for r in knowledge.document.boundary_rows if knowledge.department_names[r.department] == department]
        said = f"文件中{department}只有一行：" if stray else f"文件没有载明{department}与公安局的职责分工。"
        draft.line(said)
        for row in stray:
            _part(draft, knowledge, Share(row.department, None, row, knowledge.flags(row.ref)[0]))
        return
    draft.line(f"【{department}】在与公安局分工的事项中负责：")
    for share in shares:
        boundary = knowledge.boundary(share.row.ref)
        assert boundary is not None and share.text is not None
        limit = 200 if len(shares) <= 2 else SHORT_PART
        draft.line(f"· {knowledge.boundary_title(boundary)}：{shorten(share.text, limit)}", share.row.ref)
        share_note(draft, share)
    reform_note(draft, knowledge, [department])
