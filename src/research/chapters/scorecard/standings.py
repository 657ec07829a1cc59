"""The scorecard of one company: where it stands in every theme, what it aims for, and its gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.naming import source_of
from research.chapters.remarks import bulleted, noted, opened
from research.chapters.scorecard.company import company
from research.chapters.thinness import or_why
from research.display.chart import Chart
from research.display.escape import escape
from research.display.result import Result
from research.display.specification.parts import Axis, Base
from research.display.specification.ranges import Range, Ranges, Signs
from research.display.table import Cell, Table
from research.display.text import Text
from research.frameworks.capability_standing import STANDINGS
from research.wording.figures import DASH, figure
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.numbers import number
from research.wording.sentences import capitalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from research.chapters.scorecard.company import Company, Place
    from research.study import Study

__all__ = [
    "findings",
    "opening",
    "sector_table",
    "standings_table",
    "targets_table",
    "themes_chart",
]

NEEDS = ("scorecard",)

_SAY = Frames(__file__)

_COLUMNS = (
    "low",
    "third quartile",
    "second quartile",
    "mean",
    "upper quartile",
    "top decile",
    "high",
)
_DIGITS = 1


@or_why
def opening(study: Study) -> Text:
    """Heading of the scorecard, and how the company does as a whole."""
    about = company(study)
    title = escape(_SAY("opening.title", company=about.name))
    told = _SAY(
        "opening.more",
        company=about.name,
        year=str(about.year),
        items=len(about.items["evidence"].dropna()),
        firms=len(about.firms.latest),
        band=figure(about.band, _DIGITS),
    )
    more = f"\n{escape(told)}\n{noted([study.config.disclaimer])}"
    return opened("scorecard-opening", title, lambda: escape(_lead(about)), more)


def _lead(about: Company) -> str:
    places = list(about.places.values())
    short = len(about.turns)
    mean = pd.Series([place.score for place in places]).mean()
    others = about.firms.latest[about.themes].mean(axis=1).mean()
    return _SAY(
        "opening.lead" if short else "opening.there",
        company=about.name,
        mean=figure(mean),
        others=figure(others),
        themes=number(len(places)),
        **({"short": _SAY.form("short", many=short > 1, count=number(short))} if short else {}),
    )


@or_why
def findings(study: Study) -> Text:
    """What the board must know: where the company is strong and weak, and what comes first."""
    about = company(study)
    return bulleted("scorecard-findings", map(escape, _found(about)))


def _found(about: Company) -> Iterator[str]:
    places = about.places
    best = [key for key, place in places.items() if place.standing in STANDINGS[:2]]
    poor = [key for key, place in places.items() if place.standing == STANDINGS[-1]]
    if best:
        yield _strength("findings.best", about, best)
    else:
        yield _SAY("findings.no best", company=about.name)
    if poor:
        yield _strength("findings.poor", about, poor)
    if not about.turns:
        met = [key for key, place in places.items() if place.gap == 0]
        yield _SAY("findings.met", count=number(len(met)), themes=number(len(places)))
        return
    if not poor:
        widest = max(about.turns, key=lambda key: places[key].gap)
        place = places[widest]
        yield _SAY(
            "findings.widest",
            theme=about.short(widest),
            gap=figure(place.gap, _DIGITS),
            rule=place.rule,
            choice=_SAY.named("findings.put", company=about.name)[place.chosen],
        )
    first = [leg.theme for leg in about.legs if leg.year == 1]
    yield _SAY("findings.first", themes=_named(about, first), company=about.name)


def _strength(key: str, about: Company, themes: Sequence[str]) -> str:
    return capitalise(_SAY.form(key, many=len(themes) > 1, themes=_named(about, themes)))


def _named(about: Company, themes: Sequence[str]) -> str:
    return series(about.short(theme) for theme in themes)


@or_why
def themes_chart(study: Study) -> Chart:
    """All themes on one page: the firms from lowest to highest, the company and its target."""
    about = company(study)
    ranges = Ranges(
        title=_message(about),
        subtitle=_SAY("chart.subtitle", year=str(about.year)),
        base=Base(counts=(len(about.firms.latest),), of=_SAY("chart.base")),
        source=source_of(study),
        stub=_SAY("stub"),
        ranges=tuple(
            Range(
                label=about.short(theme),
                low=place.line["low"],
                mean=place.line["mean"],
                high=place.line["high"],
                lower=place.line["third quartile"],
                upper=place.line["upper quartile"],
                own=place.score,
                aim=place.aim.score if place.aim else None,
            )
            for theme, place in about.places.items()
        ),
        axis=Axis(label=_SAY("chart.axis"), low=0, high=100),
        signs=Signs(own=about.name, **_SAY.named("chart.signs")),
    )
    return Chart(
        id="fig-scorecard-themes",
        caption=_SAY("chart.caption", company=about.name),
        alt=_SAY("chart.alt", company=about.name, listed=ranges.listing()),
        figure=ranges,
    )


def _message(about: Company) -> str:
    upper = sum(place.standing in STANDINGS[:2] for place in about.places.values())
    if not upper:
        return _SAY("chart.no upper", company=about.name)
    return _SAY(
        "chart.upper", company=about.name, count=number(upper), themes=number(len(about.places))
    )


@or_why
def standings_table(study: Study) -> Table:
    """Every theme against all firms, from the lowest score to the highest, and its standing."""
    about = company(study)
    return _against(
        about,
        "scorecard-standings",
        _SAY("standings.caption", company=about.name),
        about.lines,
        {theme: place.standing for theme, place in about.places.items()},
        _SAY("standings.note", firms=len(about.firms.latest), band=figure(about.band, _DIGITS)),
    )


@or_why
def sector_table(study: Study) -> Table | Text:
    """The same in the company's sector; where it has few firms, a sentence that says so."""
    about = company(study)
    if about.sector_lines is None:
        key = "few" if about.sector else "no sector"
        told = {
            "sector": about.sector,
            "firms": number(len(about.peers)),
            "fewest": number(about.firms.capability.fewest),
        }
        said = _SAY(f"sector.{key}", company=about.name, **(told if about.sector else {}))
        return Text("txt-scorecard-sector", f"{escape(said)}\n")
    return _against(
        about,
        "scorecard-sector",
        _SAY("sector.caption", company=about.name, sector=about.sector),
        about.sector_lines,
        {theme: place.of_sector for theme, place in about.places.items()},
        _SAY("sector.note", firms=len(about.peers), sector=about.sector),
    )


