"""The actions in the server's own process: no second process, no HTTP between."""

from __future__ import annotations

from typing import Any, Optional

from rasa.utils.endpoints import EndpointConfig
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor


class InProcessActions(EndpointConfig):
    """What Rasa takes for an action server: ``request(json=…)`` runs the action here."""

    def __init__(self, *actions: Action) -> None:
        super().__init__(url="in-process")
        self._executor = ActionExecutor()
        for action in actions:
            self._executor.register_action(action)

    async def request(  # type: ignore[override]
        self,
        method: str = "post",
        subpath: Optional[str] = None,
        content_type: Optional[str] = None,
        compress: bool = False,
        **kwargs: Any,
    ) -> Any:
        return await self._executor.run(kwargs["json"])
