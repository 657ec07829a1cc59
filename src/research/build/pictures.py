"""Pictures that builds have drawn, kept by their digests, so that a review can show one again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.files import write_bytes
from research.report.executed import results
from research.report.plain import picture_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from research.report.executed import Chapter

__all__ = ["keep_pictures", "kept_pictures"]

# Some twenty states of a report with thirty charts.
_MOST = 600
_MIMES = {".svg": "image/svg+xml", ".png": "image/png"}


def keep_pictures(chapters: Sequence[Chapter], folder: Path) -> None:
    """Keep the pictures of a report; of those of earlier ones the latest stay.

    Parameters
    ----------
    chapters : the executed chapters.
    folder : of the pictures.
    """
    for result in results(chapters):
        if result.kind == "chart":
            suffix, content, digest = picture_of(result)
            path = folder / f"{digest}{suffix}"
            if path.exists():
                # What a report has now outlives what it had.
                path.touch()
            else:
                write_bytes(path, content)
    kept = sorted(folder.glob("*.*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in kept[_MOST:]:
        path.unlink(missing_ok=True)


def kept_pictures(folder: Path) -> dict[str, tuple[str, bytes]]:
    """Give the pictures at hand: MIME type and content by digest."""
    return {
        path.stem: (_MIMES[path.suffix], path.read_bytes())
        for path in sorted(folder.glob("*.*"))
        if path.suffix in _MIMES
    }
