"""Acts in a process of its own, as a person or on a disk that the test made: `python acting.py ACTS`, ACTS as JSON.

An act is a command of the terminal, or one of those below. What came of each is printed as one JSON list.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_BALLAST = "压舱.bin"


def fill(folder: str, left: str) -> None:
    """Leave only so many bytes on the disk of a folder."""
    with open(Path(folder) / _BALLAST, "ab", buffering=0) as ballast:  # noqa: PTH123 - unbuffered, for a full disk must be met at once
        with contextlib.suppress(OSError):
            while ballast.write(bytes(4096)):
                pass
        ballast.truncate(max(0, ballast.tell() - int(left)))


def relieve(folder: str) -> None:
    (Path(folder) / _BALLAST).unlink()


def limit(size: str) -> None:
    """From now on no file may grow beyond this: writing fails as it does on a medium that is broken from there on."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(size), resource.RLIM_INFINITY))


def names(folder: str) -> list[str]:
    return sorted(file.name for file in Path(folder).iterdir())


class Shown:
    """The window, as a person at it meets one trouble after the other."""

    def __init__(self) -> None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from PySide6.QtWidgets import QApplication

        from planner.desktop.window import Window
        from planner.settings import Settings

        self._app = QApplication.instance() or QApplication([])
        self._window = Window(Settings.load())
        self._window.show()
        self._window.go("start")

    def says(self, act: Callable[[Any], object]) -> dict[str, Any]:
        """What stands in the bar when everything has come to rest, and whether the window is still alive."""
        from PySide6.QtWidgets import QApplication

        act(self._window)
        for _ in range(3000):
            time.sleep(0.01)
            QApplication.processEvents()
            if not self._window.status.busy:
                break
        window = self._window
        if window.has_workspace:
            window.workspace.store.copying.finish()
        QApplication.processEvents()   # what the copying thread has told
        alive = all(part.isEnabled() for part in (window.ui.stack, window.ui.rail, window.menuBar()))
        return {"said": window.notices.text, "status": window.status.message.text(),
                "alive": alive and QApplication.activeModalWidget() is None,
                "open": window.workspace.path.name if window.has_workspace else "",
                "count": _count(window) if window.has_workspace else None}


def _count(window: Any) -> int:
    from planner.domain.scenario import Scenario

    return int(window.workspace.drafting.count(Scenario))


def _add(window: Any, title: str) -> None:
    from planner.domain.scenario import Scenario

    window.attempt(lambda: window.workspace.drafting.add(Scenario, {"title": title, "content": "长" * 1500}))


def _save(window: Any, document: str, path: str) -> None:
    from planner.services.issuing import Order

    window.begin("写出", lambda progress: window.workspace.issuing.issue([Order(document, (Path(path),), {})], progress))


WINDOW: dict[str, Callable[..., object]] = {
    "window new": lambda window, path: window.workspaces.create(Path(path)),
    "window open": lambda window, path: window.workspaces.open(Path(path)),
    "window add": _add,
    "window undo": lambda window: window.undo(),
    "window save": _save,
    "window back up": lambda window: window.workspaces.backup(),
    "window press": lambda window, words: next(
        button for button in window.notices.findChildren(type(window.notices._close)) if button.text() == words).click(),
    "window theme": lambda window, theme: window.look.choose_theme(theme),
    "window close": lambda window: window.close_workspace(),
}
PLAIN: dict[str, Callable[..., object]] = {"fill": fill, "relieve": relieve, "limit": limit, "names": names}


def act(word: str, rest: list[str], shown: list[Shown]) -> object:
    if word in PLAIN:
        return PLAIN[word](*rest)
    if word in WINDOW:
        if not shown:
            shown.append(Shown())
        return shown[0].says(lambda window: WINDOW[word](window, *rest))
    from planner.cli.main import main

    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        code = main([word, *rest, "--json"])
    return {"code": code, "plain": json.loads(told.getvalue())}


if __name__ == "__main__":
    windows: list[Shown] = []
    done = [act(word, rest, windows) for word, *rest in json.loads(sys.argv[1])]
    sys.stdout.write(json.dumps(done, ensure_ascii=False))
    sys.stdout.flush()
    os._exit(0)   # a window that is still open would wait for its disk
