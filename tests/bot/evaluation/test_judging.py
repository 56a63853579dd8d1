"""The contract's rules of what is right, one by one."""

from typing import Any

import pytest

from bot.evaluation.cases import Turn
from bot.evaluation.judging import judge, meet


def payload(kind: str, *refs: str, options: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"kind": kind, "refs": list(refs), "options": [{"title": "……", "refs": [ref]} for ref in options]}


@pytest.mark.parametrize(
    ("wanted", "given", "met"),
    [
        ("boundaries/9", "boundaries/9/1", True),
        ("boundaries/9/1", "boundaries/9", True),
        ("duties/4/1", "duties/4/11", False),
        ("boundaries/9/1", "boundaries/9/2", False),
    ],
)
def test_a_row_and_its_matter_meet(wanted: str, given: str, met: bool) -> None:
    assert meet([wanted], [given]) is met


def test_an_answer_needs_the_row_and_the_facts() -> None:
    turn = Turn("……", "answer", ("duties/4/11",), must=(("户政科", "户籍科"), ("未载明",)), must_not=("治安",))
    assert judge(turn, "户政科，电话未 载明", payload("unit", "duties/4/11")) == (True, True, True)
    assert judge(turn, "户政科", payload("unit", "duties/4/11")) == (True, False, True)
    assert judge(turn, "户政科 未载明 治安", payload("unit", "duties/4/11")) == (True, False, True)
    assert judge(turn, "户政科 未载明", payload("unit", "duties/4/1")) == (False, False, False)


def test_figures_are_compared_in_one_width() -> None:
    turn = Turn("……", "answer", ("supervision/5",), must=(("每月不少于2次",),))
    assert judge(turn, "每月不少于２ 次", payload("supervision", "supervision/5")).right


def test_asking_back_is_right_only_where_it_is_fair() -> None:
    asked_back = payload("clarify", options=("duties/4/11",))
    fair = Turn("……", "answer", ("duties/4/11",), clarify_ok=True)
    assert judge(fair, "", asked_back) == (True, True, True)
    assert judge(Turn("……", "answer", ("duties/4/11",)), "", asked_back) == (False, False, True)
    assert judge(Turn("……", "clarify", ("duties/4/11",)), "", asked_back).right
    assert not judge(Turn("……", "clarify", ("duties/6/1",)), "", asked_back).right
    assert not judge(Turn("……", "clarify", ("duties/4/11",)), "", payload("unit", "duties/4/11")).right


@pytest.mark.parametrize(
    ("given", "refused"),
    [(payload("out_of_scope"), True), (payload("smalltalk"), True), (payload("unit", "duties/4/11"), False)],
)
def test_what_is_outside_must_be_refused(given: dict[str, Any], refused: bool) -> None:
    assert judge(Turn("……", "out_of_scope"), "", given).right is refused


def test_an_emergency_needs_its_numbers() -> None:
    turn = Turn("……", "emergency", must=(("119",),))
    assert judge(turn, "119！", payload("emergency")).right
    assert judge(turn, "110！", payload("emergency")) == (True, False, True)
    assert judge(turn, "119", payload("unit", "duties/8/2")) == (False, False, False)


def test_a_request_that_no_row_answers_is_judged_by_its_text() -> None:
    turn = Turn("转人工", "answer", must=(("7722206",),))
    assert judge(turn, "可以打7722206", payload("handoff", "services/1")).right
    assert not judge(turn, "好的", payload("smalltalk")).right
