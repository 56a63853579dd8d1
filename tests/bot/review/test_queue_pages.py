"""The queue over HTTP: what stands in it, how it is filtered, and what staff say is wrong."""

from __future__ import annotations

import re

from bot.review.queue_pages import SIZE
from tests.bot.review.given import NOON, turn
from tests.bot.review.room import Room, refused

HTMX = {"HX-Request": "true"}
FILTERS = {
    "text=狗": ["狗叫归谁管"],
    "matter=quanfei": ["狗叫归谁管"],
    "matter=dog_barking": ["狗叫归谁管"],
    "matter=犬吠扰民": ["狗叫归谁管"],
    "matter=zzzzqq": [],
    "reason=low_margin": ["狗叫归谁管"],
    "kind=out_of_scope": ["社保怎么办"],
    "channel=wechat": ["社保怎么办"],
    "since=2026-11-25": ["社保怎么办"],
    "until=2026-11-24": ["狗叫归谁管"],
    "least=50&most=60": ["社保怎么办"],
    "model=m2": ["社保怎么办"],
    "state=labelled": [],
    "feedback=useless": [],
    "intent=ask_contact": [],
}


def lines(html: str) -> list[str]:
    """The words of the turns in a list."""
    return re.findall(r'class="hit-title">([^<]*)<', html)


def test_a_line_says_why_what_was_asked_and_what_the_bot_did(room: Room) -> None:
    room.asked(refused("狗叫归谁管"), refused("请问狗叫归谁管啊", user="web-b", at=NOON + 60))

    page = room.trainer().get("/review").text

    assert lines(page) == ["狗叫归谁管"]
    shown = " ".join(re.sub("<[^>]+>", " ", page).split())
    assert "拒答 狗叫归谁管 拒答 把握55% 网页 11-24 12:00 2条" in shown


def test_the_most_deserving_stands_first_and_what_needs_no_look_is_among_all_turns(room: Room) -> None:
    room.asked(
        turn("身份证", user="web-c"), refused("社保怎么办", margin=0.5), refused("医保怎么办", "web-b", margin=0.1)
    )
    trainer = room.trainer()

    assert lines(trainer.get("/review").text) == ["医保怎么办", "社保怎么办"]
    assert lines(trainer.get("/review?show=all").text) == ["医保怎么办", "社保怎么办", "身份证"]


def test_lines_are_filtered_by_the_address(room: Room) -> None:
    close = {"kind": "split", "matter": "dog_barking", "evidence": "dog_barking"}
    room.asked(
        turn("狗叫归谁管", confidence=0.4, margin=0.1, **close),
        refused("社保怎么办", user="web-b", at=NOON + 86_400, channel="wechat", model="m2"),
    )
    trainer = room.trainer()

    assert {query: lines(trainer.get(f"/review?{query}").text) for query in FILTERS} == FILTERS


def test_a_filter_that_cannot_be_read_is_told(room: Room) -> None:
    trainer = room.trainer()
    for query in ("since=昨天", "least=abc", "most=101"):
        answer = trainer.get(f"/review?{query}")
        assert answer.status_code == 400 and "看不懂" in answer.json()["error"], query


def test_a_filter_typed_in_becomes_the_pages_address(room: Room) -> None:
    room.asked(refused("狗叫归谁管"))

    part = room.trainer().get("/review?text=狗&matter=&least=", headers=HTMX)

    assert part.headers["HX-Replace-Url"] == "/review?text=%E7%8B%97"
    assert "<html" not in part.text and lines(part.text) == ["狗叫归谁管"]


def test_more_lines_come_without_a_reload(room: Room) -> None:
    room.asked(*(refused(f"第{number}句话怎么办", user=f"web-{number}") for number in range(SIZE + 2)))
    trainer = room.trainer()

    first, more = trainer.get("/review").text, trainer.get("/review?page=2", headers=HTMX).text

    assert len(lines(first)) == SIZE and "更多（还有2组）" in first
    assert len(lines(more)) == 2 and "更多" not in more
    assert not set(lines(first)) & set(lines(more))


def test_next_leads_to_a_place_of_the_list_and_behind_its_end_to_the_list(room: Room) -> None:
    room.asked(refused("社保怎么办", margin=0.5), refused("医保怎么办", "web-b", margin=0.1))
    trainer = room.trainer()

    assert trainer.get("/review/next?at=2").headers["Location"] == "/review/turn/1?at=2"
    assert trainer.get("/review/next?text=社保&at=1").headers["Location"].startswith("/review/turn/1?text=")
    assert trainer.get("/review/next?at=3").headers["Location"] == "/review"


def test_what_staff_say_is_wrong_is_listed_and_settled(room: Room) -> None:
    trainer = room.trainer()
    wrong = "/desk/report?kind=matter&key=dog_barking"
    trainer.fill(wrong, at="/desk/report", kind="matter", key="dog_barking", comment="少一个部门（测试）")
    assert "前台说有误的，1条还没处理" in trainer.get("/review").text
    assert "少一个部门（测试）" in trainer.get("/review/reports").text

    trainer.fill("/review/reports", at="/review/reports/settle", report="1")

    assert "（0条没处理）" in trainer.get("/review/reports").text


def test_only_trainers_and_admins_come_in(room: Room) -> None:
    assert room.trainer("guanli", "admin").get("/review").status_code == 200
    editor = room.trainer("bianji", "editor")
    for path in ("/review", "/review?show=all", "/review/reports", "/review/labels", "/review/turn/1"):
        assert editor.get(path).status_code == 403, path
    assert 'href="/review"' not in editor.get("/desk").text
    assert 'href="/review"' in room.trainer().get("/desk").text
