"""How well the results bear careless answers, and how exact the shares are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from research.chapters.groups import given_ranks, rank_base
from research.chapters.priorities.alternatives import distributions, mark, mark_note
from research.chapters.ranks import partial_note, records, theme_stub
from research.chapters.remarks import bulleted
from research.chapters.thinness import or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.display.text import Text
from research.frameworks.priorities import UNRANKED, priorities
from research.prose.certainty import describe_random, describe_shares
from research.statistics.rankings.sensitivity import random_responders
from research.statistics.samples.intervals import wilson
from research.wording.figures import figure
from research.wording.frames import Frames
from research.wording.ordinals import format_rank
from research.wording.probabilities import level
from research.wording.shares import percent, whole_percent

if TYPE_CHECKING:
    import pandas as pd

    from research.study import Study

__all__ = ["random_table", "random_text", "shares_table", "shares_text"]

NEEDS = (
    "data.answers",
    "themes",
)

_TOP = 3
_SHARES = (0.0, 0.05, 0.1, 0.2, 0.3)
_SAY = Frames(__file__)


def _without_random(study: Study) -> pd.DataFrame:
    top = min(_TOP, study.ranked)
    return random_responders(given_ranks(study), shares=_SHARES, top=top, unranked=UNRANKED)


@or_why
def random_text(study: Study) -> Text:
    """What would change if some respondents had answered at random."""
    names = {theme.key: escape(theme.short) for theme in study.themes}
    found = describe_random(_without_random(study), names)
    return bulleted("confidence-random", found)


@or_why
def random_table(study: Study) -> Table:
    """Mean ranks of those who answered in earnest, for several shares of random responders."""
    tidy, base = _without_random(study), rank_base(study)
    names = {theme.key: theme.name for theme in study.themes}
    order = tidy[tidy["share_random"] == 0].sort_values("mean_rank", kind="stable")["item"]
    by_item = {key: records(tidy[tidy["item"] == key]) for key in order}
    frame = tidy.pivot(index="item", columns="share_random", values="mean_rank").loc[order]
    heads = [percent(share, 1) if share else _SAY("random.given") for share in _SHARES]
    return Table(
        id="tbl-a-random",
        caption=_SAY("random.caption", least=percent(_SHARES[1], 1), most=percent(_SHARES[-1], 1)),
        frame=frame.set_axis([names[key] for key in order]).set_axis(heads, axis="columns"),
        cells=[
            [
                Cell(
                    _SAY(
                        "random.cell",
                        mean=figure(row["mean_rank"], 2),
                        rank=format_rank(row["rank"], row["tied"]),
                    )
                )
                for row in rows
            ]
            for rows in by_item.values()
        ],
        stub=theme_stub(),
        align="l" + "c" * len(_SHARES),
        widths=(34, *[14] * len(_SHARES)),
        notes=[
            _SAY("random.note", base=base),
            *partial_note(study),
            *_impossible(tidy),
            _SAY("random.method", method=escape(tidy.attrs["method"])),
        ],
        results=[
            Result(
                f"random.{row['item']}.mean_rank{whole_percent(row['share_random'], 1)}",
                row["mean_rank"],
                "mean",
                base,
                _SAY(
                    "random.result",
                    theme=names[row["item"]],
                    share=percent(row["share_random"], 1),
                ),
            )
            for row in records(tidy)
            if row["share_random"]
        ],
    )


def _impossible(tidy: pd.DataFrame) -> list[str]:
    """Say from which share on the answers rule out so many random responders."""
    ruled = tidy.loc[tidy["note"] != "", "share_random"]
    if ruled.empty:
        return []
    share, reason = percent(ruled.min(), 1), tidy["note"][ruled.index[0]]
    return [_SAY("random.impossible", share=share, reason=reason)]


@or_why
def shares_table(study: Study) -> Table:
    """The headline shares with their intervals."""
    confidence = study.config.statistics.confidence
    summary = _summary(study)
    boxes = {box: head for box, head in _SAY.named("shares.heads").items() if box in summary}
    names = {theme.key: theme.name for theme in study.themes}
    columns = [f"{box}{end}" for box in boxes for end in ("", "_low", "_high")]
    base = rank_base(study)
    rows = [
        [_interval_cell(study, str(key), box, row) for box in boxes]
        for key, row in summary.to_dict("index").items()
    ]
    fixed = not any("†" in cell.text for row in rows for cell in row)
    return Table(
        id="tbl-a-shares",
        caption=_SAY("shares.caption"),
        frame=summary[columns].set_axis([names[str(key)] for key in summary.index]),
        cells=rows,
        stub=theme_stub(),
        heads=list(boxes.values()),
        names={
            f"{box}{end}": f"{head}{said}"
            for box, head in boxes.items()
            for end, said in (("", ""), *_SAY.named("shares.ends").items())
        },
        shares=columns,
        align="l" + "c" * len(boxes),
        widths=(36, *[20] * len(boxes)),
        notes=[
            _SAY("shares.note", base=base, level=level(confidence)),
            *partial_note(study),
            *mark_note(fixed=fixed),
        ],
        results=[
            Result(f"appendix.{key}.{box}_{end}", 100 * row[f"{box}_{end}"], "percent", base, label)
            for key, row in summary.to_dict("index").items()
            for box, head in boxes.items()
            for end, label in _SAY.named(
                "shares.results", theme=names[str(key)], box=head.lower()
            ).items()
        ],
    )


def _summary(study: Study) -> pd.DataFrame:
    """Shares with intervals at the edition's level, the highest priority first."""
    return priorities(
        given_ranks(study),
        study.clusters,
        asked=study.ranked,
        confidence=study.config.statistics.confidence,
    )


def _interval_cell(study: Study, theme: str, box: str, row: dict[Any, Any]) -> Cell:
    """A share with its interval, marked where other answers print it otherwise."""
    printed = {
        _interval(count, int(row["base"]), study.config.statistics.confidence)
        for count in {int(data.count(theme, box)) for data in distributions(study)}
    }
    own = _interval(int(row[f"{box}_count"]), int(row["base"]), study.config.statistics.confidence)
    return Cell(mark(own, fixed=len(printed) == 1))


def _interval(count: int, base: int, confidence: float) -> str:
    low, high = (figure(100 * end) for end in wilson(count, base, confidence))
    return _SAY("shares.cell", share=percent(count, base), low=low, high=high)


@or_why
def shares_text(study: Study) -> Text:
    """How far the shares can be trusted, in a sentence."""
    confidence = study.config.statistics.confidence
    names = {theme.key: escape(theme.short) for theme in study.themes}
    box = f"top{_TOP}" if study.ranked >= _TOP and len(study.themes) > _TOP else "first"
    said = describe_shares(_summary(study), names, confidence, box)
    return Text("txt-confidence-shares", f"{said}\n")
