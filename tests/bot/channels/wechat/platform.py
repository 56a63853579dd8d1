"""The platform's side of a push, made by wechatpy's own crypto; names and keys are invented."""

from __future__ import annotations

import time
from typing import Any, Optional

from wechatpy.crypto import WeChatCrypto
from wechatpy.utils import WeChatSigner

TOKEN = "invented-token"
APP_ID = "wx0000000000000000"
KEY = "a" * 42 + "A"
OLD_KEY = "b" * 42 + "A"
USER, ACCOUNT = "oInvented_user-1", "gh_invented"


def message(kind: str = "text", number: int = 7, created: Optional[int] = None, **fields: str) -> str:
    given = {
        "ToUserName": ACCOUNT,
        "FromUserName": USER,
        "CreateTime": str(created or int(time.time())),
        "MsgType": kind,
        **fields,
    }
    inside = "".join(f"<{name}><![CDATA[{value}]]></{name}>" for name, value in given.items())
    return f"<xml>{inside}" + ("" if kind == "event" else f"<MsgId>{number}</MsgId>") + "</xml>"


def signed(token: str = TOKEN, at: Optional[float] = None, **more: str) -> dict[str, str]:
    """The query of a plaintext push."""
    stamp, nonce = str(int(time.time() if at is None else at)), "nonce"
    signer = WeChatSigner()
    signer.add_data(token, stamp, nonce)
    return {"signature": signer.signature, "timestamp": stamp, "nonce": nonce, **more}


def encrypted(
    xml: str, key: str = KEY, app_id: str = APP_ID, at: Optional[float] = None
) -> tuple[dict[str, str], bytes]:
    """The query and the body of an encrypted push."""
    stamp = str(int(time.time() if at is None else at))
    body = WeChatCrypto(TOKEN, key, app_id).encrypt_message(xml, "nonce", stamp)
    signature = body.split("<MsgSignature><![CDATA[")[1].split("]]>")[0]
    query = signed(at=float(stamp), encrypt_type="aes", msg_signature=signature)
    return query, body.encode()


def decrypted(body: str, key: str = KEY) -> str:
    """What the platform reads in an encrypted reply."""

    def field(name: str) -> str:
        return body.split(f"<{name}>")[1].split(f"</{name}>")[0].removeprefix("<![CDATA[").removesuffix("]]>")

    crypto = WeChatCrypto(TOKEN, key, APP_ID)
    opened: Any = crypto.decrypt_message(body, field("MsgSignature"), field("TimeStamp"), field("Nonce"))
    return str(opened)
