"""What a reconstruction fixes and leaves open: every test over all sets of answers."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.groups import overall_ranks
from research.chapters.naming import names_of
from research.chapters.priorities.alternatives import CHAPTER
from research.chapters.priorities.separability import running_labels
from research.chapters.ranks import records, theme_stub
from research.chapters.remarks import bulleted, opened
from research.chapters.thinness import or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.display.text import Text
from research.errors import InputError, Problem
from research.frameworks.reconstructions import verdicts
from research.prose.certainty import agreement_words
from research.prose.chance import unlikely
from research.prose.reconstructions import (
    describe_groups,
    describe_open_positions,
    describe_single,
    within,
)
from research.sources.alternatives import MEMBER
from research.wording.figures import DASH, figure, span
from research.wording.frames import Frames
from research.wording.lists import either
from research.wording.numbers import number
from research.wording.ordinals import format_rank
from research.wording.probabilities import chance, level, p_is, probability
from research.wording.shares import percent

if TYPE_CHECKING:
    from research.frameworks.reconstructions import Verdicts
    from research.study import Study

__all__ = [
    "agreement",
    "groups_table",
    "groups_text",
    "opening",
    "positions_table",
    "positions_text",
    "themes_table",
]

NEEDS = ("data.answers", "themes", "reconstructed.answers", "banners")

_SAY = Frames(__file__)

# Enough for a verdict on each of many sets.
_PERMUTATIONS, _DRAWS = 999, 8_192


@lru_cache(maxsize=4)
def _made(study: Study) -> Verdicts:
    """Every test on every alternative, computed once."""
    sets, settings = study.alternatives, study.config.statistics
    if sets is None:
        problem = Problem(study.path, "this key is missing", key="reconstructed.answers")
        raise InputError([problem])
    return verdicts(
        sets,
        {
            part.key: (part.column, [group.label for group in part.columns])
            for part in study.config.breakdowns
        },
        confidence=settings.confidence,
        draws=min(settings.draws, _DRAWS),
        permutations=min(settings.permutations, _PERMUTATIONS),
        seed=settings.seed,
        correction=settings.correction,
        hide_base=study.config.privacy.hide_base,
    )


def _sets(study: Study) -> int:
    return len(_made(study).agreement)


@or_why
def opening(study: Study) -> Text:
    """Heading of the chapter, and how it was computed."""
    sets = _sets(study)
    told = [_SAY("opening.more", sets=sets, base=len(study.read()))]
    scores = study.alternative_assessments
    if scores is not None:
        told.append(_SAY("opening.scores", sets=int(scores[MEMBER].nunique())))
    more = f"\n{' '.join(told)}\n"
    text = opened(
        f"{CHAPTER}-opening",
        _SAY("opening.title"),
        lambda: _SAY("opening.lead", sets=sets),
        more,
    )
    result = Result("reconstruction.sets", sets, "count", label=_SAY("opening.result"))
    return Text(text.id, text.markdown, [result])


@or_why
def positions_text(study: Study) -> Text:
    """Which positions the answers leave open, in how many sets."""
    made = _made(study)
    found = describe_open_positions(
        made.positions, made.pairs, list(overall_ranks(study).index), names_of(study)
    )
    return bulleted("reconstruction-positions", found)


@or_why
def positions_table(study: Study) -> Table:
    """Mean ranks and open positions of the themes, from the least to the most over all sets."""
    made, summary = _made(study), overall_ranks(study)
    by_item = {str(key): own for key, own in made.positions.groupby("item", sort=False)}
    rows, cells = [], []
    for key, row in summary.to_dict("index").items():
        own = by_item[str(key)]
        low, high, mean, top = (own[name] for name in ("low", "high", "mean_rank", "top"))
        rows.append([row["rank"], mean.min(), mean.max(), low.min(), high.max()])
        cells.append(
            [
                Cell(format_rank(row["rank"], row["tied"]), "top3" if row["rank"] <= 3 else ""),
                Cell(within(figure(mean.min(), 2), figure(mean.max(), 2))),
                Cell(span(int(low.min()), int(low.max()))),
                Cell(span(int(high.min()), int(high.max()))),
                Cell(within(chance(top.min()), chance(top.max()))),
            ]
        )
    names = [study.config.theme(str(key)).name for key in summary.index]
    settings = study.config.statistics
    return Table(
        id="tbl-a-open",
        caption=_SAY("positions.caption"),
        frame=pd.DataFrame(rows, index=names, columns=_SAY.listed("positions.columns")),
        cells=cells,
        stub=theme_stub(),
        heads=_SAY.listed("positions.heads"),
        align="lccccc",
        widths=(34, 10, 14, 14, 14, 18),
        notes=[
            _SAY("positions.note", sets=_sets(study), level=level(settings.confidence)),
            _SAY("method", method=escape(made.methods[1]), seed=str(settings.seed)),
        ],
    )


@or_why
def agreement(study: Study) -> Text:
    """How far respondents agree, from the least to the most over all sets."""
    found, sets = _made(study).agreement, _sets(study)
    beyond = int(sum(unlikely(p, study.config.statistics.confidence) for p in found["p"]))
    agree = dict.fromkeys(agreement_words(w) for w in (found["w"].min(), found["w"].max()))
    every = _SAY("beyond.all", sets=sets)
    if beyond < sets:
        every = _SAY("beyond.some", count=beyond, sets=sets)
    said = _SAY(
        "agreement",
        agree=either(agree),
        w=within(figure(found["w"].min(), 2), figure(found["w"].max(), 2)),
        same=within(percent(found["same"].min(), 1), percent(found["same"].max(), 1)),
        beyond=every,
        p=p_is(found["p"].max()),
    )
    return Text("txt-reconstruction-agreement", f"{said}\n")


@or_why
def groups_text(study: Study) -> Text:
    """Whether groups differ by more than chance, in how many sets."""
    made, labels = _made(study), running_labels(study)
    confidence, correction = study.config.statistics.confidence, study.config.statistics.correction
    found = [
        *describe_groups(made.breakdowns, labels, correction, confidence),
        *describe_single(made.themes, labels, names_of(study), confidence),
    ]
    return bulleted("reconstruction-groups", found)


@or_why
def groups_table(study: Study) -> Table:
    """One test a breakdown over all themes: its range, and in how many sets chance is beaten."""
    tests, settings = _made(study).breakdowns, study.config.statistics
    labels = {part.key: part.label for part in study.config.breakdowns}
    rows, cells, results = [], [], []
    for key, label in labels.items():
        own = tests[tests["breakdown"] == key].dropna(subset=["p"])
        if own.empty:
            rows.append([None] * 6)
            cells.append([Cell(DASH, "muted")] * 4)
            continue
        printed, values = [], []
        for name in ("p", "p_adjusted"):
            beyond = int(sum(unlikely(p, settings.confidence) for p in own[name]))
            least, most = own[name].min(), own[name].max()
            values += [least, most, beyond]
            printed += [Cell(within(probability(least), probability(most))), Cell(f"{beyond}")]
            words = _SAY.named("groups.results", breakdown=label)[name]
            results.append(Result(f"omnibus.{key}.{name}", most, "p", label=words))
        rows.append(values)
        cells.append(printed)
    return Table(
        id="tbl-a-groups",
        caption=_SAY("groups.caption"),
        frame=pd.DataFrame(
            rows, index=list(labels.values()), columns=_SAY.listed("groups.columns")
        ),
        cells=cells,
        stub=_SAY("groups.stub"),
        heads=_SAY.listed("groups.heads"),
        align="lcccc",
        widths=(20, 20, 20, 20, 20),
        notes=[
            _SAY("groups.note", sets=_sets(study), level=level(settings.confidence)),
            _SAY("method", method=escape(_made(study).methods[0]), seed=str(settings.seed)),
        ],
        results=results,
    )


@or_why
def themes_table(study: Study) -> Table:
    """In how many sets each theme differs within each breakdown by more than chance."""
    made, settings = _made(study).themes, study.config.statistics
    order = [str(key) for key in overall_ranks(study).index]
    labels = {part.key: part.label for part in study.config.breakdowns}
    beyond = made.assign(
        **{
            name: [unlikely(p, settings.confidence) for p in made[name]]
            for name in ("p_adjusted", "p_all")
        }
    )
    sums = beyond.groupby(["item", "breakdown"])[["p_adjusted", "p_all"]].sum().reset_index()
    counts = {
        (row["item"], row["breakdown"]): (int(row["p_adjusted"]), int(row["p_all"]))
        for row in records(sums)
    }
    most = made.groupby(["item", "breakdown"])["p_adjusted"].max().to_dict()
    tested = [key for key in labels if key in set(made["breakdown"])]
    return Table(
        id="tbl-a-themes",
        caption=_SAY("themes.caption"),
        frame=pd.DataFrame(
            [[counts[item, key][0] for key in tested] for item in order],
            index=[study.config.theme(item).name for item in order],
            columns=[labels[key] for key in tested],
        ),
        cells=[[_counted(*counts[item, key]) for key in tested] for item in order],
        stub=theme_stub(),
        align="l" + "c" * len(tested),
        widths=(36, *[16] * len(tested)),
        notes=[
            _SAY(
                "themes.note",
                sets=_sets(study),
                level=level(settings.confidence),
                themes=number(len(order)),
                tests=len(order) * len(tested),
            )
        ],
        results=[
            Result(
                f"omnibus.{key}.{item}.p_adjusted",
                most[item, key],
                "p",
                label=_SAY(
                    "themes.result", theme=study.config.theme(item).name, breakdown=labels[key]
                ),
            )
            for item in order
            for key in tested
        ],
    )


def _counted(alone: int, together: int) -> Cell:
    """Sets in which a comparison beats chance, those left when all are allowed for in brackets."""
    text = _SAY("themes.both", alone=alone, together=together) if together else f"{alone}"
    return Cell(text, "" if alone else "muted")
