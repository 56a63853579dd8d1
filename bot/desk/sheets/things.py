"""The sheet of each kind of thing that can be looked up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Optional

from actions.rendering.responsible import responsible_rows, responsible_units
from actions.rendering.split import boundary_of
from actions.rendering.wording import NUMERALS, source_line
from bot.desk.sheets import parts
from bot.desk.sheets.sheet import Line, Responsible, Section, Sheet, address, sections
from knowledge.document import BoundaryMatter, BoundaryRow, Clause, DutyRow, Regime, Service
from knowledge.query import Knowledge, Share


def sheet_of(knowledge: Knowledge, kind: str, key: str) -> Optional[Sheet]:
    """The sheet of what ``knowledge.search`` found; None where there is no such thing (any more)."""
    make = _MAKERS.get(kind)
    return make(knowledge, key) if make else None


def _matter(knowledge: Knowledge, key: str) -> Optional[Sheet]:
    matter = knowledge.matters.get(key)
    if matter is None:
        return None
    unit = knowledge.unit_of_matter(key)
    if unit:
        return _unit(knowledge, unit)
    refs = (*matter.refs, *matter.related, *((matter.supervision,) if matter.supervision else ()))
    boundary = boundary_of(knowledge, matter)
    places = [knowledge.places[ref] for ref in refs]
    rows = responsible_rows(knowledge, matter)
    also = [place for place in places if isinstance(place, DutyRow) and place not in rows]
    split = parts.split(knowledge, boundary) if boundary else Section("部门分工", ())
    regimes = tuple(dict.fromkeys(regime for regime in map(knowledge.regime, refs) if regime))
    cited = tuple(dict.fromkeys((*refs, *((boundary.ref,) if boundary else ()))))
    remarked = (*cited, *(row.ref for row in boundary.rows)) if boundary else cited
    return Sheet(
        "matter",
        key,
        matter.title,
        "、".join(matter.terms),
        _responsible(knowledge, responsible_units(knowledge, matter), matter.refs),
        sections(
            split,
            parts.duties(rows),
            parts.laws(knowledge, cited, boundary),
            parts.figures(knowledge, (regime.ref for regime in regimes)),
            Section("监管制度", tuple(_of_regime(regime) for regime in regimes), "links"),
            parts.services(place for place in places if isinstance(place, Service)),
            Section("另见", parts.duties(also).lines, "links"),
            parts.notes(
                knowledge,
                remarked,
                (line.label for line in split.lines),
                matter.gap,
                knowledge.given("matter", key, "note"),
            ),
        ),
    )


def _responsible(knowledge: Knowledge, units: list[str], refs: tuple[str, ...]) -> tuple[Responsible, ...]:
    """The bureau's units; where a shared matter names none, the departments whose rows the matter points at."""
    if units:
        return tuple(parts.reached(knowledge, unit) for unit in units)
    rows = [row for row in map(knowledge.places.get, refs) if isinstance(row, BoundaryRow)]
    shares = [share for row in rows for share in _shares(knowledge, row) if share.text]
    names = dict.fromkeys(knowledge.department_names.get(share.department, share.department) for share in shares)
    return tuple(Responsible(name, address("department", name)) for name in names)


def _shares(knowledge: Knowledge, row: BoundaryRow) -> list[Share]:
    boundary = knowledge.boundary(row.ref)
    return [share for share in knowledge.shares(boundary) if share.row == row] if boundary else []


def _of_regime(regime: Regime) -> Line:
    return Line(f"{regime.title}（{len(regime.clauses)}条）", "", regime.ref, address("regime", regime.ref))


def _unit(knowledge: Knowledge, key: str) -> Optional[Sheet]:
    rows = knowledge.duties_of(key)
    if not rows:
        return None
    refs = [row.ref for row in rows]
    others = [name for name, unit in knowledge.unit_names.items() if unit == key and name != key]
    duties = Section(f"全部职责（{len(rows)}项）", parts.duties(rows).lines)
    matters = (m for m in knowledge.matters.values() if set(m.refs) & set(refs) and not knowledge.unit_of_matter(m.id))
    return Sheet(
        "unit",
        key,
        key,
        f"也叫{'、'.join(others)}" if others else "科室",
        (parts.reached(knowledge, key),),
        sections(
            Section(
                "常问的事项", tuple(Line(m.title, "", m.refs[0], address("matter", m.id)) for m in matters), "links"
            ),
            Section(duties.title, tuple(Line(line.text, "", line.ref) for line in duties.lines)),
            parts.services(knowledge.services_of(key)),
            parts.figures(knowledge, refs),
            parts.notes(knowledge, refs),
        ),
    )


def _department(knowledge: Knowledge, key: str) -> Optional[Sheet]:
    canonical = knowledge.department_names.get(key)
    if canonical is None:
        return None
    others = [name for name, known in knowledge.department_names.items() if known == canonical and name != canonical]
    lines = []
    for share in knowledge.shares_of(canonical):
        boundary = knowledge.boundary(share.row.ref)
        if boundary and share.text:
            title = knowledge.boundary_title(boundary)
            lines.append(Line(share.text, title, share.row.ref, address("boundary", boundary.ref)))
    stray = [
        Line(row.text, row.department, row.ref, doubted=True)
        for row in knowledge.document.boundary_rows
        if not lines and knowledge.department_names[row.department] == canonical
    ]
    refs = [line.ref for line in (*lines, *stray)]
    return Sheet(
        "department",
        canonical,
        canonical,
        f"也叫{'、'.join(others)}" if others else "部门",
        (Responsible(canonical, address("department", canonical)),),
        sections(
            Section("在与公安局分工的事项中负责", tuple(lines), "parts"),
            Section("文件只有这一行，疑为误植", tuple(stray), "parts"),
            parts.notes(knowledge, refs, (canonical,), given=knowledge.given("department", canonical, "note")),
        ),
    )


