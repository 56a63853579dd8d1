"""The knowledge and its search index, as the staff's pages use them: together, and made anew together."""

from __future__ import annotations

import threading
from typing import Optional

from knowledge.query import Knowledge, LiveKnowledge
from knowledge.search import SearchIndex


class Library:
    """The knowledge and its search index, made anew whenever something in the store has changed."""

    def __init__(self, knowledge: LiveKnowledge) -> None:
        self._live = knowledge
        self._making = threading.Lock()
        self._made: Optional[tuple[Knowledge, SearchIndex]] = None

    def current(self) -> tuple[Knowledge, SearchIndex]:
        """Blocks where the index has to be made anew, for about a second. StoreError as ``LiveKnowledge``."""
        with self._making:
            knowledge = self._live.current()
            if self._made is None or self._made[0] is not knowledge:
                self._made = knowledge, SearchIndex(knowledge)
            return self._made
