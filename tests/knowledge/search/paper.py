"""A document and a curated layer small enough to be read in one look."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.curation import Curation, DepartmentNames, Matter, NowCalled, UnitNames
from knowledge.document import (
    BoundaryMatter,
    BoundaryRow,
    Citation,
    Clause,
    Document,
    DutyRow,
    Figure,
    Regime,
    Section,
    Service,
)
from knowledge.query import Knowledge
from knowledge.search.entry import Entry

DOCUMENT = Document(
    id="small",
    title="某局",
    checksum="",
    duties=(
        DutyRow("duties/1/1", 1, 1, 1, 1, "管理户籍和机要通讯。", "核准身份证。", "户政科"),
        DutyRow("duties/1/2", 2, 2, 1, 2, "管理户籍和机要通讯。", "审批旅馆。", "治安大队"),
    ),
    boundaries=(
        BoundaryMatter(
            "boundaries/1", 3, 4, 1, "犬类管理", "《养犬条例》", "", (
                BoundaryRow("boundaries/1/1", 3, 3, 1, 1, "公安局", "查处犬吠。"),
                BoundaryRow("boundaries/1/2", 4, 4, 1, 2, "农业局", "犬只防疫。"),
            )
        ),
    ),
    services=(Service("services/1", 5, 5, 1, "宣传日", "讲解户籍。", "户政科", "7700000"),),
    regimes=(
        Regime("supervision/1", 6, 9, 1, "旅馆监管", "为了安全。", (
            Section(1, "检查指标", (Clause("supervision/1/1/1", 7, 7, "1、", "", "每月不少于1次。", ("指标",)),)),
        )),
    ),
    figures=(
        Figure("supervision/1/1/1", "frequency", "每月不少于1次"),
        Figure("supervision/1/1/1", "frequency", "每月不少于1次"),
        Figure("boundaries/1", "law", "第7号"),
    ),
    citations=(Citation("boundaries/1", "养犬条例", "省令第7号"), Citation("supervision/1", "旅馆办法")),
)  # fmt: skip

CURATED = {
    "matters": (
        Matter(id="id_card", title="身份证办理", audience="resident", terms=("身份证",), refs=("duties/1/1",)),
        Matter(id="barking", title="犬吠扰民", audience="resident", terms=("狗叫",), refs=("boundaries/1/1",)),
        Matter(id="vaccine", title="犬只防疫", audience="business", terms=("狗疫苗",), refs=("boundaries/1/2",)),
        Matter(
            id="hotel",
            title="旅馆检查",
            audience="business",
            terms=("旅馆", "宾馆"),
            refs=("supervision/1",),
            supervision="supervision/1",
        ),
    ),
    "units": (
        UnitNames(id="unit_household", name="户政科", other=("户籍科",)),
        UnitNames(id="unit_order", name="治安大队", other=()),
    ),
    "departments": (
        DepartmentNames(name="公安局", other=()),
        DepartmentNames(
            name="农业局", other=("农牧局",), now=NowCalled(name="农业农村局", other=("农村局",), reason="改革")
        ),
    ),
    "flags": (),
}


def small(curation: Curation) -> Knowledge:
    return Knowledge(DOCUMENT, curation.copy(update=CURATED))


def named(entries: Iterable[Entry]) -> dict[str, Entry]:
    """The entries by kind and key."""
    return {f"{entry.kind}:{entry.key}": entry for entry in entries}


def weights(entry: Entry) -> dict[str, float]:
    """Each text by which the entry is found, and the most that it is worth."""
    found: dict[str, float] = {}
    for field in entry.fields:
        found[field.text] = max(field.weight, found.get(field.text, 0))
    return found