def _boundary(knowledge: Knowledge, key: str) -> Optional[Sheet]:
    place = knowledge.places.get(key)
    boundary = knowledge.boundary(key) if isinstance(place, (BoundaryMatter, BoundaryRow)) else None
    if boundary is None:
        return None
    refs = (boundary.ref, *(row.ref for row in boundary.rows))
    matters = (m for m in knowledge.matters.values() if set(m.refs) & set(refs))
    split = parts.split(knowledge, boundary)
    return Sheet(
        "boundary",
        boundary.ref,
        knowledge.boundary_title(boundary),
        "几个部门分工的事项",
        (),
        sections(
            split,
            parts.laws(knowledge, (boundary.ref,), boundary),
            Section("文件举的例子", (Line(boundary.example, "", boundary.ref),) if boundary.example else ()),
            Section(
                "常问的事项", tuple(Line(m.title, "", m.refs[0], address("matter", m.id)) for m in matters), "links"
            ),
            parts.notes(knowledge, refs, (line.label for line in split.lines)),
        ),
    )


def _regime(knowledge: Knowledge, key: str) -> Optional[Sheet]:
    regime = knowledge.regime(key)
    if regime is None or key not in knowledge.places:
        return None
    matters = [m for m in knowledge.matters.values() if regime.ref in (*m.refs, m.supervision)]
    units = [unit for matter in matters for unit in responsible_units(knowledge, matter)]
    clauses = [
        Section(
            f"{NUMERALS[section.number - 1]}、{section.title}", tuple(_of_clause(clause) for clause in section.clauses)
        )
        for section in regime.sections
    ]
    return Sheet(
        "regime",
        regime.ref,
        regime.title,
        regime.preamble,
        tuple(parts.reached(knowledge, unit) for unit in dict.fromkeys(units)),
        sections(
            parts.figures(knowledge, (regime.ref,)),
            *clauses,
            parts.laws(knowledge, (regime.ref,)),
            parts.asked_about(matters),
            parts.notes(knowledge, (regime.ref, *(clause.ref for clause in regime.clauses))),
        ),
    )


def _of_clause(clause: Clause) -> Line:
    return Line(clause.text, " ".join(filter(None, (clause.marker, clause.heading))), clause.ref)


def _service(knowledge: Knowledge, key: str) -> Optional[Sheet]:
    service = knowledge.places.get(key)
    if not isinstance(service, Service):
        return None
    unit = knowledge.unit_of(key) or service.unit
    held = Line(service.unit, "文件所载承办单位", key)
    phone = Line(service.phone or f"{parts.NOT_STATED}。", "电话", key)
    return Sheet(
        "service",
        key,
        service.title,
        "公共服务事项",
        (parts.reached(knowledge, unit),),
        sections(Section("内容", (Line(service.text, "", key), held, phone)), parts.notes(knowledge, (key,))),
    )


def _row(knowledge: Knowledge, key: str) -> Optional[Sheet]:
    """A duty row or a department's part, in the document's words, and the matters that rest on it."""
    row = knowledge.places.get(key)
    if isinstance(row, BoundaryRow):
        return _boundary(knowledge, key)
    if not isinstance(row, DutyRow):
        return None
    matters = [m for m in knowledge.matters.values() if key in (*m.refs, *m.related)]
    return Sheet(
        "row",
        key,
        source_line([key]),
        row.item_text,
        (parts.reached(knowledge, row.unit),),
        sections(
            parts.duties([row]),
            parts.laws(knowledge, (key,)),
            parts.asked_about(matters),
            parts.figures(knowledge, (key,)),
            parts.notes(knowledge, (key,)),
        ),
    )


def _law(knowledge: Knowledge, key: str) -> Optional[Sheet]:
    cited = [citation for citation in knowledge.document.citations if citation.title == key]
    if not cited:
        return None
    number = next((citation.number for citation in cited if citation.number), "")
    return Sheet(
        "law",
        key,
        f"《{key}》",
        number,
        (),
        sections(
            Section("文件用在", tuple(Line(source_line([c.ref]), "", c.ref, address(*thing_at(c.ref))) for c in cited)),
            parts.notes(knowledge, tuple(citation.ref for citation in cited)),
        ),
    )


def thing_at(ref: str) -> tuple[str, str]:
    """The kind and key of the page that shows a place of the document."""
    section, number, *_rest = ref.split("/")
    kind = {"duties": "row", "boundaries": "boundary", "services": "service", "supervision": "regime"}[section]
    return kind, ref if section == "duties" else f"{section}/{number}"


_MAKERS: dict[str, Callable[[Knowledge, str], Optional[Sheet]]] = {
    "matter": _matter,
    "unit": _unit,
    "department": _department,
    "boundary": _boundary,
    "regime": _regime,
    "clause": _regime,
    "figure": _regime,
    "service": _service,
    "row": _row,
    "law": _law,
}
