"""What the document's words alone say a question is about, without anything learned."""

from __future__ import annotations

import time
from typing import Optional

from bot.library import Library
from knowledge.query import LiveKnowledge
from knowledge.search import SearchIndex
from knowledge.store import StoreError

_LOOK_AGAIN = 10.0  # seconds: asking the database whether the knowledge changed takes as long as the search
_PLAIN = 0.5  # of the search's score; below it, single characters matched here and there


class Evidence:
    """Blocks for some milliseconds, the first time and after a change of the knowledge for about a second."""

    def __init__(self, knowledge: LiveKnowledge) -> None:
        self._library = Library(knowledge)
        self._index: Optional[SearchIndex] = None
        self._looked_at = 0.0

    def __call__(self, text: str) -> str:
        """The matter that ``knowledge.search`` puts first, "" where it finds none plainly."""
        try:
            index = self._current()
        except StoreError:
            return ""
        return next((hit.key for hit in index.find(text) if hit.kind == "matter" and hit.score >= _PLAIN), "")

    def _current(self) -> SearchIndex:
        now = time.monotonic()
        if self._index is None or now - self._looked_at > _LOOK_AGAIN:
            _knowledge, self._index = self._library.current()
            self._looked_at = now
        return self._index
