"""Handles of files: a build with its kernels and their sockets needs more than a few."""

from __future__ import annotations

import contextlib

from research.errors import InputError, Problem

__all__ = ["NEEDED", "require_handles"]

NEEDED = 256
"""What a build of many chapters was seen to need at most, twice over."""
_ASKED = 4096


def require_handles() -> None:
    """Let this process open as many files as a build needs, or refuse.

    Raises
    ------
    InputError
        If the session allows fewer, and this process may not raise that.
    """
    try:
        import resource
    except ModuleNotFoundError:
        # A system that sets no such limit.
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if _enough(soft):
        return
    wanted = _ASKED if hard == resource.RLIM_INFINITY else min(hard, _ASKED)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if not _enough(soft):
        what = f"a process may open {soft} files here, too few for a build"
        hint = f"raise the limit where you start it: ulimit -n {_ASKED}"
        allowed = f"{NEEDED} or more"
        raise InputError([Problem("this session", what, allowed=allowed, hint=hint)])


def _enough(limit: int) -> bool:
    import resource

    return limit == resource.RLIM_INFINITY or limit >= NEEDED
