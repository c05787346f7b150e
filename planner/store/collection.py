"""The records of one kind inside a unit of work: asked by key and by query, added, and changed by setting their fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, func, or_, select

from planner.errors import NotFound
from planner.schema.fields import Text
from planner.schema.query import Query
from planner.schema.record import Record, fields_of
from planner.schema.text import folded
from planner.store import rows
from planner.store.finding import searchable, sound
from planner.store.tables import TABLES

if TYPE_CHECKING:
    from planner.store.unit import Unit

R = TypeVar("R", bound=Record)
EVERYTHING = Query()


class Collection(Generic[R]):
    """What `unit.of(record)` gives. Records that come out of a changing unit are watched: setting a field is the change."""

    def __init__(self, unit: Unit, record: type[R]) -> None:
        self._unit = unit
        self._session = unit.session
        self._record = record
        self._table = TABLES[record]
        self._fields = fields_of(record)

    def add(self, thing: R) -> None:
        """A new record, watched from now on."""
        self._unit.place(thing, searchable(thing))
        self._session.add(thing)

    def add_all(self, things: Sequence[R]) -> None:
        """Many new records at once; they are not watched afterwards."""
        self._unit.put(self._record, things)

    def get(self, key: str) -> R:
        """Raises NotFound."""
        found = self._session.get(self._record, key)
        if found is None:
            raise NotFound(kind=self._record.kind, key=key, label=self._record.label)
        return found

    def many(self, keys: Sequence[str]) -> list[R]:
        """The records of these keys in their order, removed ones too; keys that are not there are left out."""
        found: dict[str, R] = {}
        for batch in rows.batches(keys):
            found |= {thing.id: thing for thing in self._session.scalars(select(self._record).where(self._table.c.id.in_(batch)))}
        return [found[key] for key in keys if key in found]

    def find(self, query: Query = EVERYTHING) -> list[R]:
        if self._by_sound(query):
            return self.many(self.keys(query))
        return list(self._session.scalars(self._ordered(self._asked(select(self._record), query), query)))

    def keys(self, query: Query = EVERYTHING) -> list[str]:
        """The keys in the order of the query; Chinese text is ordered by pinyin here, for no database does."""
        if not self._by_sound(query):
            return list(self._session.scalars(self._ordered(self._asked(select(self._table.c.id), query), query)))
        columns = (self._table.c.id, self._table.c[query.order], self._table.c.seq)
        found = [(sound(text), place if not query.descending else -place, key, text is None)
                 for key, text, place in self._session.execute(self._asked(select(*columns), query))]
        filled = sorted((row for row in found if not row[3]), reverse=query.descending)
        return [row[2] for row in (*filled, *sorted((row for row in found if row[3]), key=lambda row: row[1]))]

    def count(self, query: Query = EVERYTHING) -> int:
        return self._session.scalar(self._asked(select(func.count()).select_from(self._table), query)) or 0

    def groups(self, field: str, query: Query = EVERYTHING) -> dict[Any, int]:
        """Plain value of a field -> how many records have it."""
        column, kind = self._table.c[field], self._fields[field]
        counted = self._session.execute(self._asked(select(column, func.count()).group_by(column), query))
        return {_hashable(kind.plain(value)): count for value, count in counted}

    def values(self, query: Query, fields: Sequence[str]) -> list[tuple[Any, ...]]:
        """Some fields of the records, as meant, in the order of creation unless the query says otherwise."""
        columns = [self._table.c[name] for name in fields]
        if not self._by_sound(query):
            return [tuple(row) for row in self._session.execute(self._ordered(self._asked(select(*columns), query), query))]
        by_key = {row[0]: tuple(row[1:]) for row in self._session.execute(self._asked(select(self._table.c.id, *columns), query))}
        return [by_key[key] for key in self.keys(query)]

    def _by_sound(self, query: Query) -> bool:
        return isinstance(self._fields.get(query.order), Text)

    def _asked(self, statement: Select[Any], query: Query) -> Select[Any]:
        gone = self._table.c.removed
        statement = statement.where(gone.is_not(None) if query.removed else gone.is_(None))
        for name, values in query.where.items():
            statement = statement.where(self._one_of(name, values))
        for word in query.search.split():
            statement = statement.where(self._table.c.searchable.contains(folded(word), autoescape=True))
        return statement

    def _one_of(self, name: str, values: Sequence[Any]) -> ColumnElement[bool]:
        column = self._table.c[name]
        meant = [value if name == "id" else self._fields[name].revive(value) for value in values if value is not None]
        tests: list[ColumnElement[bool]] = [column.in_(meant)] if meant or not values else []
        return or_(*tests, column.is_(None)) if None in values else or_(*tests)

    def _ordered(self, statement: Select[Any], query: Query) -> Select[Any]:
        place = self._table.c.seq
        if not query.order:
            return statement.order_by(place.desc() if query.descending else place)
        column = self._table.c[query.order]
        return statement.order_by(column.is_(None), column.desc() if query.descending else column, place)


def _hashable(plain: Any) -> Any:
    return tuple(plain) if isinstance(plain, list) else plain
