"""From the text export of a published document to a ``Document``. Loud where it does not add up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from knowledge.document import Document
from knowledge.importer.errors import DocumentError
from knowledge.importer.facts import citations, figures
from knowledge.importer.regimes import regimes
from knowledge.importer.source import Source
from knowledge.importer.tables import boundary_matters, duty_rows, services

__all__ = ["DocumentError", "read_document"]

_DUTIES = "部门职责"
_BOUNDARIES = "与相关部门的职责边界"
_SERVICES = "公共服务事项"
_SUPERVISION = "事中事后监管制度"
_OWNER = "部门名称："


def read_document(file: Path, document_id: str) -> Document:
    """Read one document.

    Raises ``DocumentError`` with the file, the line and the reason where a
    section is missing, a table has lost a cell or a row, or a regime lacks a
    section.
    """
    source = Source.read(file)
    duties_at = source.heading(_DUTIES)
    boundaries_at = source.heading(_BOUNDARIES, after=duties_at)
    services_at = source.heading(_SERVICES, after=boundaries_at)
    supervision_at = source.heading(_SUPERVISION, after=services_at)
    lines = source.lines
    document = Document(
        id=document_id,
        title=_owner(source, duties_at),
        checksum=source.checksum,
        duties=duty_rows(source, lines[duties_at:boundaries_at]),
        boundaries=boundary_matters(source, lines[boundaries_at:services_at]),
        services=services(source, lines[services_at:supervision_at]),
        regimes=regimes(source, lines[supervision_at:]),
    )
    texts = tuple(_texts(document))
    return replace(
        document,
        figures=tuple(figure for ref, text in texts for figure in figures(ref, text)),
        citations=tuple(citation for ref, text in texts for citation in citations(ref, text)),
    )


def _owner(source: Source, start: int) -> str:
    for line in source.lines[start : start + 10]:
        if line.text.startswith(_OWNER):
            return line.text[len(_OWNER) :].strip()
    raise source.error("没有“部门名称：”一行", source.lines[start].number)


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    for duty in document.duties:
        yield duty.ref, duty.text
    for matter in document.boundaries:
        yield matter.ref, matter.basis
        for row in matter.rows:
            yield row.ref, row.text
    for service in document.services:
        yield service.ref, service.text
    for regime in document.regimes:
        yield regime.ref, regime.preamble
        for clause in regime.clauses:
            yield clause.ref, clause.text
