"""House rules that no linter knows: sizes, openings, names and what must not be written; each rule is seen to bite."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
Rule = Callable[[Path, str], Iterator[str]]

VAGUE_FILES = {"utils", "util", "common", "misc", "helpers", "helper", "tools"}
VAGUE_CLASS = re.compile(r"(Manager|Helper|Handler|Controller|Util|Utils)$")
UNFINISHED = re.compile(r"\b(TODO|FIXME)\b|raise NotImplementedError")
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def sources() -> list[Path]:
    """Every Python file that people write and users run."""
    made = ROOT / "planner" / "desktop" / "forms"
    written = [p for p in sorted((ROOT / "planner").rglob("*.py")) if not p.is_relative_to(made)]
    return [*written, *sorted((ROOT / "packaging").rglob("*.py")), ROOT / "run.py"]


def long_files(path: Path, text: str) -> Iterator[str]:
    lines = text.count("\n")
    if lines > 450:
        yield f"{lines} lines, 450 at most"


def long_functions(path: Path, text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, DEFINITIONS) and (length := (node.end_lineno or 0) - node.lineno + 1) > 50:
            yield f"{node.name} has {length} lines, 50 at most"


def missing_openings(path: Path, text: str) -> Iterator[str]:
    tree = ast.parse(text)
    if not ast.get_docstring(tree):
        yield "the module does not say what it is for"
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not ast.get_docstring(node):
            yield f"{node.name} does not say what it is for"


def vague_names(path: Path, text: str) -> Iterator[str]:
    for part in (*path.parent.parts, path.stem):
        if part in VAGUE_FILES:
            yield f"{part} says nothing about what is inside"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef) and VAGUE_CLASS.search(node.name):
            yield f"{node.name} says nothing about what it does"


def global_statements(path: Path, text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Global):
            yield f"line {node.lineno} keeps state outside the workspace"


def unfinished_work(path: Path, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        if UNFINISHED.search(line):
            yield f"line {number} is unfinished"


def network_of_qt(path: Path, text: str) -> Iterator[str]:
    """The import contract cannot see which part of PySide6 is imported."""
    if "QtNetwork" in text:
        yield "Qt's network part is imported"


def printing_in_the_window(path: Path, text: str) -> Iterator[str]:
    """A window started without a terminal has nowhere to print to, and dies of it on Windows."""
    if "desktop" in path.parts and re.search(r"\b(print\(|sys\.(__)?(stdout|stderr)(__)?\.)", text):
        yield "the window prints"


RULES: dict[Rule, str] = {
    long_files: '"""So."""\n' + "x = 1\n" * 450,
    long_functions: '"""So."""\ndef f():\n' + "    x = 1\n" * 50,
    missing_openings: '"""So."""\nclass Scenario:\n    pass\n',
    vague_names: '"""So."""\nclass SheetManager:\n    """So."""\n',
    global_statements: '"""So."""\ndef f():\n    global x\n    x = 1\n',
    unfinished_work: '"""So."""\nx = 1  # TODO later\n',
    network_of_qt: '"""So."""\nfrom PySide6.QtNetwork import QTcpSocket\n',
    printing_in_the_window: '"""So."""\nprint("hello")\n',
}


def name(rule: Rule) -> str:
    return rule.__name__  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_every_file_keeps_the_rule(rule: Rule) -> None:
    broken = [
        f"{path.relative_to(ROOT)}: {what}"
        for path in sources()
        for what in rule(path.relative_to(ROOT), path.read_text(encoding="utf-8"))
    ]
    assert not broken, "\n" + "\n".join(broken)


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_the_rule_bites(rule: Rule) -> None:
    assert list(rule(Path("planner/desktop/page.py"), RULES[rule]))


def test_a_vague_file_name_is_seen() -> None:
    assert list(vague_names(Path("planner/store/utils.py"), '"""So."""\n'))


def test_half_of_the_files_fit_on_three_screens() -> None:
    lengths = sorted(path.read_text(encoding="utf-8").count("\n") for path in sources())
    assert lengths[len(lengths) // 2] <= 130
