"""What can be found, and by which words: one entry for each thing that a page shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from knowledge.curation import Matter
from knowledge.document import BoundaryMatter, BoundaryRow, Clause, DutyRow, Regime, Section, Service
from knowledge.query import Knowledge

GROUPS = ("事项", "科室", "部门", "边界", "监管", "服务", "职责", "法律")

# How much a match in a field says about the entry.
TITLE = 1.0
NAME = 0.99
TERM = 0.98
STEM = 0.985
NUMBER = 0.97
EVERYDAY = 0.95
OWNER = 0.6
SHARER = 0.5
FAMILY = 0.34
TEXT = 0.45

_OFFICE = re.compile(r"(?:大队|队|科|处|局|委)$")
_AUDIENCES = ("resident", "business", "colleague", "internal")


@dataclass(frozen=True)
class Field:
    text: str
    weight: float


@dataclass(frozen=True)
class Entry:
    """``rank`` orders entries that match equally well: what answers most at once has the lowest."""

    group: str
    kind: str
    key: str
    title: str
    detail: str
    ref: str
    rank: int
    fields: tuple[Field, ...]


def entries(knowledge: Knowledge) -> Iterator[Entry]:
    yield from _units(knowledge)
    yield from _departments(knowledge)
    yield from _matters(knowledge)
    yield from _boundaries(knowledge)
    yield from _regimes(knowledge)
    yield from _services(knowledge)
    yield from _laws(knowledge)
    yield from _duties(knowledge)
    yield from _boundary_rows(knowledge)
    yield from _figures(knowledge)
    yield from _clauses(knowledge)


def _names(names: list[str]) -> Iterator[Field]:
    """The names, the first being the title, and what is left of each without 大队, 科, 局."""
    for place, name in enumerate(dict.fromkeys(names)):
        yield Field(name, NAME if place else TITLE)
        stem = _OFFICE.sub("", name)
        if stem != name and len(stem) >= 2:
            yield Field(stem, STEM)


def _units(knowledge: Knowledge) -> Iterator[Entry]:
    for unit in knowledge.document.units:
        rows = knowledge.duties_of(unit)
        phone = knowledge.phone_of(unit)
        other = [name for name, own in knowledge.unit_names.items() if own == unit]
        texts = (Field(row.text, TEXT) for row in rows)
        yield Entry(
            "科室",
            "unit",
            unit,
            unit,
            f"电话 {phone.number}" if phone else f"{len(rows)}项职责",
            rows[0].ref,
            0,
            (*_names([unit, *other]), *([Field(phone.number, NUMBER)] if phone else []), *texts),
        )


def _department_names(knowledge: Knowledge) -> dict[str, list[str]]:
    """Canonical name to all names, its own first."""
    found: dict[str, list[str]] = {}
    printed = (share.department for matter in knowledge.document.boundaries for share in knowledge.shares(matter))
    for name in (*knowledge.department_names, *printed):
        canonical = knowledge.department_names.get(name, name)
        found.setdefault(canonical, [canonical]).append(name)
    return found


def _departments(knowledge: Knowledge) -> Iterator[Entry]:
    for department, names in _department_names(knowledge).items():
        shares = knowledge.shares_of(department)
        known = knowledge.department(department)
        now = f"现{known.now.name}，" if known and known.now else ""
        yield Entry(
            "部门",
            "department",
            department,
            department,
            f"{now}{len(shares)}项分工",
            shares[0].row.ref if shares else "",
            1,
            tuple(_names(names)),
        )


def _matters(knowledge: Knowledge) -> Iterator[Entry]:
    for matter in knowledge.curation.matters:
        owners = _owners(knowledge, matter)
        yield Entry(
            "事项",
            "matter",
            matter.id,
            matter.title,
            "、".join(dict.fromkeys(owners)) or "文件未载明科室",
            matter.refs[0],
            2 + _AUDIENCES.index(matter.audience),
            tuple(_matter_fields(knowledge, matter, owners)),
        )


def _matter_fields(knowledge: Knowledge, matter: Matter, owners: list[str]) -> Iterator[Field]:
    yield Field(matter.title, TITLE)
    for place, term in enumerate(matter.terms):
        yield Field(term, TERM - place / 1000)
    yield from (Field(word, EVERYDAY) for word in _everyday().get(matter.id, ()))
    whole = isinstance(knowledge.places.get(matter.refs[0]), BoundaryMatter)
    for name in _all_names(knowledge, owners):
        yield Field(name, SHARER if whole else OWNER)
    for sibling in _siblings(knowledge, matter):
        yield from (Field(term, FAMILY) for term in sibling.terms)
    for ref in matter.refs:
        place = knowledge.places.get(ref)
        if isinstance(place, (DutyRow, BoundaryRow)):
            yield Field(place.text, TEXT)
        elif isinstance(place, (Service, Regime)):
            yield Field(place.title, OWNER)


@lru_cache(maxsize=1)
def _everyday() -> dict[str, tuple[str, ...]]:
    lines = (Path(__file__).parent / "everyday.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    return {matter: tuple(words.split()) for matter, words in pairs}


def _siblings(knowledge: Knowledge, matter: Matter) -> Iterator[Matter]:
    """The other matters that the same boundary matter divides among departments."""
    boundary = knowledge.boundary(matter.refs[0])
    for other in knowledge.curation.matters:
        if boundary and other is not matter and knowledge.boundary(other.refs[0]) is boundary:
            yield other


def _owners(knowledge: Knowledge, matter: Matter) -> list[str]:
    """Who is responsible: of the units and departments of its rows, those of the first that has any."""
    for ref in matter.refs:
        found = owners_of(knowledge, ref)
        if found:
            return found
    return []


def owners_of(knowledge: Knowledge, ref: str) -> list[str]:
    """The unit of a duty row or service; the departments of a boundary row or matter, as its flags say."""
    unit = knowledge.unit_of(ref)
    if unit:
        return [unit]
    boundary = knowledge.boundary(ref)
    if boundary is None:
        return []
    shares = [s for s in knowledge.shares(boundary) if ref in (boundary.ref, s.row.ref)]
    return list(dict.fromkeys(share.department for share in shares))


def _all_names(knowledge: Knowledge, owners: list[str]) -> Iterator[str]:
    names = {**knowledge.unit_names, **knowledge.department_names}
    own = {names.get(owner, owner) for owner in owners}
    yield from dict.fromkeys([*owners, *(name for name, canonical in names.items() if canonical in own)])


def _boundaries(knowledge: Knowledge) -> Iterator[Entry]:
    for matter in knowledge.document.boundaries:
        owners = owners_of(knowledge, matter.ref)
        yield Entry(
            "边界",
            "boundary",
            matter.ref,
            knowledge.boundary_title(matter),
            "、".join(owners),
            matter.ref,
            7,
            (
                Field(knowledge.boundary_title(matter), TITLE),
                Field(matter.basis, TEXT),
                Field(matter.example, TEXT),
                *(Field(name, SHARER) for name in _all_names(knowledge, owners)),
            ),
        )


def _boundary_rows(knowledge: Knowledge) -> Iterator[Entry]:
    for matter in knowledge.document.boundaries:
        title = knowledge.boundary_title(matter)
        for row in matter.rows:
            owners = owners_of(knowledge, row.ref)
            yield Entry(
                "边界",
                "row",
                row.ref,
                "",
                f"{'、'.join(owners)}（{title}）",
                row.ref,
                12,
                (
                    Field(row.text, TEXT),
                    Field(title, SHARER),
                    *(Field(name, SHARER) for name in _all_names(knowledge, [*owners, row.department])),
                ),
            )


def _regimes(knowledge: Knowledge) -> Iterator[Entry]:
    for regime in knowledge.document.regimes:
        yield Entry(
            "监管",
            "regime",
            regime.ref,
            regime.title,
            f"监管制度第{regime.number}项",
            regime.ref,
            8,
            (Field(regime.title, TITLE), Field(regime.preamble, TEXT)),
        )


def _clauses(knowledge: Knowledge) -> Iterator[Entry]:
    for regime in knowledge.document.regimes:
        for section in regime.sections:
            for clause in section.clauses:
                yield _clause(regime, section, clause)


def _clause(regime: Regime, section: Section, clause: Clause) -> Entry:
    return Entry(
        "监管",
        "clause",
        clause.ref,
        f"{regime.title}·{section.title}",
        "",
        clause.ref,
        14,
        (Field(f"{clause.heading}{clause.text}", TEXT), Field(regime.title, SHARER), Field(section.title, SHARER)),
    )


def _figures(knowledge: Knowledge) -> Iterator[Entry]:
    for figure in knowledge.document.figures:
        if figure.kind == "law":  # the number of a law is found with the law
            continue
        regime = knowledge.regime(figure.ref)
        unit = knowledge.unit_of(figure.ref)
        yield Entry(
            "监管" if regime else "职责",
            "figure",
            figure.ref,
            figure.text,
            regime.title if regime else unit or "",
            figure.ref,
            13,
            (
                Field(figure.text, TEXT + 0.2),
                *([Field(regime.title, SHARER)] if regime else []),
                *([Field(unit, SHARER)] if unit else []),
            ),
        )


def _services(knowledge: Knowledge) -> Iterator[Entry]:
    for service in knowledge.document.services:
        unit = knowledge.unit_of(service.ref) or service.unit
        yield Entry(
            "服务",
            "service",
            service.ref,
            service.title,
            f"{unit}，电话 {service.phone}" if service.phone else unit,
            service.ref,
            9,
            (
                Field(service.title, TITLE),
                *([Field(service.phone, TITLE)] if service.phone else []),
                *(Field(name, OWNER) for name in _all_names(knowledge, [unit])),
                Field(service.text, TEXT),
            ),
        )


def _laws(knowledge: Knowledge) -> Iterator[Entry]:
    for citation in {c.title: c for c in reversed(knowledge.document.citations)}.values():
        change = knowledge.law_change(citation.title)
        yield Entry(
            "法律",
            "law",
            citation.title,
            citation.title,
            citation.number or (f"校注：{change.change}" if change else citation.ref),
            citation.ref,
            10,
            (
                Field(citation.title, TITLE),
                Field(citation.number, NUMBER),
                *(Field(term, FAMILY) for term in _governed(knowledge, citation.title)),
            ),
        )


def _governed(knowledge: Knowledge, law: str) -> Iterator[str]:
    """What the matters are called that this law is the basis of."""
    refs = {citation.ref for citation in knowledge.document.citations if citation.title == law}
    for matter in knowledge.curation.matters:
        boundary = knowledge.boundary(matter.refs[0])
        if refs & {matter.refs[0], matter.supervision, boundary.ref if boundary else ""}:
            yield from matter.terms


def _duties(knowledge: Knowledge) -> Iterator[Entry]:
    items: set[int] = set()
    for row in knowledge.document.duties:
        first_of_its_item = row.item not in items
        items.add(row.item)
        yield Entry(
            "职责",
            "row",
            row.ref,
            "",
            row.unit,
            row.ref,
            11,
            (
                Field(row.text, TEXT),
                *(Field(name, OWNER) for name in _all_names(knowledge, [row.unit])),
                *([Field(row.item_text, TEXT)] if first_of_its_item else []),
            ),
        )
