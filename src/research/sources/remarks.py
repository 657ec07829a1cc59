"""Remarks: what a data file has that stops nothing, but that its owner should know."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.errors import Problem

__all__ = ["heard", "remark"]

_HEARD: ContextVar[list[Problem] | None] = ContextVar("heard", default=None)


def remark(*found: Problem) -> None:
    """Say something of a file to whoever listens; without a listener it is not kept."""
    listening = _HEARD.get()
    if listening is not None:
        listening.extend(one for one in found if one not in listening)


@contextmanager
def heard() -> Iterator[list[Problem]]:
    """Listen to what readers remark meanwhile.

    Yields
    ------
    The remarks, each once; grows while files are read.
    """
    remarks: list[Problem] = []
    token = _HEARD.set(remarks)
    try:
        yield remarks
    finally:
        _HEARD.reset(token)
