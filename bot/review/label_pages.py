"""One turn, with all that helps to say what would have been right; and saying it."""

from __future__ import annotations

import asyncio
from typing import Any, Optional

from sanic import Blueprint
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from actions.question import ASKING_INTENTS
from bot.accounts.guard import requires
from bot.desk.desk import is_part
from bot.examples.reading import ExampleError
from bot.review.alike import group_key
from bot.review.concerned import concerned
from bot.review.conflicts import Conflict, conflicts
from bot.review.draft import TALK, Draft, first_draft, typed_draft
from bot.review.finding import Choice, find_choices
from bot.review.label_rules import checked
from bot.review.labels import Label, LabelError, Wish
from bot.review.look import read_place
from bot.review.queue_pages import turn_address
from bot.review.review import Review, review_page, trainer
from bot.review.suggestions import suggestions
from bot.review.turns import Filter, Page, Turn

GUESSES = 5
_WORDINGS = 6
_NEAREST = 8
_CHOICES = 8
_LONGEST = 200  # characters of what is looked for


def add_label_pages(pages: Blueprint, review: Review) -> None:
    @pages.get("/review/turn/<number:int>")
    @requires("trainer")
    async def form(request: Request, number: int) -> HTTPResponse:
        turn, before = await _turn(review, number)
        return await _form(request, review, turn, before, first_draft(turn, before))

    @pages.post("/review/turn/<number:int>")
    @requires("trainer")
    async def give(request: Request, number: int) -> HTTPResponse:
        turn, before = await _turn(review, number)
        draft, accept = typed_draft(request.form), request.form.get("accept") or ""
        if (request.form.get("seen") or "") != _seen(before):
            return await _form(request, review, turn, before, draft, "刚才有别人标过这一条，请看了再标")
        try:
            wish = checked(draft.wish(accept, (await review.knowledge()).matters))
            clashes = await _clashes(review, wish, request.form.get("clash") or "")
            if clashes:
                return await _form(request, review, turn, before, draft, accept=accept, clashes=clashes, wish=wish)
            wish = Wish(**vars(wish) | {"replace": request.form.get("clash") == "replace"})
            await asyncio.to_thread(review.labelling.give, trainer(request), turn, wish)
        except (LabelError, ExampleError) as refused:
            return await _form(request, review, turn, before, draft, str(refused))
        return redirect(await _after(request, review, turn), status=303)

    @pages.get("/review/turn/<number:int>/nearest")
    @requires("trainer")
    async def nearest(request: Request, number: int) -> HTTPResponse:
        turn, _ = await _turn(review, number)
        words = (request.args.get("text") or turn.text)[:_LONGEST]
        try:
            index = await asyncio.to_thread(review.trained.nearest)
        except ExampleError as broken:
            values: dict[str, Any] = {"error": str(broken), "near": (), "same": None}
        else:
            near = await asyncio.to_thread(index.find, words, _NEAREST)
            values = {"error": "", "near": near, "same": index.same(words)}
        template = "review/nearest_body.html" if is_part(request) else "review/nearest.html"
        return review_page(request, template, turn=turn, words=words, titles=await review.titles(), **values)

    @pages.get("/review/turn/<number:int>/choices")
    @requires("trainer")
    async def choices(request: Request, number: int) -> HTTPResponse:
        knowledge = await review.knowledge()
        ticked = tuple(key for key in request.args.getlist("matters") or () if key in knowledge.matters)
        values: dict[str, Any] = {"find": _find(request), "titles": await review.titles(), "ticked": ticked}
        return review_page(request, "review/choices.html", choices=await _choices(request, review, ticked), **values)


async def _turn(review: Review, number: int) -> tuple[Turn, Optional[Label]]:
    """The turn, and the label that counts for it."""
    turn = await asyncio.to_thread(review.turns.get, number)
    if turn is None:
        raise NotFound("没有这一条，或者过了保留期")
    return turn, await asyncio.to_thread(review.labels.of_turn, number)


def _seen(label: Optional[Label]) -> str:
    return str(label.id) if label else ""


async def _clashes(review: Review, wish: Wish, decided: str) -> tuple[Conflict, ...]:
    """The examples in the label's way about which the trainer has yet to decide."""
    if decided == "replace":
        return ()
    index = await asyncio.to_thread(review.trained.nearest)
    found = await asyncio.to_thread(conflicts, index, wish)
    # Of the very same words only one can be trained, so these cannot both be kept.
    return found if decided != "keep" or any(one.same for one in found) else ()


async def _after(request: Request, review: Review, turn: Turn) -> str:
    """Where to go on: what now stands where the turn stood in the list, or comes after it."""
    look, place = await review.look(request), read_place(request.args.get("at"))
    seen = await asyncio.to_thread(look.at, review.turns, place)
    if seen is not None and group_key(seen.turn.text) == group_key(turn.text):
        seen = await asyncio.to_thread(look.at, review.turns, place + 1)
    return turn_address(look, seen, done=turn.id)


def _find(request: Request) -> str:
    return (request.args.get("find") or "").strip()[:_LONGEST]


async def _choices(request: Request, review: Review, ticked: tuple[str, ...]) -> tuple[Choice, ...]:
    """What is found by the words in the address, without what is ticked."""
    knowledge, index = await review.current()
    found = await asyncio.to_thread(find_choices, knowledge, index, _find(request), _CHOICES)
    acts = ("out_of_scope", "emergency", "follow_up", "new_matter", "unusable")
    return tuple(
        one
        for one in found
        if (one.kind == "matter" and one.key not in ticked)
        or (one.kind == "verdict" and one.key in acts)
        or (one.kind == "intent" and one.key in TALK)
    )


async def _form(
    request: Request,
    review: Review,
    turn: Turn,
    before: Optional[Label],
    draft: Draft,
    error: str = "",
    **clash: Any,
) -> HTTPResponse:
    knowledge, look = await review.knowledge(), await review.look(request)
    alike = await asyncio.to_thread(_alike, review, turn)
    suggested = suggestions(draft.text, turn.guesses, draft.intent)[:GUESSES]
    guessed = {matter for one in suggested for matter in one.wish.matters}
    done = request.args.get("done") or ""
    values: dict[str, Any] = {
        "turn": turn,
        "before": before,
        "seen": _seen(before),
        "draft": draft,
        "error": error,
        "look": look,
        "place": read_place(request.args.get("at")),
        "alike": alike.total,
        "wordings": [text for text in dict.fromkeys(one.text for one in alike.rows) if text != turn.text],
        "suggested": suggested,
        "choices": await _choices(request, review, draft.matters),
        "ticked": [one for one in draft.matters if one not in guessed],
        "find": _find(request),
        "concerned": concerned(knowledge, turn),
        "titles": await review.titles(),
        "asking": ASKING_INTENTS,
        "talk": TALK,
        "done": await asyncio.to_thread(review.labels.of_turn, int(done)) if done.isdecimal() else None,
    }
    status = 400 if error else 409 if clash else 200
    return review_page(request, "review/turn.html", status, **values, **clash)


def _alike(review: Review, turn: Turn) -> Page[Turn]:
    """The turns that are labelled together with this one, itself among them."""
    return review.turns.find(Filter(group=group_key(turn.text), state=turn.state), size=_WORDINGS)
