"""Answers by name and by country: what a scale is used for, and what the way of using it adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.chapters.integrity.compared import named_answers, use_of_scale
from research.chapters.integrity.material import material
from research.chapters.thinness import enough, or_why
from research.chapters.unweighted import unweighted
from research.display.banner import Banner, Head, Sizes
from research.display.escape import escape
from research.display.table import Cell, Table
from research.display.text import Text
from research.wording.figures import DASH, figure, grouped, interval, signed
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.probabilities import level
from research.wording.shares import percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from research.chapters.integrity.compared import UseOfScale
    from research.chapters.integrity.material import Material
    from research.study import Study

__all__ = ["named_table", "scale_table"]

NEEDS = ("data.answers",)

_SAY = Frames(__file__)


@or_why
def named_table(study: Study) -> Table | Text:
    """Scores of those who answered by name beside those of the others; nothing where none did.

    Parameters
    ----------
    study : the edition with its data.
    """
    found = material(study)
    told = named_answers(found)
    if told is None:
        return Text("txt-integrity-named", "")
    scores, settings = told.found.scores, study.config.statistics
    least = study.config.privacy.hide_base
    labels = [told.labels[str(name)] for name in scores.index]
    columns = ["named", "anonymous", "difference", "low", "high", "standardised"]
    few = scores[["named_base", "anonymous_base"]].min(axis="columns") < least
    values = scores[columns].astype(float).mask(few)
    values.index = pd.Index(labels)
    inflated = [
        told.labels[str(name)] for name in scores.index[scores["inflated"].astype(bool) & ~few]
    ]
    said = (
        _SAY("named.some", scores=series([_SAY("quoted", text=one) for one in inflated]))
        if inflated
        else _SAY("named.even")
    )
    alike = [found.heading(name) for name in told.found.adjusted_for]
    return Table(
        id="tbl-integrity-named",
        caption=_SAY("named.caption", title=told.question.heading),
        frame=values.set_axis(_SAY.listed("named.columns"), axis="columns"),
        cells=[
            [
                Cell(figure(row["named"], 2)),
                Cell(figure(row["anonymous"], 2)),
                Cell(signed(row["difference"], 2)),
                Cell(interval(row["low"], row["high"], 2, sign=True)),
                Cell(signed(row["standardised"], 2)),
            ]
            for row in values.to_dict("records")
        ],
        stub=_SAY("named.stub"),
        labels=labels,
        heads=_SAY.listed("named.heads"),
        widths=(30, 12, 14, 14, 18, 12),
        notes=[
            escape(note)
            for note in (
                _SAY(
                    "named.note",
                    share=percent(told.found.named_share, 1),
                    level=level(settings.confidence),
                    correction=_SAY.named("corrections")[settings.correction],
                ),
                *([_SAY("named.alike", variables=series(alike))] if alike else []),
                said,
                _SAY("named.beware"),
                *unweighted(study, found.settings.table),
            )
        ],
    )


@or_why
def scale_table(study: Study) -> Table | Text:
    """Ratings by country, raw and standardised side by side; nothing where no country is known.

    Parameters
    ----------
    study : the edition with its data.
    """
    found = material(study)
    used = use_of_scale(found)
    if used is None:
        return Text("txt-integrity-scale", "")
    groups = used.found.groups
    shown = [str(name) for name in groups.index[groups["shown"]]]
    enough(len(shown) > 1, _SAY("scale.few"))
    items, sizes = used.found.items, groups["base"]
    keys = list(used.labels)
    raw = items["raw"].unstack("group").loc[keys, shown]
    own = items["standardised"].unstack("group").loc[keys, shown]
    labels = [_SAY("scale.all"), *(used.labels[key] for key in keys)]
    whole = pd.DataFrame([groups.loc[shown, "level"].to_numpy()], columns=shown)
    left = pd.concat([whole, raw]).set_axis(labels)
    right = pd.concat([pd.DataFrame(np.nan, index=[0], columns=shown), own]).set_axis(labels)
    readings = items["reading"].unstack("group").loc[keys, shown]
    frame = pd.concat([left, right], axis="columns").astype(float)
    sides = _SAY.named("scale.sides")
    frame.columns = pd.Index(
        [_SAY("scale.column", side=side, group=one) for side in sides.values() for one in shown]
    )
    return Table(
        id="tbl-integrity-scale",
        caption=_SAY("scale.caption", title=used.question.heading, group=_noun(found)),
        frame=frame,
        cells=[
            [Cell(figure(value, 2)) for value in left.iloc[0]] + [Cell(DASH, "muted")] * len(shown),
            *(_ratings(raw.iloc[at], own.iloc[at], readings.iloc[at]) for at in range(len(keys))),
        ],
        stub=_SAY("scale.stub"),
        labels=labels,
        heads=[*shown, *shown],
        bases=[int(sizes[one]) for one in (*shown, *shown)],
        banner=_banner(used, shown),
        notes=[
            escape(note)
            for note in (*_scale_notes(found, used), *unweighted(study, found.settings.table))
        ],
    )


def _banner(used: UseOfScale, shown: Sequence[str]) -> Banner:
    """Heads of the two sides, and how many of each group rated."""
    sides, base = _SAY.named("scale.sides"), used.found.groups["base"]
    sizes = [Cell(grouped(base[one]), "base") for one in (*shown, *shown)]
    return Banner(
        heads=[[Head(sides["raw"], len(shown)), Head(sides["own"], len(shown))]],
        sizes=[Sizes(_SAY("scale.base"), sizes)],
    )


def _noun(found: Material) -> str:
    """What one of the groups is called: a country, a region."""
    held = found.rows.answers.table.question(str(found.settings.country))
    return held.one or held.heading


def _ratings(raw: pd.Series[float], own: pd.Series[float], readings: pd.Series[str]) -> list[Cell]:
    """One item: differences that stand are marked on the side on which they do."""
    left = [
        Cell(figure(value, 2), "top3" if reading in ("raw", "both", "turned") else "")
        for value, reading in zip(raw, readings, strict=True)
    ]
    right = [
        Cell(signed(value, 2), "top3" if reading in ("standardised", "both", "turned") else "")
        for value, reading in zip(own, readings, strict=True)
    ]
    return [*left, *right]


def _scale_notes(found: Material, used: UseOfScale) -> Iterator[str]:
    settings = found.study.config.statistics
    yield _SAY("scale.note", correction=_SAY.named("corrections")[settings.correction])
    moved = int(used.found.items["reading"].isin(["raw", "turned"]).sum())
    differing = used.found.found
    if not differing:
        yield _SAY("scale.even")
    elif differing == 1:
        yield _SAY("scale.gone" if moved else "scale.stays")
    else:
        yield _SAY("scale.found", count=grouped(differing), gone=grouped(moved))
    groups = used.found.groups
    small = [str(name) for name in groups.index[~groups["shown"].astype(bool)]]
    if small:
        yield _SAY("scale.small", groups=series(small))
    deferential = _deferential(found)
    if deferential:
        yield _SAY("scale.deferential", groups=series(deferential))


def _deferential(found: Material) -> list[str]:
    """Countries where stated intent runs high, by the words of their answers."""
    settings = found.settings
    if settings.country is None:
        return []
    held = found.rows.answers.table.question(settings.country)
    words = {name: code.text for code in held.codes for name in (code.key, code.code, code.text)}
    return [words.get(one, one) for one in settings.deferential]
