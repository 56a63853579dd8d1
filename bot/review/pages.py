"""All pages of the trainers."""

from __future__ import annotations

from sanic import Blueprint, Sanic

from bot.review.history_pages import add_history_pages
from bot.review.label_pages import add_label_pages
from bot.review.queue_pages import add_queue_pages
from bot.review.review import Review
from bot.review.table_pages import add_table_pages


def add_review(app: Sanic, review: Review) -> None:
    """Add ``/review`` and all below it. The app has its accounts already."""
    pages = Blueprint("review")
    for add in (add_queue_pages, add_label_pages, add_history_pages, add_table_pages):
        add(pages, review)
    app.blueprint(pages)
