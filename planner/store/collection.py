"""The records of one kind inside a unit of work: asked by key and by query, added, and changed by setting their fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from planner.errors import NotFound
from planner.schema.fields import Text
from planner.schema.query import Query
from planner.schema.record import Record
from planner.store import asking, phrases
from planner.store.finding import sound
from planner.store.shape import shape_of

if TYPE_CHECKING:
    from planner.store.unit import Unit

R = TypeVar("R", bound=Record)
EVERYTHING = Query()


class Collection(Generic[R]):
    """What `unit.of(record)` gives. Records that come out of a changing unit are watched: setting a field is the change."""

    def __init__(self, unit: Unit, record: type[R]) -> None:
        self._unit = unit
        self._record = record
        self._shape = shape_of(record)

    def add(self, thing: R) -> None:
        """A new record, watched from now on."""
        self._unit.add(thing)

    def add_all(self, things: Sequence[R]) -> None:
        """Many new records at once; they are not watched afterwards."""
        self._unit.put(self._record, things)

    def get(self, key: str) -> R:
        """Raises NotFound."""
        found = self.many([key])
        if not found:
            raise NotFound(kind=self._record.kind, key=key, label=self._record.label)
        return found[0]

    def many(self, keys: Sequence[str]) -> list[R]:
        """The records of these keys in their order, removed ones too; keys that are not there are left out."""
        self._unit.settle()
        found = self._unit.found(self._record, keys)
        return [found[key] for key in keys if key in found]

    def find(self, query: Query = EVERYTHING) -> list[R]:
        if self._unit.changing or self._by_sound(query):
            return self.many(self.keys(query))
        return self._shape.records(self._select(self._shape.names, query, asking.order(query)))

    def keys(self, query: Query = EVERYTHING) -> list[str]:
        """The keys in the order of the query; Chinese text is ordered by pinyin here, for no database does."""
        if not self._by_sound(query):
            return [row[0] for row in self._select(["id"], query, asking.order(query))]
        found = [(sound(text), place if not query.descending else -place, key, text is None)
                 for key, text, place in self._select(["id", query.order, "seq"], query)]
        filled = sorted((row for row in found if not row[3]), reverse=query.descending)
        return [row[2] for row in (*filled, *sorted((row for row in found if row[3]), key=lambda row: row[1]))]

    def count(self, query: Query = EVERYTHING) -> int:
        return sum(count for *_, count in self._counted([], query))

    def groups(self, field: str, query: Query = EVERYTHING) -> dict[Any, int]:
        """Plain value of a field -> how many records have it."""
        kind = self._shape.fields[field]
        return {_hashable(kind.plain(value)): count for value, count in self._shape.meant([field], self._counted([field], query))}

    def values(self, query: Query, fields: Sequence[str]) -> list[tuple[Any, ...]]:
        """Some fields of the records, as meant, in the order of creation unless the query says otherwise."""
        if not self._by_sound(query):
            return [tuple(row) for row in self._shape.meant(fields, self._select(fields, query, asking.order(query)))]
        names = ["id", *fields]
        by_key = {row[0]: tuple(row[1:]) for row in self._shape.meant(names, self._select(names, query))}
        return [by_key[key] for key in self.keys(query)]

    def _by_sound(self, query: Query) -> bool:
        return isinstance(self._shape.fields.get(query.order), Text)

    def _select(self, columns: Sequence[str], query: Query, order: str = "") -> list[Any]:
        where, values = asking.condition(self._shape, query)
        return self._asked(phrases.select(self._record.kind, columns, f"{where} {order}"), values)

    def _counted(self, by: Sequence[str], query: Query) -> list[Any]:
        where, values = asking.condition(self._shape, query)
        return self._asked(phrases.count(self._record.kind, by, where), values)

    def _asked(self, statement: str, values: Sequence[Any]) -> list[Any]:
        self._unit.settle()
        found: list[Any] = self._unit.connection.execute(statement, values).fetchall()
        return found


def _hashable(plain: Any) -> Any:
    return tuple(plain) if isinstance(plain, list) else plain
