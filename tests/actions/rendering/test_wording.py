from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.answer import Draft
from actions.rendering.wording import (
    instead_of_phone,
    laws_of,
    note_law_change,
    own_bureau,
    phone_line,
    place_title,
    quoted,
    reform_note,
    short_refs,
    shorten,
    source_line,
)
from knowledge.query import Knowledge


@pytest.mark.parametrize(
    ("refs", "words"),
    [
        (["duties/4/11"], "部门职责第4项第11行"),
        (["duties/4/11", "supervision/10"], "部门职责第4项第11行；监管制度（十）"),
        (["duties/3/5", "duties/4/5", "duties/3/6"], "部门职责第3项第5、6行；部门职责第4项第5行"),
        (["boundaries/9/2", "boundaries/9/1", "boundaries/9"], "职责边界第9项第2、1行"),
        (["boundaries/9"], "职责边界第9项"),
        (["boundaries/6/2", "boundaries/6/2"], "职责边界第6项第2行"),
        (["services/1", "services/2"], "公共服务事项第1项；公共服务事项第2项"),
        (["supervision/1"], "监管制度（一）"),
        ([], ""),
    ],
)
def test_the_source_in_a_few_words(refs: list[str], words: str):
    assert source_line(refs) == words


def test_a_clause_stands_for_its_regime():
    assert short_refs(["supervision/5/3/1", "duties/4/1", "supervision/5", "supervision/10/2/1"]) == (
        "supervision/5",
        "duties/4/1",
        "supervision/10",
    )


def test_a_published_phone_is_given_with_the_service_it_is_published_for(knowledge: Knowledge):
    draft = Draft()

    assert phone_line(draft, knowledge, "指挥中心")
    assert draft.text() == "电话：7722206（文件在公共服务事项“110”宣传日中公布）"
    assert draft.refs == ("services/1",)


@pytest.mark.parametrize("unit", ["户政科", "禁毒大队", "经济犯罪侦察大队"])
def test_a_phone_that_is_not_published_is_said_not_to_be(knowledge: Knowledge, unit: str):
    draft = Draft()

    assert not phone_line(draft, knowledge, unit)
    assert draft.text() == f"电话：文件未载明{unit}的电话。"
    assert draft.refs == ()


def test_where_no_phone_is_published_the_published_one_and_110_may_help(knowledge: Knowledge):
    draft = Draft()

    instead_of_phone(draft, knowledge)

    assert draft.text() == (
        "文件公布的电话只有7722206（指挥中心、政治处，为宣传、开放活动所留），可请其转告；有警情请拨110。"
    )
    assert draft.refs[0] == "services/1"


def test_every_unit_whose_phone_may_help_instead_has_its_row_among_the_refs(knowledge: Knowledge):
    draft = Draft()

    instead_of_phone(draft, knowledge)

    assert [knowledge.unit_of(ref) for ref in draft.refs] == ["指挥中心", "政治处"]


@pytest.mark.parametrize(
    ("title", "shown"),
    [("“爱民月”活动", "“爱民月”活动"), ("“110”宣传日", "“110”宣传日"), ("警营开放日活动", "“警营开放日活动”")],
)
def test_no_title_is_quoted_twice(title: str, shown: str):
    assert quoted(title) == shown


def test_a_department_that_has_another_name_now_is_named_with_it(knowledge: Knowledge):
    draft = Draft()

    reform_note(draft, knowledge, ["公安局", "环境保护局", "农业局", "环境保护局"])

    assert draft.text() == (
        "校注：上面是文件原名，机构改革后一般称：环境保护局→生态环境局、农业局→农业农村局（文件未载，待核实）"
    )


def test_a_department_that_kept_its_name_needs_no_remark(knowledge: Knowledge):
    draft = Draft()

    reform_note(draft, knowledge, ["公安局", "民政局", "没有这个局"])

    assert draft.text() == ""


def test_a_law_that_has_changed_is_remarked_upon(knowledge: Knowledge):
    draft = Draft()

    note_law_change(draft, knowledge, "娱乐场所管理条例")
    note_law_change(draft, knowledge, "刑法")

    assert draft.text() == (
        "校注：《娱乐场所管理条例》2016、2020年经国务院令第666、732号修改"
        "（文件未载，据中华人民共和国国务院令第732号，待核实）"
    )


def test_laws_are_named_with_their_number_where_the_document_gives_one(knowledge: Knowledge):
    assert laws_of(Draft(), knowledge, ["boundaries/4", "duties/4/5"]) == [
        "《互联网上网服务营业场所管理条例》（中华人民共国国务院令第363号）",
        "《治安管理处罚法》",
    ]


def test_the_bureau_says_that_it_is_itself():
    assert own_bureau("公安局") == "公安局（本局）"
    assert own_bureau("民政局") == "民政局"


def test_a_short_text_is_left_alone():
    assert shorten("核准户口迁移、户口主项变更。", 14) == "核准户口迁移、户口主项变更。"


def test_a_long_text_is_cut_behind_a_clause():
    assert shorten("负责犬类的饲养，违章养犬的处理和狂犬、野犬的捕杀。", 10) == "负责犬类的饲养……"


def test_a_text_without_a_good_place_to_cut_is_cut_at_the_limit():
    assert shorten("协助，配合做好救助对象的返乡工作", 12) == "协助，配合做好救助对象的……"


@given(st.text(alphabet="犬类。；，、", min_size=1), st.integers(4, 30))
def test_a_cut_text_is_a_beginning_and_says_that_it_goes_on(text: str, limit: int):
    short = shorten(text, limit)

    if len(text) <= limit:
        assert short == text
    else:
        assert short.endswith("……")
        assert text.startswith(short[:-2])
        assert 0 < len(short) - 2 <= limit


@pytest.mark.parametrize(
    ("ref", "title"),
    [
        ("boundaries/9/2", "职责边界“环境噪声污染监督管理”"),
        ("boundaries/9", "职责边界“环境噪声污染监督管理”"),
        ("supervision/4", "监管制度“互联网上网服务营业场所安全管理监管”"),
        ("supervision/5/3/1", "监管制度“印章、旅馆、典当等特种行业事项监管”"),
        ("services/2", "公共服务事项“爱民月”活动"),
        (
            "duties/3/5",
            "刑事侦查大队的职责“负责组织实施《刑法》及其各修正案中规定的刑侦类共119种刑事案件的侦破工作……”",
        ),
    ],
)
def test_what_people_call_a_place(knowledge: Knowledge, ref: str, title: str):
    assert place_title(knowledge, ref) == title


def test_a_duty_that_is_quoted_whole_does_not_pretend_to_go_on(knowledge: Knowledge):
    assert place_title(knowledge, "duties/4/5") == (
        "治安管理大队的职责“负责依据《治安管理处罚法》对相关违法行为进行调查处理。”"
    )


def test_a_service_is_quoted_like_every_other_place(knowledge: Knowledge):
    assert place_title(knowledge, "services/6") == "公共服务事项“警营开放日活动”"
