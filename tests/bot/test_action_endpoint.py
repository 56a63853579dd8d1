import asyncio
from typing import Any

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa_sdk import Action

from bot.action_endpoint import InProcessActions


class Echo(Action):
    def name(self) -> str:
        return "action_echo"

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        dispatcher.utter_message(text=f"to {tracker.sender_id}")
        return [{"event": "slot", "name": "context", "value": {"n": 1}, "timestamp": None}]


def test_action_runs_here_and_its_result_is_rasas() -> None:
    tracker = DialogueStateTracker("resident", [])
    call = {"next_action": "action_echo", "sender_id": "resident", "tracker": tracker.current_state()}
    result = asyncio.run(InProcessActions(Echo()).request(json=call))
    assert result["responses"][0]["text"] == "to resident"
    assert result["events"] == [{"event": "slot", "name": "context", "value": {"n": 1}, "timestamp": None}]


def test_malformed_result_is_still_refused() -> None:
    action = RemoteAction("action_echo", InProcessActions(Echo()))
    assert action._validate_action_result({"events": [], "responses": []})
    with pytest.raises(ValidationError):
        action._validate_action_result({"events": [], "responses": "none"})
    assert Domain.empty().action_names_or_texts  # Rasa itself is untouched
