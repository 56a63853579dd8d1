"""What the document prints, as things that can be found: rows, boundary matters, regimes, figures, services, laws."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.document import BoundaryMatter, Clause, Regime, Section
from knowledge.query import Knowledge
from knowledge.search.entry import (
    CONTEXT,
    FAMILY,
    FIGURE,
    NUMBER,
    OWNER,
    SHARER,
    TEXT,
    TITLE,
    Entry,
    Field,
    all_names,
    listed,
    owners_of,
)


def printed(knowledge: Knowledge) -> Iterator[Entry]:
    for matter in knowledge.document.boundaries:
        yield _boundary(knowledge, matter)
        yield from _boundary_rows(knowledge, matter)
    for regime in knowledge.document.regimes:
        yield _regime(regime)
        yield from (_clause(regime, section, clause) for section in regime.sections for clause in section.clauses)
    yield from _services(knowledge)
    yield from _laws(knowledge)
    yield from _duties(knowledge)
    yield from _figures(knowledge)


def _boundary(knowledge: Knowledge, matter: BoundaryMatter) -> Entry:
    title = knowledge.boundary_title(matter)
    owners = owners_of(knowledge, matter.ref)
    return Entry(
        group="边界",
        kind="boundary",
        key=matter.ref,
        title=title,
        detail=listed(owners),
        ref=matter.ref,
        rank=7,
        fields=(
            Field(title, TITLE),
            Field(matter.basis, TEXT),
            Field(matter.example, TEXT),
            *all_names(knowledge, owners, SHARER),
        ),
    )


def _boundary_rows(knowledge: Knowledge, matter: BoundaryMatter) -> Iterator[Entry]:
    title = knowledge.boundary_title(matter)
    for row in matter.rows:
        owners = owners_of(knowledge, row.ref)
        yield Entry(
            group="边界",
            kind="row",
            key=row.ref,
            title="",
            detail=f"{listed(owners)}（{title}）",
            ref=row.ref,
            rank=12,
            fields=(
                Field(row.text, TEXT),
                Field(title, CONTEXT),
                *all_names(knowledge, [*owners, row.department], CONTEXT),
            ),
        )


def _regime(regime: Regime) -> Entry:
    return Entry(
        group="监管",
        kind="regime",
        key=regime.ref,
        title=regime.title,
        detail=f"监管制度第{regime.number}项",
        ref=regime.ref,
        rank=8,
        fields=(Field(regime.title, TITLE), Field(regime.preamble, TEXT)),
    )


def _clause(regime: Regime, section: Section, clause: Clause) -> Entry:
    return Entry(
        group="监管",
        kind="clause",
        key=clause.ref,
        title=f"{regime.title}·{section.title}",
        detail="",
        ref=clause.ref,
        rank=14,
        fields=(
            Field(f"{clause.heading}{clause.text}", TEXT),
            Field(regime.title, CONTEXT),
            Field(section.title, CONTEXT),
        ),
    )


def _figures(knowledge: Knowledge) -> Iterator[Entry]:
    """Each once, even where a clause says it twice; the number of a law is found with the law."""
    for figure in dict.fromkeys(knowledge.document.figures):
        if figure.kind == "law":
            continue
        regime = knowledge.regime(figure.ref)
        owner = regime.title if regime else listed(owners_of(knowledge, figure.ref))
        yield Entry(
            group="监管" if regime else "职责",
            kind="figure",
            key=figure.ref,
            title=figure.text,
            detail=owner,
            ref=figure.ref,
            rank=13,
            fields=(Field(figure.text, FIGURE), Field(owner, CONTEXT)),
        )


def _services(knowledge: Knowledge) -> Iterator[Entry]:
    for service in knowledge.document.services:
        (unit,) = owners_of(knowledge, service.ref)
        yield Entry(
            group="服务",
            kind="service",
            key=service.ref,
            title=service.title,
            detail=f"{unit}，电话 {service.phone}" if service.phone else unit,
            ref=service.ref,
            rank=9,
            fields=(
                Field(service.title, TITLE),
                Field(service.phone or "", TITLE),
                *all_names(knowledge, [unit], OWNER),
                Field(service.text, TEXT),
            ),
        )


def _laws(knowledge: Knowledge) -> Iterator[Entry]:
    citations = {citation.title: citation for citation in reversed(knowledge.document.citations)}
    for title, citation in citations.items():
        change = knowledge.law_change(title)
        yield Entry(
            group="法律",
            kind="law",
            key=title,
            title=title,
            detail=citation.number or (f"校注：{change.change}" if change else ""),
            ref=citation.ref,
            rank=10,
            fields=(
                Field(title, TITLE),
                Field(citation.number, NUMBER),
                *(Field(term, FAMILY) for term in _governed(knowledge, title)),
            ),
        )


def _governed(knowledge: Knowledge, law: str) -> Iterator[str]:
    """What the matters are called that this law is the basis of."""
    refs = {citation.ref for citation in knowledge.document.citations if citation.title == law}
    for matter in knowledge.curation.matters:
        boundary = knowledge.boundary(matter.refs[0])
        if refs & {matter.refs[0], matter.supervision, boundary and boundary.ref}:
            yield from matter.terms


def _duties(knowledge: Knowledge) -> Iterator[Entry]:
    """The rows; the words of a whole item (主要职责) lead to its first row."""
    items: set[int] = set()
    for row in knowledge.document.duties:
        item_text = "" if row.item in items else row.item_text
        items.add(row.item)
        yield Entry(
            group="职责",
            kind="row",
            key=row.ref,
            title="",
            detail=row.unit,
            ref=row.ref,
            rank=11,
            fields=(
                Field(row.text, TEXT),
                Field(item_text, TEXT),
                Field(row.remark, TEXT),
                *all_names(knowledge, [row.unit], OWNER),
            ),
        )
