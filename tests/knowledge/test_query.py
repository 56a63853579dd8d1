from __future__ import annotations

import pytest

from knowledge.curation import Curation
from knowledge.document import Document
from knowledge.query import Knowledge, LiveKnowledge
from knowledge.store import Store, StoreError
from tests.knowledge.given import with_given

# --- places --------------------------------------------------------------------------


def test_a_ref_leads_to_its_place(knowledge: Knowledge):
    assert knowledge.places["duties/4/11"].text == "核准居民身份证、临时身份证、户口簿。"
    assert knowledge.places["boundaries/10"].title == "犬类管理"
    assert knowledge.places["supervision/6/2/2/2"].marker == "2、"
    assert "duties/3/23" not in knowledge.places


def test_a_ref_leads_to_the_matter_that_it_belongs_to(knowledge: Knowledge):
    assert knowledge.boundary("boundaries/9").title == "环境噪声污染监督管理环境噪声污染监督管理"
    assert knowledge.boundary("boundaries/9/1") is knowledge.boundary("boundaries/9")
    assert knowledge.boundary("duties/9/1") is None


def test_a_ref_leads_to_the_regime_that_it_belongs_to(knowledge: Knowledge):
    assert knowledge.regime("supervision/9").title == "烟火燃放事项监管"
    assert knowledge.regime("supervision/9/2/2/1") is knowledge.regime("supervision/9")
    assert knowledge.regime("services/4") is None


@pytest.mark.parametrize("ref", ["boundaries/0", "boundaries/12", "boundaries/12/1", "supervision/0", "supervision/11"])
def test_a_ref_that_leads_nowhere_has_no_matter_and_no_regime(knowledge: Knowledge, ref: str):
    assert knowledge.boundary(ref) is None
    assert knowledge.regime(ref) is None


def test_a_title_printed_twice_is_read_once(knowledge: Knowledge):
    assert knowledge.boundary_title(knowledge.boundary("boundaries/9")) == "环境噪声污染监督管理"
    assert knowledge.boundary_title(knowledge.boundary("boundaries/10")) == "犬类管理"


def test_the_figures_of_a_regime_are_those_of_its_clauses(knowledge: Knowledge):
    assert [figure.text for figure in knowledge.figures("supervision/4")] == [
        "每月检查不少于2次",
        "每次不少于3家单位",
        "2名民警",
    ]
    assert [figure.text for figure in knowledge.figures("supervision/4/4/1")] == ["2名民警"]
    assert knowledge.figures("supervision/4/3") == ()


def test_the_figures_of_regime_one_are_not_those_of_regime_ten(knowledge: Knowledge):
    assert [figure.text for figure in knowledge.figures("supervision/1")] == [
        "1000人以上",
        "1000人以上",
        "2人以上民警",
    ]


# --- units ----------------------------------------------------------------------------


def test_a_unit_is_known_by_its_other_names(knowledge: Knowledge):
    assert knowledge.unit_names["户籍科"] == "户政科"
    assert knowledge.unit_names["经侦大队"] == "经济犯罪侦察大队"
    assert knowledge.unit_names["户政科"] == "户政科"


def test_the_unit_of_a_row_is_the_one_printed_beside_it(knowledge: Knowledge):
    assert knowledge.unit_of("duties/4/11") == "户政科"
    assert knowledge.unit_of("services/1") == "指挥中心"
    assert knowledge.unit_of("boundaries/1/1") is None
    assert knowledge.unit_of("duties/99/1") is None


def test_the_unit_of_a_service_has_the_name_that_the_duties_print(knowledge: Knowledge):
    assert knowledge.document.services[2].unit == "经侦大队"
    assert knowledge.unit_of("services/3") == "经济犯罪侦察大队"


def test_a_unit_has_its_duties_and_services(knowledge: Knowledge):
    assert [row.ref for row in knowledge.duties_of("户政科")] == ["duties/4/10", "duties/4/11", "duties/4/12"]
    assert [row.ref for row in knowledge.duties_of("指挥中心")] == ["duties/2/2", "duties/2/3", "duties/2/4"]
    assert [service.ref for service in knowledge.services_of("政治处")] == ["services/2", "services/6"]
    assert [service.ref for service in knowledge.services_of("经济犯罪侦察大队")] == ["services/3"]


