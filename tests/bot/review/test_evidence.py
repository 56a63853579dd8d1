from __future__ import annotations

from pathlib import Path

import pytest

from bot.review.evidence import Evidence
from bot.settings import DOCUMENT, DOCUMENT_ID
from knowledge.curation import read_curation
from knowledge.importer import read_document
from knowledge.query import LiveKnowledge
from knowledge.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(f"sqlite:///{tmp_path}/rightdoor.db")
    made.upgrade()
    return made


def test_the_documents_words_alone_point_to_a_matter_or_to_none(store: Store) -> None:
    store.replace(read_document(DOCUMENT, DOCUMENT_ID), read_curation())
    evidence = Evidence(LiveKnowledge(store, DOCUMENT_ID))
    found = {text: evidence(text) for text in ("犬吠扰民归谁管", "身份证丢了上哪补", "你好", "今天天气怎么样")}
    assert found == {
        "犬吠扰民归谁管": "dog_barking",
        "身份证丢了上哪补": "resident_id_card",
        "你好": "",
        "今天天气怎么样": "",
    }


def test_without_knowledge_there_is_no_evidence(store: Store) -> None:
    assert Evidence(LiveKnowledge(store, DOCUMENT_ID))("身份证") == ""
