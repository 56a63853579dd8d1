"""A model of the register as a value, and as rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, Optional

from sqlalchemy import func, select
from sqlalchemy.engine import Row
from sqlalchemy.sql import Select

from bot.models.comparison import Comparison
from bot.schema import model as t
from bot.schema import model_switch as switches
from knowledge.staff import BEIJING

STATES = {
    "candidate": "可以上线",
    "live": "在用",
    "former": "用过",
    "refused": "没有过关",
    "failed": "训练失败",
}


@dataclass(frozen=True)
class Model:
    """``who`` had it trained, and ``why``; ``comparison`` is None where it was never held against another.

    ``fault``: why the training failed. ``live_at``, ``live_by``, ``live_why``: when it last went live, in whose
    name. ``kept``: its file is still there. Times in UTC.
    """

    version: str
    trained_at: datetime
    data_version: str
    comparison: Optional[Comparison]
    who: str
    why: str
    state: str
    fault: str
    overruled_by: str
    overrule_reason: str
    live_at: Optional[datetime]
    live_by: str
    live_why: str
    kept: bool

    @property
    def local_time(self) -> datetime:
        return self.trained_at.astimezone(BEIJING)


def query() -> Select:
    """Every model with its latest switch, for ``model_of``."""
    latest = select(func.max(switches.c.id)).group_by(switches.c.version)
    last = select(switches).where(switches.c.id.in_(latest)).subquery()
    return select(t, last.c.at.label("live_at"), last.c.who.label("live_by"), last.c.why.label("live_why")).select_from(
        t.outerjoin(last, last.c.version == t.c.version)
    )


def model_of(row: Row, kept: bool) -> Model:
    return Model(
        version=row.version,
        trained_at=_time(row.trained_at),
        data_version=row.data_version,
        comparison=Comparison.parse_raw(row.comparison) if row.comparison else None,
        who=row.who,
        why=row.why,
        state=row.state,
        fault=row.fault,
        overruled_by=row.overruled_by,
        overrule_reason=row.overrule_reason,
        live_at=_time(row.live_at) if row.live_at else None,
        live_by=row.live_by or "",
        live_why=row.live_why or "",
        kept=kept,
    )


def row_of(
    version: str,
    trained_at: float,
    data_version: str,
    who: str,
    why: str,
    state: str,
    comparison: Optional[Comparison] = None,
    fault: str = "",
) -> dict[str, Any]:
    return {
        "version": version,
        "trained_at": trained_at,
        "data_version": data_version,
        "comparison": comparison.json(ensure_ascii=False) if comparison else "",
        "who": who,
        "why": why,
        "state": state,
        "fault": fault,
        "overruled_by": "",
        "overrule_reason": "",
    }


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, timezone.utc)
