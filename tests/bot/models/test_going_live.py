"""Another model takes over: with pretended agents, and under load with the real one."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import requests

from bot.bench.server import running_server
from bot.database import Database
from bot.models import going_live
from bot.models.folder import ModelFolder
from bot.models.going_live import follow, switch
from bot.models.register import GateRefused, ModelError, Register
from bot.settings import Settings, read_settings
from tests.bot.models.test_register import added, judged

WEBHOOK = "/webhooks/rest/webhook"
SWAPS, ASKING = 20, 3


def agent(version: str) -> SimpleNamespace:
    return SimpleNamespace(model_name=f"{version}.tar.gz" if version else None, is_ready=lambda: bool(version))


def server(answers_with: str) -> Any:
    return SimpleNamespace(ctx=SimpleNamespace(agent=agent(answers_with), switching=asyncio.Lock()))


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Versions in the order that they were loaded; a file that says ``broken`` cannot be."""
    versions: list[str] = []

    def load(_running: object, model: Path) -> SimpleNamespace:
        versions.append(model.name.removesuffix(".tar.gz"))
        if model.read_text(encoding="utf-8") == "broken":
            raise ModelError(f"模型{model.name}无法使用（ReadError：……）")
        return agent(versions[-1])

    monkeypatch.setattr(going_live, "load_beside", load)
    return versions


@pytest.fixture
def live(register: Register) -> str:
    register.folder.file("x").parent.mkdir()
    return register.go_live(added(register), "王", "第一个").version


def test_a_switch_swaps_the_agent_the_link_and_the_register(register: Register, live: str, loaded: list[str]) -> None:
    app, new = server(live), added(register, judged(against=live))
    model = asyncio.run(switch(app, register, new, "王", "好一些"))
    assert (model.version, model.state, model.live_by, model.live_why) == (new, "live", "王", "好一些")
    assert app.ctx.agent.model_name == f"{new}.tar.gz"
    assert register.folder.live() == new

    asyncio.run(switch(app, register, register.former().version, "王", "换回"))
    assert app.ctx.agent.model_name == f"{live}.tar.gz"
    assert loaded == [new, live]


def test_what_the_gate_refuses_is_not_even_loaded(register: Register, live: str, loaded: list[str]) -> None:
    app, bad = server(live), added(register, judged("总的变差了", against=live))
    with pytest.raises(GateRefused):
        asyncio.run(switch(app, register, bad, "王", ""))
    assert (loaded, app.ctx.agent.model_name, register.folder.live()) == ([], f"{live}.tar.gz", live)

    asyncio.run(switch(app, register, bad, "王", "", overrule_reason="考题过时了"))
    assert (app.ctx.agent.model_name, register.folder.live()) == (f"{bad}.tar.gz", bad)


def test_a_model_that_cannot_be_loaded_changes_nothing(register: Register, live: str, loaded: list[str]) -> None:
    app, new = server(live), added(register, judged(against=live))
    register.folder.file(new).write_text("broken", encoding="utf-8")
    with pytest.raises(ModelError, match="无法使用"):
        asyncio.run(switch(app, register, new, "王", ""))
    assert (app.ctx.agent.model_name, register.folder.live()) == (f"{live}.tar.gz", live)


