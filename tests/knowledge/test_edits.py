from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from threading import Thread

import pytest
from sqlalchemy import func, select

from knowledge import schema
from knowledge.curation import Curation, read_curation
from knowledge.document import Document
from knowledge.edits import FIELDS, SUBJECTS, EditError, Edits, Wish
from knowledge.query import Knowledge, LiveKnowledge
from knowledge.store import Store, StoreError

BARE = read_curation().copy(
    update={"matters": (), "units": (), "departments": (), "flags": (), "law_changes": (), "emergency_numbers": ()}
)


@pytest.fixture
def edits(store: Store, document: Document, curation: Curation) -> Edits:
    """The log of a store that holds the published document; nobody has changed anything yet."""
    store.replace(document, curation)
    return Edits(store, document.id)


def present(store: Store) -> Knowledge:
    return LiveKnowledge(store, "baixiang-gongan").current()


# --- a change ---------------------------------------------------------------------------


def test_a_change_says_who_what_and_when(edits: Edits):
    edit = edits.change("王敏", "unit", "户政科", "phone", "0319-7722999")

    assert edit is not None
    assert (edit.who, edit.subject_kind, edit.subject, edit.field) == ("王敏", "unit", "户政科", "phone")
    assert (edit.old, edit.new, edit.undoes) == ("", "0319-7722999", None)
    assert datetime.now(timezone.utc) - edit.at < timedelta(minutes=1)
    assert edits.history() == (edit,)


def test_every_field_of_every_subject_can_be_given(edits: Edits, store: Store):
    edits.change("王敏", "unit", "户政科", "address", "槐阳大街 1号")
    edits.change("王敏", "unit", "户政科", "hours", "周一至周五 8:30—17:30")
    edits.change("王敏", "unit", "户政科", "note", "周三下午学习，不办公")
    edits.change("王敏", "unit", "户政科", "other_names", "阳光大厅，办证厅")
    edits.change("王敏", "matter", "dogs", "note", "犬证办理点待定")
    edits.change("王敏", "matter", "dogs", "other_names", "毛孩子")
    edits.change("王敏", "department", "环境保护局", "note", "夜间噪声先打12345")
    edits.change("王敏", "department", "环境保护局", "other_names", "环保大队")

    assert {key: edit.new for key, edit in edits.values().items()} == {
        ("unit", "户政科", "address"): "槐阳大街 1号",
        ("unit", "户政科", "hours"): "周一至周五 8:30—17:30",
        ("unit", "户政科", "note"): "周三下午学习，不办公",
        ("unit", "户政科", "other_names"): "阳光大厅、办证厅",
        ("matter", "dogs", "note"): "犬证办理点待定",
        ("matter", "dogs", "other_names"): "毛孩子",
        ("department", "环境保护局", "note"): "夜间噪声先打12345",
        ("department", "环境保护局", "other_names"): "环保大队",
    }
    assert (tuple(FIELDS), SUBJECTS) == (
        ("phone", "address", "hours", "note", "other_names"),
        ("unit", "matter", "department"),
    )


def test_the_same_value_again_changes_nothing(edits: Edits, store: Store):
    edits.change("王敏", "unit", "户政科", "phone", "0319-7722999")
    revision = store.revision()

    assert edits.change("李强", "unit", "户政科", "phone", "（0319）7722999") is None
    assert edits.change("李强", "unit", "户政科", "note", "") is None

    assert len(edits.history()) == 1
    assert store.revision() == revision


def test_readers_have_the_new_value_with_their_next_question(edits: Edits, store: Store, document: Document):
    live = LiveKnowledge(store, document.id)
    assert live.current().contact_of("户政科").phone is None

    given = edits.change("王敏", "unit", "户政科", "phone", "0319-7722999")
    assert live.current().contact_of("户政科").phone == given

    edits.change("王敏", "unit", "户政科", "phone", "")
    assert live.current().contact_of("户政科").phone is None


def test_a_failed_change_leaves_the_log_and_the_revision_as_they_were(edits: Edits, store: Store):
    revision = store.revision()

    with pytest.raises(EditError):
        edits.change_all("王敏", [Wish("unit", "户政科", "phone", "110"), Wish("unit", "看守所", "phone", "不是电话")])

    assert edits.history() == ()
    assert store.revision() == revision


def test_changes_made_together_see_one_another(edits: Edits):
    with pytest.raises(EditError, match="别名“阳光大厅”已经指科室“户政科”"):
        edits.change_all(
            "王敏",
            [
                Wish("unit", "户政科", "other_names", "阳光大厅"),
                Wish("unit", "看守所", "other_names", "阳光大厅"),
            ],
        )


# --- somebody else was quicker ----------------------------------------------------------


def test_a_change_of_what_is_no_longer_there_is_refused(edits: Edits):
    edits.change("王敏", "unit", "户政科", "phone", "0319-7722999", expected_old="")

    with pytest.raises(EditError) as caught:
        edits.change("李强", "unit", "户政科", "phone", "0319-7722111", expected_old="")

    when = edits.history()[0].local_time
    assert str(caught.value) == (f"电话在您看过之后已由王敏于{when:%Y-%m-%d %H:%M}改为“0319-7722999”，请看过再改")


def test_a_change_of_what_never_was_there_is_refused(edits: Edits):
    with pytest.raises(EditError, match="电话在您看过之后没有了，请看过再改"):
        edits.change("李强", "unit", "户政科", "phone", "0319-7722111", expected_old="110")


