"""``rightdoor review …``: what the trainers' work needs of the terminal."""

from __future__ import annotations

import asyncio

import typer

from bot.console import fail, say, settings
from bot.review.privacy_commands import open_turns

review_app = typer.Typer(help="训练员的工作。", no_args_is_help=True)


@review_app.command("consume")
def consume() -> None:
    """从RabbitMQ收各台服务器的提问，写进数据库，直到按Ctrl+C；连接取自endpoints.yml的event_broker。"""
    from rasa.core.utils import AvailableEndpoints

    from bot.review.consumer import Consumer
    from bot.review.evidence import Evidence
    from bot.review.rabbit import RabbitBroker, RabbitError, Receiver
    from bot.server import ENDPOINTS, open_knowledge

    config = AvailableEndpoints.read_endpoints(str(ENDPOINTS)).event_broker
    wanted = f"{RabbitBroker.__module__}.{RabbitBroker.__name__}"
    if config is None or config.type != wanted:
        raise fail(f"{ENDPOINTS}：event_broker的type应为{wanted}，才有RabbitMQ可收")
    current, turns = settings(), open_turns()
    receiver = Receiver(Consumer(Evidence(open_knowledge(current))), turns, current.review_days)
    say("正在收RabbitMQ的提问（按 Ctrl+C 停止）")
    try:
        asyncio.run(receiver.run(config))
    except KeyboardInterrupt:
        pass
    except RabbitError as error:
        raise fail(str(error)) from error
