"""The dialog built from a record's fields."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from pytestqt.qtbot import QtBot

from planner.desktop.record_dialog import RecordDialog, among
from planner.domain.supply import ComputePool
from planner.schema.record import fields_of
from planner.workspace import Workspace


def test_what_is_refused_is_said_and_the_dialog_stays_until_it_is_taken(qtbot: QtBot, tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "工作 区.planner") as workspace:
        dialog = RecordDialog("新增", among(fields_of(ComputePool), without=("remarks",)),
                              lambda written: workspace.drafting.add(ComputePool, written))
        qtbot.addWidget(dialog)
        assert "remarks" not in dialog.binding.editors and "removed" not in dialog.binding.editors
        dialog.fill(None, {"title": "市智算中心", "unit": "P"})
        dialog.accept()
        assert dialog.result() == 0
        assert "每季可用量" in dialog.refusal
        assert workspace.drafting.count(ComputePool) == 0
        dialog.fill(None, {"title": "市智算中心", "unit": "P", "capacity": Decimal(12)})
        dialog.accept()
        assert dialog.result() == 1
        assert [pool.title for pool in workspace.supplying.pools("compute")] == ["市智算中心"]
