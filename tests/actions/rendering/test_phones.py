from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timezone

from actions.rendering.phones import phones
from knowledge.curation import Curation
from knowledge.document import Document
from knowledge.query import Knowledge
from knowledge.staff import Edit


def test_every_number_has_its_owner_and_its_source(knowledge: Knowledge):
    assert phones(knowledge).splitlines() == [
        "紧急时拨：",
        "110：公安报警",
        "119：火警与救援",
        "120：医疗急救",
        "122：交通事故报警",
        "12356：全国统一心理援助热线",
        "文件公布的电话：",
        "7722206：指挥中心（文件在公共服务事项“110”宣传日中公布）",
        "7722206：政治处（文件在公共服务事项“爱民月”活动中公布）",
        "7722206：政治处（文件在公共服务事项“警营开放日活动”中公布）",
        "其他科室的电话：文件未载明。",
        "校注：119、120、122、12356为全国统一号码，文件未载，待核实。",
        "来源：部门职责第2项第2行；公共服务事项第1项；公共服务事项第2项；公共服务事项第6项",
    ]


def test_what_staff_have_given_stands_among_the_remarks(document: Document, curation: Curation):
    key = ("unit", "户政科", "phone")
    edit = Edit(1, datetime(2026, 11, 24, tzinfo=timezone.utc), "wang", *key, "", "0319-7700001")

    text = phones(Knowledge(document, curation, {key: edit}))

    assert "校注：户政科电话：0319-7700001（由工作人员于2026-11-24更新）" in text.splitlines()


def test_no_number_is_from_anywhere_else(knowledge: Knowledge):
    without = [replace(service, phone=None) for service in knowledge.document.services]
    unpublished = Knowledge(replace(knowledge.document, services=tuple(without)), knowledge.curation)

    assert re.findall(r"\d{7,}", phones(unpublished)) == []


def test_a_number_that_staff_have_confirmed_is_no_longer_in_doubt(knowledge: Knowledge):
    confirmed = tuple(entry.copy(update={"verified": True}) for entry in knowledge.curation.emergency_numbers)
    sure = Knowledge(knowledge.document, knowledge.curation.copy(update={"emergency_numbers": confirmed}))

    assert "文件未载。" in phones(sure) and "待核实" not in phones(sure)
