from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, insert, inspect, select, text
from sqlalchemy.exc import IntegrityError

from knowledge import schema
from knowledge.curation import Curation
from knowledge.document import Document
from knowledge.edits import Edits
from knowledge.store import Store, StoreError


def retitled(curation: Curation, title: str) -> Curation:
    first, *others = curation.matters
    return curation.copy(update={"matters": (first.copy(update={"title": title}), *others)})


def misdirected(curation: Curation) -> Curation:
    """The first matter names a row that no document has."""
    first, *others = curation.matters
    return curation.copy(update={"matters": (first.copy(update={"refs": ("duties/99/1",)}), *others)})


def row_counts(store: Store) -> dict[str, int]:
    with store.engine.connect() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table))
            for table in schema.metadata.sorted_tables
        }


# --- tables ------------------------------------------------------------------------------


def test_the_store_makes_its_own_folder(tmp_path: Path):
    store = Store(f"sqlite:///{tmp_path}/data/here/rightdoor.db")

    store.upgrade()

    assert (tmp_path / "data" / "here" / "rightdoor.db").is_file()


def test_upgrading_twice_changes_nothing(store: Store, document: Document, curation: Curation):
    store.replace(document, curation)

    store.upgrade()

    assert store.read(document.id) == (document, curation, {})


def test_replicas_that_start_together_all_upgrade_and_import(database_url: str, document: Document, curation: Curation):
    def start(_replica: int) -> None:
        store = Store(database_url)
        store.upgrade()
        store.replace(document, curation)
        store.engine.dispose()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(start, range(4)))

    store = Store(database_url)
    assert store.revision() == 4
    assert store.read(document.id) == (document, curation, {})
    store.engine.dispose()


def test_the_migrations_make_the_tables_of_the_schema(store: Store):
    ours = {"include_name": lambda name, kind, _parents: kind != "table" or name in schema.metadata.tables}
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=ours), schema.metadata) == []
        assert set(schema.metadata.tables) <= set(inspect(connection).get_table_names())


# --- what goes in comes out ----------------------------------------------------------------


def test_what_was_written_is_read(store: Store, document: Document, curation: Curation):
    store.replace(document, curation)

    assert store.read(document.id) == (document, curation, {})


def test_another_process_reads_the_same(store: Store, document: Document, curation: Curation):
    store.replace(document, curation)

    other = Store(store.url)

    assert other.read(document.id) == (document, curation, {})
    other.engine.dispose()


def test_replacing_twice_leaves_one_copy(store: Store, document: Document, curation: Curation):
    store.replace(document, curation)
    once = row_counts(store)

    store.replace(document, curation)

    assert row_counts(store) == once
    assert once["duty_row"] == 58
    assert once["boundary_row"] == 40
    assert store.read(document.id) == (document, curation, {})


def test_replacing_takes_the_former_content_away(store: Store, document: Document, curation: Curation):
    store.replace(document, curation)
    shorter = replace(document, title="某局", services=(), figures=(), citations=())
    plain = curation.copy(update={"matters": (), "flags": (), "law_changes": (), "emergency_numbers": ()})

    store.replace(shorter, plain)

    assert store.read(document.id) == (shorter, plain, {})
    left = row_counts(store)
    assert left["service"] == left["matter"] == left["matter_ref"] == left["flag"] == left["flag_part"] == 0


def test_two_documents_stand_side_by_side(store: Store, document: Document, curation: Curation):
    other, other_curation = replace(document, id="other", title="某局"), retitled(curation, "某局的事")

    store.replace(document, curation)
    store.replace(other, other_curation)

    assert store.read("baixiang-gongan") == (document, curation, {})
    assert store.read("other") == (other, other_curation, {})


def test_the_revision_moves_with_every_change(store: Store, document: Document, curation: Curation):
    assert store.revision() == 0

    store.replace(document, curation)
    assert store.revision() == 1

    store.replace(document, curation)
    assert store.revision() == 2


def test_what_staff_have_given_outlives_the_next_import(store: Store, document: Document, curation: Curation):
    store.replace(document, curation)
    given = Edits(store, document.id).change("王敏", "unit", "户政科", "phone", "0319-7722999")

    store.replace(document, curation)

    assert store.read(document.id) == (document, curation, {("unit", "户政科", "phone"): given})


# --- what holds it together -------------------------------------------------------------------


def test_every_key_leads_somewhere(store: Store, document: Document, curation: Curation):
    store.replace(document, curation)

    with store.engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1


def test_a_fact_without_a_place_is_refused(store: Store, document: Document, curation: Curation):
    store.replace(document, curation)

    with pytest.raises(IntegrityError, match="FOREIGN KEY"), store.engine.begin() as connection:
        connection.execute(insert(schema.figure).values(place="baixiang-gongan:duties/99/1", kind="law", text="第1号"))


def test_a_failing_replace_leaves_the_old_content(store: Store, document: Document, curation: Curation):
    store.replace(document, curation)

    with pytest.raises(StoreError) as caught:
        store.replace(replace(document, title="某局"), misdirected(curation))

    assert str(caught.value) == "知识库无法写入：(sqlite3.IntegrityError) FOREIGN KEY constraint failed"
    assert store.read(document.id) == (document, curation, {})
    assert store.revision() == 1


def test_a_failing_first_import_leaves_nothing(store: Store, document: Document, curation: Curation):
    with pytest.raises(StoreError):
        store.replace(document, misdirected(curation))

    assert set(row_counts(store).values()) == {0}


# --- what cannot be read -------------------------------------------------------------------------


def test_a_missing_document_is_named(store: Store):
    with pytest.raises(StoreError) as caught:
        store.read("elsewhere")

    assert str(caught.value) == "知识库中没有文件“elsewhere”：请先运行 rightdoor knowledge import"


def test_a_store_without_tables_cannot_be_read(tmp_path: Path):
    store = Store(f"sqlite:///{tmp_path}/rightdoor.db")

    with pytest.raises(StoreError) as of_reading:
        store.read("baixiang-gongan")
    with pytest.raises(StoreError) as of_the_revision:
        store.revision()

    assert str(of_reading.value) == "知识库无法读取：(sqlite3.OperationalError) no such table: document"
    assert str(of_the_revision.value) == "知识库无法读取：(sqlite3.OperationalError) no such table: revision"
    store.engine.dispose()


def test_a_file_that_is_no_database_is_told_in_one_line(tmp_path: Path, document: Document, curation: Curation):
    (tmp_path / "rightdoor.db").write_bytes(b"no database at all " * 100)
    store = Store(f"sqlite:///{tmp_path}/rightdoor.db")

    with pytest.raises(StoreError) as of_reading:
        store.read("baixiang-gongan")
    with pytest.raises(StoreError) as of_upgrading:
        store.upgrade()
    with pytest.raises(StoreError) as of_writing:
        store.replace(document, curation)

    reason = "(sqlite3.DatabaseError) file is not a database"
    assert str(of_reading.value) == f"知识库无法读取：{reason}"
    assert str(of_upgrading.value) == str(of_writing.value) == f"知识库无法写入：{reason}"
    store.engine.dispose()
