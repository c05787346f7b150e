"""Work on a received file in a process of its own, watched for time and memory, whose end is all that is heard of it."""

from __future__ import annotations

import contextlib
import multiprocessing
import sys
import time
from collections.abc import Callable

from planner.progress import Progress
from planner.sheets.process import Limits

_PULSE = 0.05


def apart(work: Callable[..., None], *arguments: object, progress: Progress, limits: Limits | None = None) -> bool:
    """Whether `work(*arguments)` came to its end; False when it failed, died, or took more than it may.

    `work` is a function of a module, and the arguments can be pickled. Raises Cancelled.
    """
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(work, arguments), daemon=True)
    process.start()
    try:
        return _came_to_its_end(process, limits or Limits(), progress)
    finally:
        process.kill()
        process.join()
        process.close()


def _came_to_its_end(process: multiprocessing.process.BaseProcess, limits: Limits, progress: Progress) -> bool:
    import psutil

    ends = time.monotonic() + limits.seconds
    while process.is_alive():
        process.join(_PULSE)
        progress.step("处理文件", always=False)
        with contextlib.suppress(psutil.Error):
            if psutil.Process(process.pid).memory_info().rss > limits.memory:
                return False
        if time.monotonic() > ends:
            return False
    return process.exitcode == 0


def _serve(work: Callable[..., None], arguments: tuple[object, ...]) -> None:
    """In the process: whatever a library does with a strange file ends here, as a number."""
    try:
        work(*arguments)
    except Exception:  # noqa: BLE001 - around the reading process: the parent hears that it failed and takes another way
        sys.exit(1)