def _against(
    about: Company,
    name: str,
    caption: str,
    lines: pd.DataFrame,
    standings: dict[str, str],
    note: str,
) -> Table:
    heads, words = _SAY.named("heads"), _SAY.named("standing")
    frame = lines.loc[about.themes, list(_COLUMNS)].copy()
    frame.insert(0, "score", [place.score for place in about.places.values()])
    frame["standing"] = [standings[theme] for theme in about.themes]
    rows = zip(about.themes, frame.to_dict("records"), strict=True)
    dotted = name.replace("-", ".")
    return Table(
        id=f"tbl-{name}",
        caption=caption,
        frame=frame.set_axis([about.name, *(heads[key] for key in (*_COLUMNS, "standing"))], axis=1)
        .set_axis([about.short(theme) for theme in about.themes])
        .rename_axis(_SAY("stub")),
        cells=[
            [
                Cell(figure(row["score"], _DIGITS), "top3"),
                *(Cell(figure(row[key], _DIGITS)) for key in _COLUMNS),
                Cell(capitalise(words[row["standing"]]), _marked(row["standing"])),
            ]
            for _, row in rows
        ],
        stub=_SAY("stub"),
        align="l" + "c" * (1 + len(_COLUMNS)) + "l",
        widths=(17, 11, 9, 10, 10, 8, 10, 9, 9, 21),
        notes=[escape(note)],
        results=[
            Result(
                f"{dotted}.{theme}",
                standings[theme],
                "text",
                len(about.firms.latest),
                _SAY("results.standing", theme=about.short(theme)),
            )
            for theme in about.themes
        ],
        kind="ranktable",
    )


def _marked(standing: str) -> str:
    if standing in STANDINGS[:2]:
        return "better"
    return "worse" if standing == STANDINGS[-1] else ""


@or_why
def targets_table(study: Study) -> Table:
    """Score, level today, the target by the theme's own rule, and the gap to it."""
    about = company(study)
    heads, levels, choices = (_SAY.named(key) for key in ("targets.heads", "level", "choices"))
    places = about.places
    frame = pd.DataFrame(
        [
            (
                _rank(place, choices),
                place.score,
                levels[place.level],
                place.rule or DASH,
                place.aim.score if place.aim else None,
                place.gap,
            )
            for place in places.values()
        ],
        columns=[heads[key] for key in ("wanted", "score", "level", "rule", "target", "gap")],
        index=pd.Index([about.short(theme) for theme in places], name=_SAY("stub")),
    )
    return Table(
        id="tbl-scorecard-targets",
        caption=_SAY("targets.caption", company=about.name),
        frame=frame,
        cells=[_target_cells(place, choices, levels) for place in places.values()],
        stub=_SAY("stub"),
        align="lccllcc",
        widths=(17, 16, 9, 14, 30, 10, 14),
        notes=list(map(escape, _target_notes(about))),
        results=[*_target_results(about)],
        kind="ranktable",
    )


def _target_notes(about: Company) -> Iterator[str]:
    """How targets become scores, and what stands in for a sector of which too few are known."""
    yield _SAY("targets.note", band=figure(about.band, _DIGITS))
    aims = [place.aim for place in about.places.values() if place.aim]
    if about.sector_lines is None and any(one.named == "sector best" for one in aims):
        yield _SAY("targets.stands in", company=about.name)


def _rank(place: Place, choices: dict[str, str]) -> str:
    given = str(place.rank) if place.rank is not None else DASH
    return _SAY("targets.wanted", rank=given, choice=choices[place.chosen])


def _target_cells(place: Place, choices: dict[str, str], levels: dict[str, str]) -> list[Cell]:
    met = place.gap == 0
    gap = _SAY("targets.met") if met else figure(place.gap, _DIGITS)
    return [
        Cell(_rank(place, choices)),
        Cell(figure(place.score, _DIGITS)),
        Cell(levels[place.level]),
        Cell(place.rule or _SAY("targets.none")),
        Cell(figure(place.aim.score, _DIGITS) if place.aim else DASH),
        Cell(gap, "better" if met else "worse" if place.gap > 0 else ""),
    ]


def _target_results(about: Company) -> Iterator[Result]:
    for theme, place in about.places.items():
        labels = _SAY.named("results", theme=about.short(theme))
        start, base = f"scorecard.{theme}", len(about.firms.latest)
        yield Result(f"{start}.score", place.score, "score", base, labels["score"])
        yield Result(f"{start}.level", place.level, "text", base, labels["level"])
        if place.aim:
            yield Result(f"{start}.target", place.aim.score, "score", base, labels["target"])
            yield Result(f"{start}.gap", place.gap, "score", base, labels["gap"])
