"""Any ranking question: its order, how sure the order is, and how groups differ in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.naming import source_of
from research.chapters.ranks import records
from research.chapters.remarks import opened
from research.chapters.tabs.chart import chart_of
from research.chapters.tabs.planned import questions_asked, study_tab
from research.chapters.tabs.prose import passage_of
from research.chapters.tabs.rows import about_of, weight_used
from research.chapters.tabs.weighted import apart
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.errors import ThinDataError
from research.frameworks.priorities import UNRANKED, who_ranked
from research.identifiers import slug
from research.statistics.rankings.ranksets import rank_sets
from research.statistics.rankings.summaries import rank_summary
from research.tabulation.shares import DEEP
from research.wording.figures import figure, plain, span
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.ordinals import format_rank
from research.wording.shares import percent

if TYPE_CHECKING:
    import pandas as pd

    from research.display.chart import Chart
    from research.display.text import Text
    from research.edition.questions import Question
    from research.study import Study

__all__ = ["observations", "opening", "order_chart", "order_table"]

NEEDS = ("data.answers",)

_SAY = Frames(__file__)

_FEW = 2


def _asked(study: Study, question: str) -> Question:
    """The question that is named, or the first ranking."""
    _ = questions_asked(study, [question]) if question else ()
    asked = study.table("answers").questions
    found = [one for one in asked if one.type == "ranking" and question in ("", one.name)]
    enough(bool(found), _SAY("none", question=question) if question else _SAY("no ranking"))
    return found[0]


def _ranks(study: Study, asked: Question, weight: str) -> tuple[pd.DataFrame, pd.Series | None]:
    """Ranks by the keys of items of those who have a weight, and the weights."""
    ranks, name = study.read().question(asked.name), weight_used(study, weight or None)
    weights = study.weight(name) if name else None
    if weights is not None:
        ranks, weights = ranks[weights > 0], weights[weights > 0]
    enough(int(who_ranked(ranks).sum()) >= _FEW, _SAY("nobody", rows=about_of(study).many))
    return ranks, weights


def _within(study: Study, ranks: pd.DataFrame) -> pd.Series | None:
    return None if study.clusters is None else study.clusters.reindex(ranks.index)


def _base(study: Study, asked: Question, weight: str) -> int:
    """How many respondents ranked anything, whatever each counts for."""
    return int(who_ranked(_ranks(study, asked, weight)[0]).sum())


def _order(study: Study, asked: Question, weight: str) -> pd.DataFrame:
    """Items by mean rank, weighted as the tables are, so that no table denies another."""
    ranks, weights = _ranks(study, asked, weight)
    depth = min(asked.top or ranks.shape[1], ranks.shape[1])
    summary = rank_summary(
        ranks,
        weights,
        top=[size for size in (DEEP,) if size <= depth],
        bottom=(),
        clusters=_within(study, ranks),
        unranked=UNRANKED,
        confidence=study.config.statistics.confidence,
    )
    return summary.sort_values("rank", kind="stable")


@or_why
def opening(study: Study, question: str = "", weight: str = "") -> Text:
    """Heading of the section, and what stands first.

    Parameters
    ----------
    study : the edition with its data.
    question : name of a ranking question; the first where left out.
    weight : name of a weight; the edition's own where nothing is said, ``none`` for none.
    """
    asked = _asked(study, question)
    name = f"ranking-{slug(asked.name)}-opening"
    made = opened(name, escape(asked.heading), lambda: escape(_lead(study, asked, weight)))
    return apart(made, study, weight)


def _lead(study: Study, asked: Question, weight: str) -> str:
    summary = _order(study, asked, weight)
    texts = {item.key: item.text for item in asked.items}
    first = [texts[str(key)] for key in summary.index[summary["rank"] == 1]]
    return _SAY.form(
        "lead", many=len(first) > 1, first=series(first), base=_base(study, asked, weight)
    )


@or_why
def order_table(study: Study, question: str = "", weight: str = "") -> Table:
    """Items in order: mean rank, shares of the first places, and the ranks that each may hold.

    Parameters
    ----------
    study, question, weight : as of `opening`.

    Returns
    -------
    Weighted as other tables are, where the edition has a weight.
    """
    asked = _asked(study, question)
    summary, texts = _order(study, asked, weight), {item.key: item.text for item in asked.items}
    settings = study.config.statistics
    ranks, weights = _ranks(study, asked, weight)
    sets = rank_sets(
        ranks,
        weights,
        confidence=settings.confidence,
        draws=settings.draws,
        seed=settings.seed,
        clusters=_within(study, ranks),
        unranked=UNRANKED,
    )
    boxes = [box for box in ("first", f"top{DEEP}") if box in summary]
    low, high = (
        sets.items[f"simultaneous_{side}"].reindex(summary.index).astype(int).tolist()
        for side in ("low", "high")
    )
    frame = summary[["rank", "mean_rank", *boxes]].assign(low=low, high=high)
    heads = _SAY.named("heads")
    named = [heads[name] for name in ("rank", "mean", *boxes, "low", "high")]
    cells = [
        [
            Cell(format_rank(row["rank"], row["tied"]), "top3" if row["rank"] <= 3 else ""),
            Cell(figure(row["mean_rank"], 2)),
            *(Cell(percent(100 * row[box])) for box in boxes),
            Cell(span(lowest, highest)),
        ]
        for row, lowest, highest in zip(records(summary), low, high, strict=True)
    ]
    made = Table(
        id=f"tbl-ranking-{slug(asked.name)}",
        caption=_SAY("caption", title=asked.heading),
        frame=frame.set_axis(named, axis="columns").set_axis(
            [texts[str(k)] for k in summary.index]
        ),
        cells=cells,
        stub=_SAY("stub"),
        heads=[*named[:-2], _SAY("may hold")],
        align="l" + "c" * len(cells[0]),
        widths=(34, 8, 11, *[10] * len(boxes), 10),
        shares=named[2:-2],
        notes=[escape(_note(study, asked, weight))],
        results=[
            Result(
                f"{asked.name}.{key}.rank",
                row["rank"],
                "rank",
                _base(study, asked, weight),
                texts[str(key)],
                tied=bool(row["tied"]),
            )
            for key, row in summary.to_dict("index").items()
        ],
        kind="ranktable",
    )
    return apart(made, study, weight)


def _note(study: Study, asked: Question, weight: str) -> str:
    level = plain(100 * study.config.statistics.confidence)
    rows = about_of(study).many
    return _SAY("note", base=_base(study, asked, weight), rows=rows, level=level)


@or_why
def order_chart(study: Study, question: str = "", weight: str = "") -> Chart:
    """The order as bars.

    Parameters
    ----------
    study, question, weight : as of `opening`.
    """
    asked = _asked(study, question)
    chart = chart_of(
        study_tab(study, asked.name, weight=weight), asked.heading, source=source_of(study)
    )
    if chart is None:
        raise ThinDataError(_SAY("nobody", rows=about_of(study).many))
    return apart(chart, study, weight)


@or_why
def observations(study: Study, question: str = "", banner: str = "", weight: str = "") -> Text:
    """What the ranking comes to, in three sentences at most.

    Parameters
    ----------
    study, question, weight : as of `opening`.
    banner : name of a banner, whose groups are compared; nothing for everybody together.
    """
    asked = _asked(study, question)
    name = "-".join(filter(None, ["ranking", asked.name, banner]))
    tab = study_tab(study, asked.name, banner, weight=weight)
    return apart(passage_of(tab, name, place=1), study, weight)
