"""The text that staff copy for a citizen."""

from __future__ import annotations

from actions.decide import Decision
from actions.rendering import render
from bot.desk.sheets import answer_text, sheet_of, thing_at
from knowledge.query import Knowledge


def test_a_matter_is_answered_in_the_bots_own_words(knowledge: Knowledge) -> None:
    sheet = sheet_of(knowledge, "matter", "resident_id_card")
    assert sheet is not None

    bots = render(Decision("answer", matter="resident_id_card"), "身份证", knowledge).text
    assert answer_text(knowledge, sheet) == bots


def test_every_text_stands_by_itself_and_names_its_source(knowledge: Knowledge) -> None:
    things = [("matter", key) for key in knowledge.matters] + [thing_at(ref) for ref in knowledge.places]
    things += [("department", name) for name in knowledge.department_names]
    for kind, key in dict.fromkeys(things):
        sheet = sheet_of(knowledge, kind, key)
        assert sheet is not None
        text = answer_text(knowledge, sheet)
        assert "来源：" in text or "没有载明" in text, (kind, key)
        assert "**" not in text and "</" not in text, (kind, key)
