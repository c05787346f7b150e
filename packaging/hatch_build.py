"""Completes a wheel: compiled forms beside the pages that use them, resources inside the package."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompleteWheel(BuildHookInterface):  # type: ignore[type-arg]
    """Called by hatchling before it packs; an editable wheel keeps reading resources/ from the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        runpy.run_path(str(root / "packaging" / "compile_forms.py"))["compile_forms"](root)
        if version == "standard":
            build_data["force_include"][str(root / "resources")] = "planner/_resources"
