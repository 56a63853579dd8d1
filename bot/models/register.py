"""Which models there are, where each came from, how it was judged, and which one answers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Optional

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection, Row
from sqlalchemy.exc import SQLAlchemyError

from bot.database import Database, DatabaseError
from bot.models.comparison import Comparison
from bot.models.folder import ModelFolder, version_of
from bot.models.model import Model, model_of, query, row_of
from bot.schema import model as t
from bot.schema import model_switch as switches
from knowledge.engine import first_line

_FOUND = "登记时已经在用"
_KEPT = 5  # files of former models, and of those that never went live


class ModelError(Exception):
    """A model cannot be used as wanted: one clear line."""


class GateRefused(ModelError):
    """The gate does not let a model go live; who may overrule it can, with a reason."""


class Register:
    """``live``: the link to the model that answers (``Settings.model``).

    What the link says holds, also where a crash kept it from being written
    down: ``settle`` makes the register agree. Calls block; they raise ModelError,
    DatabaseError and OSError.
    """

    def __init__(self, live: Path, database: Database, now: Callable[[], float] = time.time) -> None:
        self.folder = ModelFolder(live)
        self._database = database
        self._now = now

    @classmethod
    def open(cls, live: Path, database: Database) -> Register:
        """The register with its tables up to date and in agreement with the files."""
        database.upgrade()
        register = cls(live, database)
        register.settle()
        return register

    def all(self) -> tuple[Model, ...]:
        """Newest first."""
        with self._database.engine.connect() as connection:
            return tuple(map(self._model, connection.execute(query().order_by(t.c.trained_at.desc()))))

    def get(self, version: str) -> Model:
        with self._database.engine.connect() as connection:
            row = connection.execute(query().where(t.c.version == version)).one_or_none()
        if row is None:
            raise ModelError(f"没有“{version}”这个模型")
        return self._model(row)

    def live(self) -> Optional[Model]:
        """The model that answers."""
        return next((model for model in self.all() if model.state == "live"), None)

    def former(self) -> Model:
        """The model that a roll back returns to: the one that answered before."""
        formers = [model for model in self.all() if model.state == "former" and model.kept and model.live_at]
        if not formers:
            raise ModelError("没有上一个模型可以换回")
        return max(formers, key=lambda model: model.live_at or model.trained_at)

    def add(self, file: Path, data_version: str, who: str, why: str, comparison: Optional[Comparison]) -> Model:
        """Take ``file`` into the folder, as a candidate or, by its comparison, as refused."""
        state = "candidate" if comparison is None or comparison.passed else "refused"
        with self.folder.alone():
            # The row comes first: a row without a file is seen, a file without a row would lie there for ever.
            version = self._insert(data_version, who, why, state=state, comparison=comparison)
            file.replace(self.folder.file(version))
            self._tidy()
        return self.get(version)

    def add_failed(self, data_version: str, who: str, why: str, fault: str) -> None:
        """Write down a training that gave no model."""
        self._insert(data_version, who, why, state="failed", fault=fault)

    def check(self, version: str, overruled: bool = False) -> Model:
        """The model, if it may go live. GateRefused where that must be overruled, ModelError where nothing helps."""
        model = self.get(version)
        if model.state == "live":
            raise ModelError(f"{version}正在用着")
        if model.state == "failed":
            raise ModelError(f"{version}训练失败，没有模型可用：{model.fault}")
        if not model.kept:
            raise ModelError(f"{version}的文件已经删除，不能再用")
        if not overruled:
            self._check_gate(model)
        return model

    def _check_gate(self, model: Model) -> None:
        if model.state == "refused" and model.comparison:
            raise GateRefused(f"{model.version}没有过关：{'；'.join(model.comparison.reasons)}")
        live = self.live()
        against = model.comparison.against if model.comparison else ""
        if model.state == "candidate" and live and against != live.version:
            raise GateRefused(f"{model.version}没有和正在用的{live.version}比过，请重新训练")

    def go_live(self, version: str, who: str, why: str, overrule_reason: str = "") -> Model:
        """Point the link at a model that may go live, and write down who did it. ``check`` says who may."""
        with self.folder.alone():
            self.check(version, bool(overrule_reason))
            before = self.folder.live()
            overruled = {"overruled_by": who, "overrule_reason": overrule_reason} if overrule_reason else {}
            try:
                with self._writing() as connection:
                    self._make_live(connection, version, who, why, overruled)
                    self.folder.point_to(version)
            except Exception:
                if before and self.folder.live() != before:
                    self.folder.point_to(before)
                raise
            self._tidy()
        return self.get(version)

    def settle(self) -> None:
        """Write down which model answers, whatever the register said before."""
        with self.folder.alone():
            self.folder.adopt()
            answers = self.folder.live()
            with self._writing() as connection:
                known = connection.scalar(select(t.c.state).where(t.c.version == answers))
                if not answers:
                    connection.execute(update(t).where(t.c.state == "live").values(state="former"))
                elif known is None:
                    trained_at = self.folder.file(answers).stat().st_mtime
                    connection.execute(insert(t).values(row_of(answers, trained_at, "", "", _FOUND, "candidate")))
                if answers and known != "live":
                    self._make_live(connection, answers, "", _FOUND, {})

    def _make_live(
        self, connection: Connection, version: str, who: str, why: str, overruled: Mapping[str, str]
    ) -> None:
        connection.execute(update(t).where(t.c.state == "live").values(state="former"))
        connection.execute(update(t).where(t.c.version == version).values(state="live", **overruled))
        connection.execute(insert(switches).values(at=self._now(), version=version, who=who, why=why))

    def _insert(self, data_version: str, who: str, why: str, state: str, **more: Any) -> str:
        at = self._now()
        with self._writing() as connection:
            while connection.scalar(select(t.c.version).where(t.c.version == version_of(at, data_version))):
                at += 1  # the second is in the name
            version = version_of(at, data_version)
            connection.execute(insert(t).values(row_of(version, at, data_version, who, why, state, **more)))
        return version

    def _tidy(self) -> None:
        """Delete the files of all but the latest models; what is written down of them stays."""
        models = [model for model in self.all() if model.kept]
        formers = sorted((m for m in models if m.state == "former"), key=lambda m: m.live_at or m.trained_at)
        never_live = sorted((m for m in models if m.state in ("candidate", "refused")), key=lambda m: m.trained_at)
        for model in (*formers[:-_KEPT], *never_live[:-_KEPT]):
            self.folder.delete(model.version)

    def _model(self, row: Row) -> Model:
        return model_of(row, kept=self.folder.file(row.version).exists())

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with self._database.engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise DatabaseError(f"模型登记簿无法写入：{first_line(error)}") from error
