"""Through HTTP, against a running server, with bodies made by wechatpy's own crypto."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from xml.etree import ElementTree

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.rendering.phones import phones
from bot.bench.server import running_server
from bot.channels.wechat import texts
from bot.channels.wechat.envelope import Account
from bot.channels.wechat.replies import LONGEST
from bot.channels.wechat.simulate import Platform, play
from knowledge.query import Knowledge
from tests.bot.channels.wechat.platform import (
    ACCOUNT,
    APP_ID,
    KEY,
    OLD_KEY,
    TOKEN,
    USER,
    decrypted,
    encrypted,
    message,
    signed,
)

NUMBERS = iter(range(1, 1_000_000))  # every message has its own MsgId


@pytest.fixture(scope="module")
def safe(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an account in 安全模式, changing its key."""
    folder = tmp_path_factory.mktemp("safe")
    keys = {"WECHAT_AES_KEY": KEY, "WECHAT_AES_KEY_PREVIOUS": OLD_KEY, "WECHAT_APP_ID": APP_ID}
    keys["WECHAT_MENU_LINKS"] = "1"
    database = f"sqlite:///{folder / 'test.db'}"
    with running_server(home, folder / "log", WECHAT_TOKEN=TOKEN, DATABASE_URL=database, **keys) as url:
        yield f"{url}/webhooks/wechat/webhook"


@pytest.fixture(scope="module")
def plain_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("plain") / "log"


@pytest.fixture(scope="module")
def plain(home: Path, plain_log: Path) -> Iterator[str]:
    """The address of an account in 明文模式, whose log tells each question worked on; it is slow over 「慢」."""
    program = ("-m", "tests.bot.channels.wechat.slow_server")
    database = f"sqlite:///{plain_log.parent / 'test.db'}"
    with running_server(home, plain_log, program=program, WECHAT_TOKEN=TOKEN, DATABASE_URL=database) as url:
        yield f"{url}/webhooks/wechat/webhook"


def content(xml: str) -> str:
    """The text of a reply, after a look at the rest of it."""
    reply = {child.tag: child.text or "" for child in ElementTree.fromstring(xml)}
    assert (reply["ToUserName"], reply["FromUserName"], reply["MsgType"]) == (USER, ACCOUNT, "text")
    assert 0 < len(reply["Content"].encode()) <= LONGEST
    return reply["Content"]


def say(url: str, xml: str) -> str:
    """Push in plaintext."""
    answer = requests.post(url, params=signed(), data=xml.encode(), timeout=10)
    assert answer.status_code == 200
    return answer.text if answer.text == "success" else content(answer.text)


def say_safely(url: str, xml: str, key: str = KEY) -> str:
    query, body = encrypted(xml, key)
    answer = requests.post(url, params=query, data=body, timeout=10)
    assert answer.status_code == 200
    return answer.text if answer.text == "success" else content(decrypted(answer.text))


def ask(words: str, **fields: str) -> str:
    return message(number=next(NUMBERS), Content=words, **fields)


def test_the_platform_verifies_the_address(safe: str, plain: str) -> None:
    for url in (safe, plain):
        verified = requests.get(url, params=signed(echostr="12345"), timeout=10)
        assert (verified.status_code, verified.text) == (200, "12345")
        assert requests.get(url, params=signed(token="other", echostr="12345"), timeout=10).status_code == 403
        assert requests.get(url, timeout=10).status_code == 403


def test_a_question_is_answered_in_every_mode(safe: str, plain: str) -> None:
    for said in (
        say(plain, ask("身份证丢了上哪补")),
        say_safely(safe, ask("身份证丢了上哪补")),
        say_safely(safe, ask("身份证丢了上哪补"), OLD_KEY),
    ):
        assert "户政科" in said and "来源" in said


def test_in_compatible_mode_the_encrypted_part_counts(safe: str) -> None:
    query, body = encrypted(ask("身份证丢了上哪补"))
    both = body.replace(b"<xml>", ask("狗天天叫").encode().removesuffix(b"</xml>"), 1)
    answer = requests.post(safe, params=query, data=both, timeout=10)
    assert "户政科" in content(decrypted(answer.text))


