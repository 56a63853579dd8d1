"""What a conversation remembers from one turn to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Optional

EXPIRES_AFTER = 24 * 3600  # seconds: a new day is a new conversation


@dataclass(frozen=True)
class Option:
    """One choice of a clarification: what the user sees, and the matter behind it."""

    title: str
    matter: str
    refs: tuple[str, ...]


@dataclass(frozen=True)
class Context:
    """``at`` is the time of the last turn in seconds since the epoch.

    ``options`` are those of the clarification just asked, if the last answer
    was one; ``intent`` is what was asked then.
    """

    matter: Optional[str] = None
    intent: str = "ask_unit"
    departments: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    at: float = 0.0

    def fresh(self, now: float) -> Context:
        """This context at ``now``, or an empty one where the last turn is too long ago."""
        return replace(self, at=now) if now - self.at < EXPIRES_AFTER else Context(at=now)

    def as_slot(self) -> dict[str, Any]:
        return asdict(self)


def context_of(slot: Optional[Mapping[str, Any]]) -> Context:
    """Read what ``Context.as_slot`` wrote (after a trip through JSON)."""
    if not slot:
        return Context()
    return Context(
        matter=slot.get("matter"),
        intent=slot.get("intent") or "ask_unit",
        departments=tuple(slot.get("departments") or ()),
        options=tuple(
            Option(option["title"], option["matter"], tuple(option["refs"])) for option in slot.get("options") or ()
        ),
        at=float(slot.get("at") or 0.0),
    )
