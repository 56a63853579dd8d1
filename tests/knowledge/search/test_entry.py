from __future__ import annotations

from knowledge.query import Knowledge
from knowledge.search.entry import OWNER, Field, all_names, listed, owners_of


def test_who_answers_for_a_row_is_its_unit_or_its_department_as_the_flags_say(knowledge: Knowledge):
    assert owners_of(knowledge, "duties/4/11") == ["户政科"]
    assert owners_of(knowledge, "services/3") == ["经济犯罪侦察大队"]
    assert owners_of(knowledge, "boundaries/2") == ["公安局", "安全生产监督管理局"]
    assert owners_of(knowledge, "boundaries/9/2") == ["城乡规划和城市管理行政执法局"]
    assert owners_of(knowledge, "boundaries/3/2") == ["安全生产监督管理局", "商务局"]
    assert owners_of(knowledge, "supervision/1") == []


def test_a_long_list_of_owners_is_cut():
    assert listed(["公安局", "农业局"]) == "公安局、农业局"
    assert listed(["甲", "乙", "丙", "丁"]) == "甲、乙、丙等4个部门"
    assert listed([]) == ""


def test_an_owner_comes_with_all_its_names(knowledge: Knowledge):
    fields = list(all_names(knowledge, ["交通运输管理局"], OWNER))

    assert fields[0] == Field("交通运输管理局", OWNER)
    assert {"交通运输局", "交通局", "运管站"} <= {field.text for field in fields}
