from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from knowledge.curation import CURATED, CurationError, Part, read_curation


def curated(tmp_path: Path, **files: str | bytes) -> Path:
    """A copy of the curated files in which these (without .yml) say something else."""
    folder = tmp_path / "curated"
    shutil.copytree(CURATED, folder)
    for name, content in files.items():
        raw = content if isinstance(content, bytes) else content.encode("utf-8")
        (folder / f"{name}.yml").write_bytes(raw)
    return folder


def complaint(folder: Path) -> str:
    with pytest.raises(CurationError) as caught:
        read_curation(folder)
    assert len(str(caught.value).splitlines()) == 1
    return str(caught.value)


# --- what the files say -------------------------------------------------------------


def test_the_matters_of_all_files_are_read_in_order(tmp_path: Path):
    folder = curated(tmp_path)
    shutil.rmtree(folder / "matters")
    (folder / "matters").mkdir()
    entry = "- {{id: {}, title: 身份证, audience: resident, terms: [身份证], refs: [duties/4/11]}}\n"
    (folder / "matters" / "b.yml").write_text(entry.format("third"), encoding="utf-8")
    (folder / "matters" / "a.yml").write_text(entry.format("first") + entry.format("second"), encoding="utf-8")

    matters = read_curation(folder).matters

    assert [matter.id for matter in matters] == ["first", "second", "third"]
    assert matters[0].terms == ("身份证",)
    assert (matters[0].refs, matters[0].related, matters[0].supervision, matters[0].gap) == (
        ("duties/4/11",),
        (),
        None,
        "",
    )


def test_a_law_change_has_the_date_of_its_file_unless_it_has_its_own(tmp_path: Path):
    folder = curated(
        tmp_path,
        laws="""\
as_of: 2026-11-01
verified: false
changes:
  - {titles: [甲法], change: 修改, source: 公报}
  - {titles: [乙法], change: 废止, source: 公报, as_of: 2020-01-02, verified: true}
""",
    )

    first, second = read_curation(folder).law_changes

    assert (first.titles, first.as_of, first.verified) == (("甲法",), date(2026, 11, 1), False)
    assert (second.titles, second.as_of, second.verified) == (("乙法",), date(2020, 1, 2), True)


def test_an_entry_cannot_be_changed_by_accident():
    matter = read_curation().matters[0]

    with pytest.raises(TypeError):
        matter.title = "别的"


# --- parts of a row ------------------------------------------------------------------


def test_a_part_is_cut_out_of_the_row():
    text = "负责生产。商务局负责进口。司法局负责公证。"

    assert Part(department="安监局", ends="商务局负责").of(text) == "负责生产。"
    assert Part(department="商务局", starts="负责进口", ends="司法局").of(text) == "负责进口。"
    assert Part(department="司法局", starts="负责公证").of(text) == "负责公证。"
    assert Part(department="公安局").of(text) == text


@pytest.mark.parametrize("marks", [{"starts": "负责出口"}, {"ends": "财政局"}, {"starts": "司法局", "ends": "商务局"}])
def test_a_part_whose_marks_are_not_in_the_row_is_an_error(marks: dict[str, str]):
    with pytest.raises(ValueError):
        Part(department="商务局", **marks).of("负责生产。商务局负责进口。司法局负责公证。")


# --- what is wrong with a file ---------------------------------------------------------


def test_an_unknown_field_is_named_with_its_file_and_entry(tmp_path: Path):
    folder = curated(
        tmp_path,
        flags="""\
- {ref: boundaries/7/5, kind: misplaced, reason: 误植}
- {ref: boundaries/9/2, kind: typo, reason: 错字, colour: red}
""",
    )

    assert complaint(folder) == (
        f"{folder / 'flags.yml'}：第2条（boundaries/9/2）的colour不对：extra fields not permitted"
    )


def test_a_matter_without_refs_is_named_with_its_file_and_entry(tmp_path: Path):
    folder = curated(tmp_path)
    file = folder / "matters" / "bureau.yml"
    file.write_text(
        "- {id: bureau, title: 县公安局, audience: resident, terms: [公安局], refs: []}\n", encoding="utf-8"
    )

    assert complaint(folder) == f"{file}：第1条（bureau）的refs不对：事项没有可以回答的条目（refs为空）"


@pytest.mark.parametrize(
    ("file", "content", "reason"),
    [
        ("flags", "- {ref: duties/1/1, kind: funny, reason: 好笑}", "第1条（duties/1/1）的kind不对"),
        ("flags", "- {ref: duties/1/1, kind: hidden, reason: 甲, parts: [{starts: 乙}]}", "的parts.0.department不对"),
        ("flags", "- duties/1/1", "第1条的__root__不对"),
        ("emergency", "- {title: 火警}", "第1条的number不对：field required"),
        ("names", "units: [{name: 户政科, other: []}]", "第1条（户政科）的id不对：field required"),
        ("names", "departments: [{name: 教育局}]", "第1条（教育局）的other不对：field required"),
        ("names", "units: []\ndepartments: []", "第1条的source不对：field required"),
        ("laws", "changes: [{titles: [甲法], change: 修改, source: 公报}]", "第1条的as_of不对"),
    ],
)
def test_a_wrong_entry_is_named_with_its_file(tmp_path: Path, file: str, content: str, reason: str):
    folder = curated(tmp_path, **{file: content})

    told = complaint(folder)

    assert told.startswith(f"{folder / file}.yml：第1条")
    assert reason in told


@pytest.mark.parametrize("file", ["flags", "names", "laws", "emergency"])
def test_bad_yaml_is_named_with_its_file_and_line(tmp_path: Path, file: str):
    folder = curated(tmp_path, **{file: "- 甲\n- [乙\n"})

    told = complaint(folder)

    assert told.startswith(f"{folder / file}.yml：不是有效的YAML（")
    assert "line 3" in told


@pytest.mark.parametrize(
    ("file", "content", "reason"),
    [
        ("flags", "", "内容应为一张列表"),
        ("emergency", "number: 110", "内容应为一张列表"),
        ("names", "", "内容应为名称与内容的对照"),
        ("laws", "- 甲法", "内容应为名称与内容的对照"),
        ("names", "units:", "UnitNames各条应为一张列表"),
        ("laws", "changes: 甲法", "LawChange各条应为一张列表"),
        ("flags", "- 误植".encode("gb18030"), "不是UTF-8编码"),
    ],
)
def test_a_file_of_another_shape_is_named(tmp_path: Path, file: str, content: str | bytes, reason: str):
    folder = curated(tmp_path, **{file: content})

    assert complaint(folder) == f"{folder / file}.yml：{reason}"


@pytest.mark.parametrize("file", ["flags", "names", "laws", "emergency"])
def test_a_missing_file_is_named(tmp_path: Path, file: str):
    folder = curated(tmp_path)
    (folder / f"{file}.yml").unlink()

    assert complaint(folder) == f"{folder / file}.yml：无法读取（No such file or directory）"
