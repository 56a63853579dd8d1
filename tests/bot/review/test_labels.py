"""Which label counts, and what becomes of it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.database import Database
from bot.review.labels import Label, LabelError, Labels, Wish


def barks(labels: Labels, turns: tuple[int, ...] = (1,), text: str = "狗叫归谁管", who: str = "王") -> Label:
    return labels.add(who, turns, text, "matter", ["dogs"], "ask_unit")


def test_a_label_says_who_when_and_what(labels: Labels) -> None:
    label = labels.add("王", [2, 1, 2], "  楼上\n着火了", "emergency", numbers=["119", "110"])

    assert labels.history() == (label,)
    assert (label.id, label.who, label.turns, label.text) == (1, "王", (1, 2), "楼上 着火了")
    assert (label.verdict, label.matters, label.intent, label.numbers) == ("emergency", (), "", ("119", "110"))
    assert (label.undoes, label.confirmed_by, label.exported) == (None, "", False)
    assert f"{label.local_time:%Y-%m-%d %H:%M}" == "1970-01-12 21:46"


def test_the_newest_label_of_a_turn_counts(labels: Labels) -> None:
    first = barks(labels, (1, 2))
    second = labels.add("李", [2], "狗叫声下载", "out_of_scope")

    assert (labels.of_turn(1), labels.of_turn(2), labels.of_turn(3)) == (first, second, None)
    assert labels.accepted() == (first, second)  # turn 1 still is what the first label says

    third = labels.add("李", [1], "狗叫的事", "out_of_scope")
    assert labels.accepted() == (second, third)


def test_the_newest_label_of_the_same_words_counts(labels: Labels) -> None:
    barks(labels, ())
    newer = labels.add("李", [], "狗叫，归谁管？", "out_of_scope")
    assert labels.accepted() == (newer,)


def test_an_undo_brings_back_what_was_there_before(labels: Labels) -> None:
    first, second = barks(labels), labels.add("李", [1], "狗叫声下载", "out_of_scope")

    undo = labels.undo(second.id, "王")

    assert (undo.who, undo.undoes, undo.turns, undo.text) == ("王", second.id, (1,), "狗叫声下载")
    assert labels.of_turn(1) == first
    assert labels.accepted() == (first,)
    assert labels.history() == (undo, second, first)


def test_what_no_longer_counts_can_be_neither_undone_nor_confirmed(labels: Labels) -> None:
    superseded, undone = barks(labels), barks(labels, text="狗又叫了")
    undo = labels.undo(undone.id, "王")
    barks(labels, text="狗总叫")

    for change in (labels.undo, labels.confirm):
        for number, reason in (
            (superseded.id, "第1号标注已经撤销，或后来又标注过"),
            (undone.id, "第2号标注已经撤销，或后来又标注过"),
            (undo.id, "第3号是撤销，请重新标注"),
            (99, "没有第99号标注"),
            (10**20, f"没有第{10**20}号标注"),
        ):
            with pytest.raises(LabelError, match=reason):
                change(number, "李")


def test_what_is_exported_cannot_be_undone(labels: Labels) -> None:
    label = barks(labels)
    labels.mark_exported([label.id])

    with pytest.raises(LabelError, match="已经写进例句"):
        labels.undo(label.id, "王")
    assert labels.accepted() == ()
    assert labels.history()[0].exported


def test_where_a_setting_asks_for_it_somebody_else_must_confirm(database: Database) -> None:
    labels = Labels(database, confirming=True)
    label = barks(labels, who="王")
    assert labels.accepted() == ()
    with pytest.raises(LabelError, match="要由另一个人确认"):
        labels.confirm(label.id, "王")

    confirmed = labels.confirm(label.id, "李")

    assert confirmed.confirmed_by == "李"
    assert labels.accepted() == (confirmed,)


def test_what_nothing_is_trained_from_is_never_exported(labels: Labels) -> None:
    labels.add("王", [1], "无人机归谁管", "new_matter")
    labels.add("王", [2], "****", "unusable")
    assert labels.accepted() == ()


def test_progress_counts_what_counts(database: Database) -> None:
    labels = Labels(database, confirming=True)
    for number in (1, 2, 3):
        barks(labels, (number,), f"第{number}条狗叫")
    labels.undo(3, "王")
    labels.confirm(2, "李")
    labels.mark_exported([1])
    labels.add("王", [4], "无人机归谁管", "new_matter")
    labels.confirm(5, "李")
    labels.add("王", [6], "股票涨不涨", "out_of_scope")

    counted = {verdict: dict(states) for verdict, states in labels.progress().items() if states}

    assert counted == {
        "matter": {"exported": 1, "accepted": 1},
        "new_matter": {"noted": 1},
        "out_of_scope": {"unconfirmed": 1},
    }


def test_of_several_labels_all_are_given_or_none(labels: Labels) -> None:
    with pytest.raises(LabelError):
        labels.add_all("王", [Wish("股票涨不涨", "out_of_scope"), Wish("狗叫", "matter")])
    assert labels.history() == ()


def test_history_is_searched_for_words_as_they_are_written(labels: Labels) -> None:
    barks(labels, (1,), "涨了100%怎么办")
    barks(labels, (2,), "涨了100元怎么办")
    assert [label.text for label in labels.history(text="100%")] == ["涨了100%怎么办"]
    assert [label.text for label in labels.history(limit=1)] == ["涨了100元怎么办"]


# the turns and words of a label, and whether the oldest that counts is undone next
STEPS = st.tuples(st.sets(st.integers(1, 4), max_size=3), st.sampled_from("甲乙丙"), st.booleans())


def counting(log: list[tuple[str, tuple[int, ...], str]]) -> set[int]:
    """Said in another way: go back through the log, skip what is undone, and see what is the first to say anything."""
    undone, turns, words, found = set(), set(), set(), set()
    for number, (kind, about, text) in reversed(list(enumerate(log, 1))):
        if kind == "undo":
            undone.add(about[0])
        elif number not in undone:
            if text not in words and (not about or set(about) - turns):
                found.add(number)
            turns |= set(about)
            words.add(text)
    return found


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sets(st.integers(1, 4), max_size=3), st.sampled_from("甲乙丙"), st.booleans()), max_size=8)
)
def test_whatever_is_labelled_and_undone_the_newest_counts(
    tmp_path_factory: pytest.TempPathFactory, story: list[tuple[set[int], str, bool]]
) -> None:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('log')}/rightdoor.db")
    database.upgrade()
    labels = Labels(database)
    log: list[tuple[str, tuple[int, ...], str]] = []
    for turns, text, undone in story:
        labels.add("王", turns, text, "out_of_scope")
        log.append(("label", tuple(turns), text))
        if undone:
            labels.undo(min(counting(log)), "李")
            log.append(("undo", (min(counting(log)),), text))
        assert {label.id for label in labels.accepted()} == counting(log)
    database.engine.dispose()
