"""What cells mean goes into their row: each field from its own column, and what other columns say of it beside that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from planner.schema.fields import Field
from planner.schema.identity import Phone
from planner.sheets.book import CellProblem, ReadRow
from planner.sheets.understanding.cells import Meant


@dataclass
class Taking:
    """Fills one row. A name with a number in 联系人, a figure with its unit: what a column says of another field waits
    until the row is read, for that field's own column goes first."""

    made: ReadRow
    fields: Mapping[str, Field]
    _beside: list[tuple[str, Any, str, str, str]] = field(default_factory=list)

    def take(self, meant: Meant, letter: str, place: str, text: str) -> None:
        """What the cell at `place`, in the column `letter`, means."""
        made = self.made
        for name, value in meant.values:
            if name not in made.values:
                made.values[name], made.texts[name], made.cells[name] = value, text, place
        for trouble in meant.troubles:
            made.texts.setdefault(trouble.field, text)
            made.cells.setdefault(trouble.field, place)
            made.problems.append(CellProblem(letter, trouble.field, trouble.code, trouble.text, trouble.params))
        self._beside += [(name, value, letter, place, text) for name, value in meant.beside if name in self.fields]

    def settle(self) -> None:
        """A field without a value of its own takes what stood beside; numbers are joined, a contradiction is said."""
        made = self.made
        for name, value, letter, place, text in self._beside:
            known = made.values.get(name)
            if known is None:
                made.values[name], made.texts[name], made.cells[name] = value, text, place
            elif isinstance(self.fields[name], Phone):
                made.values[name] = "、".join(dict.fromkeys((*known.split("、"), *value.split("、"))))
            elif known != value:
                made.problems.append(CellProblem(letter, name, "ambiguous", text, {"text": text}))
