from __future__ import annotations

import pytest

from actions.answer import KINDS, Answer, Draft
from actions.context import Option
from tests.actions import turns


def test_the_kinds_are_those_of_the_contract():
    assert set(KINDS) == turns.KINDS
    assert len(KINDS) == len(turns.KINDS)


def test_the_payload_is_the_one_of_the_contract():
    told = Answer(
        kind="unit",
        text="负责单位：户政科",
        matter="resident_id_card",
        refs=("duties/4/11", "supervision/10"),
        confidence=0.97,
    )

    assert told.payload() == {
        "kind": "unit",
        "matter": "resident_id_card",
        "refs": ["duties/4/11", "supervision/10"],
        "options": [],
        "confidence": 0.97,
    }


def test_options_show_their_title_and_refs_but_not_the_matter_behind_them():
    asked_back = Answer(
        "clarify", "请问……", options=(Option("犬吠扰民", "dog_barking", ("boundaries/10/1", "boundaries/9/1")),)
    )

    assert asked_back.payload()["options"] == [{"title": "犬吠扰民", "refs": ["boundaries/10/1", "boundaries/9/1"]}]


def test_more_keys_stand_beside_the_contracts_own():
    dialled = Answer("emergency", "119！", extra={"numbers": ["119"]})

    assert dialled.payload()["numbers"] == ["119"]
    assert dialled.payload()["kind"] == "emergency"


@pytest.mark.parametrize(("sure", "shown"), [(1.2, 1.0), (-0.1, 0.0), (0.123456, 0.1235), (0.5, 0.5)])
def test_confidence_stays_between_nought_and_one(sure: float, shown: float):
    assert Answer("unit", "……", confidence=sure).payload()["confidence"] == shown


def test_a_line_and_the_refs_it_was_taken_from_go_in_together():
    draft = Draft()

    draft.line("负责单位：户政科", "duties/4/11")
    draft.line("另见：监管制度", "supervision/10", "duties/4/11")
    draft.line("法律依据：文件未载明。")

    assert draft.refs == ("duties/4/11", "supervision/10")
    assert draft.text() == "负责单位：户政科\n另见：监管制度\n法律依据：文件未载明。"
    assert draft.length == len("负责单位：户政科另见：监管制度法律依据：文件未载明。")


def test_a_remark_stands_once_between_the_facts_and_the_source():
    draft = Draft()

    draft.note("疑互换")
    draft.line("· 公安局（本局）：……")
    draft.note("疑误植")
    draft.note("疑互换")

    assert draft.text("职责边界第9项") == "· 公安局（本局）：……\n校注：疑互换\n校注：疑误植\n来源：职责边界第9项"
