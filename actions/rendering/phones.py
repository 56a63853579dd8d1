"""常用电话: the numbers to dial in need, and every phone that the document publishes or staff have given."""

from __future__ import annotations

from actions.answer import Draft
from actions.rendering.responsible import whose_phone
from actions.rendering.talk import note_numbers
from actions.rendering.wording import source_line
from knowledge.query import Knowledge


def phones(knowledge: Knowledge) -> str:
    """The text of the list; it stands by itself, with its source."""
    draft = Draft()
    emergency = knowledge.curation.emergency_numbers
    draft.line("紧急时拨：")
    for entry in emergency:
        draft.line(f"{entry.number}：{entry.title}", *([entry.ref] if entry.ref else []))
    draft.line("文件公布的电话：")
    published = [service.ref for service in knowledge.document.services if service.phone]
    given = [unit for unit in knowledge.document.units if knowledge.contact_of(unit).phone]
    whose_phone(draft, knowledge, published, given)
    draft.line("其他科室的电话：文件未载明。")
    note_numbers(draft, knowledge, [entry.number for entry in emergency])
    return draft.text(source_line(draft.refs))
