"""How much each supply gives to each line of a choice, exactly: what stands now is kept where it can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from planner.optimizer.layout import Access, Arena, Layout, gathered
from planner.optimizer.model import Cell, Slot
from planner.optimizer.placing import Pair
from planner.optimizer.routing import Router

Given = dict[tuple[str, str, int], int]


class Unservable(Exception):
    """The amounts cannot be found over these pairs."""


def serve(layout: Layout, columns: Sequence[int], pairs: frozenset[Pair] | None) -> Given:
    """The amounts for the chosen columns, over these pairs only (None: any). Raises Unservable."""
    needs, access = _asked(layout, frozenset(columns), pairs)
    given: Given = {}
    for slot in list(needs):
        free = [cell for cell in access[slot] if layout.left[cell] is None]
        if free:
            _give(given, slot, _preferred(layout, slot, free), needs.pop(slot))
    for slots in _apart(needs, access):
        _serve_together(layout, slots, needs, access, given)
    return given


def _asked(layout: Layout, columns: frozenset[int],
           pairs: frozenset[Pair] | None) -> tuple[dict[Slot, int], dict[Slot, Access]]:
    lines = {line.key: line for line in layout.model.lines}
    chosen = {item.key for number, item in enumerate(layout.model.items) if number in columns}
    way = {line: supply for (line, supply), column in layout.whole.items() if column in columns}
    needs = {slot: need for slot, need in layout.remaining.items() if lines[slot[0]].item in chosen}
    access = {}
    for slot in needs:
        item, only = lines[slot[0]].item, way.get(slot[0]) if lines[slot[0]].whole else None
        access[slot] = tuple(cell for cell in layout.reach[slot] if only in (None, cell[0])
                             and (pairs is None or only is not None or (item, cell[0]) in pairs))
        if not access[slot]:
            raise Unservable
    return needs, access


def _apart(needs: Mapping[Slot, int], access: Mapping[Slot, Access]) -> list[list[Slot]]:
    """The slots in groups that share no cell."""
    slots: defaultdict[Access, list[Slot]] = defaultdict(list)
    for slot in needs:
        slots[access[slot]].append(slot)
    return [[slot for one in together for slot in slots[one]] for together in gathered(list(slots))]


def _serve_together(layout: Layout, slots: Sequence[Slot], needs: Mapping[Slot, int], access: Mapping[Slot, Access],
                    given: Given) -> None:
    kept = _kept(layout, slots, needs, access)
    routed = _routed(layout, slots, needs, access, kept)
    if routed is None and kept:
        kept = {}
        routed = _routed(layout, slots, needs, access, kept)
    if routed is None:
        raise Unservable
    for part in (kept, routed):
        for (slot, cell), amount in part.items():
            _give(given, slot, cell, amount)


def _kept(layout: Layout, slots: Iterable[Slot], needs: Mapping[Slot, int],
          access: Mapping[Slot, Access]) -> dict[tuple[Slot, Cell], int]:
    """What the current plan gives to these slots, as far as it is needed and there."""
    left: dict[Cell, int] = {}
    kept: dict[tuple[Slot, Cell], int] = {}
    for slot in slots:
        need = needs[slot]
        for cell in access[slot]:
            stands = layout.model.current.get((slot[0], cell[0], slot[1]), 0)
            there = left.setdefault(cell, layout.left[cell] or 0)
            if amount := min(stands, need, there):
                kept[slot, cell] = amount
                left[cell] -= amount
                need -= amount
    return kept


def _routed(layout: Layout, slots: Sequence[Slot], needs: Mapping[Slot, int], access: Mapping[Slot, Access],
            kept: Mapping[tuple[Slot, Cell], int]) -> dict[tuple[Slot, Cell], int] | None:
    """The rest of the needs over what is left; slots of one access share what is routed to them, in their order."""
    import numpy as np

    rest = {slot: needs[slot] - sum(kept.get((slot, cell), 0) for cell in access[slot]) for slot in slots}
    classes: defaultdict[Access, list[Slot]] = defaultdict(list)
    for slot in slots:
        classes[access[slot]].append(slot)
    cells = list(dict.fromkeys(cell for one in classes for cell in one))
    number = {cell: at for at, cell in enumerate(cells)}
    capacity = [(layout.left[cell] or 0) - sum(kept.get((slot, cell), 0) for slot in slots) for cell in cells]
    arena = Arena(cells, capacity, [tuple(number[cell] for cell in one) for one in classes], [{} for _ in classes])
    routing = Router(arena).route(np.array([sum(rest[slot] for slot in some) for some in classes.values()], np.int64))
    if routing.unmet:
        return None
    found: dict[tuple[Slot, Cell], int] = {}
    for row, some in zip(routing.flow.tolist(), classes.values(), strict=True):
        _share_out(some, rest, {cell: amount for cell, amount in zip(cells, row, strict=True) if amount}, found)
    return found


def _share_out(slots: Sequence[Slot], rest: Mapping[Slot, int], amounts: dict[Cell, int],
               found: dict[tuple[Slot, Cell], int]) -> None:
    for slot in slots:
        need = rest[slot]
        for cell in list(amounts):
            part = min(need, amounts[cell])
            if part:
                found[slot, cell] = part
                need -= part
                amounts[cell] -= part
            if not amounts[cell]:
                del amounts[cell]
            if not need:
                break


def _preferred(layout: Layout, slot: Slot, cells: Sequence[Cell]) -> Cell:
    return next((cell for cell in cells if (slot[0], cell[0], slot[1]) in layout.model.current), cells[0])


def _give(given: Given, slot: Slot, cell: Cell, amount: int) -> None:
    key = (slot[0], cell[0], slot[1])
    given[key] = given.get(key, 0) + amount
