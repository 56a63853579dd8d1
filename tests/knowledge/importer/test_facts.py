from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from knowledge.document import Document
from knowledge.importer.facts import citations, figures
from tests.knowledge.paper import words

# --- figures ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "figure"),
    [
        ("每季度不少于1次。", "frequency", "每季度不少于1次"),
        ("每月对辖区所有旅馆进行1次监督检查", "frequency", "每月对辖区所有旅馆进行1次监督检查"),
        ("每年组织一次实地检查", "frequency", "每年组织一次实地检查"),
        ("局指派二名以上民警到场", "people", "二名以上民警"),
        ("检查人员不少于2人；", "people", "不少于2人"),
        ("申请1000人以上演出", "people", "1000人以上"),
        ("每次不少于5家网站。", "places", "每次不少于5家网站"),
        ("抽查面每次不少于30%。", "share", "抽查面每次不少于30%"),
        ("处五千元以上三万元以下的罚款", "fine", "五千元以上三万元以下"),
        ("处5000元以上3万元以下罚款", "fine", "5000元以上3万元以下"),
        ("余刑三个月以内的罪犯", "period", "三个月以内"),
        ("刑侦类共119种刑事案件的侦破", "kinds", "共119种刑事案件"),
        ("国务院令第591号", "law", "第591号"),
    ],
)
def test_a_quantity_comes_with_the_words_that_bound_it(text: str, kind: str, figure: str):
    (found,) = figures("supervision/1", text)

    assert (found.ref, found.kind, found.text) == ("supervision/1", kind, figure)


def test_figures_come_in_the_order_of_the_text():
    text = "每年不少于4次，抽查面每次不少于30%，处100元以下罚款，每月不少于2次。"

    assert [figure.text for figure in figures("supervision/1", text)] == [
        "每年不少于4次",
        "抽查面每次不少于30%",
        "100元以下",
        "每月不少于2次",
    ]


def test_words_without_a_quantity_are_no_figure():
    assert list(figures("supervision/1", "安排一定警力，对有下列情形之一的，统一处理。")) == []


# Read off the document, line by line.
PUBLISHED_FIGURES = [
    ("duties/3/5", 78, "共119种刑事案件"),
    ("duties/3/6", 84, "共89种刑事案件"),
    ("duties/3/8", 98, "共12种刑事案件"),
    ("duties/4/2", 204, "共103种刑事案件"),
    ("duties/5/3", 284, "三个月以内"),
    ("duties/8/1", 344, "共2种刑事案件"),
    ("duties/9/2", 370, "共11种刑事案件"),
    ("boundaries/1", 408, "第591号"),
    ("boundaries/2", 453, "第455号令"),
    ("boundaries/3", 471, "第445号"),
    ("boundaries/4", 485, "第363号"),
    ("boundaries/6", 535, "1999年5月25日"),
    ("boundaries/6", 535, "第14号令"),
    ("boundaries/6", 535, "〔2000〕33号"),
    ("supervision/1/1/1", 847, "1000人以上"),
    ("supervision/1/2/1", 853, "1000人以上"),
    ("supervision/1/4/1", 877, "2人以上民警"),
    ("supervision/2/3/1", 908, "每月不少于1次"),
    ("supervision/2/3/2", 910, "每年不少于4次"),
    ("supervision/2/3/2", 910, "不少于20人"),
    ("supervision/3/2/1", 941, "9种违法信息"),
    ("supervision/3/2/2", 943, "每月不少于2次"),
    ("supervision/3/2/2", 943, "每次不少于5家网站"),
    ("supervision/3/4/1", 951, "一名专管民警"),
    ("supervision/3/4/1", 951, "至少一名联络员"),
    ("supervision/4/2/2", 981, "每月检查不少于2次"),
    ("supervision/4/2/2", 981, "每次不少于3家单位"),
    ("supervision/4/4/1", 989, "2名民警"),
    ("supervision/5/3/1", 1023, "每月对辖区所有旅馆进行1次监督检查"),
    ("supervision/5/3/1", 1023, "每季度不少于1次"),
    ("supervision/5/3/2", 1025, "每年不少于4次"),
    ("supervision/5/3/2", 1025, "抽查面每次不少于30%"),
    ("supervision/5/3/3", 1027, "每年不少于1次"),
    ("supervision/5/4/3", 1039, "二名以上执法人员"),
    ("supervision/5/5/1", 1047, "一千元以上五千元以下"),
    ("supervision/5/5/1", 1047, "五千元以上三万元以下"),
    ("supervision/5/5/1", 1047, "二百元以上一千元以下"),
    ("supervision/5/5/1", 1047, "5000元以上3万元以下"),
    ("supervision/5/5/1", 1047, "200元以上1000元以下"),
    ("supervision/5/5/1", 1047, "2000元以上1万元以下"),
    ("supervision/5/5/1", 1047, "5000元以上3万元以下"),
    ("supervision/6/2/2/1", 1077, "每季度不少于1次"),
    ("supervision/6/2/2/1", 1077, "抽查比例不低于办件量的15%"),
    ("supervision/6/2/2/2", 1079, "每年1次"),
    ("supervision/6/2/2/2", 1079, "抽查比例不低于总办件量的10%"),
    ("supervision/6/4/1", 1091, "二名以上民警"),
    ("supervision/6/5/3", 1105, "100元以下"),
    ("supervision/7/3/1", 1131, "每月不少于2次"),
    ("supervision/7/3/2", 1133, "每年不少于4次"),
    ("supervision/7/3/2", 1133, "抽查面每次不少于30%"),
    ("supervision/7/4/3", 1143, "二名以上执法人员"),
    ("supervision/8/2/2/1", 1176, "2名以上民警"),
    ("supervision/8/2/2/2", 1178, "2名以上民警"),
    ("supervision/8/4/1", 1190, "2人以上民警"),
    ("supervision/9/2/2/1", 1227, "每月对本县行政区域内所有从事烟火燃放作业单位检查不少于1次"),
    ("supervision/9/2/2/1", 1227, "不少于2人"),
    ("supervision/9/2/2/3", 1231, "每年组织1次"),
    ("supervision/9/4/2", 1241, "三名以上执法人员"),
    ("supervision/9/4/6", 1249, "三名以上执法人员"),
    ("supervision/10/2/2/1", 1294, "每季度组织一次实地检查"),
    ("supervision/10/2/2/1", 1294, "检查的派出所比例不低于派出所总数的25%"),
    ("supervision/10/2/2/1", 1294, "抽查不低于5%"),
    ("supervision/10/2/2/2", 1296, "抽查不低于业务量的10%"),
    ("supervision/10/4/1", 1306, "两名以上民警"),
    ("supervision/10/4/3", 1310, "2名以上民警"),
]


