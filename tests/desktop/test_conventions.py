"""What holds for every page of the window, whatever it shows: names, keys, room, colours, empty states, focus, memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAction, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QTabBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from planner.desktop.asking import Asking
from planner.desktop.blank import Blank
from planner.desktop.help_dialog import TABS, HelpDialog
from planner.desktop.person_dialog import PersonDialog
from planner.desktop.places import PLACES
from planner.desktop.record_dialog import RecordDialog, among
from planner.desktop.theme import SCALES
from planner.desktop.tokens import DARK, LIGHT, Tokens, tokens_of
from planner.desktop.view import TableView
from planner.desktop.window import Window
from planner.domain.scenario import Scenario
from planner.schema.record import fields_of
from planner.settings import Settings

Opened = Callable[..., Window]
STATES = ("empty", "filled")
EVERY = [(state, place.name) for state in STATES for place in PLACES]
LAPTOP, SMALL = (1366, 768), (1280, 720)
LOOKS = [*((scale, "light", LAPTOP) for scale in SCALES), (SCALES[-1], "dark", LAPTOP), (100, "dark", SMALL), (SCALES[-1], "light", SMALL)]


def settled(window: Window, qtbot: QtBot) -> Window:
    """Nothing runs beside the window any more, and what came of it has found its place."""
    def asked() -> list[Asking]:
        return window.page.findChildren(Asking) if window.page else []

    qtbot.waitUntil(lambda: not window.status.busy and not any(asking.busy for asking in asked()), timeout=30000)
    QApplication.processEvents()
    return window


@pytest.fixture(params=EVERY, ids="-".join)
def shown(request: pytest.FixtureRequest, open_window: Opened, qtbot: QtBot) -> Window:
    """Every page on an empty and on a filled workspace."""
    return settled(open_window(*request.param), qtbot)


def visible(root: QWidget, *kinds: type[QWidget]) -> Iterator[QWidget]:
    for kind in kinds or (QWidget,):
        yield from (widget for widget in root.findChildren(kind) if widget.isVisible())


# names for those who do not see the screen


def _inner(widget: QWidget) -> bool:
    """Parts that Qt makes inside a control; the control itself has the name."""
    parent = widget.parentWidget()
    return isinstance(widget, QScrollBar | QHeaderView) or isinstance(parent, QComboBox) or widget.objectName().startswith("qt_")


def test_every_control_that_takes_the_focus_has_a_name(shown: Window) -> None:
    nameless = []
    for widget in visible(shown):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not _inner(widget):
            said = QAccessible.queryAccessibleInterface(widget)
            if not said.text(QAccessible.Text.Name).strip():
                nameless.append(f"{type(widget).__name__} {widget.objectName()}")
    assert nameless == []


# keys


def _actions(window: Window) -> list[QAction]:
    return list(window.actions_) + (window.page.actions() if window.page else [])


def test_no_key_means_two_things(shown: Window) -> None:
    keys = Counter(key.toString() for action in _actions(shown) for key in action.shortcuts())
    assert [key for key, times in keys.items() if times > 1] == []


def test_menus_have_letters_of_their_own(shown: Window) -> None:
    titles = [menu.title() for menu in shown.actions_.menus.values()]
    letters = [title.partition("&")[2][:1] for title in titles]
    assert all(letters) and len(set(letters)) == len(letters)


def test_an_entry_with_dots_opens_a_dialog_and_no_two_entries_of_a_menu_read_alike(shown: Window) -> None:
    for menu in shown.actions_.menus.values():
        words = [action.text() for action in menu.actions() if not action.isSeparator()]
        assert len(set(words)) == len(words), words
        assert not any("..." in word for word in words), "dots are one character"


# room


def _text_of(label: QLabel) -> str:
    if "<" not in label.text():
        return label.text()
    document = QTextDocument()
    document.setHtml(label.text())
    return document.toPlainText()


def _label_fits(label: QLabel) -> bool:
    room = label.contentsRect().adjusted(label.margin(), label.margin(), -label.margin(), -label.margin())
    text, metrics = _text_of(label), label.fontMetrics()
    if not text or (label.pixmap() is not None and not label.pixmap().isNull()):
        return True
    if label.wordWrap():
        return label.heightForWidth(label.width()) <= label.height() + 1
    lines = text.split("\n")
    return max(map(metrics.horizontalAdvance, lines)) <= room.width() and metrics.height() * len(lines) <= room.height() + 2


def _button_fits(button: QPushButton) -> bool:
    option = QStyleOptionButton()
    button.initStyleOption(option)
    room = button.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, button)
    text = button.text().replace("&", "")
    return button.fontMetrics().horizontalAdvance(text) <= room.width() and button.fontMetrics().height() <= room.height() + 4


def _combo_fits(box: QComboBox) -> bool:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box)
    return box.isEditable() or box.fontMetrics().horizontalAdvance(box.currentText()) <= room.width()


def _header_fits(header: QHeaderView) -> bool:
    if header.orientation() is not Qt.Orientation.Horizontal or header.isHidden():
        return True
    bold = header.font()
    bold.setBold(True)
    from PySide6.QtGui import QFontMetrics

    metrics, model = QFontMetrics(bold), header.model()
    sections = [place for place in range(header.count()) if not header.isSectionHidden(place)]
    return all(metrics.horizontalAdvance(str(model.headerData(place, Qt.Orientation.Horizontal) or "")) + 8 <= header.sectionSize(place)
               for place in sections)


def _tabs_fit(bar: QTabBar) -> bool:
    return all(bar.fontMetrics().horizontalAdvance(bar.tabText(place)) <= bar.tabRect(place).width() for place in range(bar.count()))


FITS: dict[type[QWidget], Callable[..., bool]] = {
    QLabel: _label_fits, QPushButton: _button_fits, QComboBox: _combo_fits, QHeaderView: _header_fits, QTabBar: _tabs_fit,
    QToolButton: lambda button: button.width() >= button.sizeHint().width() - 1,
    QCheckBox: lambda box: box.width() >= box.sizeHint().width() - 1,
    QLineEdit: lambda line: line.height() >= line.fontMetrics().height() + 4,
}


def _scrolled(widget: QWidget) -> bool:
    """Whether it lies in something that can be scrolled to it."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def cut(root: QWidget) -> list[str]:
    """Every visible control whose text does not fit, or that does not lie within its window."""
    found = []
    inside = QRect(QPoint(0, 0), root.size())
    for kind, fits in FITS.items():
        for widget in visible(root, kind):
            name = f"{type(widget).__name__} {widget.objectName()} {getattr(widget, 'text', str)()!r}"
            if not fits(widget):
                found.append(f"{name} does not fit into {widget.width()}x{widget.height()}, wants {widget.sizeHint().width()}")
            elif not _scrolled(widget) and not inside.contains(QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())):
                found.append(f"{name} reaches out of its window")
    return found


