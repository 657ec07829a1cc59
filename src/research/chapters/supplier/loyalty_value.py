"""Loyalty economics, in time and money: retention curves and revenue at stake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.chapters.customers import require_shown
from research.chapters.naming import source_of
from research.chapters.supplier.loyalty import about_part, asked_of, comparison_of, listing
from research.chapters.thinness import or_why
from research.display.chart import Chart
from research.display.palette import GROUPS
from research.display.result import Result
from research.display.specification.curves import Curve, Curves, Step
from research.display.specification.parts import Axis, Base
from research.display.table import Cell, Table
from research.display.text import Text
from research.errors import InputError, Problem
from research.frameworks.loyalty_retention import months_until_lost, retention_curve
from research.frameworks.loyalty_stake import revenue_at_stake
from research.wording.figures import figure, grouped, interval, money
from research.wording.frames import Frames
from research.wording.sentences import capitalise

if TYPE_CHECKING:
    from collections.abc import Mapping

    from research.display.palette import Role
    from research.study import Study

__all__ = ["retention_chart", "stake_table"]

NEEDS = ("data.accounts", "supplier.loyalty.retention")

_SAY = Frames(__file__)

_SENTIMENT: Mapping[str, Role] = {"promoter": "subject", "detractor": "contrast"}


def _role(segment: str, number: int, *, by_sentiment: bool) -> Role:
    """Colours of groups in order; promoters and detractors have those that they have in bars."""
    return _SENTIMENT.get(segment, "other") if by_sentiment else GROUPS[number % len(GROUPS)]


@or_why
def retention_chart(study: Study, part: str = "") -> Chart:
    """How long customers stay, by segment."""
    about, asked = about_part(study, part), asked_of(study)
    chosen = asked.retention
    if chosen is None:
        raise InputError(
            [Problem(study.path, "this key is missing", key="supplier.loyalty.retention")]
        )
    frame = about.loyalty
    if chosen.time not in frame and "surveyed_on" in frame:
        frame = months_until_lost(frame, frame["surveyed_on"].max(), frame["decided_on"].max())
    least, sizes = study.config.privacy.hide_base, frame[chosen.segment].value_counts()
    shown = frame[frame[chosen.segment].isin(sizes.index[sizes >= least])]
    told = _SAY("retention.shown", segments=listing(study, [chosen.segment]))
    require_shown(study, len(shown), told)
    whole = retention_curve(shown, chosen.time, chosen.left, chosen.segment)
    require_shown(study, int(whole["at_risk"].max()), told)
    curve = whole[whole["at_risk"] >= least].copy()
    names = list(dict.fromkeys([*asked.order, *curve["segment"]]))
    curve["segment"] = pd.Categorical(curve["segment"], names, ordered=True)
    curve = curve.sort_values(["segment", "time"], kind="stable").astype({"segment": "str"})
    base = int(frame[chosen.segment].notna().sum())
    gone = int(frame.loc[frame[chosen.segment].notna(), chosen.left].sum())
    many = about.supplier.many
    by_sentiment = chosen.segment == "band"
    segments = _SAY("retention.sentiment") if by_sentiment else listing(study, [chosen.segment])
    curves = Curves(
        title=_longest(curve, many, segments),
        subtitle=_SAY("retention.subtitle"),
        base=Base(counts=(base,)),
        source=source_of(study),
        stub="segment",
        curves=tuple(
            Curve(
                label=str(name),
                steps=_steps(rows),
                role=_role(str(name), number, by_sentiment=by_sentiment),
            )
            for number, (name, rows) in enumerate(curve.groupby("segment", sort=False))
        ),
        time=Axis(label=chosen.unit),
        axis=Axis(label=_SAY("retention.axis"), high=100),
    )
    return Chart(
        id=f"fig-loyalty-retention{about.slug}",
        caption=_SAY("retention.caption", segments=segments),
        alt=_SAY("retention.alt", listed=curves.listing()),
        figure=curves,
        data=curve.set_index("segment"),
        shares=["retained", "low", "high"],
        notes=[
            _SAY("retention.note", gone=grouped(gone), base=grouped(base), customers=many),
            *(
                [_SAY("retention.cut", least=least, customers=many)]
                if len(curve) < len(whole)
                else []
            ),
        ],
        results=[
            Result(
                f"loyalty{about.dotted}.left",
                gone,
                "count",
                base,
                _SAY("retention.result", customers=many),
            )
        ],
    )


def _longest(curve: pd.DataFrame, customers: str, segments: str) -> str:
    """Say which segment stays longest, where its interval lies above all others' at one time."""
    until = curve.groupby("segment", sort=False)["time"].max().min()
    ends = curve[curve["time"] <= until].groupby("segment", sort=False).tail(1).set_index("segment")
    best = ends["retained"].idxmax()
    rest = ends.drop(index=best)
    if len(rest) and ends["low"][best] > rest["high"].max():
        segment = capitalise(str(best))
        return _SAY("retention.title.sure", segment=segment, customers=customers)
    return _SAY("retention.title.open", segments=segments, customers=customers)


def _steps(curve: pd.DataFrame) -> tuple[Step, ...]:
    return tuple(
        Step(
            time=row["time"],
            share=100 * row["retained"],
            low=100 * row["low"],
            high=100 * row["high"],
        )
        for row in curve.to_dict("records")
    )


@or_why
def stake_table(study: Study, part: str = "") -> Table | Text:
    """What it would be worth if detractors became passives; nothing where there is no sentiment."""
    about, asked = about_part(study, part), asked_of(study)
    if asked.stake is None:
        return Text(f"txt-loyalty-stake{about.slug}", "")
    confounders = comparison_of(study, about, asked.outcomes[0]).confounders
    found = revenue_at_stake(
        about.loyalty,
        asked.stake,
        confounders=confounders,
        cluster=asked.cluster,
        confidence=study.config.statistics.confidence,
    )
    labels = _SAY.named("stake.rows")
    currency = study.supplier.currency
    total = found.to_dict("index")["total"]
    return Table(
        id=f"tbl-loyalty-stake{about.slug}",
        caption=_SAY("stake.caption"),
        frame=found.drop(columns="assumes").rename(index=labels),
        shares=[name for name in map(str, found) if name.startswith("effect")],
        cells=[
            [
                Cell(_points(row)),
                Cell(money(row["value"])),
                Cell(_SAY("stake.interval", low=money(row["low"]), high=money(row["high"]))),
                Cell(row["assumes"]),
            ]
            for row in found.to_dict("records")
        ],
        stub=_SAY("stake.stub"),
        labels=list(labels.values()),
        heads=_SAY.listed("stake.heads", currency=currency),
        names=_SAY.named("stake.columns", currency=currency),
        align="lrrrl",
        widths=(18, 22, 12, 20, 44),
        notes=[
            _SAY(
                "stake.note",
                base=grouped(int(total["base"])),
                currency=currency,
                revenue=money(float(total["revenue"])),
            )
        ],
        results=[
            Result(
                f"loyalty{about.dotted}.stake.{key}",
                float(row["value"]),
                "money",
                row["base"],
                labels[str(key)],
            )
            for key, row in found.to_dict("index").items()
        ],
    )


def _points(row: dict[Any, Any]) -> str:
    if np.isnan(row["effect"]):
        return ""
    limits = interval(100 * row["effect_low"], 100 * row["effect_high"])
    return _SAY("stake.effect", effect=figure(100 * row["effect"], 1), interval=limits)
