"""What changed since the edition before: ranks and mean ranks of two independent samples."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from research.chapters.naming import called, names_of, source_of
from research.chapters.ranks import partial_note, records, theme_stub
from research.chapters.remarks import bulleted, opened
from research.chapters.repeated import units_of
from research.chapters.thinness import enough, line_or_why, or_why
from research.display.chart import Chart
from research.display.escape import escape
from research.display.result import Result
from research.display.specification.parts import Base, rows
from research.display.specification.slopes import Slope, Slopes
from research.display.table import Cell, Table
from research.edition.waves.matching import Pair
from research.frameworks.changes import order_changes
from research.prose.changes import (
    describe_changes,
    lead_changes,
    note_change,
    title_changes,
)
from research.prose.choice import MOST
from research.tabulation.breaks import breaks_between
from research.tabulation.tab import Point
from research.wording.figures import DASH, interval, signed
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.numbers import number
from research.wording.ordinals import format_rank
from research.wording.probabilities import level, probability

if TYPE_CHECKING:
    from research.display.text import Text
    from research.edition.questions import Question
    from research.frameworks.changes import OrderChanges
    from research.study import Study
    from research.tabulation.tab import Break

__all__ = [
    "changes_chart",
    "changes_table",
    "observations",
    "opening",
    "since",
    "theme_changes",
]

NEEDS = ("data.answers", "themes", "waves.earlier")

_SAY = Frames(__file__)

# Other themes, and fewer that were asked for, are taken into account when orders are compared.
_RECKONED = {"items", "scale"}


@lru_cache(maxsize=4)
def since(study: Study) -> OrderChanges:
    """Compare the order with that of the edition before, once a session.

    Raises
    ------
    InputError
        If the parameter file names no edition before.
    StatisticsError
        If the editions have fewer than two themes in common.
    ThinDataError
        If the ranking was asked otherwise, or the author says that it is not to be compared.
    """
    settings, pair = study.config.statistics, _ranking(study)
    cuts = [cut for cut in _cuts(study, pair) if not {*cut.kinds} <= _RECKONED]
    enough(not cuts, " ".join(cut.text for cut in cuts))
    then = {old: key for key, old in pair.parts.renamed.items()}
    units = units_of(study, _editions_compared(study))
    return order_changes(
        study.previous.ranks.rename(columns=then),
        study.ranks,
        correction=settings.correction,
        confidence=settings.confidence,
        permutations=settings.permutations,
        seed=settings.seed,
        asked=_asked(study),
        clusters=(units[0], units[1]),
    )


def _editions_compared(study: Study) -> dict[str, Study]:
    """The edition before and this one, by the keys of the waves."""
    return {study.config.waves.previous: study.previous, study.config.wave_key: study}


def _ranking(study: Study) -> Pair:
    """The ranking of this edition beside that of the edition before."""
    asked = [_question(edition) for edition in (study, study.previous)]
    return Pair(asked[0], asked[1], study.config.waves)


def _question(study: Study) -> Question:
    themes = study.config.themes
    return study.table("answers").question(themes.question if themes else "")


def _cuts(study: Study, before: Pair) -> list[Break]:
    """Why the two rankings are not compared."""
    after = Pair(before.later, before.later, before.waves)
    waves = [
        Point(key, label=called(edition)) for key, edition in _editions_compared(study).items()
    ]
    return [one.told for one in breaks_between(before, after, waves[0], waves[1])]


def _asked(study: Study) -> int | None:
    """How many ranks both editions asked for, where one asked for fewer than the other."""
    depths = {study.previous.ranked, study.ranked}
    return None if _alike(study) else min(depths)


def _alike(study: Study) -> bool:
    """Whether both editions asked for as many ranks, or both for all."""
    editions = (study.previous, study)
    whole = all(edition.ranked == edition.ranks.shape[1] for edition in editions)
    return whole or study.previous.ranked == study.ranked


@or_why
def opening(study: Study) -> Text:
    """Heading of the chapter, the sentence that opens it and what to bear in mind."""
    before = escape(called(study.previous))
    note = study.config.waves.note
    body = f"\n{escape(note)}\n" if note else ""
    return opened(
        "changes-opening",
        _SAY("opening.title", before=before),
        lambda: lead_changes(since(study).items, names_of(study), before),
        body,
    )


@or_why
def changes_chart(study: Study) -> Chart:
    """Ranks before and after, one line a theme."""
    found, editions = since(study), _editions(study)
    items = found.items
    roles = [
        "other" if not row["significant"] else "subject" if row["change"] < 0 else "contrast"
        for row in records(items)
    ]
    frame = pd.DataFrame(
        {
            "before": items["rank_before"].rank(method="first").astype(int),
            "after": items["rank"].rank(method="first").astype(int),
            "printed_before": _ranks(items, "_before"),
            "printed_after": _ranks(items),
        }
    ).set_axis([study.config.theme(str(key)).short for key in items.index])
    slopes = Slopes(
        title=title_changes(items, names_of(study, str), editions[0]),
        subtitle=_SAY("chart.subtitle"),
        base=Base(counts=(found.base_before, found.base)),
        source=source_of(study),
        stub=theme_stub(),
        slopes=rows(Slope, frame, role=roles),
        ends=editions,
    )
    data = items[["rank_before", "rank"]].set_axis(frame.index.rename(theme_stub()))
    return Chart(
        id="fig-changes",
        caption=_SAY("chart.caption", before=editions[0], now=editions[1]),
        alt=_SAY(
            "chart.alt",
            count=number(len(frame)),
            before=editions[0],
            now=editions[1],
            listed=slopes.listing(),
        ),
        figure=slopes,
        data=data.set_axis([*editions], axis="columns"),
    )


@or_why
def changes_table(study: Study) -> Table:
    """Ranks of both editions, and the change of the mean rank with interval and test."""
    found, editions = since(study), _editions(study)
    items, settings = found.items, study.config.statistics
    names = {theme.key: theme.name for theme in study.themes}
    columns = ["rank_before", "rank", "places", "change", "low", "high", "p_adjusted"]
    before, now = editions
    return Table(
        id="tbl-changes",
        caption=_SAY("table.caption", before=before, now=now),
        frame=items[columns].set_axis([names[str(key)] for key in items.index]),
        cells=[_cells(row) for row in records(items)],
        stub=theme_stub(),
        heads=_SAY.listed("table.heads", before=before, now=now),
        names=_SAY.named("table.columns", before=before, now=now),
        align="lcccrrr",
        widths=(40, 7, 7, 8, 12, 18, 13),
        notes=[
            _SAY(
                "table.note",
                base_before=found.base_before,
                base=found.base,
                level=level(settings.confidence),
                correction=_SAY.named("table.corrections")[settings.correction],
                count=number(len(items)),
            ),
            *_partial(study),
            *_left_out(study, found),
        ],
        results=_results(study, found),
    )


@or_why
def observations(study: Study) -> Text:
    """What the tests of the changes say."""
    found, before = since(study), escape(called(study.previous))
    confidence = study.config.statistics.confidence
    said = describe_changes(found.items, found.p, names_of(study), before, confidence)
    return bulleted("changes", list(said)[:MOST])


def theme_changes(study: Study, theme: str) -> list[str]:
    """Note on the change of one theme; nothing where there is no edition before, or not of it."""
    if not study.config.waves.previous:
        return []
    note = line_or_why(lambda: _theme_change(study, theme))
    return [note] if note else []


def _theme_change(study: Study, theme: str) -> str:
    items = since(study).items.to_dict("index")
    if theme not in items:
        return ""
    return note_change(items[theme], names_of(study), theme, escape(called(study.previous)))


def _editions(study: Study) -> tuple[str, str]:
    return called(study.previous), called(study)


def _ranks(items: pd.DataFrame, end: str = "") -> list[str]:
    pairs = zip(items[f"rank{end}"], items[f"tied{end}"], strict=True)
    return [format_rank(int(rank), bool(tied)) for rank, tied in pairs]


def _cells(row: dict[Any, Any]) -> list[Cell]:
    ranks = [
        Cell(format_rank(row[f"rank{end}"], row[f"tied{end}"]), "top3" * (row[f"rank{end}"] <= 3))
        for end in ("_before", "")
    ]
    places = Cell(signed(row["places"]) if row["places"] else DASH)
    if row["reason"]:
        return [*ranks, places, Cell(signed(row["change"], 2)), *[Cell(DASH, "muted")] * 2]
    mark = ("better" if row["change"] < 0 else "worse") if row["significant"] else ""
    limits = interval(row["low"], row["high"], 2, sign=True)
    p = Cell(probability(row["p_adjusted"]))
    return [*ranks, places, Cell(signed(row["change"], 2), mark), Cell(limits), p]


def _partial(study: Study) -> list[str]:
    """Say how themes count that were not ranked, in either edition."""
    notes = [
        _SAY("table.partial", edition=escape(called(edition)), note=note)
        for edition in (study.previous, study)
        for note in partial_note(edition)
    ]
    deep = _asked(study)
    return notes if deep is None else [*notes, _SAY("table.shallower", deep=number(deep))]


def _left_out(study: Study, found: OrderChanges) -> list[str]:
    """Say which themes only one edition has, and why some changes were not tested."""
    notes = []
    editions = (study.previous, study)
    for edition, keys in zip(editions, (found.gone, found.new), strict=True):
        if keys:
            listed = escape(series([edition.config.theme(key).short for key in keys]))
            only = escape(called(edition))
            notes.append(_SAY("table.left out", edition=only, themes=listed))
    items = found.items
    notes += [
        _SAY(
            "table.untested",
            theme=escape(study.config.theme(str(key)).short),
            reason=escape(reason),
        )
        for key, reason in items["reason"][items["reason"] != ""].items()
    ]
    return notes


def _results(study: Study, found: OrderChanges) -> list[Result]:
    items, before = found.items, called(study.previous)
    firm = items[items["significant"]]
    label = _SAY("results.changed", before=before)
    results = [
        Result("previous.edition", before, "text", label=_SAY("results.before")),
        Result("previous.respondents", found.base_before, "count", found.base_before),
        Result("change.themes", len(firm), "count", len(items), label),
        Result("change.risen", int((firm["change"] < 0).sum()), "count", len(items), label),
        Result("change.fallen", int((firm["change"] > 0).sum()), "count", len(items), label),
        Result("change.p", found.p, "p", found.base, _SAY("results.all")),
    ]
    for key, row in items.to_dict("index").items():
        name, theme = f"change.{key}", study.config.theme(str(key)).name
        earlier = _SAY("results.earlier", theme=theme, before=before)
        places = _SAY("results.places", theme=theme)
        results += [
            Result(
                f"previous.{key}.rank",
                row["rank_before"],
                "rank",
                found.base_before,
                earlier,
                tied=bool(row["tied_before"]),
            ),
            Result(
                f"previous.{key}.mean_rank",
                row["mean_rank_before"],
                "mean",
                found.base_before,
                earlier,
            ),
            Result(f"{name}.places", row["places"], "count", found.base, places),
            Result(f"{name}.mean_rank", row["change"], "mean", found.base, theme),
        ]
        if not row["reason"]:
            results += [
                Result(f"{name}.low", row["low"], "mean", found.base, theme),
                Result(f"{name}.high", row["high"], "mean", found.base, theme),
                Result(f"{name}.p_adjusted", row["p_adjusted"], "p", found.base, theme),
            ]
    return results
