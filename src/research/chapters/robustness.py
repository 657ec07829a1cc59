"""How well the results bear careless answers, and how exact the shares are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.wording import THEME_STUB, records
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.display.text import Text
from research.prose.certainty import describe_random, describe_shares
from research.statistics.rankings.sensitivity import random_responders
from research.statistics.rankings.summaries import rank_summary
from research.wording.ordinals import format_rank
from research.wording.shares import percent

if TYPE_CHECKING:
    import pandas as pd

    from research.study import Study

__all__ = ["random_table", "random_text", "shares_table", "shares_text"]

_SHARES = (0.0, 0.05, 0.1, 0.2, 0.3)
_BOXES = {"first": "Ranked first", "top3": "Top three", "bottom3": "Bottom three"}


def _without_random(study: Study) -> pd.DataFrame:
    return random_responders(study.ranks, shares=_SHARES, top=min(3, len(study.themes)))


def random_text(study: Study) -> Text:
    """What would change if some respondents had answered at random."""
    names = {theme.key: escape(theme.short) for theme in study.themes}
    found = describe_random(_without_random(study), names)
    lines = "\n".join(f"- {one}" for one in found)
    return Text("txt-confidence-random", f"::: {{.observations}}\n\n{lines}\n\n:::\n")


def random_table(study: Study) -> Table:
    """Mean ranks of those who answered in earnest, for several shares of random responders."""
    tidy, base = _without_random(study), len(study.ranks)
    names = {theme.key: theme.name for theme in study.themes}
    order = tidy[tidy["share_random"] == 0].sort_values("mean_rank", kind="stable")["item"]
    by_item = {key: records(tidy[tidy["item"] == key]) for key in order}
    frame = tidy.pivot(index="item", columns="share_random", values="mean_rank").loc[order]
    heads = [f"{share:.0%}" if share else "As answered" for share in _SHARES]
    return Table(
        id="tbl-a-random",
        caption=f"Mean ranks if {_SHARES[1]:.0%} to {_SHARES[-1]:.0%} of respondents had answered "
        "at random",
        frame=frame.set_axis([names[key] for key in order]).set_axis(heads, axis="columns"),
        cells=[
            [
                Cell(f"{row['mean_rank']:.2f} ({format_rank(row['rank'], row['tied'])})")
                for row in rows
            ]
            for rows in by_item.values()
        ],
        stub=THEME_STUB,
        align="l" + "c" * len(_SHARES),
        widths=(34, *[14] * len(_SHARES)),
        notes=[
            f"Base: {base} respondents. Mean rank, with the position in brackets, among those who "
            "answered in earnest, if the others had put the themes in any order with equal chance.",
            *_impossible(tidy),
            f"Method: {escape(tidy.attrs['method'])}.",
        ],
        results=[
            Result(
                f"random.{row['item']}.mean_rank{round(100 * row['share_random'])}",
                row["mean_rank"],
                "mean",
                base,
                f"{names[row['item']]}, {row['share_random']:.0%} at random",
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
    return [f"From {ruled.min():.0%} on there would be {tidy['note'][ruled.index[0]]}."]


def shares_table(study: Study) -> Table:
    """The headline shares with their intervals."""
    confidence = study.config.statistics.confidence
    summary = rank_summary(study.ranks, confidence=confidence).sort_values("rank", kind="stable")
    boxes = {box: head for box, head in _BOXES.items() if box in summary}
    names = {theme.key: theme.name for theme in study.themes}
    columns = [f"{box}{end}" for box in boxes for end in ("", "_low", "_high")]
    base = len(study.ranks)
    return Table(
        id="tbl-a-shares",
        caption="Shares of respondents with their intervals",
        frame=summary[columns].set_axis([names[str(key)] for key in summary.index]),
        cells=[[Cell(_interval(row, box)) for box in boxes] for row in records(summary)],
        stub=THEME_STUB,
        heads=list(boxes.values()),
        align="l" + "c" * len(boxes),
        widths=(36, *[20] * len(boxes)),
        notes=[
            f"Base: {base} respondents. In brackets the {100 * confidence:g}% interval, for each "
            "share by itself. Method: score intervals (Wilson 1927)."
        ],
        results=[
            Result(
                f"appendix.{key}.{box}{end}",
                100 * row[f"{box}{end}"],
                "percent",
                base,
                f"{names[str(key)]}, {boxes[box].lower()}, {words} limit",
            )
            for key, row in summary.to_dict("index").items()
            for box in boxes
            for end, words in (("_low", "lower"), ("_high", "upper"))
        ],
    )


def _interval(row: dict[str, float], box: str) -> str:
    share = percent(int(row[f"{box}_count"]), int(row["base"]))
    return f"{share} ({100 * row[f'{box}_low']:.0f}–{100 * row[f'{box}_high']:.0f})"


def shares_text(study: Study) -> Text:
    """How far the shares can be trusted, in a sentence."""
    confidence = study.config.statistics.confidence
    summary = rank_summary(study.ranks, confidence=confidence)
    names = {theme.key: escape(theme.short) for theme in study.themes}
    return Text("txt-confidence-shares", f"{describe_shares(summary, names, confidence)}\n")
