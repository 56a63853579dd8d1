from __future__ import annotations

import pytest

from actions.answer import Answer
from actions.decide import Decision
from actions.rendering import render
from knowledge.query import Knowledge
from tests.actions.turns import answer, lines


def looked_up(knowledge: Knowledge, text: str) -> Answer:
    return render(
        Decision("law", citations=knowledge.laws_numbered_in(text) or knowledge.laws_titled_in(text)), text, knowledge
    )


def test_the_law_of_a_shared_matter_with_its_number_and_what_became_of_it(knowledge: Knowledge):
    told = answer(knowledge, "internet_cafe_licence", "ask_legal_basis")

    assert (told.kind, told.refs) == ("legal_basis", ("boundaries/4",))
    assert told.text == (
        "【网吧的设立审批与经营活动监管】\n"
        "依据：《互联网上网服务营业场所管理条例》（中华人民共国国务院令第363号）\n"
        "校注：《互联网上网服务营业场所管理条例》2011年以来多次修改，2022年经国务院令第752号修改"
        "（文件未载，据中华人民共和国国务院令第752号，待核实）\n"
        "来源：职责边界第4项"
    )


@pytest.mark.parametrize(
    ("matter", "place"), [("vagrant_return", "boundaries/7"), ("noise", "boundaries/9"), ("dogs", "boundaries/10")]
)
def test_an_empty_column_is_said_to_be_empty(knowledge: Knowledge, matter: str, place: str):
    told = answer(knowledge, matter, "ask_legal_basis")

    assert (told.kind, told.refs) == ("legal_basis", (place,))
    assert lines(told.text)[1] == "依据：文件未载明（“相关依据”一栏为空）。"
    assert "《" not in told.text


def test_a_basis_whose_brackets_do_not_match_is_given_as_printed(knowledge: Knowledge):
    told = answer(knowledge, "adoption", "ask_legal_basis")

    assert told.refs == ("boundaries/6",)
    assert (
        "依据：《中国公民收养子女登记办法（1999年5月25日民政部第14号令》；"
        "《司法部关于贯彻执行<收养法>若干问题的意见》（司发通〔2000〕33号）)"
    ) in told.text


def test_a_shared_matter_may_have_a_regime_with_laws_too(knowledge: Knowledge):
    told = answer(knowledge, "hazmat_police", "ask_legal_basis")

    assert told.refs == ("boundaries/1", "supervision/7")
    assert "依据：《危险化学品安全管理条例》(中华人民共和国国务院令第591号)" in told.text
    assert "监管制度“剧毒、危化、放射性物品的运输、使用事项监管”中提到：《危险化学品安全管理条例》" in told.text


def test_laws_that_a_units_rows_and_regime_name(knowledge: Knowledge):
    told = answer(knowledge, "hotel", "ask_legal_basis")

    assert told.refs == ("supervision/5", "duties/4/1")
    assert (
        "监管制度“印章、旅馆、典当等特种行业事项监管”中提到：《河北省旅馆业治安管理办法实施细则》、"
        "《河北省印章刻制治安管理办法》、《典当管理办法》、《中华人民共和国治安管理处罚法》\n"
        "负责单位：治安管理大队\n"
    ) in told.text
    assert "文件未载明" not in told.text


def test_no_law_is_invented_where_none_is_named(knowledge: Knowledge):
    told = answer(knowledge, "resident_id_card", "ask_legal_basis")

    assert told.refs == ("duties/4/11",)
    assert told.text == (
        "【居民身份证办理、换领、补领】\n负责单位：户政科\n法律依据：文件未载明。\n来源：部门职责第4项第11行"
    )


def test_a_service_may_name_a_law(knowledge: Knowledge):
    told = answer(knowledge, "service_drug_day", "ask_legal_basis")

    assert told.refs == ("services/4",)
    assert "公共服务事项“6·26国际禁毒日”活动中提到：《禁毒法》" in told.text


# --- a law that the question names ------------------------------------------------------


def test_a_law_named_by_its_number_says_where_the_document_uses_it(knowledge: Knowledge):
    told = looked_up(knowledge, "国务院令第445号")

    assert (told.kind, told.matter, told.refs) == ("legal_basis", None, ("boundaries/3",))
    assert lines(told.text)[:2] == [
        "《易制毒化学品安全管理条例》（中华人民共和国国务院令第445号），文件用在：",
        "· 职责边界“易制毒化学品的监管”",
    ]
    assert "该令公布的名称为《易制毒化学品管理条例》" in lines(told.text, "校注：")[0]
    assert told.text.endswith("来源：职责边界第3项")


def test_a_law_that_many_rows_name_lists_them_all(knowledge: Knowledge):
    told = looked_up(knowledge, "刑法")

    assert told.refs == (
        "duties/3/5",
        "duties/3/6",
        "duties/3/8",
        "duties/3/14",
        "duties/4/2",
        "duties/8/1",
        "duties/9/2",
    )
    assert len(lines(told.text, "· ")) == 7


def test_two_laws_named_in_one_breath(knowledge: Knowledge):
    told = looked_up(knowledge, "娱乐场所管理条例和烟花爆竹安全管理条例")

    assert set(told.refs) == {"boundaries/2", "boundaries/11"}
    assert "《娱乐场所管理条例》，文件用在：\n· 职责边界“娱乐场所管理”" in told.text


def test_a_place_that_names_a_law_twice_is_listed_once(knowledge: Knowledge):
    told = looked_up(knowledge, "典当管理办法")

    assert told.refs == ("supervision/5",)
    assert lines(told.text, "· ") == ["· 监管制度“印章、旅馆、典当等特种行业事项监管”"]
