from __future__ import annotations

from typing import Any

import pytest

from bot.review.outcomes import outcome
from tests.bot.review.given import NOON, turn

ASKED_BACK: dict[str, Any] = {"kind": "clarify", "matter": "", "options": ("passport", "resident_id_card")}
HANDOFF: dict[str, Any] = {"kind": "handoff", "matter": ""}


@pytest.mark.parametrize(
    ("before", "text", "after", "expected"),
    [
        (ASKED_BACK, "2", {"matter": "resident_id_card"}, "option"),
        (ASKED_BACK, "狗叫", {"matter": "dogs"}, "ignored"),
        (ASKED_BACK, "转人工", HANDOFF, "handoff"),
        (ASKED_BACK, "2", {"matter": "resident_id_card", "at": NOON + 1801}, "ignored"),
        ({}, "转人工", HANDOFF, "handoff"),
        ({}, "转人工", {**HANDOFF, "at": NOON + 1801}, ""),
        ({}, "身份证丢了怎么补", {}, "asked_again"),
        ({}, "身份证丢了怎么补", {"at": NOON + 601}, ""),
        ({}, "身份证丢了上哪补 电话", {"intent": "ask_contact"}, ""),
        ({}, "身份证丢了上哪补 电话", {"intent": "ask_contact", "matter": "passport"}, "asked_again"),
        ({}, "狗叫归谁管", {"matter": "dogs"}, ""),
        ({"kind": "smalltalk"}, "身份证丢了上哪补", {}, ""),
    ],
)
def test_the_next_turn_tells_what_became_of_an_answer(
    before: dict[str, Any], text: str, after: dict[str, Any], expected: str
) -> None:
    assert outcome(turn(**before), turn(text, **{"at": NOON + 60, **after})) == expected
