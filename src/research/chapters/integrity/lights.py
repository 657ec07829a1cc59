"""How far the data can be trusted, on one page: six threats as lights, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.integrity.readings import lit
from research.chapters.remarks import bulleted, opened
from research.chapters.thinness import or_why
from research.chapters.unweighted import unweighted
from research.display.escape import escape
from research.display.framelevels import headed, in_blocks
from research.display.result import Result
from research.display.table import Cell, Table
from research.frameworks.integrity import MEASURES, THREATS, Edges, threats
from research.wording.figures import DASH, grouped
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.numbers import number

if TYPE_CHECKING:
    from typing import Any

    from research.chapters.integrity.readings import Lit
    from research.display.text import Text
    from research.frameworks.integrity import Light
    from research.study import Study

__all__ = ["actions", "lead_of", "lights_table", "opening", "rows_of_lights"]

NEEDS = ("data.answers",)

_SAY = Frames(__file__)

_MARKS = {"red": "worse top3", "amber": "worse", "green": "better", "unmeasured": "muted"}


@or_why
def opening(study: Study) -> Text:
    """Heading of the page, and how many of the six threats have which light.

    Parameters
    ----------
    study : the edition with its data.
    """
    return opened("integrity-opening", _SAY("title"), lambda: lead_of(lit(study)))


def lead_of(found: Lit) -> str:
    """Say how many of the six threats have which light.

    Parameters
    ----------
    found : measures with their lights.
    """
    told = threats(found.measures)
    names = _SAY.named("threats")
    said = []
    for light in ("red", "amber"):
        own = [names[threat] for threat in THREATS if told[threat] == light]
        if own:
            said.append(_SAY.form(f"lead.{light}", many=len(own) > 1, threats=series(own)))
    fine = int((told == "green").sum())
    if fine:
        said.append(_SAY.form("lead.green", many=fine > 1, count=number(fine).capitalize()))
    elif not said:
        said.append(_SAY("lead.no green"))
    unknown = int((told == "unmeasured").sum())
    if unknown:
        many = unknown > 1
        said.append(_SAY.form("lead.unmeasured", many=many, count=number(unknown).capitalize()))
    return " ".join(said)


@or_why
def lights_table(study: Study) -> Table:
    """The six threats, each with the numbers that tell of it, their lights and rules.

    Parameters
    ----------
    study : the edition with its data.
    """
    found = lit(study)
    rows = _rows(found)
    titles = _titles(rows)
    return Table(
        id="tbl-integrity-lights",
        caption=_SAY("table.caption"),
        frame=headed(_values(rows), titles),
        cells=[_cells(key, row) for key, row in rows],
        stub=_SAY("table.stub"),
        labels=[_label(key, row) for key, row in rows],
        heads=_SAY.listed("table.heads"),
        align="lrrll",
        widths=(42, 9, 9, 13, 27),
        banner=in_blocks(titles),
        notes=[escape(note) for note in _notes(study, found)],
        results=_results(found.measures),
    )


def rows_of_lights(found: Lit) -> list[tuple[Light, list[str]]]:
    """Give the rows of the table as texts, each with its light: for who prints them otherwise.

    Parameters
    ----------
    found : measures with their lights.

    Returns
    -------
    Of each row its light, and what tells of the threat, the threat, number, base, sign and rule.
    """
    names = _SAY.named("threats")
    told = []
    for key, row in _rows(found):
        others = [cell.text for cell in _cells(key, row)]
        told.append((row["light"], [_label(key, row), names[str(row["threat"])], *others]))
    return told


def _rows(found: Lit) -> list[tuple[str, dict[str, Any]]]:
    shown = _shown(found.measures)
    return [(str(key), shown.loc[key].to_dict()) for key in shown.index]


def _titles(rows: list[tuple[str, dict[str, Any]]]) -> list[str]:
    """The threat that each row tells of."""
    names = _SAY.named("threats")
    return [names[str(row["threat"])].capitalize() for _, row in rows]


def _label(key: str, row: dict[str, Any]) -> str:
    """What tells of a threat: of one of several, which."""
    name = MEASURES[key].name
    return _SAY("of", name=name, of=str(row["of"])) if row["of"] else name


def _shown(measures: pd.DataFrame) -> pd.DataFrame:
    """What was measured, and the first measure of a threat that nothing tells of."""
    told = measures["light"] != "unmeasured"
    silent = ~measures["threat"].isin(measures.loc[told, "threat"])
    return measures[told | (silent & ~measures["threat"].duplicated())]


def _values(rows: list[tuple[str, dict[str, Any]]]) -> pd.DataFrame:
    """Numbers, bases and edges, which the workbook holds."""
    # What was not measured rests on nobody, which is no base of 0.
    held = [[row["value"], row["base"] or None, row["good"], row["bad"]] for _, row in rows]
    index = [_label(key, row) for key, row in rows]
    return pd.DataFrame(held, columns=_SAY.listed("table.columns"), index=index, dtype=float)


def _cells(key: str, row: dict[str, Any]) -> list[Cell]:
    measure, light = MEASURES[key], row["light"]
    sign = Cell(_SAY.named("signs")[light], _MARKS[light], signed=True)
    if light == "unmeasured":
        return [Cell(DASH, "muted"), Cell(DASH, "muted"), sign, Cell("")]
    return [
        Cell(measure.said(row["value"])),
        Cell(grouped(row["base"])),
        sign,
        Cell(measure.rule(Edges(row["good"], row["bad"]))),
    ]


def _notes(study: Study, found: Lit) -> list[str]:
    about = found.material.about
    unknown = [MEASURES[key].name for key in _unmeasured(found.measures)]
    told = [_SAY("note", rows=about.many, count=grouped(len(found.material.own)))]
    if unknown:
        named = series([_SAY("quoted", text=name) for name in unknown])
        told.append(_SAY.form("unmeasured", many=len(unknown) > 1, measures=named))
    return [*told, *unweighted(study, found.material.settings.table)]


def _unmeasured(measures: pd.DataFrame) -> list[str]:
    return [str(key) for key in measures.index[measures["light"] == "unmeasured"]]


def _results(measures: pd.DataFrame) -> list[Result]:
    """Numbers of the measures, and the lights of the threats, for the ledger."""
    found = []
    for key, row in measures.to_dict("index").items():
        measure = MEASURES[str(key)]
        if row["light"] != "unmeasured":
            value, base = float(row["value"]), int(row["base"])
            name = f"integrity.{key}"
            if measure.unit == "share":
                found.append(Result(name, 100 * value, "percent", base, measure.name))
            else:
                found.append(Result(name, value, "ratio", base, measure.name))
    return found


@or_why
def actions(study: Study) -> Text:
    """What to do at each light that is not green, the worst first, and what is yet to be measured.

    Parameters
    ----------
    study : the edition with its data.
    """
    measures = lit(study).measures
    lines = [
        _line(str(key), light, measures)
        for light in ("red", "amber")
        for key in measures.index[measures["light"] == light]
    ]
    silent = threats(measures)
    lines += [
        _line(str(key), "unmeasured", measures)
        for key in _shown(measures).index
        if silent[measures.loc[key, "threat"]] == "unmeasured"
    ]
    return bulleted("integrity-actions", lines)


def _line(key: str, light: Light, measures: pd.DataFrame) -> str:
    measure = MEASURES[key]
    said = escape(measure.action(light))
    name = _SAY("action.name", name=escape(measure.name))
    if light == "unmeasured":
        threat = _SAY.named("threats")[str(measures.loc[key, "threat"])]
        name = _SAY("action.name", name=escape(threat.capitalize()))
        return f"{name} {_SAY('action.unmeasured')} {said}"
    return f"{name} {said}"
