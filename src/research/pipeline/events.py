"""What a build tells while it goes, and what it says at the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

    from research.errors import ChapterError

__all__ = ["Event", "Failure", "Part", "Progress", "Summary"]

Kind = Literal["plan", "start", "done", "kept", "failed", "wait", "note"]


@dataclass(frozen=True)
class Event:
    """Something that happened in a build.

    Parameters
    ----------
    kind : ``plan`` (once, with how many chapters run), ``start``, ``done``, ``kept`` (nothing had
        changed) or ``failed`` of a chapter or a part, ``wait`` (another build holds the edition)
        or ``note``.
    what : id of the chapter, or name of the part: ``report.html``.
    title : how people call it.
    chapter : whether it is a chapter.
    seconds : how long it took, where it is over.
    total : number of chapters to run, for ``plan``.
    message : holder of the edition, the note, or the error.
    """

    kind: Kind
    what: str = ""
    title: str = ""
    chapter: bool = False
    seconds: float = 0.0
    total: int = 0
    message: str = ""


@dataclass(frozen=True)
class Part:
    """A chapter or a file of the report, and how it came about.

    Parameters
    ----------
    what : id of the chapter, or name of the file.
    seconds : how long it took; 0 where the last one was kept.
    kept : whether nothing it depends on had changed.
    path : the file; None for chapters.
    """

    what: str
    seconds: float = 0.0
    kept: bool = False
    path: Path | None = None


@dataclass(frozen=True)
class Failure:
    """A chapter that failed.

    Parameters
    ----------
    chapter : its id.
    error : the cell, and the last lines of the error.
    path : the partly executed notebook, kept for its author to look at.
    """

    chapter: str
    error: ChapterError
    path: Path | None

    def __str__(self) -> str:
        return f"{self.error}" + (f"\n  partly executed: {self.path}" if self.path else "")


@dataclass(frozen=True)
class Summary:
    """What a build did.

    Parameters
    ----------
    folder : where the report stands.
    seconds : how long it took.
    chapters : chapters in the order of the report.
    parts : files of the report.
    failures : chapters that failed; the last good report then stays.
    warnings : what an author should look at.
    engine : what rendered, name and version; empty where nothing was.
    """

    folder: Path
    seconds: float
    chapters: tuple[Part, ...] = ()
    parts: tuple[Part, ...] = ()
    failures: tuple[Failure, ...] = field(default_factory=tuple)
    warnings: tuple[str, ...] = ()
    engine: str = ""

    @property
    def ok(self) -> bool:
        """Whether the report is whole and up to date."""
        return not self.failures

    @property
    def unchanged(self) -> bool:
        """Whether there was nothing to do."""
        return self.ok and all(part.kept for part in (*self.chapters, *self.parts))


Progress = "Callable[[Event], None]"
