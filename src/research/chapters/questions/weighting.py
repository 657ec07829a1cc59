"""Weights in a report: what each aims at, what the sample had and has, and what that costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.tabs.planned import study_tabs
from research.chapters.tabs.rows import about_of
from research.display.escape import escape
from research.display.framelevels import headed, in_blocks
from research.display.table import Cell, Table
from research.identifiers import slug
from research.tabulation.tab import TOTAL
from research.tabulation.weighted import weight_report
from research.wording.figures import DASH, figure, grouped, plain
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.sentences import capitalise
from research.wording.shares import percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.study import Study
    from research.tabulation.weighted import Aim, WeightReport

__all__ = ["facts", "report_of", "reports", "targets", "told"]

NEEDS = ("data.answers",)

_SAY = Frames(__file__)

_SHARES = ("target", "before", "after")
_COUNTS = ("count", "quota")


def reports(study: Study) -> list[WeightReport]:
    """Report the weights of respondents that aim at something: targets or quotas.

    Parameters
    ----------
    study : the edition with its data.
    """
    aiming = [
        name
        for name, weight in study.config.weights.items()
        if weight.table == "answers" and (weight.rake or weight.quotas)
    ]
    return [report_of(study, name) for name in aiming]


def report_of(study: Study, name: str) -> WeightReport:
    """Report a weight of respondents; numbers that tables hide are hidden here too.

    Parameters
    ----------
    study : the edition with its data.
    name : of the weight.
    """
    weighting, answers = study.weighting(name), study.read()
    weight = weighting.weight
    asked = list(dict.fromkeys([*weight.rake, *weight.quotas]))
    hidden: dict[str, set[str]] = {}
    for tab in study_tabs(study, asked, weight="none") if asked else []:
        gone = tab.values[TOTAL].isna()
        hidden[tab.question.name] = {line.label for line in tab.lines if gone.loc[line.key]}
    return weight_report(weighting, answers, hidden, about_of(study))


def facts(report: WeightReport) -> list[str]:
    """Say how a weight was come by and what it costs, in sentences.

    Parameters
    ----------
    report : of the weight.
    """
    return list(_facts(report))


def _facts(report: WeightReport) -> Iterator[str]:
    if report.raked:
        yield _SAY(
            "facts.raked",
            questions=series([heading.lower() for heading in report.raked]),
            rounds=report.rounds,
            worst=figure(100 * report.worst, 2),
        )
    elif report.response:
        asked = series([heading.lower() for heading in report.response])
        yield _SAY("facts.response", questions=asked, rows=report.about.many)
    else:
        yield _SAY("facts.column")
    yield _SAY("facts.range", low=figure(report.low, 2), high=figure(report.high, 2))
    if report.cap is not None:
        cap, many = plain(report.cap), report.capped != 1
        unit = report.about.many if many else report.about.one
        yield _SAY.form("facts.cap", many=many, count=report.capped, unit=unit, cap=cap)
    yield _SAY(
        "facts.effect",
        effect=figure(report.effect, 2),
        n=report.n,
        rows=report.about.many,
        effective=round(report.effective),
    )
    if report.without:
        many = report.without != 1
        unit = report.about.many if many else report.about.one
        yield _SAY.form("facts.without", many=many, count=report.without, unit=unit)


def targets(study: Study) -> list[Table]:
    """Targets beside what the sample had and has: a table for each weight that aims at something.

    Parameters
    ----------
    study : the edition with its data.

    Returns
    -------
    Nothing where all weights stand in columns and nobody ordered interviews.
    """
    return [_table(report) for report in reports(study)]


def _table(report: WeightReport) -> Table:
    named = [
        name
        for name in (*_SHARES, *_COUNTS)
        if any(getattr(aim, name) is not None for aim in report.aims)
    ]
    rows = report.about.many
    heads, columns = _SAY.named("heads", head=capitalise(rows)), _SAY.named("columns", rows=rows)
    asked = [aim.question for aim in report.aims]
    frame = pd.DataFrame(
        [[_value(aim, name) for name in named] for aim in report.aims],
        columns=[columns[name] for name in named],
        index=[aim.answer for aim in report.aims],
    )
    hidden = any(aim.count is None for aim in report.aims)
    notes = [_SAY("note", facts=" ".join(facts(report))), *([_SAY("hidden")] if hidden else [])]
    return Table(
        id=f"tbl-weight-{slug(report.name)}",
        caption=_SAY("caption", name=report.name),
        frame=headed(frame, asked),
        cells=[[Cell(_printed(aim, name)) for name in named] for aim in report.aims],
        stub=_SAY("stub"),
        labels=[aim.answer for aim in report.aims],
        banner=in_blocks(asked),
        heads=[heads[name] for name in named],
        shares=[columns[name] for name in named if name in _SHARES],
        notes=[escape(note) for note in notes],
    )


def _value(aim: Aim, name: str) -> float:
    value = getattr(aim, name)
    return float("nan") if value is None else float(value)


def _printed(aim: Aim, name: str) -> str:
    value = getattr(aim, name)
    if value is None:
        return DASH
    return percent(100 * value, 100) if name in _SHARES else grouped(value)


def _aimed(report: WeightReport, aim: Aim, name: str) -> str:
    unit = {"rows": report.about.many} if name == "count" else {}
    return _SAY(f"aims.{name}", value=_printed(aim, name), **unit)


def told(report: WeightReport) -> Iterator[str]:
    """Say a report in lines for who checks an edition.

    Parameters
    ----------
    report : of the weight.
    """
    yield _SAY("check", name=report.name, facts=" ".join(facts(report)))
    for aim in report.aims:
        known = [name for name in (*_SHARES, *_COUNTS) if getattr(aim, name) is not None]
        said = [_aimed(report, aim, name) for name in known]
        yield _SAY("aim", question=aim.question, answer=aim.answer, aims=", ".join(said))
