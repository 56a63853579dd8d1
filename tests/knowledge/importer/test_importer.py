from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.curation import Curation
from knowledge.document import BoundaryMatter, BoundaryRow, Document, DutyRow, Service
from knowledge.importer import DocumentError, read_document
from knowledge.importer.tables import BOUNDARY_COLUMNS, DUTY_COLUMNS, SERVICE_COLUMNS
from knowledge.store import Store
from tests.conftest import PUBLISHED
from tests.knowledge.paper import LINES, copy, printed, row, words

# --- what the document says ---------------------------------------------------------


def test_the_document_has_as_much_as_the_contract_counts(document: Document):
    assert len(document.duties) == 58
    assert len(document.units) == 18
    assert len(document.boundary_rows) == 40
    assert len(document.boundaries) == 11
    assert len(document.services) == 6
    assert len(document.regimes) == 10
    assert {row.item for row in document.duties} == set(range(1, 12))


def test_the_document_is_the_bureaus(document: Document):
    assert (document.id, document.title) == ("baixiang-gongan", "柏乡县公安局")
    # sha256sum source.txt
    assert document.checksum == "2a84de2bdaf825ff785c2b5a61ac5cacf3e37a593b4b14c99b062a0ac3c84859"


def test_the_units_stand_in_the_order_of_the_table(document: Document):
    assert document.units == (
        "办公室",
        "公安情报大队",
        "指挥中心",
        "刑事侦查大队",
        "经济犯罪侦察大队",
        "禁毒大队",
        "国内安全保卫大队",
        "巡特警大队",
        "治安管理大队",
        "户政科",
        "看守所",
        "拘留所",
        "出入境管理大队",
        "交通警察大队",
        "消防大队",
        "公共信息网络安全监察大队",
        "政治处",
        "纪检监察室",
    )


def test_three_services_have_a_phone(document: Document):
    assert [(service.unit, service.phone) for service in document.services] == [
        ("指挥中心", "7722206"),
        ("政治处", "7722206"),
        ("经侦大队", None),
        ("禁毒大队", None),
        ("消防大队", None),
        ("政治处", "7722206"),
    ]


@pytest.mark.parametrize(
    ("ref", "lines", "unit", "text"),
    [
        ("duties/1/1", (14, 15), "办公室", "拟订有关公安行政管理的规范性文件，经审核通过后组织实施。"),
        ("duties/2/2", (34, 35), "指挥中心", "负责受理全县“110”报警，并根据具体警情指导下属单位开展相关处置工作。"),
        (
            "duties/3/8",
            (98, 101),
            "禁毒大队",
            "负责组织实施《刑法》及其各修正案中规定的禁毒类共12种刑事案件的侦破工作，参与跨区域案件的破工作。",
        ),
        ("duties/3/12", (131, 132), "国内安全保卫大队", "负责危害国内安全案件的侦办工作。"),
        ("duties/3/22", (191, 192), "巡特警大队", "负责对已许可进行的集会、流行、示威活动进行现场管理。"),
        ("duties/4/11", (258, 259), "户政科", "核准居民身份证、临时身份证、户口簿。"),
        ("duties/5/3", (284, 285), "看守所", "负责对判决服刑的罪犯押解投劳，对余刑三个月以内的罪犯执行刑罚。"),
        ("duties/9/1", (364, 365), "公共信息网络安全监察大队", "承担管理计算机信息系统及互联网安全保护工作。"),
    ],
)
def test_duties_of_the_document(document: Document, ref: str, lines: tuple[int, int], unit: str, text: str):
    (found,) = (duty for duty in document.duties if duty.ref == ref)

    assert (found.first_line, found.last_line) == lines
    assert (found.unit, found.text) == (unit, text)


