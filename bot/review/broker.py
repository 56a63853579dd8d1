"""Rasa's event broker that keeps turns in the bot's own database (endpoints.yml)."""

from __future__ import annotations

import asyncio
from asyncio import AbstractEventLoop
from typing import Any, Optional

from rasa.core.brokers.broker import EventBroker
from rasa.utils.endpoints import EndpointConfig

from bot.database import Database
from bot.review.backlog import Backlog
from bot.review.consumer import Consumer
from bot.review.evidence import Evidence
from bot.review.turns import Turns
from bot.settings import DOCUMENT_ID, read_settings
from knowledge.query import LiveKnowledge
from knowledge.store import Store


class TurnBroker(EventBroker):
    """``publish`` returns at once; what was published is written soon after, or at ``close``."""

    def __init__(self, backlog: Backlog) -> None:
        self._backlog = backlog

    @classmethod
    async def from_endpoint_config(
        cls, broker_config: EndpointConfig, event_loop: Optional[AbstractEventLoop] = None
    ) -> TurnBroker:
        settings = read_settings()
        knowledge = LiveKnowledge(Store(settings.database_url), DOCUMENT_ID)
        turns = Turns(Database(settings.database_url))
        return cls(Backlog(Consumer(Evidence(knowledge)), turns, settings.review_days))

    def publish(self, event: dict[str, Any]) -> None:
        self._backlog.put(event)

    async def close(self) -> None:
        await asyncio.to_thread(self._backlog.close)
