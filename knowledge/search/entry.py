"""One thing that can be found: what its line says, and the texts by which it is found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.query import Knowledge

GROUPS = ("事项", "科室", "部门", "边界", "监管", "服务", "职责", "法律")

# What a match in a field is worth. A text that is worth more than TEXT to some entry is a name, any other is running.
TITLE = 1.0
NAME = 0.99
STEM = 0.985  # a name without 大队, 局
TERM = 0.98
NUMBER = 0.97
EVERYDAY = 0.95
OWNER = 0.7  # who answers for the entry, or what it belongs to
FIGURE = 0.65
CONTEXT = 0.5  # what the entry stands in
TEXT = 0.45
SHARER = 0.42  # one of several who answer for it
DUTY = 0.4  # one of a unit's many rows
FAMILY = 0.34  # what the entry's nearest relatives are called

_LISTED = 3


@dataclass(frozen=True)
class Field:
    text: str
    weight: float


@dataclass(frozen=True)
class Entry:
    """``title`` or ``detail`` is empty where an excerpt of the matching text is shown in its place.

    ``rank`` orders entries that match equally well: what answers most at once has the lowest.
    """

    group: str
    kind: str
    key: str
    title: str
    detail: str
    ref: str
    rank: int
    fields: tuple[Field, ...]


def owners_of(knowledge: Knowledge, ref: str) -> list[str]:
    """The unit of a duty row or service; the departments of a boundary row or matter, as its flags say."""
    unit = knowledge.unit_of(ref)
    if unit:
        return [unit]
    boundary = knowledge.boundary(ref)
    if boundary is None:
        return []
    shares = [share for share in knowledge.shares(boundary) if ref in (boundary.ref, share.row.ref)]
    return list(dict.fromkeys(share.department for share in shares))


def listed(owners: Sequence[str]) -> str:
    """The owners in one short line."""
    more = f"等{len(owners)}个部门" if len(owners) > _LISTED else ""
    return "、".join(owners[:_LISTED]) + more


def all_names(knowledge: Knowledge, owners: Sequence[str], weight: float) -> Iterator[Field]:
    """Every name of these units and departments."""
    names = {**knowledge.unit_names, **knowledge.department_names}
    own = {names.get(owner, owner) for owner in owners}
    others = (name for name, canonical in names.items() if canonical in own)
    return (Field(name, weight) for name in dict.fromkeys([*owners, *others]))
