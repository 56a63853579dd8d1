"""The five seconds, repeats and late answers, with an invented handler in Rasa's place."""

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest

from actions.rendering.talk import FAILURE
from bot.channels.wechat import answering as module
from bot.channels.wechat import once, texts
from bot.channels.wechat.answering import Answering
from bot.channels.wechat.links import linked
from bot.channels.wechat.messages import Incoming, read
from bot.channels.wechat.replies import HINT, LONGEST
from bot.privacy import hashed
from knowledge.store import StoreError
from tests.bot.channels.wechat.platform import USER, message
from tests.bot.channels.wechat.stage import Bot, both, event, made, pushes, text


def test_a_question_is_answered_and_the_bot_does_not_learn_the_openid(tmp_path: Path) -> None:
    bot = Bot()
    assert asyncio.run(made(bot, tmp_path).reply(text("狗叫 我电话13800138000"))) == "答：狗叫 我电话***********"
    (sender, said), *_ = bot.heard
    assert sender.startswith("wx-") and "oA" not in sender
    assert said == "狗叫 我电话***********"


def test_the_database_does_not_hold_the_openid(tmp_path: Path) -> None:
    answering = made(Bot(), tmp_path)
    pushed = read(message("event", Event="CLICK", EventKey="help"))
    asyncio.run(both(answering.reply(pushed), answering.reply(read(message(Content="狗叫")))))
    answering._database.shutdown()  # what was begun is written
    written = b"".join(file.read_bytes() for file in tmp_path.glob("test.db*"))
    assert texts.HELP.encode() in written and "答：狗叫".encode() in written
    assert USER.encode() not in written


def test_repeats_are_answered_alike_and_worked_on_once_also_on_another_replica(tmp_path: Path) -> None:
    bot = Bot(seconds=0.3)
    replicas = [made(bot, tmp_path), made(bot, tmp_path, secret=b"of another data folder")]

    async def story() -> list[Any]:
        return await asyncio.gather(*(replicas[n % 2].reply(text("狗叫")) for n in range(6)))

    assert set(asyncio.run(story())) == {"答：狗叫"}
    assert len(bot.heard) == 1


def test_where_another_replica_died_over_a_push_its_work_is_done_and_due(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "DEADLINE", 0.2)
    monkeypatch.setattr(once, "ABANDONED", 0.5)
    bot = Bot()
    answering = made(bot, tmp_path)
    user = hashed("wx", "oA", b"secret")
    pushes(tmp_path).claim("message:1", user)  # and died

    async def story() -> list[Any]:
        first = await answering.reply(text("狗叫", 1))
        while not bot.heard:
            await asyncio.sleep(0.05)
        return [first, await answering.reply(text("狗叫", 1)), await answering.reply(text("护照", 2))]

    assert asyncio.run(story()) == [texts.WAIT, texts.WAIT, f"{texts.LATER}\n答：狗叫\n\n答：护照"]
    assert [said for _, said in bot.heard] == ["狗叫", "护照"]


@pytest.mark.parametrize("blocking", [False, True])
def test_what_takes_too_long_is_given_with_the_next_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, blocking: bool
) -> None:
    monkeypatch.setattr(module, "DEADLINE", 0.3)
    bot = Bot(seconds=0.8, blocking=blocking)
    answering = made(bot, tmp_path)

    async def story() -> list[Any]:
        first = await answering.reply(text("狗叫", 1))
        repeated = await answering.reply(text("狗叫", 1))
        await asyncio.sleep(0.8)
        bot.seconds = 0.0
        again = await answering.reply(text("狗叫", 1))
        second = await answering.reply(text("护照", 2))
        third = await answering.reply(text("户口", 3))
        return [first, repeated, again, second, third]

    *repeats, second, third = asyncio.run(story())
    assert repeats == [texts.WAIT] * 3
    assert second == f"{texts.LATER}\n答：狗叫\n\n答：护照"
    assert third == "答：户口"
    assert [said for _, said in bot.heard] == ["狗叫", "护照", "户口"]


def test_a_repeat_is_told_to_wait_too_where_the_database_was_too_slow_to_note_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "DEADLINE", 0.2)
    monkeypatch.setattr(module, "_GRACE", 0.05)
    answering = made(Bot(), tmp_path)
    held = threading.Event()

    async def story() -> list[Any]:
        answering._database.submit(held.wait)  # somebody else's long work in the database
        first = await answering.reply(text("狗叫"))
        held.set()
        await asyncio.sleep(1)
        return [first, await answering.reply(text("狗叫")), await answering.reply(text("好了吗", 2))]

    assert asyncio.run(story()) == [texts.WAIT, texts.WAIT, f"{texts.LATER}\n答：狗叫\n\n答：好了吗"]


