from __future__ import annotations

from pathlib import Path

from bot.web.rendering import page, templates


def test_a_page_extends_the_shared_one_and_what_it_shows_is_only_text(tmp_path: Path) -> None:
    (tmp_path / "dog.html").write_text('{% extends "staff.html" %}{% block main %}<p>{{ said }}</p>{% endblock %}')
    response = page(templates(tmp_path).get_template("dog.html"), 404, said="<script>")
    assert response.status == 404
    assert response.headers["Content-Security-Policy"].startswith("default-src 'self';")
    assert response.body is not None
    shown = response.body.decode()
    assert 'lang="zh-CN"' in shown and "<p>&lt;script&gt;</p>" in shown
