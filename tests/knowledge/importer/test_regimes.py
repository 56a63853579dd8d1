from __future__ import annotations

import pytest

from knowledge.document import Document, Regime
from knowledge.importer.errors import DocumentError
from knowledge.importer.regimes import regimes
from tests.knowledge.paper import source, words

SECTIONS = """\
一、监督检查对象
各网吧。
二、监督检查内容
1、是否登记。
三、监督检查程序
1、检查。
四、监督检查措施及处理
1、处罚。"""


def parse(text: str) -> tuple[Regime, ...]:
    export = source(text)
    return regimes(export, export.lines)


def one(body: str = SECTIONS, title: str = "网吧监管") -> str:
    """The smallest section: one regime, in the list and below it. Its body begins on line 6."""
    return f"事中事后监管制度\n（一）{title}\n（一）{title}\n部门名称：某局\n特制定如下监管制度：\n{body}"


def complaint(text: str) -> str:
    with pytest.raises(DocumentError) as caught:
        parse(text)
    return str(caught.value)


def test_a_regime_has_its_preamble_sections_and_clauses():
    (regime,) = parse(one())

    assert (regime.ref, regime.number, regime.title) == ("supervision/1", 1, "网吧监管")
    assert (regime.first_line, regime.last_line) == (3, 13)
    assert regime.preamble == "特制定如下监管制度："
    assert [(section.number, section.title) for section in regime.sections] == [
        (1, "监督检查对象"),
        (2, "监督检查内容"),
        (3, "监督检查程序"),
        (4, "监督检查措施及处理"),
    ]
    assert [(c.ref, c.first_line, c.last_line, c.marker, c.text, c.aspects) for c in regime.clauses] == [
        ("supervision/1/1/1", 7, 7, "", "各网吧。", ("对象",)),
        ("supervision/1/2/1", 9, 9, "1、", "是否登记。", ("内容",)),
        ("supervision/1/3/1", 11, 11, "1、", "检查。", ("程序",)),
        ("supervision/1/4/1", 13, 13, "1、", "处罚。", ("措施", "处理")),
    ]


def test_numbers_of_another_kind_stand_below_each_other():
    clauses = "（一）内容：\n1、登记：\n（1）住客；\n（2）访客；\n2、报告。\n（二）其他。"

    (regime,) = parse(one(SECTIONS.replace("1、是否登记。", clauses)))

    assert [(c.ref.removeprefix("supervision/1/2/"), c.marker, c.text) for c in regime.sections[1].clauses] == [
        ("1", "（一）", "内容："),
        ("1/1", "1、", "登记："),
        ("1/1/1", "（1）", "住客；"),
        ("1/1/2", "（2）", "访客；"),
        ("1/2", "2、", "报告。"),
        ("2", "（二）", "其他。"),
    ]


def test_a_number_printed_twice_is_counted_on_and_kept_as_printed():
    (regime,) = parse(one(SECTIONS.replace("1、检查。", "（一）检查。\n（二）抽查。\n（二）复查。")))

    assert [(c.ref, c.marker, c.text) for c in regime.sections[2].clauses] == [
        ("supervision/1/3/1", "（一）", "检查。"),
        ("supervision/1/3/2", "（二）", "抽查。"),
        ("supervision/1/3/3", "（二）", "复查。"),
    ]


def test_a_text_below_an_open_heading_belongs_to_it():
    (regime,) = parse(one(SECTIONS.replace("1、检查。", "（一）监督检查程序\n先登记，\n后检查。")))

    (clause,) = regime.sections[2].clauses
    assert (clause.marker, clause.heading, clause.text) == ("（一）", "监督检查程序", "先登记，后检查。")
    assert (clause.first_line, clause.last_line) == (11, 13)


def test_a_text_below_a_full_sentence_stands_by_itself():
    (regime,) = parse(one(SECTIONS.replace("1、检查。", "（一）检查。\n以上级指标为准。\n1、复查。")))

    assert [(c.ref, c.marker, c.text) for c in regime.sections[2].clauses] == [
        ("supervision/1/3/1", "（一）", "检查。"),
        ("supervision/1/3/2", "", "以上级指标为准。"),
        ("supervision/1/3/3", "1、", "复查。"),
    ]


def test_a_clause_that_names_its_own_aspect_has_that_one_and_hands_it_down():
    (regime,) = parse(
        one(
            SECTIONS.replace("二、监督检查内容", "二、监督检查内容及指标").replace(
                "1、是否登记。", "（一）监督检查内容\n1、是否登记。\n（二）监督检查指标。\n1、每月1次。\n（三）其他。"
            )
        )
    )

    assert [(c.text, c.aspects) for c in regime.sections[1].clauses] == [
        ("监督检查内容", ("内容",)),
        ("是否登记。", ("内容",)),
        ("监督检查指标。", ("指标",)),
        ("每月1次。", ("指标",)),
        ("其他。", ("内容", "指标")),
    ]


def test_an_entry_of_the_list_may_go_over_several_lines():
    (regime,) = parse(one(title="身份证监管").replace("（一）身份证监管", "（一）身份\n\n证监管", 1))

    assert regime.title == "身份证监管"


def test_there_may_be_more_than_ten_and_more_than_twenty():
    numerals = [
        *("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五"),
        *("十六", "十七", "十八", "十九", "二十", "二十一"),
    ]
    entries = "\n".join(f"（{numeral}）监管" for numeral in numerals)
    bodies = "\n".join(f"（{numeral}）监管\n部门名称：某局\n{SECTIONS}" for numeral in numerals)

    assert [regime.number for regime in parse(f"事中事后监管制度\n{entries}\n{bodies}")] == list(range(1, 22))


