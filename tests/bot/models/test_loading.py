"""From a model's file to an agent."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.core.agent import Agent

from bot.models.loading import load_beside, version_of
from bot.models.register import ModelError


@pytest.mark.parametrize("content", [b"", b"no model", b"\x1f\x8b\x08\x00 cut off"])
def test_what_is_no_model_is_told_in_one_line(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "20261124-150301-1a2b3c4d.tar.gz"
    file.write_bytes(content)
    with pytest.raises(ModelError, match=r"^模型20261124-150301-1a2b3c4d\.tar\.gz无法使用（.+）$"):
        load_beside(Agent(), file)


def test_an_agent_without_a_model_has_no_version() -> None:
    assert version_of(Agent()) == ""
