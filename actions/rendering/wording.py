"""Words that every kind of answer shares: sources, phones, names, and what the document leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from actions.answer import Draft
from actions.rendering import given
from knowledge.document import DutyRow, Service
from knowledge.query import Knowledge, Share

NUMERALS = "一二三四五六七八九十"
UNVERIFIED = "待核实"


def source_line(refs: Iterable[str]) -> str:
    """``["duties/4/11", "supervision/10"]`` → ``部门职责第4项第11行；监管制度（十）``."""
    places: dict[str, list[str]] = {}
    for ref in refs:
        section, number, *rest = ref.split("/")
        if section == "duties":
            places.setdefault(f"部门职责第{number}项", []).append(rest[0])
        elif section == "boundaries":
            places.setdefault(f"职责边界第{number}项", []).extend(rest)
        elif section == "services":
            places.setdefault(f"公共服务事项第{number}项", [])
        else:
            places.setdefault(f"监管制度（{NUMERALS[int(number) - 1]}）", [])
    parts = []
    for place, rows in places.items():
        numbers = list(dict.fromkeys(rows))
        parts.append(f"{place}第{'、'.join(numbers)}行" if numbers else place)
    return "；".join(parts)


def phone_line(draft: Draft, knowledge: Knowledge, unit: str) -> bool:
    """Write the unit's phone, staff's and the document's, or that there is none. True where there is one."""
    published, own = knowledge.phone_of(unit), knowledge.contact_of(unit).phone
    if own and not (published and published.number == own.new):
        given.contact_line(draft, own)
    if published:
        words = f"（文件在公共服务事项{quoted(published.service.title)}中公布）"
        draft.line(f"电话：{published.number}{words}", published.service.ref)
    elif own is None:
        draft.line(f"电话：文件未载明{unit}的电话。")
    return bool(published or own)


def quoted(title: str) -> str:
    return title if title.startswith("“") else f"“{title}”"


def instead_of_phone(draft: Draft, knowledge: Knowledge) -> None:
    """What can help where no phone is published."""
    phones = {unit: phone for unit in knowledge.document.units if (phone := knowledge.phone_of(unit))}
    numbers = dict.fromkeys(phone.number for phone in phones.values())
    draft.line(
        f"文件公布的电话只有{'、'.join(numbers)}（{'、'.join(phones)}，为宣传、开放活动所留），可请其转告；有警情请拨110。",
        *(phone.service.ref for phone in phones.values()),
    )


def reform_note(draft: Draft, knowledge: Knowledge, names: Iterable[str]) -> None:
    """Note what became of the departments that an answer names as the document prints them."""
    known = [knowledge.department(name) for name in dict.fromkeys(names)]
    renamed = {d.name: d.now.name for d in known if d and d.now}
    if renamed:
        pairs = "、".join(f"{old}→{new}" for old, new in renamed.items())
        state = "" if knowledge.curation.reform.verified else f"，{UNVERIFIED}"
        draft.note(f"上面是文件原名，机构改革后一般称：{pairs}（文件未载{state}）")


def share_note(draft: Draft, share: Share) -> None:
    if share.flag:
        draft.note(f"{share.flag.reason}（{share.row.ref}）")


def shorten(text: str, limit: int) -> str:
    """The beginning of ``text`` up to a clause's end within ``limit`` characters."""
    if len(text) <= limit:
        return text
    cut = max(text.rfind(mark, 0, limit) for mark in "。；，、")
    return text[: cut if cut > limit // 3 else limit] + "……"


def laws_of(draft: Draft, knowledge: Knowledge, refs: Iterable[str]) -> list[str]:
    """Write nothing; return the laws named at ``refs``, and note what has changed since."""
    named = []
    for citation in knowledge.citations(refs):
        number = f"（{citation.number}）" if citation.number else ""
        named.append(f"《{citation.title}》{number}")
        note_law_change(draft, knowledge, citation.title)
    return named


def note_law_change(draft: Draft, knowledge: Knowledge, title: str) -> None:
    change = knowledge.law_change(title)
    if change:
        state = "已核实" if change.verified else UNVERIFIED
        draft.note(f"《{title}》{change.change}（文件未载，据{change.source}，{state}）")


def own_bureau(name: str) -> str:
    return f"{name}（本局）" if name == "公安局" else name


def short_refs(refs: Iterable[str]) -> tuple[str, ...]:
    """Refs as the contract's payload knows them: a clause stands for its regime."""
    return tuple(dict.fromkeys(re.sub(r"^(supervision/\d+)/.*", r"\1", ref) for ref in refs))


def place_title(knowledge: Knowledge, ref: str) -> str:
    """What people call the place: the shared matter, the unit and its duty, the regime."""
    boundary, regime = knowledge.boundary(ref), knowledge.regime(ref)
    place = knowledge.places[ref]
    if boundary:
        return f"职责边界“{knowledge.boundary_title(boundary)}”"
    if regime:
        return f"监管制度“{regime.title}”"
    if isinstance(place, DutyRow):
        return f"{place.unit}的职责“{shorten(place.text, 40)}”"
    assert isinstance(place, Service)
    return f"公共服务事项{quoted(place.title)}"
