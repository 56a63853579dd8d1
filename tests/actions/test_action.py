from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable
from typing import Any, Optional

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.action import AnswerAction
from actions.context import Context
from knowledge.query import Knowledge
from knowledge.store import StoreError
from tests.actions.turns import THRESHOLDS, faults

Slot = Optional[dict[str, Any]]


def run(
    knowledge: Callable[[], Knowledge], message: dict[str, Any], slot: Slot = None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Run one turn; return the one message that was uttered, and the slot's new value."""
    dispatcher = CollectingDispatcher()
    tracker = Tracker("resident", {"context": slot}, message, [], False, None, {}, "action_listen")
    events = asyncio.run(AnswerAction(knowledge, THRESHOLDS).run(dispatcher, tracker, {}))
    (uttered,) = dispatcher.messages
    ((event, name, value),) = [(e["event"], e["name"], e["value"]) for e in events]
    assert (event, name) == ("slot", "context")
    return uttered, value


def heard(text: str, act: str, asked: str = "ask_unit", **matters: float) -> dict[str, Any]:
    return {
        "text": text,
        "dialogue_act": [{"name": act, "confidence": 1.0}],
        "asked": [{"name": asked, "confidence": 1.0}],
        "matters": [{"name": matter, "confidence": sure} for matter, sure in matters.items()],
        "entities": [],
    }


ID_CARD = heard("身份证丢了上哪补", "in_scope", resident_id_card=0.97)
ITS_PHONE = heard("电话呢", "follow_up", asked="ask_contact")


def test_the_domain_calls_it_by_its_name(knowledge: Knowledge):
    assert AnswerAction(lambda: knowledge, THRESHOLDS).name() == "action_answer"


def test_one_message_with_text_and_payload(knowledge: Knowledge):
    uttered, slot = run(lambda: knowledge, ID_CARD)

    assert uttered["text"].startswith("【居民身份证办理、换领、补领】\n负责单位：户政科\n")
    assert uttered["custom"] == {
        "kind": "unit",
        "matter": "resident_id_card",
        "refs": ["duties/4/11", "supervision/10"],
        "options": [],
        "confidence": 0.97,
    }
    assert slot["matter"] == "resident_id_card"


def test_what_was_talked_of_comes_back_from_a_slot_that_went_through_json(knowledge: Knowledge):
    _, slot = run(lambda: knowledge, ID_CARD)

    uttered, slot = run(lambda: knowledge, ITS_PHONE, json.loads(json.dumps(slot)))

    assert (uttered["custom"]["kind"], uttered["custom"]["matter"]) == ("contact", "resident_id_card")
    assert slot["intent"] == "ask_contact"


def test_options_come_back_from_a_slot_that_went_through_json(knowledge: Knowledge):
    back, slot = run(lambda: knowledge, heard("证", "in_scope", passport=0.3, dog_barking=0.3))
    assert back["custom"]["kind"] == "clarify"

    uttered, _ = run(lambda: knowledge, heard("2", "out_of_scope"), json.loads(json.dumps(slot)))

    assert uttered["custom"]["matter"] == "dog_barking"


@pytest.mark.parametrize(("hours", "matter"), [(23, "passport"), (25, None)])
def test_a_conversation_expires_after_a_day(knowledge: Knowledge, hours: int, matter: Optional[str]):
    slot = Context(matter="passport", at=time.time() - hours * 3600).as_slot()

    uttered, after = run(lambda: knowledge, ITS_PHONE, slot)

    assert uttered["custom"]["matter"] == matter
    assert after["at"] == pytest.approx(time.time(), abs=60)


def test_an_emergency_reaches_the_answer(knowledge: Knowledge):
    message = heard("着火了", "in_scope") | {"emergency": {"numbers": ["119"], "confidence": 0.9, "despair": False}}

    uttered, _ = run(lambda: knowledge, message)

    assert uttered["custom"]["kind"] == "emergency"
    assert uttered["custom"]["numbers"] == ["119"]
    assert uttered["text"].startswith("119")


def test_departments_named_reach_the_answer(knowledge: Knowledge):
    message = heard("商务局管什么", "in_scope") | {"entities": [{"entity": "department", "value": "商务局"}]}

    uttered, _ = run(lambda: knowledge, message)

    assert uttered["custom"]["refs"] == ["boundaries/3/2"]


def broken() -> Knowledge:
    raise StoreError("知识库无法读取：unable to open database file")


def test_a_store_that_cannot_be_read_gives_a_polite_text_and_one_payload(
    knowledge: Knowledge, caplog: pytest.LogCaptureFixture
):
    slot = Context(matter="passport", at=time.time()).as_slot()

    with caplog.at_level(logging.ERROR):
        uttered, after = run(broken, ID_CARD, slot)

    assert uttered["text"].startswith("抱歉，系统暂时查不了")
    assert "110" in uttered["text"]
    assert uttered["custom"]["refs"] == []
    assert uttered["custom"]["failed"] is True
    assert faults(uttered["text"], uttered["custom"], knowledge) == []
    assert after["matter"] == "passport"
    assert "unable to open database file" in caplog.text


@pytest.mark.parametrize("message", [{}, {"text": None}, {"text": "狗", "matters": [{"nom": "dogs"}]}])
def test_a_message_that_cannot_be_read_gets_an_answer_too(knowledge: Knowledge, message: dict[str, Any]):
    uttered, _ = run(lambda: knowledge, message)

    assert faults(uttered["text"], uttered["custom"], knowledge) == []


@pytest.mark.parametrize("slot", [{"options": [{"title": "犬吠扰民"}]}, {"at": "yesterday"}, ["dogs"]])
def test_a_slot_that_cannot_be_read_is_forgotten(knowledge: Knowledge, slot: Any):
    uttered, _ = run(lambda: knowledge, ID_CARD, slot)

    assert uttered["custom"]["matter"] == "resident_id_card"


def test_a_slot_about_a_matter_that_is_no_more_does_not_break_the_conversation(knowledge: Knowledge):
    slot = Context(matter="dropped_matter", at=time.time()).as_slot()

    uttered, _ = run(lambda: knowledge, ITS_PHONE, slot)

    assert "failed" not in uttered["custom"]
