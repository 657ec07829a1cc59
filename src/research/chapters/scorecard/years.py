"""A company's scores by stage and over the years, and its relationships read beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from research.chapters.naming import source_of
from research.chapters.scorecard.company import company
from research.chapters.thinness import enough, or_why
from research.display.chart import Chart
from research.display.escape import escape
from research.display.result import Result
from research.display.specification.parts import Axis, Base
from research.display.specification.shifts import Shift, Shifts
from research.display.table import Cell, Table
from research.display.text import Text
from research.frameworks.capability_items import driver_scores, latest, rolled_up
from research.frameworks.capability_reading import Side, reading, side
from research.wording.figures import DASH, figure, plain, signed
from research.wording.frames import Frames
from research.wording.numbers import out_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.chapters.scorecard.company import Company
    from research.edition.capability import Relations
    from research.study import Study

__all__ = [
    "drivers_table",
    "reading_table",
    "reading_text",
    "stages_table",
    "years_chart",
    "years_table",
]

NEEDS = ("scorecard",)

_SAY = Frames(__file__)

_DIGITS = 1
_SEVERAL = 2


@or_why
def stages_table(study: Study) -> Table:
    """The grid of themes by stage of the circle."""
    about = company(study)
    stages = {key: code.brief for key, code in about.firms.stages.items()}
    scores = about.stages.loc[about.themes]
    held = {
        (theme, key): float(score)
        for theme, row in zip(about.themes, scores.to_numpy(), strict=True)
        for key, score in zip(stages, row, strict=True)
    }
    whole = rolled_up(about.items, ["stage"])["score"].reindex(list(stages))
    aims = {theme: place.aim.score for theme, place in about.places.items() if place.aim}
    rows = [
        [
            *(_stage_cell(held[theme, key], aims.get(theme)) for key in stages),
            Cell(figure(about.places[theme].score, _DIGITS)),
        ]
        for theme in about.themes
    ]
    last = [Cell(figure(float(whole[key]), _DIGITS), "base") for key in stages]
    frame = scores.assign(theme=[about.places[theme].score for theme in about.themes])
    frame.loc["every"] = [*whole, None]
    labels = [*(about.short(theme) for theme in about.themes), _SAY("stages.every")]
    return Table(
        id="tbl-scorecard-stages",
        caption=_SAY("stages.caption", company=about.name),
        frame=frame.set_axis([*stages.values(), _SAY("stages.theme")], axis=1)
        .set_axis(labels)
        .rename_axis(_SAY("stub")),
        cells=[*rows, [*last, Cell(DASH, "muted")]],
        stub=_SAY("stub"),
        align="l" + "c" * (len(stages) + 1),
        widths=(18, *(14 for _ in stages), 12),
        notes=[escape(_SAY("stages.note"))],
        results=[
            Result(
                f"scorecard.{theme}.{key}",
                held[theme, key],
                "score",
                label=_SAY("stages.result", theme=about.short(theme), stage=name),
            )
            for theme in about.themes
            for key, name in stages.items()
            if not pd.isna(held[theme, key])
        ],
        kind="ranktable",
    )


def _stage_cell(score: float, target: float | None) -> Cell:
    short = target is not None and score < target
    return Cell(figure(score, _DIGITS), "worse" if short else "")


def _years_title(company: str, since: str, up: int, down: int, themes: int) -> str:
    """Say in how many themes a company is better and in how many worse."""
    told = {"up": out_of(up, themes)[0], "down": out_of(down, themes)[0]}
    told["themes"] = out_of(themes, themes)[1]
    kind = "mixed" if up and down else "ahead" if up else "behind" if down else "level"
    return _SAY.named("years.title", company=company, since=since, **told)[kind]


@or_why
def years_chart(study: Study) -> Chart | Text:
    """Scores of all themes in the first year and in the latest."""
    about = company(study)
    if len(about.history) < _SEVERAL:
        said = _SAY("years.once", company=about.name, year=str(about.year))
        return Text("txt-scorecard-years", f"{escape(said)}\n")
    first, last = about.history.iloc[0], about.history.iloc[-1]
    both = [theme for theme in about.themes if not pd.isna(first[theme])]
    enough(bool(both), _SAY("years.nothing", year=str(about.history.index[0])))
    moved = {theme: round(float(last[theme] - first[theme]), 9) for theme in both}
    order = sorted(both, key=lambda theme: -moved[theme])
    up = sum(value > 0 for value in moved.values())
    down = sum(value < 0 for value in moved.values())
    ends = (str(about.history.index[0]), str(about.year))
    shifts = Shifts(
        title=_years_title(about.name, ends[0], up, down, len(both)),
        subtitle=_SAY("years.subtitle"),
        base=Base(counts=(len(about.items["evidence"].dropna()),), of=_SAY("years.base")),
        source=source_of(study),
        stub=_SAY("stub"),
        shifts=tuple(
            Shift(
                label=about.short(theme),
                before=float(first[theme]),
                after=float(last[theme]),
                printed=signed(moved[theme], _DIGITS),
                role="subject" if moved[theme] >= 0 else "contrast",
            )
            for theme in order
        ),
        ends=ends,
        axis=Axis(label=_SAY("years.axis")),
    )
    return Chart(
        id="fig-scorecard-years",
        caption=_SAY("years.chart", company=about.name, first=ends[0], last=ends[1]),
        alt=_SAY("years.alt", company=about.name, listed=shifts.listing()),
        figure=shifts,
    )


@or_why
def years_table(study: Study) -> Table | Text:
    """Scores of all themes in every year, and the change since the year before."""
    about = company(study)
    if len(about.history) < _SEVERAL:
        return Text("txt-scorecard-years-table", "")
    scores = about.history[about.themes]
    change = (scores.iloc[-1] - scores.iloc[-2]).round(9)
    years = [str(year) for year in scores.index]
    held = {
        (theme, year): float(score)
        for year, row in zip(years, scores.to_numpy(), strict=True)
        for theme, score in zip(about.themes, row, strict=True)
    }
    frame = pd.concat([scores, change.to_frame().T])
    return Table(
        id="tbl-scorecard-years",
        caption=_SAY("years.caption", company=about.name),
        frame=frame.set_axis([about.short(theme) for theme in about.themes], axis=1)
        .set_axis([*years, _SAY("years.change")])
        .rename_axis(_SAY("years.stub")),
        cells=[
            *(
                [Cell(figure(held[theme, year], _DIGITS)) for theme in about.themes]
                for year in years
            ),
            [
                Cell(signed(float(change[theme]), _DIGITS), _way(float(change[theme])))
                for theme in about.themes
            ],
        ],
        stub=_SAY("years.stub"),
        align="l" + "c" * len(about.themes),
        widths=(14, *(9 for _ in about.themes)),
        results=[
            Result(
                f"scorecard.{theme}.year{year}",
                held[theme, year],
                "score",
                label=_SAY("years.result", theme=about.short(theme), year=year),
            )
            for theme in about.themes
            for year in years
            if not pd.isna(held[theme, year])
        ],
        kind="ranktable",
    )


def _way(change: float) -> str:
    if pd.isna(change) or change == 0:
        return ""
    return "better" if change > 0 else "worse"


@or_why
def drivers_table(study: Study) -> Table | Text:
    """Evidence of what moves each driver, with its weight, beside all firms."""
    about = company(study)
    every = about.firms
    if not len(every.moves.columns):
        return Text("txt-scorecard-drivers", "")
    own = driver_scores(about.items, every.moves.loc[about.items.index])
    firms = [
        driver_scores(rows, every.moves.loc[rows.index])["score"]
        for _, rows in latest(every.items).groupby("company")
    ]
    mean = pd.concat(firms, axis=1).mean(axis=1)
    weights = [float(every.capability.weights.get(str(key), 1.0)) for key in own.index]
    frame = pd.DataFrame({"weight": weights, "score": own["score"], "mean": mean})
    heads = _SAY.named("drivers.heads", company=about.name)
    return Table(
        id="tbl-scorecard-drivers",
        caption=_SAY("drivers.caption", company=about.name),
        frame=frame.set_axis([heads[key] for key in frame.columns], axis=1).rename_axis(
            _SAY("drivers.stub")
        ),
        cells=[
            [
                Cell(plain(float(row["weight"]))),
                Cell(figure(float(row["score"]), _DIGITS)),
                Cell(figure(float(row["mean"]), _DIGITS)),
            ]
            for row in frame.to_dict("records")
        ],
        stub=_SAY("drivers.stub"),
        labels=[_label(about, str(key)) for key in frame.index],
        align="lccc",
        widths=(24, 12, 18, 22),
        results=[
            Result(
                f"scorecard.driver.{key}",
                float(row["score"]),
                "score",
                label=_SAY("drivers.result", driver=_label(about, str(key))),
            )
            for key, row in frame.to_dict("index").items()
            if not pd.isna(row["score"])
        ],
        kind="ranktable",
    )


def _label(about: Company, driver: str) -> str:
    named = about.firms.capability
    question = about.firms.study.table(named.table).question(str(named.drivers))
    found = next((item.text for item in question.items if item.key == driver), driver)
    return found[:1].upper() + found[1:]


class _Felt(NamedTuple):
    """What customers of the company say, beside those of all firms."""

    quality: Side
    nps: float
    others: float
    able: Side


def _felt(about: Company) -> _Felt:
    named = about.firms.capability.relations
    enough(named is not None, _SAY("reading.none", company=about.name))
    assert named is not None  # noqa: S101 - there are some
    frame = _relations(about, named)
    now = frame[frame["year"] <= about.year].groupby("company").tail(1).set_index("company")
    enough(about.key in now.index, _SAY("reading.unasked", company=about.name))
    own = now.loc[[about.key]].iloc[0]
    means = now.mean(numeric_only=True)
    scores = about.firms.latest[about.themes].mean(axis=1)
    quality = Side(float(own["quality"]), float(means["quality"]), named.band)
    able = Side(float(scores[about.key]), float(scores.mean()), about.band)
    return _Felt(quality, float(own["nps"]), float(means["nps"]), able)


def _relations(about: Company, named: Relations) -> pd.DataFrame:
    read = about.firms.study.read(named.table)
    asked = {key: getattr(named, key) for key in ("company", "year", "quality", "nps")}
    frame = pd.DataFrame({key: read.question(name)[name] for key, name in asked.items()})
    known = frame.dropna(subset=["company", "year", "quality"])
    return known.assign(company=known["company"].astype("str")).sort_values(
        "year", kind="stable", ignore_index=True
    )


@or_why
def reading_text(study: Study) -> Text:
    """Capability and relationship quality read together, in words."""
    about = company(study)
    felt = _felt(about)
    found, words = reading(felt.able, felt.quality), _SAY.named("reading.side")
    told = _SAY(
        "reading.told",
        company=about.name,
        able=words[side(felt.able)],
        quality=words[side(felt.quality)],
        what=_SAY.named("reading.what")[found],
    )
    heading = f"### {_SAY('reading.title')}\n\n"
    label = _SAY("reading.result")
    return Text(
        "txt-scorecard-reading",
        f"{heading}{escape(told)}\n",
        [Result("scorecard.reading", found, "text", label=label)],
    )


@or_why
def reading_table(study: Study) -> Table:
    """Capability, relationship quality and NPS beside the means of all firms."""
    about = company(study)
    felt = _felt(about)
    words, labels = _SAY.named("reading.side"), _SAY.named("reading.rows")
    rows = {
        "capability": (felt.able.score, felt.able.mean, 1, words[side(felt.able)]),
        "quality": (felt.quality.score, felt.quality.mean, 2, words[side(felt.quality)]),
        "nps": (felt.nps, felt.others, 0, DASH),
    }
    heads = _SAY.listed("reading.heads", company=about.name)
    return Table(
        id="tbl-scorecard-reading",
        caption=_SAY("reading.caption", company=about.name),
        frame=pd.DataFrame(
            [(own, mean, said) for own, mean, _, said in rows.values()],
            columns=heads,
            index=pd.Index([labels[key] for key in rows], name=_SAY("reading.stub")),
        ),
        cells=[
            [Cell(figure(own, digits)), Cell(figure(mean, digits)), Cell(said)]
            for own, mean, digits, said in rows.values()
        ],
        stub=_SAY("reading.stub"),
        align="lccl",
        widths=(34, 16, 20, 24),
        notes=[
            escape(
                _SAY(
                    "reading.note",
                    band=figure(about.band, _DIGITS),
                    points=figure(felt.quality.band, 2),
                )
            )
        ],
        results=[*_read_results(rows, labels)],
        kind="ranktable",
    )


def _read_results(
    rows: dict[str, tuple[float, float, int, str]], labels: dict[str, str]
) -> Iterator[Result]:
    for key, (own, mean, _, _) in rows.items():
        yield Result(f"scorecard.reading.{key}", own, "score", label=labels[key])
        yield Result(
            f"scorecard.reading.{key}.mean",
            mean,
            "score",
            label=_SAY("reading.mean", what=labels[key]),
        )
