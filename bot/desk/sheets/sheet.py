"""A sheet: what one page of the desk says about one thing, statement by statement, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Shape = Literal["lines", "parts", "figures", "notes", "links"]


@dataclass(frozen=True)
class Line:
    """One statement. ``ref`` names its place in the document; a curated one has none, or the row it remarks on.

    ``label`` stands before the text: a department, a kind of figure, a clause's number. ``href`` leads
    to the page about what the line names. ``own``: it is this bureau's part of a shared matter.
    ``doubted``: the curated layer says that the row does not belong here.
    """

    text: str
    label: str = ""
    ref: str = ""
    href: str = ""
    own: bool = False
    doubted: bool = False


@dataclass(frozen=True)
class Section:
    title: str
    lines: tuple[Line, ...]
    shape: Shape = "lines"


@dataclass(frozen=True)
class Responsible:
    """A unit or department to go to, with what can be said of how to reach it. Phones: the document's, or staff's."""

    name: str
    href: str
    phones: tuple[Line, ...] = ()
    reach: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """``kind`` and ``key`` are those of ``knowledge.search.Hit``: together they are the page's address."""

    kind: str
    key: str
    title: str
    subtitle: str
    responsible: tuple[Responsible, ...] = ()
    sections: tuple[Section, ...] = ()

    @property
    def href(self) -> str:
        return address(self.kind, self.key)


def address(kind: str, key: str) -> str:
    """The page about a thing. Browsers and Sanic escape the Chinese in it themselves."""
    return f"/desk/{kind}/{key}"


def slip_address(kind: str, key: str) -> str:
    """The slip that a citizen takes away; its QR code leads there too, so it needs no sign-in."""
    return f"/slip/{kind}/{key}"


def place_address(ref: str) -> str:
    """The document's page, at a row."""
    return f"/desk/document#{ref}"


def sections(*wanted: Section) -> tuple[Section, ...]:
    """Only those that have something to say."""
    return tuple(section for section in wanted if section.lines)
