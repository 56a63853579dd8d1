"""Recent, pinned, and “有误” through the pages."""

from __future__ import annotations

from tests.bot.desk.conftest import Counter

REPORT = "/desk/report?kind=matter&key=dog_barking"


def test_what_was_opened_is_listed_for_this_browser_alone(counter: Counter) -> None:
    counter.visitor.get("/desk/matter/dog_barking")

    assert "犬吠扰民" in counter.visitor.get("/desk").text
    assert "犬吠扰民" not in counter.reader().get("/desk").text


def test_a_users_list_goes_along_to_another_browser(counter: Counter) -> None:
    counter.reader("zhangsan").get("/desk/matter/dog_barking")
    elsewhere = counter.again("zhangsan")

    assert "犬吠扰民" in elsewhere.get("/desk").text


def test_a_pin_is_set_and_taken_off(counter: Counter) -> None:
    reader = counter.reader()

    reader.post("/desk/pins", kind="unit", key="户政科")
    assert "钉住的" in reader.get("/desk").text
    assert 'aria-pressed="true"' in reader.get("/desk/unit/户政科").text

    reader.post("/desk/pins", kind="unit", key="户政科")
    assert "钉住的" not in reader.get("/desk").text


def test_a_report_reaches_the_editors_with_who_and_what(counter: Counter) -> None:
    sent = counter.reader("zhangsan").fill(REPORT, kind="matter", key="dog_barking", comment="电话换了<b>")

    assert "已经记下" in sent.text
    seen = counter.editor().get("/desk/upkeep").text
    assert "电话换了&lt;b&gt;" in seen and "zhangsan" in seen


def test_an_empty_report_is_asked_for_again(counter: Counter) -> None:
    sent = counter.visitor.fill(REPORT, kind="matter", key="dog_barking", comment="  ")

    assert sent.status_code == 400
    assert "请写下哪里不对" in sent.text


def test_a_report_needs_the_pages_own_token(counter: Counter) -> None:
    response = counter.visitor.post_without_token("/desk/report", kind="matter", key="dog_barking", comment="假的")

    assert response.status_code == 403
