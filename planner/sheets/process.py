"""Received files read apart: in a process of its own, watched for time and memory, and replaced when it exceeds them.

    with Reader() as reader:                       # the process starts here, while other things happen
        for path in paths:                         # each file's result is there before the next file is begun
            book = read_book(path, records, words, progress, hints, reader=reader)

A file that hurts (crash, time, memory) is refused as one file: the next is read by a fresh process without anything to be
done. `read_grid` and `read_book` without a reader start a process for one file. A reader belongs to one thread.
"""

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
from types import TracebackType
from typing import Any, Self

from planner.errors import FileTrouble, SheetUnreadable
from planner.progress import Progress
from planner.sheets.grid import Grid
from planner.sheets.precheck import checked
from planner.sheets.slabs import MARK
from planner.sheets.wire import TooLarge, pack, unpack

_PULSE = 0.05
_KEPT = 200 << 20
"""Bytes beyond which a process that has done its work gives its memory back by ending."""


@dataclass(frozen=True)
class Limits:
    """Seconds on the clock and bytes of memory that the reading of one file may take."""

    seconds: float = 20.0
    memory: int = 1 << 30


def read_grid(path: Path, progress: Progress | None = None, limits: Limits | None = None) -> Grid:
    """One spreadsheet as a plain grid, by a process for it alone; raises as `Reader.grid` does."""
    with Reader(limits) as reader:
        return reader.grid(path, progress)


class Reader:
    """A reading process that stays for the next file; the caller's own process never runs a reader's library."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._child: _Child | None = None

    def __enter__(self) -> Self:
        self._started()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def grid(self, path: Path, progress: Progress | None = None, limits: Limits | None = None) -> Grid:
        """Any spreadsheet as a plain grid. `limits` go before the reader's own, for whoever is asked to go on waiting.

        Raises SheetUnreadable (encrypted, damaged, too_large, unsupported, empty, timed_out), FileTrouble, Cancelled.
        """
        watch = _Watch(limits or self._limits, path.name, progress or Progress())
        first, warm = 0, self._child is not None
        while True:
            try:
                return self._read(path, first, watch)
            except _Died as death:
                if warm and death.engine < first:  # it was gone before it heard of this file
                    warm = False
                elif death.engine < first or death.engine + 1 >= death.of:
                    raise SheetUnreadable("damaged", file=path.name) from death
                else:
                    first = death.engine + 1

    def _read(self, path: Path, first: int, watch: _Watch) -> Grid:
        child = self._started()
        try:
            return unpack(child.messages(path, first, watch))
        finally:
            if child.busy or child.memory() > _KEPT:
                self.close()

    def close(self) -> None:
        """End the process; a file that is read afterwards starts another."""
        if self._child is not None:
            self._child.end()
            self._child = None

    def _started(self) -> _Child:
        if self._child is None:
            self._child = _Child()
        return self._child


class _Died(Exception):
    """The process ended without a word while the engine of this number was reading, or before it began with the first."""

    def __init__(self, engine: int, of: int) -> None:
        super().__init__(engine, of)
        self.engine = engine
        self.of = of


class _Watch:
    """Raises when the clock or the memory of the reading process has run out, or when the person has cancelled."""

    def __init__(self, limits: Limits, name: str, progress: Progress) -> None:
        self._limits = limits
        self._ends = time.monotonic() + limits.seconds
        self._next = 0.0
        self._progress = progress
        self.name = name

    def check(self, child: _Child) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _PULSE
        self._progress.step("读取文件", always=False)
        if now > self._ends:
            raise SheetUnreadable("timed_out", file=self.name)
        if child.memory() > self._limits.memory:
            raise SheetUnreadable("too_large", file=self.name)


class _Child:
    """One process and the pipe to it; `busy` while it owes something about a file."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self.busy = False

    def memory(self) -> int:
        """Bytes it holds; 0 when it has ended."""
        import psutil

        with contextlib.suppress(psutil.Error):
            held: int = psutil.Process(self._process.pid).memory_info().rss
            return held
        return 0

    def messages(self, path: Path, first: int, watch: _Watch) -> Iterator[Mapping[str, Any] | bytes]:
        """What it says of a file, one message after the other, beginning with the engine of this number."""
        engine, of = first - 1, first + 1
        self.busy = True
        try:
            self._pipe.send_bytes(json.dumps({"path": str(path), "first": first}).encode())
            while True:
                watch.check(self)
                while not self._pipe.poll(_PULSE):
                    watch.check(self)
                received = self._pipe.recv_bytes()
                if received.startswith(MARK):
                    yield received
                    continue
                message = json.loads(received)
                if "engine" in message:
                    engine, of = message["engine"], message["of"]
                elif not message.keys().isdisjoint(("error", "trouble", "end")):
                    self.busy = False
                    break
                else:
                    yield message
        except (EOFError, OSError):
            raise _Died(engine, of) from None
        if "trouble" in message:
            raise FileTrouble(message["trouble"], path=str(path))
        if "error" in message:
            raise SheetUnreadable(message["error"], file=path.name)

    def end(self) -> None:
        self._pipe.close()
        self._process.kill()
        self._process.join()
        self._process.close()


def serve(pipe: Connection) -> None:
    """The reading process: one file after the other, until nobody is there to ask."""
    _bound_memory()
    sys.setrecursionlimit(5_000)
    with contextlib.suppress(ImportError):
        import python_calamine  # noqa: F401 - what most files need is loaded before the first one comes
    from planner.sheets import engines  # noqa: F401 - likewise

    with contextlib.suppress(EOFError, OSError):
        while True:
            asked = json.loads(pipe.recv_bytes())
            ending = _answer(pipe, Path(asked["path"]), asked["first"])
            pipe.send_bytes(json.dumps(ending).encode())


def _answer(pipe: Connection, path: Path, first: int) -> Mapping[str, Any]:
    """Try one engine after the other and send what the first successful one gives; how it ended."""
    from planner.sheets.engines import Locked, engines_for

    try:
        seen = checked(path)
    except SheetUnreadable as refused:
        return {"error": refused.code}
    except FileTrouble as trouble:
        return {"trouble": trouble.code}
    engines = engines_for(path, seen.kind)
    for number, engine in enumerate(engines[first:], first):
        pipe.send_bytes(json.dumps({"engine": number, "of": len(engines)}).encode())
        try:
            for message in pack(engine(path, seen)):
                pipe.send_bytes(message)
        except Locked:
            return {"error": "encrypted"}
        except (TooLarge, MemoryError):
            return {"error": "too_large"}
        except BaseException as broken:
            if isinstance(broken, SystemExit | KeyboardInterrupt | BrokenPipeError):
                raise
        else:
            return {"end": True}
    return {"error": "damaged"}


def _bound_memory() -> None:
    """On POSIX the system itself refuses memory beyond the limit; elsewhere only the watch does."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
