"""The checks on small sets of invented examples."""

from bot.examples.checking import balance, faults, fold, near_doubles
from bot.examples.reading import Example
from knowledge.curation import Matter

DOGS = Matter(id="dogs", title="犬", audience="internal", terms=("狗",), refs=("boundaries/10",))


def example(text: str, matter: str = "dogs", intent: str = "ask_unit", voice: str = "farmer") -> Example:
    return Example(text, intent, {"matter": matter, "voice": voice}, "dogs.yml")


def enough() -> list[Example]:
    """As many as a matter needs, in as many voices; invented."""
    return [example(f"第{n}条狗的事", voice=f"voice {n % 4}") for n in range(25)]


def test_sound_examples_have_no_fault() -> None:
    assert faults(enough(), {"dogs": DOGS}, ["别的话别的话"]) == []


def test_words_trained_twice_are_found_whatever_their_signs() -> None:
    found = faults([*enough(), example("第3条，狗的事！", "dogs")], {"dogs": DOGS}, [])
    assert found == ["dogs.yml：“第3条，狗的事！”重复（dogs.yml，dogs）"]


def test_golden_questions_among_the_examples_are_found() -> None:
    assert faults(enough(), {"dogs": DOGS}, ["第７条狗的事？"]) == ["dogs.yml：“第7条狗的事”是考题，不能用来训练"]


def test_what_anybody_may_say_is_no_leak() -> None:
    thanks = Example("谢谢", "thanks", {"voice": "farmer"}, "talk.yml")
    assert faults([*enough(), thanks], {"dogs": DOGS}, ["谢谢"]) == []


def test_unknown_labels_are_found() -> None:
    wrong = [
        example("甲甲甲甲甲", "cats"),
        example("乙乙乙乙乙", intent="ask_me"),
        Example("丙丙丙丙丙", "emergency", {"numbers": ["911"], "voice": "farmer"}, "emergency.yml"),
        Example("丁丁丁丁丁", "greet", {}, "talk.yml"),
    ]
    assert faults([*enough(), *wrong], {"dogs": DOGS}, []) == [
        "dogs.yml：“甲甲甲甲甲”的标签不对：cats",
        "dogs.yml：“乙乙乙乙乙”的标签不对：ask_me",
        "emergency.yml：“丙丙丙丙丙”的标签不对：numbers",
        "talk.yml：“丁丁丁丁丁”的标签不对：没有voice",
    ]


def test_a_matter_with_too_few_examples_or_voices_is_found() -> None:
    found = faults([example(f"第{n}条狗的事") for n in range(24)], {"dogs": DOGS}, [])
    assert found == ["dogs（犬）只有24条例句，应有25条", "dogs（犬）只有1种口吻，应有4种"]


def test_near_doubles_matter_only_under_different_labels() -> None:
    one, other = example("隔壁的狗天天半夜叫唤"), example("隔壁的狗天天半夜叫唤啊", "noise")
    assert [(pair.one, pair.other) for pair in near_doubles([one, other, example("身份证丢了上哪补")])] == [
        (one, other)
    ]
    assert near_doubles([one, example("隔壁的狗天天半夜叫唤啊")]) == []


def test_balance_counts_by_matter_intent_and_voice() -> None:
    counted = balance([example("甲"), example("乙", voice="desk"), Example("你好", "greet", {"voice": "desk"})])
    assert counted["matter"] == {"dogs": 2}
    assert counted["intent"] == {"ask_unit": 2, "greet": 1}
    assert counted["voice"] == {"farmer": 1, "desk": 2}


def test_signs_alone_stay_as_they_are() -> None:
    assert fold("Ａ，b c！") == "abc"
    assert fold("？？？") == "？？？"
