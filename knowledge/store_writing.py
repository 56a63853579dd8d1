"""Into the tables: a document and its curated layer, row by row. Called by ``Store`` in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection

from knowledge import schema as t
from knowledge.curation import (
    Curation,
)
from knowledge.document import (
    Document,
)


def _key(document_id: str, ref: str) -> str:
    return f"{document_id}:{ref}"


def _insert(connection: Connection, table: Any, rows: Iterable[dict[str, Any]]) -> None:
    batch = list(rows)
    if batch:
        connection.execute(insert(table), batch)


def clear(connection: Connection, document_id: str) -> None:
    """Take out a document with everything that hangs on it."""
    connection.execute(delete(t.document).where(t.document.c.id == document_id))
    connection.execute(delete(t.emergency_number))
    connection.execute(delete(t.provenance))


def raise_revision(connection: Connection) -> None:
    """Tell readers that something has changed."""
    if connection.execute(update(t.revision).values(number=t.revision.c.number + 1)).rowcount == 0:
        connection.execute(insert(t.revision).values(id=1, number=1))


def write_document(connection: Connection, document: Document) -> None:
    """Write the source layer. The document must not be in the store."""
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


def write_curation(connection: Connection, doc: str, curation: Curation) -> None:
    """Write the curated layer of a document that is written already."""
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
