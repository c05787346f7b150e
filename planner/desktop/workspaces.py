"""Workspaces as files: new, open, sample, backup, restore, check; each refusal becomes one notice with a way out."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from planner.desktop import choosing
from planner.errors import PlannerError, StoreTrouble
from planner.messages import Notice, notice
from planner.paths import machine_folder, trouble
from planner.progress import Progress

if TYPE_CHECKING:
    from planner.desktop.window import Window
    from planner.services.sampling import Sampled
    from planner.store.backup import Backup
    from planner.store.checking import Check
    from planner.workspace import Workspace

Act = tuple[str, Callable[[], None]]
SAMPLE = "澜江市示例"
_OF_BUSY = Notice("只读副本", "这是备份副本，可以查看和打印，不能修改。", "要修改时，请等对方关闭后打开原工作区。")
_OF_READ_ONLY = Notice("只读副本", "这是原工作区的副本，可以查看和打印，不能修改。", "要修改时，请把原工作区复制到可以写入的文件夹再打开。")


class Workspaces:
    """What the start page and the menus do with whole files; opening, copying and checking run on the worker."""

    def __init__(self, window: Window) -> None:
        self._window = window

    # new and open

    def new(self) -> None:
        path = choosing.new_workspace(self._window)
        if path:
            self.create(path)

    def create(self, path: Path) -> None:
        """A new, empty workspace; a file that is there already is left alone."""
        def work(_: Progress) -> Workspace:
            from planner.workspace import Workspace

            return Workspace.create(path, self._window.settings)

        self._window.begin(f"新建“{path.stem}”", work, self._window.take)

    def choose(self) -> None:
        path = choosing.workspace(self._window)
        if path:
            self.open(path)

    def open(self, path: Path, page: str = "scenarios") -> None:
        """Open a file and show a page of it; the workspace that is open stays open until this one is."""
        if self._window.has_workspace and _same(self._window.workspace.path, path):
            self._window.go(page)
            self._window.say(f"“{path.stem}”已经打开")
            return

        def work(_: Progress) -> Workspace:
            from planner.workspace import Workspace

            return Workspace.open(path, self._window.settings)

        self._window.begin(f"打开“{path.stem}”", work, partial(self._window.take, page=page), failed=partial(self._refused, path))

    def _refused(self, path: Path, error: PlannerError) -> None:
        self._window.tell(notice(error), "amber" if error.code == "store_busy" else "red", self._way_out(path, error))
        if not self._window.has_workspace:
            self._window.go("start")

    def _way_out(self, path: Path, error: PlannerError) -> Act | None:
        from planner.services import recovering

        if error.code == "store_busy":
            return "查看备份副本", partial(self.look, path)
        if error.code == "store_read_only":
            return "查看只读副本", partial(self.look, path, recovering.copy_of_read_only)
        if error.code == "store_missing" and not recovering.has_copies(path):
            return "从列表移除", partial(self.forget, path)
        if isinstance(error, StoreTrouble) and error.code in ("store_damaged", "store_missing", "store_foreign"):
            return ("恢复最近的备份", partial(self.recover, path)) if recovering.has_copies(path) else None
        return None

    def look(self, path: Path, copy: Callable[[Path], Path] | None = None) -> None:
        """Open a copy of what someone else holds, or nobody can write; it can be read and printed, not changed."""
        def work(_: Progress) -> Workspace:
            from planner.services.recovering import copy_to_look_at
            from planner.workspace import Workspace

            return Workspace.open((copy or copy_to_look_at)(path), self._window.settings, looking=True)

        def done(workspace: Workspace) -> None:
            self._window.take(workspace)
            self._window.tell(_OF_READ_ONLY if copy else _OF_BUSY, "amber")

        self._window.begin(f"复制“{path.stem}”", work, done)

    def forget(self, path: Path) -> None:
        """Take a file out of the recent ones; the file itself is left alone."""
        self._window.settings.forget(path)
        self._window.keep_settings()
        self._window.go("start")

    # backups

    def backup(self) -> None:
        keeping = self._window.workspace.keeping
        self._window.begin("备份", lambda _: keeping.backup(), self._backed_up)

    def _backed_up(self, made: Backup) -> None:
        self._window.tell(Notice("已备份", f"已备份到“{made.file}”，共 {sum(made.counts.values()):,} 条记录，已核对无误。"))

    def restore(self) -> None:
        """Bring a backup that a person chooses back as a file of its own, and open that."""
        from planner.services import recovering

        window = self._window
        folder = recovering.folder_of(window.workspace.path) if window.has_workspace else choosing.documents()
        copy = choosing.backup(window, folder if folder.is_dir() else folder.parent)
        if copy:
            self.restore_from(copy)

    def restore_from(self, copy: Path) -> None:
        from planner.services import recovering

        self._window.begin("恢复备份", lambda _: recovering.restore(copy, recovering.workspace_of(copy)), self._restored)

    def recover(self, path: Path) -> None:
        """Bring the newest sound backup of a damaged file back beside it, and open that."""
        def work(_: Progress) -> Path:
            from planner.services import recovering

            newest = recovering.newest_sound(path)
            if newest is None:
                raise StoreTrouble("no_sound_backup", path=recovering.folder_of(path))
            return recovering.restore(newest.file, path)

        self._window.begin("恢复备份", work, self._restored)

    def _restored(self, restored: Path) -> None:
        self.open(restored)
        self._window.say(f"备份已恢复为“{restored.name}”，原文件没有改动")

    def check(self) -> None:
        self._window.begin("检查工作区", self._window.workspace.keeping.check, self._checked)

    def _checked(self, checks: list[Check]) -> None:
        wrong = [check for check in checks if not check.ok]
        found = "、".join(f"{check.name} {check.found} 处" for check in wrong)
        doubtful = sum(check.found for check in checks if check.ok)
        if not wrong:
            more = f"另有 {doubtful} 处提醒，见各记录上的 ▲。" if doubtful else ""
            names = "、".join(check.name for check in checks)
            self._window.tell(Notice("检查通过", f"{names}，共 {len(checks)} 项，均无问题。{more}"))
        elif all(check.rule for check in wrong):
            self._window.tell(Notice("有记录不符合规则", f"文件完好；{found}。检查没有改动内容。", "请打开带 ▲ 的记录改正。"), "amber")
        else:
            self._window.tell(Notice("检查发现问题", f"有问题的地方：{found}。检查没有改动内容。",
                                     "请先立即备份，再用“从备份恢复”对照。"), "red", ("从备份恢复…", self.restore))

    # the sample

    @property
    def sample_file(self) -> Path:
        return machine_folder() / "示例" / f"{SAMPLE}{choosing.SUFFIX}"

    def sample(self) -> None:
        """Open the sample, which is built first where it is not there."""
        if self.sample_file.is_file():
            self.open(self.sample_file)
            return
        self._window.begin("建立示例", self._build, self._built)

    def _build(self, progress: Progress) -> tuple[Workspace, Sampled]:
        """Built aside and then put in its place, so that what stopped half-way is never taken for the sample."""
        from planner.workspace import Workspace

        aside = self.sample_file.parent / "在建" / self.sample_file.name
        shutil.rmtree(aside.parent, ignore_errors=True)
        try:
            aside.parent.mkdir(parents=True)
            with Workspace.create(aside, self._window.settings) as building:
                made = building.sampling.build(progress)
            aside.replace(self.sample_file)
        except OSError as error:
            raise trouble(error, self.sample_file) from error
        finally:
            shutil.rmtree(aside.parent, ignore_errors=True)
        return Workspace.open(self.sample_file, self._window.settings), made

    def _built(self, built: tuple[Workspace, Sampled]) -> None:
        workspace, made = built
        self._window.take(workspace)
        self._window.tell(Notice("示例已建好", f"由 {made.files} 份部门报送表格建成，共 {made.records:,} 条记录。",
                                 "可以随意改动；不再需要时用“文件 > 移除示例工作区”。"))

    def remove_sample(self) -> None:
        """Delete the sample and all that belongs to it; it can be built again at any time."""
        from planner.services import recovering

        window = self._window
        if window.has_workspace and _same(window.workspace.path, self.sample_file):
            window.close_workspace()
        if not self.sample_file.is_file():
            window.say("没有示例工作区")
            return
        try:
            recovering.take_away(self.sample_file)
        except PlannerError as error:
            window.complain(error)
            return
        self.forget(self.sample_file)
        window.say("示例工作区已移除")


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one == other
