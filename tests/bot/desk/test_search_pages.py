"""Search and the page of each thing, without any script."""

from __future__ import annotations

import re

from tests.bot.desk.conftest import Counter


def titles(page: str) -> list[str]:
    """The titles of the results, as shown, without their marks."""
    found = re.findall(r'<span class="hit-title">(.*?)</span>', page)
    return [re.sub("</?mark>", "", title) for title in found]


def test_the_results_and_the_first_ones_sheet_are_in_the_page_itself(counter: Counter) -> None:
    page = counter.visitor.get("/desk?q=sfz").text

    assert titles(page)[0] == "居民身份证办理、换领、补领"
    assert '<h2 class="sheet-title">居民身份证办理、换领、补领</h2>' in page
    assert "核准居民身份证、临时身份证、户口簿。" in page


def test_a_fetch_gets_the_results_alone(counter: Counter) -> None:
    part = counter.visitor.get("/desk?q=sfz", headers={"HX-Request": "true"}).text

    assert "<html" not in part
    assert titles(part)[0] == "居民身份证办理、换领、补领"


def test_the_words_that_matched_are_marked(counter: Counter) -> None:
    page = counter.visitor.get("/desk?q=狗叫").text

    assert "<mark>狗叫</mark>" in page


def test_what_was_typed_is_shown_as_text_only(counter: Counter) -> None:
    page = counter.visitor.get("/desk", params={"q": '"><script>alert(1)</script>'}).text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_enter_before_the_results_were_there_opens_the_first(counter: Counter) -> None:
    response = counter.visitor.get("/desk/open?q=sfz")

    assert (response.status_code, response.headers["Location"]) == (302, "/desk/matter/resident_id_card")


def test_enter_with_nothing_found_shows_that_nothing_was_found(counter: Counter) -> None:
    response = counter.visitor.get("/desk/open?q=龘龘龘")

    assert response.headers["Location"] == "/desk?q=%E9%BE%98%E9%BE%98%E9%BE%98"


def test_a_page_with_a_chinese_address_is_found(counter: Counter) -> None:
    page = counter.visitor.get("/desk/unit/户政科")

    assert page.status_code == 200
    assert '<h1 class="sheet-title">户政科</h1>' in page.text


def test_every_statement_opens_the_source_at_its_row(counter: Counter) -> None:
    page = counter.visitor.get("/desk/matter/dog_barking").text
    document = counter.visitor.get("/desk/document").text

    for row in ("boundaries/10/1", "boundaries/10/2", "boundaries/10/3", "boundaries/10/4"):
        assert f'href="/desk/document#{row}"' in page
        assert f'id="{row}"' in document


def test_what_is_not_in_the_document_is_not_found(counter: Counter) -> None:
    response = counter.visitor.get("/desk/matter/no_such_matter")

    assert response.status_code == 404


def test_without_a_model_a_question_is_searched_all_the_same(counter: Counter) -> None:
    assert titles(counter.visitor.get("/desk?q=身份证丢了找谁").text)
    assert counter.visitor.get("/desk/bot?q=身份证丢了找谁").status_code == 400


def test_nothing_runs_that_is_not_our_own_file(counter: Counter) -> None:
    response = counter.visitor.get("/desk?q=sfz")

    assert response.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert not re.search(r"<script(?![^>]* src=)|<style|style=|\son\w+=", response.text)
