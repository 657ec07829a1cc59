"""The method box: how a survey was made, who counts, and what its numbers can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research import __version__
from research.chapters.questions.quoting import attributed
from research.chapters.questions.weighting import facts, report_of
from research.chapters.tabs.planned import comparison_of
from research.chapters.tabs.rows import about_of, weight_used
from research.chapters.thinness import or_why
from research.display.result import Result
from research.display.table import Cell, Table
from research.statistics.samples.intervals import wilson
from research.statistics.samples.weights import summarise_weights
from research.wording.figures import figure, plain
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.sentences import capitalise
from research.wording.shares import percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.sources.answers.findings import Kind
    from research.study import Study

__all__ = ["method_box"]

NEEDS = ("data.answers",)

_SAY = Frames(__file__)

# Notebooks whose tables say by letters which columns differ.
_LETTERED = ("crosstab", "nps", "plan", "question", "topline")
# Why records of the file are not among the respondents.
_LEFT_OUT: tuple[Kind, ...] = ("left_out", "doubled_id", "no_id")


@or_why
def method_box(study: Study, *, appendix: bool = False) -> Table:
    """Say how the survey was made, in a table of a few lines.

    Parameters
    ----------
    study : the edition with its data.
    appendix : number it among the tables of the appendix.

    Returns
    -------
    Fieldwork, sample and response, who was left out and why, accounts, weights with their design
    effect, margins, tests, confidentiality and the version; lines of which nothing is known are
    left out.
    """
    lines = list(_lines(study))
    names = _SAY.named("lines", head=capitalise(about_of(study).many))
    frame = pd.DataFrame({_SAY("what"): [said for _, said in lines]})
    return Table(
        id="tbl-a-method" if appendix else "tbl-method",
        caption=_SAY("caption"),
        frame=frame.set_axis([names[key] for key, _ in lines]),
        cells=[[Cell(said)] for _, said in lines],
        stub="",
        align="ll",
        widths=(18, 82),
        results=_results(study),
        kind="methodbox",
    )


def _lines(study: Study) -> Iterator[tuple[str, str]]:
    if study.config.fieldwork:
        yield "fieldwork", capitalise(study.config.fieldwork)
    yield "sample", _sample(study)
    audit = study.read().audit
    left = [one.what for kind in _LEFT_OUT for one in audit.of(kind)]
    if left:
        yield "left", capitalise("; ".join(left))
    accounts = study.clusters
    if accounts is not None:
        count = int(accounts.nunique())
        largest = int(accounts.value_counts().max())
        said = _SAY.form(
            "accounts",
            many=count != 1,
            count=count,
            largest=largest,
            rows=about_of(study).many,
        )
        yield "accounts", capitalise(said)
    yield "weights", _weights(study)
    yield "margin", _margin(study)
    if _compares(study):
        yield "tests", _tests(study)
    yield "privacy", _privacy(study)
    yield "rounding", _SAY("rounding")
    yield "version", _SAY("version", version=__version__)


def _compares(study: Study) -> bool:
    """Whether columns bear letters: in an edition on themes alone none do."""
    return study.config.themes is None or any(study.has_section(name) for name in _LETTERED)


def _sample(study: Study) -> str:
    count, invited = len(study.answers), study.config.invited
    records = study.read().audit.rows
    rows = about_of(study).many
    said = _SAY("sample", count=count, rows=rows)
    if records > count:
        said = _SAY("sample of", count=count, rows=rows, records=records)
    if not invited:
        return said
    return _SAY("response", sample=said, invited=invited, share=percent(count, invited))


def _weights(study: Study) -> str:
    name, about = weight_used(study, None), about_of(study)
    if not name:
        return _SAY("unweighted", one=about.one)
    weights = study.weight(name)
    known = weights[weights > 0]
    made = summarise_weights(known)
    said = _SAY(
        "weighted",
        one=about.one,
        rows=about.many,
        name=name,
        low=plain(float(known.min())),
        high=plain(float(known.max())),
        effect=figure(made.design_effect, 2),
        count=len(known),
        effective=round(made.effective),
    )
    without = len(weights) - len(known)
    unit = about.one if without == 1 else about.many
    said += _SAY.form("without", many=without != 1, count=without, unit=unit) if without else ""
    made_by = study.weighting(name)
    if made_by.raking is None and not made_by.response:
        return said
    told = facts(report_of(study, name))
    return " ".join(told if made_by.raking is None else [*told, _SAY("raked")])


def _margin(study: Study) -> str:
    """How far half of all respondents may be off by chance, as tables have it."""
    size, confidence = _effective(study), study.config.statistics.confidence
    low, high = wilson(size / 2, size, confidence)
    half = figure(50 * (high - low), 1)
    nested = "nested" if study.clusters is not None else "single"
    rows = about_of(study).many
    return _SAY(f"margin.{nested}", rows=rows, points=half, level=plain(100 * confidence))


def _effective(study: Study) -> float:
    name = weight_used(study, None)
    if not name:
        return float(len(study.answers))
    weights = study.weight(name)
    return float(summarise_weights(weights[weights > 0]).effective)


def _tests(study: Study) -> str:
    name = weight_used(study, None)
    raked = bool(name) and study.weighting(name).calibration is not None
    method = comparison_of(study).described(clustered=study.clusters is not None, raked=raked)
    flag, rows = study.config.privacy.flag_base, about_of(study).many
    return _SAY("tests", method=method, flag=flag, rows=rows)


def _privacy(study: Study) -> str:
    privacy = study.config.privacy
    table = study.table("answers")
    named = [
        series(table.question(name).heading.lower() for name in step) for step in attributed(study)
    ]
    least, rows = privacy.hide_base, about_of(study).many
    hidden = _SAY("hidden", base=least, rows=rows) if least else _SAY("shown")
    return hidden + (_SAY("quoted", most=named[-1]) if named else _SAY("unnamed"))


def _results(study: Study) -> list[Result]:
    count, records = len(study.answers), study.read().audit.rows
    rows = about_of(study).many
    results = [
        Result("study.answered", count, "count", records, _SAY("results.answered", rows=rows)),
        Result("study.records", records, "count", label=_SAY("results.records")),
    ]
    if study.config.invited:
        share = 100 * count / study.config.invited
        invited = study.config.invited
        results.append(
            Result("study.response", share, "percent", invited, _SAY("results.response"))
        )
    if study.clusters is not None:
        accounts = int(study.clusters.nunique())
        said = _SAY("results.accounts", rows=rows)
        results.append(Result("study.accounts", accounts, "count", count, said))
    return results
