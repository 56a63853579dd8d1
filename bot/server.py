"""The server: Rasa's agent, its channels and the pages in one Sanic app, the actions in process."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import Optional

from rasa.core.agent import Agent
from rasa.core.brokers.broker import EventBroker
from rasa.core.channels.channel import register
from rasa.core.run import create_http_input_channels
from rasa.core.utils import AvailableEndpoints
from sanic import Blueprint, Sanic

from actions.thresholds import read_thresholds
from bot.accounts.pages import add_accounts
from bot.database import Database, DatabaseError
from bot.desk.desk import Desk
from bot.desk.pages import add_desk
from bot.library import Library
from bot.models.going_live import follow
from bot.models.job import Job
from bot.models.loading import load
from bot.models.register import Register
from bot.privacy import read_secret
from bot.review.chart_pages import add_chart_pages
from bot.review.feedback import add_feedback
from bot.review.model_pages import add_model_pages
from bot.review.pages import add_review
from bot.review.review import Review
from bot.review.trained import Trained
from bot.settings import DOCUMENT_ID, ROOT, Settings
from bot.web.errors import add_error_handler
from bot.web.pages import add_pages
from knowledge.edits import Edits
from knowledge.query import LiveKnowledge
from knowledge.store import Store, StoreError

logger = logging.getLogger(__name__)

ENDPOINTS = ROOT / "endpoints.yml"
LARGEST_REQUEST = 64 * 1024  # bytes


def open_knowledge(settings: Settings) -> LiveKnowledge:
    return LiveKnowledge(Store(settings.database_url), DOCUMENT_ID)


async def open_broker() -> Optional[EventBroker]:
    """endpoints.yml's: one for the process, whichever model answers."""
    return await EventBroker.create(AvailableEndpoints.read_endpoints(str(ENDPOINTS)).event_broker)


def create_app(settings: Settings) -> Sanic:
    """Build the app; the model is loaded when the server starts."""
    knowledge = open_knowledge(settings)
    app = Sanic("rightdoor", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = LARGEST_REQUEST
    app.config.PROXIES_COUNT = settings.proxies or None
    app.config.FALLBACK_ERROR_FORMAT = "json"
    app.ctx.agent, app.ctx.broker, app.ctx.knowledge = None, None, knowledge
    app.ctx.secret, app.ctx.switching = read_secret(settings.home), asyncio.Lock()
    add_error_handler(app)
    register(create_http_input_channels(None, str(ROOT / "credentials.yml")), app, route="/webhooks/")
    add_pages(app, partial(_ready, app, knowledge))
    database = Database(settings.database_url)
    add_accounts(app, database, settings.open_reading)
    library, edits = Library(knowledge), Edits(Store(settings.database_url), DOCUMENT_ID)
    add_desk(app, Desk.open(library, edits, database, read_thresholds()))
    review = Review.open(library, database, Trained(), settings.review_confirm)
    add_review(app, review)
    add_feedback(app)
    app.ctx.register = Register(settings.model, database)
    training = Blueprint("training")
    add_chart_pages(training, review, database)
    job = Job(settings)
    add_model_pages(training, review, app.ctx.register, job)
    app.blueprint(training)

    async def load_model(running: Sanic, _loop: object) -> None:
        _settle(running.ctx.register)
        job.sweep()
        running.ctx.broker = await open_broker()
        running.ctx.agent = await load(settings.model, knowledge, running.ctx.broker)
        if not running.ctx.agent.is_ready():
            logger.error("模型%s无法使用：只能应答紧急情况。请运行 rightdoor train --go-live。", settings.model)
        running.add_task(follow(running, running.ctx.register.folder))

    async def close_broker(running: Sanic, _loop: object) -> None:
        if running.ctx.broker is not None:
            await running.ctx.broker.close()

    app.register_listener(load_model, "before_server_start")
    app.register_listener(close_broker, "after_server_stop")
    return app


def _settle(register: Register) -> None:
    try:
        register.settle()
    except (DatabaseError, OSError) as error:  # residents are answered all the same
        logger.error("模型登记簿无法使用：%s", error)


def _ready(app: Sanic, knowledge: LiveKnowledge) -> bool:
    agent: Optional[Agent] = app.ctx.agent
    try:
        knowledge.current()
    except StoreError:
        logger.exception("The knowledge store cannot be read.")
        return False
    return agent is not None and agent.is_ready()


def serve(settings: Settings) -> None:
    """Run until stopped. Prints the addresses when it answers."""
    app = create_app(settings)
    address = f"http://{settings.host}:{settings.port}"

    async def announce(_running: Sanic, _loop: object) -> None:
        print(
            f"找对门已启动（按 Ctrl+C 停止）\n  居民问答   {address}/\n"
            f"  前台查询   {address}/desk\n"
            f"  接口       {address}/webhooks/rest/webhook（POST sender、message）\n"
            f"  运行状况   {address}/healthz  {address}/readyz",
            flush=True,
        )

    app.register_listener(announce, "after_server_start")
    app.run(host=settings.host, port=settings.port, access_log=False, motd=False)
