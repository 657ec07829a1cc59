"""Assembling: executed notebooks and author texts become one document, report.qmd."""

from __future__ import annotations

import datetime
import os
import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Any, Protocol

from research.display.placeholders import heavy
from research.errors import InputError, Problem, RenderError
from research.files import write_bytes, write_text
from research.report import checks, style
from research.report.chapters import chart_files, markdown
from research.report.characters import Characters, characters
from research.report.executed import results
from research.report.front_matter import front_matter
from research.report.headings import Headings, headed, raised
from research.report.ledger import ledger
from research.report.manuscripts import Manuscripts, Rehearsed, Told
from research.report.matter import indexed, matter
from research.report.openers import opened
from research.report.plain import plain_report
from research.report.references import lost, twice
from research.wording.dates import is_year

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from research.edition.parameters import Edition
    from research.report.executed import Chapter
    from research.report.manuscripts import Shorter

__all__ = ["Document", "Draft", "Texts", "assemble", "bound", "draft"]

_DRAWN = re.compile(r"<text\b[^>]*>([^<]*)</text>")
_MOTIF = re.compile(r"^!\[\]\((figures/[\w-]+)\)\{[^}\n]*\.motif[^}\n]*\}[ \t]*\n?", re.MULTILINE)


@dataclass(frozen=True)
class Document:
    """The assembled report, ready for an engine.

    Parameters
    ----------
    path : ``report.qmd``; its folder holds all that the document needs.
    title : title of the report.
    year : the year that file dates are set to, so that the same inputs give the same bytes.
    contents : headings, tables, figures and references of the document.
    warnings : what an author should look at.
    characters : what sets the characters that the report's own family lacks.
    fonts : the fonts at hand that the document and its charts are set in.
    absent : code points that none of them has.
    mark : what stands on every page.
    """

    path: Path
    title: str
    year: int
    contents: checks.Contents
    warnings: tuple[Problem, ...] = ()
    characters: Characters = field(default_factory=Characters)
    fonts: tuple[Mapping[str, str], ...] = ()
    absent: tuple[int, ...] = ()
    mark: str = ""

    @property
    def folder(self) -> Path:
        """The folder that can be copied elsewhere and rendered there."""
        return self.path.parent

    @property
    def time(self) -> datetime.datetime:
        """The time that files bear: SOURCE_DATE_EPOCH, or New Year of the edition."""
        given = os.environ.get("SOURCE_DATE_EPOCH")
        if given and given.isdigit():
            return datetime.datetime.fromtimestamp(int(given), datetime.UTC)
        return datetime.datetime(self.year, 1, 1, tzinfo=datetime.UTC)

    @property
    def environment(self) -> dict[str, str]:
        """What tells that time to the programs that render."""
        return {"SOURCE_DATE_EPOCH": str(int(self.time.timestamp()))}


def assemble(
    chapters: Sequence[Chapter],
    edition: Edition,
    *,
    template: Path,
    texts: Path | None,
    output: Path,
    mark: str = "",
    params: Path | None = None,
    shorter: Shorter | None = None,
) -> Document:
    """Write ``report.qmd`` with its figures and styles: a folder that stands alone.

    Beside it stands ``report.md``, the same without its looks, for who compares it with another.

    Parameters
    ----------
    chapters : the executed chapters.
    edition : the parameter file.
    template : folder of styles, filters and front matter.
    texts : folder of the author texts.
    output : folder of the edition's report.
    mark : what stands on every page, such as that the data are dummies.
    params : the parameter file itself, for problems of what it says.
    shorter : gives chapters and texts with less than all of it, where the rest is known already.

    Raises
    ------
    InputError
        When an author text is missing, names what the ledger lacks, refers to what the report
        lacks, or gives an id that is taken: every problem, with file and line.
    ChapterError
        When two chapters give one result two values.
    RenderError
        When the like stands in a chapter, or a figure has no alt text.
    """
    records = {record["name"]: record for record in ledger(chapters)} | _unplaced(chapters)
    written = Rehearsed if mark else Manuscripts
    author = written(texts, records, edition.report, edition.statistics.confidence, params, shorter)
    body = opened(bound(chapters, edition, author, shorter.chapter if shorter else markdown))
    body = shorter.index(body) if shorter else indexed(body)
    motif = _MOTIF.search(body)
    more = {"motif": motif[1] if motif else "", "mark": mark}
    front = front_matter(edition, author.stated, template, more)
    body = _MOTIF.sub("", body)
    if author.problems:
        raise InputError([*author.problems, *_astray(author, body)])
    contents = checks.inspect(f"---\n{front}---\n\n{body}")
    if rehearsed := author.without(lost(author.written, contents), contents, body):
        body = rehearsed
        contents = checks.inspect(f"---\n{front}---\n\n{body}")
    if problems := [*lost(author.written, contents), *twice(author.written, contents)]:
        raise InputError(problems)
    checks.require_sound(contents)
    needed = characters([*contents.words, *_drawn(chapters)], edition.report.language)
    if needed.metadata:
        front = front_matter(edition, author.stated, template, more | needed.metadata)
    pictures = {**(shorter.pictures if shorter else {}), **author.pictures}
    _write_figures(chapters, pictures, output / "figures")
    style.copy(template, output / "style", needed)
    path = write_bytes(output / "report.qmd", f"---\n{front}---\n\n{body}".encode())
    if shorter is None:
        write_text(output / "report.md", plain_report(chapters, edition, author.resolved))
    year = int(edition.edition) if is_year(edition.edition) else 2000
    fonts, absent = _fonts(chapters, needed)
    warnings = tuple(author.warnings)
    return Document(path, edition.title, year, contents, warnings, needed, fonts, absent, mark)


