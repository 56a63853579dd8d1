"""The sections that several kinds of sheets share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Optional

from actions.rendering.wording import UNVERIFIED, quoted
from bot.desk.sheets.sheet import Line, Responsible, Section, address
from knowledge.curation import Flag, Matter
from knowledge.document import BoundaryMatter, BoundaryRow, DutyRow, Service
from knowledge.query import Knowledge, Phone
from knowledge.staff import FIELDS, Edit

FIGURE_KINDS = {
    "frequency": "频次",
    "people": "人数",
    "share": "比例",
    "fine": "罚款",
    "places": "家数",
    "period": "期限",
    "kinds": "种数",
    "law": "文号",
}
FLAG_KINDS = {"misplaced": "疑误植", "swapped": "疑互换", "hidden": "另有部门", "doubtful": "存疑", "typo": "疑错字"}
NOT_STATED = "文件未载明"


def reached(knowledge: Knowledge, unit: str) -> Responsible:
    """A unit of the bureau and how to reach it: what the document publishes, and what staff have given."""
    published = knowledge.phone_of(unit)
    phones = [_published(published)] if published else []
    given = knowledge.contact_of(unit)
    if given.phone:
        phones.append(_given(given.phone))
    reach = tuple(_given(edit) for edit in (given.address, given.hours, given.note) if edit)
    return Responsible(unit, address("unit", unit), tuple(phones), reach)


def _published(phone: Phone) -> Line:
    return Line(phone.number, f"文件在公共服务事项{quoted(phone.service.title)}中公布", phone.service.ref)


def _given(edit: Edit) -> Line:
    return Line(edit.new, f"{FIELDS[edit.field]}，由工作人员于{edit.local_time:%Y-%m-%d}更新")


def duties(rows: Iterable[DutyRow]) -> Section:
    return Section("职责原文", tuple(Line(row.text, row.unit, row.ref, address("unit", row.unit)) for row in rows))


def asked_about(matters: Iterable[Matter]) -> Section:
    """Links to what people ask about here."""
    lines = (Line(matter.title, "", matter.refs[0], address("matter", matter.id)) for matter in matters)
    return Section("常问的事项", tuple(lines), "links")


def services(found: Iterable[Service]) -> Section:
    lines = (Line(s.text, s.title, s.ref, address("service", s.ref)) for s in found)
    return Section("公共服务", tuple(lines))


def split(knowledge: Knowledge, boundary: BoundaryMatter) -> Section:
    """Who does what, every department's part in the document's words; a doubted row is shown with its doubt."""
    lines = []
    for share in knowledge.shares(boundary):
        department = knowledge.department_names.get(share.department, share.department)
        doubted = share.text is None
        lines.append(
            Line(
                share.row.text if share.text is None else share.text,
                share.department,
                share.row.ref,
                address("department", department),
                own=department == "公安局" and not doubted,
                doubted=doubted,
            )
        )
    return Section("部门分工", tuple(lines), "parts")


def laws(knowledge: Knowledge, refs: Sequence[str], boundary: Optional[BoundaryMatter] = None) -> Section:
    """The laws that the document names at these places, and the boundary table's own column."""
    lines = [Line(boundary.basis, "相关依据", boundary.ref)] if boundary and boundary.basis else []
    for citation in knowledge.citations(refs):
        number = f"（{citation.number}）" if citation.number else ""
        lines.append(Line(f"《{citation.title}》{number}", "", citation.ref, address("law", citation.title)))
    return Section("法律依据", tuple(lines) or (Line(f"{NOT_STATED}。"),))


def figures(knowledge: Knowledge, refs: Iterable[str]) -> Section:
    found = (figure for ref in refs for figure in knowledge.figures(ref) if figure.kind != "law")
    lines = (Line(figure.text, FIGURE_KINDS[figure.kind], figure.ref) for figure in found)
    return Section("文件里的数字", tuple(dict.fromkeys(lines)), "figures")


def notes(
    knowledge: Knowledge,
    refs: Sequence[str],
    departments: Iterable[str] = (),
    gap: str = "",
    given: Optional[Edit] = None,
) -> Section:
    """What is said beside the document: staff's note, gaps, doubted rows, changed laws, renamed departments."""
    lines = [_given(given)] if given else []
    lines += [Line(f"{gap}。", "缺口")] if gap else []
    lines += [_flagged(knowledge, flag) for ref in refs for flag in knowledge.flags(ref)]
    for citation in knowledge.citations(refs):
        change = knowledge.law_change(citation.title)
        if change:
            state = "已核实" if change.verified else UNVERIFIED
            lines.append(Line(f"《{citation.title}》{change.change}（据{change.source}）。", state, citation.ref))
    lines += renamed(knowledge, departments)
    return Section("校注", tuple(dict.fromkeys(lines)), "notes")


def _flagged(knowledge: Knowledge, flag: Flag) -> Line:
    """With the whole row as printed where its parts are shown at other departments."""
    row = knowledge.places[flag.ref]
    printed = f"原文：{row.text}" if flag.parts and isinstance(row, BoundaryRow) else ""
    return Line(f"{flag.reason}。{printed}", FLAG_KINDS[flag.kind], flag.ref)


def renamed(knowledge: Knowledge, departments: Iterable[str]) -> list[Line]:
    """What became of the departments since the document was printed."""
    state = "已核实" if knowledge.curation.reform.verified else UNVERIFIED
    known = [knowledge.department(name) for name in dict.fromkeys(departments)]
    return [Line(f"{d.name}现一般称{d.now.name}：{d.now.reason}。", state) for d in known if d and d.now]
