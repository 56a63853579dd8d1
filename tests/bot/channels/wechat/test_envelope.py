import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.wechat.envelope import LARGEST_BODY, WINDOW, Account, Refused, is_aes_key, open_push, seal, verify
from tests.bot.channels.wechat.platform import (
    APP_ID,
    KEY,
    OLD_KEY,
    TOKEN,
    decrypted,
    encrypted,
    message,
    signed,
)

PLAIN = Account(TOKEN)
SAFE = Account(TOKEN, APP_ID, (KEY,))
CHANGING = Account(TOKEN, APP_ID, (KEY, OLD_KEY))


def test_a_signed_request_is_the_platforms() -> None:
    verify(PLAIN, signed())


@pytest.mark.parametrize(
    "wrong", [signed(token="other"), {}, signed() | {"nonce": "x"}, signed() | {"signature": "签"}]
)
def test_any_other_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(Refused, match="signature"):
        verify(PLAIN, wrong)


@pytest.mark.parametrize("late", [WINDOW + 5, -WINDOW - 5])
def test_a_push_out_of_its_time_is_refused(late: int) -> None:
    query = signed(at=time.time() - late)
    with pytest.raises(Refused, match="timestamp"):
        verify(PLAIN, query)
    query, body = encrypted(message(), at=time.time() - late)
    with pytest.raises(Refused, match="timestamp"):
        open_push(SAFE, query, body)


def test_a_plaintext_push_is_read_where_no_key_is_set() -> None:
    xml = message(Content="狗天天叫")
    assert open_push(PLAIN, signed(), xml.encode()) == xml


def test_an_encrypted_push_is_read_with_the_current_key_and_the_one_before() -> None:
    xml = message(Content="狗天天叫")
    assert open_push(SAFE, *encrypted(xml)) == xml
    assert open_push(CHANGING, *encrypted(xml, OLD_KEY)) == xml
    with pytest.raises(Refused, match="no key fits"):
        open_push(SAFE, *encrypted(xml, OLD_KEY))


def test_with_a_key_plaintext_is_refused_however_it_is_signed() -> None:
    with pytest.raises(Refused, match="no encrypted part"):
        open_push(SAFE, signed(), message().encode())


def test_beside_an_encrypted_part_plaintext_counts_for_nothing() -> None:
    query, body = encrypted(message(Content="护照"))
    both = body.replace(b"<xml>", message(Content="forged").encode().removesuffix(b"</xml>"), 1)
    assert "护照" in open_push(SAFE, query, both)
    assert "forged" not in open_push(SAFE, query, both)


def test_a_push_for_another_account_or_with_a_changed_byte_is_refused() -> None:
    with pytest.raises(Refused, match="no key fits"):
        open_push(SAFE, *encrypted(message(), app_id="wx-other"))
    query, body = encrypted(message())
    changed = body.replace(b"<Encrypt><![CDATA[", b"<Encrypt><![CDATA[A")
    with pytest.raises(Refused, match="msg_signature"):
        open_push(SAFE, query, changed)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"x" * (LARGEST_BODY + 1), "too large"),
        (b"\xff\xfe", "UTF-8"),
        (b'<!DOCTYPE xml [<!ENTITY a "b">]><xml/>', "document type"),
        (b"<! doctype xml><xml/>", "document type"),
    ],
)
def test_what_no_platform_sends_is_refused(body: bytes, why: str) -> None:
    for account in (PLAIN, SAFE):
        with pytest.raises(Refused, match=why):
            open_push(account, signed(), body)


def test_control_characters_are_taken_out() -> None:
    assert "狗叫" in open_push(PLAIN, signed(), message(Content="狗\x1d叫").encode())


@given(st.binary(max_size=300))
def test_garbage_is_refused_and_nothing_else_happens(body: bytes) -> None:
    with pytest.raises(Refused):
        open_push(SAFE, signed() | {"msg_signature": "0" * 40}, body)


def test_a_reply_is_sealed_with_the_current_key() -> None:
    xml = message(Content="答")
    assert decrypted(seal(CHANGING, xml, "nonce")) == xml
    assert seal(PLAIN, xml, "nonce") == xml


@pytest.mark.parametrize("key", ["", "short", "a" * 42 + "!", "a" * 44])
def test_a_key_that_is_none_is_told_at_once(key: str) -> None:
    assert not is_aes_key(key)
    with pytest.raises(ValueError, match="43"):
        Account(TOKEN, APP_ID, (key,))
    assert is_aes_key(KEY)
