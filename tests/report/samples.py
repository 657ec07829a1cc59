"""A made-up edition: executed notebooks as the display room leaves them, small enough to read."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import nbformat
import yaml
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

DATA = Path(__file__).parent / "data"
RESULT = "application/vnd.research.result+json"
FACTS = Path(__file__).parents[1] / "data" / "published-2015.yml"

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="drawn" width="456pt" height="180pt" '
    'viewBox="0 0 456 180" font-family="\'Source Sans Pro\', sans-serif">'
    '<rect x="8" y="60" width="120" height="112" fill="#0b5c73"/>'
    '<text x="8" y="50" font-size="12" font-weight="600">Quinces &lt; quince jelly</text></svg>'
)
PNG = base64.b64encode(
    base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJg"
        "gg=="
    )
).decode()

CONFIG: dict[str, Any] = {
    "edition": "2015",
    "title": "Strategic Priorities of B2B Customer Management",
    "authors": ["A. N. Author"],
    "publisher": {"name": "Example Research Ltd"},
    "partners": [{"name": "Partner One"}, {"name": "Partner Two"}],
    "report": {
        "base": "{{ sample.count }} respondents, fifteen sectors, summer 2015",
        "sections": [
            {"text": "executive-summary"},
            {"notebook": "introduction"},
            {"heading": "Section 1 Overall results"},
            {"notebook": "overall"},
            {"notebook": "breakdown", "each": {"breakdown": ["sector"]}},
            {"heading": "Section 2 Results by theme"},
            {"notebook": "theme", "each": {"theme": ["farming", "people"]}},
            {"notebook": "conclusions"},
            {"text": "about"},
        ],
    },
}


def record(name: str, value: object, unit: str, where: str, label: str, base: int = 105) -> dict:
    return {
        "name": name,
        "value": value,
        "unit": unit,
        "base": base,
        "where": where,
        "label": label,
    }


def bundle(kind: str, name: str, markdown: str, **more: Any) -> Any:
    """Give a code cell whose one output is a result of the display room."""
    images = more.pop("images", None)
    result = {
        "kind": kind,
        "id": name,
        "caption": "",
        "alt": "",
        "markdown": markdown,
        "notes": "",
        "results": [],
        "data": {"columns": [], "rows": []},
    } | more
    data: dict[str, Any] = {RESULT: result}
    if kind == "chart":
        svg, png = images or (SVG, PNG)
        data |= {"image/svg+xml": svg, "image/png": png}
    else:
        data["text/markdown"] = markdown
    if kind == "table":
        data["text/html"] = "<table><tr><td>for the Lab only</td></tr></table>"
    cell = new_code_cell(f"show(chapter.{name.replace('-', '_')}())")
    cell.outputs = [new_output("display_data", data)]
    return cell


def chart(
    name: str, caption: str, alt: str, images: tuple[str, str] | None = None, **more: Any
) -> Any:
    markdown = f'![{caption}](figures/{name}){{#{name} fig-alt="{alt}"}}\n'
    return bundle("chart", name, markdown, caption=caption, alt=alt, images=images, **more)


def table(
    name: str, caption: str, body: str, classes: str = "", notes: str = "", **more: Any
) -> Any:
    attributes = " ".join([f"#{name}", *(f".{kind}" for kind in classes.split())])
    markdown = f"::: {{{attributes}}}\n{body.strip()}\n\n{caption}\n:::\n"
    if notes:
        markdown += f"\n::: {{.notes}}\n{notes}\n:::\n"
    return bundle("table", name, markdown, caption=caption, notes=notes, **more)


def notebook(*cells: Any) -> Any:
    first = new_code_cell('params = "params/2015.yml"\nfrom research import open_study, show')
    book = new_notebook(cells=[first, *cells])
    for number, cell in enumerate(book.cells):
        cell.id = f"cell-{number}"
    nbformat.validate(book)
    return book


def facts() -> dict[str, Any]:
    return yaml.safe_load(FACTS.read_text(encoding="utf-8"))


def mark(rank: int, overall: int | None = None, ties: int = 1) -> str:
    text = f"{rank}=" if ties > 1 else f"{rank}"
    arrow = ""
    kind = ""
    if overall is not None and rank - overall < -2:
        arrow, kind = "▲", "better"
    elif overall is not None and rank - overall > 2:
        arrow, kind = "▼", "worse"
    inner = f"[{text}{arrow}]{{.{kind}}}" if kind else text
    return f"[{inner}]{{.top3}}" if rank <= 3 else inner


def rank_table(ranks: dict[str, list[int]], names: list[str], bases: list[int]) -> str:
    heads = ["Theme", "All", *list(ranks)[1:]]
    columns = list(ranks.values())
    lines = ["| " + " | ".join(heads) + " |", "|:---|" + ":-:|" * len(columns)]
    lines.append("| [Base]{.base} | " + " | ".join(f"[n = {n}]{{.base}}" for n in bases) + " |")
    for row, name in enumerate(names):
        cells = [
            mark(c[row], None if i == 0 else columns[0][row], c.count(c[row]))
            for i, c in enumerate(columns)
        ]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def spanned(ranks: list[int]) -> str:
    """Give the ranks of one theme over all groups, the breakdowns as spanning heads."""
    groups = ["Banking", "Telco", "Mktg", "Manuf.", "Insur.", "Europe", "Americas", "Africa"]
    groups += ["<5000", "5000+", "MD/CEO", "C-Level", "Mgmt"]
    width = 30
    line = "+" + ("-" * width + "+") * 14
    spans = [("", 1), ("Sector", 5), ("Region", 3), ("Size", 2), ("Seniority", 3)]
    head = "|" + "".join(f" {t:<{width * n + n - 2}}|" for t, n in spans)
    cells = ["All", *groups]
    second = "|" + "".join(f" {c:<{width - 1}}|" for c in cells)
    bases = [105, 20, 14, 12, 11, 8, 60, 16, 17, 62, 43, 30, 35, 40]
    third = "|" + "".join(f" {f'[n = {b}]{{.base}}':<{width - 1}}|" for b in bases)
    align = "+" + (":" + "=" * (width - 2) + ":+") * 14
    body = "|" + "".join(f" {mark(r, ranks[0]):<{width - 1}}|" for r in ranks)
    return "\n".join([line, head, line, second, line, third, align, body, line])


OBJECTIVES = """
+-------------+--------------------------+--------------------------+--------------------------+
| Capability  | Benchmark                | Upper Quartile           | Best                     |
| today       |                          |                          |                          |
+:============+:=========================+:=========================+:=========================+
| Performer   | - Hold the position      | - Needs mapped           | - Mitigation plans in    |
|             | - Watch, so as not to    | - A strategy for trust   |   place                  |
|             |   fall behind            | - New customers welcomed | - Contact follows value  |
|             |                          |                          |   and need               |
+-------------+--------------------------+--------------------------+--------------------------+
| Moderate    | - Service levels met     | - Stakeholder plans      | - Triggers read from     |
|             | - Retention measured     | - Empowered staff        |   buying patterns        |
+-------------+--------------------------+--------------------------+--------------------------+
| Beginner    | - A vision of loyalty    | - Segments defined       | - All functions share in |
|             | - Contact plans written  | - Lifetime value known   |   account planning       |
+-------------+--------------------------+--------------------------+--------------------------+
"""

VERBATIMS = [
    ("Our own accounts grow faster than any market we could enter.", "Banking, South Africa"),
    ("New business costs us five times as much; the old kind pays for it.", "Banking, global"),
    ("Renewals are won in the first ninety days, so that is where we invest.", "SaaS, Benelux"),
    ("Trust takes years and a quarter destroys it.", "FS, Ireland"),
    ("We sell parts to people who stay for thirty years.", "Auto, UK"),
    ("Regulators and buyers both prefer the partner they know.", "Pharma, UK"),
    ("Every reader we keep brings another; every one we lose takes two along.", "Publishing, UK"),
    ("Clients leave when the account team changes, not when prices do.", "Mktg, EMEA"),
    ("The best margin sits in the second product.", "Energy, UK"),
    ("Retailers list what moves, and loyalty is what makes it move.", "Consumer Durables, UK"),
]


def verbatims() -> str:
    quotes = [f"> {text}\n>\n> [{where}]{{.attribution}}" for text, where in VERBATIMS]
    return "::: {.verbatims}\n" + "\n\n".join(quotes) + "\n:::\n"


OPENING = """
## {name}

