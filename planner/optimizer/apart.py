"""The optimizer in a process of its own: whoever shows a window goes on answering while it works."""

from __future__ import annotations

import contextlib
import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from planner.errors import Cancelled
from planner.optimizer.pieces import join, split
from planner.optimizer.watch import Search
from planner.progress import Progress

T = TypeVar("T")
PULSE = 0.05
_PATIENCE = 20.0   # seconds after which a search that was asked to stop is ended without an answer


class Ended(Exception):
    """The process ended without an answer, as it does when the machine has no memory left."""


def apart(work: Callable[..., T], *arguments: object, progress: Progress | None = None) -> T:
    """What `work(*arguments, progress)` gives there; all of it must be known by name or plain data.

    Cancelling asks the work to stop and waits for what it then gives. Raises what the work raises, and Ended.
    """
    context = multiprocessing.get_context("spawn")
    pipe, theirs = context.Pipe()
    child = context.Process(target=_serve, args=(theirs, work, len(arguments)), daemon=True)
    child.start()
    theirs.close()
    try:
        answer: T = _Waiting(pipe, progress or Progress()).answer(arguments)
        return answer
    finally:
        pipe.close()
        child.kill()
        child.join()
        child.close()


class _Waiting:
    """Hears what the process says, and tells it when the person wants an end."""

    def __init__(self, pipe: Connection, progress: Progress) -> None:
        self._pipe, self._progress = pipe, progress
        self._what: tuple[str, int, int] = ("准备求解", 0, 0)
        self._until: float | None = None

    def answer(self, arguments: tuple[object, ...]) -> Any:
        try:
            for argument in arguments:
                for piece in split(argument):
                    self._pipe.send(piece)
            while True:
                while not self._pipe.poll(PULSE):
                    self._step()
                kind, said = self._pipe.recv()
                if kind == "step":
                    self._what = said
                    self._step()
                elif kind == "found" and isinstance(self._progress, Search):
                    self._progress.found(*said)
                elif kind == "raised":
                    raise said
                elif kind == "done":
                    return join(self._pipe.recv)
        except (EOFError, OSError):
            raise Ended from None

    def _step(self) -> None:
        if self._until is not None:
            if time.monotonic() > self._until:
                raise Cancelled
            return
        try:
            self._progress.step(*self._what, always=False)
        except Cancelled:
            self._until = time.monotonic() + _PATIENCE
            self._pipe.send("stop")


class _Told(Search):
    """Carries what the work says to the waiting process, and hears there that it should stop."""

    def __init__(self, pipe: Connection) -> None:
        super().__init__(Progress(lambda *said: pipe.send(("step", said))), lambda *said: pipe.send(("found", said)))
        self._pipe = pipe

    def step(self, what: str, done: int = 0, total: int = 0, *, always: bool = True) -> None:
        if self._pipe.poll():
            self._pipe.recv()
            self._around.cancel()
        super().step(what, done, total, always=always)


def _serve(pipe: Connection, work: Callable[..., Any], count: int) -> None:
    with contextlib.suppress(EOFError, OSError):
        arguments = [join(pipe.recv) for _ in range(count)]
        try:
            found = work(*arguments, _Told(pipe))
        except Exception as error:  # noqa: BLE001 - the edge of the process: what went wrong is raised where it is waited for
            pipe.send(("raised", error))
            return
        pipe.send(("done", None))
        for piece in split(found):
            pipe.send(piece)