def test_a_phone_comes_from_a_service_of_the_unit(knowledge: Knowledge):
    phone = knowledge.phone_of("政治处")

    assert (phone.number, phone.service.ref) == ("7722206", "services/2")
    assert knowledge.phone_of("指挥中心").number == "7722206"


@pytest.mark.parametrize("unit", ["户政科", "禁毒大队", "交通警察大队"])
def test_where_the_document_gives_no_phone_there_is_none(knowledge: Knowledge, unit: str):
    assert knowledge.phone_of(unit) is None


# --- departments and their parts ----------------------------------------------------------


def test_a_department_is_known_by_its_other_names_and_successors(knowledge: Knowledge):
    assert knowledge.department_names["环保局"] == "环境保护局"
    assert knowledge.department_names["生态环境局"] == "环境保护局"
    assert knowledge.department_names["交通运输管理局"] == "交通运输局"
    assert knowledge.department("生态环境局").now.name == "生态环境局"
    assert knowledge.department("交通运输管理局").name == "交通运输局"
    assert knowledge.department("气象局") is None


def shares(knowledge: Knowledge, ref: str) -> list[tuple[str, str | None, str, str | None]]:
    """department, text, row, kind of flag"""
    return [
        (share.department, share.text, share.row.ref, share.flag.kind if share.flag else None)
        for share in knowledge.shares(knowledge.boundary(ref))
    ]


def test_a_row_without_a_flag_is_shared_as_printed(knowledge: Knowledge):
    assert shares(knowledge, "boundaries/2") == [
        ("公安局", "负责烟花爆竹的公共安全管理。", "boundaries/2/1", None),
        ("安全生产监督管理局", "负责烟花爆竹的安全生产、经营、储存的监督管理。", "boundaries/2/2", None),
    ]


@pytest.mark.parametrize(
    ("ref", "row", "department"),
    [("boundaries/7", "boundaries/7/5", "卫生和计划生育局"), ("boundaries/11", "boundaries/11/3", "教育局")],
)
def test_a_misplaced_row_gives_a_share_without_text(knowledge: Knowledge, ref: str, row: str, department: str):
    withheld = [share for share in shares(knowledge, ref) if share[1] is None]

    assert withheld == [(department, None, row, "misplaced")]
    assert len(shares(knowledge, ref)) == len(knowledge.boundary(ref).rows)


def test_swapped_rows_give_each_department_its_own_part(knowledge: Knowledge):
    police, management, environment, transport = shares(knowledge, "boundaries/9")

    assert police[0] == "公安局"
    assert (management[0], management[2:]) == ("城乡规划和城市管理行政执法局", ("boundaries/9/2", "swapped"))
    assert management[1].startswith("负责对在商业经营活动中使用相关设备、设施，产生噪声污染行为的查处。")
    assert management[1].endswith("五是未按照规定，在中、高考期间建筑施工，产生噪声污染的。")
    assert environment == (
        "环境保护局",
        "监督管理本行政区域内的环境噪声污染防治工作，组织城市区域的声环境质量监测，"
        "督促有关部门落实环境噪声污染防治监督管理工作。",
        "boundaries/9/3",
        "swapped",
    )
    assert (transport[0], transport[2:]) == ("交通运输局", ("boundaries/9/4", "doubtful"))
    assert transport[1].startswith("负责拆房工地噪声的监督管理；")


def test_a_department_hidden_in_a_cell_gets_its_part(knowledge: Knowledge):
    assert shares(knowledge, "boundaries/3")[1:] == [
        (
            "安全生产监督管理局",
            "负责生产可以用于制毒的主要原料中的非药品类易制毒化学品的审批。",
            "boundaries/3/2",
            "hidden",
        ),
        ("商务局", "负责进口或者出口易制毒化学品的审批。", "boundaries/3/2", "hidden"),
    ]
    assert shares(knowledge, "boundaries/6")[1:4] == [
        (
            "卫生和计划生育局",
            "负责出具收养人生育状况证明；负责对不符合条件的人员征收社会抚养费。",
            "boundaries/6/2",
            "hidden",
        ),
        ("卫生局", "指定医疗机构出具收养人身体健康检查证明。", "boundaries/6/2", "hidden"),
        ("司法局", "负责办好收养公证、解除收养关系公证以及其他相关公证。", "boundaries/6/2", "hidden"),
    ]


