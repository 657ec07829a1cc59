"""MaxDiff: items by how often they were best and worst, and how sure their order is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.naming import source_of
from research.chapters.ranks import records
from research.chapters.remarks import opened
from research.chapters.tabs.chart import chart_of
from research.chapters.tabs.planned import questions_asked, study_tab
from research.chapters.tabs.prose import passage_of
from research.chapters.tabs.rows import about_of, weight_used
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.errors import ThinDataError
from research.identifiers import slug
from research.statistics.rankings.scored import score_sets
from research.tabulation.tab import ANSWERED, TOTAL
from research.wording.figures import interval, plain, signed, span
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.shares import percent

if TYPE_CHECKING:
    from research.display.chart import Chart
    from research.display.text import Text
    from research.edition.questions import Question
    from research.study import Study
    from research.tabulation.tab import Tab

__all__ = ["items_chart", "items_table", "observations", "opening"]

NEEDS = ("data.answers",)

_SAY = Frames(__file__)

_FEW = 2
_WHOLE = 100
_SHARES = ("best", "worst", "share")


def _asked(study: Study, question: str) -> Question:
    """The question that is named, or the first MaxDiff."""
    _ = questions_asked(study, [question]) if question else ()
    asked = study.table("answers").questions
    found = [one for one in asked if one.type == "maxdiff" and question in ("", one.name)]
    enough(bool(found), _SAY("none", question=question) if question else _SAY("no maxdiff"))
    return found[0]


def _tab(study: Study, asked: Question) -> Tab:
    tab = study_tab(study, asked.name)
    enough(not tab.empty, _SAY("hidden"))
    return tab


def _items(tab: Tab) -> pd.DataFrame:
    """One row an item, the best first: its figures of everybody and their limits."""
    items = [line.key.rpartition(".")[0] for line in tab.of_kind("score")]
    cells = {
        f"{name}{limit}": [
            float(getattr(tab, frame)[TOTAL].loc[f"{item}.{name}"]) for item in items
        ]
        for name in ("score", *_SHARES)
        for limit, frame in (("", "values"), ("_low", "low"), ("_high", "high"))
    }
    labels = [tab.line(f"{item}.score").label for item in items]
    return pd.DataFrame(cells | {"item": items}, index=labels)


@or_why
def opening(study: Study, question: str = "") -> Text:
    """Heading of the section, and which item comes first.

    Parameters
    ----------
    study : the edition with its data.
    question : name of a MaxDiff; the first where left out.
    """
    asked = _asked(study, question)
    name = f"maxdiff-{slug(asked.name)}-opening"
    return opened(name, escape(asked.heading), lambda: escape(_lead(study, asked)))


def _lead(study: Study, asked: Question) -> str:
    tab = _tab(study, asked)
    items = _items(tab)
    first = items.index[items["score"].round() == items["score"].round().max()]
    base = _base(tab)
    score = signed(float(items["score"].iloc[0]))
    return _SAY.form("lead", many=len(first) > 1, first=series(list(first)), base=base, score=score)


def _base(tab: Tab) -> int:
    """How many answered a task, whatever each counts for."""
    return int(tab.bases[ANSWERED][TOTAL].loc["unweighted"])


@or_why
def items_table(study: Study, question: str = "") -> Table:
    """Items in order: picks as best and worst, score, share of preference, and possible places.

    Parameters
    ----------
    study, question : as of `opening`.

    Returns
    -------
    Weighted as other tables are, where the edition has a weight.
    """
    asked = _asked(study, question)
    tab = _tab(study, asked)
    items, places = _items(tab), _places(study, asked)
    heads = _SAY.named("heads")
    rows = [row | places[str(row["item"]).removeprefix("answer.")] for row in records(items)]
    cells = [
        [
            Cell(percent(row["best"])),
            Cell(percent(row["worst"])),
            Cell(signed(row["score"])),
            Cell(_limits(row, "score")),
            Cell(percent(row["share"])),
            Cell(_limits(row, "share")),
            Cell(span(row["from"], row["to"])),
        ]
        for row in rows
    ]
    names = ["best", "worst", "score", "score_low", "score_high"]
    names += ["share", "share_low", "share_high", "from", "to"]
    frame = pd.DataFrame(rows, index=items.index)[names]
    shares = [name for name in names if name.startswith(_SHARES)]
    frame[shares] = frame[shares] / 100
    base, many = _base(tab), about_of(study).many
    level = plain(100 * study.config.statistics.confidence)
    return Table(
        id=f"tbl-maxdiff-{slug(asked.name)}",
        caption=_SAY("caption", title=asked.heading),
        frame=frame.set_axis([heads[name] for name in names], axis="columns"),
        cells=cells,
        stub=_SAY("stub"),
        heads=_SAY.listed("shown"),
        align="l" + "c" * len(cells[0]),
        widths=(30, 9, 9, 8, 13, 12, 11, 9),
        shares=[heads[name] for name in shares],
        notes=[escape(_SAY("note", base=base, rows=many, level=level)), *map(escape, tab.notes)],
        results=[
            Result(
                f"{asked.name}.{str(row['item']).removeprefix('answer.')}.rank",
                row["rank"],
                "rank",
                base,
                label,
                tied=bool(row["tied"]),
            )
            for label, row in zip(items.index, rows, strict=True)
        ],
    )


def _limits(row: dict[str, float], name: str) -> str:
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    if name == "share":
        return interval(low, high, 0)
    return _SAY("limits", low=signed(max(low, -_WHOLE)), high=signed(min(high, _WHOLE)))


def _places(study: Study, asked: Question) -> dict[str, dict[str, float]]:
    """The rank of each item by its score, and the lowest and highest that it may hold."""
    scores, name = study.read().question(asked.name), weight_used(study, None)
    weights = study.weight(name) if name else None
    kept = scores.notna().any(axis="columns")
    if weights is not None:
        kept &= weights > 0
    enough(int(kept.sum()) >= _FEW, _SAY("nobody", rows=about_of(study).many))
    settings = study.config.statistics
    found = score_sets(
        scores[kept],
        None if weights is None else weights[kept],
        None if study.clusters is None else study.clusters[kept],
        confidence=settings.confidence,
        draws=settings.draws,
        seed=settings.seed,
    ).items
    kept_columns = found[["rank", "tied", "simultaneous_low", "simultaneous_high"]]
    named = kept_columns.set_axis(["rank", "tied", "from", "to"], axis="columns")
    return {str(key): row for key, row in zip(named.index, records(named), strict=True)}


@or_why
def items_chart(study: Study, question: str = "") -> Chart:
    """Shares of preference as bars.

    Parameters
    ----------
    study, question : as of `opening`.
    """
    asked = _asked(study, question)
    chart = chart_of(_tab(study, asked), source=source_of(study))
    if chart is None:
        raise ThinDataError(_SAY("hidden"))
    return chart


@or_why
def observations(study: Study, question: str = "", banner: str = "") -> Text:
    """What the MaxDiff comes to, in three sentences at most.

    Parameters
    ----------
    study, question : as of `opening`.
    banner : name of a banner, whose groups are compared; nothing for everybody together.
    """
    asked = _asked(study, question)
    name = "-".join(filter(None, ["maxdiff", asked.name, banner]))
    return passage_of(study_tab(study, asked.name, banner), name)
