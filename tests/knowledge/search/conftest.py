"""The search over the published document, and what shows its hits at a glance."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from knowledge.query import Knowledge
from knowledge.search import SearchIndex
from knowledge.search.spelling import spell
from knowledge.search.tape import Tape


@pytest.fixture(scope="session")
def index(knowledge: Knowledge) -> SearchIndex:
    return SearchIndex(knowledge)


def tape(*names: str, running: Sequence[str] = ()) -> Tape:
    return Tape([spell(name) for name in names], [spell(text) for text in running])
