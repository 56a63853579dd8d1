"""The main job, end to end: a server started as `make run` does, asked over HTTP."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.answer import KINDS
from bot.bench.server import running_server
from knowledge.query import Knowledge

WEBHOOK = "/webhooks/rest/webhook"


def ask(url: str, message: str, sender: str = "resident") -> tuple[str, dict[str, Any]]:
    """Return text and payload; the contract: the payload is the `custom` of exactly one message."""
    response = requests.post(url + WEBHOOK, json={"sender": sender, "message": message}, timeout=30)
    assert response.status_code == 200, response.text
    messages = response.json()
    payloads = [m["custom"] for m in messages if "custom" in m]
    texts = [m["text"] for m in messages if m.get("text")]
    assert len(payloads) == 1 and texts
    return "\n".join(texts), payloads[0]


@pytest.mark.parametrize(
    ("question", "kind", "ref", "words"),
    [
        ("狗天天叫归谁管", "split", "boundaries/10/1", ["公安局", "犬吠扰民", "未载明", "来源："]),
        ("身份证丢了上哪补", "unit", "duties/4/11", ["户政科", "文件未载明", "来源：部门职责第4项第11行"]),
        ("旅馆多久查一次", "supervision", "supervision/5", ["每月对辖区所有旅馆进行1次监督检查", "来源："]),
        ("户政科电话", "contact", "duties/4/11", ["户政科", "文件未载明", "来源："]),
    ],
)
def test_newcomer_gets_right_answers_with_their_source(
    server_url: str, question: str, kind: str, ref: str, words: list[str]
) -> None:
    text, payload = ask(server_url, question, sender=question)
    assert payload["kind"] == kind
    assert ref in payload["refs"]
    assert [word for word in words if word not in text] == []


def test_conversation_remembers_what_was_talked_of(server_url: str) -> None:
    ask(server_url, "护照丢了去哪补办", sender="traveller")
    text, payload = ask(server_url, "那电话呢", sender="traveller")
    assert payload["kind"] == "contact"
    assert "duties/6/1" in payload["refs"]
    assert "出入境管理大队" in text


def test_two_people_do_not_share_a_conversation(server_url: str) -> None:
    ask(server_url, "护照丢了去哪补办", sender="one")
    _, payload = ask(server_url, "那电话呢", sender="another")
    assert "duties/6/1" not in payload["refs"]


def test_option_is_chosen_by_its_number(server_url: str) -> None:
    text, payload = ask(server_url, "证件丢了", sender="loser")
    assert payload["kind"] == "clarify"
    assert 2 <= len(payload["options"]) <= 5
    assert all(f"{n}. {option['title']}" in text for n, option in enumerate(payload["options"], 1))
    _, chosen = ask(server_url, "2", sender="loser")
    assert chosen["kind"] != "clarify"
    assert set(payload["options"][1]["refs"]) <= set(chosen["refs"])


def test_emergency_begins_with_the_number(server_url: str) -> None:
    text, payload = ask(server_url, "我家厨房着火了快来人", sender="in danger")
    assert payload["kind"] == "emergency"
    assert text.startswith("119")


@pytest.mark.parametrize(
    "message",
    [
        "",
        " ",
        "\u3000\u3000\n\t",
        "狗" * 10_000,
        "身份证丢了，" * 1_700,
        "😂😂🙏",
        "\x00\x01\x1d\x7f",
        "\u202e身份证\u202d",
        "/restart",
        "／restart",
        '/ask_unit{"unit":"户政科"}',
        "/",
        "//// /restart",
        "{{7*7}} ${x} %s",
        "]]><script>alert(1)</script>",
        "？？？",
        "\ud83d".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    ],
)
def test_any_message_gets_one_answer_and_the_next_question_works(server_url: str, message: str) -> None:
    text, payload = ask(server_url, message, sender="odd")
    assert text.strip()
    assert payload["kind"] in KINDS
    text, payload = ask(server_url, "身份证丢了上哪补", sender="odd")
    assert "户政科" in text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(message=st.text(max_size=300))
def test_any_string_in_one_valid_payload_out(server_url: str, knowledge: Knowledge, message: str) -> None:
    text, payload = ask(server_url, message.encode("utf-8", "replace").decode(), sender="fuzz")
    assert text.strip()
    assert payload["kind"] in KINDS
    assert set(payload["refs"]) <= set(knowledge.places)
    assert 0.0 <= payload["confidence"] <= 1.0
    assert all(option["title"] and option["refs"] for option in payload["options"])


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"{", "JSON"),
        (b"", "JSON"),
        (b"[]", "JSON"),
        (b"null", "JSON"),
        (b'"hello"', "JSON"),
        (b"\xff\xfe", "JSON"),
        (b'{"message": "x"}', "sender"),
        (b'{"sender": "a"}', "message"),
        (b'{"sender": "a", "message": 7}', "message"),
        (b'{"sender": "a", "message": null}', "message"),
        (b'{"sender": "", "message": "x"}', "sender"),
        (b'{"sender": {"a": 1}, "message": "x"}', "sender"),
    ],
)
def test_bad_request_gets_one_clear_json_error(server_url: str, body: bytes, says: str) -> None:
    response = requests.post(server_url + WEBHOOK, data=body, timeout=10)
    assert response.status_code == 400
    error = response.json()
    assert error["ok"] is False and error["status"] == 400
    assert says in error["error"]


def test_oversized_request_is_refused(server_url: str) -> None:
    body = '{"sender": "a", "message": "' + "x" * 100_000 + '"}'
    response = requests.post(server_url + WEBHOOK, data=body, timeout=10)
    assert response.status_code == 413
    assert response.json() == {"ok": False, "error": "请求太大", "status": 413}


def test_unknown_address_and_method_get_the_json_error(server_url: str) -> None:
    assert requests.get(f"{server_url}/nowhere", timeout=10).json()["status"] == 404
    assert requests.delete(server_url + WEBHOOK, timeout=10).json()["status"] == 405


def test_probes_and_page(server_url: str) -> None:
    assert requests.get(f"{server_url}/healthz", timeout=10).json() == {"ok": True}
    assert requests.get(f"{server_url}/readyz", timeout=10).json() == {"ok": True}
    page = requests.get(f"{server_url}/", timeout=10)
    assert "找对门" in page.text
    assert (
        "script-src" in page.headers["Content-Security-Policy"]
        or "default-src 'self'" in page.headers["Content-Security-Policy"]
    )


def test_many_at_once_are_all_answered(server_url: str) -> None:
    def one(number: int) -> bool:
        text, _ = ask(server_url, "身份证丢了上哪补", sender=f"crowd-{number}")
        return "户政科" in text

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(one, range(64)))


def test_without_a_usable_model_somebody_in_danger_is_told_the_number(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "rightdoor.tar.gz").write_bytes(b"no model")
    with running_server(tmp_path, tmp_path / "log", "/healthz") as url:
        text, payload = ask(url, "厨房着火了灭不掉")
        assert text.startswith("119")
        assert (payload["kind"], payload["failed"]) == ("emergency", True)
        assert ask(url, "身份证丢了上哪补")[1]["kind"] == "handoff"
        assert requests.get(f"{url}/readyz", timeout=2).status_code == 503
    assert "rightdoor train" in (tmp_path / "log").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("身份证丢了咋补？还有我家的狗老叫归谁管？", {"duties/4/11", "boundaries/10/1"}),
        ("护照在哪办，另外被人骗了钱找谁", {"duties/6/1", "duties/3/5"}),
    ],
)
def test_two_questions_in_one_message_get_the_refs_of_both(server_url: str, question: str, wanted: set[str]) -> None:
    _, payload = ask(server_url, question, sender=question)
    assert wanted <= set(payload["refs"])
