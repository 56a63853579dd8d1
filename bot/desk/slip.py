"""What of a sheet goes on the slip that a citizen takes away."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.desk.sheets import Line, Section, Sheet
from bot.desk.sheets.parts import FLAG_KINDS

_ROOM = 1150  # characters, so that the slip stays one page
_PER_LINE = 25  # characters that a line's label and its half-empty end take


@dataclass(frozen=True)
class Slip:
    """``cut``: something had to be left out."""

    sections: tuple[Section, ...]
    cut: bool


def slip_of(sheet: Sheet) -> Slip:
    """The document's words and the remarks that matter to a citizen, as far as they fit; no doubted row."""
    room, kept, cut = _ROOM, [], False
    for section in sheet.sections:
        if section.shape in ("links", "figures"):
            continue
        lines = []
        for line in filter(_for_citizens, section.lines):
            room -= len(line.text) + _PER_LINE
            if room < 0:
                cut = True
                break
            lines.append(line)
        if lines:
            kept.append(replace(section, lines=tuple(lines)))
    return Slip(tuple(kept), cut)


def _for_citizens(line: Line) -> bool:
    return not line.doubted and line.label != FLAG_KINDS["typo"]