def test_a_register_that_cannot_be_written_changes_nothing(
    register: Register, live: str, loaded: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    app, new = server(live), added(register, judged(against=live))
    monkeypatch.setattr(ModelFolder, "point_to", full)
    with pytest.raises(OSError, match="No space left"):
        asyncio.run(switch(app, register, new, "王", ""))
    assert (app.ctx.agent.model_name, register.folder.live()) == (f"{live}.tar.gz", live)


async def following(app: Any, folder: ModelFolder, story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    task = asyncio.create_task(follow(app, folder))
    try:
        await asyncio.wait_for(story(), 30)
    finally:
        task.cancel()


async def until(there: Callable[[], bool]) -> None:
    while not there():
        await asyncio.sleep(0.001)


def test_a_server_goes_after_the_link_that_another_process_has_moved(
    register: Register, live: str, loaded: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(going_live, "LOOK_EVERY", 0.001)
    app, new = server(live), added(register, judged(against=live))

    async def story() -> None:
        for version in (new, live):
            register.go_live(version, "王", "")
            await until(lambda version=version: app.ctx.agent.model_name == f"{version}.tar.gz")

    asyncio.run(following(app, register.folder, story))
    assert loaded == [new, live]


def test_a_server_keeps_its_model_where_the_new_one_is_useless_and_tries_it_once(
    register: Register,
    live: str,
    loaded: list[str],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(going_live, "LOOK_EVERY", 0.001)
    app, new = server(live), added(register, judged(against=live))
    register.folder.file(new).write_text("broken", encoding="utf-8")
    other = added(register)
    looks: list[str] = []
    read_link = ModelFolder.live
    monkeypatch.setattr(ModelFolder, "live", lambda self: looks.append("look") or read_link(self))

    async def story() -> None:
        register.folder.point_to(new)
        await until(lambda: bool(loaded))
        looks.clear()
        await until(lambda: len(looks) > 5)
        assert app.ctx.agent.model_name == f"{live}.tar.gz"
        register.folder.point_to(other)
        await until(lambda: app.ctx.agent.model_name == f"{other}.tar.gz")

    with caplog.at_level(logging.ERROR):
        asyncio.run(following(app, register.folder, story))
    assert loaded == [new, other]
    assert caplog.messages == [f"模型{new}.tar.gz无法使用（ReadError：……）；仍用{live}回答。"]


class Asking:
    """Residents who ask without a pause, each in one conversation."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._ask, args=(f"resident-{n}",)) for n in range(ASKING)]
        self.answers: list[str] = []
        self.failures: list[str] = []

    def __enter__(self) -> Asking:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _ask(self, sender: str) -> None:
        # The second question is answered only by who remembers the first.
        while not self._stop.is_set():
            for message, kind in (("护照丢了去哪补办", "unit"), ("那电话呢", "contact")):
                try:
                    response = requests.post(
                        self._url + WEBHOOK, json={"sender": sender, "message": message}, timeout=120
                    )
                    payload = next(part["custom"] for part in response.json() if "custom" in part)
                    right = payload["kind"] in (kind, "procedure") and "duties/6/1" in payload["refs"]
                    (self.answers if right else self.failures).append(f"{message}：{payload}")
                except (requests.RequestException, ValueError, KeyError, StopIteration) as error:
                    self.failures.append(f"{message}：{error!r}")


def test_no_message_is_lost_or_failed_during_twenty_swaps_under_load(home: Path, tmp_path: Path) -> None:
    settings = read_settings({"RIGHTDOOR_HOME": str(tmp_path)})
    register, versions = _twins(settings, home)
    log = tmp_path / "log"
    with running_server(tmp_path, log) as url, Asking(url) as asking:
        for swap in range(1, SWAPS + 1):
            asked = len(asking.answers)
            register.go_live(versions[swap % 2], "王", "换来换去")
            _wait_for(log, f"现在用模型{versions[swap % 2]}回答。", (swap + 1) // 2)
            assert len(asking.answers) > asked or asking.failures
    assert asking.failures == []
    assert len(asking.answers) > SWAPS * ASKING


def _twins(settings: Settings, home: Path) -> tuple[Register, list[str]]:
    """The same model under two versions, the first of them live."""
    register = Register.open(settings.model, Database(settings.database_url))
    settings.models.mkdir(exist_ok=True)
    versions = []
    for _ in range(2):
        copy = settings.models / "copy"
        copy.write_bytes((home / "models" / "rightdoor.tar.gz").read_bytes())
        versions.append(register.add(copy, "1a2b3c4d", "李", "", None).version)
    register.go_live(versions[0], "王", "")
    register.go_live(versions[1], "王", "", overrule_reason="为了试换")
    register.go_live(versions[0], "王", "")
    return register, versions


def _wait_for(log: Path, line: str, times: int) -> None:
    for _ in range(1200):
        if log.read_text(encoding="utf-8").count(line) >= times:
            return
        time.sleep(0.1)
    pytest.fail(f"never said “{line}”:\n{log.read_text(encoding='utf-8')[-3000:]}")
