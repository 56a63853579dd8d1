from types import SimpleNamespace
from typing import Any

import pytest

from bot.channels.rest import LONGEST_SENDER, read_message
from bot.web.errors import BadRequest


def request(body: Any) -> Any:
    return SimpleNamespace(json=body)


def test_sender_and_message_are_read() -> None:
    assert read_message(request({"sender": " a ", "message": " 狗叫 ", "more": 1})) == ("a", " 狗叫 ")


@pytest.mark.parametrize("body", [None, [], "x", 7])
def test_body_must_be_an_object(body: Any) -> None:
    with pytest.raises(BadRequest, match="JSON对象"):
        read_message(request(body))


def test_overlong_sender_is_refused() -> None:
    with pytest.raises(BadRequest, match="sender"):
        read_message(request({"sender": "x" * (LONGEST_SENDER + 1), "message": "狗叫"}))
