"""What the office issues: one file for each document, composed from records into blocks; layout belongs to the pens."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DocumentKind:
    """A document that can be issued: its name in commands, its title, and what its scope may be limited by.

    `scopes` are names of fields of the record that is listed, or `variant`, `quarter`, `round`.
    """

    name: str
    title: str
    scopes: tuple[str, ...] = ()
    formats: tuple[str, ...] = ("xlsx", "pdf")
