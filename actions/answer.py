"""The answer of the contract: Chinese text that stands by itself, and one payload."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Optional

from actions.context import Option

KINDS = (
    "unit",
    "contact",
    "legal_basis",
    "duty",
    "split",
    "supervision",
    "service",
    "procedure",
    "clarify",
    "emergency",
    "out_of_scope",
    "smalltalk",
    "handoff",
)


@dataclass(frozen=True)
class Answer:
    kind: str
    text: str
    matter: Optional[str] = None
    refs: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    confidence: float = 1.0
    extra: dict[str, Any] = field(default_factory=dict)

    def payload(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "matter": self.matter,
            "refs": list(self.refs),
            "options": [{"title": option.title, "refs": list(option.refs)} for option in self.options],
            "confidence": round(min(max(self.confidence, 0.0), 1.0), 4),
            **self.extra,
        }


class Draft:
    """An answer being written: a line and the refs that it was taken from go in together."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._refs: dict[str, None] = {}
        self._notes: dict[str, None] = {}

    def line(self, text: str, *refs: str) -> None:
        self._lines.append(text)
        self._refs.update(dict.fromkeys(refs))

    def note(self, text: str) -> None:
        """A curated remark (校注); each is given once, below the facts."""
        self._notes[text] = None

    @property
    def refs(self) -> tuple[str, ...]:
        return tuple(self._refs)

    @property
    def length(self) -> int:
        return sum(map(len, self._lines))

    def text(self, source: str = "") -> str:
        notes = [f"校注：{note}" for note in self._notes]
        return "\n".join([*self._lines, *notes, *([f"来源：{source}"] if source else [])])
