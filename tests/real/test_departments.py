"""The reader against department workbooks whose truth is known; they lie outside the project."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared"
LIMITS = "files=1,headers=0.97,columns=0.97,rows=0.99,cells=0.985,problems=0.98,extra=1"


def test_the_public_workbooks_are_understood() -> None:
    command = f"{shlex.quote(sys.executable)} -m planner read {{file}} --json"
    done = subprocess.run(
        [sys.executable, str(SHARED / "tools" / "score_import.py"), str(SHARED / "samples" / "departments"), "--command", command,
         "--details", "5", "--fail-under", LIMITS], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr
