"""The actions in the server's own process: no second process, no HTTP between."""

from __future__ import annotations

from typing import Any, Optional

from jsonschema import Draft7Validator
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor

_RESULT = Draft7Validator(RemoteAction.action_response_format_spec())


def _validate(_action: RemoteAction, result: dict[str, Any]) -> bool:
    _RESULT.validate(result)
    return True


# Rasa checks the schema itself anew at every action, which is most of a turn's time.
RemoteAction._validate_action_result = _validate


class InProcessActions(EndpointConfig):
    """What Rasa takes for an action server: ``request(json=…)`` runs the action here."""

    def __init__(self, *actions: Action) -> None:
        super().__init__(url="in-process")
        self._executor = ActionExecutor()
        for action in actions:
            self._executor.register_action(action)

    async def request(
        self,
        method: str = "post",
        subpath: Optional[str] = None,
        content_type: Optional[str] = None,
        compress: bool = False,
        **kwargs: Any,
    ) -> Any:
        return await self._executor.run(kwargs["json"])
