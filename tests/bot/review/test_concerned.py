from __future__ import annotations

from bot.review.concerned import concerned
from bot.review.turns import Guess
from knowledge.query import Knowledge
from tests.bot.review.test_draft import kept


def test_rows_stand_under_the_answer_and_the_first_guesses_and_none_twice(knowledge: Knowledge) -> None:
    guesses = (Guess("out_of_scope", 0.5), Guess("resident_id_card", 0.3), Guess("dog_barking", 0.1))
    found = dict(concerned(knowledge, kept(refs=("duties/4/11", "gone/1"), guesses=guesses)))

    assert [(line.ref, line.label) for line in found["答复引用的"]] == [("duties/4/11", "户政科")]
    assert "犬吠扰民" in found
    refs = [line.ref for lines in found.values() for line in lines]
    assert len(refs) == len(set(refs))


def test_every_place_of_the_document_can_be_shown(knowledge: Knowledge) -> None:
    for ref in knowledge.places:
        ((_, (line,)),) = concerned(knowledge, kept(refs=(ref,), guesses=()))
        assert (line.label or line.text) and line.ref == ref
