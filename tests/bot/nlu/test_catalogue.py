from bot.nlu.catalogue import catalogue_examples, initials
from knowledge.query import Knowledge


def test_initials_of_a_term() -> None:
    assert initials("身份证") == "sfz"


def test_terms_initials_titles_and_rows_are_examples(knowledge: Knowledge) -> None:
    examples = dict(catalogue_examples(knowledge))
    assert examples["临时身份证"] == ("temporary_id_card",)
    assert "resident_id_card" in examples["sfz"]
    assert examples["户政科"] == ("unit_household",)
    assert set(examples["核准居民身份证、临时身份证、户口簿。"]) >= {"resident_id_card", "household_booklet"}


def test_every_matter_has_an_example_of_its_own(knowledge: Knowledge) -> None:
    covered = {matter for _, matters in catalogue_examples(knowledge) for matter in matters}
    assert covered == set(knowledge.matters)
