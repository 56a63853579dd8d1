from __future__ import annotations

from datetime import datetime, timezone

from knowledge.staff import Contact, Edit, joined


def edit(field: str, new: str, at: datetime = datetime(2026, 11, 24, tzinfo=timezone.utc)) -> Edit:
    return Edit(1, at, "王敏", "unit", "户政科", field, "", new)


def test_the_clock_of_an_edit_is_that_of_china():
    late = edit("phone", "110", datetime(2026, 11, 23, 17, 30, tzinfo=timezone.utc))

    assert f"{late.local_time:%Y-%m-%d %H:%M}" == "2026-11-24 01:30"


def test_a_value_may_hold_several_names():
    assert edit("other_names", "阳光大厅、办证厅").names == ("阳光大厅", "办证厅")
    assert edit("other_names", "").names == ()
    assert joined(["阳光大厅", "办证厅", "阳光大厅"]) == "阳光大厅、办证厅"


def test_a_phones_digits_are_those_that_are_dialled():
    assert edit("phone", "0319-7722206转8012、110").numbers == ("03197722206", "110")


def test_a_unit_can_be_reached_in_the_ways_that_are_given():
    phone, hours, note = edit("phone", "110"), edit("hours", "周一"), edit("note", "搬家")

    assert Contact(phone, None, hours, note).ways == (phone, hours)
