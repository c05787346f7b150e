"""Make the sample files of the imaginary city and the truth about them: `make_samples.py [FOLDER [FOLDER OF TRUTHS]]`.

The same sources give the same files; tests/samples makes them anew and compares.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from samples import pens  # noqa: E402  # the checkout must be found first
from samples.city import scenarios  # noqa: E402
from samples.departments import FILES as BUREAUS  # noqa: E402
from samples.districts import FILES as OTHERS  # noqa: E402
from samples.grid import Grid  # noqa: E402
from samples.lists import laid_out, lists  # noqa: E402
from samples.table import Truth  # noqa: E402

PENS: dict[str, tuple[str, str | None, Callable[[Path, Sequence[Grid]], None]]] = {
    "xlsx": ("xlsx", None, pens.xlsx),
    "xls": ("xls", None, pens.xls),
    "web": ("html", "utf-8", pens.web),
    "xml": ("xml2003", "utf-8", pens.spreadsheet_xml),
    "gb18030": ("csv", "gb18030", partial(pens.comma, encoding="gb18030")),
    "utf-8": ("csv", "utf-8", partial(pens.comma, encoding="utf-8")),
    "utf-8-sig": ("csv", "utf-8", partial(pens.comma, encoding="utf-8-sig")),
}


def make(folder: Path, truths: Path) -> list[Path]:
    """Write every file and its truth; gives the files."""
    told = scenarios()
    everyone = [one for group in told.values() for one in group]
    reports = [write(folder, truths, f"部门报送/{file.name}", file.pen, *file.make(told[short]))
               for short, file in (BUREAUS | OTHERS).items()]
    return [*reports, *(write(folder, truths, listed["name"], listed.get("pen", "xlsx"), *laid_out(listed))
                        for listed in lists(everyone))]


def write(folder: Path, truths: Path, name: str, pen: str, grids: list[Grid], tables: list[Truth]) -> Path:
    form, encoding, draw = PENS[pen]
    path, truth = folder / name, truths / f"{name}.truth.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    truth.parent.mkdir(parents=True, exist_ok=True)
    draw(path, grids)
    told = {"file": path.name, "format": form, "encoding": encoding, "tables": tables}
    truth.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return path


if __name__ == "__main__":
    files = make(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "resources" / "samples",
                 Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "tests" / "samples" / "truth")
    sys.stdout.write(f"{len(files)} files\n")
