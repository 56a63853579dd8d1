"""From Rasa's events to turns, whether they come from the same process or from RabbitMQ."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Optional, Union

from actions.question import Guess as Likely
from actions.question import Question, question_of
from bot.review.turn import Guess, NewTurn

FEEDBACK, FORGET = "feedback", "forget"  # events that are not Rasa's own
KEPT_CHANNELS = ("rest", "wechat")
_GUESSES = 5
_HALF_HEARD = 10_000  # conversations whose answer has not come yet

Event = Mapping[str, Any]


class Feedback(NamedTuple):
    user: str
    useful: bool


class Forget(NamedTuple):
    user: str


Heard = Union[NewTurn, Feedback, Forget]


def feedback_event(user: str, useful: bool) -> dict[str, Any]:
    """For ``EventBroker.publish``: what a resident thinks of the last answer, behind that answer in the same queue."""
    return {"event": FEEDBACK, "sender_id": user, "useful": useful}


def forget_event(user: str) -> dict[str, Any]:
    """For ``EventBroker.publish``: this user's turns are to be deleted, also those on their way."""
    return {"event": FORGET, "sender_id": user}


class Consumer:
    """``evidence``: the matter that the document's words alone put first for a text, or ""."""

    def __init__(self, evidence: Callable[[str], str]) -> None:
        self._evidence = evidence
        self._waiting: OrderedDict[str, list[Event]] = OrderedDict()

    def hear(self, event: Event) -> Optional[Heard]:
        """Take one event as ``rasa.core.brokers`` publishes it; return what it completes, if it completes anything."""
        user, kind = event["sender_id"], event["event"]
        if kind == FEEDBACK:
            return Feedback(user, bool(event["useful"]))
        if kind == FORGET:
            self._waiting.pop(user, None)
            return Forget(user)
        if kind == "user" and event.get("input_channel") in KEPT_CHANNELS:
            self._waiting[user] = [event]
            self._waiting.move_to_end(user)
            if len(self._waiting) > _HALF_HEARD:
                self._waiting.popitem(last=False)
            return None
        heard = self._waiting.get(user)
        if heard is None:
            return None
        heard.append(event)
        if (kind, event.get("name")) != ("action", "action_listen"):
            return None
        return self._turn(user, self._waiting.pop(user))

    def is_waiting(self, user: str) -> bool:
        """Has this user asked something whose answer has not come yet?"""
        return user in self._waiting

    def _turn(self, user: str, events: list[Event]) -> Optional[NewTurn]:
        said = [event for event in events if event["event"] == "bot" and (event.get("data") or {}).get("custom")]
        if len(said) != 1:
            return None
        payload = said[0]["data"]["custom"]
        if payload.get("failed"):  # tells of a broken system, not of what was understood
            return None
        asked, context = events[0], _context(events)
        question = question_of(asked.get("parse_data") or {})
        guesses = _guesses(question)
        text = asked.get("text") or ""
        return NewTurn(
            at=float(asked["timestamp"]),
            channel=asked["input_channel"],
            user=user,
            text=text,
            intent=_intent(payload["kind"], bool(payload["matter"]), question, context),
            matter=payload["matter"] or "",
            confidence=payload["confidence"],
            margin=round(guesses[0].confidence - guesses[1].confidence, 4) if len(guesses) > 1 else 1.0,
            guesses=guesses,
            kind=payload["kind"],
            refs=tuple(payload["refs"]),
            options=tuple(option["matter"] for option in context.get("options") or ()),
            answer=said[0].get("text") or "",
            evidence=self._evidence(text),
            model=(asked.get("metadata") or {}).get("model_id") or "",
        )


def _context(events: list[Event]) -> Mapping[str, Any]:
    """What the conversation remembers after the turn (``actions.context``)."""
    slots = [event["value"] for event in events if event["event"] == "slot" and event.get("name") == "context"]
    return slots[-1] or {} if slots else {}


def _intent(kind: str, about_a_matter: bool, question: Question, context: Mapping[str, Any]) -> str:
    """What was asked, as the decision took it."""
    if kind in ("out_of_scope", "emergency", "handoff"):
        return kind
    if kind == "smalltalk":
        return question.act
    from_context = kind == "clarify" or about_a_matter  # the others leave there what was asked before
    return str(context.get("intent") if from_context else question.intent)


def _guesses(question: Question) -> tuple[Guess, ...]:
    """What the message may be about or do, as one ranking that adds up to 1 at most."""
    inside = question.act_probability("in_scope")
    about = [Likely(guess.label, guess.confidence * inside) for guess in question.matters]
    acts = [guess for guess in question.dialogue_act if guess.label != "in_scope"]
    ranked = sorted([*about, *acts], key=lambda guess: -guess.confidence)
    return tuple(Guess(guess.label, round(guess.confidence, 4)) for guess in ranked[:_GUESSES])
