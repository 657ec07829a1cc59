"""Imports without what is tried, takes long, and is never used here."""

from __future__ import annotations

import contextlib
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["without_unused"]

# papermill and nbformat try these when they are imported and do without them: the grammar of
# internationalised addresses alone takes two seconds to build, and no notebook of ours has one.
UNUSED = ("rfc3987_syntax", "pyarrow")

_one_at_a_time = threading.Lock()


@contextlib.contextmanager
def without_unused() -> Iterator[None]:
    """Let imports of what is never used fail meanwhile, where nothing has imported it yet."""
    with _one_at_a_time:
        absent = [name for name in UNUSED if name not in sys.modules]
        sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]
        try:
            yield
        finally:
            for name in absent:
                del sys.modules[name]
