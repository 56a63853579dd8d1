"""Held-out predictions over a small set of invented examples in three voices."""

from bot.evaluation.held_out import alarm_rates, contested, held_out_questions
from bot.examples.reading import Example


def examples() -> list[Example]:
    """Two matters, refusals and emergencies, told alike in each of three voices."""
    found = []
    for voice in ("farmer", "young", "desk"):
        for n in range(12):
            found += [
                Example(f"狗叫唤得睡不着 {voice}{n}", "ask_unit", {"matter": "dog_barking", "voice": voice}),
                Example(f"护照过期要换新的 {voice}{n}", "ask_contact", {"matter": "passport", "voice": voice}),
                Example(f"今天菜价涨了没有 {voice}{n}", "out_of_scope", {"voice": voice}),
                Example(f"着火了快来人救命 {voice}{n}", "emergency", {"numbers": ["119"], "voice": voice}),
            ]
    return found


def test_each_example_gets_the_question_that_an_unknowing_model_would_make_of_it() -> None:
    told = held_out_questions(examples())
    assert len(told) == 144
    matters = [(one.example.label, one.question.matters[0].label) for one in told if "matter" in one.example.metadata]
    assert sum(wanted == given for wanted, given in matters) >= 0.9 * len(matters)
    alarms = [one.question.alarm.confidence for one in told if one.example.intent == "emergency" and one.question.alarm]
    calm = [one.question.alarm.confidence for one in told if one.example.intent != "emergency" and one.question.alarm]
    assert min(alarms) > max(calm)
    assert alarm_rates(told, min(alarms)) == (1.0, 0.0)
    assert alarm_rates(told, 0.0) == (1.0, 1.0)


def test_an_example_that_another_matter_claims_is_found() -> None:
    told = [Example("护照过期要换新的 stray", "ask_contact", {"matter": "dog_barking", "voice": "stray"}), *examples()]
    assert [one.example.voice for one in contested(held_out_questions(told))] == ["stray"]
