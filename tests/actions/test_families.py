from actions.families import families_of, for_the_same_people
from actions.question import Guess
from knowledge.query import Knowledge


def test_matters_of_one_unit_are_one_family_and_the_likeliest_speaks(knowledge: Knowledge):
    ranked = [Guess("driver_license", 0.3), Guess("passport", 0.4), Guess("vehicle_business", 0.25)]
    families = families_of(ranked, "ask_unit", knowledge)
    assert [(f.matter.id, round(f.confidence, 2)) for f in families] == [("driver_license", 0.55), ("passport", 0.4)]


def test_labels_that_the_catalogue_does_not_know_are_left_out(knowledge: Knowledge):
    assert families_of([Guess("no_such_matter", 1.0)], "ask_unit", knowledge) == []


def test_a_family_is_named_by_the_words_of_its_matter(knowledge: Knowledge):
    (family,) = families_of([Guess("passport", 1.0)], "ask_unit", knowledge)
    assert family.named_in("我的护 照过期了")
    assert not family.named_in("身份证过期了")


def test_a_resident_is_not_offered_a_factorys_business(knowledge: Knowledge):
    ranked = [Guess("passport", 0.4), Guess("radioactive_police", 0.3), Guess("theft", 0.2)]
    families = families_of(ranked, "ask_unit", knowledge)
    assert [f.matter.id for f in for_the_same_people(families)] == ["passport", "theft"]
    assert for_the_same_people(families[:2]) == families[:2]
