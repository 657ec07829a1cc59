"""The agenda: what comments are about in the last survey or period, beside the one before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from research.chapters.naming import source_of
from research.chapters.questions.coded import coded_of
from research.chapters.tabs.periods import PERIODS, period_tab
from research.chapters.tabs.planned import THIN_BASE, comparison_of, study_tabs
from research.chapters.tabs.trends import trend_chart
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.specification.parts import Specification
from research.display.table import Cell, Table
from research.display.text import Text
from research.edition.parameters import ANSWERS
from research.edition.waves.named import BANNER
from research.errors import InputError, Problem
from research.identifiers import slug
from research.problems.nearest import known_or_meant
from research.prose.waves import describe_waves
from research.prose.waves_view import WavesView
from research.tabulation.changes import PREVIOUS, wave_changes
from research.tabulation.tab import ANSWERED
from research.wording.figures import DASH, grouped, interval, signed
from research.wording.frames import Frames
from research.wording.probabilities import level, probability
from research.wording.sentences import capitalise
from research.wording.shares import percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from research.chapters.questions.coded import Coded
    from research.display.chart import Chart
    from research.edition.parameters import Edition
    from research.study import Study
    from research.tabulation.tab import Tab

__all__ = ["agenda_chart", "agenda_table", "agenda_text"]

NEEDS = ("data.answers",)

_SAY = Frames(__file__)


def judged(edition: Edition, given: Mapping[str, Any]) -> Iterator[tuple[str, Problem]]:
    """Find a question of days that is none, and a period that days are not put together to.

    Parameters
    ----------
    edition : the parameter file.
    given : the section's parameters.

    Yields
    ------
    (parameter, problem)
    """
    yield from _problems(edition, given)


def _problems(
    edition: Edition, given: Mapping[str, Any], path: Path | str = ""
) -> Iterator[tuple[str, Problem]]:
    table, by = edition.table(str(given.get("table") or ANSWERS)), given.get("by") or ""
    period = given.get("period") or "week"
    if period not in PERIODS:
        near = known_or_meant(str(period), PERIODS)
        yield "period", Problem(path, _SAY("no period", period=period), hint=near)
    days = [one.name for one in table.questions if one.type == "day"] if table else []
    if by and by not in days:
        what = _SAY("no days", by=by)
        yield "by", Problem(path, what, hint=known_or_meant(str(by), days))


@dataclass(frozen=True, eq=False)
class _Agenda:
    """Topics of two periods, and how each has changed, corrected for all of them.

    Parameters
    ----------
    about : the comments of the last survey.
    tab : the topics alone, those of most comments first, with a column for each period.
    changes : of `research.tabulation.changes.wave_changes`, of the topics alone.
    """

    about: Coded
    tab: Tab
    changes: pd.DataFrame

    @property
    def ends(self) -> tuple[str, str]:
        """Keys of the period before and of the last."""
        return self.tab.against[self.tab.points[-1].key][0], self.tab.points[-1].key

    @property
    def labels(self) -> tuple[str, str]:
        """What they are called."""
        before, now = self.ends
        return self.tab.point(before).label, self.tab.point(now).label

    @property
    def bases(self) -> tuple[float, float]:
        """How many comments were read in either."""
        read, (before, now) = self.tab.bases[ANSWERED], self.ends
        return float(read[before].loc["unweighted"]), float(read[now].loc["unweighted"])

    @property
    def view(self) -> WavesView:
        """The topics as sentences and charts look at them."""
        return WavesView([self.tab], self.changes)


@lru_cache(maxsize=8)
def _agenda(study: Study, question: str, table: str, by: str, period: str) -> _Agenda | None:
    """Topics of the last period and of the one before; None where nothing parts comments by time.

    Raises
    ------
    InputError
        If there is no such question of days, or no such period.
    """
    given = {"table": table, "by": by, "period": period}
    problems = [problem for _, problem in _problems(study.config, given, study.path)]
    if problems:
        raise InputError(problems)
    about = coded_of(study, question, table)
    if by:
        tab = period_tab(
            study,
            about.asked.name,
            about.rows,
            by,
            period,  # type: ignore[arg-type]
            comparison=comparison_of(study),
            thin=max(THIN_BASE, study.config.privacy.flag_base),
        )
    elif BANNER in study.config.banner_names_of(table) and BANNER not in study.config.banners:
        [tab] = study_tabs(study, [about.asked.name], BANNER, weight="none", table=table)
    else:
        return None
    now = tab.points[-1].key
    before = tab.against.get(now, ())[:1]
    topics = [line for line in tab.lines if line.kind == "category" and tab.shown(line.key, now)]
    enough(bool(topics) and bool(before), _SAY("hidden"))
    topics.sort(key=lambda line: -float(tab.values[now].loc[line.key]))
    kept = replace(tab, lines=tuple(topics), against={**tab.against, now: before})
    settings = study.config.statistics
    changes = wave_changes(
        [kept], correction=comparison_of(study).correction, confidence=settings.confidence
    )
    return _Agenda(about, kept, changes[changes["step"] == PREVIOUS])


def _name(found: _Agenda, what: str) -> str:
    return f"comments-{slug(found.about.asked.name)}-{what}"


@or_why
def agenda_text(
    study: Study, question: str = "", *, table: str = ANSWERS, by: str = "", period: str = "week"
) -> Text:
    """Heading, and in a sentence which topics more or fewer comments are about than before.

    A change is called one only where the test says so after the correction for all topics. Nothing
    where the data have neither surveys nor days.

    Parameters
    ----------
    study : the edition with its data.
    question : name of a coded question; the first where left out.
    table : name of the table of data whose rows wrote the comments.
    by : name of a question of days, which parts the latest survey; surveys or waves where left out.
    period : what days are put together to: week, month or quarter.
    """
    found = _agenda(study, question, table, by, period)
    if found is None:
        return Text("txt-comments-agenda", "")
    before, now = map(escape, found.labels)
    said = escape(describe_waves(found.view) or _SAY("silent"))
    heading = _SAY("heading", before=before, now=now)
    return Text(f"txt-{_name(found, 'agenda')}", f"### {heading}\n\n{said}\n")


@or_why
def agenda_chart(
    study: Study, question: str = "", *, table: str = ANSWERS, by: str = "", period: str = "week"
) -> Chart | Text:
    """Share of comments about each topic, before and now.

    Parameters
    ----------
    study, question, table, by, period : as of `agenda_text`.
    """
    found = _agenda(study, question, table, by, period)
    if found is None:
        return Text("txt-comments-agenda-chart", "")
    chart = trend_chart(
        found.view,
        found.tab,
        source=source_of(study),
        confidence=study.config.statistics.confidence,
    )
    enough(chart is not None, _SAY("hidden"))
    assert chart is not None  # noqa: S101 - asked in the line before
    assert isinstance(chart.figure, Specification)  # noqa: S101 - two periods or more are drawn
    before, now = found.labels
    bases = tuple(map(round, found.bases))
    then, later = map(grouped, bases)
    said = _SAY("subtitle", before=before, now=now, then=then, later=later)
    return replace(
        chart,
        id=f"fig-{_name(found, 'agenda')}",
        caption=_SAY("chart", title=found.about.asked.heading, before=before, now=now),
        figure=chart.figure.model_copy(update={"subtitle": said, "bases": bases}),
    )


@or_why
def agenda_table(
    study: Study, question: str = "", *, table: str = ANSWERS, by: str = "", period: str = "week"
) -> Table | Text:
    """Topics by how many comments of the last period are about them, beside the one before.

    Parameters
    ----------
    study, question, table, by, period : as of `agenda_text`.
    """
    found = _agenda(study, question, table, by, period)
    if found is None:
        return Text("txt-comments-agenda-table", "")
    asked, (before, now) = found.about.asked, found.labels
    changed = found.changes.set_index("line")
    rows = [_row(changed, line.key) for line in found.tab.lines]
    labels = [line.label for line in found.tab.lines]
    names = ["earlier", "later", "change", "low", "high", "p_adjusted"]
    columns = _SAY.listed("columns", before=before, now=now)
    frame = pd.DataFrame(rows)[names].set_axis(labels).set_axis(columns, axis="columns")
    frame[columns[:2]] /= 100
    parts = (line.key for line in found.tab.lines)
    return Table(
        id=f"tbl-{_name(found, 'agenda')}",
        caption=_SAY("caption", title=asked.heading, before=before, now=now),
        frame=frame,
        cells=[_cells(found, key, row) for key, row in zip(parts, rows, strict=True)],
        stub=_SAY("stub"),
        labels=labels,
        heads=_SAY.listed("heads", before=capitalise(before), now=capitalise(now)),
        align="llrrrrr",
        widths=(32, 11, 14, 14, 9, 14, 9),
        shares=columns[:2],
        notes=[escape(note) for note in _notes(study, found)],
        results=[
            one
            for line, row in zip(found.tab.lines, rows, strict=True)
            for one in _results(found, line.key, line.label, row)
        ],
    )


def _row(changed: pd.DataFrame, key: str) -> dict[str, Any]:
    return {str(name): value for name, value in changed.loc[key].items()}


def _cells(found: _Agenda, key: str, row: Mapping[str, Any]) -> list[Cell]:
    tones = _SAY.named("tones")
    leaf = found.about.frame.leaves.get(key.rpartition(".")[2])
    said = [Cell(tones[leaf.tone if leaf else "neither"])]
    for end, share in zip(found.ends, (row["earlier"], row["later"]), strict=True):
        if not found.tab.shown(key, end):
            said.append(Cell(DASH, "muted"))
            continue
        count = grouped(float(found.tab.counts[end].loc[key]))
        said.append(Cell(_SAY("cell", count=count, share=percent(float(share), 100))))
    if pd.isna(row["p"]):
        return [*said, *(Cell(DASH, "muted") for _ in range(3))]
    mark = ("better" if float(row["change"]) > 0 else "worse") if row["significant"] else ""
    return [
        *said,
        Cell(signed(float(row["change"])), mark),
        Cell(interval(float(row["low"]), float(row["high"]), 0, sign=True)),
        Cell(probability(float(row["p_adjusted"]))),
    ]


def _notes(study: Study, found: _Agenda) -> Iterator[str]:
    before, now = found.labels
    then, later = map(grouped, found.bases)
    sure = level(study.config.statistics.confidence)
    yield _SAY("note", before=before, now=now, then=then, later=later, level=sure)
    corrections = _SAY.named("corrections")
    correction = corrections[comparison_of(study).correction]
    yield _SAY("corrected", count=int(found.changes["p"].notna().sum()), correction=correction)
    yield _SAY("method", method=found.tab.method)
    reasons = [each for each in dict.fromkeys(found.changes["reason"]) if each]
    if reasons:
        yield _SAY("dash", reasons="; ".join(reasons))


def _results(found: _Agenda, key: str, label: str, row: Mapping[str, Any]) -> Iterator[Result]:
    tab = found.tab
    name = ".".join(filter(None, [tab.about.table, tab.question.name, key, "agenda"]))
    base = tab.base_of(key, found.ends[1])
    told = (("change", "change", "percent"), ("low", "low", "percent"), ("high", "high", "percent"))
    for end, column, unit in (*told, ("p", "p_adjusted", "p")):
        if not pd.isna(row[column]):
            yield Result(f"{name}.{end}", float(row[column]), unit, base, label)  # type: ignore[arg-type]
