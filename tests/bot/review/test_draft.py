from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from bot.review.draft import Draft, first_draft
from bot.review.labels import LabelError, Wish
from bot.review.turns import Guess, Turn
from tests.bot.review.conftest import MATTERS
from tests.bot.review.given import turn

DRAFT = Draft("狗叫", "ask_unit", talk="thanks", numbers="120、110", matters=("dogs", "noise"))


def kept(**more: Any) -> Turn:
    rest = {"id": 1, "outcome": "", "feedback": "", "reported": False, "reason": "", "priority": 0.0, "state": "new"}
    given = turn(**more)
    return Turn(**{field.name: getattr(given, field.name) for field in fields(given)}, **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("accept", "wish"),
    [
        ("matter:dogs", Wish("狗叫", "matter", ("dogs",), "ask_unit")),
        ("two_matters", Wish("狗叫", "two_matters", ("dogs", "noise"), "ask_unit")),
        ("two_matters:noise,dogs", Wish("狗叫", "two_matters", ("noise", "dogs"), "ask_unit")),
        ("follow_up", Wish("狗叫", "follow_up", intent="ask_unit")),
        ("talk", Wish("狗叫", "talk", intent="thanks")),
        ("talk:bye", Wish("狗叫", "talk", intent="bye")),
        ("emergency", Wish("狗叫", "emergency", numbers=("120", "110"))),
        ("out_of_scope", Wish("狗叫", "out_of_scope")),
        ("new_matter", Wish("狗叫", "new_matter")),
        ("unusable", Wish("狗叫", "unusable")),
    ],
)
def test_each_button_wishes_for_a_label(accept: str, wish: Wish) -> None:
    assert DRAFT.wish(accept, MATTERS) == wish


@pytest.mark.parametrize(("accept", "reason"), [("", "请选一个判定"), ("matter:cats", "没有“cats”这个事项")])
def test_a_button_that_names_nothing_is_refused(accept: str, reason: str) -> None:
    with pytest.raises(LabelError, match=reason):
        DRAFT.wish(accept, MATTERS)


def test_a_new_form_holds_what_the_bot_understood() -> None:
    draft = first_draft(kept(text="电话多少", intent="ask_contact"), None)
    assert (draft.text, draft.intent, draft.talk) == ("电话多少", "ask_contact", "greet")
    spoken = first_draft(kept(intent="thanks", guesses=(Guess("thanks", 0.9),)), None)
    assert (spoken.intent, spoken.talk) == ("ask_unit", "thanks")
