"""What understanding a received file costs beside bare readers of it: python tests/benchmarks/reading.py [ROWS …]; only printed.

Each job runs in a process of its own, in turn with its floor, the best of three; peaks are the system's own accounting
of that process and of the reading process below it.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from planner.sheets.grid import letters

ROWS = (25_000, 50_000, 100_000)
FILES, ROWS_EACH = 40, 200
RUNS = 3
HEADS = (
    "序号", "场景名称", "所属领域", "场景类型", "需求单位", "牵头部门", "配合单位", "联系人", "联系电话", "落地区域",
    "现状与痛点", "建设内容", "预期成效", "拟采用技术", "合作方式", "计划投资（万元）", "资金来源", "算力需求（P）", "人才需求",
    "数据需求", "开始时间", "完成时限", "推进情况", "形象进度", "备注", "是否首创", "服务对象", "专家评分", "申报日期", "电子邮箱")
SECTORS = ("交通运输", "医疗健康", "教育", "城市治理", "智能制造", "现代农业")
UNITS = ("市交通运输局", "市卫生健康委", "市教育局", "市城管局", "市工信局", "市农业农村局", "高新区管委会", "港航集团")
DATED = 2
"""The number of the cell style that shows a day."""


def cells(row: int) -> tuple[str | int | float | None, ...]:
    """One record, with texts that repeat as they do in lists and texts that never do."""
    unit, other = UNITS[row % 8], UNITS[(row * 5 + 3) % 8]
    return (
        row, f"{unit[1:3]}智能协同调度第{row}期", SECTORS[row % 6], None, unit, UNITS[row * 3 % 8],
        f"{other}、{UNITS[row * 7 % 8]}", f"{'王李张刘陈杨'[row % 6]}{'伟芳娜敏静强'[row // 6 % 6]}",
        f"1380000{row % 10_000:04}", f"{'东西南北'[row % 4]}城区第{row % 50}街道",
        "人工排班效率低，高峰时段拥堵严重，数据分散在多个系统",
        f"建设{row}路视频接入与边缘识别，准确率不低于95%，并与既有平台对接",
        f"处理时间缩短到{row % 60 + 1}分钟以内", "计算机视觉、大模型", ("委托建设", "联合研发", "揭榜挂帅")[row % 3],
        row % 9_000 + row % 4 / 4, "财政资金", row % 400 or None, f"{row % 30 + 1}人月", "视频、卡口、信号数据",
        f"2025年{row % 12 + 1}月", f"{2026 + row % 3}-{row % 12 + 1:02}", ("谋划", "立项", "在建")[row % 3],
        f"{row % 101}%", None if row % 7 else "市级重点", "是" if row % 5 else "否", "市民", row % 1_000 / 10,
        45_658 + row % 365, f"user{row % 5_000}@example.gov.cn")


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TARGETS = (("worksheet", "worksheets/sheet1"), ("sharedStrings", "sharedStrings"), ("styles", "styles"))


def related(*targets: tuple[str, str]) -> str:
    inside = "".join(f'<Relationship Id="rId{n}" Type="{RELATIONS}/{about}" Target="{target}.xml"/>'
                     for n, (about, target) in enumerate(targets, 1))
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'


FRAME = {
    "xl/styles.xml": f'<styleSheet {MAIN}><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills>'
                     '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3">'
                     '<xf numFmtId="0"/><xf numFmtId="2"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{RELATIONS}"><sheets><sheet name="清单" sheetId="1" r:id="rId1"/>'
                       '</sheets></workbook>',
    "xl/_rels/workbook.xml.rels": related(*TARGETS),
    "_rels/.rels": related(("officeDocument", "xl/workbook")),
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
                           'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                           '<Default Extension="xml" ContentType="application/xml"/>' + "".join(
                               f'<Override PartName="/xl/{part}.xml" ContentType="{KIND}.{said}+xml"/>' for said, part in (
                                   *TARGETS, ("sheet.main", "workbook"))) + "</Types>"}


def write(path: Path, rows: int, first: int = 1) -> None:
    """A workbook as office programs write it: shared texts, a style for days."""
    shared: dict[str, int] = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        with package.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(f"<worksheet {MAIN}><sheetData>".encode())
            for line in _lines(rows, first, shared):
                part.write(line.encode())
            part.write(b"</sheetData></worksheet>")
        texts = "".join(f"<si><t>{escape(text)}</t></si>" for text in shared)
        package.writestr("xl/sharedStrings.xml", f"<sst {MAIN}>{texts}</sst>")
        for name, text in FRAME.items():
            package.writestr(name, text)


def _lines(rows: int, first: int, shared: dict[str, int]) -> Iterator[str]:
    names = list(map(letters, range(len(HEADS))))
    for at in range(rows + 1):
        written = []
        for name, cell in zip(names, cells(first + at - 1) if at else HEADS, strict=True):
            if isinstance(cell, str):
                written.append(f'<c r="{name}{at + 1}" t="s"><v>{shared.setdefault(cell, len(shared))}</v></c>')
            elif cell is not None:
                style = f' s="{DATED}"' if name == "AC" else ""
                written.append(f'<c r="{name}{at + 1}"{style}><v>{cell}</v></c>')
        yield f'<row r="{at + 1}">{"".join(written)}</row>'


def bare_calamine(paths: Sequence[Path]) -> None:
    import python_calamine

    for path in paths:
        python_calamine.load_workbook(path).get_sheet_by_index(0).to_python(skip_empty_area=False)


def bare_openpyxl(paths: Sequence[Path]) -> None:
    import openpyxl

    for path in paths:
        for _ in openpyxl.load_workbook(path, read_only=True, data_only=True).active.iter_rows(values_only=True):
            pass


def understood(paths: Sequence[Path]) -> None:
    from planner.domain.kinds import IMPORTED
    from planner.sheets.intake import read_book
    from planner.sheets.process import Reader

    with Reader() as reader:
        for path in paths:
            book = read_book(path, IMPORTED, reader=reader)
            assert len(book.tables[0].records()) >= ROWS_EACH


JOBS: dict[str, Callable[[Sequence[Path]], None]] = {job.__name__: job for job in (bare_calamine, bare_openpyxl, understood)}


def alone(job: str, paths: Sequence[Path]) -> None:
    """In the process of one job: its seconds on the clock and its peaks in MB, as JSON."""
    before = time.perf_counter()
    JOBS[job](paths)
    spent = time.perf_counter() - before
    peaks = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    sys.stdout.write(json.dumps([spent, *peaks]))


def measured(paths: Sequence[Path], jobs: Sequence[str]) -> dict[str, tuple[float, ...]]:
    """Job -> seconds, peak of the program, peak of its child: the fastest of the runs, which go in turn."""
    best: dict[str, tuple[float, ...]] = {}
    for _ in range(RUNS):
        for job in jobs:
            command = [sys.executable, __file__, "--alone", job, *map(str, paths)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            best[job] = min(best.get(job, (float("inf"),)), tuple(json.loads(done.stdout)))
    return best


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def one_large(folder: Path, sizes: Sequence[int]) -> None:
    """A list of 30 columns in several lengths."""
    grown: list[tuple[int, float]] = []
    for rows in sizes:
        path = folder / f"{rows}.xlsx"
        write(path, rows)
        found = measured([path], list(JOBS) if rows == sizes[-1] else ["bare_calamine", "understood"])
        spent, program, child = found["understood"]
        calamine = found["bare_calamine"][0]
        grown.append((rows, spent))
        say(f"{rows:>7} x {len(HEADS)}: {spent:6.2f} s, {spent / calamine:.2f} of calamine alone ({calamine:.2f} s; asked <= 3); "
            f"peak program {program:.0f} MB, reading process {child:.0f} MB (asked <= 400)")
        if "bare_openpyxl" in found:
            slow = found["bare_openpyxl"][0]
            say(f"{'':7}  {spent / slow:.2f} of openpyxl read_only alone ({slow:.2f} s; asked <= 0.35)")
    per_row = [spent / rows for rows, spent in grown]
    say(f"{'':7}  time per row at most {max(per_row) / min(per_row):.2f} times that of another length (asked: linear)")


def many_small(folder: Path) -> None:
    """Forty departments, 200 rows each."""
    paths = [folder / f"部门 {n}.xlsx" for n in range(FILES)]
    for n, path in enumerate(paths):
        write(path, ROWS_EACH, 1 + n * ROWS_EACH)
    found = measured(paths, list(JOBS))
    spent, program, child = found["understood"]
    say(f"{FILES} files of {ROWS_EACH} rows: {spent:.2f} s (asked <= 15), {spent / found['bare_openpyxl'][0]:.2f} of openpyxl "
        f"read_only, {spent / found['bare_calamine'][0]:.1f} of calamine; peak program {program:.0f} MB, child {child:.0f} MB")


def main(words: Sequence[str]) -> None:
    if words[:1] == ["--alone"]:
        alone(words[1], list(map(Path, words[2:])))
        return
    with tempfile.TemporaryDirectory() as folder:
        many_small(Path(folder))
        one_large(Path(folder), list(map(int, words)) or ROWS)


if __name__ == "__main__":
    main(sys.argv[1:])
