"""Labelling over HTTP: what is shown of a turn, what each button says, and what stands in its way."""

from __future__ import annotations

import re

import pytest

from bot.review.labels import Label
from bot.review.turns import Guess
from tests.bot.review.given import NOON, turn
from tests.bot.review.room import Room, refused


def label_of(room: Room, number: int = 1) -> Label:
    label = room.review.labels.of_turn(number)
    assert label
    return label


def form(**fields: str) -> dict[str, str]:
    """The form as a browser sends it for a turn that nobody has labelled."""
    return {"text": "隔壁哈士奇嚎个没完", "intent": "ask_unit", "talk": "greet", "numbers": "110", "seen": ""} | fields


def test_a_turn_is_shown_with_all_that_helps_to_judge_it(room: Room) -> None:
    room.asked(
        refused("隔壁哈士奇嚎个没完", refs=("duties/4/11",)), refused("请问隔壁哈士奇嚎个没完", "web-b", NOON + 9)
    )

    page = room.trainer().get("/review/turn/1").text

    assert re.findall(r'name="accept" value="([^"]*)" data-key="([1-9])"', page) == [
        ("out_of_scope", "1"),
        ("matter:dog_barking", "2"),
        ("matter:noise_neighbour", "3"),
    ]
    assert "这件事不归公安局管。" in page and "55%" in page
    assert "一样的2条一起标" in page and "“请问隔壁哈士奇嚎个没完”" in page
    assert 'href="/desk/document#duties/4/11"' in page
    assert '文件里的字词最像：<a href="/desk/matter/dog_barking">' in page


@pytest.mark.parametrize("path", ["/review/turn/9", "/review/turn/9/nearest"])
def test_a_turn_that_is_not_there_is_not_found(room: Room, path: str) -> None:
    assert room.trainer().get(path).status_code == 404


def test_accepting_a_guess_labels_all_that_are_alike_and_goes_on_to_the_next(room: Room) -> None:
    room.asked(
        refused("隔壁哈士奇嚎个没完", margin=0.1),
        refused("请问隔壁哈士奇嚎个没完", "web-b", NOON + 9, margin=0.1),
        refused("社保怎么办", "web-c", margin=0.5),
    )
    trainer = room.trainer()

    given = trainer.fill("/review/turn/1?at=1", **form(accept="matter:dog_barking"))

    assert (given.status_code, given.headers["Location"]) == (303, "/review/turn/3?at=1&done=1")
    label = label_of(room)
    assert (label.who, label.text, label.verdict, label.matters) == (
        "xunlian",
        "隔壁哈士奇嚎个没完",
        "matter",
        ("dog_barking",),
    )
    assert label.turns == (1, 2)
    assert [room.state(number) for number in (1, 2, 3)] == ["labelled", "labelled", "new"]
    assert "已标：“隔壁哈士奇嚎个没完”" in trainer.get(given.headers["Location"]).text


def test_after_the_last_one_comes_the_list(room: Room) -> None:
    room.asked(refused("隔壁哈士奇嚎个没完"))
    trainer = room.trainer()

    given = trainer.fill("/review/turn/1", **form(accept="matter:dog_barking"))

    assert given.headers["Location"] == "/review?done=1"
    page = trainer.get("/review?done=1").text
    assert "没有要看的了。" in page and "已标：" in page


@pytest.mark.parametrize(
    ("accept", "more", "verdict", "detail"),
    [
        ("matter:dog_barking", {"intent": "ask_contact"}, "matter", (("dog_barking",), "ask_contact", ())),
        ("two_matters:dog_barking,hotel", {}, "two_matters", (("dog_barking", "hotel"), "ask_unit", ())),
        ("out_of_scope", {}, "out_of_scope", ((), "", ())),
        ("emergency", {"numbers": "120 110"}, "emergency", ((), "", ("120", "110"))),
        ("talk", {"talk": "thanks"}, "talk", ((), "thanks", ())),
        ("talk:bye", {}, "talk", ((), "bye", ())),
        ("follow_up", {"intent": "ask_contact"}, "follow_up", ((), "ask_contact", ())),
        ("new_matter", {}, "new_matter", ((), "", ())),
    ],
)
def test_every_button_says_what_it_says(
    room: Room, accept: str, more: dict[str, str], verdict: str, detail: tuple[object, ...]
) -> None:
    room.asked(refused("隔壁哈士奇嚎个没完"))

    room.trainer().fill("/review/turn/1", **form(accept=accept, **more))

    label = label_of(room)
    assert (label.verdict, (label.matters, label.intent, label.numbers)) == (verdict, detail)


