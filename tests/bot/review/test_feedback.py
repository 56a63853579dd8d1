from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import requests

from bot.privacy import hashed
from bot.review import feedback as module
from bot.review.feedback import add_feedback
from tests.bot.staff import serving, small_app

SECRET = b"secret"


@pytest.fixture
def published() -> list[dict[str, Any]]:
    return []


@pytest.fixture
def url(published: list[dict[str, Any]]) -> Iterator[str]:
    app = small_app()
    app.ctx.secret, app.ctx.broker = SECRET, SimpleNamespace(publish=published.append)
    add_feedback(app)
    with serving(app) as address:
        yield address


def rate(url: str, body: Any, **headers: str) -> requests.Response:
    return requests.post(f"{url}/feedback", json=body, headers=headers, timeout=10)


def test_an_opinion_is_published_under_the_senders_hash(url: str, published: list[dict[str, Any]]) -> None:
    answer = rate(url, {"sender": "web-1", "useful": False}, Origin=url)
    assert (answer.status_code, answer.json()) == (200, {"ok": True})
    user = hashed("web", "web-1", SECRET)
    assert published == [{"event": "feedback", "sender_id": user, "useful": False}]


@pytest.mark.parametrize("body", [{}, [], {"sender": "a"}, {"sender": "a", "useful": "yes"}, {"useful": True}])
def test_anything_else_is_refused_with_a_reason(url: str, published: list[dict[str, Any]], body: Any) -> None:
    answer = rate(url, body)
    assert answer.status_code == 400
    assert answer.json()["ok"] is False
    assert published == []


def test_only_pages_of_this_site_may_send_and_only_json(url: str, published: list[dict[str, Any]]) -> None:
    body = {"sender": "web-1", "useful": True}
    assert rate(url, body, Origin="http://elsewhere.example").status_code == 403
    assert rate(url, body, Origin="null").status_code == 403
    form = requests.post(f"{url}/feedback", data='{"sender": "web-1", "useful": true}', timeout=10)
    assert form.status_code == 403
    assert published == []


def test_who_clicks_too_fast_is_told_to_wait(url: str) -> None:
    limit = module._PER_MINUTE
    answers = [rate(url, {"sender": f"web-{number}", "useful": True}).status_code for number in range(limit + 1)]
    assert answers == [200] * limit + [429]