@pytest.mark.parametrize(
    ("ref", "lines", "department", "text"),
    [
        ("boundaries/2/1", (451, 452), "公安局", "负责烟花爆竹的公共安全管理。"),
        (
            "boundaries/3/2",
            (476, 477),
            "安全生产监督管理局",
            "负责生产可以用于制毒的主要原料中的非药品类易制毒化学品的审批。商务局负责进口或者出口易制毒化学品的审批。",
        ),
        ("boundaries/7/6", (595, 596), "交通运输局", "协助、配合做好救助对象的返乡工作，提供交通工具。"),
        (
            "boundaries/9/3",
            (673, 674),
            "城乡规划和城市管理行政执法局",
            "监督管理本行政区域内的环境噪声污染防治工作，组织城市区域的声环境质量监测，督促有关部门落实环境噪声污染防治监督管理工作。",
        ),
        ("boundaries/11/3", (742, 743), "教育局", "负责少数民族学生中考、高考优惠政策落实"),
    ],
)
def test_boundary_rows_of_the_document(
    document: Document, ref: str, lines: tuple[int, int], department: str, text: str
):
    (found,) = (share for share in document.boundary_rows if share.ref == ref)

    assert (found.first_line, found.last_line) == lines
    assert (found.department, found.text) == (department, text)


def test_the_row_on_radioactive_sources_strays_into_the_matter_of_relief(document: Document):
    radioactive, stray = (
        share for share in document.boundary_rows if share.ref in ("boundaries/5/3", "boundaries/7/5")
    )

    assert (stray.first_line, stray.last_line) == (588, 589)
    assert (stray.department, stray.text) == (radioactive.department, radioactive.text)


def test_a_broken_name_is_mended(document: Document):
    (row,) = (share for share in document.boundary_rows if share.ref == "boundaries/1/3")

    assert printed(424, 426) == "\t安全生产监\n\n督管理局"
    assert (row.department, row.first_line, row.last_line) == ("安全生产监督管理局", 424, 429)


def test_item_three_counts_on_in_its_second_block(document: Document):
    rows = [duty for duty in document.duties if duty.item == 3]

    assert LINES[50].strip() == LINES[128].strip() == "3"
    assert [duty.ref for duty in rows] == [f"duties/3/{n}" for n in range(1, 23)]
    assert [duty.first_line for duty in rows][10:12] == [122, 131]


def test_every_place_stands_word_for_word_at_its_lines(document: Document):
    for place in (*document.duties, *document.boundary_rows, *document.services, *document.boundaries):
        assert words(place.first_line, place.last_line) == "".join(cells_of(place)), place.ref


def test_every_place_begins_and_ends_with_a_word(document: Document):
    for place in document.places():
        assert LINES[place.first_line].strip(), place.ref
        assert LINES[place.last_line].strip() or place.ref in ("services/3", "services/4", "services/5"), place.ref


def cells_of(place: DutyRow | BoundaryRow | BoundaryMatter | Service) -> tuple[str, ...]:
    """The cells that a place takes up, in printed order."""
    if isinstance(place, DutyRow):
        return place.text, place.unit
    if isinstance(place, BoundaryRow):
        return place.department, place.text
    if isinstance(place, Service):
        return str(place.number), place.title, place.text, place.unit, place.phone or ""
    first, *others = place.rows
    serial = "99" if place.number == 9 else str(place.number)  # printed twice at a page break
    return (
        serial,
        place.title,
        *cells_of(first),
        place.basis,
        place.example,
        *(cell for other in others for cell in cells_of(other)),
    )


# --- what makes no difference -----------------------------------------------------------


@pytest.mark.parametrize(
    "rewritten",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: f"\ufeff{text}",
        lambda text: "\ufeff" + text.replace("\n", "\r\n"),
    ],
    ids=["Windows line ends", "byte order mark", "both"],
)
def test_line_ends_and_byte_order_mark_give_the_same_document(tmp_path: Path, document: Document, rewritten):
    file = tmp_path / "copy.txt"
    file.write_bytes(rewritten("\n".join(LINES[1:])).encode("utf-8"))

    assert read_document(file, document.id) == document