# --- what does not add up -------------------------------------------------------


def test_a_section_without_regimes_is_refused():
    assert complaint("事中事后监管制度") == "export.txt 第1行：监管制度一节没有正文"


def test_regimes_without_a_list_are_refused():
    assert complaint(f"事中事后监管制度\n（一）网吧监管\n部门名称：某局\n{SECTIONS}") == (
        "export.txt 第1行：监管制度目录有0项，正文有1项"
    )


def test_a_gap_in_the_list_is_refused():
    assert complaint(one().replace("（一）", "（二）", 1)) == "export.txt 第2行：监管制度目录中第1项缺失"


def test_a_regime_that_is_only_in_the_list_is_refused():
    assert complaint(one().replace("（一）网吧监管", "（一）网吧监管\n（二）旅馆监管", 1)) == (
        "export.txt 第1行：监管制度目录有2项，正文有1项"
    )


def test_a_heading_that_is_not_what_the_list_says_is_refused():
    assert complaint(one().replace("（一）网吧监管", "（一）旅馆监管", 1)) == (
        "export.txt 第3行：目录第1项是“旅馆监管”，正文标题却是“（一）网吧监管”"
    )


def test_a_regime_without_any_section_is_refused():
    assert complaint(one("1、检查。")) == "export.txt 第3行：监管制度“网吧监管”没有分节"


def test_a_gap_in_the_sections_is_refused():
    assert complaint(one(SECTIONS.replace("三、监督检查程序\n", ""))) == (
        "export.txt 第11行：监管制度“网吧监管”缺少第三节"
    )


def test_a_section_without_content_is_refused():
    assert complaint(one(SECTIONS.replace("各网吧。", ""))) == (
        "export.txt 第6行：监管制度“网吧监管”的“监督检查对象”没有内容"
    )


@pytest.mark.parametrize("aspect", ["对象", "内容", "程序", "措施"])
def test_a_regime_without_one_of_the_usual_sections_is_refused(aspect: str):
    assert complaint(one(SECTIONS.replace(f"监督检查{aspect}", "监督检查其他"))) == (
        f"export.txt 第3行：监管制度“网吧监管”没有“{aspect}”一节"
    )


# --- the published regimes -------------------------------------------------------


def test_every_word_of_the_regimes_stands_in_one_clause_and_in_order(document: Document):
    for regime in document.regimes:
        told = f"（{'一二三四五六七八九十'[regime.number - 1]}）{regime.title}部门名称：柏乡县公安局{regime.preamble}"
        for section in regime.sections:
            told += f"{'一二三四五六'[section.number - 1]}、{section.title}"
            told += "".join(clause.marker + clause.heading + clause.text for clause in section.clauses)

        assert told == words(regime.first_line, regime.last_line)


def test_every_clause_stands_at_its_lines(document: Document):
    for regime in document.regimes:
        for clause in regime.clauses:
            assert clause.marker + clause.heading + clause.text == words(clause.first_line, clause.last_line)


def test_the_ten_titles_are_those_of_the_list(document: Document):
    assert [regime.title for regime in document.regimes] == [
        "营业性演出事项监督",
        "流动人口居住登记事项监管",
        "互联网网络安全审核事项监管",
        "互联网上网服务营业场所安全管理监管",
        "印章、旅馆、典当等特种行业事项监管",
        "边境管理区通行证核发事项监管",
        "剧毒、危化、放射性物品的运输、使用事项监管",
        "大型群众性活动安全许可和集会游行示威事项监管",
        "烟火燃放事项监管",
        "居民身份证、临时身份证、户口薄、人才居住证等证件的核发监管以及户口迁移、户口主项变更事项监管",
    ]


@pytest.mark.parametrize(
    ("ref", "lines", "aspects", "beginning"),
    [
        ("supervision/1/2/2", (863, 865), ("指标",), "每次举办营业性演出前指派专人进行实地踏勘；"),
        ("supervision/2/3/1", (908, 908), ("指标", "方式"), "日常巡查：全县各公安派出所落实"),
        ("supervision/3/2/2", (943, 943), ("指标",), "监督检查指标。检查每月不少于2次，"),
        ("supervision/3/5/1", (958, 958), ("措施", "处理"), "监督检查。由专管民警每月定期或不定期"),
        ("supervision/5/3/5", (1031, 1031), ("指标", "方式"), "上述指标与上级下达监督检查指标不一致的，"),
        ("supervision/6/2/2/2", (1079, 1079), ("指标",), "台账资料和档案抽查，每年1次，"),
        ("supervision/8/4/3", (1194, 1194), ("程序",), "对群众举报、投诉的信息，及时组织警力"),
        ("supervision/9/6/3", (1267, 1267), ("处理",), "对没收的非法烟花爆竹以及废旧烟花爆竹，"),
        ("supervision/10/5/2/6", (1328, 1328), ("措施", "处理"), "其他应当给予处分的情形。"),
    ],
)
def test_clauses_of_the_document(
    document: Document, ref: str, lines: tuple[int, int], aspects: tuple[str, ...], beginning: str
):
    (clause,) = (clause for regime in document.regimes for clause in regime.clauses if clause.ref == ref)

    assert (clause.first_line, clause.last_line) == lines
    assert clause.aspects == aspects
    assert clause.text.startswith(beginning)
