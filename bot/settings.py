"""Settings, all from the environment (contract, section 3). Read once, passed on as a value."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Optional

from bot.channels.wechat.envelope import Account
from bot.channels.wechat.platform_api import PUBLIC_BASE, Access

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT_ID = "baixiang-gongan"
EXAMPLES = ROOT / "nlu_data"
GOLDEN = EXAMPLES / "golden"
DEVELOPMENT = EXAMPLES / "development"
QUESTIONS = (GOLDEN, DEVELOPMENT)  # never trained on
REVIEW_DAYS = 180
DOCUMENT = ROOT / "knowledge" / "documents" / DOCUMENT_ID / "source.txt"


class SettingsError(Exception):
    """A setting has a value that cannot be used: one line naming it."""


@dataclass(frozen=True)
class Settings:
    """``home`` holds the database, the models and the secrets; ``database_url`` is SQLAlchemy's.

    ``proxies``: how many of our own stand before the server. ``open_reading``: the desk needs no sign-in to read.
    ``wechat`` is None where no account is set, ``wechat_access`` where its API cannot be called;
    ``wechat_customer_service``: late answers are sent through it. ``wechat_menu_links``: options can be tapped.
    ``review_days``: how long the trainers may see what was asked.
    ``review_confirm``: a label is used only when a second trainer agrees.
    """

    home: Path
    database_url: str
    host: str
    port: int
    proxies: int = 0
    open_reading: bool = False
    wechat: Optional[Account] = None
    wechat_access: Optional[Access] = None
    wechat_customer_service: bool = False
    wechat_menu_links: bool = False
    review_days: int = REVIEW_DAYS
    review_confirm: bool = False

    @property
    def models(self) -> Path:
        return self.home / "models"

    @property
    def model(self) -> Path:
        """The model that answers: a link to one of ``models`` (``bot.models.folder``)."""
        return self.models / "rightdoor.tar.gz"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    home = Path(environment.get("RIGHTDOOR_HOME") or ROOT / "var").resolve()
    port = environment.get("PORT") or "5005"
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise SettingsError(f"环境变量PORT应为1到65535的数字，实为“{port}”")
    host = environment.get("HOST") or "127.0.0.1"
    proxies = environment.get("PROXIES_COUNT") or "0"
    if not proxies.isdecimal():
        raise SettingsError(f"环境变量PROXIES_COUNT应为服务前面自己的反向代理的个数，实为“{proxies}”")
    access = _wechat_access(environment)
    customer_service = _switch(environment, "WECHAT_CUSTOMER_SERVICE")
    if customer_service and access is None:
        raise SettingsError("设了环境变量WECHAT_CUSTOMER_SERVICE，就还要设WECHAT_APP_ID和WECHAT_APP_SECRET")
    days = environment.get("REVIEW_DAYS") or str(REVIEW_DAYS)
    if not days.isdecimal() or int(days) < 1:
        raise SettingsError(f"环境变量REVIEW_DAYS应为居民的提问保留几天（1以上的整数），实为“{days}”")
    return Settings(
        home=home,
        database_url=environment.get("DATABASE_URL") or f"sqlite:///{home / 'rightdoor.db'}",
        host=host,
        port=int(port),
        proxies=int(proxies),
        open_reading=_open_reading(environment, _is_loopback(host) and not int(proxies)),
        wechat=_wechat(environment),
        wechat_access=access,
        wechat_customer_service=customer_service,
        wechat_menu_links=_switch(environment, "WECHAT_MENU_LINKS"),
        review_days=int(days),
        review_confirm=_switch(environment, "REVIEW_CONFIRM"),
    )


def _open_reading(environment: Mapping[str, str], default: bool) -> bool:
    wanted = environment.get("DESK_SIGN_IN")
    if wanted not in (None, "", "open", "required"):
        raise SettingsError(f"环境变量DESK_SIGN_IN应为open或required，实为“{wanted}”")
    return wanted == "open" if wanted else default


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _switch(environment: Mapping[str, str], name: str) -> bool:
    value = environment.get(name) or "0"
    if value not in ("0", "1"):
        raise SettingsError(f"环境变量{name}应为1（开）或0（关），实为“{value}”")
    return value == "1"


def _wechat(environment: Mapping[str, str]) -> Optional[Account]:
    """The official account, from WECHAT_TOKEN, WECHAT_APP_ID, WECHAT_AES_KEY and WECHAT_AES_KEY_PREVIOUS."""
    token = environment.get("WECHAT_TOKEN")
    if not token:
        return None
    keys = (environment.get(name) for name in ("WECHAT_AES_KEY", "WECHAT_AES_KEY_PREVIOUS"))
    try:
        return Account(token, environment.get("WECHAT_APP_ID") or "", tuple(key for key in keys if key))
    except ValueError as error:
        raise SettingsError(f"环境变量WECHAT_…：{error}") from error


def _wechat_access(environment: Mapping[str, str]) -> Optional[Access]:
    app_id, secret = environment.get("WECHAT_APP_ID"), environment.get("WECHAT_APP_SECRET")
    if not app_id or not secret:
        return None
    return Access(app_id, secret, environment.get("WECHAT_API_BASE") or PUBLIC_BASE)
