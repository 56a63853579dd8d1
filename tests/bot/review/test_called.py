from __future__ import annotations

from actions.answer import KINDS as ANSWERED
from bot.review import called
from bot.review.consumer import KEPT_CHANNELS
from bot.review.deserving import REASONS
from bot.review.label_rules import Wish


def test_everything_that_is_kept_has_a_name() -> None:
    assert tuple(called.REASONS) == REASONS
    assert set(called.KINDS) == set(ANSWERED)
    assert set(called.CHANNELS) == set(KEPT_CHANNELS)


def test_a_label_is_told_in_words() -> None:
    assert (
        called.trained_as(Wish("狗叫", "matter", ("dogs",), "ask_unit"), {"dogs": "犬吠扰民"}) == "犬吠扰民（归谁管）"
    )
    assert called.trained_as(Wish("啊啊", "unusable"), {}) == "用不上"
