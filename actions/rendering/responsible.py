"""Who is responsible: 负责单位、电话、依据; and the how-to question that the document does not answer."""

from __future__ import annotations

from collections.abc import Sequence

from actions.answer import Draft
from actions.rendering import given
from actions.rendering.wording import (
    instead_of_phone,
    laws_of,
    phone_line,
    place_title,
    quoted,
    shorten,
)
from knowledge.curation import Matter
from knowledge.document import DutyRow, Service
from knowledge.query import Knowledge


def duty_rows(knowledge: Knowledge, refs: Sequence[str]) -> list[DutyRow]:
    places = (knowledge.places[ref] for ref in refs)
    return [place for place in places if isinstance(place, DutyRow)]


def units(knowledge: Knowledge, refs: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(unit for unit in map(knowledge.unit_of, refs) if unit))


def responsible_rows(knowledge: Knowledge, matter: Matter) -> list[DutyRow]:
    """The duty rows that name the matter's units.

    A related row names the unit only where the matter has no row of its own
    and the curated layer does not say that the document leaves it open.
    """
    rows = duty_rows(knowledge, matter.refs)
    return rows if rows or matter.gap else duty_rows(knowledge, matter.related)


def responsible_units(knowledge: Knowledge, matter: Matter) -> list[str]:
    rows = responsible_rows(knowledge, matter)
    return units(knowledge, matter.refs) or list(dict.fromkeys(row.unit for row in rows))


def responsible(draft: Draft, knowledge: Knowledge, matter: Matter) -> None:
    """Write the responsible units, each with its own words of the document and its phone."""
    rows = responsible_rows(knowledge, matter)
    named = responsible_units(knowledge, matter)
    draft.line(f"【{matter.title}】")
    if not named:
        draft.line(f"负责单位：{matter.gap or '文件未载明由哪个科室负责'}。", *matter.refs)
    for unit in named:
        own = [row for row in rows if row.unit == unit]
        draft.line(f"负责单位：{unit}", *(row.ref for row in own))
        for row in own:
            draft.line(f"职责原文：{shorten(row.text, 160)}")
        phone_line(draft, knowledge, unit)
    if rows and matter.gap:
        draft.note(f"{matter.gap}。")
    laws(draft, knowledge, matter)
    see_also(draft, knowledge, matter)


def laws(draft: Draft, knowledge: Knowledge, matter: Matter) -> None:
    refs = (*matter.refs, *matter.related)
    boundaries = [boundary.ref for boundary in map(knowledge.boundary, refs) if boundary]
    named = laws_of(draft, knowledge, dict.fromkeys((*refs, *boundaries)))
    draft.line(f"法律依据：文件在这一事项中提到{'、'.join(named)}。" if named else "法律依据：文件未载明。")


def see_also(draft: Draft, knowledge: Knowledge, matter: Matter) -> None:
    """Point at everything else that belongs to the same business."""
    shown = {row.ref for row in responsible_rows(knowledge, matter)}
    others = [ref for ref in (*matter.refs, *matter.related) if ref not in shown]
    if others:
        titles = dict.fromkeys(place_title(knowledge, ref) for ref in others)
        draft.line(f"另见：{'、'.join(titles)}。", *others)


def procedure(draft: Draft, knowledge: Knowledge, matter: Matter) -> None:
    draft.line("办理材料、流程、时限和费用：文件未载明，请向负责单位咨询。")
    responsible(draft, knowledge, matter)


def contact(draft: Draft, knowledge: Knowledge, matter: Matter) -> None:
    """Write the phones of a matter's units; where none is published, what can help instead."""
    names = responsible_units(knowledge, matter)
    rows = responsible_rows(knowledge, matter)
    draft.line(f"【{matter.title}】")
    if not names:
        draft.line(f"{matter.gap or '文件未载明由哪个科室负责'}，也未载明联系电话和地址。", *matter.refs)
        instead_of_phone(draft, knowledge)
        return
    found, missing = [], {}
    for unit in names:
        own = [row.ref for row in rows if row.unit == unit]
        draft.line(f"负责单位：{unit}", *(own or [ref for ref in matter.refs if knowledge.unit_of(ref) == unit]))
        found.append(phone_line(draft, knowledge, unit))
        missing[unit] = given.address_and_hours(draft, knowledge, unit)
    given.say_missing(draft, missing)
    if not all(found):
        instead_of_phone(draft, knowledge)


def duty(draft: Draft, knowledge: Knowledge, matter: Matter) -> None:
    """Write what a unit does, or the document's words on one duty."""
    unit = knowledge.unit_of_matter(matter.id)
    rows = duty_rows(knowledge, matter.refs)
    if unit is None:
        responsible(draft, knowledge, matter)
        return
    draft.line(f"【{unit}】负责：", *(row.ref for row in rows))
    limit = 160 if len(rows) <= 4 else 60
    for number, row in enumerate(rows, 1):
        draft.line(f"{number}. {shorten(row.text, limit)}")
    for service in knowledge.services_of(unit):
        draft.line(f"公共服务：{service.title}", service.ref)
    phone_line(draft, knowledge, unit)


def service(draft: Draft, knowledge: Knowledge, matter: Matter) -> None:
    """Write the public services of a matter: what, who, and the phone if it is published."""
    for ref in (*matter.refs, *matter.related):
        place = knowledge.places[ref]
        if not isinstance(place, Service):
            continue
        draft.line(f"【{place.title}】", place.ref)
        draft.line(f"内容：{place.text}")
        unit = knowledge.unit_of(place.ref)
        printed = f"（文件写作{quoted(place.unit)}）" if unit != place.unit else ""
        draft.line(f"承办：{unit}{printed}")
        _service_phone(draft, knowledge, place)
        draft.line("具体时间、地点和报名办法：文件未载明。")


def _service_phone(draft: Draft, knowledge: Knowledge, service: Service) -> None:
    own = knowledge.contact_of(knowledge.unit_names[service.unit]).phone
    if service.phone:
        draft.line(f"电话：{service.phone}")
    elif own is None:
        draft.line("电话：文件未载明。")
    if own and own.new != service.phone:
        given.contact_line(draft, own)


def whose_phone(draft: Draft, knowledge: Knowledge, refs: Sequence[str], units: Sequence[str]) -> None:
    """Write for which services the document publishes a phone, who answers it, and whose it is as staff say."""
    for ref in refs:
        place = knowledge.places[ref]
        assert isinstance(place, Service)
        draft.line(f"{place.phone}：{knowledge.unit_of(ref)}（文件在公共服务事项{quoted(place.title)}中公布）", ref)
    for unit in units:
        own = knowledge.contact_of(unit).phone
        assert own is not None
        given.contact_line(draft, own)


def has_service(knowledge: Knowledge, matter: Matter) -> bool:
    return any(isinstance(knowledge.places[ref], Service) for ref in (*matter.refs, *matter.related))


def is_service(knowledge: Knowledge, matter: Matter) -> bool:
    """Is the matter a public service, and nothing else?"""
    return all(isinstance(knowledge.places[ref], Service) for ref in matter.refs)
