import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.parts import PARTS, PartsReader, QuestionSplitter, questions_in, with_parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("身份证丢了咋补？还有俺娃护照在哪办？", ["身份证丢了咋补？", "还有俺娃护照在哪办？"]),
        ("狗叫归谁管，另外广场舞太吵找谁", ["狗叫归谁管", "另外广场舞太吵找谁"]),
        ("民警吃拿卡要找谁告,民警受了冤枉又找谁", ["民警吃拿卡要找谁告", "民警受了冤枉又找谁"]),
    ],
)
def test_a_message_is_cut_where_the_second_question_begins(text: str, parts: list[str]) -> None:
    assert questions_in(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "身份证丢了上哪补",
        "我还有个事想问 护照在哪办",
        "家里的狗半夜老叫，邻居来敲门，怎么办",
        "2",
        "事情很长" * 40 + "找谁？还有电话多少？",
    ],
)
def test_one_question_stays_whole(text: str) -> None:
    assert questions_in(text) == [text]


@given(st.text())
def test_parts_are_words_of_the_message(text: str) -> None:
    assert all(part in text for part in questions_in(text))


def test_parts_hang_on_their_message_and_come_back_as_output() -> None:
    message = Message({"text": "身份证丢了咋补？还有护照在哪办？"})
    QuestionSplitter().process([message])
    assert [m.get("text") for m in with_parts([message])] == [
        "身份证丢了咋补？还有护照在哪办？",
        "身份证丢了咋补？",
        "还有护照在哪办？",
    ]
    message.get(PARTS)[1].set("matters", [{"name": "passport", "confidence": 1.0}], add_to_output=True)
    PartsReader().process([message])
    said = message.as_dict(only_output_properties=True)[PARTS]
    assert [part["text"] for part in said] == ["身份证丢了咋补？", "还有护照在哪办？"]
    assert said[1]["matters"] == [{"name": "passport", "confidence": 1.0}]
