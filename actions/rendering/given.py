"""What staff have given, in an answer: never without its mark 校注, and when it was given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from actions.answer import Draft
from knowledge.curation import Matter
from knowledge.query import Knowledge
from knowledge.staff import FIELDS, Edit


def contact_line(draft: Draft, edit: Edit) -> None:
    """Write a unit's phone, address or hours."""
    draft.line(f"校注：{edit.subject}{FIELDS[edit.field]}：{edit.new}（由工作人员于{_day(edit)}更新）")


def address_and_hours(draft: Draft, knowledge: Knowledge, unit: str) -> str:
    """Write those that staff have given; return the labels of those that nobody has."""
    contact = knowledge.contact_of(unit)
    missing = []
    for field, edit in (("address", contact.address), ("hours", contact.hours)):
        if edit:
            contact_line(draft, edit)
        else:
            missing.append(FIELDS[field])
    return "、".join(missing)


def say_missing(draft: Draft, missing: Mapping[str, str]) -> None:
    """Write what the document leaves out and staff have not given: labels by unit, told once where they are alike."""
    if len(set(missing.values())) == 1:
        missing = {"": next(iter(missing.values()))}
    for unit, labels in missing.items():
        if labels:
            draft.line(f"{f'{unit}的' if unit else ''}{labels}：文件未载明。")


def notes(draft: Draft, knowledge: Knowledge, matter: Matter) -> None:
    """Note what staff say of the matter, and of its units and departments that the answer names."""
    remark = knowledge.given("matter", matter.id, "note")
    if remark:
        draft.note(f"{remark.new}（工作人员{_day(remark)}备注）")
    shown = [ref for ref in (*matter.refs, *matter.related) if ref in draft.refs]
    _notes_on(draft, knowledge, "unit", (unit for ref in shown if (unit := knowledge.unit_of(ref))))
    shares = [share for boundary in knowledge.document.boundaries for share in knowledge.shares(boundary)]
    named = (share.department for share in shares if share.text and share.row.ref in draft.refs)
    note_on_departments(draft, knowledge, named)


def note_on_departments(draft: Draft, knowledge: Knowledge, names: Iterable[str]) -> None:
    _notes_on(draft, knowledge, "department", (knowledge.department_names[name] for name in names))


def _notes_on(draft: Draft, knowledge: Knowledge, kind: str, subjects: Iterable[str]) -> None:
    for subject in subjects:
        remark = knowledge.given(kind, subject, "note")
        if remark:
            draft.note(f"{subject}：{remark.new}（工作人员{_day(remark)}备注）")


def _day(edit: Edit) -> str:
    return f"{edit.local_time:%Y-%m-%d}"
