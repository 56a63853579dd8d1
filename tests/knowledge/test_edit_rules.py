from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.edit_rules import FIELDS_OF, checked, clean
from knowledge.query import Knowledge
from knowledge.staff import EditError


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("7722206", "7722206"),
        ("（0319）7722206", "0319-7722206"),
        ("0319 7722206", "0319-7722206"),
        ("0319—7722206", "0319-7722206"),
        ("+86 319-7722206", None),
        ("+86 139 1234 5678", "139-1234-5678"),
        ("１３９１２３４５６７８", "13912345678"),
        ("7722206转8012", "7722206转8012"),
        ("7722206 转 8012", "7722206转8012"),
        ("110", "110"),
        ("12345", "12345"),
        ("96110", "96110"),
        ("400-123-4567", "400-123-4567"),
        ("7722206，7722207", "7722206、7722207"),
        ("7722206、7722206", "7722206"),
        ("7722206\n7722207\n", "7722206、7722207"),
        ("", ""),
        ("1234", None),
        ("3197722206", None),
        ("7722206a", None),
        ("没有电话", None),
        ("=1+1", None),
    ],
)
def test_a_phone_is_stored_in_one_spelling_or_refused(knowledge: Knowledge, written: str, stored: str | None):
    if stored is None:
        with pytest.raises(EditError, match="不像电话号码"):
            checked(knowledge, "unit", "户政科", "phone", written)
    else:
        assert checked(knowledge, "unit", "户政科", "phone", written) == stored


def test_a_value_is_one_line_of_what_can_be_seen(knowledge: Knowledge):
    assert clean("  周一至周五\n\n8:30\u200b—17:30\u202e\x00 \ud800") == "周一至周五 8:30—17:30"
    assert checked(knowledge, "unit", "户政科", "note", "𪚥\t龘 ") == "𪚥 龘"


def test_other_names_are_joined_each_once(knowledge: Knowledge):
    written = "阳光大厅，办证厅;阳光大厅\n户籍窗口"

    assert checked(knowledge, "unit", "户政科", "other_names", written) == "阳光大厅、办证厅、户籍窗口"


def test_a_name_that_the_subject_has_already_may_be_said_again(knowledge: Knowledge):
    assert checked(knowledge, "unit", "户政科", "other_names", "户籍科") == "户籍科"
    assert checked(knowledge, "matter", "dogs", "other_names", knowledge.matters["dogs"].terms[0])


@pytest.mark.parametrize(
    ("subject", "field", "value", "reason"),
    [
        (("unit", "户籍科"), "phone", "110", "没有“户籍科”这个科室，请用文件中的名称"),
        (("department", "环保局"), "note", "x", "没有“环保局”这个部门，请用文件中的名称"),
        (("matter", "cats"), "note", "x", "没有“cats”这个事项，请用编号"),
        (("matter", "unit_traffic"), "note", "x", "“交通警察大队”是科室，请在科室里改"),
        (("law", "刑法"), "note", "x", "“law”不是可以改的东西：只有科室、事项、部门"),
        (("matter", "dogs"), "phone", "110", "事项没有“电话”这一项"),
        (("department", "环境保护局"), "address", "x", "部门没有“地址”这一项"),
        (("unit", "户政科"), "fax", "110", "科室没有“fax”这一项"),
        (("unit", "户政科"), "note", "长" * 301, "备注最多300个字，现在有301个"),
        (("unit", "户政科"), "other_names", "厅", "别名“厅”应有2到20个字"),
        (("unit", "户政科"), "other_names", "长" * 21, f"别名“{'长' * 20}”应有2到20个字"),
        (
            ("unit", "户政科"),
            "other_names",
            "、".join(f"名字{n}" for n in range(21)),
            "别名最多20个，现在有21个",
        ),
        (("unit", "户政科"), "other_names", "12", "别名“12”只有数字，会和电话、门牌相混"),
        (("unit", "户政科"), "other_names", "网 警", "别名“网 警”已经指科室“公共信息网络安全监察大队”"),
        (("unit", "户政科"), "other_names", "环保局", "别名“环保局”已经指部门“环境保护局”"),
        (("matter", "dogs"), "other_names", "户籍科", "别名“户籍科”已经指科室“户政科”"),
        (("unit", "户政科"), "other_names", "身份证", "别名“身份证”已经指事项“居民身份证办理、换领、补领”"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    knowledge: Knowledge, subject: tuple[str, str], field: str, value: str, reason: str
):
    with pytest.raises(EditError) as caught:
        checked(knowledge, *subject, field, value)

    assert str(caught.value) == reason


@given(
    field=st.sampled_from(FIELDS_OF["unit"]),
    written=st.text() | st.text("0123456789-（）转、+ ") | st.text("厅证阳光、，"),
)
def test_what_was_stored_may_be_stored_again(knowledge: Knowledge, field: str, written: str):
    try:
        stored = checked(knowledge, "unit", "户政科", field, written)
    except EditError as error:
        assert "\n" not in str(error)
    else:
        assert checked(knowledge, "unit", "户政科", field, stored) == stored
        assert stored.splitlines() == ([stored] if stored else [])
