"""How a template becomes a response."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, Template, select_autoescape
from sanic.response import HTTPResponse, html

_SHARED = Path(__file__).parent / "templates"
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}


def templates(folder: Path = _SHARED) -> Environment:
    """Those of a folder, which may extend the shared ones."""
    return Environment(loader=FileSystemLoader([folder, _SHARED]), autoescape=select_autoescape())


def page(template: Template, status: int = 200, **values: Any) -> HTTPResponse:
    return html(template.render(**values), status=status, headers=dict(_HEADERS))
