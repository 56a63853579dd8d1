"""微信推送的信封：验签、解密、加密（服务器配置里的明文、兼容、安全三种模式）。

A thin wrapper over wechatpy's crypto, which compares signatures in the open,
raises half a dozen kinds of errors on garbage, and lets a document type
through. Facts of the protocol stand beside the code that depends on them.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Optional
from xml.parsers.expat import ExpatError

import xmltodict
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import WeChatException

LARGEST_BODY = 64 * 1024  # bytes
WINDOW = 300  # seconds that a push may be old, or early: the platform repeats one within 15
_KEY_LENGTH = 43  # of an EncodingAESKey as the platform's console shows it
_DECLARATIONS = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# XML 1.0 has no place for these, and WeChat does send some (0x1d): a parser must not see them.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
# What wechatpy and its parser raise on a body that is not what it should be.
GARBLED = (
    AssertionError,
    AttributeError,
    ExpatError,
    IndexError,
    KeyError,
    TypeError,
    ValueError,
    WeChatException,
    binascii.Error,
    struct.error,
)


class Refused(Exception):
    """A push that is not from the platform, or not intact. For the log; the sender learns nothing."""


@dataclass(frozen=True)
class Account:
    """一个公众号的接入参数。

    ``keys``: EncodingAESKeys, the current one first; the one before it is
    accepted while the platform changes over. Without any, pushes are plaintext.
    """

    token: str = field(repr=False)
    app_id: str = ""
    keys: tuple[str, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        for key in self.keys:
            if not is_aes_key(key):
                raise ValueError(f"消息加解密密钥（EncodingAESKey）应为{_KEY_LENGTH}个字母或数字")
        if self.keys and not self.app_id:
            raise ValueError("设了消息加解密密钥，就还要设公众号的AppID")


def is_aes_key(key: str) -> bool:
    """43 letters and digits that are base64 of 32 bytes without the padding."""
    try:
        return len(key) == _KEY_LENGTH and len(base64.b64decode(f"{key}=", validate=True)) == 32
    except (binascii.Error, ValueError):
        return False


def signature_of(*parts: str) -> str:
    """签名：各部分按字典序排好接起来，取 SHA-1。"""
    return hashlib.sha1("".join(sorted(parts)).encode(), usedforsecurity=False).hexdigest()


def verify(account: Account, query: Mapping[str, str], now: Optional[float] = None) -> None:
    """验证这次请求来自微信。Raises Refused where the signature is wrong or the time out of the window.

    ``signature`` covers token, timestamp and nonce, never the body; so a
    plaintext push can be replayed within the window, and is deduplicated.
    """
    said, stamp, nonce = (query.get(name, "") for name in ("signature", "timestamp", "nonce"))
    if not _same(said, signature_of(account.token, stamp, nonce)):
        raise Refused("signature")
    _check_time(stamp, now)


def open_push(account: Account, query: Mapping[str, str], body: bytes, now: Optional[float] = None) -> str:
    """Return the XML of the message inside a push. Raises Refused.

    With a key set, only what is encrypted counts: the plaintext beside it
    (兼容模式) is not covered by any signature, and a push of plaintext alone
    would be a way around the key.
    """
    if len(body) > LARGEST_BODY:
        raise Refused("too large")
    try:
        text = _CONTROLS.sub("", body.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Refused("not UTF-8") from error
    if _DECLARATIONS.search(text):
        raise Refused("document type")
    if not account.keys:
        verify(account, query, now)
        return text
    return _decrypted(account, query, text, now)


def _decrypted(account: Account, query: Mapping[str, str], text: str, now: Optional[float]) -> str:
    said, stamp, nonce = (query.get(name, "") for name in ("msg_signature", "timestamp", "nonce"))
    try:
        encrypted = xmltodict.parse(text)["xml"]["Encrypt"]
        if not isinstance(encrypted, str):
            raise Refused("no encrypted part")
    except GARBLED as error:
        raise Refused("no encrypted part") from error
    if not _same(said, signature_of(account.token, stamp, nonce, encrypted)):
        raise Refused("msg_signature")
    _check_time(stamp, now)
    for key in account.keys:
        try:
            inner = WeChatCrypto(account.token, key, account.app_id).decrypt_message(
                {"Encrypt": encrypted}, said, stamp, nonce
            )
        except GARBLED:
            continue
        inner = _CONTROLS.sub("", inner)
        if _DECLARATIONS.search(inner):
            raise Refused("document type")
        return inner
    raise Refused("no key fits")


def seal(account: Account, xml: str, nonce: str, now: Optional[float] = None) -> str:
    """What goes back for ``xml``: itself in plaintext mode, else encrypted with the current key."""
    if not account.keys:
        return xml
    stamp = str(int(time.time() if now is None else now))
    crypto = WeChatCrypto(account.token, account.keys[0], account.app_id)
    return str(crypto.encrypt_message(xml, nonce, stamp))


def _check_time(stamp: str, now: Optional[float]) -> None:
    present = time.time() if now is None else now
    if not re.fullmatch(r"[0-9]{1,12}", stamp) or abs(int(stamp) - present) > WINDOW:
        raise Refused("timestamp")


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
