import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.pinyin import known_syllables, split_syllables, syllables


@pytest.mark.parametrize(
    ("letters", "split"),
    [
        ("shenfenzheng", ("shen", "fen", "zheng")),
        ("hukou", ("hu", "kou")),
        ("wo", ("wo",)),
        ("passport", ("passport",)),
        ("sfz", ("sfz",)),
    ],
)
def test_pinyin_is_cut_and_other_letters_stay_whole(letters: str, split: tuple[str, ...]) -> None:
    assert split_syllables(letters) == split


def test_characters_homophones_and_pinyin_sound_alike() -> None:
    assert syllables("拘留所") == syllables("拘流所") == syllables("juliusuo") == ["ju", "liu", "suo"]


@given(st.lists(st.sampled_from(sorted(known_syllables())), min_size=1, max_size=8))
def test_no_letter_is_lost(spoken: list[str]) -> None:
    letters = "".join(spoken)
    assert "".join(split_syllables(letters)) == letters
