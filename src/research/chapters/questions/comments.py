"""Comments: what coded verbatims are about, who says it, and how well their readers agree."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.chapters.naming import source_of
from research.chapters.questions.coded import coded_of
from research.chapters.questions.quoting import how_told, quoted_of, quoted_rows
from research.chapters.remarks import noted, opened
from research.chapters.tabs.chart import chart_of
from research.chapters.tabs.drawn import brief
from research.chapters.tabs.planned import study_tab
from research.chapters.tabs.prose import passage_of
from research.chapters.thinness import enough, or_why
from research.display.banner import Banner, Stub
from research.display.escape import escape
from research.display.specification.bars import Bars
from research.display.table import Cell, Table
from research.display.text import Text
from research.edition.parameters import ANSWERS
from research.edition.questions import NPS_GROUPS
from research.errors import ThinDataError, UnknownNameError
from research.frameworks.coding import readings, reported
from research.frameworks.verbatims import spread, telling
from research.identifiers import slug
from research.sources.answers.codings import read_coding
from research.tabulation.tab import ANSWERED, TOTAL
from research.wording.figures import DASH, figure, grouped, interval, signed
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.shares import percent

if TYPE_CHECKING:
    from research.chapters.questions.coded import Coded
    from research.display.chart import Chart
    from research.study import Study
    from research.tabulation.tab import Line, Tab

__all__ = [
    "agreement_table",
    "observations",
    "opening",
    "quotes",
    "scores_chart",
    "topics_chart",
    "topics_table",
]

NEEDS = ("data.answers",)

_SAY = Frames(__file__)


def _tab(study: Study, question: str, table: str) -> Tab:
    tab = study_tab(study, question, table=table)
    enough(not tab.empty, _SAY("hidden"))
    return tab


@or_why
def opening(study: Study, question: str = "", *, table: str = ANSWERS) -> Text:
    """Heading of the section, and how many comments were read.

    Parameters
    ----------
    study : the edition with its data.
    question : name of a coded question; the first where left out.
    table : name of the table of data whose rows wrote the comments.
    """
    about = coded_of(study, question, table)
    name = f"comments-{slug(about.asked.name)}-opening"
    return opened(name, escape(about.asked.heading), lambda: escape(_lead(study, about, table)))


def _lead(study: Study, about: Coded, table: str) -> str:
    tab = _tab(study, about.asked.name, table)
    written = int(telling(about.rows.answers.texts(about.coding.of)).sum())
    read = round(tab.bases[ANSWERED][TOTAL].loc["unweighted"])
    shares = {
        line.label: float(tab.values[TOTAL].loc[line.key])
        for line in tab.of_kind("category")
        if tab.shown(line.key)
    }
    enough(bool(shares), _SAY("hidden"))
    most = percent(max(shares.values()), 100)
    named = [label for label, share in shares.items() if percent(share, 100) == most]
    first = [_SAY("quoted", text=label) for label in named]
    told = {"written": grouped(written), "topics": series(first), "share": most}
    if written == read:
        return _SAY("lead all", **told)
    return _SAY("lead", read=grouped(read), **told)


@or_why
def topics_chart(
    study: Study, question: str = "", scores: str = "", *, table: str = ANSWERS
) -> Chart:
    """How many comments are about each topic, as bars, with the score of those who wrote them.

    Parameters
    ----------
    study, question, table : as of `opening`.
    scores : name of the banner whose columns are the topics; no scores where left out.
    """
    coded = coded_of(study, question, table)
    tab = _tab(study, coded.asked.name, table)
    scored, chart = _scored(study, coded, scores, table), chart_of(tab, source=source_of(study))
    if chart is None:
        raise ThinDataError(_SAY("hidden"))
    return chart if scored is None else _with_scores(chart, tab, scored)


def _with_scores(chart: Chart, tab: Tab, scored: Tab) -> Chart:
    """Print the score of who raises a topic behind its bar, with the interval."""
    figure, keys = chart.figure, {brief(tab, line): _key(line) for line in tab.of_kind("category")}
    assert isinstance(figure, Bars)  # noqa: S101 - shares of options are bars
    bars = []
    for bar in figure.bars:
        row = _score_of(scored, keys.get(bar.label, ""))
        score, limits = (cell.text for cell in _scores(scored, row))
        told = _SAY("behind", share=bar.printed, score=score, limits=limits)
        shown = bar.printed if np.isnan(row["score"]) else told
        bars.append(bar.model_copy(update={"printed": shown}))
    drawn = figure.model_copy(update={"bars": tuple(bars)})
    notes = [*chart.notes, _SAY("behind note", measure=_measure(scored).label)]
    alt = chart.alt.replace(figure.listing(), drawn.listing())
    return replace(chart, figure=drawn, notes=notes, alt=alt)


@or_why
def scores_chart(
    study: Study, question: str = "", scores: str = "", *, table: str = ANSWERS
) -> Chart:
    """The score of those who speak of each topic, with intervals, beside everybody's.

    Parameters
    ----------
    study, question, table : as of `opening`.
    scores : name of the banner whose columns are the topics.
    """
    tab = _scored(study, coded_of(study, question, table), scores, table)
    chart = None if tab is None else chart_of(tab, source=source_of(study), line=_measure(tab).key)
    if chart is None:
        raise ThinDataError(_SAY("no scores"))
    return chart


def _scored(study: Study, coded: Coded, scores: str, table: str) -> Tab | None:
    """The question that comments give the reasons for, by the topics; None where there is none."""
    held = study.table(table)
    of = held.question(coded.coding.of).of
    if not scores or of is None or held.question(of).type not in ("nps", "scale"):
        return None
    if scores not in study.config.banners:
        kind = "banner"
        raise UnknownNameError(kind, scores, study.config.banner_names)
    about = [group.question for group in study.config.banners[scores]]
    enough(about == [coded.asked.name], _SAY("banner", banner=scores, question=coded.asked.name))
    return study_tab(study, of, scores, table=table)


def _measure(tab: Tab) -> Line:
    return (tab.of_kind("score") or tab.of_kind("mean"))[0]


@or_why
def topics_table(
    study: Study, question: str = "", scores: str = "", *, table: str = ANSWERS
) -> Table:
    """Topics in their nets: how many comments, and the score of those who wrote them.

    Parameters
    ----------
    study, question, table : as of `opening`.
    scores : name of the banner whose columns are the topics; no scores where left out.
    """
    coded = coded_of(study, question, table)
    asked, tab = coded.asked, _tab(study, coded.asked.name, table)
    scored = _scored(study, coded, scores, table)
    lines = [line for line in tab.lines if line.kind in ("category", "net")]
    rows = [_figures(tab, scored, line) for line in lines]
    tones = {key: node.tone for key, node in coded.frame.leaves.items()}
    heads = _SAY.listed("heads" if scored else "heads alone")
    cells = [
        [
            Cell(_SAY(f"tones.{tones.get(_key(line), 'neither')}")),
            *_said(tab, line, row),
            *(_scores(scored, row) if scored else ()),
        ]
        for line, row in zip(lines, rows, strict=True)
    ]
    names = ["share", "low", "high", *(["score", "score_low", "score_high"] if scored else [])]
    held = pd.DataFrame(rows)[names]
    held[["share", "low", "high"]] /= 100
    words = _SAY.named("columns")
    about = [_SAY("scored", measure=_measure(scored).label)] if scored else []
    notes = [_SAY("note", most=coded.coding.most), *about, *tab.notes]
    return Table(
        id=f"tbl-comments-{slug(asked.name)}",
        caption=_SAY("caption", title=asked.heading),
        frame=held.set_axis([line.label for line in lines]).set_axis(
            [words[name] for name in names], axis="columns"
        ),
        cells=cells,
        stub=_SAY("stub"),
        labels=[line.label for line in lines],
        heads=heads,
        align="ll" + "c" * (len(heads) - 1),
        widths=(36, 13, 11, 13, 12, 15) if scored else (46, 18, 16, 20),
        shares=[words[name] for name in ("share", "low", "high")],
        banner=Banner(stubs=[Stub(line.depth, line.block) for line in lines]),
        notes=[escape(note) for note in notes],
    )


def _key(line: Line) -> str:
    """The key that a code or a net has in the frame."""
    return line.key.rpartition(".")[2]


def _figures(tab: Tab, scored: Tab | None, line: Line) -> dict[str, float]:
    found = {
        "share": float(tab.values[TOTAL].loc[line.key]),
        "low": float(tab.low[TOTAL].loc[line.key]),
        "high": float(tab.high[TOTAL].loc[line.key]),
    }
    return found | (_score_of(scored, _key(line)) if scored else {})


def _score_of(scored: Tab, key: str) -> dict[str, float]:
    """Score of those who speak of a topic; NaN where it is a net without a column, or hidden."""
    measure = _measure(scored).key
    point = next((one.key for one in scored.points if one.key.rpartition(".")[2] == key), "")
    if not point or not scored.shown(measure, point):
        return dict.fromkeys(("score", "score_low", "score_high"), np.nan)
    return {
        "score": float(scored.values[point].loc[measure]),
        "score_low": float(scored.low[point].loc[measure]),
        "score_high": float(scored.high[point].loc[measure]),
    }


def _said(tab: Tab, line: Line, row: dict[str, float]) -> list[Cell]:
    if not tab.shown(line.key):
        return [Cell(DASH, "muted"), Cell(DASH, "muted")]
    return [Cell(percent(row["share"], 100)), Cell(interval(row["low"], row["high"], 0))]


def _scores(scored: Tab, row: dict[str, float]) -> list[Cell]:
    value, low, high = row["score"], row["score_low"], row["score_high"]
    if np.isnan(value):
        return [Cell(DASH, "muted"), Cell(DASH, "muted")]
    if _measure(scored).unit == "score":
        return [Cell(signed(value)), Cell(interval(low, high, 0, sign=True))]
    return [Cell(figure(value, 1)), Cell(interval(low, high, 1))]


@or_why
def observations(study: Study, question: str = "", *, table: str = ANSWERS) -> Text:
    """What the topics come to, and what promoters complain of, in four sentences at most.

    Parameters
    ----------
    study, question, table : as of `opening`.
    """
    coded = coded_of(study, question, table)
    name, said = f"comments-{coded.asked.name}", _promoters(study, coded, table)
    return passage_of(_tab(study, coded.asked.name, table), name, more=said)


def _promoters(study: Study, coded: Coded, table: str) -> str:
    """Say how many promoters report a problem; nothing where it is not known or too few do."""
    held, problems = study.table(table), coded.problems
    of = held.question(coded.coding.of).of
    if of is None or held.question(of).type != "nps":
        return ""
    score = coded.rows.answers.question(of)[of]
    chosen = score.isin(list(NPS_GROUPS["promoters"])) & coded.read
    who, by_code = reported(coded.given, problems, chosen)
    base, hidden = int(chosen.sum()), study.config.privacy.hide_base
    if not problems or min(base, base - who) < hidden or 0 < who < hidden:
        return ""
    if not who:
        return _SAY("promoters.none", base=grouped(base))
    most = by_code.index[by_code == by_code.max()]
    told = [_SAY("quoted", text=coded.frame.leaves[str(code)].text) for code in most]
    return _SAY(
        "promoters.some",
        base=grouped(base),
        who=grouped(who),
        share=percent(who, base),
        first=series(told),
    )


@or_why
def quotes(
    study: Study, question: str = "", most: int = 2, topics: int = 6, *, table: str = ANSWERS
) -> Text:
    """Quotations by topic, of those who agreed to it, spread over those who may be told apart.

    Topics of most comments come first; a comment about one of them alone is
    taken before others, and each is quoted once. What says
    nothing of use is left out, and so are topics of which nobody may be quoted.

    Parameters
    ----------
    study, question, table : as of `opening`.
    most : quotations of each topic.
    topics : how many topics are heard.
    """
    coded = coded_of(study, question, table)
    tab, of, answers = _tab(study, coded.asked.name, table), coded.coding.of, coded.rows.answers
    left, waived = coded.worth & telling(answers.texts(of)), answers.consents(of)
    lines = [line for line in tab.of_kind("category") if tab.shown(line.key)]
    lines.sort(key=lambda line: -float(tab.values[TOTAL].loc[line.key]))
    parts: list[str] = []
    for line in lines:
        chosen = left & coded.naming(_key(line))
        said = _quotable(study, coded, chosen & (coded.named == 1), waived)
        said = said if len(said) >= most else _quotable(study, coded, chosen, waived)
        if len(said) and len(parts) < topics:
            kept = spread(said, most)
            left &= ~answers.texts(of).isin(kept["reason"])
            parts.append(f"#### {escape(line.label)}\n\n{quoted_rows(kept)}")
    enough(bool(parts), _SAY("nothing quoted"))
    heading = f"### {_SAY('quotes')}\n\n"
    notes = noted(how_told(study, table, "comments"))
    return Text(f"txt-comments-{slug(coded.asked.name)}-quotes", heading + "\n".join(parts) + notes)


def _quotable(
    study: Study, coded: Coded, chosen: pd.Series[bool], waived: pd.Series[bool]
) -> pd.DataFrame:
    return quoted_of(study, coded.coding.of, chosen, waived, rows=coded.rows)


@or_why
def agreement_table(study: Study, question: str = "", *, table: str = ANSWERS) -> Table:
    """Codes that two readers gave to the same comments, those they part on most first.

    Parameters
    ----------
    study, question, table : as of `opening`.
    """
    coded = coded_of(study, question, table)
    asked = coded.asked
    enough(coded.coding.second is not None, _SAY("one reader"))
    held, settings = study.table(table), study.config.statistics
    first, second = (
        {
            row.ids: row.codes
            for row in read_coding(study.source(table), held, asked.name, second=at)
        }
        for at in (False, True)
    )
    found = readings(first, second, confidence=settings.confidence, seed=settings.seed)
    codes, texts = found.codes, coded.frame.leaves
    labels = [texts[str(code)].text for code in codes.index]
    cells = [
        [
            *(Cell(grouped(int(row[name]))) for name in ("both", "first", "second")),
            Cell(DASH if np.isnan(row["kappa"]) else figure(row["kappa"], 2)),
        ]
        for _, row in codes.iterrows()
    ]
    alpha = found.alpha
    return Table(
        id=f"tbl-comments-{slug(asked.name)}-readers",
        caption=_SAY("readers.caption", title=asked.heading),
        frame=codes.set_axis(labels).set_axis(_SAY.listed("readers.columns"), axis="columns"),
        cells=cells,
        stub=_SAY("stub"),
        labels=labels,
        heads=_SAY.listed("readers.columns"),
        widths=(44, 14, 14, 14, 14),
        notes=[
            escape(
                _SAY(
                    "readers.note",
                    count=grouped(alpha.units),
                    alpha=figure(alpha.coefficient, 2),
                    limits=interval(alpha.low, alpha.high, 2),
                    level=round(100 * settings.confidence),
                )
            )
        ],
    )
