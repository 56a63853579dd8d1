"""Labels as tables over HTTP: out, filled in, looked at, and taken."""

from __future__ import annotations

import io

import openpyxl
import requests

from tests.bot.review.room import Room, refused
from tests.bot.staff import Browser

PAGE, PREVIEW, APPLY = "/review/labels", "/review/labels/preview", "/review/labels/apply"


def filled(content: bytes, **cells: str) -> bytes:
    """The xlsx with values in its second row, by column."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    columns = [cell.value for cell in sheet[1]]
    for column, value in cells.items():
        sheet.cell(2, columns.index(column) + 1).value = value
    changed = io.BytesIO()
    book.save(changed)
    return changed.getvalue()


def csv(*rows: str) -> bytes:
    return "\n".join(("原话,改写,判定,事项,意图,号码", *rows)).encode()


def looked_at(trainer: Browser, content: bytes, name: str = "queue.csv") -> requests.Response:
    return trainer.upload(PAGE, PREVIEW, "labels", name, content)


def rows_of(preview: requests.Response) -> str:
    """What the preview would send on."""
    packed = preview.text.split('name="rows" value="', 1)[1].split('"', 1)[0]
    return packed.replace("&#34;", '"').replace("&#39;", "'").replace("&amp;", "&")


def test_the_queue_goes_out_is_filled_in_and_comes_back_as_labels_of_its_turns(room: Room) -> None:
    room.asked(refused("我的号是***，狗老叫唤谁管"))
    trainer = room.trainer()
    out = trainer.get("/review/queue.xlsx").content

    content = filled(out, 改写="狗老叫唤谁管", 判定="一件事", 事项="犬吠扰民", 意图="归谁管")
    preview = looked_at(trainer, content, "queue.xlsx")
    assert "会收下这1条" in preview.text and "原话：我的号是***" in preview.text
    assert room.state(1) == "new"
    taken = trainer.fill(PAGE, at=APPLY, rows=rows_of(preview))

    assert taken.status_code == 303
    label = room.review.labels.of_turn(1)
    assert label and (label.text, label.matters, label.who) == ("狗老叫唤谁管", ("dog_barking",), "xunlian")
    assert room.state(1) == "labelled"


def test_what_was_labelled_goes_out_with_what_was_said(room: Room) -> None:
    room.asked(refused("我的号是***，狗老叫唤谁管"))
    trainer = room.trainer()
    assert trainer.get("/review/labels.csv").text.splitlines() == ["\ufeff原话,改写,判定,事项,意图,号码"]
    trainer.fill("/review/turn/1", text="狗老叫唤谁管", accept="emergency", numbers="110")

    lines = trainer.get("/review/labels.csv").text.splitlines()

    assert lines[1:] == ["我的号是***，狗老叫唤谁管,狗老叫唤谁管,紧急情况,,,110"]


def test_faults_are_told_by_row_and_nothing_is_taken(room: Room) -> None:
    preview = looked_at(room.trainer(), csv("狗叫,,一件事,没有的事,归谁管,"))

    assert preview.status_code == 400
    assert "第2行事项" in preview.text and "一条也没有收下" in preview.text


def test_rows_that_contradict_the_examples_are_taken_only_when_told_to(room: Room) -> None:
    trainer = room.trainer()
    preview = looked_at(trainer, csv("俺邻居的狗老叫唤,,范围外,,,"))
    assert "俺邻居的狗老叫唤”是" in preview.text and "也照表格改" in preview.text

    refusal = trainer.fill(PAGE, at=APPLY, rows=rows_of(preview))
    assert refusal.status_code == 400 and "一条也没有收下" in refusal.text
    assert room.review.labels.history() == ()

    trainer.fill(PAGE, at=APPLY, rows=rows_of(preview), replace="1")
    assert room.review.labels.history()[0].replace


def test_what_is_no_table_of_ours_is_refused(room: Room) -> None:
    trainer = room.trainer()

    assert looked_at(trainer, b"\x89PNG\r\n\x1a\n\0\0", "cat.png").status_code == 400
    assert "没有要收的" in looked_at(trainer, csv("狗叫,,,,,")).text
    for rows in ("", "nonsense", "[{}]", "[1]", '{"a": 1}'):
        assert trainer.fill(PAGE, at=APPLY, rows=rows).status_code == 400, rows
    assert room.review.labels.history() == ()
