"""The store's tables. Every fact hangs on a place: where the document says it.

A place's key is the full ref, ``<document id>:<ref>``; so the store can hold
the documents of several bureaus.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _place_key(**kwargs: Any) -> Column:
    return Column("place", String(120), ForeignKey("place.key", ondelete="CASCADE"), **kwargs)


def _document_key(**kwargs: Any) -> Column:
    return Column("document", String(64), ForeignKey("document.id", ondelete="CASCADE"), nullable=False, **kwargs)


# --- the source, verbatim ---------------------------------------------------

document = Table(
    "document",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("title", String(100), nullable=False),
    Column("checksum", String(64), nullable=False),
    Column("imported_at", DateTime, nullable=False),
)

place = Table(
    "place",
    metadata,
    Column("key", String(120), primary_key=True),
    _document_key(index=True),
    Column("ref", String(60), nullable=False),
    Column("position", Integer, nullable=False),
    Column("first_line", Integer, nullable=False),
    Column("last_line", Integer, nullable=False),
    UniqueConstraint("document", "ref"),
    CheckConstraint("first_line <= last_line", name="lines_in_order"),
)

unit = Table(
    "unit",
    metadata,
    Column("id", Integer, primary_key=True),
    _document_key(),
    Column("name", String(60), nullable=False),
    UniqueConstraint("document", "name"),
)

department = Table(
    "department",
    metadata,
    Column("id", Integer, primary_key=True),
    _document_key(),
    Column("name", String(60), nullable=False),
    UniqueConstraint("document", "name"),
)

duty_row = Table(
    "duty_row",
    metadata,
    _place_key(primary_key=True),
    Column("item", Integer, nullable=False),
    Column("row", Integer, nullable=False),
    Column("item_text", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("unit_id", Integer, ForeignKey("unit.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("remark", Text, nullable=False),
    CheckConstraint("text <> ''", name="has_text"),
)

boundary_matter = Table(
    "boundary_matter",
    metadata,
    _place_key(primary_key=True),
    Column("number", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("example", Text, nullable=False),
)

boundary_row = Table(
    "boundary_row",
    metadata,
    _place_key(primary_key=True),
    Column("matter", String(120), ForeignKey("boundary_matter.place", ondelete="CASCADE"), nullable=False, index=True),
    Column("row", Integer, nullable=False),
    Column("department_id", Integer, ForeignKey("department.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("text", Text, nullable=False),
    UniqueConstraint("matter", "row"),
    CheckConstraint("text <> ''", name="has_text"),
)

service = Table(
    "service",
    metadata,
    _place_key(primary_key=True),
    Column("number", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("unit", String(60), nullable=False),
    Column("phone", String(60)),
    CheckConstraint("phone <> ''", name="phone_or_null"),
)

regime = Table(
    "regime",
    metadata,
    _place_key(primary_key=True),
    Column("number", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("preamble", Text, nullable=False),
)

section = Table(
    "section",
    metadata,
    Column("regime", String(120), ForeignKey("regime.place", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("title", Text, nullable=False),
)

clause = Table(
    "clause",
    metadata,
    _place_key(primary_key=True),
    Column("regime", String(120), ForeignKey("regime.place", ondelete="CASCADE"), nullable=False, index=True),
    Column("section", Integer, nullable=False),
    Column("marker", String(10), nullable=False),
    Column("heading", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("aspects", String(40), nullable=False),
)

figure = Table(
    "figure",
    metadata,
    Column("id", Integer, primary_key=True),
    _place_key(nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("text", Text, nullable=False),
)

citation = Table(
    "citation",
    metadata,
    Column("id", Integer, primary_key=True),
    _place_key(nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("number", Text, nullable=False),
)

# --- the curated layer --------------------------------------------------------

matter = Table(
    "matter",
    metadata,
    Column("id", String(60), primary_key=True),
    _document_key(index=True),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("audience", String(20), nullable=False),
    Column("gap", Text, nullable=False),
)

matter_term = Table(
    "matter_term",
    metadata,
    Column("matter", String(60), ForeignKey("matter.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("term", String(60), nullable=False),
)

matter_ref = Table(
    "matter_ref",
    metadata,
    Column("matter", String(60), ForeignKey("matter.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String(12), primary_key=True),
    Column("position", Integer, primary_key=True),
    _place_key(nullable=False, index=True),
    CheckConstraint("role IN ('answer', 'related', 'supervision')", name="known_role"),
)

other_name = Table(
    "other_name",
    metadata,
    Column("id", Integer, primary_key=True),
    _document_key(index=True),
    Column("kind", String(12), nullable=False),
    Column("name", String(60), nullable=False),
    Column("other", String(60), nullable=False),
    CheckConstraint("kind IN ('unit', 'department', 'successor')", name="known_kind"),
    UniqueConstraint("document", "kind", "name", "other"),
)

named = Table(
    "named",
    metadata,
    Column("id", Integer, primary_key=True),
    _document_key(index=True),
    Column("kind", String(12), nullable=False),
    Column("name", String(60), nullable=False),
    Column("matter", String(60)),
    Column("same_as", String(60)),
    Column("hidden", Boolean, nullable=False),
    Column("now", String(60)),
    Column("reason", Text, nullable=False),
    CheckConstraint("kind IN ('unit', 'department')", name="known_kind"),
    UniqueConstraint("document", "kind", "name"),
)

flag = Table(
    "flag",
    metadata,
    Column("id", Integer, primary_key=True),
    _place_key(nullable=False, index=True),
    Column("kind", String(12), nullable=False),
    Column("reason", Text, nullable=False),
    Column("title", Text, nullable=False),
)

flag_part = Table(
    "flag_part",
    metadata,
    Column("flag", Integer, ForeignKey("flag.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("department", String(60), nullable=False),
    Column("starts", Text, nullable=False),
    Column("ends", Text, nullable=False),
)

law_change = Table(
    "law_change",
    metadata,
    Column("id", Integer, primary_key=True),
    _document_key(index=True),
    Column("title", Text, nullable=False),
    Column("change", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("verified", Boolean, nullable=False),
    UniqueConstraint("document", "title"),
)

emergency_number = Table(
    "emergency_number",
    metadata,
    Column("number", String(12), primary_key=True),
    Column("title", Text, nullable=False),
    Column("ref", String(60), nullable=False),
    Column("source", Text, nullable=False),
    Column("as_of", Date),
    Column("verified", Boolean, nullable=False),
)

provenance = Table(
    "provenance",
    metadata,
    Column("topic", String(20), primary_key=True),
    Column("source", Text, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("verified", Boolean, nullable=False),
)

# --- what staff have changed -----------------------------------------------------

# Append-only. No key to the document: edits outlive its next import.
edit = Table(
    "edit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", String(64), nullable=False),
    Column("at", DateTime, nullable=False),
    Column("who", Text, nullable=False),
    Column("subject_kind", String(12), nullable=False),
    Column("subject", String(60), nullable=False),
    Column("field", String(20), nullable=False),
    Column("old", Text, nullable=False),
    Column("new", Text, nullable=False),
    Column("undoes", Integer, ForeignKey("edit.id")),
    CheckConstraint("subject_kind IN ('unit', 'matter', 'department')", name="known_kind"),
    CheckConstraint("who <> ''", name="by_somebody"),
    CheckConstraint("old <> new", name="changes_something"),
    Index("ix_edit_subject_field", "document", "subject_kind", "subject", "field"),
)

# Readers keep what they read until this number moves.
revision = Table(
    "revision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", Integer, nullable=False),
)
