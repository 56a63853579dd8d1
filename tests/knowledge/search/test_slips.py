from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.slips import is_one_slip, one_slip_away


@pytest.mark.parametrize("typed", ["拘留所", "拘流所", "拘所", "拘留留所", "留拘所", "居留所", "拘留"])
def test_one_slip_is_forgiven(typed: str):
    assert is_one_slip(typed, "拘留所")


@pytest.mark.parametrize("typed", ["所留拘", "看守所", "所", "拘留所的人", ""])
def test_two_slips_are_not(typed: str):
    assert not is_one_slip(typed, "拘留所")


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("出入镜管理", (1, 6)),
        ("出入管理", (1, 6)),
        ("出境入管理", (1, 6)),
        ("出入管境理", (1, 6)),
        ("入境管里", (2, 6)),
    ],
)
def test_the_stretch_that_is_meant_is_found(typed: str, span: tuple[int, int]):
    text = "\n出入境管理大队\n"

    assert span in one_slip_away(typed, text, len(text), added=False)


def test_a_character_too_many_is_forgiven_only_where_allowed():
    text = "\nhukou\n"

    assert one_slip_away("hukkou", text, len(text), added=False) == set()
    assert one_slip_away("hukkou", text, len(text), added=True) == {(1, 6)}


def test_a_slip_does_not_lead_from_one_line_into_the_next():
    text = "\n户口\n迁移\n"

    assert one_slip_away("户口迁移", text, len(text), added=False) == set()


@given(st.text("ab\n", max_size=12), st.text("ab", min_size=2, max_size=6))
def test_any_stretch_found_lies_within_one_line(text: str, word: str):
    text = f"\n{text}\n"
    for start, end in one_slip_away(word, text, len(text), added=True):
        assert 0 < start < end < len(text)
        assert is_one_slip(word, text[start:end])  # and so no line break within