def test_a_slip_of_the_pen_leaves_the_row_as_printed(knowledge: Knowledge):
    assert [flag.kind for flag in knowledge.flags("boundaries/11/2")] == ["typo"]
    assert shares(knowledge, "boundaries/11")[1] == (
        "公安局",
        "负责对与娱乐场所消防、治安状况的监督管理",
        "boundaries/11/2",
        None,
    )


def test_the_flags_leave_the_source_as_printed(knowledge: Knowledge):
    _, swapped, *_ = knowledge.boundary("boundaries/9").rows

    assert swapped.department == "环境保护局"
    assert swapped.text.startswith("城市管理局负责对在商业经营活动中使用相关设备")


def test_a_department_has_its_parts_in_every_matter(knowledge: Knowledge):
    def rows(department: str) -> list[str]:
        return [share.row.ref for share in knowledge.shares_of(department)]

    assert rows("环境保护局") == ["boundaries/1/2", "boundaries/5/2", "boundaries/9/3"]
    assert rows("城乡规划和城市管理行政执法局") == ["boundaries/7/4", "boundaries/9/2", "boundaries/10/2"]
    assert rows("商务局") == ["boundaries/3/2"]
    assert rows("交通运输局") == ["boundaries/1/4", "boundaries/5/4", "boundaries/7/6", "boundaries/9/4"]
    assert rows("教育局") == []  # its only row is misplaced


def test_what_stands_in_the_cells_of_the_health_bureau_under_any_name_is_its_own(knowledge: Knowledge):
    assert [(share.department, share.row.ref) for share in knowledge.shares_of("卫生和计划生育局")] == [
        ("卫生和计划生育局", "boundaries/1/5"),
        ("卫生和计划生育局", "boundaries/5/3"),
        ("卫生和计划生育局", "boundaries/6/2"),
        ("卫生局", "boundaries/6/2"),
        ("卫生和计划生育局", "boundaries/7/3"),
        ("卫生和计划生育局", "boundaries/8/4"),
        ("卫生和计划生育局", "boundaries/10/4"),
    ]


# --- matters -----------------------------------------------------------------------------


def test_every_unit_is_a_matter_of_its_own(knowledge: Knowledge):
    matter = knowledge.matters["unit_political"]

    assert (matter.title, matter.refs, matter.related) == ("政治处", ("duties/10/1",), ("services/2", "services/6"))
    assert {"政治处", "政工处"} <= set(matter.terms)
    assert knowledge.unit_of_matter("unit_political") == "政治处"
    assert sum(knowledge.unit_of_matter(matter_id) is not None for matter_id in knowledge.matters) == 18


def test_a_matter_of_the_catalogue_is_no_unit(knowledge: Knowledge):
    assert knowledge.matters["adoption"].title == "收养登记"
    assert knowledge.unit_of_matter("adoption") is None


# --- laws and numbers ------------------------------------------------------------------------


def test_the_laws_of_a_regime_come_with_those_of_its_clauses_each_once(knowledge: Knowledge):
    assert [law.title for law in knowledge.citations(["supervision/5"])] == [
        "河北省旅馆业治安管理办法实施细则",
        "河北省印章刻制治安管理办法",
        "典当管理办法",
        "中华人民共和国治安管理处罚法",
    ]
    assert [law.title for law in knowledge.citations(["supervision/1"])] == []


def test_the_laws_of_several_places_come_in_their_order(knowledge: Knowledge):
    assert [law.ref for law in knowledge.citations(["boundaries/2", "duties/4/5", "duties/4/2", "duties/8/1"])] == [
        "boundaries/2",
        "duties/4/5",
        "duties/4/2",
    ]


def test_a_law_that_has_changed_since_is_known(knowledge: Knowledge):
    assert knowledge.law_change("治安管理处罚法").titles == ("治安管理处罚法", "中华人民共和国治安管理处罚法")
    assert knowledge.law_change("典当管理办法") is None


