"""The pictures over HTTP, as somebody without scripts has them: tables, files, and the questions of a cell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.review.pictures import DRAWINGS
from knowledge.curation import Curation
from knowledge.document import Document
from tests.bot.review.workshop import Workshop, opened


@pytest.fixture
def workshop(tmp_path: Path, document: Document, curation: Curation) -> Iterator[Workshop]:
    with opened(tmp_path, document, curation) as workshop:
        yield workshop


def test_each_picture_has_its_table_and_its_file(workshop: Workshop) -> None:
    workshop.asked(should="dog_barking", matter="noise_neighbour", kind="split")
    workshop.turns.feedback("web-a", True)

    page = workshop.signed_in().get("/review/charts").text

    assert page.count("<details>") == len(DRAWINGS)
    assert all(f'href="/review/charts/{name}.csv"' in page for name in DRAWINGS)
    assert "2026-11-24" in page and "97.0%" in page


def test_what_is_drawn_is_what_the_table_says(workshop: Workshop) -> None:
    workshop.asked(matter="hotel")

    page = workshop.signed_in().get("/review/charts").text

    block = re.search('<script type="application/json" id="kinds-data">(.*?)</script>', page)
    assert block and json.loads(block[1])["rows"] == [["2026-11-24", 1, 0, 0, 0]]


def test_without_data_the_page_says_so(workshop: Workshop) -> None:
    page = workshop.signed_in().get("/review/charts")

    assert page.status_code == 200
    assert page.text.count("还没有数据") == len(DRAWINGS)


def test_the_file_says_what_the_table_does(workshop: Workshop) -> None:
    workshop.asked(matter="hotel")

    sent = workshop.signed_in().get("/review/charts/kinds.csv")

    assert sent.headers["Content-Disposition"] == 'attachment; filename="kinds.csv"'
    assert sent.content.startswith(b"\xef\xbb\xbf")
    assert sent.content.decode("utf-8-sig").splitlines() == [
        "日期,直接答复,反问,拒答,紧急情况",
        "2026-11-24,1,0,0,0",
    ]


@pytest.mark.parametrize("path", ["/review/charts/nothing.csv", "/review/charts/kinds.txt"])
def test_there_is_no_other_file(workshop: Workshop, path: str) -> None:
    assert workshop.signed_in().get(path).status_code == 404


def test_a_cell_leads_to_its_questions_and_they_to_their_labels(workshop: Workshop) -> None:
    trainer = workshop.signed_in()
    number = workshop.asked(should="dog_barking", matter="noise_neighbour", text="狗<b>叫</b>太吵")
    workshop.asked(should="hotel", matter="hotel", text="旅馆", user="web-b")
    link = re.search(r'href="(/review/charts/confusion\?wanted=dog_barking[^"]*)"', trainer.get("/review/charts").text)
    assert link

    page = trainer.get(link[1].replace("&amp;", "&")).text

    assert f'<a href="/review/turn/{number}">狗&lt;b&gt;叫&lt;/b&gt;太吵</a>' in page
    assert "旅馆</a>" not in page and "共1句" in page


def test_a_cell_without_questions_says_so(workshop: Workshop) -> None:
    page = workshop.signed_in().get("/review/charts/confusion?wanted=<i>&got=x").text

    assert "没有这样的话" in page and "<i>" not in page


@pytest.mark.parametrize("path", ["/review/charts", "/review/charts/kinds.csv", "/review/charts/confusion"])
def test_only_trainers_look(workshop: Workshop, path: str) -> None:
    assert workshop.visitor().get(path).headers["Location"].startswith("/signin?next=")
    assert workshop.signed_in("editor", "bianji").get(path).status_code == 403
    assert workshop.signed_in("admin", "guanli").get(path).status_code == 200
