"""What each example teaches, and how numbers to dial are put together."""

import pytest

from bot.nlu.classifiers import AskedClassifier, EmergencyClassifier, SubjectClassifier, _numbers


@pytest.mark.parametrize(
    ("intent", "metadata", "taught"),
    [
        ("ask_unit", {"matter": "dogs"}, [("dogs", 1.0)]),
        ("correct", {"matter": "dogs"}, [("dogs", 1.0)]),
        ("ask_unit", {"matters": ["dogs", "noise"]}, [("dogs", 0.5), ("noise", 0.5), ("-ambiguous", 1.0)]),
        ("catalogue", {"matters": ["dogs", "noise"]}, [("dogs", 0.5), ("noise", 0.5)]),
        ("ask_contact", {"follow_up": True}, [("-follow_up", 1.0)]),
        ("out_of_scope", {"topic": "near"}, [("-out_of_scope", 1.0)]),
        ("greet", {}, [("-greet", 1.0)]),
        ("emergency", {"numbers": ["110"]}, [("-emergency", 1.0)]),
    ],
)
def test_subject_of_an_example(intent: str, metadata: dict, taught: list) -> None:
    assert list(SubjectClassifier.labels(intent, metadata)) == taught


def test_only_questions_teach_what_is_asked() -> None:
    assert list(AskedClassifier.labels("ask_contact", {"follow_up": True})) == [("ask_contact", 1.0)]
    assert list(AskedClassifier.labels("greet", {})) == []


def test_emergencies_teach_which_numbers_to_dial() -> None:
    assert list(EmergencyClassifier.labels("emergency", {"numbers": ["120", "110"]})) == [("120,110", 1.0)]
    assert list(EmergencyClassifier.labels("out_of_scope", {})) == []


def test_second_number_is_named_where_it_is_likely_enough() -> None:
    ranking = [
        {"name": "110", "confidence": 0.5},
        {"name": "120,110", "confidence": 0.4},
        {"name": "119", "confidence": 0.1},
    ]
    assert _numbers(ranking) == ["110", "120"]


def test_voice_is_held_out_whole_for_matters_and_in_parts_for_the_rest() -> None:
    group = SubjectClassifier.group
    assert group({"matter": "dogs", "voice": "farmer"}, 7) == group({"matter": "noise", "voice": "farmer"}, 700)
    assert group({"voice": "scope"}, 0) != group({"voice": "scope"}, 20)
