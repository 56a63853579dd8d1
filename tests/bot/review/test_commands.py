from __future__ import annotations

from pathlib import Path

from bot.settings import ROOT
from tests.bot.test_cli import rightdoor


def test_without_rabbitmq_in_the_settings_there_is_nothing_to_consume(tmp_path: Path) -> None:
    refused = rightdoor("review", "consume", home=tmp_path)
    assert refused.returncode == 1
    assert refused.stderr.splitlines()[-1] == (
        f"错误：{ROOT / 'endpoints.yml'}：event_broker的type应为bot.review.rabbit.RabbitBroker，才有RabbitMQ可收"
    )
