from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.review.turns import Filter, Turns
from tests.bot.review.given import NOON, opened, turn


def texts(turns: Turns, **wanted: Any) -> list[str]:
    return [one.text for one in turns.find(Filter(**wanted)).rows]


def test_a_turn_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    turns = opened(tmp_path)
    given = turn(options=("passport",), kind="clarify", matter="")
    kept = turns.get(turns.keep(given))
    assert kept is not None
    assert {name: getattr(kept, name) for name in vars(given)} == vars(given)
    assert (kept.id, kept.outcome, kept.feedback, kept.reported, kept.state) == (1, "", "", False, "new")
    assert turns.get(2) is None


def test_a_turn_that_comes_twice_is_kept_once(tmp_path: Path) -> None:
    turns = opened(tmp_path)
    assert turns.keep_all([turn(), turn(), turn(at=NOON + 1)]) == (1, 1, 2)
    assert turns.find(Filter()).total == 2


def test_a_number_is_never_given_again(tmp_path: Path) -> None:
    turns = opened(tmp_path)
    turns.keep(turn())
    turns.forget("web-a")
    assert turns.keep(turn()) == 2


def test_what_came_next_is_set_on_the_turn_before_of_the_same_user(tmp_path: Path) -> None:
    turns = opened(tmp_path)
    asked_back = turns.keep(turn("证件丢了", kind="clarify", matter="", options=("passport", "resident_id_card")))
    turns.keep(turn("狗叫", at=NOON + 1, user="web-b"))
    picked = turns.keep(turn("1", at=NOON + 2, matter="passport"))
    turns.keep(turn("转人工", at=NOON + 3, kind="handoff", matter=""))
    outcomes = [one.outcome for one in reversed(turns.find(Filter()).rows)]
    assert outcomes == ["option", "", "handoff", ""]
    assert (asked_back, picked) == (1, 3)


def test_feedback_is_on_the_last_answer_within_the_hour(tmp_path: Path) -> None:
    turns = opened(tmp_path, now=NOON + 3700)
    turns.keep(turn(user="web-b"))
    assert not turns.feedback("web-b", useful=True)
    turns.keep(turn("身份证丢了", at=NOON + 3000))
    turns.keep(turn("谢谢", at=NOON + 3010, kind="smalltalk", matter=""))
    assert turns.feedback("web-a", useful=False)
    answer, thanks = turns.get(2), turns.get(3)
    assert answer and thanks
    assert (answer.feedback, answer.reason, thanks.feedback) == ("useless", "useless", "")
    assert turns.feedback("web-a", useful=True)
    changed = turns.get(2)
    assert changed and (changed.feedback, changed.reason) == ("useful", "")


def test_a_wrong_alarm_can_be_called_useless(tmp_path: Path) -> None:
    turns = opened(tmp_path)
    turns.keep(turn("身份证丢了", at=NOON))
    turns.keep(turn("树枝压着房顶了谁管", at=NOON + 10, kind="emergency", matter=""))
    assert turns.feedback("web-a", useful=False)
    answer, alarm = turns.get(1), turns.get(2)
    assert answer and alarm
    assert (answer.feedback, alarm.feedback, alarm.reason) == ("", "useless", "useless")


def test_what_staff_report_deserves_a_look(tmp_path: Path) -> None:
    turns = opened(tmp_path)
    turns.report(turns.keep(turn()))
    reported = turns.get(1)
    assert reported and reported.reported and reported.reason == "reported"


def test_a_question_back_that_nobody_answers_was_ignored(tmp_path: Path) -> None:
    turns = opened(tmp_path, now=NOON + 2000)
    turns.keep_all([turn(kind="clarify", matter=""), turn(user="web-b", at=NOON + 1900, kind="clarify", matter="")])
    turns.settle()
    assert [(one.user, one.outcome, one.reason) for one in turns.find(Filter(kind="clarify")).rows] == [
        ("web-b", "", ""),
        ("web-a", "ignored", "ignored"),
    ]


def test_a_user_can_be_forgotten(tmp_path: Path) -> None:
    turns = opened(tmp_path)
    turns.keep_all([turn(), turn(at=NOON + 1), turn(user="web-b")])
    assert turns.forget("web-a") == 2
    assert turns.forget("web-a") == 0
    assert [one.user for one in turns.find(Filter()).rows] == ["web-b"]


