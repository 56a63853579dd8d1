import asyncio
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot import tracker_store
from bot.tracker_store import KEPT_EVENTS, RecentTrackerStore

DOMAIN = Domain.from_yaml("version: '3.1'\nslots:\n  context:\n    type: any\n    mappings:\n    - type: custom\n")


def conversation(sender: str) -> DialogueStateTracker:
    return DialogueStateTracker(sender, DOMAIN.slots)


def test_three_hundredth_turn_is_kept_like_the_third() -> None:
    store = RecentTrackerStore(DOMAIN)
    tracker = conversation("talker")
    for turn in range(300):
        tracker.update(UserUttered(f"question {turn}"))
        tracker.update(SlotSet("context", {"turn": turn}))
    asyncio.run(store.save(tracker))
    kept = asyncio.run(store.retrieve("talker"))
    assert kept is not None
    assert len(kept.events) == KEPT_EVENTS
    assert kept.get_slot("context") == {"turn": 299}


class Heard(EventBroker):
    def __init__(self) -> None:
        self.texts: list[str] = []

    def publish(self, event: dict[str, Any]) -> None:
        self.texts.append(event["text"])


def test_every_event_is_published_once_however_long_the_conversation() -> None:
    heard = Heard()
    store = RecentTrackerStore(DOMAIN, heard)

    async def talk() -> None:
        for turn in range(3 * KEPT_EVENTS):
            tracker = await store.get_or_create_tracker("talker", append_action_listen=False)
            tracker.update(UserUttered(f"question {turn}"))
            tracker.update(BotUttered(f"answer {turn}"))
            await store.save(tracker)

    asyncio.run(talk())
    assert heard.texts == [f"{said} {turn}" for turn in range(3 * KEPT_EVENTS) for said in ("question", "answer")]


def test_oldest_conversation_makes_room(monkeypatch) -> None:
    monkeypatch.setattr(tracker_store, "KEPT_CONVERSATIONS", 2)
    store = RecentTrackerStore(DOMAIN)
    for sender in ("first", "second", "first", "third"):
        asyncio.run(store.save(conversation(sender)))
    assert list(store.store) == ["first", "third"]


def test_a_conversation_can_be_forgotten() -> None:
    store = RecentTrackerStore(DOMAIN)
    asyncio.run(store.save(conversation("wx-a")))
    store.forget("wx-a")
    store.forget("wx-unknown")
    assert asyncio.run(store.retrieve("wx-a")) is None
