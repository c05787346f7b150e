"""What a unit of work has done so far, one entry a record, in plain values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.schema.change import Change
from planner.schema.record import Record, plain_of

Plain = dict[str, Any]


class Entries:
    """Several changes of one record are one entry; a creation stays a creation; what came back to its old value is none."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[Plain | None, Plain]] = {}

    def made(self, thing: Record) -> None:
        """A record that was not there before."""
        self._known[thing.kind, thing.id] = (None, plain_of(thing))

    def changed(self, thing: Record, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """Fields of a record before and after."""
        first, last = self._known.get((thing.kind, thing.id), ({}, {}))
        if first is None:
            whole = {name: value for name, value in {**last, **after}.items() if value is not None}
            self._known[thing.kind, thing.id] = (None, whole)
            return
        first, last = {**before, **first}, {**last, **after}
        names = [name for name in last if first[name] != last[name]]
        self._known[thing.kind, thing.id] = ({name: first[name] for name in names}, {name: last[name] for name in names})

    def changes(self) -> list[Change]:
        return [Change(kind, key, before, after) for (kind, key), (before, after) in self._known.items() if before != after]
