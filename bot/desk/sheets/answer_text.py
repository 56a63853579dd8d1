"""A sheet as the text to send to a citizen: the bot's own answer where it has one."""

from __future__ import annotations

from actions.decide import Decision
from actions.rendering import render
from actions.rendering.wording import source_line
from bot.desk.sheets.sheet import Sheet
from knowledge.query import Knowledge


def answer_text(knowledge: Knowledge, sheet: Sheet) -> str:
    """In Chinese, without any markup, ending with its source."""
    decision = _decision(knowledge, sheet)
    return render(decision, sheet.title, knowledge).text if decision else _as_text(sheet)


def _decision(knowledge: Knowledge, sheet: Sheet) -> Decision | None:
    if sheet.kind == "matter":
        return Decision("answer", matter=sheet.key)
    if sheet.kind == "unit":
        return Decision("answer", intent="ask_duty", matter=knowledge.matter_of_unit(sheet.key))
    if sheet.kind == "department":
        return Decision("department", departments=(sheet.key,))
    if sheet.kind == "law":
        return Decision("law", citations=knowledge.laws_titled_in(sheet.key))
    return None


def _as_text(sheet: Sheet) -> str:
    lines = [f"【{sheet.title}】"]
    for one in sheet.responsible:
        numbers = "、".join(phone.text for phone in one.phones)
        lines.append(f"负责单位：{one.name}" + (f"，电话：{numbers}" if numbers else ""))
    for section in sheet.sections:
        lines.append(f"{section.title}：")
        lines += [f"· {f'{line.label}：' if line.label else ''}{line.text}" for line in section.lines]
    refs = dict.fromkeys(line.ref for section in sheet.sections for line in section.lines if line.ref)
    places = [ref for ref in refs if section_of(ref) == section_of(sheet.key)]
    return "\n".join([*lines, f"来源：{source_line(places[:1] or [sheet.key])}"])


def section_of(ref: str) -> str:
    return "/".join(ref.split("/")[:2])
