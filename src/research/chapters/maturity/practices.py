"""Practices by process and competency: who has what in place, and what a company has of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.maturity.given import assessment, firms_called, maturity_of
from research.chapters.remarks import bulleted, opened
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.wording.figures import DASH
from research.wording.frames import Frames
from research.wording.numbers import out_of
from research.wording.shares import percent

if TYPE_CHECKING:
    from research.display.text import Text
    from research.edition.maturity import Practices
    from research.study import Study

__all__ = ["matrix_table", "observations", "opening", "practices_table"]

NEEDS = ("maturity.practices",)

_SAY = Frames(__file__)

# How a status is shown: what is done stands out, what nobody has begun steps back.
_MARKS = {"first": "top3", "last": "muted"}


def _practices(study: Study) -> Practices:
    found = maturity_of(study).practices
    enough(found is not None, _SAY("none"))
    assert found is not None  # noqa: S101 - there is enough
    return found


def _called(study: Study) -> dict[str, tuple[str, str]]:
    """Each practice in words and in few words, by key."""
    question = study.table(str(maturity_of(study).firms)).question(_practices(study).question)
    return {row.key: (row.text, row.brief) for row in question.rows}


def _shares(study: Study) -> tuple[pd.Series[float], int]:
    """Percent of firms that have each practice in place, and of how many."""
    firms = str(maturity_of(study).firms)
    answers, name = study.read(firms), _practices(study).question
    held = answers.question(name)
    asked = held[answers.asked(name)]
    enough(len(asked) >= max(study.config.privacy.hide_base, 1), _SAY("few"))
    return asked.eq(True).mean() * 100, len(asked)


def _status(study: Study) -> tuple[pd.Series[str] | None, list[str]]:
    """What a company has of each practice by its key, and the words for it from the best on."""
    company = maturity_of(study).company
    if company is None or company.practices is None:
        return None, []
    codes = study.table(company.practices).question("status").codes
    found = study.read(company.practices).texts("status")
    return found, [code.text for code in codes]


@or_why
def opening(study: Study) -> Text:
    """Heading of the chapter, and what is done most and least."""

    def lead() -> str:
        shares, base = _shares(study)
        called = _called(study)
        most, least = str(shares.idxmax()), str(shares.idxmin())
        return escape(
            _SAY(
                "opening.lead",
                firms=firms_called(study),
                base=base,
                most=called[most][0],
                high=percent(shares[most]),
                least=called[least][0],
                low=percent(shares[least]),
            )
        )

    return opened("practices-opening", _SAY("opening.title"), lead)


@or_why
def matrix_table(study: Study) -> Table:
    """One practice for each competency in each process, with how many firms have it in place."""
    practices, called = _practices(study), _called(study)
    shares, base = _shares(study)
    status, words = _status(study)
    competencies = assessment(study).names
    heads = {key: competencies[key] for key in assessment(study).competencies}
    cells, rows = [], {}
    for process in practices.processes.values():
        row = [process.cells.get(key, "") for key in heads]
        cells.append([_cell(one, called, shares, status, words) for one in row])
        rows[process.text] = ["" if cell.text == DASH else cell.text for cell in cells[-1]]
    notes = [_SAY("matrix.note", base=base, firms=firms_called(study))]
    if status is not None:
        company = maturity_of(study).company
        notes.append(_SAY("matrix.company", company=company.name if company else ""))
    return Table(
        id="tbl-practices-matrix",
        caption=_SAY("matrix.caption"),
        frame=pd.DataFrame.from_dict(rows, orient="index", columns=list(heads.values())),
        cells=cells,
        stub=_SAY("process"),
        align="l" * (len(heads) + 1),
        widths=(20, *(24 for _ in heads)),
        notes=[escape(note) for note in notes],
    )


def _cell(
    practice: str,
    called: dict[str, tuple[str, str]],
    shares: pd.Series[float],
    status: pd.Series[str] | None,
    words: list[str],
) -> Cell:
    if not practice:
        return Cell(DASH)
    parts = {"practice": called[practice][1], "share": percent(float(shares[practice]))}
    if status is None:
        return Cell(_SAY("matrix.cell", **parts))
    own = _own(status, practice)
    return Cell(_SAY("matrix.with status", status=own or DASH, **parts), _mark(own, words))


def _own(status: pd.Series[str], practice: str) -> str:
    found = status.get(practice)
    return str(found) if found is not None and not pd.isna(found) else ""


def _mark(own: str, words: list[str]) -> str:
    if own and own == words[0]:
        return _MARKS["first"]
    return _MARKS["last"] if own and own == words[-1] else ""


@or_why
def practices_table(study: Study) -> Table:
    """Every practice, process by process, with how many firms have it and what a company has."""
    practices, called = _practices(study), _called(study)
    shares, base = _shares(study)
    status, words = _status(study)
    rows, cells, results = [], [], []
    for process in practices.processes.values():
        for place, key in enumerate(process.practices):
            text, own = called[key][0], "" if status is None else _own(status, key)
            rows.append([text, float(shares[key]) / 100, *([own] if status is not None else [])])
            cells.append(
                [
                    Cell(text),
                    Cell(percent(float(shares[key]))),
                    *([Cell(own or DASH, _mark(own, words))] if status is not None else []),
                ]
            )
            results.append(Result(f"practices.{key}", float(shares[key]), "percent", base, text))
            rows[-1].insert(0, process.text if place == 0 else "")
    company = maturity_of(study).company
    heads = [
        *_SAY.listed("list.heads"),
        *([company.name] if company and status is not None else []),
    ]
    frame = pd.DataFrame([row[1:] for row in rows], index=[row[0] for row in rows], columns=heads)
    return Table(
        id="tbl-practices-list",
        caption=_SAY("list.caption"),
        frame=frame,
        cells=cells,
        stub=_SAY("process"),
        align="llr" + "l" * (status is not None),
        widths=(28, 62, 12, *([16] if status is not None else [])),
        notes=[escape(_SAY("list.note", base=base, firms=firms_called(study)))],
        results=results,
    )


@or_why
def observations(study: Study) -> Text:
    """What a company lacks that many firms have; nothing where no company is assessed."""
    status, words = _status(study)
    if status is None:
        return bulleted("practices-observations", [])
    shares, _ = _shares(study)
    done = [key for key in shares.index if _own(status, str(key)) == words[0]]
    lacking = [key for key in shares.sort_values(ascending=False).index if key not in done]
    called, company = _called(study), maturity_of(study).company
    name = company.name if company else ""
    count, every = out_of(len(done), len(shares))
    lines = [
        _SAY("observations.done", company=name, count=count, all=every)
        if done
        else _SAY("observations.none", company=name, all=len(shares)),
        *(
            _SAY(
                "observations.lacking",
                company=name,
                practice=called[str(key)][0],
                share=percent(float(shares[key])),
                firms=firms_called(study),
            )
            for key in lacking[:_TOLD]
        ),
    ]
    return bulleted("practices-observations", map(escape, lines))


_TOLD = 2
