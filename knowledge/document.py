"""What a published document says, row by row, verbatim. No Rasa, no database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Optional


@dataclass(frozen=True)
class Place:
    """Anything a ref can name: where it stands and what it says.

    ``ref`` is the short form (``duties/4/11``); lines are counted from 1.
    """

    ref: str
    first_line: int
    last_line: int


@dataclass(frozen=True)
class DutyRow(Place):
    """One 具体工作事项 of 部门职责."""

    item: int
    row: int
    item_text: str
    text: str
    unit: str
    remark: str = ""


@dataclass(frozen=True)
class BoundaryRow(Place):
    """One department's part (职责分工) in a shared matter."""

    matter: int
    row: int
    department: str
    text: str


@dataclass(frozen=True)
class BoundaryMatter(Place):
    """One 管理事项 of 与相关部门的职责边界. ``basis`` is empty where the column is."""

    number: int
    title: str
    basis: str
    example: str
    rows: tuple[BoundaryRow, ...]


@dataclass(frozen=True)
class Service(Place):
    """One 公共服务事项. ``phone`` is None where the document publishes none."""

    number: int
    title: str
    text: str
    unit: str
    phone: Optional[str]


@dataclass(frozen=True)
class Clause(Place):
    """One clause of a regime: ``supervision/5/3/1`` is section 三, clause 1.

    ``marker`` is the number as printed (``1、``, ``（一）`` or empty), ``heading`` its
    own title where the text stands below one;
    ``aspects`` are those of ``ASPECTS`` that the clause speaks of.
    """

    marker: str
    heading: str
    text: str
    aspects: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """One 一、二、三… of a regime, with its clauses in printed order."""

    number: int
    title: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Regime(Place):
    """One 事中事后监管制度."""

    number: int
    title: str
    preamble: str
    sections: tuple[Section, ...]

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return tuple(clause for section in self.sections for clause in section.clauses)


ASPECTS = ("对象", "内容", "指标", "方式", "程序", "措施", "处理")


@dataclass(frozen=True)
class Figure:
    """A quantity as worded in the document (``不低于办件量的15%``), and where it stands."""

    ref: str
    kind: str
    text: str


@dataclass(frozen=True)
class Citation:
    """A law or notice named in the document, and where it is named."""

    ref: str
    title: str
    number: str = ""


@dataclass(frozen=True)
class Document:
    """One published document. ``id`` prefixes its refs where a store holds several."""

    id: str
    title: str
    checksum: str
    duties: tuple[DutyRow, ...]
    boundaries: tuple[BoundaryMatter, ...]
    services: tuple[Service, ...]
    regimes: tuple[Regime, ...]
    figures: tuple[Figure, ...] = field(default=())
    citations: tuple[Citation, ...] = field(default=())

    @property
    def units(self) -> tuple[str, ...]:
        """The 责任科室 in the order in which they first appear."""
        return tuple(dict.fromkeys(row.unit for row in self.duties))

    @property
    def boundary_rows(self) -> tuple[BoundaryRow, ...]:
        return tuple(row for matter in self.boundaries for row in matter.rows)

    def rows(self) -> Iterator[Place]:
        """Every row that the contract gives a ref: duties, boundary rows, services, regimes."""
        yield from self.duties
        yield from self.boundary_rows
        yield from self.services
        yield from self.regimes

    def places(self) -> Iterator[Place]:
        """Everything that a ref can name, clauses and boundary matters included."""
        yield from self.rows()
        yield from self.boundaries
        for regime in self.regimes:
            yield from regime.clauses
