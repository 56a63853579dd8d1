"""Everything that can be found: units, departments and matters here, what the document prints in ``printed``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from knowledge.curation import Matter
from knowledge.document import BoundaryMatter, BoundaryRow, DutyRow, Regime, Service
from knowledge.query import Knowledge
from knowledge.search.entry import (
    CONTEXT,
    DUTY,
    EVERYDAY,
    FAMILY,
    NAME,
    NUMBER,
    OWNER,
    SHARER,
    STEM,
    TERM,
    TEXT,
    TITLE,
    Entry,
    Field,
    all_names,
    listed,
    owners_of,
)
from knowledge.search.printed import printed

_OFFICE = re.compile(r"(?:大队|队|科|处|局|委)$")
_AUDIENCES = ("resident", "business", "colleague", "internal")


def entries(knowledge: Knowledge) -> Iterator[Entry]:
    yield from _units(knowledge)
    yield from _departments(knowledge)
    yield from _matters(knowledge)
    yield from printed(knowledge)


# --- units and departments ----------------------------------------------------------


def _names(names: Sequence[str]) -> Iterator[Field]:
    """The names, the first being the title, and the stem by which people know it (交警大队: 交警)."""
    for place, name in enumerate(dict.fromkeys(names)):
        yield Field(name, NAME if place else TITLE)
        stem = _OFFICE.sub("", name)
        if stem != name and len(stem) >= 2:
            yield Field(stem, STEM)


def _units(knowledge: Knowledge) -> Iterator[Entry]:
    for unit in knowledge.document.units:
        rows = knowledge.duties_of(unit)
        phone = knowledge.phone_of(unit)
        names = [unit, *(name for name, own in knowledge.unit_names.items() if own == unit)]
        yield Entry(
            group="科室",
            kind="unit",
            key=unit,
            title=unit,
            detail=f"电话 {phone.number}" if phone else f"{len(rows)}项职责",
            ref=rows[0].ref,
            rank=0,
            fields=(
                *_names(names),
                Field(phone.number if phone else "", NUMBER),
                *(Field(row.text, DUTY) for row in rows),
            ),
        )


def _departments(knowledge: Knowledge) -> Iterator[Entry]:
    for department, names in _department_names(knowledge).items():
        shares = knowledge.shares_of(department)
        known = knowledge.department(department)
        now = f"现{known.now.name}，" if known and known.now else ""
        yield Entry(
            group="部门",
            kind="department",
            key=department,
            title=department,
            detail=f"{now}{len(shares)}项分工",
            ref=shares[0].row.ref if shares else "",
            rank=1,
            fields=tuple(_names([department, *names])),
        )


def _department_names(knowledge: Knowledge) -> dict[str, list[str]]:
    """Canonical name to all names, also of departments that only the document names."""
    names: dict[str, list[str]] = {}
    printed = (share.department for matter in knowledge.document.boundaries for share in knowledge.shares(matter))
    for name in (*knowledge.department_names, *printed):
        names.setdefault(knowledge.department_names.get(name, name), []).append(name)
    return names


# --- matters ----------------------------------------------------------------------------


def _matters(knowledge: Knowledge) -> Iterator[Entry]:
    """The catalogue; the units' own matters are found as units."""
    for matter in knowledge.curation.matters:
        owners, *others = [found for ref in matter.refs if (found := owners_of(knowledge, ref))] or [[]]
        yield Entry(
            group="事项",
            kind="matter",
            key=matter.id,
            title=matter.title,
            detail=listed(owners) or "文件未载明科室",
            ref=matter.refs[0],
            rank=2 + _AUDIENCES.index(matter.audience),
            fields=(
                Field(matter.title, TITLE),
                # the catalogue gives the most usual term first
                *(Field(term, TERM - place / 1000) for place, term in enumerate(matter.terms)),
                *(Field(word, EVERYDAY) for word in everyday_words().get(matter.id, ())),
                *all_names(knowledge, owners, SHARER if len(owners) > 1 else OWNER),
                *(field for more in others for field in all_names(knowledge, more, SHARER)),
                *(Field(term, FAMILY) for sibling in _siblings(knowledge, matter) for term in sibling.terms),
                *(field for ref in matter.refs for field in _texts(knowledge, ref)),
            ),
        )


def _texts(knowledge: Knowledge, ref: str) -> Iterator[Field]:
    place = knowledge.places.get(ref)
    if isinstance(place, (DutyRow, BoundaryRow)):
        yield Field(place.text, TEXT)
    elif isinstance(place, (Service, Regime, BoundaryMatter)):
        yield Field(place.title, CONTEXT)


def _siblings(knowledge: Knowledge, matter: Matter) -> Iterator[Matter]:
    """The other matters that the same boundary matter divides among departments."""
    boundary = knowledge.boundary(matter.refs[0])
    for other in knowledge.curation.matters:
        if boundary and other is not matter and knowledge.boundary(other.refs[0]) is boundary:
            yield other


@cache
def everyday_words() -> dict[str, tuple[str, ...]]:
    """Matter id to what people call it besides the catalogue's terms."""
    lines = (Path(__file__).parent / "everyday.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    return {matter: tuple(words.split()) for matter, words in pairs}