@pytest.mark.parametrize("space", ["  ", "\t", "\u3000"], ids=["spaces", "tab", "wide space"])
def test_trailing_spaces_give_the_same_document_with_a_checksum_of_its_own(
    tmp_path: Path, document: Document, space: str
):
    # A tab at the beginning of an empty line would be a cell.
    file = copy(tmp_path, {n: line + space for n, line in enumerate(LINES) if line})

    read = read_document(file, document.id)

    assert replace(read, checksum=document.checksum) == document
    assert read.checksum != document.checksum


def test_the_id_is_the_callers(document: Document):
    assert read_document(PUBLISHED, "other") == replace(document, id="other")


# --- damage --------------------------------------------------------------------------------

IDENTITY = "居民身份证、临时身份证、户口薄、人才居住证等证件的核发监管以及户口迁移、户口主项变更事项监管"

# name: (lines that read otherwise, line of the complaint, complaint). An emptied line is a cell or line lost.
DAMAGE: dict[str, tuple[Mapping[int, str], int | None, str]] = {
    "a lost cell in the duties": ({29: ""}, 30, "这一行没有责任科室"),
    "a lost cell in the boundaries": (
        {451: ""},
        452,
        "相关部门一格里是“负责烟花爆竹的公共安全管理。…”：这一行可能丢了一格",
    ),
    "a lost cell in the services": ({780: ""}, 781, "这一行没有承办科室"),
    "a lost last cell": ({386: ""}, 380, "这一行只有4格，应有5格：上文可能丢了一格"),
    "a lost column": (
        {9: ""},
        6,
        "表头应为“序号｜主要职责｜具体工作事项｜责任科室｜备注”，实为“序号｜主要职责｜具体工作事项｜备注｜1”",
    ),
    "a duty without its unit": ({29: "\t"}, 29, "这一行没有责任科室"),
    "a share without its department": ({451: "\t"}, 451, "这一行没有相关部门"),
    "a service without its unit": ({780: "\t"}, 780, "这一行没有承办科室"),
    "a doubled duty": ({22: printed(22, 22) + "\n" + printed(18, 22)}, 25, "这一行与第20行重复"),
    "a doubled share": ({420: printed(420, 420) + "\n" + printed(413, 420)}, 423, "这一行与第415行重复"),
    "a doubled service": (
        {769: printed(769, 769) + "\n" + printed(765, 769)},
        770,
        "序号应为3，实为2：中间可能少了一项",
    ),
    "a duty without its serial": ({24: "\t"}, 26, "第1项的主要职责与上文不同：可能少了序号"),
    "a matter without its serial": ({449: "\t"}, 450, "“烟花爆竹的监管”前没有序号"),
    "a service without its serial": ({765: "\t"}, 765, "这一行没有序号"),
    "a serial left out in the duties": ({195: "\t5"}, 195, "序号应为4，实为5：中间可能少了一项"),
    "a serial left out in the boundaries": ({685: "\t11"}, 685, "序号应为10，实为11：中间可能少了一项"),
    "a serial left out in the services": ({783: "\t5"}, 783, "序号应为4，实为5：中间可能少了一项"),
    "words instead of a phone": ({763: "\t见官网"}, 763, "联系电话一格里是“见官网”：不是电话"),
    "no owner": ({4: ""}, 2, "没有“部门名称：”一行"),
    "the duties renamed": ({2: "部  门  职  能"}, None, "没有找到“部门职责”这一节"),
    "the boundaries renamed": ({389: "职责边界"}, None, "没有找到“与相关部门的职责边界”这一节"),
    "the services renamed": ({748: "公共服务"}, None, "没有找到“公共服务事项”这一节"),
    "the supervision renamed": ({814: "监管制度"}, None, "没有找到“事中事后监管制度”这一节"),
    "the sections in another order": (
        {389: "公共服务事项", 748: "与相关部门的职责边界"},
        None,
        "没有找到“公共服务事项”这一节",
    ),
    "a regime without a section": ({875: ""}, 883, "监管制度“营业性演出事项监督”缺少第四节"),
    "a regime without its last section": ({1312: ""}, 1269, f"监管制度“{IDENTITY}”没有“措施”一节"),
    "a section without content": (
        {975: ""},
        973,
        "监管制度“互联网上网服务营业场所安全管理监管”的“监督检查对象”没有内容",
    ),
    "a regime missing in the list": ({823: ""}, 825, "监管制度目录中第4项缺失"),
    "the last regime missing in the list": ({835: "", 837: ""}, 814, "监管制度目录有9项，正文有10项"),
    "a regime missing below the list": ({1204: "", 1206: ""}, 814, "监管制度目录有10项，正文有9项"),
    "a regime without its title": (
        {889: ""},
        887,  # the line that now stands where the title should
        "目录第2项是“流动人口居住登记事项监管”，正文标题却是“" + words(887, 887) + "”",
    ),
    "another title in the list": (
        {889: "（二）流动人口管理"},
        889,
        "目录第2项是“流动人口居住登记事项监管”，正文标题却是“（二）流动人口管理”",
    ),
}


