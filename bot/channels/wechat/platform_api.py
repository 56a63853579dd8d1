"""公众平台的接口：取 access_token，设菜单，发客服消息。每次调用都有时限，出错是一行中文。

The token is kept in the data folder and shared by all processes: the platform
gives out a limited number a day.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

PUBLIC_BASE = "https://api.weixin.qq.com"
_TIMEOUT = (5, 10)  # seconds to connect, and to answer
_EARLY = 300  # seconds before its end that a token is renewed
_TOKEN_FILE = "secrets/wechat_token.json"
_EXPIRED = (40001, 40014, 42001)
_MEANING = {
    40013: "AppID不对：核对WECHAT_APP_ID",
    40125: "AppSecret不对：核对WECHAT_APP_SECRET",
    40164: "这台服务器的公网IP不在白名单里：到公众平台“基本配置”里加上",
    45009: "今天调用次数用完了：明天再试",
    48001: "这个公众号没有这项接口的权限（没有认证）",
}


class PlatformError(Exception):
    """The platform did not do what was asked: one line saying what, and what to do. ``code``: its errcode, or 0."""

    def __init__(self, reason: str, code: int = 0) -> None:
        super().__init__(reason)
        self.code = code


@dataclass(frozen=True)
class Access:
    """What the API asks of who calls it; ``base`` is PUBLIC_BASE in earnest."""

    app_id: str
    secret: str = field(repr=False)
    base: str = PUBLIC_BASE


class PlatformApi:
    """``home``: the data folder."""

    def __init__(self, access: Access, home: Path) -> None:
        self._base, self._app_id, self._secret = access.base.rstrip("/"), access.app_id, access.secret
        self._file = home / _TOKEN_FILE

    def push_menu(self, menu: dict[str, Any]) -> None:
        """创建自定义菜单，替换原有的。Raises PlatformError."""
        self._call("/cgi-bin/menu/create", menu)

    def send_text(self, openid: str, text: str) -> None:
        """发送客服消息：用户48小时内来过话才行。Raises PlatformError."""
        self._call("/cgi-bin/message/custom/send", {"touser": openid, "msgtype": "text", "text": {"content": text}})

    def _call(self, path: str, content: dict[str, Any]) -> dict[str, Any]:
        said = self._post(path, content, {"access_token": self._token()})
        if said.get("errcode") in _EXPIRED:  # somebody else asked for a new one meanwhile
            self._file.unlink(missing_ok=True)
            said = self._post(path, content, {"access_token": self._token()})
        return _checked(said)

    def _token(self) -> str:
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
            if kept["app_id"] == self._app_id and kept["until"] > time.time():
                return str(kept["token"])
        except (OSError, ValueError, KeyError, TypeError):
            pass  # none yet, or not readable: a new one is asked for
        asked = {"grant_type": "client_credential", "appid": self._app_id, "secret": self._secret}
        said = _checked(self._post("/cgi-bin/stable_token", asked, {}))
        token, until = str(said["access_token"]), time.time() + float(said.get("expires_in", 0)) - _EARLY
        self._keep({"app_id": self._app_id, "token": token, "until": until})
        return token

    def _keep(self, content: dict[str, Any]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = self._file.with_suffix(f".{os.getpid()}")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(content, out)
        fresh.replace(self._file)

    def _post(self, path: str, content: dict[str, Any], query: dict[str, str]) -> dict[str, Any]:
        body = json.dumps(content, ensure_ascii=False).encode()  # the platform shows escapes as they are
        try:
            answer = requests.post(f"{self._base}{path}", params=query, data=body, timeout=_TIMEOUT)
            said = answer.json()
        except requests.RequestException as error:  # its text may hold the address with the token in it
            raise PlatformError(f"连不上公众平台（{self._base}，{type(error).__name__}）：检查网络后再试") from None
        if not isinstance(said, dict):
            raise PlatformError(f"公众平台（{self._base}）的应答看不懂：检查WECHAT_API_BASE")
        return said


def _checked(said: dict[str, Any]) -> dict[str, Any]:
    code = said.get("errcode") or 0
    if code:
        meaning = _MEANING.get(code) or str(said.get("errmsg") or "没有说明")
        raise PlatformError(f"公众平台不接受（错误{code}）：{meaning}", code)
    return said
