from __future__ import annotations

import pytest

from knowledge.curation import Curation
from knowledge.query import Knowledge
from knowledge.search.entries import entries, everyday_words
from knowledge.search.entry import (
    DUTY,
    EVERYDAY,
    FAMILY,
    GROUPS,
    NAME,
    NUMBER,
    OWNER,
    SHARER,
    STEM,
    TERM,
    TEXT,
    TITLE,
    Entry,
)
from tests.knowledge.search.paper import named, small, weights


@pytest.fixture
def found(curation: Curation) -> dict[str, Entry]:
    return named(entries(small(curation)))


def test_everything_can_be_found(found: dict[str, Entry]):
    assert list(found) == [
        "unit:户政科",
        "unit:治安大队",
        "department:公安局",
        "department:农业局",
        "matter:id_card",
        "matter:barking",
        "matter:vaccine",
        "matter:hotel",
        "boundary:boundaries/1",
        "row:boundaries/1/1",
        "row:boundaries/1/2",
        "regime:supervision/1",
        "clause:supervision/1/1/1",
        "service:services/1",
        "law:旅馆办法",
        "law:养犬条例",
        "row:duties/1/1",
        "row:duties/1/2",
        "figure:supervision/1/1/1",
    ]
    assert {entry.group for entry in found.values()} == set(GROUPS)


def test_a_unit_is_found_by_its_names_their_stems_its_phone_and_its_rows(found: dict[str, Entry]):
    household, order = found["unit:户政科"], found["unit:治安大队"]

    assert weights(household) == {
        "户政科": TITLE,
        "户政": STEM,
        "户籍科": NAME,
        "户籍": STEM,
        "7700000": NUMBER,
        "核准身份证。": DUTY,
    }
    assert (household.detail, household.ref) == ("电话 7700000", "duties/1/1")
    assert weights(order)["治安"] == STEM
    assert order.detail == "1项职责"


def test_a_department_is_found_by_what_it_was_and_is_called(found: dict[str, Entry]):
    farms = found["department:农业局"]

    assert set(weights(farms)) == {"农业局", "农业", "农牧局", "农牧", "农业农村局", "农业农村", "农村局", "农村"}
    assert (farms.detail, farms.ref) == ("现农业农村局，1项分工", "boundaries/1/2")


def test_a_department_that_only_the_document_names_is_found_too(curation: Curation):
    knowledge = small(curation)
    bare = Knowledge(knowledge.document, knowledge.curation.copy(update={"departments": ()}))

    assert {"department:公安局", "department:农业局"} <= set(named(entries(bare)))


def test_a_matter_is_found_by_its_terms_its_unit_its_relatives_and_its_rows(found: dict[str, Entry]):
    card, barking = weights(found["matter:id_card"]), weights(found["matter:barking"])

    assert (card["身份证办理"], card["身份证"], card["户籍科"], card["核准身份证。"]) == (TITLE, TERM, OWNER, TEXT)
    assert found["matter:id_card"].detail == "户政科"
    assert (barking["狗叫"], barking["狗疫苗"], barking["公安局"]) == (TERM, FAMILY, OWNER)
    assert found["matter:barking"].detail == "公安局"


def test_whose_row_answers_first_is_worth_most_among_the_owners(knowledge: Knowledge):
    construction = named(entries(knowledge))["matter:noise_construction"]

    assert construction.detail == "城乡规划和城市管理行政执法局"
    assert (weights(construction)["城管局"], weights(construction)["交通局"]) == (OWNER, SHARER)


def test_the_first_terms_of_a_matter_are_worth_most(found: dict[str, Entry]):
    terms = weights(found["matter:hotel"])

    assert TITLE > terms["旅馆"] > terms["宾馆"] > EVERYDAY


def test_a_matter_without_a_unit_says_so(found: dict[str, Entry]):
    assert found["matter:hotel"].detail == "文件未载明科室"


def test_what_residents_ask_comes_before_what_concerns_the_house(knowledge: Knowledge):
    found = named(entries(knowledge))

    assert found["matter:lockup"].rank < found["matter:lockup_activities"].rank
    assert found["unit:拘留所"].rank < found["matter:lockup"].rank < found["row:duties/5/4"].rank


def test_everyday_words_belong_to_matters_and_are_no_terms_of_theirs(curation: Curation):
    matters = {matter.id: matter for matter in curation.matters}

    assert set(everyday_words()) == set(matters)
    for matter_id, words in everyday_words().items():
        assert len(set(words)) == len(words), matter_id
        assert set(words).isdisjoint((matters[matter_id].title, *matters[matter_id].terms)), matter_id


def test_everyday_words_lead_to_their_matter(knowledge: Knowledge):
    assert weights(named(entries(knowledge))["matter:gambling"])["耍钱"] == EVERYDAY
