"""Tests on files outside the project: collected only where these files are."""

from __future__ import annotations

from pathlib import Path

collect_ignore_glob = [] if Path("/work/shared").is_dir() else ["test_*.py"]
