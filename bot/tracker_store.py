"""Conversations in memory, bounded both ways: how many, and how long."""

from __future__ import annotations

from collections import OrderedDict
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
        self.max_event_history = KEPT_EVENTS
        self.store: OrderedDict[str, str] = OrderedDict()

    async def save(self, tracker: DialogueStateTracker) -> None:
        await self.stream_events(tracker)
        while len(tracker.events) > KEPT_EVENTS:
            tracker.events.popleft()
        self.store[tracker.sender_id] = self.serialise_tracker(tracker)
        self.store.move_to_end(tracker.sender_id)
        while len(self.store) > KEPT_CONVERSATIONS:
            self.store.popitem(last=False)

    def forget(self, sender_id: str) -> None:
        """Delete a conversation."""
        self.store.pop(sender_id, None)
