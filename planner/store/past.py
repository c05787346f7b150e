"""Records as they were: what the journal's entries up to a position make of them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from planner.domain.kinds import KINDS
from planner.schema.record import Record
from planner.store import rows
from planner.store.connections import Connection

_ON_RECORD = """
    SELECT c.kind, c.record, c.after, o.site, o.number FROM change AS c JOIN operation AS o ON o.id = c.operation
    WHERE c.record = ? ORDER BY o.place, c.place"""
Plain = dict[str, Any]


def made_of(entries: Iterable[tuple[str, str, str | None]]) -> Mapping[str, dict[str, Plain]]:
    """Kind -> key -> the record, plain, after all of these (kind, key, fields set or None for taken back), in their order."""
    found: defaultdict[str, dict[str, Plain]] = defaultdict(dict)
    for kind, key, after in entries:
        if after is None:
            found[kind].pop(key, None)
        else:
            found[kind][key] = found[kind].get(key, {}) | json.loads(after)
    return found


def records_at(connection: Connection, keys: Sequence[str], position: Mapping[str, int]) -> list[Record]:
    """The records of these keys as they were when the journal had come to this position; those that were not there are left out."""
    entries = [(kind, record, after) for key in keys for kind, record, after, site, number in connection.execute(_ON_RECORD, (key,))
               if number <= position.get(site, 0)]
    return [rows.revive(KINDS[kind], plain | {"id": key}) for kind, things in made_of(entries).items() for key, plain in things.items()]
