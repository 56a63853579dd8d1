"""Another model takes over while the server answers: no message is lost, no conversation forgotten.

The new agent is loaded beside the old one and shares its conversations. A turn
asks for the agent once, when it begins (Rasa's ``register``), so turns under way
end on the old agent, which goes when the last of them has ended. What is
swapped is one reference.
"""

from __future__ import annotations

import asyncio
import logging

from sanic import Sanic

from bot.models.folder import ModelFolder
from bot.models.loading import load_beside, version_of
from bot.models.model import Model
from bot.models.register import ModelError, Register

logger = logging.getLogger(__name__)

LOOK_EVERY = 2.0  # seconds between two looks at the link


async def switch(app: Sanic, register: Register, version: str, who: str, why: str, overrule_reason: str = "") -> Model:
    """Let this server answer with another model at once, others within seconds; a former one is a roll back.

    Raises GateRefused where it takes a reason to overrule the gate, and ModelError where the model cannot be
    used; nothing has changed then.
    """
    async with app.ctx.switching:
        await asyncio.to_thread(register.check, version, bool(overrule_reason))
        agent = await asyncio.to_thread(load_beside, app.ctx.agent, register.folder.file(version))
        model = await asyncio.to_thread(register.go_live, version, who, why, overrule_reason)
        app.ctx.agent = agent
        return model


async def follow(app: Sanic, folder: ModelFolder) -> None:
    """Go after the link, which another process may have moved, as long as the server runs."""
    useless = "" if app.ctx.agent.is_ready() else folder.live()
    while True:
        await asyncio.sleep(LOOK_EVERY)
        async with app.ctx.switching:
            wanted = folder.live()
            if wanted in ("", useless, version_of(app.ctx.agent)):
                continue
            try:
                app.ctx.agent = await asyncio.to_thread(load_beside, app.ctx.agent, folder.file(wanted))
                logger.info("现在用模型%s回答。", wanted)
            except ModelError as error:
                useless = wanted
                logger.error("%s；仍用%s回答。", error, version_of(app.ctx.agent) or "备用的警报识别")
