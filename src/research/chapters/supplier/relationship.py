"""Relationship quality: how good a supplier's relationships are, and where it stands with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from research.chapters.customers import POSITIONED, customers
from research.chapters.naming import source_of
from research.chapters.remarks import bulleted, opened
from research.chapters.thinness import enough, or_why
from research.display.chart import Chart
from research.display.escape import escape
from research.display.result import Result
from research.display.specification.dots import Dot, Dots
from research.display.specification.parts import Axis, Base, rows
from research.display.table import Cell, Table
from research.frameworks.relationship import Rules, coverage, duality, portfolio
from research.frameworks.relationship_position import (
    FEWEST_SUPPLIERS,
    Score,
    position,
    supplier_scores,
)
from research.statistics.effects.contrasts import clustered_error
from research.statistics.samples.intervals import normal_quantile
from research.wording.figures import DASH, figure, grouped, interval, plain, signed
from research.wording.frames import Frames
from research.wording.plurals import plural
from research.wording.sentences import capitalise
from research.wording.shares import percent

if TYPE_CHECKING:
    from research.chapters.customers import Customers
    from research.display.text import Text
    from research.study import Study

__all__ = [
    "coverage_table",
    "duality_table",
    "observations",
    "opening",
    "portfolio_chart",
    "portfolio_table",
    "position_table",
]

NEEDS = ("data.accounts", "data.suppliers", "supplier", *POSITIONED)

_SAY = Frames(__file__)


@or_why
def opening(study: Study, part: str = "") -> Text:
    """Heading of the chapter and the sentence that opens it."""
    about = customers(study, part)
    title = about.titled(_SAY("opening.title"))
    name = f"relationship-opening{about.slug}"
    return opened(name, escape(title), lambda: escape(_lead(about)))


def _lead(about: Customers) -> str:
    scores = supplier_scores(about.contacts(1))
    heard = coverage(about.scores).iloc[0]
    return _SAY(
        "opening.lead",
        quality=figure(scores["quality"].value, 1),
        nps=signed(scores["nps"].value),
        answered=percent(heard["completion"]),
    )


@or_why
def coverage_table(study: Study, part: str = "") -> Table:
    """How far accounts and contacts were heard, by segment."""
    about = customers(study, part)
    split = next((name for name in study.supplier.segments if name != about.column), None)
    whole = coverage(about.scores).rename(index={"all": _SAY("coverage.all")})
    tables = [whole]
    if split:
        tables.append(coverage(about.scores, about.accounts.set_index("account")[split]))
    frame = pd.concat(tables)
    least = study.config.privacy.hide_base
    frame.loc[frame["contacts"] < least, "completion"] = float("nan")
    rules = Rules()
    columns = ["accounts", "heard", "thin", "categorised", "contacts", "answers"]
    return Table(
        id=f"tbl-relationship-coverage{about.slug}",
        caption=_SAY("coverage.caption"),
        frame=frame[[*columns, "completion"]],
        cells=[
            [
                *(Cell(grouped(row[name])) for name in columns),
                Cell(percent(row["completion"]) if row["contacts"] >= least else DASH),
            ]
            for row in frame.to_dict("records")
        ],
        stub=_SAY("coverage.stub"),
        heads=_SAY.listed("coverage.heads"),
        widths=(24, 11, 9, 9, 13, 11, 11, 13),
        notes=[
            _SAY(
                "coverage.note",
                population=escape(about.population),
                answers=rules.fewest_answers,
                completion=percent(rules.least_completion, 1),
            )
        ],
        results=[
            Result(f"relationship{about.dotted}.{name}", int(whole[name].iloc[0]), "count")
            for name in ("accounts", "heard", "thin", "contacts", "answers")
        ]
        + [
            Result(
                f"relationship{about.dotted}.completion",
                float(whole["completion"].iloc[0]),
                "percent",
                int(whole["contacts"].iloc[0]),
                _SAY("coverage.result"),
            )
        ],
    )


@or_why
def position_table(study: Study, part: str = "") -> Table:
    """The supplier's scores, and where they stand among its industry's suppliers."""
    about, settings = customers(study, part), study.config.statistics
    scores = supplier_scores(about.contacts(1))
    others = study.suppliers
    inside = others[others["industry"] == study.supplier.industry]
    enough(
        len(inside) >= FEWEST_SUPPLIERS,
        _SAY("position.few", count=len(inside), least=FEWEST_SUPPLIERS),
    )
    z = normal_quantile(settings.confidence)
    cells, rows, results = [], {}, []
    for name, label in _SAY.named("scores").items():
        score = scores[name]
        place = position(score, inside[name], confidence=settings.confidence, seed=settings.seed)
        rows[label] = place
        cells.append(_place_cells(score, place, z, digits=0 if name == "nps" else 2))
        key = f"relationship{about.dotted}.{name}"
        results += [
            Result(key, score.value, "score", score.base, label),
            Result(f"{key}.percentile", float(place["percentile"]), "score", score.base, label),
            Result(f"{key}.decile", int(place["decile"]), "rank", score.base, label),
        ]
    unique = position(
        scores["uniqueness"],
        inside[["solution", "experience"]].min(axis=1),
        confidence=settings.confidence,
        seed=settings.seed,
    )
    return Table(
        id=f"tbl-relationship-position{about.slug}",
        caption=_SAY("position.caption", industry=study.supplier.industry),
        frame=pd.DataFrame(rows).T.rename_axis(_SAY("position.stub")),
        cells=cells,
        stub=_SAY("position.stub"),
        heads=_SAY.listed("position.heads"),
        align="lrrrrr",
        widths=(26, 9, 18, 20, 14, 14),
        notes=[
            _SAY(
                "position.note",
                base=grouped(scores["quality"].base),
                others=len(inside),
                verdict=_SAY(
                    "position.verdict.holds" if unique["decile"] == 1 else "position.verdict.not"
                ),
                probability=percent(unique["unique"], 1),
            )
        ],
        results=results,
    )


def _place_cells(score: Score, place: pd.Series[float], z: float, digits: int) -> list[Cell]:
    low, high = score.value - z * score.error, score.value + z * score.error
    spans = []
    for name in ("quartile", "decile"):
        best, worst = int(place[f"{name}_low"]), int(place[f"{name}_high"])
        stands = str(int(place[name]))
        if best != worst:
            ends = _SAY("position.to", best=best, worst=worst)
            stands = _SAY("position.within", place=stands, span=ends)
        spans.append(Cell(stands))
    limits = interval(place["percentile_low"], place["percentile_high"], 0)
    return [
        Cell(figure(score.value, digits)),
        Cell(interval(low, high, digits)),
        Cell(_SAY("position.within", place=figure(place["percentile"]), span=limits)),
        *spans,
    ]


def _portfolio(about: Customers) -> pd.DataFrame:
    """Shares of the categories, where any account has one."""
    enough(bool(about.scores["category"].notna().any()), _SAY("portfolio.nothing"))
    return portfolio(about.scores, about.study.config.statistics.confidence)


@or_why
def portfolio_chart(study: Study, part: str = "") -> Chart:
    """Shares of the five categories with their intervals."""
    about = customers(study, part)
    table = _portfolio(about)
    frame = table.iloc[:5][["percent", "low", "high"]]
    frame.columns = ["estimate", "low", "high"]
    frame.index = pd.Index([capitalise(str(name)) for name in frame.index])
    base, weak = int(table["base"].iloc[0]), float(table["percent"].iloc[5])
    dots = Dots(
        title=_SAY(
            "portfolio.title",
            ambassadors=percent(frame["estimate"].iloc[0]),
            weak=percent(weak),
        ),
        subtitle=_SAY("portfolio.subtitle"),
        base=Base(counts=(base,), of=_SAY("portfolio.base")),
        source=source_of(study),
        stub=_SAY("portfolio.stub"),
        dots=rows(
            Dot,
            frame,
            printed=[
                _SAY("portfolio.printed", share=percent(row["percent"]), count=row["count"])
                for row in table.iloc[:5].to_dict("records")
            ],
            role=["subject", "subject", "other", "other", "other"],
        ),
        axis=Axis(label=_SAY("portfolio.axis")),
    )
    return Chart(
        id=f"fig-relationship-portfolio{about.slug}",
        caption=_SAY("portfolio.figure"),
        alt=_SAY("portfolio.alt", listed=dots.listing()),
        figure=dots,
    )


@or_why
def portfolio_table(study: Study, part: str = "") -> Table:
    """The portfolio against what is typical."""
    about = customers(study, part)
    table = _portfolio(about)
    base, missing = int(table["base"].iloc[0]), int(about.scores["category"].isna().sum())
    table["verdict"] = table["verdict"].replace(_SAY.named("portfolio.verdict"))
    table = table.rename(index={"weak": _SAY("portfolio.weak")})
    rules = Rules()
    return Table(
        id=f"tbl-relationship-portfolio{about.slug}",
        caption=_SAY("portfolio.caption"),
        frame=table,
        cells=[
            [
                Cell(grouped(row["count"])),
                Cell(percent(row["percent"])),
                Cell(_SAY("portfolio.interval", interval=interval(row["low"], row["high"], 0))),
                Cell(_typical(row)),
                Cell(row["verdict"]),
            ]
            for row in table.to_dict("records")
        ],
        stub=_SAY("portfolio.stub"),
        labels=[capitalise(str(name)) for name in table.index],
        heads=_SAY.listed("portfolio.heads"),
        align="lrrrrl",
        widths=(34, 11, 9, 14, 12, 14),
        notes=[
            _SAY(
                "portfolio.note",
                base=grouped(base),
                missing=missing,
                opponent=plain(rules.opponent_below),
                value=plain(rules.value_below),
                commitment=plain(rules.commitment_below),
                weak=plain(rules.weak_below),
                gap=plain(rules.gap),
                quality=plain(rules.ambassador_quality),
                nps=plain(rules.ambassador_nps),
                unique=plain(rules.ambassador_unique),
            )
        ],
        results=_portfolio_results(f"relationship{about.dotted}.category", table, base),
    )


def _portfolio_results(name: str, table: pd.DataFrame, base: int) -> list[Result]:
    """Share of each category with its interval, and what is typical where that is known."""
    ends = {
        "": "percent",
        ".low": "low",
        ".high": "high",
        ".typical.low": "typical_low",
        ".typical.high": "typical_high",
    }
    return [
        Result(
            f"{name}.{'weak' if ',' in str(category) else category}{end}",
            float(row[column]),
            "percent",
            base,
            str(category),
        )
        for category, row in table.to_dict("index").items()
        for end, column in ends.items()
        if not pd.isna(row[column])
    ]


def _typical(row: dict[Any, Any]) -> str:
    low, high = row["typical_low"], row["typical_high"]
    if pd.isna(low):
        return DASH
    if low == high:
        return percent(low)
    return _SAY("portfolio.interval", interval=interval(low, high, 0))


@or_why
def duality_table(study: Study, part: str = "") -> Table:
    """Payers and users apart, at accounts where both answered."""
    about = customers(study, part)
    both = duality(about.contacts(1))
    enough(len(both) > 1, _SAY("duality.nothing"))
    z = normal_quantile(study.config.statistics.confidence)
    columns = ["payer_quality", "user_quality", "gap"]
    rows = {}
    for name, label in zip(columns, _SAY.listed("duality.rows"), strict=True):
        values = both[name].dropna().to_numpy(dtype=float)
        spread = z * clustered_error(values - values.mean())
        rows[label] = {
            "accounts": len(values),
            "mean": values.mean(),
            "low": values.mean() - spread,
            "high": values.mean() + spread,
        }
    frame = pd.DataFrame(rows).T.rename_axis(_SAY("duality.stub"))
    least = study.config.privacy.hide_base
    frame.loc[frame["accounts"] < least, ["mean", "low", "high"]] = float("nan")
    apart = int((both["gap"].abs() >= 1).sum())
    return Table(
        id=f"tbl-relationship-duality{about.slug}",
        caption=_SAY("duality.caption"),
        frame=frame,
        cells=[
            [
                Cell(grouped(row["accounts"])),
                Cell(figure(row["mean"], 2)),
                Cell(interval(row["low"], row["high"], 2)),
            ]
            if row["accounts"] >= least
            else [Cell(grouped(row["accounts"])), Cell(DASH), Cell(DASH)]
            for row in frame.to_dict("records")
        ],
        stub=_SAY("duality.stub"),
        heads=_SAY.listed("duality.heads"),
        widths=(34, 14, 14, 20),
        notes=[_SAY("duality.note", base=len(both), apart=apart)],
        results=[
            Result(
                f"relationship{about.dotted}.duality.gap",
                float(frame["mean"].iloc[2]),
                "score",
                len(both),
                _SAY("duality.result"),
            )
        ]
        if len(both) >= least
        else [],
    )


@or_why
def observations(study: Study, part: str = "") -> Text:
    """What stands out, in sentences."""
    about = customers(study, part)
    table = _portfolio(about)
    apart = table[table["verdict"].isin(["above", "below"])]
    # One of the categories is enough beside the weak ones: what one has too much, others lack.
    told = [*[name for name in apart.index if name != "weak"][:1], "weak"]
    lines = []
    for name, row in apart[apart.index.isin(told)].to_dict("index").items():
        lines.append(
            _SAY(
                "observations.share",
                category=_SAY("observations.weak", categories=_SAY("portfolio.weak"))
                if name == "weak"
                else capitalise(plural(str(name))),
                share=percent(row["percent"]),
                verdict=_SAY.named("portfolio.verdict")[row["verdict"]],
                typical=_typical(row),
            )
        )
    thin, accounts = int(about.scores["thin"].sum()), grouped(len(about.scores))
    lines.append(_SAY("observations.thin", thin=thin, accounts=accounts))
    return bulleted(f"relationship{about.slug}", map(escape, lines))
