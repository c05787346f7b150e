"""The tab of the optimizer: it is asked beside other work, what it proposes is read, understood, and taken or not."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from planner.desktop.actions import PLAN
from planner.desktop.columns import Column
from planner.desktop.forms.planning_proposal import Ui_PlanningProposal
from planner.desktop.page import Page, lay_out
from planner.desktop.pages.planning.inset import Inset
from planner.desktop.pages.planning.part import Part
from planner.desktop.pages.planning.turn_tables import KINDS, move_columns, named, rank, turn_columns
from planner.desktop.roles import dress
from planner.desktop.table import RowTable
from planner.desktop.tasks import Task
from planner.domain.demand import Variant
from planner.domain.selection import PlanRule
from planner.errors import PlannerError
from planner.messages import Notice, sentence
from planner.progress import Progress
from planner.schema.numbers import trimmed
from planner.schema.text import folded
from planner.services.formulating import Wishes

if TYPE_CHECKING:
    from planner.domain.supposing import Change
    from planner.services.proposing import Proposal, Way
    from planner.services.turning import Turn

STOP = "停止并用当前最好方案"
_NAME = 60


class ProposalPart(Part):
    """One variant's proposal at a time; one that was made under suppositions can be kept, not applied."""

    heard = Signal(object, object)

    def __init__(self, page: Page, inset: Inset) -> None:
        super().__init__(page, inset)
        self.ui = lay_out(self, Ui_PlanningProposal)
        self._work = self.desk.workspace
        self._variant: Variant | None = None
        self.proposal: Proposal | None = None
        self._outdated = False
        self._ways: dict[str, Way] = {}
        self.turns = RowTable(turn_columns(), lambda turn: turn.key, self)
        self.moves = RowTable(move_columns(lambda: self.proposal.ground.case if self.proposal else None),
                              lambda move: f"{move.demand}/{move.pool}/{move.quarter.text}", self)
        self.notes = RowTable((Column("note", "须留意的记录", lambda note: note, 90),), lambda note: note, self)
        self._dress()
        self._wire(page)
        self._show_all()

    def _dress(self) -> None:
        ui, settings = self.ui, self.desk.settings
        dress("hint", ui.summary)
        ui.propose.setProperty("primary", True)
        ui.whole.setAccessibleName(ui.whole.text())
        ui.turns.show_table(self.turns, settings=settings, name="planning.turns")
        ui.moves.show_table(self.moves, settings=settings, name="planning.moves")
        ui.moves.when_empty("这一项的配置没有改动")
        ui.notes.show_table(self.notes)
        ui.notes.when_empty("没有须留意的记录")
        for value, words in {"": "全部", "changed": "有变化的", **KINDS}.items():
            ui.kinds.addItem(words, value)
        ui.split.setSizes([300, 220])

    def _wire(self, page: Page) -> None:
        ui = self.ui
        self._propose = page.offer(PLAN, "生成优化建议", self.propose, keys="Ctrl+G", button=ui.propose)
        self._apply = page.offer(PLAN, "采用优化建议", self.apply, button=ui.apply)
        self._keep = page.offer(PLAN, "优化建议存为新方案…", self.keep, button=ui.keep)
        for button, slot in ((ui.way_in, self.ask_way_in), (ui.require, partial(self._rule, "required")),
                             (ui.bar, partial(self._rule, "barred"))):
            button.setAccessibleName(button.text())
            button.clicked.connect(slot)
        ui.kinds.activated.connect(self._filter)
        ui.search.textChanged.connect(self._filter)
        ui.turns.picked.connect(self._explain)
        self.heard.connect(self._heard)

    # asking

    def turn_to(self, chosen: Sequence[Variant]) -> None:
        variant = chosen[0] if chosen else None
        if (variant.id if variant else "") != (self._variant.id if self._variant else ""):
            self.proposal, self._ways = None, {}
        self._variant = variant
        self._show_all()

    def records_changed(self) -> None:
        self._outdated = self.proposal is not None

    def propose(self, supposed: Sequence[Change] = ()) -> None:
        """Ask for the best plan of the variant that is chosen, under these suppositions if there are any."""
        if self.ui.running.busy:
            return
        name, wishes = self._variant.id if self._variant else None, Wishes(whole=self.ui.whole.isChecked())

        def work(progress: Progress) -> Proposal:
            return self._work.proposing.propose(name, wishes, progress, supposed=supposed, apart=True, heard=self.heard.emit)

        task = self.begin("生成优化建议", work, self.show_proposal)
        task.failed.connect(self._failed)
        self._follow(task, STOP)

    def _follow(self, task: Task, stop: str) -> None:
        self.ui.running.follow(task, stop)
        for ending in (task.finished, task.failed, task.cancelled, task.broken):
            ending.connect(lambda *_: self._enable())
        self._enable()

    def _heard(self, score: Decimal | None, bound: Decimal | None) -> None:
        if score is None:
            self.ui.running.say("还没有找到可行方案…")
        else:
            gap = f"，上界 {trimmed(bound)}，距最优不超过 {_apart(score, bound)}" if bound else ""
            self.ui.running.say(f"已找到得分 {trimmed(score)}{gap}")

    def _failed(self, error: PlannerError) -> None:
        """Every bad row and every contradicting demand is listed, not only named in the bar."""
        listed = error.params.get("problems") or error.params.get("conflict") or ()
        self.proposal = None
        self._show_all()
        self.notes.show(listed)
        if listed:
            self.ui.details.setCurrentWidget(self.ui.notes_tab)

    def show_proposal(self, proposal: Proposal) -> None:
        """Read a proposal; nothing is written yet."""
        self.proposal, self._outdated, self._ways = proposal, False, {}
        self.ui.kinds.setCurrentIndex(0)
        self.ui.details.setCurrentWidget(self.ui.why_tab)
        self._show_all()

    # showing

    def _show_all(self) -> None:
        found = self.proposal
        waiting = f"为{named(self._variant)}选出总分最高的场景并配置供给；看过再决定采用，不会直接改动。"
        self.ui.summary.setText(self._summary(found) if found else waiting)
        self.notes.show([f"{sentence(problem)}" for problem in found.warnings] if found else ())
        count = len(self.notes.things)
        self.ui.details.setTabText(2, f"须留意（{count}）" if count else "须留意")
        self._filter()
        self._enable()

    def _summary(self, found: Proposal) -> str:
        if not found.turns:
            return "还没有场景提出需求，没有可选的。"
        counts = {kind: sum(turn.kind == kind for turn in found.turns) for kind in KINDS}
        said = [f"假设：{'；'.join(map(self._work.supposing.sentence, found.ground.supposed))}"] if found.ground.supposed else []
        said.append(f"得分 {trimmed(found.score)}，上界 {trimmed(found.bound)}，距最优不超过 {found.gap:.2%}")
        if found.rule is not None:
            more = f"，本建议高 {(found.score - found.rule) / found.rule:.1%}" if found.rule and found.score > found.rule else ""
            said.append(f"按“性价比”逐个选只得 {trimmed(found.rule)}{more}" if more else f"按“性价比”逐个选也得 {trimmed(found.rule)}")
        said.append(f"入选 {len(found.chosen)}：新入选 {counts['enters']}、改配 {counts['shifts']}、保持 {counts['stays']}；"
                    f"落选 {counts['leaves']}，未入选 {counts['waits']}")
        if found.stopped:
            said.append("求解已提前停止，这是当时最好的方案")
        if self._outdated:
            said.append("▲ 之后记录有改动，请重新生成")
        return "。".join(said) + "。"

    def _filter(self, _: object = None) -> None:
        kind, wanted = self.ui.kinds.currentData(), folded(self.ui.search.text())
        turns = self.proposal.turns if self.proposal else ()
        found = [turn for turn in turns if kind in ("", turn.kind) or (kind == "changed" and turn.moves)]
        self.turns.show(sorted((turn for turn in found if wanted in folded(turn.title)), key=rank))
        if self.turns.things:
            self.ui.turns.blank.hide()
            if not self.ui.turns.current_key():
                self.ui.turns.pick(self.turns.key(0))
        elif turns:
            self.ui.turns.blank.say("没有符合筛选的场景")
        elif self.proposal:
            self.ui.turns.blank.say("没有可选的场景", "场景要先有需求，才能选。")
        else:
            self.ui.turns.blank.say("还没有建议", "按条件和权重，在可用的供给之内选出总分最高的场景。", ("生成优化建议", self.propose))
        self._explain()

    @property
    def turn(self) -> Turn | None:
        """What is read at the moment."""
        key = self.ui.turns.current_key()
        return next((turn for turn in self.turns.things if turn.key == key), None)

    def _explain(self) -> None:
        turn = self.turn
        self.moves.show(turn.moves if turn else ())
        self.ui.why.setPlainText(self._told(turn) if turn else "")
        self._enable()

    def _told(self, turn: Turn) -> str:
        lines = [f"{'为什么入选' if turn.inside else '为什么没选上'}：{turn.title}", *(f"· {sentence(reason)}" for reason in turn.reasons)]
        way = self._ways.get(turn.key)
        if way is not None:
            lines += ["", "怎样才能入选：", *self._ways_in(turn, way)]
        return "\n".join(lines)

    def _ways_in(self, turn: Turn, way: Way) -> list[str]:
        assert self.proposal is not None
        left = next(one for one in self.proposal.left_out if one.key == turn.key)
        titles = {key: pool.title for key, pool in self.proposal.ground.case.sources.items()}
        adds = [f"{short.quarter.shown if short.quarter else '全部季度合计'}“{'、'.join(titles[key] for key in short.pools)}”增加 "
                f"{trimmed(short.amount)} {short.unit}" for short in left.short]
        lines = [f"· 增加供给：{'；'.join(adds)}"] if adds else []
        if any(reason.code == "plan_no_supply" for reason in turn.reasons):
            lines.append("· 先登记能满足它的供给，或改它的需求：现在有的季度没有任何供给可用")
        elif way.leaves is None:
            lines.append("· 不增加供给时，让其他场景退出也不行")
        elif way.leaves:
            lines.append(f"· 或者不增加供给，最少让 {len(way.leaves)} 个场景退出：{'、'.join(way.leaves)}")
        else:
            lines.append("· 供给够用，要求它入选即可")
        return lines

    def _enable(self) -> None:
        busy, found, turn = self.ui.running.busy, self.proposal, self.turn
        for button in (self.ui.require, self.ui.bar):
            button.setEnabled(turn is not None)
        self.ui.way_in.setEnabled(turn is not None and not turn.inside and not busy)
        self._propose.setEnabled(not busy)
        self._apply.setEnabled(not busy and found is not None and bool(found.moves) and not self._outdated and not found.ground.supposed)
        self._keep.setEnabled(not busy and found is not None and bool(found.turns))

    # taking

    def apply(self) -> None:
        """Write the proposal into the variant as one operation."""
        found = self.proposal
        if found is not None:
            self.desk.begin("采用优化建议", lambda progress: self._work.proposing.apply(found), lambda _: self._applied(found))

    def _applied(self, found: Proposal) -> None:
        self.proposal = None
        self._show_all()
        self.desk.tell(Notice("已采用", f"“{found.variant.title}”的 {len(found.moves)} 处配置已改，可以撤销。"))

    def keep(self) -> None:
        """Write the proposal as a variant of its own."""
        found = self.proposal
        if found is not None:
            fields, supposed = self._work.words.fields_of(Variant), found.ground.supposed
            title = self._work.supposing.sentence(supposed[0]) if supposed else f"{found.variant.title}（优化）"
            self.inset.ask("建议存为新方案", {"title": fields["title"]},
                           lambda w: self._keep_as(found, self._work.weighing.free(w["title"])),
                           does="存为新方案", values={"title": title}, hint=f"“{found.variant.title}”不变。")

    def _keep_as(self, found: Proposal, title: str) -> None:
        self.desk.begin("建议存为新方案", lambda progress: self._work.proposing.keep(found, title),
                        lambda made: self.desk.tell(Notice("已存为新方案", f"“{made.title}”在左边的方案里，可与其他方案比较。")))

    def ask_way_in(self) -> None:
        """Seek the smallest change that lets the chosen candidate in."""
        found, turn = self.proposal, self.turn
        if found is None or turn is None or turn.inside or self.ui.running.busy:
            return
        key = turn.key
        asked = partial(self._work.proposing.way_in, found, key, apart=True)
        task = self.begin("查找怎样才能入选", lambda progress: asked(progress=progress), self._show_way)
        self._follow(task, "停止")

    def _show_way(self, way: Way) -> None:
        self._ways[way.key] = way
        self._explain()

    def _rule(self, kind: str) -> None:
        turn = self.turn
        if turn is not None:
            words = {"required": "必须入选", "barred": "不得入选"}[kind]
            title = f"{turn.title[:_NAME - len(words)]}{words}"
            made = self.desk.attempt(lambda: self._work.drafting.add(PlanRule, {"title": title, "rule": kind, "scenario": turn.key}))
            if made is not None:
                self.desk.tell(Notice("已加入条件", f"“{turn.title}”{words}，可在“条件”里修改或移除。", "请重新生成优化建议。"),
                               act=("重新生成", self.propose))


def _apart(score: Decimal, bound: Decimal | None) -> str:
    return f"{max(Decimal(0), (bound - score) / bound):.2%}" if bound else "—"
