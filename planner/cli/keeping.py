"""Commands that keep a workspace safe: new, history, undo, redo, check, backup, restore."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.cli.words import WORKSPACE, Answer, Asked, Command, Option, Slot

if TYPE_CHECKING:
    from planner.store.checking import Check
    from planner.store.store import Operation
    from planner.workspace import Workspace


def _new(asked: Asked) -> Answer:
    from planner.messages import PLACES
    from planner.workspace import Workspace

    with Workspace.create(asked.path("workspace")) as workspace:
        told = [f"已新建工作区：{workspace.path}"]
        if said := PLACES.get(workspace.store.place.value):
            told.append(f"{said.title}：{said.text}{said.advice}")
        return Answer({"workspace": str(workspace.path), "place": workspace.store.place.value}, told)


def _undo(asked: Asked) -> Answer:
    from planner.workspace import Workspace

    with Workspace.open(asked.path("workspace")) as workspace:
        news = workspace.keeping.undo(asked.option("--operation"))
    return Answer({"operation": news.operation, "name": news.name}, [news.name])


def _redo(asked: Asked) -> Answer:
    from planner.workspace import Workspace

    with Workspace.open(asked.path("workspace")) as workspace:
        news = workspace.keeping.redo()
    return Answer({"operation": news.operation, "name": news.name}, [news.name])


def _history(asked: Asked) -> Answer:
    from planner.workspace import Workspace

    limit = asked.count("--limit", 200)
    with Workspace.open(asked.path("workspace")) as workspace:
        written = asked.option("--record")
        key = _key(workspace, written) if written else None
        operations = workspace.keeping.history(key, limit)
        plain = {"operations": [_plain(workspace, operation, key) for operation in operations]}
        return Answer(plain, list(_lines(workspace, operations)))


def _key(workspace: Workspace, written: str) -> str:
    """The key of a record of any kind; one whose creation was taken back is known to the history alone."""
    from planner.cli import naming
    from planner.domain.kinds import EVERY
    from planner.errors import NotFound

    if workspace.keeping.history(written, limit=1):
        return written
    try:
        return naming.one_of(workspace, EVERY, written).id
    except NotFound:
        raise NotFound(kind="", key=written, label=f"记录“{written}”") from None


def _plain(workspace: Workspace, operation: Operation, key: str | None) -> dict[str, Any]:
    plain: dict[str, Any] = {"id": operation.id, "name": operation.name, "at": operation.at.isoformat(), "actor": operation.actor,
                             "changes": operation.count, "takes_back": operation.takes_back}
    if key:
        plain["fields"] = [{"field": name, "before": (change.before or {}).get(name), "after": (change.after or {}).get(name)}
                           for change in operation.changes for name in _fields(change)]
    return plain


def _fields(change: Any) -> list[str]:
    return [name for name in dict.fromkeys((*(change.before or {}), *(change.after or {}))) if name != "id"]


def _lines(workspace: Workspace, operations: Sequence[Operation]) -> Iterator[str]:
    from planner.cli.layout import table

    yield from table([[f"{operation.at.astimezone():%Y-%m-%d %H:%M}", operation.actor, operation.name, str(operation.count),
                       operation.id[:8]] for operation in operations], ["时间", "谁", "操作", "改动", "ID"], [3], 48)
    for operation in operations:
        for number, part in enumerate(workspace.keeping.differences(operation.changes)):
            if not number:
                yield f"\n{operation.name}："
            yield f"  {part.field}：{part.before or '（空）'} → {part.after or '（空）'}"


def _check(asked: Asked) -> Answer:
    from planner.cli.layout import table
    from planner.workspace import Workspace

    with Workspace.open(asked.path("workspace")) as workspace:
        checks = workspace.keeping.check(asked.progress)
    sound = all(check.ok for check in checks)
    damaged = not all(check.ok for check in checks if not check.rule)
    plain = {"ok": sound, "checks": [{"name": check.name, "ok": check.ok, "found": check.found} for check in checks]}
    lines = table([[check.name, _found(check)] for check in checks])
    return Answer(plain, [*lines, _DAMAGED if damaged else _SOUND if sound else _BROKEN], 2 if damaged else 0 if sound else 1)


_SOUND = "工作区完好。"
_BROKEN = "工作区完好，但有记录不符合规则；请在程序里打开带 ▲ 的记录改正。"
_DAMAGED = "工作区有问题，请不要继续使用；用 planner restore 从最近的备份恢复。"


def _found(check: Check) -> str:
    if check.found:
        return f"{check.found} 处" + ("" if check.ok else "问题")
    return "没有" if check.rule else "完好"


def _backup(asked: Asked) -> Answer:
    from planner.workspace import Workspace

    written = asked.option("--output")
    with Workspace.open(asked.path("workspace")) as workspace:
        made = workspace.keeping.backup(Path(written) if written else None)
    return Answer({"file": str(made.file), "sha256": made.sha256, "counts": made.counts},
                  [f"已备份：{made.file}", f"校验值：{made.sha256}", _counted(made.counts)])


def _restore(asked: Asked) -> Answer:
    from planner.services.keeping import Keeping

    made = Keeping.restore(asked.path("file"), asked.path("workspace"))
    return Answer({"workspace": str(made.file), "sha256": made.sha256, "counts": made.counts},
                  [f"已恢复为：{made.file}", _counted(made.counts)])


def _counted(counts: dict[str, int]) -> str:
    from planner.domain.kinds import KINDS

    return "内有：" + ("、".join(f"{KINDS[kind].label} {count}" for kind, count in counts.items() if count) or "没有记录")


NEW = Command("new", "新建一个工作区", _new, (Slot("workspace", "工作区", "要新建的文件，如 我的场景.planner；已有的文件不会覆盖"),))
HISTORY = Command("history", "谁在何时做了什么，最近的在前", _history, (WORKSPACE,), (
    Option("--record", "只看这一条记录的，并列出改了什么（ID、编号或名称）", "记录"), Option("--limit", "最多列出几次，默认 200", "次数")))
UNDO = Command("undo", "撤销最近一次操作；关掉程序、过了一天也可以", _undo, (WORKSPACE,), (
    Option("--operation", "撤销指定的一次操作（history 列出的 ID，要写全）", "操作"),))
REDO = Command("redo", "重做刚才撤销的操作", _redo, (WORKSPACE,))
CHECK = Command("check", "检查文件、留痕和记录是否完好", _check, (WORKSPACE,))
BACKUP = Command("backup", "做一份核对过的备份", _backup, (WORKSPACE,), (
    Option("--output", "备份成哪个文件；不写时放在工作区旁边的“备份”文件夹", "文件", short="-o"),))
RESTORE = Command("restore", "把备份恢复成一个新的工作区文件，先核对校验值；已有的文件不会覆盖", _restore, (
    Slot("file", "备份", "备份文件"), Slot("workspace", "工作区", "恢复成哪个文件，须是还没有的")))
