"""The log of what staff change: who changed what and when, with the way back. Every change is live at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime, timezone
from typing import NamedTuple, Optional

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import Select

from knowledge import schema as t
from knowledge.edit_rules import FIELDS_OF, checked
from knowledge.query import Knowledge
from knowledge.staff import FIELDS, SUBJECTS, Edit, EditError, Key
from knowledge.store import Store, read_all
from knowledge.store_reading import as_edit, read_values
from knowledge.store_writing import raise_revision

__all__ = ["FIELDS", "FIELDS_OF", "SUBJECTS", "Edit", "EditError", "Edits", "Wish"]

_LARGEST_ID = 2**31 - 1  # that a database's Integer can be asked for


class Wish(NamedTuple):
    """A change that somebody wants; ``expected_old`` is the value that they saw when they wanted it."""

    subject_kind: str
    subject: str
    field: str
    new: str
    expected_old: Optional[str] = None


class Edits:
    """Changes of one document's contacts, notes and other names. All raise StoreError where the store fails."""

    def __init__(self, store: Store, document_id: str) -> None:
        self._store = store
        self._document_id = document_id

    def change(
        self, who: str, subject_kind: str, subject: str, field: str, new: str, expected_old: Optional[str] = None
    ) -> Optional[Edit]:
        """Give a field a new value, an empty one to remove it; None where it has that value already.

        EditError where the value is against the rules, or is no longer ``expected_old``.
        """
        made = self.change_all(who, [Wish(subject_kind, subject, field, new, expected_old)])
        return made[0] if made else None

    def change_all(self, who: str, wishes: Iterable[Wish]) -> tuple[Edit, ...]:
        """Make several changes, or, where one of them cannot be made (EditError), none."""
        made: list[Edit] = []
        with self._store.writing() as connection:
            document, curation, values = read_all(connection, self._document_id)
            for wish in wishes:
                key = wish[:3]
                present = values.get(key)
                old = present.new if present else ""
                new = checked(Knowledge(document, curation, values), *key, wish.new)
                if wish.expected_old not in (None, old):
                    raise EditError(f"{FIELDS[wish.field]}在您看过之后{_told(present)}，请看过再改")
                if new != old:
                    made.append(self._write(connection, who, key, old, new))
                    values[key] = made[-1]
            if made:
                raise_revision(connection)
        return tuple(made)

    def undo(self, edit_id: int, who: str) -> Edit:
        """Put a field back to what it was before an edit. EditError where it was changed again since."""
        with self._store.writing() as connection:
            document, curation, values = read_all(connection, self._document_id)
            query = self._log().where(t.edit.c.id == edit_id)
            found = connection.execute(query).one_or_none() if 0 < edit_id <= _LARGEST_ID else None
            if found is None:
                raise EditError(f"没有第{edit_id}号修改")
            undone = as_edit(found)
            key = (undone.subject_kind, undone.subject, undone.field)
            if values[key].id != edit_id:
                raise EditError(f"{FIELDS[undone.field]}在这次修改之后{_told(values[key])}，不能撤销")
            old = checked(Knowledge(document, curation, values), *key, undone.old)
            made = self._write(connection, who, key, undone.new, old, undoes=edit_id)
            raise_revision(connection)
        return made

    def history(self, limit: int = 100, subject: Optional[str] = None) -> tuple[Edit, ...]:
        """Return the last edits, newest first; of one subject where it is given."""
        query = self._log().order_by(t.edit.c.id.desc()).limit(limit)
        if subject is not None:
            query = query.where(t.edit.c.subject == subject)
        with self._store.reading() as connection:
            return tuple(map(as_edit, connection.execute(query)))

    def values(self) -> dict[Key, Edit]:
        """Return the last edit of each field that was ever changed; an empty ``new`` there means removed."""
        with self._store.reading() as connection:
            return read_values(connection, self._document_id)

    def _log(self) -> Select:
        return select(t.edit).where(t.edit.c.document == self._document_id)

    def _write(
        self, connection: Connection, who: str, key: Key, old: str, new: str, undoes: Optional[int] = None
    ) -> Edit:
        edit = Edit(0, datetime.now(timezone.utc), who, *key, old, new, undoes)
        columns = asdict(edit) | {"document": self._document_id, "at": edit.at.replace(tzinfo=None)}
        del columns["id"]
        (number,) = connection.execute(insert(t.edit).values(columns)).inserted_primary_key
        return replace(edit, id=number)


def _told(edit: Optional[Edit]) -> str:
    """What became of a field, for somebody who expected something else there."""
    if edit is None:
        return "没有了"
    became = f"改为“{edit.new}”" if edit.new else "清空"
    return f"已由{edit.who}于{edit.local_time:%Y-%m-%d %H:%M}{became}"
