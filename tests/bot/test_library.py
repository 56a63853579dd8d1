"""The knowledge and its index, made anew together."""

from __future__ import annotations

from pathlib import Path

from bot.library import Library
from knowledge.curation import Curation
from knowledge.document import Document
from knowledge.edits import Edits
from knowledge.query import LiveKnowledge
from knowledge.store import Store


def test_the_index_is_made_once_and_anew_after_a_change(tmp_path: Path, document: Document, curation: Curation) -> None:
    store = Store(f"sqlite:///{tmp_path}/rightdoor.db")
    store.upgrade()
    store.replace(document, curation)
    library = Library(LiveKnowledge(store, document.id))
    before = library.current()
    assert library.current() == before
    assert before[1].find("开户本的")[0].key != "户政科"

    Edits(store, document.id).change("wang", "unit", "户政科", "other_names", "开户本的")

    assert library.current() != before
    assert library.current()[1].find("开户本的")[0].key == "户政科"
