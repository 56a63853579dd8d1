"""The history of labels over HTTP: taking back, agreeing, and writing into the examples."""

from __future__ import annotations

from pathlib import Path

from bot.review.labels import Wish
from knowledge.curation import Curation
from knowledge.document import Document
from tests.bot.review.room import EXAM, Room, open_room, refused


def labelled(room: Room, *wishes: Wish, who: str = "jia") -> None:
    room.review.labelling.give_all(who, wishes)


def test_a_label_is_taken_back_with_one_click_and_its_turns_are_in_the_queue_again(room: Room) -> None:
    room.asked(refused("狗老叫唤谁管"))
    labelled(room, Wish("狗老叫唤谁管", "out_of_scope", turns=(1,)))
    trainer = room.trainer()
    assert room.state(1) == "labelled"

    trainer.fill("/review/labels", at="/review/labels/undo", label="1")

    assert room.state(1) == "new"
    page = trainer.get("/review/labels").text
    assert "撤销第1号" in page and "已撤销" in page and "xunlian" in page


def test_from_a_turns_page_one_comes_back_to_it(room: Room) -> None:
    labelled(room, Wish("狗老叫唤谁管", "out_of_scope"))
    trainer = room.trainer()

    back = trainer.fill("/review/labels", at="/review/labels/undo", label="1", next="/review/turn/1?at=3")
    assert back.headers["Location"] == "/review/turn/1?at=3"


def test_what_cannot_be_taken_back_is_told(room: Room) -> None:
    refusal = room.trainer().fill("/review/labels", at="/review/labels/undo", label="7")

    assert refusal.status_code == 400 and "没有第7号标注" in refusal.text


def test_the_history_is_looked_through_by_words_and_progress_is_counted(room: Room) -> None:
    labelled(room, Wish("狗老叫唤谁管", "matter", ("dog_barking",), "ask_unit"), Wish("啊啊", "unusable"))

    page = room.trainer().get("/review/labels?text=狗").text

    assert "狗老叫唤谁管" in page and "<td>啊啊</td>" not in page
    assert '<th scope="row">一件事</th><td></td><td>1</td>' in page
    assert "1条待写入" in page


def test_a_second_trainer_confirms_where_that_is_asked_for(
    tmp_path: Path, document: Document, curation: Curation
) -> None:
    with open_room(tmp_path, document, curation, confirming=True) as room:
        labelled(room, Wish("狗老叫唤谁管", "matter", ("dog_barking",), "ask_unit"), who="xunlian")
        own, other = room.trainer(), room.trainer("yi")
        assert "确认</button>" not in own.get("/review/labels").text
        assert "0条待写入" in own.get("/review/labels").text
        assert "要由另一个人确认" in own.fill("/review/labels", at="/review/labels/confirm", label="1").text

        other.fill("/review/labels", at="/review/labels/confirm", label="1")

        page = own.get("/review/labels").text
        assert "yi确认" in page and "1条待写入" in page


def test_what_is_accepted_is_written_into_the_examples_and_shown_where(room: Room) -> None:
    labelled(
        room,
        Wish("狗老叫唤谁管", "matter", ("dog_barking",), "ask_unit"),
        Wish("楼上半夜蹦跶谁管", "matter", ("dog_barking",), "ask_unit", replace=True),
        Wish(EXAM, "out_of_scope"),
    )

    page = room.trainer().fill("/review/labels", at="/review/export").text

    assert "写进2条，0条本来就有，1条不能写" in page
    assert "matters/home.yml" in page and "原来是" in page and "是考题，不能用来训练" in page
    assert "狗老叫唤谁管" in (room.folder / "matters" / "home.yml").read_text(encoding="utf-8")
    assert [label.text for label in room.review.labels.accepted()] == [EXAM]


def test_a_broken_file_stops_the_export_with_its_name(room: Room) -> None:
    labelled(room, Wish("狗老叫唤谁管", "out_of_scope"))
    (room.folder / "talk.yml").write_text("nlu: [", encoding="utf-8")

    refusal = room.trainer().fill("/review/labels", at="/review/export")

    assert refusal.status_code == 400 and "talk.yml" in refusal.text
    assert room.review.labels.accepted()


def test_what_the_catalogue_lacks_is_shown_to_the_editors_while_it_counts(room: Room) -> None:
    room.asked(refused("无人机在哪登记"), refused("租房合同在哪备案", "web-b"))
    wishes = (Wish("无人机在哪登记", "new_matter", turns=(1,)), Wish("租房合同在哪备案", "new_matter", turns=(2,)))
    labelled(room, *wishes)
    labelled(room, Wish("租房合同在哪备案", "out_of_scope", turns=(2,)))

    page = room.trainer("bianji", "editor").get("/review/wanted").text

    assert "无人机在哪登记" in page and "租房合同在哪备案" not in page
