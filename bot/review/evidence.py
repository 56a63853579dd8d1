"""What the document's words alone say a question is about, without anything learned."""

from __future__ import annotations

from bot.desk.desk import Library
from knowledge.query import LiveKnowledge
from knowledge.store import StoreError

_PLAIN = 0.5  # of the search's score; below it, single characters matched here and there


class Evidence:
    """Blocks for some milliseconds, the first time and after a change of the knowledge for about a second."""

    def __init__(self, knowledge: LiveKnowledge) -> None:
        self._library = Library(knowledge)

    def __call__(self, text: str) -> str:
        """The matter that ``knowledge.search`` puts first, "" where it finds none plainly."""
        try:
            _knowledge, index = self._library.current()
        except StoreError:
            return ""
        return next((hit.key for hit in index.find(text) if hit.kind == "matter" and hit.score >= _PLAIN), "")
