"""The published text as tests look at it and break it: line 29 here is line 29 of the file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from knowledge.importer.source import Line, Source
from tests.conftest import PUBLISHED

LINES = ("", *PUBLISHED.read_text(encoding="utf-8").split("\n"))  # so that LINES[1] is line 1


def printed(first: int, last: int) -> str:
    """Lines ``first`` to ``last`` as they stand in the file."""
    return "\n".join(LINES[first : last + 1])


def words(first: int, last: int) -> str:
    """The same lines without any white space."""
    return "".join(printed(first, last).split())


def copy(folder: Path, changes: Mapping[int, str]) -> Path:
    """Write a copy in which the lines with these numbers read otherwise. An emptied line keeps its number."""
    lines = [changes.get(number, line) for number, line in enumerate(LINES)]
    file = folder / "copy.txt"
    file.write_text("\n".join(lines[1:]), encoding="utf-8")
    return file


def source(text: str) -> Source:
    """A text export that needs no file."""
    return Source(Path("export.txt"), "", tuple(Line(n, line) for n, line in enumerate(text.split("\n"), 1)))


def row(*cells: str) -> str:
    """A row of a table as the export writes it: every cell begins a line with a tab."""
    return "\n".join(f"\t{cell}" for cell in cells)