@pytest.mark.parametrize(("changes", "line", "reason"), DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_document_stops_and_the_store_stays_as_it_was(
    tmp_path: Path,
    store: Store,
    document: Document,
    curation: Curation,
    changes: Mapping[int, str],
    line: int | None,
    reason: str,
):
    file = copy(tmp_path, changes)
    revision = store.revision()

    with pytest.raises(DocumentError) as caught:
        store.replace(read_document(file, document.id), curation)

    assert str(caught.value) == (f"{file} 第{line}行：{reason}" if line else f"{file}：{reason}")
    assert (caught.value.file, caught.value.line, caught.value.reason) == (file, line, reason)
    assert store.revision() == revision
    assert store.read(document.id) == (document, curation, {})


def test_a_file_in_another_encoding_stops(tmp_path: Path):
    file = tmp_path / "copy.txt"
    file.write_bytes(PUBLISHED.read_text(encoding="utf-8").encode("gb18030"))

    with pytest.raises(DocumentError) as caught:
        read_document(file, "other")

    assert str(caught.value) == f"{file} 第2行：不是UTF-8编码，请另存为UTF-8文本"


def test_one_line_in_another_encoding_stops(tmp_path: Path):
    file = tmp_path / "copy.txt"
    lines = [line.encode("utf-8") for line in LINES[1:]]
    lines[257] = LINES[258].encode("gb18030")
    file.write_bytes(b"\n".join(lines))

    with pytest.raises(DocumentError) as caught:
        read_document(file, "other")

    assert str(caught.value) == f"{file} 第258行：不是UTF-8编码，请另存为UTF-8文本"


def test_a_missing_file_stops(tmp_path: Path):
    with pytest.raises(DocumentError) as caught:
        read_document(tmp_path / "nowhere.txt", "other")

    assert str(caught.value) == f"{tmp_path / 'nowhere.txt'}：无法读取文件（No such file or directory）"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, document: Document, curation: Curation) -> Iterator[Store]:
    """A store that holds the published document."""
    filled = Store(f"sqlite:///{tmp_path_factory.mktemp('store')}/rightdoor.db")
    filled.upgrade()
    filled.replace(document, curation)
    yield filled
    filled.engine.dispose()


# --- any file ---------------------------------------------------------------------------------

SMALL = f"""\
部门职责
部门名称：某局
{row(*DUTY_COLUMNS)}
{row("1", "管理户籍。", "核准身份证。", "户政科", "")}
与相关部门的职责边界
{row(*BOUNDARY_COLUMNS)}
{row("1", "犬类", "公安局", "查处犬吠。", "《办法》", "")}
公共服务事项
{row(*SERVICE_COLUMNS)}
{row("1", "宣传日", "宣传。", "户政科", "7722206")}
事中事后监管制度
（一）网吧监管
（一）网吧监管
部门名称：某局
一、监督检查对象
网吧。
二、监督检查内容
1、登记。
三、监督检查程序
（一）每月不少于1次。
四、监督检查措施及处理
1、处罚。"""