def test_who_is_in_danger_is_told_the_number_before_the_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "DEADLINE", 0.1)
    said = asyncio.run(made(Bot(seconds=0.5), tmp_path).reply(text("着火了快来人")))
    assert said is not None and said.startswith("119！") and said.endswith(texts.WAIT)


def test_a_broken_database_keeps_nobody_from_the_number_to_dial(tmp_path: Path) -> None:
    answering = made(Bot(), tmp_path)
    (tmp_path / "test.db").unlink()
    danger, other = asyncio.run(both(answering.reply(text("着火了快来人", 1)), answering.reply(text("护照", 2))))
    assert danger.startswith("119！")
    assert other == FAILURE


def test_a_long_answer_goes_on_with_more(tmp_path: Path) -> None:
    bot = Bot(words="一句很长的话。" * 300)
    answering = made(bot, tmp_path)

    async def story() -> list[Any]:
        parts = [await answering.reply(text("狗叫", 1))]
        for number in (2, 3, 4):
            parts.append(await answering.reply(text("更多", number)))
        return [*parts, await answering.reply(text("更多", 9))]

    *parts, last = asyncio.run(story())
    assert all(len(part.encode()) <= LONGEST for part in parts)
    assert "".join(part.split("\n（回复")[0] for part in parts) == "一句很长的话。" * 300
    assert last == texts.NO_MORE
    assert len(bot.heard) == 1


def test_repeats_and_short_answers_do_not_change_what_is_left(tmp_path: Path) -> None:
    whole = "一句很长的话。" * 150
    bot = Bot(words=whole)
    answering = made(bot, tmp_path)

    async def story() -> list[Any]:
        first = await answering.reply(text("狗叫", 1))
        bot.words = "短的"
        await answering.reply(text("护照", 2))
        more = await both(answering.reply(text("更多", 3)), answering.reply(text("更多", 4)))
        again = await both(answering.reply(text("更多", 3)), answering.reply(text("更多", 4)))
        return [first, await answering.reply(text("狗叫", 1)), more, again]

    first, first_again, more, again = asyncio.run(story())
    assert set(more) == {whole.removeprefix(first.removesuffix(HINT)), texts.NO_MORE}
    assert (first_again, again) == (first, more)


def test_two_messages_of_one_user_at_once_are_both_answered_in_turn(tmp_path: Path) -> None:
    bot = Bot(seconds=0.1)
    answering = made(bot, tmp_path)
    said = asyncio.run(both(answering.reply(text("狗叫", 1)), answering.reply(text("护照", 2))))
    assert said == ["答：狗叫", "答：护照"]


@pytest.mark.parametrize("links", [False, True])
def test_options_can_be_tapped_where_that_is_switched_on(tmp_path: Path, links: bool) -> None:
    bot = Bot(words="请问您具体是哪一件事？\n1. 居民身份证\n2. 护照", options=("居民身份证", "护照"))
    said = asyncio.run(made(bot, tmp_path, links=links).reply(text("证")))
    assert said == (linked(bot.words, bot.options) if links else bot.words)


def test_an_opinion_is_taken_down_and_thanked_for(tmp_path: Path) -> None:
    bot = Bot()
    answering = made(bot, tmp_path)

    async def story() -> list[Any]:
        return [await answering.reply(text(words, place)) for place, words in enumerate(("狗叫", "没用", "有用"))]

    assert asyncio.run(story()) == ["答：狗叫", texts.NOTED, texts.NOTED]
    assert bot.rated == [False, True]
    assert len(bot.heard) == 1


def test_a_number_after_the_welcome_means_its_example(tmp_path: Path) -> None:
    answering = made(Bot(), tmp_path)

    async def story() -> list[Any]:
        welcome = await answering.reply(event("subscribe"))
        chosen = await answering.reply(text("2", 1))
        return [welcome, chosen, await answering.reply(text("2", 2))]

    assert asyncio.run(story()) == [texts.WELCOME, f"答：{texts.EXAMPLES[1]}", "答：2"]


