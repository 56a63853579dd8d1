"""What a changed value must look like; each rule tells in one line what is wrong."""

from __future__ import annotations

import re
import unicodedata

from knowledge.query import Knowledge
from knowledge.staff import FIELDS, EditError, joined
from knowledge.text import fold

FIELDS_OF = {"unit": tuple(FIELDS), "matter": ("note", "other_names"), "department": ("note", "other_names")}
_LONGEST = {"phone": 60, "address": 100, "hours": 100, "note": 300}  # characters
_SHORTEST_NAME, _LONGEST_NAME, _MOST_NAMES = 2, 20, 20
_SUBJECT = {"unit": "科室", "matter": "事项", "department": "部门"}
_UNSEEN = ("Cc", "Cf", "Cs")  # controls, marks of direction, halves of characters
_DASHES = re.compile("[‐-―−﹣－~～]")
_SEPARATORS = re.compile(r"[、，,；;/\n]+")
_NUMBER = re.compile(
    r"(?:0\d{2,3}[2-9]\d{6,7}"  # with area code
    r"|[2-9]\d{6,7}"  # local
    r"|1[3-9]\d{9}"  # mobile
    r"|[48]00\d{7}"
    r"|1\d{2}|1[02]\d{3}|9[56]\d{3,4})"  # 110, 12345, 96110
    r"(?:转\d{1,6})?"
)


def checked(knowledge: Knowledge, kind: str, subject: str, field: str, new: str) -> str:
    """Return ``new`` as it is stored. EditError for an unknown subject or field, or a value against the rules."""
    check_subject(knowledge, kind, subject)
    if field not in FIELDS_OF[kind]:
        raise EditError(f"{_SUBJECT[kind]}没有“{FIELDS.get(field, field)}”这一项")
    if field == "other_names":
        return _other_names(knowledge, kind, subject, new)
    value = _phones(new) if field == "phone" else clean(new)
    if len(value) > _LONGEST[field]:
        raise EditError(f"{FIELDS[field]}最多{_LONGEST[field]}个字，现在有{len(value)}个")
    return value


def check_subject(knowledge: Knowledge, kind: str, subject: str) -> None:
    """EditError unless the knowledge holds such a subject, named as ``Edit`` asks."""
    known = {
        "unit": lambda: subject in knowledge.document.units,
        "matter": lambda: subject in knowledge.matters,
        "department": lambda: knowledge.department_names.get(subject) == subject,
    }
    if kind not in known:
        raise EditError(f"“{kind}”不是可以改的东西：只有{'、'.join(_SUBJECT.values())}")
    if not known[kind]():
        called = "编号" if kind == "matter" else "文件中的名称"
        raise EditError(f"没有“{clean(subject)[:20]}”这个{_SUBJECT[kind]}，请用{called}")
    if kind == "matter" and subject in knowledge.unit_matter_ids:
        raise EditError(f"“{knowledge.matters[subject].title}”是科室，请在科室里改")


def clean(text: str) -> str:
    """Return ``text`` as one line without anything that cannot be seen."""
    seen = (" " if c.isspace() else c for c in text if c.isspace() or _is_seen(c))
    return " ".join("".join(seen).split())


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in _UNSEEN and character not in "\ufffe\uffff"


def _phones(text: str) -> str:
    """Return the phone or phones in one spelling: ``（0319）7722206`` → ``0319-7722206``."""
    narrow = _DASHES.sub("-", unicodedata.normalize("NFKC", text))
    return joined(_phone(part) for part in map(clean, _SEPARATORS.split(narrow)) if part)


def _phone(text: str) -> str:
    grouped = re.sub(r"[\s()]+", "-", text.removeprefix("+86")).replace("-转-", "转").strip("-")
    spelled = re.sub("-+", "-", grouped)
    if not _NUMBER.fullmatch(spelled.replace("-", "")):
        raise EditError(f"“{text[:20]}”不像电话号码（写作0319-7722206、13912345678、110，分机写作7722206转8012）")
    return spelled


def _other_names(knowledge: Knowledge, kind: str, subject: str, new: str) -> str:
    names = tuple(dict.fromkeys(filter(None, map(clean, _SEPARATORS.split(new)))))
    if len(names) > _MOST_NAMES:
        raise EditError(f"别名最多{_MOST_NAMES}个，现在有{len(names)}个")
    meanings = _meanings(knowledge)
    for name in names:
        if not _SHORTEST_NAME <= len(fold(name)) <= _LONGEST_NAME:
            raise EditError(f"别名“{name[:20]}”应有{_SHORTEST_NAME}到{_LONGEST_NAME}个字")
        if fold(name).isdigit():
            raise EditError(f"别名“{name}”只有数字，会和电话、门牌相混")
        others = [meaning for meaning in meanings.get(fold(name), ()) if meaning[:2] != (kind, subject)]
        if others:
            meant, _, title = others[0]
            raise EditError(f"别名“{name}”已经指{_SUBJECT[meant]}“{title}”")
    return joined(names)


def _meanings(knowledge: Knowledge) -> dict[str, list[tuple[str, str, str]]]:
    """Every name in use, folded, with what it means: kind, subject, and the subject's title."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for name, unit in knowledge.unit_names.items():
        found.setdefault(fold(name), []).append(("unit", unit, unit))
    for name, department in knowledge.department_names.items():
        found.setdefault(fold(name), []).append(("department", department, department))
    for matter in knowledge.matters.values():
        if matter.id not in knowledge.unit_matter_ids:
            for name in (matter.title, *matter.terms):
                found.setdefault(fold(name), []).append(("matter", matter.id, matter.title))
    return found
