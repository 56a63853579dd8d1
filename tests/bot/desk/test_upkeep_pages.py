"""Editors change what staff know better than the document; everything can be taken back."""

from __future__ import annotations

from tests.bot.desk.conftest import Counter

FORM = "/desk/upkeep/unit/户政科"


def test_a_new_phone_is_shown_at_once_and_marked(counter: Counter) -> None:
    editor = counter.editor()

    saved = editor.fill(FORM, phone="0319-7700001", old_phone="")

    assert saved.status_code == 303
    page = counter.visitor.get("/desk/unit/户政科").text
    assert "0319-7700001" in page and "校注" in page


def test_a_change_is_taken_back_with_one_click(counter: Counter) -> None:
    editor = counter.editor()
    editor.fill(FORM, phone="0319-7700001", old_phone="")

    editor.fill("/desk/upkeep/history", at="/desk/upkeep/undo", edit="1")

    assert "0319-7700001" not in counter.visitor.get("/desk/unit/户政科").text
    history = editor.get("/desk/upkeep/history").text
    assert history.count("bianji") >= 2 and "撤销" in history


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(counter: Counter) -> None:
    first, second = counter.editor("jia"), counter.editor("yi")
    first.fill(FORM, phone="0319-7700001", old_phone="")

    late = second.fill(FORM, phone="0319-7700002", old_phone="")

    assert late.status_code == 400
    assert "jia" in late.text and "0319-7700002" in late.text  # what was typed is not lost
    assert "0319-7700001" in counter.visitor.get("/desk/unit/户政科").text


def test_a_phone_that_is_none_is_refused_with_the_reason(counter: Counter) -> None:
    refused = counter.editor().fill(FORM, phone="打这个", old_phone="")

    assert refused.status_code == 400
    assert 'role="alert"' in refused.text and "电话" in refused.text


def test_a_matters_other_name_finds_it_at_once(counter: Counter) -> None:
    counter.editor().fill("/desk/upkeep/matter/fireworks_police", other_names="二踢脚", old_other_names="")

    page = counter.visitor.get("/desk?q=二踢脚").text

    assert 'href="/desk/matter/fireworks_police"' in page


def test_readers_and_visitors_change_nothing(counter: Counter) -> None:
    assert counter.reader().get(FORM).status_code == 403
    assert counter.visitor.get(FORM).headers["Location"].startswith("/signin?next=")
    assert "修改</a>" not in counter.reader("other").get("/desk/unit/户政科").text


def test_a_report_is_settled(counter: Counter) -> None:
    editor = counter.editor()
    report = "/desk/report?kind=matter&key=dog_barking"
    editor.fill(report, kind="matter", key="dog_barking", comment="少一行")
    assert "说有误的（1条未处理）" in editor.get("/desk/upkeep").text

    editor.fill("/desk/upkeep", at="/desk/upkeep/settle", report="1")

    assert "说有误的（0条未处理）" in editor.get("/desk/upkeep").text
