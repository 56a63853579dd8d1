"""What is kept of a person: a keyed hash for the sender, and stars for what names somebody."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path

_SECRET_FILE = "secrets/openid.key"
_HALF_WIDTH = str.maketrans(
    {code: code - 0xFEE0 for run in ("０９", "ＡＺ", "ａｚ") for code in range(ord(run[0]), ord(run[1]) + 1)}
)
_NAMING = (
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
    # 自报的姓名；后面要有标点或者到头，免得遮掉“我叫高利贷逼得没办法”
    re.compile(
        "(?:(?<=我叫)|(?<=名叫)|(?<=姓名)|(?<=姓名[：:]))"
        "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤]"
        r"[\u4e00-\u9fff]{1,2}(?=[\W_]|$)"
    ),
)


def masked(text: str) -> str:
    """The text with ID-card, bank-card, mobile and plate numbers and given names as stars of the same length."""
    plain = text.translate(_HALF_WIDTH)
    for pattern in _NAMING:
        plain = pattern.sub(lambda found: "*" * len(found[0]), plain)
    return "".join("*" if star == "*" else shown for shown, star in zip(text, plain, strict=True))


def hashed(channel: str, sender: str, secret: bytes) -> str:
    """The name under which a channel's user is known here; it cannot be turned back without the secret."""
    return f"{channel}-" + hmac.new(secret, sender.encode(), hashlib.sha256).hexdigest()[:32]


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
