"""用户发来的是什么：普通消息和事件推送，读成一个值。

wechatpy knows the types; what it makes of a half-empty message is checked here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wechatpy import parse_message

from bot.channels.wechat.envelope import GARBLED, Refused

# Longer names are not the platform's.
_LONGEST_NAME = 128


@dataclass(frozen=True)
class Incoming:
    """One push.

    ``kind``: ``text``, ``voice``, ``image``, ``video``, ``location``, ``link``, an event in lower case
    after ``event:``, or ``unknown``. ``text`` is what was typed or recognised, or the key of a menu's
    button. ``key`` is the same for every repeat of this push and for no other; an event's, for no other of its user.
    """

    user: str
    account: str
    kind: str
    key: str
    text: str = ""


def read(xml: str) -> Incoming:
    """Read the XML of a message. Raises Refused where it is none."""
    try:
        message = parse_message(xml)
        fields: dict[str, Any] = message._data
        user, account = _name(fields, "FromUserName"), _name(fields, "ToUserName")
        is_event = fields["MsgType"].lower() == "event"
        kind = _event(fields) if is_event else _kind(fields["MsgType"].lower())
        return Incoming(user, account, kind, _key(fields, kind, is_event), _text(fields, kind))
    except GARBLED as error:
        raise Refused("not a message") from error


def _name(fields: dict[str, Any], field: str) -> str:
    value = fields[field]
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST_NAME:
        raise Refused(field)
    return value


def _kind(named: str) -> str:
    return {"shortvideo": "video"}.get(named, named) if named in _KINDS else "unknown"


_KINDS = ("text", "voice", "image", "video", "shortvideo", "location", "link")


def _event(fields: dict[str, Any]) -> str:
    # A subscription by a QR code comes as subscribe with EventKey qrscene_…; wechatpy renames that one.
    named = str(fields.get("Event") or "").lower()
    return f"event:{'subscribe' if named.startswith('subscribe') else named}"


def _key(fields: dict[str, Any], kind: str, is_event: bool) -> str:
    """普通消息按 MsgId 排重；事件没有 MsgId，按 FromUserName + CreateTime + Event。"""
    number = str(fields.get("MsgId") or "")
    if number and not is_event:
        return f"message:{number}"
    return f"{kind}:{fields.get('CreateTime') or ''}:{fields.get('EventKey') or ''}"


def _text(fields: dict[str, Any], kind: str) -> str:
    # Recognition is often missing or empty since the platform stopped promising it.
    field = {"text": "Content", "voice": "Recognition", "event:click": "EventKey"}.get(kind)
    return str(fields.get(field) or "").strip() if field else ""
