"""Does the knowledge add up? Counts, flags, and everything that no answer or no matter covers."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.query import Knowledge


@dataclass(frozen=True)
class Report:
    """``faults`` empty means that the knowledge can go live."""

    counts: dict[str, int]
    flags: tuple[str, ...]
    uncovered: tuple[str, ...]
    faults: tuple[str, ...]


def check(knowledge: Knowledge) -> Report:
    document = knowledge.document
    counts = {
        "部门职责（行）": len(document.duties),
        "责任科室": len(document.units),
        "边界分工（行）": len(document.boundary_rows),
        "边界事项": len(document.boundaries),
        "公共服务事项": len(document.services),
        "监管制度": len(document.regimes),
        "监管条款": sum(len(regime.clauses) for regime in document.regimes),
        "数字事实": len(document.figures),
        "法律引用": len(document.citations),
        "事项": len(knowledge.curation.matters),
    }
    flags = tuple(f"{flag.ref}｜{flag.kind}｜{flag.reason}" for flag in knowledge.curation.flags)
    uncovered = tuple(_uncovered(knowledge))
    return Report(counts, flags, uncovered, tuple(_faults(knowledge)) + uncovered)


def _uncovered(knowledge: Knowledge) -> list[str]:
    """Rows that no matter answers with, unless they are flagged as misplaced."""
    answered = {
        ref
        for matter in knowledge.curation.matters
        for ref in (*matter.refs, *matter.related, matter.supervision or "")
    }
    found = []
    for row in knowledge.document.rows():
        boundary = knowledge.boundary(row.ref)
        covered = row.ref in answered or (boundary is not None and boundary.ref in answered)
        misplaced = any(flag.kind == "misplaced" for flag in knowledge.flags(row.ref))
        if not covered and not misplaced:
            found.append(f"{row.ref}：没有任何事项引用这一行")
    return found


def _faults(knowledge: Knowledge) -> list[str]:
    faults: list[str] = []
    seen: set[str] = set()
    for matter in knowledge.matters.values():
        if not matter.refs:
            faults.append(f"事项{matter.id}：没有可以回答的条目")
        for ref in (*matter.refs, *matter.related, *([matter.supervision] if matter.supervision else [])):
            if ref not in knowledge.places:
                faults.append(f"事项{matter.id}：文件中没有{ref}")
    for matter in knowledge.curation.matters:
        if matter.id in seen:
            faults.append(f"事项{matter.id}：编号重复")
        seen.add(matter.id)
    faults += _name_faults(knowledge) + _flag_faults(knowledge)
    return faults


def _name_faults(knowledge: Knowledge) -> list[str]:
    faults = []
    document = knowledge.document
    curated_units = {unit.name for unit in knowledge.curation.units}
    for name in document.units:
        if name not in curated_units:
            faults.append(f"科室“{name}”不在校注的名称表中")
    for name in curated_units - set(document.units):
        faults.append(f"校注的科室“{name}”不在文件中")
    printed = {row.department for row in document.boundary_rows}
    for department in knowledge.curation.departments:
        if department.name not in printed and not department.hidden:
            faults.append(f"校注的部门“{department.name}”不在文件中")
    for name in printed - set(knowledge.department_names):
        faults.append(f"部门“{name}”不在校注的名称表中")
    for service in document.services:
        if service.unit not in knowledge.unit_names:
            faults.append(f"{service.ref}：承办科室“{service.unit}”不在名称表中")
    return faults


def _flag_faults(knowledge: Knowledge) -> list[str]:
    faults = []
    rows = {row.ref: row for row in knowledge.document.boundary_rows}
    for flag in knowledge.curation.flags:
        if flag.ref not in knowledge.places:
            faults.append(f"校注：文件中没有{flag.ref}")
        for part in flag.parts:
            if part.department not in knowledge.department_names:
                faults.append(f"校注{flag.ref}：部门“{part.department}”不在名称表中")
            try:
                part.of(rows[flag.ref].text if flag.ref in rows else "")
            except ValueError:
                faults.append(f"校注{flag.ref}：原文中找不到“{part.starts or part.ends}”")
    return faults
