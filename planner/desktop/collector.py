"""Python's collector of garbage, kept from stopping the window while the worker holds a great many records."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def resting() -> Iterator[None]:
    """Work whose records live on after it: one look of the collector at them would stop every thread for a fifth of a second.

    What is there at the end is set apart from later looks, until `wake`; it goes when nobody refers to it, as ever.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def wake() -> None:
    """Look at everything again from now on."""
    gc.unfreeze()
