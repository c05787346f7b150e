"""Starts the window: nothing is imported before its first paint that the paint does not need."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from planner.desktop import theme
from planner.desktop.places import PLACES
from planner.desktop.window import TITLE, Window
from planner.settings import Settings

_FUSION = ("-style", "Fusion")   # setStyle would bring the hundreds of names of QStyle before the first paint


def run(paths: Sequence[Path] = (), *, sample: bool = False) -> int:
    """Show the window until it is closed. `paths` are opened as if dropped; `sample` opens the sample workspace."""
    app = application()
    settings = Settings.load()
    window = Window(settings)
    window.painted.connect(lambda: begin(window, paths, sample=sample))
    window.show()
    return app.exec()


def application(arguments: Sequence[str] = ("planner",)) -> QApplication:
    """The Qt application, able to take Chinese from any input method and to write it."""
    theme.prepare_input_methods(os.environ)
    app = QApplication([*arguments, *_FUSION])
    app.setApplicationName("scene-planner")
    app.setApplicationDisplayName(TITLE)
    app.setDesktopFileName("scene-planner")
    theme.ensure_chinese()
    return app


def begin(window: Window, paths: Sequence[Path] = (), *, sample: bool = False) -> None:
    """After the first paint: what the window needs to work, then the workspace of last time or the one asked for."""
    from planner import logs
    from planner.desktop import crash

    logs.start()
    crash.install(window.reported)
    last = window.settings.recent[0] if window.settings.recent else ""
    if not sample and not paths and last and Path(last).is_file():
        window.workspaces.open(Path(last), _page_of_last_time(window.settings))
    else:
        window.go("start")
    translate(window)
    if sample:
        window.workspaces.sample()
    elif paths:
        window.receive(paths)


def _page_of_last_time(settings: Settings) -> str:
    working = [place.name for place in PLACES if place.needs_workspace]
    kept = settings.window.get("page")
    return kept if kept in working else working[0]


def translate(window: Window) -> None:
    """Qt's own words in Chinese: the buttons of dialogs, the menus of text fields; numbers and dates as in China.

    After the first paint, which would wait for the hundreds of names that QLocale brings.
    """
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(window)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        QApplication.installTranslator(translator)
