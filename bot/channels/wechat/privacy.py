"""What is kept of a person: a keyed hash for a name, and stars for numbers that name somebody."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path

_SECRET_FILE = "secrets/openid.key"
_NUMBERS = (
    # 身份证号
    re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx](?![0-9A-Za-z])"),
    # 银行卡号，也有四个一组写的
    re.compile(r"(?<![0-9])[0-9]{4}(?:[ -]?[0-9]{4}){3}(?:[ -]?[0-9]{1,3})?(?![0-9])"),
    # 手机号；座机不遮：人们会问一个办公电话是谁的
    re.compile(r"(?<![0-9])(?:\+?86[ -]?)?1[3-9][0-9](?:[ -]?[0-9]{4}){2}(?![0-9])"),
    # 车牌号
    re.compile(
        r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Za-hj-np-z][·・\s]?"
        r"(?:[0-9A-HJ-NP-Za-hj-np-z]{5,6}|[0-9A-HJ-NP-Za-hj-np-z]{4}[学警挂])(?![0-9A-Za-z])"
    ),
)


def masked(text: str) -> str:
    """The text with ID-card, bank-card, mobile and plate numbers as stars of the same length."""
    for pattern in _NUMBERS:
        text = pattern.sub(lambda found: "*" * len(found[0]), text)
    return text


def hashed(openid: str, secret: bytes) -> str:
    """The name under which a user of the account is known here; it cannot be turned back without the secret."""
    return "wx-" + hmac.new(secret, openid.encode(), hashlib.sha256).hexdigest()[:32]


def read_secret(home: Path) -> bytes:
    """The secret of this installation, in the data folder; made where there is none yet."""
    file = home / _SECRET_FILE
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        # Several processes may start at once: exactly one of them makes the file.
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_bytes()
    with os.fdopen(handle, "wb") as out:
        out.write(secrets.token_bytes(32))
    return file.read_bytes()
