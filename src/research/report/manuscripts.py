"""Author texts on their way into the report: resolved, told whole, or rehearsed on dummies."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from research.display.claims import words
from research.display.placeholders import digits, heavy, judge, rehearse, resolve
from research.errors import Problem
from research.problems.spots import moved
from research.report.passages import passages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from research.edition.report import Report
    from research.report.checks import Contents
    from research.report.executed import Chapter

__all__ = ["Manuscripts", "Rehearsed", "Shorter", "Told"]


class Shorter(Protocol):
    """Gives chapters and author texts that were rendered before with less than all of it."""

    pictures: dict[str, Path]

    def chapter(self, chapter: Chapter) -> str:
        """Give a chapter as Markdown."""
        ...

    def text(self, name: str, text: str) -> str | None:
        """Give a text that was kept as it goes into the report; None where it is another now."""
        ...

    def keep(self, name: str, text: str, resolved: str) -> None:
        """Keep what a text came to."""
        ...

    def index(self, body: str) -> str:
        """Give the report with its index."""
        ...


@dataclass
class Manuscripts:
    """Author texts on their way into the document."""

    folder: Path | None
    records: Mapping[str, Mapping[str, Any]]
    report: Report
    confidence: float
    params: Path | None = None
    shorter: Shorter | None = None
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    pictures: dict[str, Path] = field(default_factory=dict)
    written: dict[Path, str] = field(default_factory=dict)
    resolved: dict[str, str] = field(default_factory=dict)

    def read(self, name: str) -> str:
        """Give a text as it goes into the report; what is wrong with it is a problem."""
        if self.folder is None:
            what = f"the report has the text '{name}', but no folder of texts"
            self.problems.append(Problem("parameter file", what, key="texts.report"))
            return ""
        path = self.folder / f"{name}.md"
        try:
            text = path.read_text(encoding="utf-8")
        except OSError:
            near = ", ".join(sorted(found.stem for found in self.folder.glob("*.md")))
            self.problems.append(Problem(path, "this text is missing", allowed=near))
            return ""
        except UnicodeDecodeError:
            self.problems.append(Problem(path, "this text is not UTF-8", hint="save it as UTF-8"))
            return ""
        self.written[path] = text
        if self.shorter and (known := self.shorter.text(name, text)) is not None:
            return known
        self.warnings.extend(digits(text, path, self.report.digits))

        between = partial(self._passed, name=name, path=path, text=text)
        resolved, faults = resolve(
            text, path, self.records, confidence=self.confidence, between=between
        )
        self.problems.extend(faults)
        self.resolved[name] = resolved
        if faults and not heavy(text):
            # A fault of one kind hides none of another.
            self.problems.extend(
                passages(words(text), path, raw=name in self.report.raw, source=text).problems
            )
        elif self.shorter and not faults:
            self.shorter.keep(name, text, resolved)
            self.shorter.pictures |= self.pictures
        return resolved

    def _passed(self, settled: str, *, name: str, path: Path, text: str) -> str:
        """Read the passages of a text whose claims are settled."""
        found = passages(settled, path, raw=name in self.report.raw, source=text)
        self.problems.extend(found.problems)
        self.pictures |= found.pictures
        return found.text

    def stated(self, text: str) -> str:
        """Resolve what the parameter file says: all of it is data, until it is made literal."""
        file = self.params or "parameter file"
        typed = [self._placed(one, text) for one in digits(text, file, self.report.digits)]
        self.warnings.extend(one for one in typed if one not in self.warnings)
        said, faults = resolve(text, file, self.records, write=str, confidence=self.confidence)
        self.problems.extend(self._placed(one, text) for one in faults)
        return said

    def _placed(self, problem: Problem, text: str) -> Problem:
        """Give a problem of a text its place in the parameter file."""
        if self.params is None:
            return problem
        whole = self.params.read_text(encoding="utf-8")
        where = moved(text, problem.row, problem.place, whole)
        problem = replace(problem, row=None, place=None)
        return replace(problem, **where) if where else problem

    def without(self, gone: Sequence[Problem], contents: Contents, body: str) -> str:
        """Give the report without references that lead nowhere; nothing where they are faults."""
        del gone, contents, body
        return ""


class Told(Manuscripts):
    """Author texts of which one with problems is told all the same."""

    def read(self, name: str) -> str:
        """Give a text; one with problems is told with all its words."""
        known = len(self.problems)
        found = super().read(name)
        if len(self.problems) > known and self.folder is not None:
            path = self.folder / f"{name}.md"
            said = words(path.read_text(encoding="utf-8")) if path.is_file() else ""
            self.resolved[name], _ = resolve(said, path, self.records, confidence=self.confidence)
        return found


class Rehearsed(Manuscripts):
    """Author texts of a report of dummies, which bear out no claim and lack what few answers give.

    So that the report can be looked at before fieldwork, each claim is taken for true, names stand
    where results are missing, and both are told. What is wrong with a text whatever the data say
    stays a problem.
    """

    def read(self, name: str) -> str:
        """Give a text as it would read if its claims held."""
        known = len(self.problems)
        found = super().read(name)
        faults = self.problems[known:]
        path = (self.folder or Path()) / f"{name}.md"
        text = self.written.get(path)
        if not faults or text is None or judge(text, path):
            return found
        del self.problems[known:]
        self.warnings.append(_waiting(path, faults))
        between = partial(self._passed, name=name, path=path, text=text)
        self.resolved[name] = rehearse(text, path, self.records, between=between)
        return self.resolved[name]

    def stated(self, text: str) -> str:
        """Give what the parameter file says, with names where results are missing."""
        known = len(self.problems)
        said = super().stated(text)
        faults = self.problems[known:]
        file = self.params or "parameter file"
        if not faults or judge(text, file):
            return said
        del self.problems[known:]
        self.warnings.append(_waiting(file, faults))
        return rehearse(text, file, self.records, write=str)

    def without(self, gone: Sequence[Problem], contents: Contents, body: str) -> str:
        """Give the report with ids in place of references to what the dummies do not make."""
        if not gone:
            return ""
        self.warnings.append(_waiting(gone[0].file, gone))
        lost = {*contents.references} - {*contents.ids}
        for anchor in sorted(lost, key=len, reverse=True):
            body = re.sub(rf"@\{{?{re.escape(anchor)}(?![\w-])\}}?", f"`{anchor}`", body)
        return body


def _waiting(file: Path | str, faults: Sequence[Problem]) -> Problem:
    count = len(faults)
    what = f"waits for real answers in {count} place{'s' * (count > 1)}; first: {faults[0].what}"
    return Problem(file, what, row=faults[0].row, place=faults[0].place)
