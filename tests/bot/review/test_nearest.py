from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.examples.reading import Example
from bot.review.nearest import Nearest


def example(text: str, matter: str = "dogs") -> Example:
    return Example(text, "ask_unit", {"matter": matter, "voice": "farmer"}, "dogs.yml")


EXAMPLES = [
    example("隔壁的狗天天半夜叫唤"),
    example("隔壁的猫天天半夜叫唤"),
    example("身份证丢了上哪补", "id_card"),
    example("狗", "dog_licence"),
]


def test_the_likest_words_come_first() -> None:
    found = Nearest(EXAMPLES).find("隔壁的狗天天半夜叫")

    assert [near.example.text for near in found] == ["隔壁的狗天天半夜叫唤", "隔壁的猫天天半夜叫唤", "狗"]
    assert 1 > found[0].likeness > found[1].likeness > found[2].likeness > 0


def test_only_so_many_and_only_so_near() -> None:
    nearest = Nearest(EXAMPLES)
    assert [near.example.text for near in nearest.find("隔壁的狗天天半夜叫", limit=1)] == ["隔壁的狗天天半夜叫唤"]
    assert [near.example.text for near in nearest.find("隔壁的狗天天半夜叫", least=0.8)] == ["隔壁的狗天天半夜叫唤"]


def test_a_single_character_finds_what_has_it() -> None:
    assert [near.example.text for near in Nearest(EXAMPLES).find("猫")] == ["隔壁的猫天天半夜叫唤"]


def test_the_same_words_are_found_whatever_their_signs() -> None:
    nearest = Nearest(EXAMPLES)
    assert nearest.same("身份证丢了，上哪补？") == EXAMPLES[2]
    assert nearest.same("身份证丢了") is None


def test_without_examples_nothing_is_near() -> None:
    assert Nearest([]).find("狗") == ()


@settings(deadline=None)
@given(st.lists(st.text(min_size=1), min_size=1, max_size=5))
def test_whatever_was_said_is_itself_the_nearest(texts: list[str]) -> None:
    nearest = Nearest([example(text) for text in texts])
    for text in texts:
        assert nearest.same(text) is not None
        found = nearest.find(text)
        assert all(0 < near.likeness <= 1 for near in found)
        assert not found or found[0].likeness > 0.99
