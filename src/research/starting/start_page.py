"""The start page of a project in JupyterLab: what is here, what to do, and what can be called.

It is a notebook, `start.ipynb` beside `params/`, made anew each time that Lab opens as long as
nobody has changed what it says; one that somebody has changed is theirs, and stays.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from research.display.escape import escape
from research.edition.project import EDITION, shipped
from research.edition.yamlfile import open_yaml
from research.errors import InputError
from research.files import digest, write_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["START", "start_page"]

START = "start.ipynb"
"""What the start page is called, in the folder of the project."""

_MARK = "research_start"
_LONGEST = 120
_REPORTS = ("report.html", "report.pdf", "report.docx", "tables.xlsx", "audit.html")

_CALLS = (
    (
        'open_study("params/x.yml")',
        "an edition with its data; found from any folder of the project",
    ),
    ("study.questions", "the questionnaire as a table: names, types, wordings, bases"),
    ("study.answers", "one row a respondent, a column a question; no personal columns"),
    ("topline(study)", "the totals of every question"),
    ("code(study)", "comments one at a time, to be coded where a question has `coding`"),
    ('crosstab(study, "question", by="banner")', "a question by a banner, with bases and letters"),
    ("show(...)", "what is shown enters a report: tables, charts, texts, frames, figures"),
    ("research.chapters", "what the notebooks of the report call, a module a kind of section"),
    ("research.statistics", "the methods alone, on plain frames; no study is needed"),
)


class _Found(NamedTuple):
    """A parameter file of the project."""

    path: Path
    edition: str
    title: str
    data: Path | None


def start_page(project: Path) -> str:
    """Make the start page of a project, or leave the one that somebody has changed.

    Parameters
    ----------
    project : folder with ``params/``.

    Returns
    -------
    Its name in the folder; empty where there is no project, or nothing can be written.
    """
    if not (project / "params").is_dir():
        return ""
    target = project / START
    if target.exists() and not _is_ours(target):
        return START
    cells = _cells(project)
    said = _digest(cells)
    notebook = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            _MARK: said,
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    try:
        write_text(target, json.dumps(notebook, indent=1, ensure_ascii=False) + "\n")
    except OSError:
        return START if target.exists() else ""
    return START


def _is_ours(target: Path) -> bool:
    """Whether a start page says what was written, whatever was run in it."""
    try:
        held = json.loads(target.read_bytes())
        return bool(held["metadata"][_MARK] == _digest(held["cells"]))
    except (OSError, ValueError, LookupError, TypeError):
        return False


def _digest(cells: list[dict[str, Any]]) -> str:
    return digest("".join(cell["source"]) for cell in cells)


def _cells(project: Path) -> list[dict[str, Any]]:
    found = [*_editions(project)]
    first = next((one for one in found if one.data is not None), None)
    return [
        _prose("head", _head(project, found)),
        *(_opened(first) if first else ()),
        _prose("calls", _calls()),
        _prose("notebooks", _notebooks(project)),
    ]


def _prose(name: str, text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": text}


def _code(name: str, text: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name,
        "metadata": {},
        "outputs": [],
        "source": text,
    }


def _opened(first: _Found) -> Iterator[dict[str, Any]]:
    yield _prose("try", "Run the next cells with Shift-Enter: the questionnaire of an edition, and "
                        "its first answers. Any other edition opens with its path.")  # fmt: skip
    path = f"params/{first.path.name}"
    yield _code(
        "open",
        "from research import crosstab, open_study, show, topline\n\n"
        f"study = open_study({path!r})\nstudy.questions",
    )
    yield _code("answers", "study.answers.head()")


def _editions(project: Path) -> Iterator[_Found]:
    for path in sorted((project / "params").glob("*.y*ml")):
        try:
            if not EDITION.search(path.read_bytes()):
                continue
            content = open_yaml(path).content
        except (InputError, OSError):
            continue
        tables = content.get("data")
        answers = tables.get("answers") if isinstance(tables, dict) else None
        file = answers.get("file") if isinstance(answers, dict) else None
        data = (path.parent / file).resolve() if isinstance(file, str) else None
        inside = data is not None and data.is_file() and data.is_relative_to(project.resolve())
        name, title = str(content.get("edition", "")), str(content.get("title", ""))
        yield _Found(path, name, title, data if inside else None)


def _head(project: Path, found: list[_Found]) -> str:
    lines = [
        f"# {_said(project.resolve().name)}",
        "",
        "A parameter file and its data go in, a report comes out. On the left stand `params`, "
        "`data`, `notebooks` and `reports`; a double click opens a file.",
        "",
    ]
    if not found:
        return "\n".join([*lines, "There is no edition yet. In a terminal (File, New, Terminal):",
                          "", "    research new acme --from answers.xlsx"])  # fmt: skip
    lines += ["| edition | parameters | data | report |", "|---|---|---|---|"]
    lines += [_row(project, one) for one in found]
    return "\n".join([*lines, "", *_steps(found[0])])


def _row(project: Path, one: _Found) -> str:
    data = _link(project, one.data) if one.data else "not there yet"
    folder = project / "reports" / one.edition
    made = [folder / name for name in _REPORTS if (folder / name).is_file()]
    report = ", ".join(_link(project, path) for path in made) or "not built yet"
    return f"| {_said(one.title)} | {_link(project, one.path)} | {data} | {report} |"


def _steps(first: _Found) -> list[str]:
    path = f"params/{first.path.name}"
    return [
        "What to do, in a terminal (File, New, Terminal):",
        "",
        "    # an edition from a file of answers",
        "    research new NAME --from FILE",
        "    # what was read, and what is odd",
        f"    research check {path}",
        f"    # the report, in reports/{first.edition}/",
        f"    research build {path}",
    ]


def _calls() -> str:
    rows = [f"| `{call}` | {what} |" for call, what in _CALLS]
    return "\n".join(["## What a notebook calls", "", "| call | gives |", "|---|---|", *rows])


def _notebooks(project: Path) -> str:
    """The notebooks of the project; of the package's, where it has none, how to get them."""
    own = sorted((project / "notebooks").glob("*.ipynb"))
    lines = ["## Notebooks", ""]
    if not own:
        copy = f"    mkdir -p notebooks; cp {shipped('notebooks')}/topline.ipynb notebooks/"
        lines += ["A report runs those of the package. To change one, copy it here:", "", copy]
        return "\n".join(lines)
    lines += ["Each runs top to bottom on any edition: set `params` in its first cell.", ""]
    lines += [f"- {_link(project, path)}: {_said(_title(path))}" for path in own]
    return "\n".join(lines)


def _title(path: Path) -> str:
    try:
        held = json.loads(path.read_bytes())
        return str(held["metadata"].get("title") or path.stem)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return path.stem


def _said(text: str) -> str:
    """Text of files in a cell: as it stands, on one line, no longer than a heading."""
    return escape(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")


def _link(project: Path, path: Path) -> str:
    inside = path.resolve().relative_to(project.resolve()).as_posix()
    return f"[{_said(path.name)}]({quote(inside)})"
