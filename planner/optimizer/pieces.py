"""Models and plans in small pieces on their way to another process: packing one of them whole would stop every thread here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import islice
from typing import Any

SLICE = 200
_FEW = 50


def split(value: object) -> Iterator[tuple[Any, ...]]:
    """The value as pieces that are quickly packed, in the order in which `join` needs them."""
    if is_dataclass(value) and not isinstance(value, type):
        yield "record", type(value)
        for field in fields(value):
            yield from split(getattr(value, field.name))
    elif isinstance(value, tuple) and any(map(is_dataclass, islice(value, 1))) and len(value) <= _FEW:
        yield "each", len(value)
        for part in value:
            yield from split(part)
    elif isinstance(value, tuple) and len(value) > SLICE:
        yield "tuple", (len(value) - 1) // SLICE + 1
        yield from ((value[at:at + SLICE],) for at in range(0, len(value), SLICE))
    elif isinstance(value, Mapping) and len(value) > SLICE:
        yield "mapping", (len(value) - 1) // SLICE + 1
        items = iter(value.items())
        while part := tuple(islice(items, SLICE)):
            yield (part,)
    else:
        yield "plain", value


def join(piece: Callable[[], tuple[Any, ...]]) -> Any:
    """The value again, from pieces that are asked for one after the other."""
    kind, what = piece()
    if kind == "record":
        return what(**{field.name: join(piece) for field in fields(what)})
    if kind == "each":
        return tuple(join(piece) for _ in range(what))
    if kind == "tuple":
        return tuple(part for _ in range(what) for part in piece()[0])
    if kind == "mapping":
        return dict(pair for _ in range(what) for pair in piece()[0])
    return what
