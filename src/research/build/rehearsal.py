"""The report bound before a build, of author texts and the chapters of the last one.

So much of what stops a report is known before any chapter runs: references that lead nowhere, and
ids given in two places.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from research.display.claims import words
from research.pipeline import notebook as notebooks
from research.pipeline.state import work_folder
from research.pipeline.store import Store
from research.report.assembly import bound
from research.report.checks import inspect
from research.report.executed import ExecutedChapter, executed, results
from research.report.passages import passages
from research.report.references import NAMES, lost, twice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from research.edition.parameters import Edition
    from research.errors import Problem
    from research.pipeline.plan import Chapter
    from research.pipeline.plan import Edition as Planned

__all__ = ["rehearse"]

# What gives a section an id of an author's own; other headings of a chapter have its name first.
_SECTION = re.compile(rb"#sec-")


@dataclass
class _Texts:
    """Author texts as they stand, their placeholders unresolved, and whichever claims are true."""

    files: dict[str, Path]
    raw: Sequence[str]
    problems: list[Problem] = field(default_factory=list)

    @property
    def written(self) -> dict[Path, str]:
        return {path: path.read_text(encoding="utf-8") for path in self.files.values()}

    def read(self, name: str) -> str:
        path = self.files[name]
        text = path.read_text(encoding="utf-8")
        return passages(words(text), path, raw=name in self.raw, source=text).text


def rehearse(
    planned: Planned, edition: Edition, files: Sequence[Path]
) -> tuple[list[Problem], list[str]]:
    """Look for references that lead nowhere and for ids given twice.

    Parameters
    ----------
    planned : the edition, for its chapters.
    edition : what the parameter file says.
    files : its author texts; all of them can be read.

    Returns
    -------
    (problems, waiting)
        The problems, with file and line; then what is not known before chapters run that never
        did, or whose code or parameters have changed since: references with the files and lines
        where they stand.
    """
    texts = _Texts({path.stem: path for path in files}, edition.report.raw)
    written = texts.written
    if not any(NAMES.search(text) for text in written.values()):
        return [], []
    known, unknown = _executed(planned)
    contents = inspect(bound(known, edition, texts))
    ids = {result.id for result in results(known) if not result.placed}
    ids |= {f"sec-{chapter.id}" for chapter in unknown}
    open_ = [anchor for anchor in contents.references if _is_open(anchor, unknown)]
    decided = [anchor for anchor in contents.references if anchor not in open_]
    problems = lost(written, replace(contents, references=decided), ids)
    waiting = lost(written, replace(contents, references=open_), ids)
    return [*problems, *twice(written, contents)], [_awaited(each) for each in waiting]


def _is_open(anchor: str, unknown: Sequence[Chapter]) -> bool:
    """Tell whether a chapter that did not run yet may have an id.

    The first heading of a chapter has the chapter's, and all others begin with its name, unless a
    notebook gives one of its own.
    """
    if not anchor.startswith("sec-"):
        return bool(unknown)
    return any(_SECTION.search(chapter.notebook.read_bytes()) for chapter in unknown)


def _awaited(problem: Problem) -> str:
    what = problem.what.removesuffix(" leads nowhere")
    where = f"{os.path.relpath(problem.file)}, row {problem.row}, column {problem.place}"
    return f"{where}: {what} is looked up by the build"


def _executed(planned: Planned) -> tuple[list[ExecutedChapter], list[Chapter]]:
    """Give the chapters that ran as they stand now, and those that did not."""
    store = Store(work_folder(planned.folder))
    known, unknown = [], []
    for chapter in planned.chapters:
        kept = store.notebook(chapter.id)
        if kept is None or _differs(chapter, store.chapters[chapter.id]["inputs"]):
            unknown.append(chapter)
        else:
            known.append(executed(chapter.id, kept))
    return known, unknown


def _differs(chapter: Chapter, inputs: dict[str, str]) -> bool:
    """Tell whether a chapter is another than the one that ran: its code, or its parameters."""
    code = notebooks.code(notebooks.read(chapter.notebook.read_bytes()))
    now = {f"parameter {name}": str(value) for name, value in chapter.parameters.items()}
    now[f"code of {chapter.notebook.name}"] = code
    kinds = ("parameter ", "code of ")
    return now != {name: value for name, value in inputs.items() if name.startswith(kinds)}
