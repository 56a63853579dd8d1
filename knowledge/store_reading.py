"""Out of the tables: the ``Document`` and the ``Curation`` that were written, and what staff have changed."""

from __future__ import annotations

from datetime import timezone
from typing import Any, Optional

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from knowledge import schema as t
from knowledge.curation import (
    Curation,
    DepartmentNames,
    EmergencyNumber,
    Flag,
    LawChange,
    Matter,
    NowCalled,
    Part,
    Provenance,
    UnitNames,
)
from knowledge.document import (
    BoundaryMatter,
    BoundaryRow,
    Citation,
    Clause,
    Document,
    DutyRow,
    Figure,
    Regime,
    Section,
    Service,
)
from knowledge.staff import Edit, Key


def _ref(key: str) -> str:
    return key.rpartition(":")[2]


def read_document(connection: Connection, doc: str) -> Optional[Document]:
    """Return the source layer, or None where the document is not in the store."""
    head = connection.execute(select(t.document).where(t.document.c.id == doc)).one_or_none()
    if head is None:
        return None

    def rows(table: Any, *joins: Any, columns: tuple[Any, ...] = ()) -> list[Any]:
        query = select(table, t.place.c.ref, t.place.c.first_line, t.place.c.last_line, *columns)
        query = query.join(t.place, t.place.c.key == table.c.place)
        for join in joins:
            query = query.join(join)
        return list(connection.execute(query.where(t.place.c.document == doc).order_by(t.place.c.position)))

    duties = tuple(
        DutyRow(r.ref, r.first_line, r.last_line, r.item, r.row, r.item_text, r.text, r.name, r.remark)
        for r in rows(t.duty_row, t.unit, columns=(t.unit.c.name,))
    )
    parts: dict[str, list[BoundaryRow]] = {}
    for r in rows(t.boundary_row, t.department, columns=(t.department.c.name,)):
        number = int(r.ref.split("/")[1])
        row = BoundaryRow(r.ref, r.first_line, r.last_line, number, r.row, r.name, r.text)
        parts.setdefault(r.matter, []).append(row)
    boundaries = tuple(
        BoundaryMatter(
            r.ref, r.first_line, r.last_line, r.number, r.title, r.basis, r.example, tuple(parts.get(r.place, ()))
        )
        for r in rows(t.boundary_matter)
    )
    services = tuple(
        Service(r.ref, r.first_line, r.last_line, r.number, r.title, r.text, r.unit, r.phone) for r in rows(t.service)
    )
    return Document(
        id=doc,
        title=head.title,
        checksum=head.checksum,
        duties=duties,
        boundaries=boundaries,
        services=services,
        regimes=_read_regimes(connection, rows),
        figures=tuple(
            Figure(_ref(r.place), r.kind, r.text)
            for r in connection.execute(_of(t.figure, doc).order_by(t.figure.c.id))
        ),
        citations=tuple(
            Citation(_ref(r.place), r.title, r.number)
            for r in connection.execute(_of(t.citation, doc).order_by(t.citation.c.id))
        ),
    )


def _of(table: Any, doc: str) -> Any:
    return select(table).join(t.place, t.place.c.key == table.c.place).where(t.place.c.document == doc)


def _read_regimes(connection: Connection, rows: Any) -> tuple[Regime, ...]:
    clauses: dict[tuple[str, int], list[Clause]] = {}
    for r in rows(t.clause):
        aspects = tuple(filter(None, r.aspects.split("、")))
        clause = Clause(r.ref, r.first_line, r.last_line, r.marker, r.heading, r.text, aspects)
        clauses.setdefault((r.regime, r.section), []).append(clause)
    sections: dict[str, list[Section]] = {}
    for r in connection.execute(select(t.section).order_by(t.section.c.regime, t.section.c.number)):
        found = tuple(clauses.get((r.regime, r.number), ()))
        sections.setdefault(r.regime, []).append(Section(r.number, r.title, found))
    return tuple(
        Regime(r.ref, r.first_line, r.last_line, r.number, r.title, r.preamble, tuple(sections[r.place]))
        for r in rows(t.regime)
    )


