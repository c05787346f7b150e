"""What the rows of a kind look like: their columns, and the way between a record and its row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Generic, TypeVar

from planner.schema.record import Fields, Record, fields_of
from planner.store.kept import form_of

R = TypeVar("R", bound=Record)
OWN = ("id", "ver", "seq", "searchable")


class Shape(Generic[R]):
    """One kind of record as its table has it; OWN are the columns that the program keeps for itself, in front."""

    def __init__(self, record: type[R]) -> None:
        self.record = record
        self.fields: Fields = fields_of(record)
        self.names = ("id", *self.fields)
        self._forms = {name: form for name, kind in self.fields.items() if (form := form_of(kind))}
        self._inward = [(place, form.inward) for place, name in enumerate(self.fields) if (form := self._forms.get(name))]

    def kept(self, name: str, meant: Any) -> Any:
        """A value of a field as its column holds it."""
        form = self._forms.get(name)
        return form.inward(meant) if form and meant is not None else meant

    def row(self, thing: R) -> list[Any]:
        """The values of a record as its columns hold them, in the order of its fields."""
        own = vars(thing)
        values = [own[name] for name in self.fields]
        for place, inward in self._inward:
            if values[place] is not None:
                values[place] = inward(values[place])
        return values

    def meant(self, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterable[list[Any]]:
        """Rows of these columns, as meant."""
        turned = [(place, self._forms[name].outward) for place, name in enumerate(names) if name in self._forms]
        for row in rows:
            values = list(row)
            for place, outward in turned:
                if values[place] is not None:
                    values[place] = outward(values[place])
            yield values

    def records(self, rows: Iterable[Sequence[Any]]) -> list[R]:
        """Rows of the key and all fields, as records."""
        return [self.record(**dict(zip(self.names, values, strict=True))) for values in self.meant(self.names, rows)]


@cache
def _shape(record: Any) -> Shape[Any]:
    return Shape(record)


def shape_of(record: type[R]) -> Shape[R]:
    """The shape of a kind; it is worked out once."""
    hashable: Any = record  # the type checker takes a class of records for one that cannot be hashed
    return _shape(hashable)
