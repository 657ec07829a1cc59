"""Relationship quality: how good a supplier's relationships are, and where it stands with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from research.chapters.customers import customers
from research.chapters.naming import source_of
from research.display.chart import Chart
from research.display.escape import escape
from research.display.result import Result
from research.display.specification.dots import Dot, Dots
from research.display.specification.parts import Axis, Base, rows
from research.display.table import Cell, Table
from research.display.text import Text
from research.frameworks.relationship import Rules, coverage, duality, portfolio
from research.frameworks.relationship_position import Score, position, supplier_scores
from research.statistics.effects.contrasts import clustered_error
from research.statistics.samples.intervals import normal_quantile
from research.wording.figures import grouped, interval
from research.wording.sentences import capitalise
from research.wording.shares import percent

if TYPE_CHECKING:
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

_SCORES = {
    "quality": "Relationship quality",
    "solution": "Solution",
    "experience": "Experience",
    "nps": "Net promoter score",
}


def opening(study: Study, part: str = "") -> Text:
    """Heading of the chapter and the sentence that opens it."""
    about = customers(study, part)
    scores = supplier_scores(about.contacts(1))
    heard = coverage(about.scores).iloc[0]
    lead = (
        f"Relationships score {scores['quality'].value:.1f} out of 7 and "
        f"{scores['nps'].value:+.0f} in net promoters; {heard['completion']:.0f}% of the contacts "
        "asked answered."
    )
    title = "How good the relationships are" + (f": {about.value}" if part else "")
    return Text(
        f"txt-relationship-opening{about.slug}",
        f"## {escape(title)}\n\n::: {{.lead}}\n\n{escape(lead.replace('-', '−'))}\n\n:::\n",
    )


def coverage_table(study: Study, part: str = "") -> Table:
    """How far accounts and contacts were heard, by segment."""
    about = customers(study, part)
    split = next((name for name in study.supplier.segments if name != about.column), None)
    whole = coverage(about.scores).rename(index={"all accounts": "All accounts"})
    tables = [whole]
    if split:
        tables.append(coverage(about.scores, about.accounts.set_index("account")[split]))
    frame = pd.concat(tables)
    rules = Rules()
    columns = ["accounts", "heard", "thin", "categorised", "contacts", "answers"]
    return Table(
        id=f"tbl-relationship-coverage{about.slug}",
        caption="Accounts and contacts heard",
        frame=frame[[*columns, "completion"]],
        cells=[
            [*(Cell(grouped(row[name])) for name in columns), Cell(percent(row["completion"]))]
            for row in frame.to_dict("records")
        ],
        stub="Segment",
        heads=["Accounts", "Heard", "Thin", "Categorised", "Contacts", "Answers", "Completion"],
        widths=(24, 11, 9, 9, 13, 11, 11, 13),
        notes=[
            f"Population: {escape(about.population)}. Heard: at least one answer. Categorised: "
            f"{rules.fewest_answers} answers or more, or all contacts where there are fewer. Thin: "
            f"too few answers, or under {rules.least_completion:.0%} of the contacts."
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
                "contacts who answered",
            )
        ],
    )


def position_table(study: Study, part: str = "") -> Table:
    """The supplier's scores, and where they stand among its industry's suppliers."""
    about, settings = customers(study, part), study.config.statistics
    scores = supplier_scores(about.contacts(1))
    others = study.suppliers
    inside = others[others["industry"] == study.supplier.industry]
    z = normal_quantile(settings.confidence)
    cells, rows, results = [], {}, []
    for name, label in _SCORES.items():
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
    verdict = "holds" if unique["decile"] == 1 else "does not hold"
    return Table(
        id=f"tbl-relationship-position{about.slug}",
        caption=f"Scores and position among suppliers of {study.supplier.industry}",
        frame=pd.DataFrame(rows).T.rename_axis("Score"),
        cells=cells,
        stub="Score",
        heads=["Score", "Interval", "Percentile", "Quarter", "Tenth"],
        align="lrrrrr",
        widths=(26, 9, 18, 20, 14, 14),
        notes=[
            f"Base: {grouped(scores['quality'].base)} answers, {len(inside)} other suppliers. "
            "Quarter and tenth: 1 is best; in brackets where the supplier may stand, given the "
            "sampling of its answers and of the benchmark. Unique standing is the top tenth in "
            f"both solution and experience: the supplier {verdict} it "
            f"(probability {unique['unique']:.0%})."
        ],
        results=results,
    )


def _place_cells(score: Score, place: pd.Series[float], z: float, digits: int) -> list[Cell]:
    low, high = score.value - z * score.error, score.value + z * score.error
    spans = []
    for name in ("quartile", "decile"):
        best, worst = int(place[f"{name}_low"]), int(place[f"{name}_high"])
        span = f" ({best} to {worst})" if best != worst else ""
        spans.append(Cell(f"{int(place[name])}{span}"))
    limits = interval(place["percentile_low"], place["percentile_high"], 0)
    return [
        Cell(f"{score.value:.{digits}f}".replace("-", "−")),
        Cell(interval(low, high, digits)),
        Cell(f"{place['percentile']:.0f} ({limits})"),
        *spans,
    ]


def portfolio_chart(study: Study, part: str = "") -> Chart:
    """Shares of the five categories with their intervals."""
    about = customers(study, part)
    table = portfolio(about.scores, study.config.statistics.confidence)
    frame = table.iloc[:5][["percent", "low", "high"]]
    frame.columns = ["estimate", "low", "high"]
    frame.index = pd.Index([capitalise(str(name)) for name in frame.index])
    base, weak = int(table["base"].iloc[0]), float(table["percent"].iloc[5])
    dots = Dots(
        title=f"{frame['estimate'].iloc[0]:.0f}% of the accounts are ambassadors, "
        f"{weak:.0f}% are weak",
        subtitle="Accounts by category, with intervals",
        base=Base(counts=(base,), of="accounts"),
        source=source_of(study),
        stub="Category",
        dots=rows(
            Dot,
            frame,
            printed=[
                f"{row['percent']:.0f}%  ({row['count']} accounts)"
                for row in table.iloc[:5].to_dict("records")
            ],
            role=["subject", "subject", "other", "other", "other"],
        ),
        axis=Axis(label="% of the accounts with a category"),
    )
    return Chart(
        id=f"fig-relationship-portfolio{about.slug}",
        caption="Accounts by category of relationship",
        alt=f"Dots with intervals: {dots.listing()}.",
        figure=dots,
    )


def portfolio_table(study: Study, part: str = "") -> Table:
    """The portfolio against what is typical."""
    about = customers(study, part)
    table = portfolio(about.scores, study.config.statistics.confidence)
    base, missing = int(table["base"].iloc[0]), int(about.scores["category"].isna().sum())
    rules = Rules()
    return Table(
        id=f"tbl-relationship-portfolio{about.slug}",
        caption="Portfolio of relationships against a typical one",
        frame=table,
        cells=[
            [
                Cell(grouped(row["count"])),
                Cell(percent(row["percent"])),
                Cell(interval(row["low"], row["high"], 0) + "%"),
                Cell(_typical(row)),
                Cell(row["verdict"]),
            ]
            for row in table.to_dict("records")
        ],
        stub="Category",
        labels=[capitalise(str(name)) for name in table.index],
        heads=["Accounts", "Share", "Interval", "Typical", "Verdict"],
        align="lrrrrl",
        widths=(34, 11, 9, 14, 12, 14),
        notes=[
            f"Base: {grouped(base)} accounts; {missing} more were heard through too few people for "
            "a category. The first rule that fits decides: opponent, quality under "
            f"{rules.opponent_below:g}; stalker, value under {rules.value_below:g} and commitment "
            f"under {rules.commitment_below:g}; ambivalent, quality under {rules.weak_below:g}, or "
            f"solution and experience {rules.gap:g} apart with one under {rules.weak_below:g}; "
            f"ambassador, quality from {rules.ambassador_quality:g}, net promoter score from "
            f"{rules.ambassador_nps:g} and both solution and experience from "
            f"{rules.ambassador_unique:g}; else rational."
        ],
        results=[
            Result(
                f"relationship{about.dotted}.category.{'weak' if ',' in str(name) else name}",
                float(row["percent"]),
                "percent",
                base,
                str(name),
            )
            for name, row in table.to_dict("index").items()
        ],
    )


def _typical(row: dict[Any, Any]) -> str:
    low, high = row["typical_low"], row["typical_high"]
    if pd.isna(low):
        return "–"
    return f"{low:.0f}%" if low == high else f"{low:.0f} to {high:.0f}%"


def duality_table(study: Study, part: str = "") -> Table:
    """Payers and users apart, at accounts where both answered."""
    about = customers(study, part)
    both = duality(about.contacts(1))
    z = normal_quantile(study.config.statistics.confidence)
    columns = ["payer_quality", "user_quality", "gap"]
    labels = ["Payers: quality", "Users: quality", "Payers less users"]
    rows = {}
    for name, label in zip(columns, labels, strict=True):
        values = both[name].dropna().to_numpy(dtype=float)
        spread = z * clustered_error(values - values.mean())
        rows[label] = {
            "accounts": len(values),
            "mean": values.mean(),
            "low": values.mean() - spread,
            "high": values.mean() + spread,
        }
    frame = pd.DataFrame(rows).T.rename_axis("Side")
    apart = int((both["gap"].abs() >= 1).sum())
    return Table(
        id=f"tbl-relationship-duality{about.slug}",
        caption="Payers and users measured apart",
        frame=frame,
        cells=[
            [
                Cell(grouped(row["accounts"])),
                Cell(f"{row['mean']:.2f}".replace("-", "−")),
                Cell(interval(row["low"], row["high"], 2)),
            ]
            for row in frame.to_dict("records")
        ],
        stub="Side",
        heads=["Accounts", "Mean", "Interval"],
        widths=(34, 14, 14, 20),
        notes=[
            f"Base: the {len(both)} accounts where both sides answered, each counted once. At "
            f"{apart} of them the two sides are a point or more apart."
        ],
        results=[
            Result(
                f"relationship{about.dotted}.duality.gap",
                float(frame["mean"].iloc[2]),
                "score",
                len(both),
                "payers less users",
            )
        ],
    )


def observations(study: Study, part: str = "") -> Text:
    """What stands out, in sentences."""
    about = customers(study, part)
    table = portfolio(about.scores, study.config.statistics.confidence)
    lines = []
    for name, row in table[table["verdict"].isin(["above", "below"])].to_dict("index").items():
        many = f"{name}s" if "," not in str(name) else f"Weak relationships ({name})"
        lines.append(
            f"{capitalise(many)} make up {row['percent']:.0f}% of the portfolio, {row['verdict']} "
            f"the typical {_typical(row)}."
        )
    thin = int(about.scores["thin"].sum())
    lines.append(
        f"{thin} of {grouped(len(about.scores))} accounts are heard through too few people to be "
        "trusted alone: widen the choice of contacts there first."
    )
    body = "\n".join(f"- {escape(line)}" for line in lines)
    return Text(f"txt-relationship{about.slug}", f"::: {{.observations}}\n\n{body}\n\n:::\n")
