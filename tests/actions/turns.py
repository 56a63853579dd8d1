"""Short ways to write one turn down, and what the contract asks of every answer."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Optional

from actions.answer import Answer
from actions.context import Context, Option
from actions.decide import Decision
from actions.question import Alarm, Guess, Question
from actions.rendering import render
from actions.respond import respond
from actions.thresholds import Thresholds
from knowledge.query import Knowledge
from tests.conftest import PUBLISHED

# Fixed here, so that fitting them anew does not change what a test says.
THRESHOLDS = Thresholds(
    answer=0.5,
    lead=0.25,
    margin=2.0,
    option=0.1,
    offer=0.4,
    ambiguous=0.3,
    plain=0.75,
    refuse=0.5,
    emergency=0.5,
    continues=0.5,
    conversation=50.0,
    choosing=0.5,
    asks_anew=0.8,
    carry=0.45,
    named=600.0,
    second=0.6,
    context=0.15,
    talk=0.5,
    refuse_going_on=0.6,
    calm=15.0,
    left_over=0.3,
)

# Every character that the document prints, without white space.
PRINTED = "".join(PUBLISHED.read_text(encoding="utf-8").split())


def question(
    text: str = "……",
    matters: Optional[Mapping[str, float]] = None,
    *,
    act: str = "in_scope",
    asked: str = "ask_unit",
    departments: tuple[str, ...] = (),
    alarm: Optional[Alarm] = None,
) -> Question:
    """A turn whose dialogue act and intent are certain, and whose matters are as likely as said."""
    return Question(
        text,
        dialogue_act=(Guess(act, 1.0),),
        asked=(Guess(asked, 1.0),),
        matters=tuple(Guess(label, confidence) for label, confidence in (matters or {}).items()),
        departments=departments,
        alarm=alarm,
    )


def options(knowledge: Knowledge, *matters: str) -> tuple[Option, ...]:
    return tuple(Option(knowledge.matters[m].title, m, knowledge.matters[m].refs) for m in matters)


def turn(knowledge: Knowledge, said: Question, before: Context = Context()) -> tuple[Answer, Context]:
    return respond(said, before, knowledge, THRESHOLDS)


def answer(
    knowledge: Knowledge, matter: str, intent: str = "ask_unit", text: str = "……", departments: tuple[str, ...] = ()
) -> Answer:
    """The answer once it is decided what the turn is about."""
    return render(Decision("answer", intent=intent, matter=matter, departments=departments), text, knowledge)


def lines(text: str, beginning: str = "") -> list[str]:
    return [line for line in text.split("\n") if line.startswith(beginning)]


def uncurated(text: str) -> str:
    """The text without its 校注."""
    return "\n".join(line for line in text.split("\n") if not line.startswith("校注："))


# --- the contract, section 2, as it is written there ----------------------------------

KINDS = {
    "unit",
    "contact",
    "legal_basis",
    "duty",
    "split",
    "supervision",
    "service",
    "procedure",
    "clarify",
    "emergency",
    "out_of_scope",
    "smalltalk",
    "handoff",
}
_REF = re.compile(r"duties/\d+/\d+|boundaries/\d+(/\d+)?|services/\d+|supervision/\d+")


def faults(text: str, payload: dict[str, Any], knowledge: Knowledge) -> list[str]:
    """Say what of an answer breaks the contract; nothing for a valid one."""
    refs = payload["refs"]
    offered = [ref for option in payload["options"] for ref in option["refs"]]
    rules = {
        "no JSON": json.loads(json.dumps(payload)) == payload,
        "no text": text.strip() != "",
        "unknown kind": payload["kind"] in KINDS,
        "unknown matter": payload["matter"] is None or payload["matter"] in knowledge.matters,
        "a ref that is no ref": all(_REF.fullmatch(ref) for ref in (*refs, *offered)),
        "a ref to no place": all(ref in knowledge.places for ref in (*refs, *offered)),
        "a ref twice": len(set(refs)) == len(refs),
        "refs where nothing was looked up": not refs or payload["kind"] not in ("out_of_scope", "smalltalk"),
        "options": bool(payload["options"]) == (payload["kind"] == "clarify"),
        "confidence": 0.0 <= payload["confidence"] <= 1.0,
        "a phone that nobody published": set(re.findall(r"\d{7,}", text)) <= {"7722206"},
    }
    return [rule for rule, kept in rules.items() if not kept]


_SECTIONS = {"部门职责": "duties", "职责边界": "boundaries", "公共服务事项": "services", "监管制度": "supervision"}
_SOURCE = re.compile(r"(部门职责|职责边界|公共服务事项|监管制度)(?:第(\d+)项|（(.)）)(?:第([\d、]+)行)?")


def refs_of_source(text: str) -> set[str]:
    """The places that an answer's last line names: ``来源：部门职责第4项第10、11行`` → duties/4/10, duties/4/11."""
    last = text.split("\n")[-1]
    assert last.startswith("来源："), text
    found = set()
    for part in last.removeprefix("来源：").split("；"):
        match = _SOURCE.fullmatch(part)
        assert match, part
        number = match[2] or str("一二三四五六七八九十".index(match[3]) + 1)
        place = f"{_SECTIONS[match[1]]}/{number}"
        found |= {f"{place}/{row}" for row in match[4].split("、")} if match[4] else {place}
    return found