@dataclass(frozen=True)
class Draft:
    """A report that cannot be published, as far as it is told.

    Parameters
    ----------
    text : what `research.report.plain` writes of it.
    records : its ledger.
    problems : why it cannot be published: claims that are false, names that are gone.
    """

    text: str
    records: Sequence[Mapping[str, Any]]
    problems: tuple[Problem, ...]


def draft(chapters: Sequence[Chapter], edition: Edition, texts: Path | None) -> Draft:
    """Tell a report whose texts do not fit its results; nothing is written.

    Of a text with problems all words are told, whichever of its claims are true.

    Parameters
    ----------
    chapters : the executed chapters.
    edition : the parameter file.
    texts : folder of the author texts.
    """
    records = ledger(chapters)
    named = {record["name"]: record for record in records} | _unplaced(chapters)
    author = Told(texts, named, edition.report, edition.statistics.confidence)
    bound(chapters, edition, author)
    text = plain_report(chapters, edition, author.resolved)
    return Draft(text, records, tuple(author.problems))


def _astray(author: Manuscripts, body: str) -> list[Problem]:
    """Find references that lead nowhere in a report that has other problems already."""
    if any(map(heavy, author.written.values())):
        return []
    try:
        contents = checks.inspect(body)
    except RenderError:
        return []
    return [*lost(author.written, contents), *twice(author.written, contents)]


def _drawn(chapters: Sequence[Chapter]) -> list[str]:
    """Give the texts of the charts that hold what the report's own family lacks."""
    return [
        unescape(text)
        for result in results(chapters)
        if result.content.get("fonts")
        for text in _DRAWN.findall(result.images.get("image/svg+xml", ""))
    ]


def _fonts(
    chapters: Sequence[Chapter], needed: Characters
) -> tuple[tuple[Mapping[str, str], ...], tuple[int, ...]]:
    """Give the fonts of the document and of its charts, and what none has, each once."""
    drawn = [result.content for result in results(chapters)]
    fonts = [*needed.records, *(font for content in drawn for font in content.get("fonts", ()))]
    absent = [*needed.choice.absent, *(code for one in drawn for code in one.get("absent", ()))]
    once = {font["digest"] + font["family"]: font for font in fonts}
    return tuple(once.values()), tuple(dict.fromkeys(absent))


def _unplaced(chapters: Sequence[Chapter]) -> dict[str, Mapping[str, Any]]:
    """Charts that an author's text puts in their place: ``{{ ranking | chart }}``."""
    return {
        result.id: {"name": result.id, "unit": "chart", "value": result.markdown, "label": ""}
        for result in results(chapters)
        if not result.placed
    }


class Texts(Protocol):
    """Gives author texts, and takes what is wrong."""

    problems: list[Problem]

    def read(self, name: str) -> str:
        """Give a text as it goes into the report."""
        ...


def bound(
    chapters: Sequence[Chapter],
    edition: Edition,
    author: Texts,
    said: Callable[[Chapter], str] = markdown,
) -> str:
    """Bind chapters and author texts in the order of the report, with headings and their ids.

    Parameters
    ----------
    chapters : the executed chapters.
    edition : the parameter file, with the sections of the report and what some of them print.
    author : gives the texts; a chapter that was not executed is a problem of its.
    said : gives a chapter as Markdown.
    """
    by_id = {chapter.id: chapter for chapter in chapters}
    headings = Headings()
    blocks = []
    told = False
    for section in edition.report.sections:
        if section.appendix and not section.heading:
            blocks.extend(headings.appendix())
        if section.heading:
            blocks.append(headings.part(section.heading, appendix=section.appendix))
        elif section.text:
            blocks.append(headings.chapter(section.text, author.read(section.text)))
        blocks.extend(headings.chapter(kind, matter(edition, kind)) for kind in section.matter)
        for key in section.chapter_ids:
            if key in by_id:
                text = said(by_id[key])
                blocks.append(headings.chapter(key, text if told else headed(key, text)))
            else:
                what = f"the chapter '{key}' was not executed"
                author.problems.append(Problem("report", what, allowed=", ".join(by_id)))
        # What a notebook shows below an author's text belongs to it, and needs no heading.
        told = bool(section.text)
    return raised(headings.linked("\n".join(blocks)))


def _write_figures(chapters: Sequence[Chapter], pictures: Mapping[str, Path], folder: Path) -> None:
    wanted = {name: path.read_bytes() for name, path in pictures.items()}
    for result in results(chapters):
        wanted |= chart_files(result)
    for name, content in wanted.items():
        write_bytes(folder / name, content)
    for old in folder.glob("*"):
        if old.name not in wanted:
            old.unlink()
