"""A received file read apart: in a process of its own, watched for time and memory and ended when it exceeds them."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from planner.errors import SheetUnreadable
from planner.progress import Progress
from planner.sheets.grid import Grid
from planner.sheets.precheck import kind_of
from planner.sheets.wire import pack, unpack

_PULSE = 0.05


@dataclass(frozen=True)
class Limits:
    """Seconds on the clock and bytes of memory that the reading of one file may take."""

    seconds: float = 20.0
    memory: int = 1 << 30


def read_grid(path: Path, progress: Progress | None = None, limits: Limits | None = None) -> Grid:
    """Any spreadsheet as a plain grid; the caller's own process never runs a reader.

    Raises SheetUnreadable (encrypted, damaged, too_large, unsupported, empty, timed_out), FileTrouble, Cancelled.
    """
    kind = kind_of(path)
    told, watch = progress or Progress(), _Watch(limits or Limits(), path.name)
    first = 0
    while True:
        try:
            return unpack(_messages(path, kind, first, told, watch))
        except _Died as death:
            if death.engine + 1 >= death.of:
                raise SheetUnreadable("damaged", file=path.name) from death
            first = death.engine + 1


class _Died(Exception):
    """The process ended without a word while the engine of this number was reading."""

    def __init__(self, engine: int, of: int) -> None:
        super().__init__(engine, of)
        self.engine = engine
        self.of = of


class _Watch:
    """Raises when the clock or the memory of the reading process has run out."""

    def __init__(self, limits: Limits, name: str) -> None:
        self._limits = limits
        self._ends = time.monotonic() + limits.seconds
        self._name = name

    def check(self, pid: int) -> None:
        import psutil

        if time.monotonic() > self._ends:
            raise SheetUnreadable("timed_out", file=self._name)
        with contextlib.suppress(psutil.Error):
            if psutil.Process(pid).memory_info().rss > self._limits.memory:
                raise SheetUnreadable("too_large", file=self._name)


def _messages(path: Path, kind: str, first: int, progress: Progress, watch: _Watch) -> Iterator[Mapping[str, Any]]:
    """What the process says, one message after the other; the process is gone when this ends, however it ends."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=serve, args=(theirs, str(path), kind, first), daemon=True)
    process.start()
    theirs.close()
    engine, of = first, first + 1
    try:
        while True:
            while not ours.poll(_PULSE):
                progress.step("读取文件", always=False)
                watch.check(process.pid or 0)
            try:
                message = json.loads(ours.recv_bytes())
            except (EOFError, OSError):
                raise _Died(engine, of) from None
            if "engine" in message:
                engine, of = message["engine"], message["of"]
            elif "error" in message:
                raise SheetUnreadable(message["error"], file=path.name)
            elif "end" in message:
                return
            else:
                yield message
    finally:
        ours.close()
        process.kill()
        process.join()
        process.close()


def serve(connection: Connection, path: str, kind: str, first: int) -> None:
    """The reading process: try one engine after the other and send what the first successful one gives."""
    _bound_memory()
    sys.setrecursionlimit(5_000)
    from planner.sheets.engines import Locked, TooLarge, engines_for

    engines = engines_for(Path(path), kind)
    error = "damaged"
    for number, engine in enumerate(engines[first:], first):
        connection.send_bytes(json.dumps({"engine": number, "of": len(engines)}).encode())
        try:
            for message in pack(engine(Path(path), kind)):
                connection.send_bytes(message)
        except Locked:
            error = "encrypted"
            break
        except (TooLarge, MemoryError):
            error = "too_large"
            break
        except BaseException as trouble:
            if isinstance(trouble, SystemExit | KeyboardInterrupt):
                raise
        else:
            connection.send_bytes(b'{"end": true}')
            return
    connection.send_bytes(json.dumps({"error": error}).encode())


def _bound_memory() -> None:
    """On POSIX the system itself refuses memory beyond the limit; elsewhere only the watch does."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
