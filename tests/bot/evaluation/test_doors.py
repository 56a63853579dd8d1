import pytest

from bot.evaluation.doors import door_of, given_door, wanted_door
from knowledge.query import Knowledge
from tests.bot.evaluation.played import played


@pytest.mark.parametrize(
    ("ref", "door"),
    [
        ("duties/4/11", "unit_household"),
        ("services/3", "unit_economic_crime"),
        ("boundaries/9/1", "boundaries/9"),
        ("supervision/5", "supervision/5"),
    ],
)
def test_a_row_leads_to_a_door(knowledge: Knowledge, ref: str, door: str) -> None:
    assert door_of(ref, knowledge) == door


def test_a_wrong_answer_leads_to_the_door_of_its_first_row(knowledge: Knowledge) -> None:
    wrong = played(right=False, refs=["duties/7/1"])
    assert (wanted_door(wrong, knowledge), given_door(wrong, knowledge)) == ("unit_household", "unit_traffic")
    refused = played(given="out_of_scope", right=False)
    assert given_door(refused, knowledge) == "refuse"


def test_a_right_answer_leads_to_the_door_wanted(knowledge: Knowledge) -> None:
    assert given_door(played(refs=["supervision/10"]), knowledge) == "unit_household"
    assert wanted_door(played("emergency"), knowledge) == "emergency"
