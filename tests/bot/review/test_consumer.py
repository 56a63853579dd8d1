from __future__ import annotations

from typing import Any, Optional

import pytest

from bot.review import consumer as module
from bot.review.consumer import Consumer, Feedback, Forget, Heard, feedback_event, forget_event
from bot.review.turns import Guess, NewTurn
from tests.bot.review.events import answered, asked, ranking
from tests.bot.review.given import NOON


def heard(*events: dict[str, Any], consumer: Optional[Consumer] = None) -> list[Heard]:
    consumer = consumer or Consumer(lambda text: "evidence of " + text)
    return [one for event in events if (one := consumer.hear(event)) is not None]


def test_the_events_of_a_turn_become_a_turn() -> None:
    assert heard(asked("身份证丢了"), *answered()) == [
        NewTurn(
            at=NOON,
            channel="rest",
            user="web-a",
            text="身份证丢了",
            intent="ask_unit",
            matter="resident_id_card",
            confidence=0.8,
            margin=0.1,
            guesses=(
                Guess("resident_id_card", 0.4),
                Guess("ambiguous", 0.3),
                Guess("out_of_scope", 0.2),
                Guess("passport", 0.1),
            ),
            kind="unit",
            refs=("duties/4/11",),
            options=(),
            answer="负责单位：户政科",
            evidence="evidence of 身份证丢了",
            model="m1",
        )
    ]


def test_conversations_may_cross() -> None:
    first, second = answered("web-a"), answered("web-b")
    mixed = [event for pair in zip(first, second, strict=True) for event in pair]
    turns = heard(asked("一"), asked("二", "web-b"), *mixed)
    assert [(one.user, one.text) for one in turns if isinstance(one, NewTurn)] == [("web-a", "一"), ("web-b", "二")]


@pytest.mark.parametrize(
    ("payload", "context", "acts", "intent"),
    [
        ({"kind": "contact"}, {"intent": "ask_contact"}, {}, "ask_contact"),
        ({"kind": "legal_basis", "matter": None}, {"intent": "ask_contact"}, {}, "ask_unit"),
        ({"kind": "clarify", "matter": None}, {"intent": "ask_contact"}, {}, "ask_contact"),
        ({"kind": "out_of_scope", "matter": None}, {"intent": "ask_contact"}, {}, "out_of_scope"),
        ({"kind": "emergency", "matter": None}, None, {}, "emergency"),
        ({"kind": "smalltalk", "matter": None}, None, {"dialogue_act": ranking(greet=1.0)}, "greet"),
    ],
)
def test_the_intent_is_that_of_the_decision(
    payload: dict[str, Any], context: Any, acts: dict[str, Any], intent: str
) -> None:
    (one,) = heard(asked("电话呢", **acts), *answered(context=context, **payload))
    assert isinstance(one, NewTurn) and one.intent == intent


def test_the_options_are_kept_as_matters() -> None:
    context = {"intent": "ask_unit", "options": [{"title": "护照", "matter": "passport", "refs": []}]}
    (one,) = heard(asked("证件丢了"), *answered(context=context, kind="clarify", matter=None))
    assert isinstance(one, NewTurn) and one.options == ("passport",)


@pytest.mark.parametrize(
    "events",
    [
        [asked("狗叫", channel="command line"), *answered()],
        [asked("狗叫"), *answered(failed=True)],
        answered(),
        [asked("狗叫"), *answered("web-b")],
        [asked("狗叫"), answered()[0], answered()[-1]],
    ],
    ids=["asked on the terminal", "failed", "no question", "another's answer", "no answer"],
)
def test_what_is_no_turn_of_a_resident_is_not_kept(events: list[dict[str, Any]]) -> None:
    assert heard(*events) == []


def test_opinions_and_wishes_to_be_forgotten_are_passed_on_in_their_place() -> None:
    consumer = Consumer(lambda _text: "")
    events = [feedback_event("web-a", useful=False), asked("狗叫"), forget_event("web-a"), *answered()]
    assert heard(*events, consumer=consumer) == [Feedback("web-a", False), Forget("web-a")]
    assert not consumer.is_waiting("web-a")


def test_questions_that_are_never_answered_do_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_HALF_HEARD", 2)
    consumer = Consumer(lambda _text: "")
    heard(*(asked("狗叫", f"web-{number}") for number in range(3)), consumer=consumer)
    assert [consumer.is_waiting(f"web-{number}") for number in range(3)] == [False, True, True]
