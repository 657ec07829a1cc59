"""Uses: what was read of files and of parameter files so far, which is what a chapter depends on.

A chapter runs in a process of its own. What is noted here while it runs, the build holds against
what has changed when it comes to the chapter again. A name is that of a file, with ``#part`` where
no more than a part of it was used (`research.edition.reliance` says what parts there are).
"""

from __future__ import annotations

__all__ = ["note", "noted"]

_noted: dict[str, None] = {}


def note(name: str) -> None:
    """Note that a file, or a part of one, is used.

    Parameters
    ----------
    name : of the file relative to the edition's root, ``file#part`` for a part of it.
    """
    _noted[name] = None


def noted() -> list[str]:
    """Give what was noted so far, each once, sorted."""
    return sorted(_noted)
