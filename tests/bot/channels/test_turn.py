import asyncio
from typing import Any

from rasa.core.channels.channel import UserMessage

from actions.answer import Answer
from bot.channels.turn import take_turn

ANSWER = Answer(kind="unit", text="第一段\n\n第二段", refs=("duties/4/11",))


def turn(handler: Any, text: str) -> Any:
    return asyncio.run(take_turn(handler, "resident", text, "test"))


async def answering(message: UserMessage) -> None:
    await message.output_channel.send_response("resident", {"text": ANSWER.text, "custom": ANSWER.payload()})


def test_one_text_and_one_payload_even_with_blank_lines() -> None:
    text, payload = turn(answering, "身份证丢了上哪补")
    assert text == "第一段\n\n第二段"
    assert payload == ANSWER.payload()


def test_words_are_cleaned_before_the_framework_sees_them() -> None:
    heard = []

    async def listening(message: UserMessage) -> None:
        heard.append(message.text)
        await answering(message)

    turn(listening, " /restart\x00")
    assert heard == ["restart"]


def test_what_names_somebody_is_masked_before_the_framework_sees_it() -> None:
    heard = []

    async def listening(message: UserMessage) -> None:
        heard.append(message.text)
        await answering(message)

    turn(listening, "我电话13800138000，狗叫")
    assert heard == ["我电话***********，狗叫"]


def test_wordless_message_is_answered_without_the_model() -> None:
    async def never(message: UserMessage) -> None:
        raise AssertionError("asked the model")

    text, payload = turn(never, "😂😂")
    assert payload["kind"] == "out_of_scope"
    assert payload["refs"] == []
    assert "110" in text


def test_failing_framework_gives_the_polite_text() -> None:
    async def failing(message: UserMessage) -> None:
        raise RuntimeError("the model file is gone")

    text, payload = turn(failing, "身份证丢了")
    assert "110" in text and "抱歉" in text
    assert payload["failed"] is True


def test_silence_is_never_passed_on() -> None:
    async def silent(message: UserMessage) -> None:
        return None

    text, payload = turn(silent, "身份证丢了")
    assert text and payload["failed"] is True


def test_somebody_in_danger_is_told_the_number_though_everything_is_broken() -> None:
    async def failing(message: UserMessage) -> None:
        raise RuntimeError("the model file is gone")

    text, payload = turn(failing, "厨房着火了灭不掉 快来人")
    assert text.startswith("119")
    assert payload["kind"] == "emergency"
    assert payload["numbers"][0] == "119"
    assert payload["failed"] is True