def test_the_figures_of_the_document(document: Document):
    assert [(figure.ref, figure.text) for figure in document.figures] == [
        (ref, text) for ref, _, text in PUBLISHED_FIGURES
    ]


def test_every_figure_is_printed_where_its_ref_says(document: Document):
    places = {place.ref: place for place in document.places()}

    for ref, line, text in PUBLISHED_FIGURES:
        assert text in words(line, line)
        assert places[ref].first_line <= line <= places[ref].last_line


NUMBER = re.compile(r"\d+|[一二两三四五六七八九十百千万]+(?=[个名人次家种条项件起元年月日天倍成]|季度)")

# Numbers that count nothing.
NO_FIGURES = [
    ("duties/2/2", "110"),  # the emergency number
    ("duties/2/3", "110"),
    ("duties/2/3", "110"),
    ("services/1", "110"),
    ("supervision/3/2/1", "五"),  # 第五条 of a regulation
]


def test_no_number_of_the_document_is_overlooked(document: Document):
    overlooked = []
    for ref, text in told(document):
        spans = list(spans_of_figures(document, ref, text))
        for number in NUMBER.finditer(text):
            if not any(start <= number.start() and number.end() <= end for start, end in spans):
                overlooked.append((ref, number[0]))

    assert overlooked == NO_FIGURES


def told(document: Document) -> Iterator[tuple[str, str]]:
    """Every text of the document in which figures are looked for."""
    yield from ((row.ref, row.text) for row in document.duties)
    for matter in document.boundaries:
        yield matter.ref, matter.basis
        yield from ((row.ref, row.text) for row in matter.rows)
    yield from ((service.ref, service.text) for service in document.services)
    for regime in document.regimes:
        yield regime.ref, regime.preamble
        yield from ((clause.ref, clause.text) for clause in regime.clauses)


def spans_of_figures(document: Document, ref: str, text: str) -> Iterator[tuple[int, int]]:
    end = 0
    for figure in document.figures:
        if figure.ref == ref:
            start = text.index(figure.text, end)
            end = start + len(figure.text)
            yield start, end


# --- laws --------------------------------------------------------------------------