fragments = st.one_of(
    st.sampled_from(
        ["", "\t", "\t1", "\t2", "\t11", "（一）", "（二）网吧监管", "（十一）", "部门名称：", "一、", "二、内容"]
    ),
    st.sampled_from(["五、程序", "1、", "（1）", "《", "（", "\r", "\x00", "\ufeff", "9999999次", *SMALL.split("\n")]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=10),
)


HEADINGS = ("部门职责", "与相关部门的职责边界", "公共服务事项", "事中事后监管制度")


@st.composite
def almost_documents(draw: st.DrawFn) -> bytes:
    """A small document in which, below the headings, some lines are gone, some are others, and some have come in."""
    lines = SMALL.split("\n")
    for heading in draw(st.lists(st.sampled_from(HEADINGS), max_size=3)):
        top = lines.index(heading) + 1
        bottom = next((n for n, line in enumerate(lines) if n >= top and line in HEADINGS), len(lines))
        start = draw(st.integers(top, bottom))
        end = draw(st.integers(start, bottom))
        lines[start:end] = draw(st.lists(fragments, max_size=3))
    return "\n".join(lines).encode("utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


def test_the_small_document_is_whole(folder: Path):
    file = folder / "small.txt"
    file.write_text(SMALL, encoding="utf-8")

    read = read_document(file, "small")

    assert [place.ref for place in read.rows()] == ["duties/1/1", "boundaries/1/1", "services/1", "supervision/1"]


@pytest.mark.parametrize(
    ("heading", "following", "line", "reason"),
    [
        ("部门职责\n部门名称：某局\n", "与相关部门的职责边界", 1, "表头应为"),
        ("与相关部门的职责边界\n", "公共服务事项", 13, "表头应为"),
        ("公共服务事项\n", "事中事后监管制度", 26, "表头应为"),
        ("事中事后监管制度", None, 37, "监管制度一节没有正文"),
    ],
    ids=["duties", "boundaries", "services", "supervision"],
)
def test_a_section_with_nothing_in_it_is_refused_at_its_heading(
    folder: Path, heading: str, following: str | None, line: int, reason: str
):
    end = SMALL.index(following) if following else len(SMALL)
    file = folder / "empty.txt"
    file.write_text(SMALL[: SMALL.index(heading)] + heading + SMALL[end:], encoding="utf-8")

    with pytest.raises(DocumentError) as caught:
        read_document(file, "empty")

    assert str(caught.value).startswith(f"{file} 第{line}行：{reason}")


def test_regimes_without_a_list_of_contents_are_refused(folder: Path):
    file = folder / "empty.txt"
    file.write_text(SMALL.replace("（一）网吧监管\n", "", 1), encoding="utf-8")

    with pytest.raises(DocumentError) as caught:
        read_document(file, "empty")

    assert str(caught.value) == f"{file} 第37行：监管制度目录有0项，正文有1项"


@settings(deadline=None, max_examples=600)
@given(raw=almost_documents() | st.binary())
def test_any_file_is_either_read_or_refused_in_one_line(folder: Path, raw: bytes):
    file = folder / "any.txt"
    file.write_bytes(raw)

    try:
        read = read_document(file, "any")
    except DocumentError as error:
        assert str(error).startswith(str(file))
        assert len(str(error).splitlines()) == 1
        assert error.line is None or 1 <= error.line <= len(
            raw.decode("utf-8", "replace").replace("\r", "\n").split("\n")
        )
    else:
        refs = [place.ref for place in read.places()]
        assert len(set(refs)) == len(refs)
        assert all(place.first_line <= place.last_line for place in read.places())
