import pytest

from bot.channels.wechat.envelope import Refused
from bot.channels.wechat.messages import read
from tests.bot.channels.wechat.platform import ACCOUNT, USER, message


def test_a_text_says_who_says_what_to_whom() -> None:
    said = read(message(number=42, Content=" 狗天天叫 "))
    assert (said.user, said.account, said.kind, said.text, said.key) == (
        USER,
        ACCOUNT,
        "text",
        "狗天天叫",
        "message:42",
    )


@pytest.mark.parametrize(
    ("fields", "text"),
    [({"Recognition": "身份证丢了。"}, "身份证丢了。"), ({"Recognition": ""}, ""), ({}, "")],
)
def test_a_voice_is_what_the_platform_recognised_if_anything(fields: dict[str, str], text: str) -> None:
    said = read(message("voice", MediaId="m", Format="amr", **fields))
    assert (said.kind, said.text) == ("voice", text)


@pytest.mark.parametrize(
    ("pushed", "kind"),
    [
        ("image", "image"),
        ("video", "video"),
        ("shortvideo", "video"),
        ("location", "location"),
        ("link", "link"),
        ("miniprogrampage", "unknown"),
        ("sticker_of_2030", "unknown"),
    ],
)
def test_every_other_type_has_its_kind(pushed: str, kind: str) -> None:
    assert read(message(pushed)).kind == kind


@pytest.mark.parametrize(
    ("fields", "kind", "text"),
    [
        ({"Event": "subscribe", "EventKey": ""}, "event:subscribe", ""),
        ({"Event": "subscribe", "EventKey": "qrscene_7", "Ticket": "t"}, "event:subscribe", ""),
        ({"Event": "unsubscribe", "EventKey": ""}, "event:unsubscribe", ""),
        ({"Event": "SCAN", "EventKey": "7", "Ticket": "t"}, "event:scan", ""),
        ({"Event": "CLICK", "EventKey": "phones"}, "event:click", "phones"),
        ({"Event": "VIEW", "EventKey": "https://example.org"}, "event:view", ""),
        ({"Event": "LOCATION", "Latitude": "37.5"}, "event:location", ""),
        ({"Event": "of_2030"}, "event:of_2030", ""),
        ({}, "event:", ""),
    ],
)
def test_events_are_told_apart(fields: dict[str, str], kind: str, text: str) -> None:
    said = read(message("event", **fields))
    assert (said.kind, said.text) == (kind, text)


def test_a_repeat_has_the_same_key_and_nothing_else_has() -> None:
    clicked = [read(message("event", created=at, Event="CLICK", EventKey=key)).key for at, key in ((1, "a"), (1, "a"))]
    others = [read(message("event", created=at, Event="CLICK", EventKey=key)).key for at, key in ((2, "a"), (1, "b"))]
    assert len({*clicked}) == 1
    assert len({*clicked, *others}) == 3


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "<xml",
        "<xml/>",
        "<a/>",
        "<xml><MsgType>text</MsgType></xml>",
        "<xml><MsgType/></xml>",
        message().replace(USER, ""),
        message().replace(USER, "x" * 200),
    ],
)
def test_what_is_no_message_is_refused(broken: str) -> None:
    with pytest.raises(Refused):
        read(broken)
