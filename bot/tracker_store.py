"""Conversations in memory, bounded both ways: how many, and how long."""

from __future__ import annotations

from collections import OrderedDict
from itertools import takewhile
from typing import Any, Optional

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

KEPT_EVENTS = 24  # a few turns; what must outlive them is in the slot that every turn sets
KEPT_CONVERSATIONS = 20_000


class RecentTrackerStore(InMemoryTrackerStore):
    """Keeps the latest events of the latest conversations: the 300th turn costs what the 3rd does."""

    def __init__(self, domain: Domain, event_broker: Optional[EventBroker] = None, **kwargs: Any) -> None:
        super().__init__(domain, event_broker, **kwargs)
        self.store: OrderedDict[str, str] = OrderedDict()
        self._streamed: dict[str, float] = {}  # the last event's time of each conversation

    async def save(self, tracker: DialogueStateTracker) -> None:
        await self.stream_events(tracker)
        while len(tracker.events) > KEPT_EVENTS:
            tracker.events.popleft()
        self.store[tracker.sender_id] = self.serialise_tracker(tracker)
        self.store.move_to_end(tracker.sender_id)
        while len(self.store) > KEPT_CONVERSATIONS:
            self.forget(next(iter(self.store)))

    async def stream_events(self, tracker: DialogueStateTracker) -> None:
        """Publish what is new. Rasa's own way reads the whole stored conversation again to find out."""
        if self.event_broker is None or not tracker.events:
            return
        last = self._streamed.get(tracker.sender_id)
        new = takewhile(lambda event: event.timestamp != last, reversed(tracker.events))
        self._streamed[tracker.sender_id] = tracker.events[-1].timestamp
        await self._stream_new_events(self.event_broker, list(new)[::-1], tracker.sender_id)

    def forget(self, sender_id: str) -> None:
        """Delete a conversation."""
        self.store.pop(sender_id, None)
        self._streamed.pop(sender_id, None)
