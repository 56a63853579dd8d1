import csv
from pathlib import Path

from bot.evaluation.report import latency_rows, write_report
from knowledge.query import Knowledge
from tests.bot.evaluation.played import played


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_a_report_holds_figures_pictures_and_what_was_misjudged(tmp_path: Path, knowledge: Knowledge) -> None:
    (tmp_path / "misjudged_talk.csv").write_text("of an earlier run")
    turns = [
        played(matter="resident_id_card", refs=["duties/4/11"]),
        played(id="Q-2", text="狗叫", matter="theft", refs=["duties/3/5"], right=False),
        played("out_of_scope", "out_of_scope", gold=()),
    ]
    write_report(tmp_path, turns, [0.004, 0.006], knowledge)

    figures = {row["measure"]: row["rate"] for row in rows(tmp_path / "measures.csv")}
    assert figures == {
        "facts": "0.5000",
        "found": "0.5000",
        "refused": "1.0000",
        "wrongly_refused": "0.0000",
        "all": "0.6667",
    }
    assert [(row["id"], row["said"], row["matter"]) for row in rows(tmp_path / "misjudged_matter.csv")] == [
        ("Q-2", "狗叫", "theft")
    ]
    matters = {row["matter"]: row for row in rows(tmp_path / "matters.csv")}
    assert (matters["theft"]["answered"], matters["theft"]["precision"]) == ("1", "0.000")
    for picture in ("confusion.png", "reliability.png"):
        assert (tmp_path / picture).read_bytes().startswith(b"\x89PNG")
    assert not (tmp_path / "misjudged_talk.csv").exists()


def test_latency_is_told_by_its_middle_and_its_slow_end() -> None:
    assert latency_rows([played(), played()], [n / 1000 for n in range(1, 101)]) == [
        ("parse", 100, "51.0", "96.0"),
        ("turn", 2, "10.0", "10.0"),
    ]
