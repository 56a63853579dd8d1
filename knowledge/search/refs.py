"""Refs as they are typed: duties/4/11, 4/11, 职责 4-11, 4.11."""

from __future__ import annotations

import re
from collections.abc import Mapping

from knowledge.search.spelling import fold

_TABLES = {"duties": "职责", "boundaries": "边界", "services": "服务", "supervision": "监管"}
_REF = re.compile(
    r"(?:[\w-]+:)?(?P<table>duties|boundaries|services|supervision|职责|边界|服务|监管)?[\s/]*(?P<numbers>\d{1,2}(?:[/\-.·\s]\d{1,2})*)/?"
)


def refs_typed(text: str, known: Mapping[str, object]) -> list[str]:
    """The known refs that the text may name, without a table's name in the order of the document's tables."""
    typed = _REF.fullmatch(fold(text).strip())
    if typed is None:
        return []
    named = typed["table"]
    numbers = re.split(r"\D", typed["numbers"])
    if not named and len(numbers) < 2:
        return []
    tables = [table for table, title in _TABLES.items() if named in (None, table, title)]
    whole = ["/".join([table, *numbers]) for table in tables]
    return [ref for ref in whole if ref in known] + [
        ref for ref in known if any(ref.startswith(f"{start}/") for start in whole)
    ]
