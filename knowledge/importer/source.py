"""The text export as numbered lines, and the cells of its tables.

A cell begins on a line that begins with a tab and goes on until the next such
line. Blank lines and line breaks inside a cell are the export's, not the
document's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from knowledge.importer.errors import DocumentError
from knowledge.text import heal


class Line(NamedTuple):
    number: int
    text: str


@dataclass(frozen=True)
class Cell:
    """One table cell: healed text, and the lines it takes up (from 1)."""

    text: str
    first_line: int
    last_line: int


@dataclass(frozen=True)
class Source:
    """A text export. Line ends and a byte order mark make no difference."""

    file: Path
    checksum: str
    lines: tuple[Line, ...]

    @classmethod
    def read(cls, file: Path) -> Source:
        try:
            raw = file.read_bytes()
        except OSError as error:
            raise DocumentError(f"无法读取文件（{error.strerror}）", file=file) from error
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            raise DocumentError("不是UTF-8编码，请另存为UTF-8文本", file=file, line=line) from error
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        checksum = hashlib.sha256(text.encode()).hexdigest()
        return cls(file, checksum, tuple(Line(n, t) for n, t in enumerate(text.split("\n"), 1)))

    def error(self, reason: str, line: int) -> DocumentError:
        return DocumentError(reason, file=self.file, line=line)

    def heading(self, title: str, after: int = 0) -> int:
        """Return the index in ``lines`` of the line that says ``title``, and nothing else."""
        for index in range(after, len(self.lines)):
            if heal(self.lines[index].text) == title:
                return index
        raise DocumentError(f"没有找到“{title}”这一节", file=self.file)


def cells(lines: Sequence[Line]) -> list[Cell]:
    found: list[list[Line]] = []
    for line in lines:
        if line.text.startswith("\t"):
            found.append([line])
        elif found:
            found[-1].append(line)
    result = []
    for cell in found:
        written = [line for line in cell if line.text.strip()] or cell[:1]
        text = heal("\n".join(line.text for line in cell))
        result.append(Cell(text, cell[0].number, written[-1].number))
    return result