def test_a_number_after_anything_else_is_a_question(tmp_path: Path) -> None:
    answering = made(Bot(), tmp_path)

    async def story() -> list[Any]:
        await answering.reply(event("subscribe"))
        await answering.reply(event("click", "help"))
        return [await answering.reply(text("2", 1))]

    assert asyncio.run(story()) == ["答：2"]


def test_a_long_list_of_phones_goes_on_with_more(tmp_path: Path) -> None:
    bot = Bot()
    listed = "110：公安报警\n" * 150
    answering = made(bot, tmp_path, phones=lambda: listed)

    async def story() -> list[Any]:
        first = await answering.reply(event("click", "phones"))
        return [first, await answering.reply(text("更多", 1))]

    first, rest = asyncio.run(story())
    assert first.removesuffix(HINT) + rest == listed
    assert bot.heard == []


def test_phones_that_cannot_be_read_leave_the_numbers_to_dial(tmp_path: Path) -> None:
    def broken() -> str:
        raise StoreError("知识库无法读取")

    assert asyncio.run(made(Bot(), tmp_path, broken).reply(event("click", "phones"))) == FAILURE


@pytest.mark.parametrize("kind", ["voice", "image", "video", "location", "link", "unknown"])
def test_what_has_no_words_gets_a_fitting_text(tmp_path: Path, kind: str) -> None:
    push = Incoming("oA", "gh", kind, "message:1")
    assert asyncio.run(made(Bot(), tmp_path).reply(push)) == texts.WORDLESS[kind]


def test_a_recognised_voice_is_a_question(tmp_path: Path) -> None:
    push = Incoming("oA", "gh", "voice", "message:1", "狗叫")
    assert asyncio.run(made(Bot(), tmp_path).reply(push)) == "答：狗叫"


@pytest.mark.parametrize(
    ("push", "said"),
    [
        (event("scan", "7"), texts.WELCOME),
        (event("click", "ask"), texts.WELCOME),
        (event("click", "help"), texts.HELP),
        (event("click", "phones"), "110：公安报警"),
        (event("click", "of_2030"), texts.HELP),
        (event("view"), None),
        (event("location"), None),
        (event("of_2030"), None),
    ],
)
def test_each_event_has_its_reply_or_none(tmp_path: Path, push: Incoming, said: str | None) -> None:
    assert asyncio.run(made(Bot(), tmp_path).reply(push)) == said


def test_who_unsubscribes_is_forgotten(tmp_path: Path) -> None:
    bot = Bot(words="一句很长的话。" * 300)
    answering = made(bot, tmp_path)

    async def story() -> list[Any]:
        await answering.reply(text("狗叫", 1))
        return [await answering.reply(event("unsubscribe")), await answering.reply(text("更多", 2))]

    assert asyncio.run(story()) == [None, texts.NO_MORE]
    assert bot.forgotten == [bot.heard[0][0]]


def test_the_conversation_is_forgotten_after_the_rows(tmp_path: Path) -> None:
    table, found = pushes(tmp_path), []
    bot = Bot()
    answering = Answering(table, b"secret", bot, lambda user: found.append(table.last_answer(user)), bot.rate, str)

    async def story() -> None:
        await answering.reply(text("狗叫", 1))
        await answering.reply(event("unsubscribe"))

    asyncio.run(story())
    assert found == [""]  # so that work that ends in between knows that it must forget


def test_who_unsubscribes_while_a_question_is_worked_on_is_forgotten_after_it(tmp_path: Path) -> None:
    bot = Bot(seconds=0.3)
    answering = made(bot, tmp_path)

    async def story() -> None:
        asked = asyncio.ensure_future(answering.reply(text("狗叫", 1)))
        while not bot.heard:
            await asyncio.sleep(0.01)
        await answering.reply(event("unsubscribe"))
        await asked

    asyncio.run(story())
    assert bot.forgotten == [bot.heard[0][0]] * 2
    assert pushes(tmp_path).last_answer(bot.heard[0][0]) == ""


def test_who_asks_too_fast_is_asked_to_wait_and_nobody_else_is(tmp_path: Path) -> None:
    answering = made(Bot(), tmp_path)

    async def story() -> list[Any]:
        said = [await answering.reply(text("狗叫", number)) for number in range(31)]
        return [*said, await answering.reply(text("狗叫", 99, user="oB"))]

    *many, last, other = asyncio.run(story())
    assert set(many) == {"答：狗叫"}
    assert (last, other) == (texts.BUSY, "答：狗叫")
