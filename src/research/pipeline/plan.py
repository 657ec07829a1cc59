"""The chapters of an edition: which notebooks run, with which parameters, in report order.

Read from the parameter file as it stands, without its model, so that the command line can plan
and explain a build before anything heavy is imported.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from research.edition.project import notebook_path, project_root
from research.edition.reliance import Reliance
from research.errors import InputError, Problem
from research.identifiers import chapter_id, chapter_stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Chapter", "Edition", "plan", "read_edition"]

Value = str | int | float | bool | list[str] | list[int] | list[float] | list[bool]


@dataclass(frozen=True)
class Chapter:
    """A notebook and the parameters of one run of it.

    Parameters
    ----------
    id : name of the notebook, followed by the value that this run is for: ``theme-farming``.
    notebook : absolute path of the notebook.
    parameters : values for its parameters cell.
    title : how people call the chapter, for progress and messages.
    """

    id: str
    notebook: Path
    parameters: Mapping[str, Value] = field(default_factory=dict)
    title: str = ""


@dataclass(frozen=True)
class Edition:
    """What a build needs to know of a parameter file before its model is loaded.

    Parameters
    ----------
    path : absolute path of the parameter file.
    content : the file as read from YAML.
    digest : of the bytes that were read.
    """

    path: Path
    content: Mapping[str, Any]
    digest: str = ""

    @cached_property
    def reliance(self) -> Reliance:
        """What parts of the parameter file rest on."""
        return Reliance(self.content)

    @property
    def root(self) -> Path:
        """Folder that holds parameters, data, notebooks and reports."""
        return project_root(self.path)

    @property
    def name(self) -> str:
        """Name of the edition; its report stands in ``reports/<name>``."""
        return str(self.content["edition"])

    @property
    def folder(self) -> Path:
        """Where the report stands."""
        return self.root / "reports" / self.name

    @property
    def formats(self) -> list[str]:
        """Formats that the parameter file asks for."""
        return list(self._report.get("formats", ["html", "pdf", "docx"]))

    @property
    def data_files(self) -> list[Path]:
        """Files of the tables that the parameter file names."""
        tables = self.content.get("data")
        held = tables.values() if isinstance(tables, dict) else ()
        named = [one["file"] for one in held if isinstance(one, dict) and one.get("file")]
        return [(self.path.parent / str(name)).resolve() for name in named]

    @property
    def chapters(self) -> list[Chapter]:
        """All runs of notebooks, in the order of the report."""
        found: dict[str, Chapter] = {}
        for chapter in _chapters(self):
            # Names of files that differ in case alone are one file on some machines.
            other = found.setdefault(chapter.id.casefold(), chapter)
            if other is not chapter:
                raise InputError([_doubled(self.path, other, chapter)])
        return list(found.values())

    @property
    def _report(self) -> Mapping[str, Any]:
        report = self.content.get("report")
        return report if isinstance(report, dict) else {}


def read_edition(params: Path | str) -> Edition:
    """Read a parameter file for planning.

    Raises
    ------
    InputError
        With every problem of the file.
    """
    from research.edition.codeframe import open_parameters
    from research.edition.judgement import judge_edition

    path = Path(params).resolve()
    file = open_parameters(path)
    problems, _ = judge_edition(file)
    if problems:
        raise InputError(problems)
    return Edition(path, file.content, file.digest)


def plan(params: Path | str) -> list[Chapter]:
    """Give the chapters of an edition in report order.

    Parameters
    ----------
    params : path of the parameter file.

    Returns
    -------
    One chapter for each ``notebook`` section, and one for each value of its ``each``.

    Raises
    ------
    InputError
        If there is no such file, it is no YAML, a section is no mapping, or a chapter is there
        twice.
    """
    return read_edition(params).chapters


def _chapters(edition: Edition) -> Iterator[Chapter]:
    shared = edition.path.relative_to(edition.root).as_posix()
    names = dict(_names(edition.content))
    for index, section in enumerate(edition.content["report"].get("sections", ())):
        if not isinstance(section, dict):
            key = f"report.sections.{index}"
            allowed = "one of heading, text, notebook and matter, with a value"
            raise InputError([Problem(edition.path, "no section", key=key, allowed=allowed)])
        name = section.get("notebook")
        if not name:
            continue
        notebook = notebook_path(edition.root, str(name))
        fixed: dict[str, Value] = {"params": shared, **section.get("parameters", {})}
        each = section.get("each") or {}
        stem = chapter_stem(str(name), fixed)
        if not each:
            title = str(name).replace("-", " ").capitalize()
            yield Chapter(chapter_id(stem), notebook, fixed, title)
        for parameter, values in each.items():
            for value in values:
                title = names.get((parameter, value), f"{name} {value}")
                own = {**fixed, parameter: value}
                yield Chapter(chapter_id(stem, value), notebook, own, title)


def _doubled(path: Path, first: Chapter, second: Chapter) -> Problem:
    """Tell two chapters that would have one id: the same one twice, or two values of one slug."""
    values = [
        next((value for key, value in own.items() if other.get(key) != value), None)
        for own, other in (
            (first.parameters, second.parameters),
            (second.parameters, first.parameters),
        )
    ]
    fault = f"the chapter '{first.id}' is there more than once"
    hint = "name a notebook once, and give it its values with 'each'"
    if None not in values and first.id != chapter_id(first.notebook.stem):
        fault = f"'{values[0]}' and '{values[1]}' would both be the chapter '{first.id}'"
        hint = "letters and digits alone make the id; give one of the values another name"
    return Problem(path, fault, key="report.sections", hint=hint)


def _names(content: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], str]]:
    """What the values of a parameter are called: the items ranked, and the questions of banners."""
    from research.edition.labels import spoken

    report = content.get("report")
    questions = dict(_questions(spoken(content, _word(report, "language") or "en")))
    themes = content.get("themes")
    ranking = questions.get(_word(themes, "question"), {})
    for key, text in _items(ranking):
        yield ("theme", key), text
    banners = content.get("banners")
    for key, groups in banners.items() if isinstance(banners, dict) else ():
        group = groups[0] if isinstance(groups, list) and groups else {}
        question = questions.get(_word(group, "question"), {})
        yield ("breakdown", str(key)), str(question.get("title") or key)


def _questions(content: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The questions that respondents were asked, by name, wherever the file has them."""
    data = content.get("data")
    answers = data.get("answers") if isinstance(data, dict) else None
    for held in (answers, content):
        listed = held.get("questions") if isinstance(held, dict) else None
        for question in listed if isinstance(listed, list) else ():
            if isinstance(question, dict) and "name" in question:
                yield str(question["name"]), question


def _word(held: object, key: str) -> str:
    return str(held.get(key) or "") if isinstance(held, dict) else ""


def _items(ranking: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Keys and texts of what is ranked: rows, or codes where there are none."""
    from research.edition.labels import coded, keyed

    rows = ranking.get("rows")
    listed = keyed(rows, holds="column") if rows else coded(ranking.get("codes"))
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, dict) and "key" in item:
            yield str(item["key"]), str(item.get("text", item["key"]))
