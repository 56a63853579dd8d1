from bot.evaluation.measures import Bin, Share, by_matter, by_part, calibration_error, measures, reliability
from tests.bot.evaluation.played import played


def test_each_measure_counts_its_own_turns() -> None:
    turns = [
        played(right=True),
        played(right=False, found=True),
        played("split", "out_of_scope", right=False),
        played("clarify", "clarify"),
        played("out_of_scope", "out_of_scope"),
        played("out_of_scope", "unit", right=False),
        played("emergency", "emergency"),
        played("out_of_scope", "emergency", right=False, lookalike=True),
        played(dialogue=True),
        played(dialogue=True, right=False),
    ]
    assert measures(turns) == {
        "facts": Share(1, 3),
        "found": Share(3, 4),
        "refused": Share(1, 3),
        "wrongly_refused": Share(1, 3),
        "emergencies": Share(1, 1),
        "false_alarms": Share(1, 1),
        "dialogue": Share(1, 2),
        "all": Share(5, 10),
    }


def test_a_measure_without_turns_is_left_out() -> None:
    assert set(measures([played("smalltalk", "smalltalk")])) == {"all"}


def test_every_turn_belongs_to_one_part() -> None:
    turns = [played(), played("smalltalk"), played("out_of_scope", lookalike=True), played(dialogue=True)]
    parts = by_part(turns)
    assert {part: found.of for part, (found, _) in parts.items()} == {
        "matter": 1,
        "talk": 1,
        "lookalike": 1,
        "dialogue": 1,
        "all": 4,
    }


def test_precision_is_of_the_answers_and_recall_of_the_questions() -> None:
    turns = [
        played(matter="resident_id_card"),
        played(matter="resident_id_card", right=False, gold=("duties/6/1",)),
        played(matter=None, given="out_of_scope", right=False),
    ]
    scores = by_matter(turns, {"duties/4/11": "resident_id_card", "duties/6/1": "passport"})
    assert scores["resident_id_card"].answered == Share(1, 2)
    assert scores["resident_id_card"].asked == Share(1, 2)
    assert scores["resident_id_card"].f1 == 0.5
    assert scores["passport"].asked == Share(0, 1)
    assert scores["passport"].f1 == 0.0


def test_confidence_is_held_against_truth() -> None:
    turns = [played(confidence=0.95), played(confidence=0.95, right=False), played(confidence=0.2, right=False)]
    bins = reliability([*turns, played("smalltalk", "smalltalk", confidence=1.0)])
    assert bins == [Bin(0.2, Share(0, 1)), Bin(0.95, Share(1, 2))]
    assert round(calibration_error(bins), 4) == round((0.2 * 1 + 0.45 * 2) / 3, 4)
