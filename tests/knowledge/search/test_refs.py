from __future__ import annotations

import pytest

from knowledge.search.refs import refs_typed

KNOWN = ["duties/4/1", "duties/4/11", "boundaries/4", "boundaries/4/1", "services/4", "supervision/4", "户政科"]


@pytest.mark.parametrize(
    "text",
    [
        "duties/4/11",
        "Duties 4/11",
        "４／１１",
        "职责4-11",
        "部门职责第4项第11条",
        "baixiang-gongan:duties/4/11",
        "duties/4/11/",
    ],
)
def test_a_ref_is_understood_however_it_is_typed(text: str):
    assert refs_typed(text, KNOWN) == {"duties/4/11": 1.0}


def test_numbers_alone_may_name_a_place_of_several_tables():
    assert list(refs_typed("4/1", KNOWN)) == ["duties/4/1", "boundaries/4/1"]


def test_what_stands_below_comes_after_the_place_itself():
    found = refs_typed("boundaries/4", KNOWN)

    assert found["boundaries/4"] > found["boundaries/4/1"]
    assert len(found) == 2


@pytest.mark.parametrize("text", ["4", "duties", "4/11号", "duties/9/9", "", "户政科"])
def test_what_is_no_known_ref_names_nothing(text: str):
    assert refs_typed(text, KNOWN) == {}
