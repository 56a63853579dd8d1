"""The knowledge store: written in one transaction, read whole.

SQLAlchemy tables (``knowledge.schema``) behind two values: the ``Document``
and its ``Curation``. SQLite by default, PostgreSQL by URL.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Optional

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, delete, event, insert, select, update
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import SQLAlchemyError

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

MIGRATIONS = Path(__file__).parent / "migrations"


class StoreError(Exception):
    """The store cannot be read or written: one line saying why."""


class Store:
    """One database. ``url`` is SQLAlchemy's, e.g. ``sqlite:////var/rightdoor/rightdoor.db``."""

    def __init__(self, url: str) -> None:
        self.url = url
        if make_url(url).get_backend_name() == "sqlite" and make_url(url).database:
            Path(str(make_url(url).database)).parent.mkdir(parents=True, exist_ok=True)
        self.engine = create_engine(url, future=True)
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", _prepare_sqlite)

    def upgrade(self) -> None:
        """Bring the tables up to date (Alembic)."""
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        try:
            with self.engine.begin() as connection:
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
        except SQLAlchemyError as error:
            raise StoreError(f"知识库无法写入：{_first_line(error)}") from error

    def replace(self, document: Document, curation: Curation) -> None:
        """Write a document and its curated layer in place of the former; all or nothing."""
        try:
            with self.engine.begin() as connection:
                _clear(connection, document.id)
                _write_document(connection, document)
                _write_curation(connection, document.id, curation)
                _raise_revision(connection)
        except SQLAlchemyError as error:
            raise StoreError(f"知识库无法写入：{_first_line(error)}") from error

    def revision(self) -> int:
        """Return a number that moves whenever something in the store changes. 0: nothing imported."""
        try:
            with self.engine.connect() as connection:
                return connection.scalar(select(t.revision.c.number)) or 0
        except SQLAlchemyError as error:
            raise StoreError(f"知识库无法读取：{_first_line(error)}") from error

    def read(self, document_id: str) -> tuple[Document, Curation]:
        """Return what ``replace`` wrote. StoreError where the document is not in the store."""
        try:
            with self.engine.connect() as connection:
                document = _read_document(connection, document_id)
                if document is None:
                    raise StoreError(f"知识库中没有文件“{document_id}”：请先运行 rightdoor knowledge import")
                return document, _read_curation(connection, document_id)
        except SQLAlchemyError as error:
            raise StoreError(f"知识库无法读取：{_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _key(document_id: str, ref: str) -> str:
    return f"{document_id}:{ref}"


def _ref(key: str) -> str:
    return key.rpartition(":")[2]


def _insert(connection: Connection, table: Any, rows: Iterable[dict[str, Any]]) -> None:
    batch = list(rows)
    if batch:
        connection.execute(insert(table), batch)


def _clear(connection: Connection, document_id: str) -> None:
    connection.execute(delete(t.document).where(t.document.c.id == document_id))
    connection.execute(delete(t.emergency_number))
    connection.execute(delete(t.provenance))


def _raise_revision(connection: Connection) -> None:
    if connection.execute(update(t.revision).values(number=t.revision.c.number + 1)).rowcount == 0:
        connection.execute(insert(t.revision).values(id=1, number=1))


def _write_document(connection: Connection, document: Document) -> None:
    doc = document.id
    connection.execute(
        insert(t.document).values(
            id=doc,
            title=document.title,
            checksum=document.checksum,
            imported_at=datetime.now(timezone.utc).replace(tzinfo=None),
        )
    )
    _insert(
        connection,
        t.place,
        (
            {
                "key": _key(doc, place.ref),
                "document": doc,
                "ref": place.ref,
                "position": position,
                "first_line": place.first_line,
                "last_line": place.last_line,
            }
            for position, place in enumerate(document.places())
        ),
    )
    units = _write_names(connection, t.unit, doc, document.units)
    departments = _write_names(
        connection, t.department, doc, dict.fromkeys(row.department for row in document.boundary_rows)
    )
    _insert(
        connection,
        t.duty_row,
        (
            {
                "place": _key(doc, row.ref),
                "item": row.item,
                "row": row.row,
                "item_text": row.item_text,
                "text": row.text,
                "unit_id": units[row.unit],
                "remark": row.remark,
            }
            for row in document.duties
        ),
    )
    _insert(
        connection,
        t.boundary_matter,
        (
            {
                "place": _key(doc, matter.ref),
                "number": matter.number,
                "title": matter.title,
                "basis": matter.basis,
                "example": matter.example,
            }
            for matter in document.boundaries
        ),
    )
    _insert(
        connection,
        t.boundary_row,
        (
            {
                "place": _key(doc, row.ref),
                "matter": _key(doc, f"boundaries/{row.matter}"),
                "row": row.row,
                "department_id": departments[row.department],
                "text": row.text,
            }
            for row in document.boundary_rows
        ),
    )
    _insert(
        connection,
        t.service,
        (
            {
                "place": _key(doc, service.ref),
                "number": service.number,
                "title": service.title,
                "text": service.text,
                "unit": service.unit,
                "phone": service.phone,
            }
            for service in document.services
        ),
    )
    _write_regimes(connection, document)
    _insert(
        connection,
        t.figure,
        ({"place": _key(doc, f.ref), "kind": f.kind, "text": f.text} for f in document.figures),
    )
    _insert(
        connection,
        t.citation,
        ({"place": _key(doc, c.ref), "title": c.title, "number": c.number} for c in document.citations),
    )


def _write_names(connection: Connection, table: Any, doc: str, names: Iterable[str]) -> dict[str, int]:
    _insert(connection, table, ({"document": doc, "name": name} for name in names))
    rows = connection.execute(select(table.c.name, table.c.id).where(table.c.document == doc))
    return {row.name: row.id for row in rows}


def _write_regimes(connection: Connection, document: Document) -> None:
    doc = document.id
    for regime in document.regimes:
        connection.execute(
            insert(t.regime).values(
                place=_key(doc, regime.ref), number=regime.number, title=regime.title, preamble=regime.preamble
            )
        )
        for section in regime.sections:
            connection.execute(
                insert(t.section).values(regime=_key(doc, regime.ref), number=section.number, title=section.title)
            )
            _insert(
                connection,
                t.clause,
                (
                    {
                        "place": _key(doc, clause.ref),
                        "regime": _key(doc, regime.ref),
                        "section": section.number,
                        "marker": clause.marker,
                        "heading": clause.heading,
                        "text": clause.text,
                        "aspects": "、".join(clause.aspects),
                    }
                    for clause in section.clauses
                ),
            )


def _write_curation(connection: Connection, doc: str, curation: Curation) -> None:
    for position, matter in enumerate(curation.matters):
        connection.execute(
            insert(t.matter).values(
                id=_key(doc, matter.id),
                document=doc,
                position=position,
                title=matter.title,
                audience=matter.audience,
                gap=matter.gap,
            )
        )
        _insert(
            connection,
            t.matter_term,
            ({"matter": _key(doc, matter.id), "position": n, "term": term} for n, term in enumerate(matter.terms)),
        )
        roles = {
            "answer": matter.refs,
            "related": matter.related,
            "supervision": (matter.supervision,) if matter.supervision else (),
        }
        _insert(
            connection,
            t.matter_ref,
            (
                {"matter": _key(doc, matter.id), "role": role, "position": n, "place": _key(doc, ref)}
                for role, refs in roles.items()
                for n, ref in enumerate(refs)
            ),
        )
    _write_other_names(connection, doc, curation)
    for flag in curation.flags:
        flag_id = connection.execute(
            insert(t.flag).values(place=_key(doc, flag.ref), kind=flag.kind, reason=flag.reason, title=flag.title)
        ).inserted_primary_key[0]
        _insert(
            connection,
            t.flag_part,
            ({"flag": flag_id, "position": n, **part.dict()} for n, part in enumerate(flag.parts)),
        )
    _insert(
        connection,
        t.law_change,
        (
            {"document": doc, "title": title, **change.dict(exclude={"titles"})}
            for change in curation.law_changes
            for title in change.titles
        ),
    )
    _insert(connection, t.emergency_number, (number.dict() for number in curation.emergency_numbers))
    connection.execute(insert(t.provenance).values(topic="reform", **curation.reform.dict()))


def _write_other_names(connection: Connection, doc: str, curation: Curation) -> None:
    _insert(
        connection,
        t.named,
        [
            {
                "document": doc,
                "kind": "unit",
                "name": unit.name,
                "matter": unit.id,
                "same_as": None,
                "hidden": False,
                "now": None,
                "reason": "",
            }
            for unit in curation.units
        ]
        + [
            {
                "document": doc,
                "kind": "department",
                "name": department.name,
                "matter": None,
                "same_as": department.same_as,
                "hidden": department.hidden,
                "now": department.now.name if department.now else None,
                "reason": department.now.reason if department.now else "",
            }
            for department in curation.departments
        ],
    )
    named: list[tuple[str, str, tuple[str, ...]]] = [("unit", unit.name, unit.other) for unit in curation.units]
    for department in curation.departments:
        named.append(("department", department.name, department.other))
        if department.now:
            named.append(("successor", department.name, department.now.other))
    _insert(
        connection,
        t.other_name,
        (
            {"document": doc, "kind": kind, "name": name, "other": other}
            for kind, name, others in named
            for other in others
        ),
    )


def _read_document(connection: Connection, doc: str) -> Optional[Document]:
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


def _read_curation(connection: Connection, doc: str) -> Curation:
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