def read_curation(connection: Connection, doc: str) -> Curation:
    """Return the curated layer of a document."""
    terms: dict[str, list[str]] = {}
    for r in connection.execute(select(t.matter_term).order_by(t.matter_term.c.position)):
        terms.setdefault(r.matter, []).append(r.term)
    refs: dict[tuple[str, str], list[str]] = {}
    for r in connection.execute(select(t.matter_ref).order_by(t.matter_ref.c.position)):
        refs.setdefault((r.matter, r.role), []).append(_ref(r.place))
    matters = tuple(
        Matter(
            id=_ref(r.id),
            title=r.title,
            audience=r.audience,
            terms=tuple(terms.get(r.id, ())),
            refs=tuple(refs[r.id, "answer"]),
            related=tuple(refs.get((r.id, "related"), ())),
            supervision=next(iter(refs.get((r.id, "supervision"), ())), None),
            gap=r.gap,
        )
        for r in connection.execute(select(t.matter).where(t.matter.c.document == doc).order_by(t.matter.c.position))
    )
    units, departments = _read_names(connection, doc)
    changes: dict[tuple[Any, ...], list[str]] = {}
    for r in connection.execute(select(t.law_change).where(t.law_change.c.document == doc).order_by(t.law_change.c.id)):
        changes.setdefault((r.change, r.source, r.as_of, r.verified), []).append(r.title)
    return Curation(
        matters=matters,
        units=units,
        departments=departments,
        reform=Provenance(
            **_columns(connection.execute(select(t.provenance).where(t.provenance.c.topic == "reform")).one(), "topic")
        ),
        flags=_read_flags(connection, doc),
        law_changes=tuple(
            LawChange(titles=tuple(titles), change=change, source=source, as_of=as_of, verified=verified)
            for (change, source, as_of, verified), titles in changes.items()
        ),
        emergency_numbers=tuple(
            EmergencyNumber(**_columns(r))
            for r in connection.execute(select(t.emergency_number).order_by(t.emergency_number.c.number))
        ),
    )


def _columns(row: Any, *without: str) -> dict[str, Any]:
    return {name: value for name, value in row._mapping.items() if name not in without}


def _read_names(connection: Connection, doc: str) -> tuple[tuple[UnitNames, ...], tuple[DepartmentNames, ...]]:
    others: dict[tuple[str, str], list[str]] = {}
    for r in connection.execute(select(t.other_name).where(t.other_name.c.document == doc).order_by(t.other_name.c.id)):
        others.setdefault((r.kind, r.name), []).append(r.other)
    units, departments = [], []
    for r in connection.execute(select(t.named).where(t.named.c.document == doc).order_by(t.named.c.id)):
        other = tuple(others.get((r.kind, r.name), ()))
        if r.kind == "unit":
            units.append(UnitNames(id=r.matter, name=r.name, other=other))
            continue
        successor = tuple(others.get(("successor", r.name), ()))
        now = NowCalled(name=r.now, other=successor, reason=r.reason) if r.now else None
        departments.append(DepartmentNames(name=r.name, other=other, same_as=r.same_as, hidden=r.hidden, now=now))
    return tuple(units), tuple(departments)


def _read_flags(connection: Connection, doc: str) -> tuple[Flag, ...]:
    parts: dict[int, list[Part]] = {}
    for r in connection.execute(select(t.flag_part).order_by(t.flag_part.c.position)):
        parts.setdefault(r.flag, []).append(Part(department=r.department, starts=r.starts, ends=r.ends))
    return tuple(
        Flag(ref=_ref(r.place), kind=r.kind, reason=r.reason, parts=tuple(parts.get(r.id, ())), title=r.title)
        for r in connection.execute(_of(t.flag, doc).order_by(t.flag.c.id))
    )


def read_values(connection: Connection, doc: str) -> dict[Key, Edit]:
    """Return the last edit of each field that staff have ever changed, oldest first."""
    key = (t.edit.c.subject_kind, t.edit.c.subject, t.edit.c.field)
    newest = select(func.max(t.edit.c.id)).where(t.edit.c.document == doc).group_by(*key)
    rows = connection.execute(select(t.edit).where(t.edit.c.id.in_(newest)).order_by(t.edit.c.id))
    return {(edit.subject_kind, edit.subject, edit.field): edit for edit in map(as_edit, rows)}


def as_edit(row: Any) -> Edit:
    """Return a row of the table ``edit`` as a value."""
    columns = _columns(row, "document", "at")
    return Edit(at=row.at.replace(tzinfo=timezone.utc), **columns)