def test_with_a_key_set_plaintext_is_not_answered(safe: str) -> None:
    refused = requests.post(safe, params=signed(), data=ask("狗叫").encode(), timeout=10)
    assert (refused.status_code, refused.text) == (403, "")


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        ("voice", {"MediaId": "m", "Recognition": ""}, texts.WORDLESS["voice"]),
        ("voice", {"MediaId": "m"}, texts.WORDLESS["voice"]),
        ("image", {"PicUrl": "http://example.org/a", "MediaId": "m"}, texts.WORDLESS["image"]),
        ("video", {"MediaId": "m"}, texts.WORDLESS["video"]),
        ("shortvideo", {"MediaId": "m"}, texts.WORDLESS["video"]),
        ("location", {"Location_X": "37.5", "Location_Y": "114.7"}, texts.WORDLESS["location"]),
        ("link", {"Title": "t", "Url": "http://example.org"}, texts.WORDLESS["link"]),
        ("of_2030", {}, texts.WORDLESS["unknown"]),
        ("event", {"Event": "subscribe"}, texts.WELCOME),
        ("event", {"Event": "subscribe", "EventKey": "qrscene_7"}, texts.WELCOME),
        ("event", {"Event": "SCAN", "EventKey": "7"}, texts.WELCOME),
        ("event", {"Event": "CLICK", "EventKey": "help"}, texts.HELP),
        ("event", {"Event": "VIEW", "EventKey": "http://example.org"}, "success"),
        ("event", {"Event": "LOCATION", "Latitude": "37.5"}, "success"),
        ("event", {"Event": "unsubscribe"}, "success"),
        ("event", {"Event": "of_2030"}, "success"),
    ],
)
def test_each_type_of_push_gets_its_one_reply(
    safe: str, plain: str, kind: str, fields: dict[str, str], said: str
) -> None:
    assert say(plain, message(kind, next(NUMBERS), **fields)) == said
    assert say_safely(safe, message(kind, next(NUMBERS), **fields)) == said


def test_a_recognised_voice_is_a_question(safe: str) -> None:
    assert "户政科" in say_safely(safe, message("voice", next(NUMBERS), Recognition="身份证丢了。", MediaId="m"))


def test_a_button_lists_the_phones(safe: str, knowledge: Knowledge) -> None:
    assert say_safely(safe, message("event", Event="CLICK", EventKey="phones")) == phones(knowledge)


def test_a_conversation_goes_on(safe: str) -> None:
    assert "身份证" in say_safely(safe, ask("身份证丢了上哪补", FromUserName=USER))
    assert "未载明户政科的电话" in say_safely(safe, ask("那电话呢"))


def test_tapping_an_option_chooses_it(safe: str) -> None:
    titles = ["投诉、举报民警违纪违法", "赌博"]
    for title in titles:
        say_safely(safe, message("event", Event="unsubscribe"))  # a conversation of its own
        offered = re.findall("msgmenucontent=(.*?)&", say_safely(safe, ask("举报")))
        assert offered[: len(titles)] == titles
        assert say_safely(safe, ask(title, bizmsgmenuid="1")).startswith(f"【{title}】")


@pytest.mark.parametrize("mode", ["compatible", "safe"])
def test_the_simulator_finds_no_fault(safe: str, mode: str) -> None:
    platform = Platform(safe, Account(TOKEN, APP_ID, (KEY,)), mode, doubled=True)
    outcomes = list(play(platform, [["身份证丢了上哪补", "那电话呢"], ["护照在哪办"]], out_of_order=True))
    assert [(outcome.faults, outcome.repeats) for outcome in outcomes] == [((), 3)] * 3
    assert "户政科" in outcomes[0].reply and "出入境管理大队" in outcomes[2].reply