def test_a_change_of_what_is_still_there_is_made(edits: Edits):
    edits.change("王敏", "unit", "户政科", "phone", "0319-7722999", expected_old="")

    edit = edits.change("李强", "unit", "户政科", "phone", "", expected_old="0319-7722999")

    assert edit is not None and edit.new == ""


def test_two_writers_at_once_lose_nothing(edits: Edits, store: Store, document: Document):
    def write(who: str) -> None:
        own = Store(store.url)
        for turn in range(8):
            Edits(own, document.id).change(who, "unit", "看守所", "note", f"{who}{turn}")
        own.engine.dispose()

    writers = [Thread(target=write, args=(who,)) for who in ("甲", "乙")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    log = edits.history()
    assert len(log) == 16
    assert [edit.old for edit in log[:-1]] == [edit.new for edit in log[1:]]
    assert store.revision() == 1 + 16


# --- the way back -----------------------------------------------------------------------


def test_an_undone_change_puts_the_former_value_back(edits: Edits):
    edits.change("王敏", "unit", "户政科", "phone", "0319-7722999")
    wrong = edits.change("李强", "unit", "户政科", "phone", "0319-7722111")
    assert wrong is not None

    undone = edits.undo(wrong.id, "王敏")

    assert (undone.old, undone.new, undone.undoes) == ("0319-7722111", "0319-7722999", wrong.id)
    assert edits.values()["unit", "户政科", "phone"] == undone


def test_an_undone_change_can_be_made_again_by_undoing_that(edits: Edits):
    made = edits.change("王敏", "unit", "户政科", "phone", "0319-7722999")
    assert made is not None

    again = edits.undo(edits.undo(made.id, "李强").id, "王敏")

    assert again.new == "0319-7722999"


def test_what_was_changed_again_since_is_not_undone(edits: Edits):
    first = edits.change("王敏", "unit", "户政科", "phone", "0319-7722999")
    later = edits.change("李强", "unit", "户政科", "phone", "")
    assert first is not None and later is not None

    with pytest.raises(EditError) as caught:
        edits.undo(first.id, "王敏")

    when = f"{later.local_time:%Y-%m-%d %H:%M}"
    assert str(caught.value) == f"电话在这次修改之后已由李强于{when}清空，不能撤销"
    assert edits.history() == (later, first)


def test_a_name_that_went_to_another_unit_meanwhile_does_not_come_back(edits: Edits):
    edits.change("王敏", "unit", "户政科", "other_names", "阳光大厅")
    removed = edits.change("王敏", "unit", "户政科", "other_names", "")
    edits.change("王敏", "unit", "看守所", "other_names", "阳光大厅")
    assert removed is not None

    with pytest.raises(EditError, match="别名“阳光大厅”已经指科室“看守所”"):
        edits.undo(removed.id, "王敏")


@pytest.mark.parametrize("number", [7, 0, -1, 10**30])
def test_there_is_no_edit_of_that_number(edits: Edits, number: int):
    with pytest.raises(EditError, match=f"没有第{number}号修改"):
        edits.undo(number, "王敏")


# --- the log ----------------------------------------------------------------------------


def test_the_history_is_newest_first_and_of_one_subject_where_asked(edits: Edits):
    for number in range(4):
        edits.change("王敏", "unit", "户政科", "note", f"备注{number}")
        edits.change("王敏", "unit", "看守所", "note", f"备注{number}")

    assert [(edit.subject, edit.new) for edit in edits.history(limit=3)] == [
        ("看守所", "备注3"),
        ("户政科", "备注3"),
        ("看守所", "备注2"),
    ]
    assert [edit.new for edit in edits.history(subject="户政科")] == ["备注3", "备注2", "备注1", "备注0"]


def test_nothing_is_ever_taken_out_of_the_log(edits: Edits, store: Store):
    made = edits.change("王敏", "unit", "户政科", "note", "备注")
    assert made is not None
    edits.undo(made.id, "王敏")

    with store.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(schema.edit)) == 2


def test_each_document_has_its_own_log(edits: Edits, store: Store, document: Document, curation: Curation):
    store.replace(replace(document, id="other"), BARE)
    edit = edits.change("王敏", "unit", "户政科", "phone", "0319-7722999")
    assert edit is not None

    other = Edits(store, "other")
    assert (other.history(), other.values()) == ((), {})
    with pytest.raises(EditError, match="没有第1号修改"):
        other.undo(edit.id, "王敏")


def test_a_unit_that_a_new_document_no_longer_has_keeps_its_edits_without_effect(
    edits: Edits, store: Store, document: Document, curation: Curation
):
    given = edits.change("王敏", "unit", "户政科", "other_names", "阳光大厅")
    office = tuple(row for row in document.duties if row.unit == "办公室")

    store.replace(replace(document, duties=office, figures=(), citations=()), BARE)

    assert "阳光大厅" not in present(store).unit_names
    assert edits.history() == (given,)

    store.replace(document, curation)

    assert present(store).unit_names["阳光大厅"] == "户政科"


def test_a_store_without_the_document_says_so(store: Store):
    with pytest.raises(StoreError, match="知识库中没有文件“baixiang-gongan”"):
        Edits(store, "baixiang-gongan").change("王敏", "unit", "户政科", "phone", "110")
