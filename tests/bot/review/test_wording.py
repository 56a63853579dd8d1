from __future__ import annotations

from typing import Any

import pytest

from actions.question import TALK_INTENTS
from bot.examples.checking import INTENTS as TRAINED
from bot.review.label_rules import _NEEDS
from bot.review.wording import INTENTS, VERDICTS, titled


def test_every_intent_and_verdict_has_a_name_of_its_own() -> None:
    assert set(INTENTS) == TRAINED
    assert set(VERDICTS) == set(_NEEDS)
    assert len(set(INTENTS.values())) == len(INTENTS)
    assert set(TALK_INTENTS) < set(INTENTS)


@pytest.mark.parametrize(
    ("intent", "metadata", "words"),
    [
        ("ask_unit", {"voice": "review", "matter": "dogs"}, "犬吠扰民（归谁管）"),
        ("ask_contact", {"matters": ["dogs", "gone"]}, "犬吠扰民、gone（电话地址时间）"),
        ("ask_unit", {"follow_up": True}, "接着问（归谁管）"),
        ("emergency", {"numbers": ["119", "120"]}, "紧急情况（119、120）"),
        ("greet", {"voice": "review"}, "打招呼"),
        ("correct", {"matter": "dogs"}, "犬吠扰民（纠正上一句）"),
    ],
)
def test_what_an_example_is_trained_as_in_words(intent: str, metadata: dict[str, Any], words: str) -> None:
    assert titled(intent, metadata, {"dogs": "犬吠扰民"}) == words