@pytest.mark.parametrize(
    ("question", "refs"),
    [
        ("禁毒法谁来宣传", ["services/4"]),
        ("典当 管理办法怎么罚", ["supervision/5", "supervision/5/5/1"]),
        ("国务院令第591号讲什么", []),
        ("当铺归谁管", []),
    ],
)
def test_a_question_may_name_a_law_by_its_title(knowledge: Knowledge, question: str, refs: list[str]):
    assert [law.ref for law in knowledge.laws_titled_in(question)] == refs


@pytest.mark.parametrize(
    ("question", "refs"),
    [
        ("国务院令第591号讲什么", ["boundaries/1"]),
        ("第 ５９１ 号令", ["boundaries/1"]),
        ("591号令管啥", ["boundaries/1"]),
        ("司发通〔2000〕33号归谁管", ["boundaries/6"]),
        ("拨打110", []),
        ("591路公交车", []),
        ("槐阳路33号", []),
    ],
)
def test_a_question_may_name_a_law_by_its_number(knowledge: Knowledge, question: str, refs: list[str]):
    assert [law.ref for law in knowledge.laws_numbered_in(question)] == refs


def test_an_emergency_number_has_its_source(knowledge: Knowledge):
    assert knowledge.emergency_number("110").ref == "duties/2/2"
    assert knowledge.emergency_number("122").title == "交通事故报警"


# --- what staff have given ----------------------------------------------------------------


def test_what_staff_have_given_of_a_unit_stands_beside_what_the_document_publishes(knowledge: Knowledge):
    informed = with_given(knowledge, {("unit", "指挥中心", "phone"): "7722999", ("unit", "指挥中心", "hours"): ""})

    contact = informed.contact_of("指挥中心")

    assert contact.phone is not None and (contact.phone.new, contact.phone.who) == ("7722999", "王敏")
    assert (contact.address, contact.hours, contact.note) == (None, None, None)
    assert informed.phone_of("指挥中心") == knowledge.phone_of("指挥中心")


def test_other_names_that_staff_have_given_are_names_like_any(knowledge: Knowledge):
    informed = with_given(
        knowledge,
        {
            ("unit", "户政科", "other_names"): "阳光大厅、办证厅",
            ("department", "环境保护局", "other_names"): "环保大队",
            ("matter", "dogs", "other_names"): "毛孩子",
        },
    )

    assert informed.unit_names["办证厅"] == "户政科"
    assert informed.department_names["环保大队"] == "环境保护局"
    assert informed.matters["unit_household"].terms[-2:] == ("阳光大厅", "办证厅")
    assert informed.matters["dogs"].terms == (*knowledge.matters["dogs"].terms, "毛孩子")


def test_a_name_of_the_document_or_the_curated_layer_comes_before_the_staffs(knowledge: Knowledge):
    informed = with_given(
        knowledge, {("unit", "户政科", "other_names"): "网警", ("department", "教育局", "other_names"): "民政局"}
    )

    assert informed.unit_names["网警"] == "公共信息网络安全监察大队"
    assert informed.department_names["民政局"] == "民政局"


# --- the store's knowledge ------------------------------------------------------------------------


def test_live_knowledge_is_read_once_while_the_store_stays(store: Store, document: Document, curation: Curation):
    store.replace(document, curation)
    live = LiveKnowledge(store, document.id)

    first = live.current()

    assert (first.document, first.curation) == (document, curation)
    assert live.current() is first


def test_live_knowledge_sees_a_change(store: Store, document: Document, curation: Curation):
    store.replace(document, curation)
    live = LiveKnowledge(store, document.id)
    assert "dogs_in_the_park" not in live.current().matters
    added = curation.matters[0].copy(update={"id": "dogs_in_the_park"})

    elsewhere = Store(store.url)
    elsewhere.replace(document, curation.copy(update={"matters": (*curation.matters, added)}))
    elsewhere.engine.dispose()

    assert live.current().matters["dogs_in_the_park"] == added


def test_live_knowledge_says_that_nothing_was_imported_and_sees_the_import(
    store: Store, document: Document, curation: Curation
):
    live = LiveKnowledge(store, document.id)
    with pytest.raises(StoreError, match="知识库中没有文件“baixiang-gongan”"):
        live.current()

    store.replace(document, curation)

    assert live.current().document == document
