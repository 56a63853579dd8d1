"""The gate's judgement over two results; all questions here are invented."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.models.comparison import Comparison, Figure, Result, Row, compare, f1


def row(id: str, wanted: str = "dogs", right: bool = True, got: str = "", **more: Any) -> Row:
    given = got or (wanted if right else "noise")
    told = {"wanted_kind": "answer", "got_kind": "unit", "found": right, **more}
    return Row(id=id, text=f"问{id}", wanted=wanted, got=given, right=right, **told)


def rows(wanted: str, right: int, wrong: int, got: str = "noise") -> list[Row]:
    """Questions about a matter, the first of them answered rightly."""
    return [row(f"{wanted}{n}", wanted, n < right, wanted if n < right else got) for n in range(right + wrong)]


def compared(old: Sequence[Row], new: Sequence[Row], *below_floor: str) -> Comparison:
    return compare(Result(rows=old), Result(rows=new, below_floor=below_floor), "before", {"dogs": "养狗"}.get)  # type: ignore[arg-type]


def test_a_model_as_good_as_the_old_one_passes() -> None:
    same = rows("dogs", right=3, wrong=1)
    comparison = compared(same, same)
    assert (comparison.passed, comparison.reasons) == (True, ())
    assert (comparison.old, comparison.new, comparison.against) == (0.75, 0.75, "before")
    assert comparison.better == comparison.worse == ()


def test_every_question_that_got_better_or_worse_is_told_with_both_answers() -> None:
    comparison = compared([row("1", right=False), row("2")], [row("1"), row("2", right=False, got="fire")])
    assert [(change.new.id, change.old.got, change.new.got) for change in comparison.better] == [("1", "noise", "dogs")]
    assert [(change.new.id, change.old.got, change.new.got) for change in comparison.worse] == [("2", "dogs", "fire")]


def test_worse_overall_may_not_go_live() -> None:
    comparison = compared([row("1"), row("2")], [row("1"), row("2", right=False)])
    assert comparison.reasons == ("总的变差了：100.0% → 50.0%（2句中对的从2句降到1句）",)
    assert not comparison.passed


def test_a_matter_that_got_worse_is_named_though_all_in_all_it_got_better() -> None:
    old = [*rows("dogs", right=3, wrong=0), *rows("fire", right=0, wrong=3)]
    new = [*rows("dogs", right=2, wrong=1), *rows("fire", right=3, wrong=0)]
    assert compared(old, new).reasons == ("“养狗”变差了：F1 1.00 → 0.80（考题3句）",)


def test_answering_with_a_matter_where_it_is_wrong_counts_against_it() -> None:
    old = [*rows("dogs", right=3, wrong=0), *rows("fire", right=0, wrong=2), *rows("theft", right=0, wrong=1)]
    new = [*rows("dogs", right=3, wrong=0), *rows("fire", right=0, wrong=2, got="dogs"), *rows("theft", 1, 0)]
    assert compared(old, new).reasons == ("“养狗”变差了：F1 1.00 → 0.75（考题3句）",)


def test_a_matter_with_two_questions_says_nothing() -> None:
    old = [*rows("dogs", right=2, wrong=0), *rows("fire", right=0, wrong=1)]
    new = [*rows("dogs", right=1, wrong=1), *rows("fire", right=1, wrong=0)]
    assert compared(old, new).passed


def test_a_drop_of_just_the_tolerance_passes() -> None:
    old = [*rows("dogs", right=20, wrong=0), *rows("fire", right=0, wrong=2)]
    new = [*rows("dogs", right=19, wrong=1), *rows("fire", right=2, wrong=0)]
    assert compared(old, new).passed  # 1.00 → 0.97


def test_as_right_by_another_matter_is_not_worse() -> None:
    old = rows("dogs", right=2, wrong=1)
    new = [row("dogs0", got="licences"), *old[1:]]
    assert compared(old, new).passed


def test_a_question_that_must_pass_stops_it_and_counts_for_nothing_else() -> None:
    old = [row("1"), row("P", right=False, must_pass=True)]
    new = [row("1"), row("P", right=False, must_pass=True)]
    comparison = compared(old, new)
    assert comparison.new == 1.0
    assert comparison.reasons == ("必过题有1道没有答对：“问P”",)


def test_of_many_failed_questions_five_are_named() -> None:
    failed = [row(str(n), right=False, must_pass=True) for n in range(7)]
    assert compare(None, Result(rows=failed)).reasons == ("必过题有7道没有答对：“问0”、“问1”、“问2”、“问3”、“问4”等",)


def test_below_the_floor_may_not_go_live() -> None:
    same = [row("1")]
    assert compared(same, same, "寒暄：10.0%，应不低于90.0%").reasons == ("寒暄：10.0%，应不低于90.0%",)


def test_with_nothing_to_compare_with_only_floor_and_must_pass_count() -> None:
    comparison = compare(None, Result(rows=rows("dogs", right=1, wrong=3)))
    assert (comparison.passed, comparison.old, comparison.new) == (True, None, 0.25)
    assert comparison.matters == comparison.better == comparison.worse == ()


def test_other_questions_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="not the same questions"):
        compared([row("1")], [row("2")])


def test_the_figures_stand_side_by_side() -> None:
    old, new = (Result(rows=[row("1")], figures={"refused": rate}) for rate in (0.5, 0.75))
    assert compare(old, new).figures == (Figure(name="refused", old=0.5, new=0.75),)
    assert compare(None, new).figures == (Figure(name="refused", old=None, new=0.75),)


def test_a_comparison_survives_being_written_down() -> None:
    comparison = compared([row("1"), row("2")], [row("1"), row("2", right=False)])
    assert Comparison.parse_raw(comparison.json()) == comparison


judged = st.lists(
    st.tuples(st.sampled_from(["dogs", "fire", ""]), st.sampled_from(["dogs", "fire", ""]), st.booleans()), min_size=1
)


@given(answers=judged, others=judged)
def test_f1_lies_between_0_and_1_and_no_model_is_worse_than_itself(
    answers: list[tuple[str, str, bool]], others: list[tuple[str, str, bool]]
) -> None:
    result = [row(str(n), wanted, right, got) for n, (wanted, got, right) in enumerate(answers)]
    assert all(0.0 <= value <= 1.0 for value in f1(result).values())
    assert compared(result, result).passed
