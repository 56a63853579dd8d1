"""Refs as they are typed: duties/4/11, 4/11, 职责 4-11, 4.11."""

from __future__ import annotations

import re
from collections.abc import Collection

from knowledge.search.spelling import fold

_TABLES = {"duties": "职责", "boundaries": "边界", "services": "服务", "supervision": "监管"}
_BELOW = 0.9
_REF = re.compile(
    r"(?:[\w-]+:)?(?P<table>duties|boundaries|services|supervision|职责|边界|服务|监管)?[\s/]*"
    r"(?P<numbers>\d{1,2}(?:[/\-.·\s]\d{1,2})*)/?"
)


def refs_typed(text: str, known: Collection[str]) -> dict[str, float]:
    """The known refs that the text may name, 1 for the one meant, less for what stands below it."""
    typed = _REF.fullmatch(fold(text).strip())
    if typed is None:
        return {}
    named = typed["table"]
    numbers = re.split(r"\D", typed["numbers"])
    if not named and len(numbers) < 2:
        return {}
    whole = ["/".join([table, *numbers]) for table, title in _TABLES.items() if named in (None, table, title)]
    below = {ref: _BELOW for ref in known if any(ref.startswith(f"{start}/") for start in whole)}
    return below | {ref: 1.0 for ref in whole if ref in known}