@pytest.mark.parametrize("state", STATES)
def test_nothing_is_cut_at_any_scale_in_either_theme(state: str, open_window: Opened, qtbot: QtBot) -> None:
    window, found = open_window(state), []
    for scale, name, size in LOOKS:
        window.settings.scale, window.settings.theme = scale, name
        window.look.apply()
        window.resize(*size)
        for place in PLACES:
            window.go(place.name)
            settled(window, qtbot)
            if window.size() != QSize(*size):
                found.append(f"{place.name} {scale}%: wants {window.width()}x{window.height()} instead of {size}")
                window.resize(*size)
            found += [f"{place.name} {scale}% {name} {size[0]}: {what}" for what in cut(window)]
    assert found == [], "\n".join(found)


def _dialogs(window: Window) -> Iterator[QDialog]:
    yield PersonDialog(window.settings, window)
    for tab in TABS:
        yield HelpDialog([*window.actions_], tab, window)
    yield RecordDialog("新增场景", among(fields_of(Scenario)), lambda written: None, window)


@pytest.mark.parametrize("scale", (SCALES[0], SCALES[-1]))
def test_nothing_is_cut_in_the_dialogs(scale: int, open_window: Opened, qtbot: QtBot) -> None:
    window = open_window()
    window.look.choose_scale(scale)
    for dialog in _dialogs(window):
        dialog.show()
        qtbot.waitExposed(dialog)
        assert cut(dialog) == [], dialog.windowTitle()
        assert dialog.height() <= 720 and dialog.width() <= 1280
        dialog.close()


# colours