::: {{.lead}}
Half of respondents put it in their top three; only Insurance leaves it out.
:::
"""

TRAITS = """
::: {.traits}
**Firms that lead here** live off long relations: they budget for today's clients first, know many
people at each, and review how good the relation is.

- Seen as partner of choice
- Contacts deep and broad
- Each contact may deepen the business
:::
"""

OBSERVATIONS = """
::: {.observations}
- No theme has a higher share in the top three.
- One in seven ranks it first, second only to Brand & Proposition.
- Nobody in Insurance ranks it above fourth.
:::
"""

INTRODUCTION = """
# Introduction

::: {.lead}
Twelve themes, ranked by the people who are in charge of them.
:::

Each respondent put twelve statements in order. @fig-model shows how they hang together, @tbl-themes
what they are.
"""

OVERALL = """
## Overall priorities

::: {.lead}
Farming leads, People follow, and Brand is third by an even spread.
:::
"""

SECTOR = """
## Priorities by sector

::: {.lead}
Marketing is closest to the overall order, Manufacturing furthest from it.
:::
"""

CONCLUSIONS = """
# Conclusions

::: {.lead}
Three things to take away.
:::

1. The top three themes need at least parity (@tbl-people-objectives).
2. Rivals will hunt among your accounts.
3. Choose where to stand.
"""

THEMES = """
| Level | Theme | What it covers |
|:---|:---|:---|
| Market | Brand & Proposition | Messages, offers, promises |
|  | Target Markets & Sectors | Which markets to enter, grow, reduce, leave |
| Accounts | Relationship & Value Building (Farming) | Retention, loyalty, account profitability |
|  | Key Account Management | The best customers |
| Resources | People & Competencies | Human assets |
"""

READING = (
    "1 is the highest priority of twelve; equal ranks are marked =. ▲ more than two places better "
    "than overall, ▼ worse. Groups under 30 are small: read their ranks as a hint."
)
SHORT = {
    "Banking & Financial Services": "Banking & Fin. Services",
    "Telecommunications & Technology": "Telecoms & Technology",
}


def overall_table(names: list[str]) -> str:
    lines = ["| Rank | Theme | First | Top 3 | Top 6 |", "|:-:|:---|--:|--:|--:|"]
    lines.append("| []{.base} | [Base]{.base} |" + " [n = 105]{.base} |" * 3)
    for row, name in enumerate(names):
        shares = f"{20 - row}% | {50 - 3 * row}% | {85 - 5 * row}%"
        lines.append(f"| {mark(row + 1)} | {name} | {shares} |")
    return "\n".join(lines)


def edition(images: dict[str, tuple[str, str]] | None = None) -> dict[str, Any]:
    """Give the notebooks of the made-up edition, keyed by the id of their chapter."""
    pictures = images or {}
    themes, ranks = facts()["themes"], facts()["ranks"]
    names = [theme["name"] for theme in themes]
    sectors = {SHORT.get(group, group): row for group, row in ranks["sector"].items()}
    motif = '![](figures/motif){fig-alt="" role="presentation" .motif}\n'
    shown = [
        record("sample.count", 105, "count", "tbl-overall", "Respondents"),
        record("overall.brand.first", 20.0, "percent", "tbl-overall", "Brand & CVP"),
        record("overall.brand.rank", 3, "rank", "tbl-overall", "Brand & CVP"),
        record("cooccurrence.hunting.farming.count", 6, "count", "tbl-overall", "Hunting", 14),
        record("cooccurrence.hunting.farming.base", 14, "count", "tbl-overall", "Hunting"),
    ]
    top3 = [[name, 50.5 - row] for row, name in enumerate(names)]
    return {
        "introduction": notebook(
            new_markdown_cell(INTRODUCTION),
            chart(
                "fig-model",
                "Five stages around three drivers, on three levels",
                "Model: a circle of five stages.",
                pictures.get("model"),
            ),
            table("tbl-themes", "The twelve themes by level", THEMES),
        ),
        "overall": notebook(
            bundle("chart", "motif", motif, images=pictures.get("motif")),
            new_markdown_cell(OVERALL),
            table(
                "tbl-overall",
                "The twelve themes in order of priority",
                overall_table(names),
                results=shown,
                data={"columns": ["Theme", "Top 3"], "rows": top3},
            ),
        ),
        "breakdown-sector": notebook(
            new_markdown_cell(SECTOR),
            chart(
                "fig-sample-sector",
                "Banking and telecoms make a third of the sample",
                "Bar chart of respondents by sector.",
                pictures.get("sample"),
                data={
                    "columns": ["Sector", "Share"],
                    "rows": [["Banking", 0.19], ["=1+1", None]],
                },
            ),
            table(
                "tbl-sector",
                "Priority rank of each theme within each sector",
                rank_table(
                    {"overall": ranks["overall"]} | sectors, names, [105, 20, 16, 12, 10, 9]
                ),
                "ranktable",
                READING,
            ),
            bundle("text", "sector-observations", OBSERVATIONS),
        ),
        "theme-farming": theme_chapter("farming", 0, names[0], ranks, pictures),
        "theme-people": theme_chapter("people", 1, names[1], ranks, pictures),
        "conclusions": notebook(new_markdown_cell(CONCLUSIONS)),
    }


def theme_chapter(key: str, row: int, name: str, ranks: Any, pictures: Any) -> Any:
    groups = [
        column
        for kind in ("sector", "region", "size", "seniority")
        for column in ranks[kind].values()
    ]
    place, share = f"tbl-{key}-ranks", f"fig-{key}-distribution"
    return notebook(
        new_markdown_cell(OPENING.format(name=name)),
        new_markdown_cell(TRAITS),
        new_markdown_cell("### How the groups rank it"),
        table(
            place,
            f"Priority rank of {name} within each group",
            spanned([ranks["overall"][row], *[column[row] for column in groups]]),
            "ranktable",
            READING,
            results=[record(f"overall.{key}.rank", row + 1, "rank", place, name)],
            data={"columns": ["group", "rank"], "rows": [["All", 1], ["Banking", 1]]},
        ),
        chart(
            share,
            f"Half of respondents put {name} in their top three",
            f"Column chart of the ranks given to {name}: 50% in the top three.",
            pictures.get("distribution"),
            results=[record(f"overall.{key}.top3", 49.523809523810, "percent", share, name)],
            data={"columns": ["rank", "share"], "rows": [[1, 0.152], [2, 0.2], [3, 0.143]]},
        ),
        bundle("text", f"{key}-observations", OBSERVATIONS),
        new_markdown_cell("### Why it comes first"),
        bundle("text", f"{key}-reasons", verbatims()),
        new_markdown_cell("### Where firms stand"),
        chart(
            f"fig-{key}-benchmark",
            "Every sector's mean is within a few points of the benchmark",
            "Range chart of assessments from lowest to highest, with the mean.",
            pictures.get("benchmark"),
        ),
        new_markdown_cell("### What to aim for"),
        table(
            f"tbl-{key}-objectives",
            f"Objectives for {name}, by capability and appetite",
            OBJECTIVES,
            "objectives",
            "Read along your own row.",
        ),
    )