def test_a_law_comes_with_the_number_behind_it():
    first, second = citations(
        "boundaries/1", "《安全条例》（国务院令第1号）；《司法部关于<收养法>的意见》（司发通〔2000〕33号）)"
    )

    assert (first.ref, first.title, first.number) == ("boundaries/1", "安全条例", "国务院令第1号")
    assert (second.title, second.number) == ("司法部关于<收养法>的意见", "司发通〔2000〕33号")


def test_a_law_named_twice_is_told_once():
    assert [law.title for law in citations("duties/1/1", "按照《刑法》及《刑法》修正案")] == ["刑法"]


def test_a_bracket_that_is_never_closed_ends_the_title():
    (law,) = citations("boundaries/6", "《登记办法（1999年5月25日民政部第14号令》")

    assert (law.title, law.number) == ("登记办法", "1999年5月25日民政部第14号令")


def test_a_licence_is_no_law():
    assert list(citations("supervision/9", "是否取得《焰火燃放许可证》，制作《责令改正通知书》（第1号）")) == []


def test_a_bracket_without_a_number_is_no_number():
    (law,) = citations("duties/1/1", "《刑法》（及其修正案）")

    assert law.number == ""


# Read off the document.
PUBLISHED_LAWS = [
    *((ref, "刑法", "") for ref in ("duties/3/5", "duties/3/6", "duties/3/8", "duties/3/14", "duties/4/2")),
    ("duties/4/5", "治安管理处罚法", ""),
    ("duties/8/1", "刑法", ""),
    ("duties/9/2", "刑法", ""),
    ("boundaries/1", "危险化学品安全管理条例", "中华人民共和国国务院令第591号"),
    ("boundaries/2", "烟花爆竹安全管理条例", "中华人民共和国国务院令第455号令"),
    ("boundaries/3", "易制毒化学品安全管理条例", "中华人民共和国国务院令第445号"),
    ("boundaries/4", "互联网上网服务营业场所管理条例", "中华人民共国国务院令第363号"),
    ("boundaries/5", "关于放射源安全监管部门职责分工的通知", ""),
    ("boundaries/6", "中国公民收养子女登记办法", "1999年5月25日民政部第14号令"),
    ("boundaries/6", "司法部关于贯彻执行<收养法>若干问题的意见", "司发通〔2000〕33号"),
    ("boundaries/8", "关于进一步加强食品安全监督管理工作的意见", ""),
    ("boundaries/11", "娱乐场所管理条例", ""),
    ("services/4", "禁毒法", ""),
    ("supervision/2", "中华人民共和国治安管理处罚法", ""),
    ("supervision/2", "河北省流动人口居住登记条例", ""),
    ("supervision/2", "河北省居住房屋出租登记管理办法", ""),
    ("supervision/2/4/3", "中华人民共和国治安管理处罚法", ""),
    ("supervision/2/4/3", "河北省流动人口居住登记条例", ""),
    ("supervision/2/4/3", "河北省居住房屋出租登记管理办法", ""),
    ("supervision/2/5/2", "治安管理处罚法", ""),
    ("supervision/2/5/3", "河北省流动人口居住登记条例", ""),
    ("supervision/3/2/1", "计算机信息网络国际联网安全保护管理办法", ""),
    ("supervision/5", "河北省旅馆业治安管理办法实施细则", ""),
    ("supervision/5", "河北省印章刻制治安管理办法", ""),
    ("supervision/5", "典当管理办法", ""),
    ("supervision/5/4/5", "中华人民共和国治安管理处罚法", ""),
    ("supervision/5/5/1", "中华人民共和国治安管理处罚法", ""),
    ("supervision/5/5/1", "典当管理办法", ""),
    ("supervision/5/5/2", "中华人民共和国治安管理处罚法", ""),
    ("supervision/6", "中华人民共和国行政许可法", ""),
    ("supervision/7/4/5", "危险化学品安全管理条例", ""),
    ("supervision/9", "中华人民共和国行政许可法", ""),
]


def test_the_laws_of_the_document(document: Document):
    assert [(law.ref, law.title, law.number) for law in document.citations] == PUBLISHED_LAWS


def test_every_other_title_in_the_document_is_a_paper_and_no_law(document: Document):
    cited = {(law.ref, law.title) for law in document.citations}
    titles = {(ref, title) for ref, text in told(document) for title in re.findall("《([^《》]+)》", text)}

    assert {title for ref, title in titles if (ref, title) not in cited} == {
        "中国公民收养子女登记办法（1999年5月25日民政部第14号令",  # its bracket is never closed
        "特种行业许可证",
        "边境通行证",
        "责令改正通知书",
        "焰火燃放许可证",
    }