def test_what_cannot_be_used_is_set_aside(room: Room) -> None:
    room.asked(refused("啊啊啊啊"))

    room.trainer().fill("/review/turn/1", **form(text="啊啊啊啊", accept="unusable"))

    assert room.state(1) == "set_aside"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"accept": ""}, "请选一个判定"),
        ({"accept": "matter:unicorns"}, "没有“unicorns”这个事项"),
        ({"accept": "two_matters"}, "要写明2到6件事项"),
        ({"accept": "emergency", "numbers": "911"}, "要写明拨110"),
        ({"accept": "out_of_scope", "text": "我的号是***"}, "遮掉的号码"),
        ({"accept": "nonsense"}, "没有“nonsense”这种判定"),
    ],
)
def test_what_is_no_label_is_told_and_what_was_typed_stays(room: Room, fields: dict[str, str], reason: str) -> None:
    room.asked(refused("隔壁哈士奇嚎个没完"))
    typed = form(**{"text": "改过的话", **fields})

    given = room.trainer().fill("/review/turn/1", **typed)

    assert given.status_code == 400
    assert reason in given.text and typed["text"] in given.text
    assert room.review.labels.of_turn(1) is None


def test_who_was_overtaken_is_told(room: Room) -> None:
    room.asked(refused("隔壁哈士奇嚎个没完"))
    first, second = room.trainer("jia"), room.trainer("yi")
    first.fill("/review/turn/1", **form(accept="matter:dog_barking"))

    late = second.fill("/review/turn/1", **form(accept="out_of_scope"))

    assert late.status_code == 400 and "刚才有别人标过" in late.text and "jia" in late.text
    again = second.fill("/review/turn/1", **form(accept="out_of_scope", seen="1"))
    assert again.status_code == 303 and label_of(room).verdict == "out_of_scope"


def test_words_trained_as_something_else_are_shown_with_both_and_moved_when_told_to(room: Room) -> None:
    room.asked(refused("俺邻居的狗老叫唤"))
    trainer, wanted = room.trainer(), form(text="俺邻居的狗老叫唤！", accept="matter:noise_neighbour")

    clash = trainer.fill("/review/turn/1", **wanted)

    assert clash.status_code == 409
    assert "这句话已经训练成别的" in clash.text and "home.yml" in clash.text and "两种都留" not in clash.text
    assert trainer.fill("/review/turn/1", **wanted, clash="keep").status_code == 409
    assert trainer.fill("/review/turn/1", **wanted, clash="replace").status_code == 303
    assert label_of(room).replace


def test_words_much_like_an_example_of_something_else_may_both_stay(room: Room) -> None:
    room.asked(refused("俺邻居的狗老叫唤了"))
    trainer, wanted = room.trainer(), form(text="俺邻居的狗老叫唤了", accept="out_of_scope")

    assert "两种都留" in trainer.fill("/review/turn/1", **wanted).text
    assert trainer.fill("/review/turn/1", **wanted, clash="keep").status_code == 303
    assert not label_of(room).replace


def test_the_nearest_examples_come_with_what_they_are_trained_as(room: Room) -> None:
    room.asked(refused("狗老叫唤谁管"))
    trainer = room.trainer()

    page = trainer.get("/review/turn/1/nearest").text
    part = trainer.get("/review/turn/1/nearest?text=楼上蹦跶", headers={"HX-Request": "true"}).text

    assert "俺邻居的狗老叫唤" in page and "犬吠扰民" in page
    assert part.index("楼上半夜蹦跶谁管") and "<html" not in part


def test_a_broken_file_of_examples_is_told_where_they_stand(room: Room) -> None:
    room.asked(refused("狗老叫唤谁管"))
    (room.folder / "talk.yml").write_text("nlu: [", encoding="utf-8")
    trainer = room.trainer()

    assert "talk.yml" in trainer.get("/review/turn/1/nearest").text
    assert "talk.yml" in trainer.fill("/review/turn/1", **form(accept="out_of_scope")).text


@pytest.mark.parametrize("words", ["quanfei", "犬吠", "狗叫"])
def test_any_matter_is_found_by_name_or_pinyin(room: Room, words: str) -> None:
    room.asked(refused("狗老叫唤谁管", guesses=(Guess("out_of_scope", 1.0),)))
    trainer = room.trainer()

    assert 'value="matter:dog_barking"' in trainer.get(f"/review/turn/1/choices?find={words}").text
    assert 'value="matter:dog_barking"' in trainer.get(f"/review/turn/1?find={words}").text


def test_a_choice_may_be_small_talk_and_what_is_ticked_stays(room: Room) -> None:
    room.asked(refused("狗老叫唤谁管"))

    part = room.trainer().get("/review/turn/1/choices?find=道谢&matters=hotel").text

    assert 'value="talk:thanks"' in part
    assert re.search(r'value="hotel" checked', part)


def test_what_was_labelled_can_be_labelled_anew(room: Room) -> None:
    room.asked(turn("隔壁哈士奇嚎个没完", evidence="passport"))
    trainer = room.trainer()
    trainer.fill("/review/turn/1", **form(accept="matter:hotel", intent="ask_contact"))

    page = trainer.get("/review/turn/1").text

    assert "xunlian" in page and "再标一次就改过来" in page
    assert '<option value="ask_contact" selected>' in page
