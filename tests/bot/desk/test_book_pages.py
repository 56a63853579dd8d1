"""The phone book and the whole document."""

from __future__ import annotations

from knowledge.document import Document
from tests.bot.desk.conftest import Counter


def test_the_phone_book_lists_every_unit_and_says_where_no_phone_is_published(
    counter: Counter, document: Document
) -> None:
    page = counter.visitor.get("/desk/phones").text

    assert [unit for unit in document.units if f">{unit}</a>" not in page] == []
    assert page.count("7722206") >= 2
    assert "文件未载明" in page
    assert "校注 待核实" in page  # 119, 120, 122 are not in the document


def test_the_document_has_an_anchor_for_every_place(counter: Counter, document: Document) -> None:
    page = counter.visitor.get("/desk/document").text

    assert [place.ref for place in document.places() if page.count(f'id="{place.ref}"') != 1] == []