def test_what_is_older_than_so_many_days_is_purged_with_its_answer(tmp_path: Path) -> None:
    turns = opened(tmp_path)
    turns.keep_all([turn(f"第{days}天", at=NOON - days * 86_400) for days in (181, 180, 0)])
    assert turns.purge(180) == 1
    assert texts(turns) == ["第0天", "第180天"]
    with sqlite3.connect(tmp_path / "rightdoor.db") as connection:
        assert connection.execute("SELECT count(*) FROM turn_answer").fetchone() == (2,)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["护照100%要带_吗", "狗叫", "身份证"]),
        ({"text": "照"}, ["护照100%要带_吗"]),
        ({"text": "0%要"}, ["护照100%要带_吗"]),
        ({"text": "%"}, ["护照100%要带_吗"]),
        ({"text": "带_"}, ["护照100%要带_吗"]),
        ({"text": "护_"}, []),
        ({"matter": "dogs"}, ["狗叫"]),
        ({"kind": "unit", "channel": "wechat"}, ["狗叫"]),
        ({"since": date(2026, 11, 24)}, ["护照100%要带_吗", "狗叫"]),
        ({"until": date(2026, 11, 23)}, ["身份证"]),
        ({"least": 0.5, "most": 0.6}, ["狗叫"]),
        ({"model": "m2"}, ["护照100%要带_吗"]),
        ({"reason": "disagreement"}, ["狗叫"]),
        ({"state": "set_aside"}, ["身份证"]),
        ({"user": "web-a"}, ["护照100%要带_吗", "狗叫", "身份证"]),
        ({"intent": "ask_contact"}, []),
    ],
)
def test_turns_are_found_by_what_is_wanted(tmp_path: Path, wanted: dict[str, Any], found: list[str]) -> None:
    turns = opened(tmp_path)
    turns.keep(turn("身份证", at=NOON - 86_400))
    turns.keep(turn("狗叫", at=NOON - 1, matter="dogs", channel="wechat", confidence=0.55))
    turns.keep(turn("护照100%要带_吗", matter="passport", evidence="passport", model="m2"))
    turns.set_state([1], "set_aside")
    assert texts(turns, **wanted) == found


def test_pages_go_on_where_the_last_one_ended(tmp_path: Path) -> None:
    turns = opened(tmp_path)
    turns.keep_all([turn(f"第{number}句", at=NOON + number) for number in range(5)])
    pages = [turns.find(Filter(), page, size=2) for page in (1, 2, 3, 4)]
    assert [[one.text for one in page.rows] for page in pages] == [
        ["第4句", "第3句"],
        ["第2句", "第1句"],
        ["第0句"],
        [],
    ]
    assert {page.total for page in pages} == {5}


def refused(text: str, number: int, margin: float = 0.5) -> Any:
    return turn(text, user=f"web-{number}", kind="out_of_scope", matter="", evidence="", margin=margin)


def test_the_queue_gathers_near_duplicates_and_puts_the_most_deserving_first(tmp_path: Path) -> None:
    turns = opened(tmp_path)
    turns.keep_all([turn("狗叫归谁管", user="web-0"), refused("社保怎么办", 1), refused("请问社保怎么办啊？", 2)])
    turns.keep_all([refused("医保怎么办", 3), refused("公积金怎么办", 4, margin=0.1), turn("身份证", user="web-5")])
    turns.feedback("web-5", useful=False)
    page = turns.queue(Filter())
    assert [(group.first.text, group.turns, group.reason) for group in page.rows] == [
        ("公积金怎么办", 1, "refused"),
        ("社保怎么办", 2, "refused"),
        ("医保怎么办", 1, "refused"),
        ("身份证", 1, "useless"),
    ]
    assert page.total == 4
    assert [one.user for one in turns.find(Filter(group=page.rows[1].key)).rows] == ["web-2", "web-1"]
    assert [group.first.text for group in turns.queue(Filter(), 2, size=3).rows] == ["身份证"]


def test_what_is_labelled_leaves_the_queue_and_is_found_by_its_state(tmp_path: Path) -> None:
    turns = opened(tmp_path)
    numbers = turns.keep_all([refused("社保怎么办", 1), refused("医保怎么办", 2)])
    turns.set_state(numbers[:1], "labelled")
    assert [group.first.text for group in turns.queue(Filter()).rows] == ["医保怎么办"]
    assert [group.first.text for group in turns.queue(Filter(state="labelled")).rows] == ["社保怎么办"]


def test_turns_are_counted_by_what_is_named(tmp_path: Path) -> None:
    turns = opened(tmp_path)
    turns.keep_all([turn(), turn(at=NOON + 1, confidence=1.0), turn(at=NOON - 86_400, kind="split", confidence=0.3)])
    assert turns.counts(Filter(), "day", "kind") == {("2026-11-24", "unit"): 2, ("2026-11-23", "split"): 1}
    assert turns.counts(Filter(kind="unit"), "tenth") == {(9,): 2}
    assert turns.counts(Filter(text="没有")) == {(): 0}
