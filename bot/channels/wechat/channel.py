"""微信公众号作为 Rasa 的一个输入渠道：/webhooks/wechat/webhook，GET 验证网址，POST 接收推送。"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Optional

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, text

from actions.rendering.phones import phones
from bot.channels.wechat.answering import Answering
from bot.channels.wechat.customer_service import CustomerService
from bot.channels.wechat.envelope import Refused, open_push, seal, verify
from bot.channels.wechat.messages import read
from bot.channels.wechat.once import Pushes
from bot.channels.wechat.platform_api import PlatformApi
from bot.channels.wechat.replies import text_reply
from bot.privacy import read_secret
from bot.review.consumer import feedback_event, forget_event
from bot.settings import Settings, read_settings

logger = logging.getLogger(__name__)

NO_REPLY = "success"  # what the platform wants to hear where there is nothing to say


class WeChatChannel(InputChannel):
    """Answers only where the account's token is set (``bot.settings``)."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @classmethod
    def name(cls) -> str:
        return "wechat"

    @classmethod
    def from_credentials(cls, credentials: Optional[dict[str, Any]]) -> InputChannel:
        return cls(read_settings())

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        routes = Blueprint("wechat_channel")
        account = self._settings.wechat
        if account is None:
            return routes
        answering: list[Answering] = []

        @routes.listener("before_server_start")
        async def prepare(app: Sanic, _loop: object) -> None:
            pushes, secret = Pushes(self._settings.database_url), read_secret(self._settings.home)
            answering.append(
                Answering(
                    pushes,
                    secret,
                    on_new_message,
                    forget=partial(_forget, app),
                    rate=partial(_rate, app),
                    phones=lambda: phones(app.ctx.knowledge.current()),
                    service=_customer_service(self._settings, pushes),
                    links=self._settings.wechat_menu_links,
                )
            )

        @routes.get("/webhook")
        async def confirm(request: Request) -> HTTPResponse:
            try:
                verify(account, _query(request))
            except Refused as refused:
                return _refuse(refused)
            return text(request.args.get("echostr") or "")

        @routes.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            try:
                push = read(open_push(account, _query(request), request.body))
            except Refused as refused:
                return _refuse(refused)
            said = await answering[0].reply(push)
            if said is None:
                return text(NO_REPLY)
            sealed = seal(account, text_reply(push.user, push.account, said), secrets.token_hex(8))
            return text(sealed, content_type="application/xml; charset=utf-8")

        return routes


def _customer_service(settings: Settings, pushes: Pushes) -> Optional[CustomerService]:
    if not settings.wechat_customer_service or settings.wechat_access is None:
        return None
    return CustomerService(pushes, PlatformApi(settings.wechat_access, settings.home))


def _query(request: Request) -> dict[str, str]:
    return {name: values[0] for name, values in request.args.items()}


def _refuse(refused: Refused) -> HTTPResponse:
    logger.info("A push was refused: %s", refused)
    return text("", status=403)


def _rate(app: Sanic, user: str, useful: bool) -> None:
    if app.ctx.broker is not None:
        app.ctx.broker.publish(feedback_event(user, useful))


def _forget(app: Sanic, user: str) -> None:
    if app.ctx.broker is not None:
        app.ctx.broker.publish(forget_event(user))
    agent = app.ctx.agent
    if agent is not None and agent.tracker_store is not None:
        # Rasa wraps every store in one that survives failures, and passes on only its own methods.
        store = getattr(agent.tracker_store, "_tracker_store", agent.tracker_store)
        store.forget(user)
