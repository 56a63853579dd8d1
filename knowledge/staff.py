"""What staff have given of their own beside the source: contacts, notes, other names. Values only, no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Optional

FIELDS = {
    "phone": "电话",
    "address": "地址",
    "hours": "办公时间",
    "note": "备注",
    "other_names": "别名",
}
SUBJECTS = ("unit", "matter", "department")
BEIJING = timezone(timedelta(hours=8))
_BETWEEN = "、"  # the values of a field that holds several


class EditError(Exception):
    """A change cannot be made: one clear line saying what is wrong with it."""


@dataclass(frozen=True)
class Edit:
    """One row of the append-only log; of a subject's field the newest one counts. Empty ``new``: removed.

    ``at`` is in UTC; ``subject`` is a unit or department as the document names it, or a matter's id;
    ``undoes`` is the id of the edit that this one takes back.
    """

    id: int
    at: datetime
    who: str
    subject_kind: str
    subject: str
    field: str
    old: str
    new: str
    undoes: Optional[int] = None

    @property
    def local_time(self) -> datetime:
        """``at`` as a clock in China shows it."""
        return self.at.astimezone(BEIJING)

    @property
    def names(self) -> tuple[str, ...]:
        """The other names that ``new`` holds."""
        return tuple(filter(None, self.new.split(_BETWEEN)))

    @property
    def numbers(self) -> tuple[str, ...]:
        """The digits of each phone that ``new`` holds, without its extension."""
        return tuple(phone.partition("转")[0].replace("-", "") for phone in self.new.split(_BETWEEN))


Key = tuple[str, str, str]  # kind of subject, subject, field
Values = Mapping[Key, Edit]


@dataclass(frozen=True)
class Contact:
    """What staff have given of a unit, each with who gave it and when; None where nothing is given."""

    phone: Optional[Edit]
    address: Optional[Edit]
    hours: Optional[Edit]
    note: Optional[Edit]

    @property
    def ways(self) -> tuple[Edit, ...]:
        """How the unit can be reached: of phone, address and hours those that are given."""
        return tuple(filter(None, (self.phone, self.address, self.hours)))


def joined(values: Iterable[str]) -> str:
    """Several phones or other names as one value, each once."""
    return _BETWEEN.join(dict.fromkeys(values))
