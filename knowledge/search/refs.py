"""Refs as they are typed: duties/4/11, 4/11, 第4项第11条."""

from __future__ import annotations

import re
from collections.abc import Collection

from knowledge.search.spelling import fold

_TABLES = {
    "duties": ("duties", "部门职责", "职责"),
    "boundaries": ("boundaries", "职责边界", "边界"),
    "services": ("services", "公共服务", "服务"),
    "supervision": ("supervision", "监管制度", "监管"),
}
_BELOW = 0.9
_REF = re.compile(
    rf"(?:[\w-]+:)?(?P<table>{'|'.join(name for names in _TABLES.values() for name in names)})?[\s/]*"
    r"第?(?P<numbers>\d{1,2}(?:(?:[/\-.\s]|项第?)\d{1,2})*)[/项条行]?"
)


def refs_typed(text: str, known: Collection[str]) -> dict[str, float]:
    """The known refs that the text may name, 1 for the one meant, less for what stands below it."""
    typed = _REF.fullmatch(fold(text).strip())
    if typed is None:
        return {}
    named = typed["table"]
    numbers = re.findall(r"\d+", typed["numbers"])
    if not named and len(numbers) < 2:
        return {}
    whole = ["/".join([table, *numbers]) for table, names in _TABLES.items() if named in (None, *names)]
    below = {ref: _BELOW for ref in known if any(ref.startswith(f"{start}/") for start in whole)}
    return below | {ref: 1.0 for ref in whole if ref in known}
