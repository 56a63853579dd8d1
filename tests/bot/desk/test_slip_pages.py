"""The slip that a citizen takes away."""

from __future__ import annotations

import segno

from tests.bot.desk.conftest import Counter


def test_the_code_on_the_slip_leads_to_the_same_page(counter: Counter) -> None:
    address = f"{counter.url}/slip/matter/dog_barking"
    code = segno.make(address, error="m").svg_data_uri(scale=4, border=1)

    page = counter.visitor.get("/slip/matter/dog_barking").text

    assert address in page
    assert code.replace("'", "&#39;") in page


def test_a_citizen_needs_no_sign_in_for_it(counter: Counter) -> None:
    page = counter.visitor.get("/slip/unit/指挥中心")

    assert page.status_code == 200
    assert "7722206" in page.text


def test_a_doubted_row_is_not_given_to_citizens(counter: Counter) -> None:
    page = counter.visitor.get("/slip/boundary/boundaries/11").text

    assert "公安局" in page
    assert "少数民族学生中考" not in page.split("校注")[0]


def test_no_slip_of_what_does_not_exist(counter: Counter) -> None:
    assert counter.visitor.get("/slip/matter/nothing").status_code == 404