def contrast(one: str, other: str) -> float:
    """As WCAG 2 has it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("tokens", (LIGHT, DARK), ids=("light", "dark"))
def test_text_and_edges_can_be_told_from_their_ground(tokens: Tokens) -> None:
    grounds = ("window", "base", "zebra")
    pairs = [(ink, ground) for ink in ("text", "muted", "accent_text", "red", "amber", "green") for ground in grounds]
    pairs += [(tone, f"{tone}_bg") for tone in ("red", "amber", "green")]
    pairs += [("text", ground) for ground in ("button", "hover", "red_bg", "amber_bg", "green_bg")]
    weak = {pair: round(contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1])), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}
    assert contrast("#ffffff", tokens.accent) >= 4.5, "chosen rows and the primary button"
    assert min(contrast(tokens.edge, ground) for ground in (tokens.window, tokens.base)) >= 3
    assert min(contrast(tokens.accent, ground) for ground in (tokens.window, tokens.base)) >= 3, "the ring of the focus"


# empty states


@pytest.mark.parametrize("place", [place.name for place in PLACES if place.name != "reports"])
def test_a_page_with_nothing_to_show_says_so_and_offers_what_to_do(place: str, open_window: Opened, qtbot: QtBot) -> None:
    window = settled(open_window("empty", place, Settings(actor="王芳")), qtbot)
    assert window.page is not None
    if place == "start":
        window.settings.recent.clear()
        window.page.enter()
    said = [blank for blank in window.page.findChildren(Blank) if blank.isVisible() and blank.sentence]
    assert said, "no sentence"
    acting = [button for blank in said for button in blank.findChildren(QPushButton) if button.isVisible() and button.isEnabled()]
    assert acting and all(button.text() for button in acting), "no button that acts"


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("place", [place.name for place in PLACES])
def test_no_table_is_an_empty_hole(state: str, place: str, open_window: Opened, qtbot: QtBot) -> None:
    window = settled(open_window(state, place), qtbot)
    assert window.page is not None
    holes = [view.objectName() for view in window.page.findChildren(TableView)
             if view.isVisible() and (view.model() is None or view.model().rowCount() == 0) and not view.blank.sentence]
    assert holes == []


def test_the_button_of_an_empty_state_acts(open_window: Opened, qtbot: QtBot) -> None:
    window = settled(open_window("empty", "history"), qtbot)
    assert window.page is not None
    next(button for button in window.page.findChildren(QPushButton) if isinstance(button.parent(), Blank) and button.isVisible()).click()
    assert window.stack.shown is not None and window.stack.shown.name == "importing"


# the keyboard's way


def _focusable(root: QWidget) -> list[QWidget]:
    return [widget for widget in visible(root) if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled()
            and not _inner(widget) and widget.focusProxy() is None]


def test_tab_reaches_every_control_of_the_page_and_comes_back(shown: Window, qtbot: QtBot) -> None:
    assert shown.page is not None
    wanted = _focusable(shown.page)
    assert wanted
    reached, widget = [], wanted[0]
    for _ in range(2000):
        widget = widget.nextInFocusChain()
        reached.append(widget)
        if widget is wanted[0]:
            break
    assert widget is wanted[0], "the chain does not come back"
    assert [f"{type(w).__name__} {w.objectName()}" for w in wanted if w not in reached] == []


def test_tab_goes_from_the_left_to_the_right_in_a_row_of_tools(shown: Window) -> None:
    assert shown.page is not None
    places: dict[int, list[int]] = {}
    order: list[QWidget] = []
    widget = shown.ui.rail.nextInFocusChain()
    while widget is not shown.ui.rail:
        if widget in _focusable(shown.page) and not isinstance(widget, QAbstractScrollArea):
            order.append(widget)
        widget = widget.nextInFocusChain()
    for control in order:
        middle = control.mapTo(shown, control.rect().center())
        places.setdefault(middle.y(), []).append(middle.x())
    assert {y: xs for y, xs in places.items() if xs != sorted(xs)} == {}


def test_f6_goes_round_the_parts_of_the_window(shown: Window, qtbot: QtBot) -> None:
    shown.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is shown, timeout=5000)
    shown.ui.rail.setFocus()
    met = [QApplication.focusWidget()]
    for _ in range(12):
        shown.next_pane()
        if QApplication.focusWidget() is shown.ui.rail:
            break
        met.append(QApplication.focusWidget())
    assert QApplication.focusWidget() is shown.ui.rail, "F6 does not come back to the rail"
    assert len(met) > 1, "F6 finds no part of the page"
    assert len(set(map(id, met))) == len(met)


def test_escape_closes_a_dialog(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window()
    for dialog in _dialogs(window):
        dialog.show()
        qtbot.waitExposed(dialog)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()


def test_escape_leaves_a_cell_as_it_was(open_window: Opened, qtbot: QtBot) -> None:
    window = settled(open_window("filled", "scenarios"), qtbot)
    assert window.page is not None
    view = next(view for view in visible(window.page, QAbstractItemView) if view.model().rowCount())  # type: ignore[attr-defined]
    assert isinstance(view, TableView)
    place = next(place for place, column in enumerate(view.table.columns) if column.name == "title")
    index = view.table.index(0, place)
    before = view.table.written(index)
    view.setCurrentIndex(index)
    view.edit(index)
    editor = view.findChild(QLineEdit)
    assert editor is not None
    editor.setText("改了一半")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert view.table.written(index) == before


# memory


def test_a_place_kept_by_another_program_does_no_harm(qtbot: QtBot) -> None:
    for kept in (7, "not base64!", "AAAA"):
        window = Window(Settings(window={"geometry": kept}))
        qtbot.addWidget(window)
        assert window.width() >= 820


def test_theme_and_scale_are_kept(open_window: Opened) -> None:
    window = open_window()
    window.look.choose_theme("dark")
    window.look.choose_scale(125)
    assert (Settings.load().theme, Settings.load().scale) == ("dark", 125)
    assert tokens_of(window.palette()) is DARK
    window.look.choose_theme("light")
    window.look.choose_scale(100)
    assert tokens_of(window.palette()) is LIGHT


# what stays behind


def test_dialogs_leave_nothing_behind(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("filled", "history")

    def escape() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            dialog.close()

    def all_of_them() -> None:
        for show in (window.help, window.shortcuts, window.about, window.person):
            QTimer.singleShot(0, escape)
            show()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()

    all_of_them()
    before = len(QApplication.allWidgets())
    for _ in range(5):
        all_of_them()
    assert len(QApplication.allWidgets()) <= before


def test_pages_leave_nothing_behind_when_the_workspace_is_closed(open_window: Opened, qtbot: QtBot) -> None:
    window = settled(open_window("filled", "history"), qtbot)
    path = window.workspace.path

    def all_pages() -> None:
        from planner.workspace import Workspace

        if not window.has_workspace:
            window.take(Workspace.open(path, window.settings), "history")
        for place in PLACES:
            window.go(place.name)
            settled(window, qtbot)
        window.close_workspace()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()

    all_pages()
    before = len(QApplication.allWidgets())
    for _ in range(2):
        all_pages()
    assert len(QApplication.allWidgets()) <= before


def test_the_rails_drawings_can_be_seen_in_both_themes(qtbot: QtBot) -> None:
    for name, tokens in (("dark", DARK), ("light", LIGHT), ("dark", DARK)):
        window = Window(Settings(theme=name))
        qtbot.addWidget(window)
        drawn = window.ui.rail.item(0).icon().pixmap(18, 18).toImage()
        inks = {drawn.pixelColor(x, y).name() for x in range(drawn.width()) for y in range(drawn.height())
                if drawn.pixelColor(x, y).alpha() == 255}
        assert tokens.text in inks


# a small screen, or large letters


def test_the_letters_of_the_whole_window_have_the_scale_from_the_start(open_window: Opened) -> None:
    window = open_window(settings=Settings(actor="王芳", scale=150))
    for widget in (window.menuBar(), window.status.message, window.ui.rail, window.page):
        assert widget is not None and widget.font().pointSizeF() == 15.0


@pytest.mark.parametrize(("width", "scale", "narrow"), [(1366, 100, False), (1366, 125, False), (1366, 150, True), (900, 100, True)])
def test_a_narrow_window_shows_drawings_with_tool_tips_instead_of_words(open_window: Opened, width: int, scale: int, narrow: bool) -> None:
    window = open_window("filled", "scenarios", Settings(actor="王芳", scale=scale))
    window.resize(width, 700)
    QApplication.processEvents()
    item = window.ui.rail.item(1)
    assert (item.text() == "") is narrow
    assert item.toolTip() == item.data(Qt.ItemDataRole.AccessibleTextRole) == "场景清单"
    assert window.page is not None
    title = window.page.findChild(QLabel, "page_title")
    assert title is not None and title.isVisible() is not narrow


def test_every_page_of_this_room_fits_a_laptop_that_is_scaled_to_one_and_a_half(open_window: Opened, qtbot: QtBot) -> None:
    """1366x768 at 150 % is 910x512, of which the system's own bars take some."""
    window = settled(open_window("filled", "start"), qtbot)
    window.resize(900, 500)
    for name in ("start", "scenarios", "supply", "tracking", "history"):
        window.go(name)
        settled(window, qtbot)
        assert window.page is not None
        least = window.page.minimumSizeHint()
        assert (least.width(), least.height()) <= (840, 400), name


def test_a_page_that_is_shown_again_says_its_counts_again(open_window: Opened, qtbot: QtBot) -> None:
    window = settled(open_window("filled", "tracking"), qtbot)
    said = window.status.counts.text()
    assert "2 个项目" in said
    window.go("start")
    assert window.status.counts.text() == ""
    window.go("tracking")
    assert window.status.counts.text() == said
