"""The curated layer (校注): what people need to know that the document does not say, each with its reason.

Plain YAML under ``knowledge/curated``. Nothing here changes the source; what
the document does not hold carries its source, a date and ``verified``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Literal, Optional

import yaml
from pydantic import BaseModel, Extra, ValidationError, validator

CURATED = Path(__file__).parent / "curated"


class CurationError(Exception):
    """A curated file is wrong: one line with the file, the entry and the reason."""


class _Entry(BaseModel):
    class Config:
        extra = Extra.forbid
        allow_mutation = False


class Matter(_Entry):
    """Something people ask about, what they call it, and the rows that answer it.

    ``refs`` answer the question, most important first; ``related`` belong to
    the same business; ``supervision`` is the regime that covers it; ``gap``
    says what the document leaves open.
    """

    id: str
    title: str
    audience: Literal["resident", "business", "colleague", "internal"]
    terms: tuple[str, ...]
    refs: tuple[str, ...]
    related: tuple[str, ...] = ()
    supervision: Optional[str] = None
    gap: str = ""

    @validator("refs")
    def _answered(cls, refs: tuple[str, ...]) -> tuple[str, ...]:
        if not refs:
            raise ValueError("事项没有可以回答的条目（refs为空）")
        return refs


class UnitNames(_Entry):
    id: str
    name: str
    other: tuple[str, ...]


class NowCalled(_Entry):
    name: str
    other: tuple[str, ...] = ()
    reason: str


class DepartmentNames(_Entry):
    """``hidden``: the department has no row of its own, only a part in another's cell."""

    name: str
    other: tuple[str, ...]
    same_as: Optional[str] = None
    hidden: bool = False
    now: Optional[NowCalled] = None


class Provenance(_Entry):
    source: str
    as_of: date
    verified: bool


class Part(_Entry):
    department: str
    starts: str = ""
    ends: str = ""

    def of(self, text: str) -> str:
        """Cut this part out of the row's text. ValueError where the marks are not in it."""
        start = text.index(self.starts)
        return text[start : text.index(self.ends, start) if self.ends else len(text)]


class Flag(_Entry):
    ref: str
    kind: Literal["misplaced", "swapped", "hidden", "doubtful", "typo"]
    reason: str
    parts: tuple[Part, ...] = ()
    title: str = ""


class LawChange(_Entry):
    titles: tuple[str, ...]
    change: str
    source: str
    as_of: date
    verified: bool


class EmergencyNumber(_Entry):
    """``ref`` where the document names the number; otherwise source and date."""

    number: str
    title: str
    ref: str = ""
    source: str = ""
    as_of: Optional[date] = None
    verified: bool = True


class Curation(_Entry):
    matters: tuple[Matter, ...]
    units: tuple[UnitNames, ...]
    departments: tuple[DepartmentNames, ...]
    reform: Provenance
    flags: tuple[Flag, ...]
    law_changes: tuple[LawChange, ...]
    emergency_numbers: tuple[EmergencyNumber, ...]


def read_curation(folder: Path = CURATED) -> Curation:
    """Read the curated files of ``folder``. CurationError names the file and the entry at fault."""
    names = _load(folder / "names.yml", dict)
    laws = _load(folder / "laws.yml", dict)
    dated = {"as_of": laws.get("as_of"), "verified": laws.get("verified")}
    return Curation(
        matters=tuple(
            entry
            for file in sorted((folder / "matters").glob("*.yml"))
            for entry in _entries(Matter, file, _load(file, list))
        ),
        units=tuple(_entries(UnitNames, folder / "names.yml", names.get("units", []))),
        departments=tuple(_entries(DepartmentNames, folder / "names.yml", names.get("departments", []))),
        reform=next(_entries(Provenance, folder / "names.yml", [names.get("reform", {})])),
        flags=tuple(_entries(Flag, folder / "flags.yml", _load(folder / "flags.yml", list))),
        law_changes=tuple(_entries(LawChange, folder / "laws.yml", laws.get("changes", []), dated)),
        emergency_numbers=tuple(
            _entries(EmergencyNumber, folder / "emergency.yml", _load(folder / "emergency.yml", list))
        ),
    )


def _load(file: Path, shape: type) -> Any:
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise CurationError(f"{file}：无法读取（{error.strerror}）") from error
    except UnicodeDecodeError as error:
        raise CurationError(f"{file}：不是UTF-8编码") from error
    except yaml.YAMLError as error:
        raise CurationError(f"{file}：不是有效的YAML（{' '.join(str(error).split())}）") from error
    if not isinstance(content, shape):
        raise CurationError(f"{file}：内容应为{'一张列表' if shape is list else '名称与内容的对照'}")
    return content


def _entries(model: Any, file: Path, entries: Any, defaults: Optional[dict[str, Any]] = None) -> Iterator[Any]:
    if not isinstance(entries, list):
        raise CurationError(f"{file}：{model.__name__}各条应为一张列表")
    for number, entry in enumerate(entries, 1):
        try:
            yield model.parse_obj({**(defaults or {}), **entry} if isinstance(entry, dict) else entry)
        except ValidationError as error:
            label = (entry.get("id") or entry.get("name") or entry.get("ref")) if isinstance(entry, dict) else ""
            first = error.errors()[0]
            field = ".".join(str(part) for part in first["loc"])
            raise CurationError(
                f"{file}：第{number}条{f'（{label}）' if label else ''}的{field}不对：{first['msg']}"
            ) from error
