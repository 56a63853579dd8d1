"""Knowledge as it is once staff have given something."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone

from knowledge.query import Knowledge
from knowledge.staff import Edit, Key

WHEN = datetime(2026, 11, 24, 4, 30, tzinfo=timezone.utc)


def with_given(knowledge: Knowledge, values: Mapping[Key, str]) -> Knowledge:
    """The same document and curated layer, with values given by 王敏 on 24 November 2026."""
    edits = {key: Edit(n, WHEN, "王敏", *key, old="", new=new) for n, (key, new) in enumerate(values.items(), 1)}
    return Knowledge(knowledge.document, knowledge.curation, edits)