def test_a_slow_answer_comes_with_the_next_message_and_the_work_is_done_once(plain: str) -> None:
    slow = message(number=next(NUMBERS), Content="慢 身份证丢了上哪补")
    started = time.monotonic()
    with ThreadPoolExecutor(3) as pool:  # the platform repeats, in time or early
        replies = list(pool.map(lambda _: say(plain, slow), range(3)))
    assert time.monotonic() - started < 5
    assert replies == [texts.WAIT] * 3
    time.sleep(8)
    later = say(plain, ask("护照在哪办"))
    assert later.startswith(texts.LATER) and "户政科" in later and "出入境管理大队" in later
    assert texts.LATER not in say(plain, ask("护照在哪办"))


ASKED = (  # what a user asks, what he asks about it, and what he must hear
    ("身份证丢了上哪补", "那电话呢", "户政科"),
    ("护照在哪办", "那电话呢", "出入境管理大队"),
    ("被电信诈骗了归谁管", "那电话呢", "刑事侦查大队"),
)


def test_many_users_at_once_are_each_answered_once_and_not_mixed_up(plain: str, plain_log: Path) -> None:
    worked_before = plain_log.read_text().count("worked on")

    def one_user(number: int) -> int:
        order, user = random.Random(number), f"oInvented_user-{number + 10}"
        first, further, wanted = ASKED[number % len(ASKED)]
        others = [other for *_, other in ASKED if other != wanted]
        asked = [message(number=next(NUMBERS), Content=(first, further)[turn % 2]) for turn in range(20)]
        asked = [xml.replace(USER, user) for xml in asked]
        replies = []
        for xml in asked:
            reply, *doubles = pushed_together(plain, [xml] * (2 if order.random() < 0.1 else 1))
            assert doubles in ([], [reply])
            assert user in reply and not any(other in reply for other in others)
            assert wanted in reply or texts.WAIT in reply  # a machine may be slow
            replies.append(reply)
        for turn in order.sample(range(20), 2):  # repeats that come late
            assert pushed_together(plain, [asked[turn]]) == [replies[turn]]
        return len(replies)

    with ThreadPoolExecutor(50) as pool:
        assert sum(pool.map(one_user, range(50))) == 1000
    assert plain_log.read_text().count("worked on") - worked_before == 1000


def pushed_together(url: str, pushes: Sequence[str]) -> list[str]:
    """The replies to pushes that are all on their way before the first is answered; without their times."""
    address = urlsplit(url)
    connections = [HTTPConnection(address.netloc, timeout=20) for _ in pushes]
    for connection, push in zip(connections, pushes, strict=True):
        connection.request("POST", f"{address.path}?{urlencode(signed())}", push.encode())
    replies = [connection.getresponse().read().decode() for connection in connections]
    for connection in connections:
        connection.close()
    return [re.sub("<CreateTime>.*?</CreateTime>", "", reply) for reply in replies]


@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.one_of(st.binary(max_size=400), st.text(max_size=200).map(lambda words: ask(words).encode())))
def test_nothing_unsigned_is_answered_whatever_it_is(safe: str, body: bytes) -> None:
    answer = requests.post(safe, params={"signature": "0" * 40, "timestamp": "1", "nonce": "n"}, data=body, timeout=10)
    assert (answer.status_code, answer.text) == (403, "")


def test_bytes_changed_on_the_way_break_nothing(safe: str, plain: str) -> None:
    order = random.Random(7)
    for _ in range(500):
        query, body = encrypted(ask("身份证丢了上哪补"))
        assert requests.post(safe, params=query, data=mutated(body, order), timeout=10).status_code in (200, 403)
        xml = mutated(message(number=next(NUMBERS), Content="狗叫").encode(), order)
        assert requests.post(plain, params=signed(), data=xml, timeout=10).status_code in (200, 403)
    assert "户政科" in say_safely(safe, ask("身份证丢了上哪补"))
    assert "户政科" in say(plain, ask("身份证丢了上哪补"))


def mutated(body: bytes, order: random.Random) -> bytes:
    changed = bytearray(body)
    for _ in range(order.randint(1, 4)):
        changed[order.randrange(len(changed))] = order.randrange(256)
    return bytes(changed)
