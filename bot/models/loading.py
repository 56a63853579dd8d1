"""From a model's file to an agent that answers with the actions of this process."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

from rasa.core.agent import Agent, load_agent
from rasa.core.brokers.broker import EventBroker
from rasa.core.utils import AvailableEndpoints

from actions.action import AnswerAction
from actions.thresholds import read_thresholds
from bot.action_endpoint import InProcessActions
from bot.models.register import ModelError
from bot.settings import ROOT
from knowledge.query import LiveKnowledge


def endpoints(knowledge: LiveKnowledge, broker: Optional[EventBroker] = None) -> AvailableEndpoints:
    """endpoints.yml, with the actions in this process, and its event broker where one was made of it."""
    available = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
    available.action = InProcessActions(AnswerAction(knowledge.current, read_thresholds()))
    available.event_broker = broker
    return available


async def load(model: Path, knowledge: LiveKnowledge, broker: Optional[EventBroker] = None) -> Agent:
    """An agent with conversations of its own; it is not ready where the model cannot be used.

    Without a ``broker`` nothing is kept of what it is asked.
    """
    return await load_agent(model_path=str(model.resolve()), endpoints=endpoints(knowledge, broker))


def load_beside(running: Agent, model: Path) -> Agent:
    """Another agent for the conversations of ``running``, which goes on answering. Blocks for seconds.

    Raises ModelError.
    """
    agent = Agent(lock_store=running.lock_store, action_endpoint=running.action_endpoint)
    # Given to the constructor, the store would lose its domain in the middle of somebody's turn.
    agent.tracker_store = running.tracker_store
    try:
        agent.load_model(model)
    except Exception as error:  # whatever a damaged archive makes Rasa and its components raise
        raise ModelError(f"模型{model.name}无法使用（{type(error).__name__}：{error}）") from error
    return agent


def version_of(agent: Agent) -> str:
    """The version that an agent answers with, empty where it has no model."""
    return (agent.model_name or "").removesuffix(".tar.gz")
