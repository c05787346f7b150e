"""Turns forms/*.ui into Python under planner/desktop/forms/, only where the form is newer than what was made of it."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tempfile
from pathlib import Path

_UIC = (sys.executable, "-c", "from PySide6.scripts.pyside_tool import uic; uic()")
_OPENING = '"""Compiled from forms/*.ui when the program is set up; edit the forms, not these."""\n'


def compile_forms(root: Path) -> list[str]:
    """Bring the compiled forms of the checkout at `root` up to date; the names of those that were compiled anew."""
    sources, target = root / "forms", root / "planner" / "desktop" / "forms"
    target.mkdir(parents=True, exist_ok=True)
    opening = target / "__init__.py"
    if not opening.exists():
        opening.write_text(_OPENING, encoding="utf-8")
    forms = {ui.stem: ui for ui in sorted(sources.glob("*.ui"))}
    for left in target.glob("*.py"):
        if left.stem not in forms and left != opening:
            left.unlink(missing_ok=True)
    stale = [name for name, ui in forms.items() if _is_stale(ui, target / f"{name}.py")]
    for name in stale:
        _compile(forms[name], target / f"{name}.py")
    return stale


def _is_stale(ui: Path, made: Path) -> bool:
    return not made.exists() or made.stat().st_mtime < ui.stat().st_mtime


def _compile(ui: Path, made: Path) -> None:
    """Through a file of its own and one renaming, because several test processes may do this at the same time."""
    handle, name = tempfile.mkstemp(suffix=".part", dir=made.parent)
    os.close(handle)
    try:
        subprocess.run([*_UIC, str(ui), "-o", name], check=True)
        part = Path(name)
        part.write_text(_needed(part.read_text(encoding="utf-8")), encoding="utf-8")
        part.chmod(0o644)   # a draft is its maker's alone; the program may be set up by one person and used by another
        part.replace(made)
    finally:
        Path(name).unlink(missing_ok=True)


def _needed(text: str) -> str:
    """Without the names that are imported and not used: each costs the first paint, QLocale alone a fifth of it."""
    tree = ast.parse(text)
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    kept = []
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            node.names = [alias for alias in node.names if alias.name in used or alias.name == "*"]
            if not node.names:
                continue
        kept.append(node)
    return ast.unparse(ast.Module(kept, []))


if __name__ == "__main__":
    compile_forms(Path(__file__).resolve().parent.parent)
