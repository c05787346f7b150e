"""Regular expressions that are compiled when they are first used: all of them together would hold up the window."""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    """Becomes the expression's methods one by one, as they are asked for."""

    def __init__(self, words: str, flags: int) -> None:
        self._words, self._flags = words, flags

    def __getattr__(self, name: str) -> Any:
        method = getattr(re.compile(self._words, self._flags), name)
        setattr(self, name, method)
        return method


def pattern(words: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, later; a mistake in it shows only then, so that a test compiles every one."""
    return cast("re.Pattern[str]", _Late(words, flags))
