"""The editions of maturity as built: every table and passage against a recomputation of its own."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import combinations
from math import atanh, sqrt, tanh
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
import yaml
from recomputation import ROOT, Shown, decimals, percent, wilson
from simulated import BANDS, DATA, ITEMS, STAGES, firms, near, raters, sums, within

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built

pytestmark = pytest.mark.slow

KEYS = [item for items in ITEMS.values() for item in items]
COMPETENCY = {item: name for name, items in ITEMS.items() for item in items}
TABLES = {
    *("tbl-maturity-stages", "tbl-maturity-competencies", "tbl-maturity-items"),
    *("tbl-maturity-loyalty", "tbl-practices-matrix", "tbl-practices-list"),
}
CHARTS = {"fig-maturity-stages", "fig-maturity-competencies"}
TEXTS = r"txt-(?:maturity|practices)-.*"
# Editions that show the simulated firms, and what each calls them.
FIRMS = {"maturity": "simulated firms", "2016": "large firms"}
QUESTIONS = [
    *("ambition", "impact", "effective", "obstacles"),
    *("coordinated", "executive", "tenure", "team"),
]
COMPANY = {
    *("tbl-assessment-totals", "tbl-assessment-benchmark", "tbl-assessment-items"),
    *("tbl-raters-agreement", "tbl-raters-disagreement", "tbl-raters-units"),
    *("tbl-progress-years", "tbl-progress-path", "tbl-actions"),
    *("tbl-practices-matrix", "tbl-practices-list"),
}


@pytest.fixture(scope="module")
def built(named: Callable[[str], Built]) -> Built:
    return named("maturity")


@pytest.fixture(scope="module")
def company(named: Callable[[str], Built]) -> Built:
    return named("maturity/nordwerk")


@pytest.fixture(scope="module", params=[*FIRMS])
def edition(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def shown(edition: str, named: Callable[[str], Built]) -> Shown:
    return Shown(named(edition).folder)


@pytest.fixture(scope="module")
def called(edition: str) -> str:
    return FIRMS[edition]


@pytest.fixture(scope="module")
def survey(built: Built) -> Shown:
    return Shown(built.folder)


@pytest.fixture(scope="module")
def own(company: Built) -> Shown:
    return Shown(company.folder)


@pytest.fixture(scope="module")
def params() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "params" / "maturity.yml").read_text("utf-8"))
    return found


def texts(params: dict[str, Any], question: str, part: str = "text") -> dict[str, str]:
    """What the rows of a question are called."""
    asked = next(one for one in params["questions"] if one["name"] == question)
    return {key: row[part] for key, row in asked["rows"].items()}


def mean(values: pd.Series, digits: int) -> str:
    """Mean of whole numbers as printed, exact until then."""
    held = values.dropna()
    return decimals(Fraction(int(held.sum()), len(held)), digits)


def ends(low: int, high: int) -> str:
    return f"{low}–{high}"


def test_every_table_of_the_two_editions_is_known(survey: Shown, own: Shown) -> None:
    # Tables of single questions and by the banner are the house's own, held by its own tests.
    asked = {table for table in survey.ids("table") if table.startswith("tbl-tab-")}
    asked |= {f"tbl-{name}" for name in QUESTIONS}
    assert set(survey.ids("table")) == TABLES | {"tbl-facts"} | asked | {"tbl-questionnaire"}
    assert set(own.ids("table")) == COMPANY


def test_firms_by_stage(shown: Shown) -> None:
    overall = sums(firms())["Overall"]
    _, *rows = shown.rows("tbl-maturity-stages")
    assert [row[:4] for row in rows] == [
        [name, ends(*held), str(within(overall, held)), f"{percent(within(overall, held), 148)}%"]
        for name, held in STAGES.items()
    ]


def test_the_lead_and_the_title_count_the_two_highest_stages(shown: Shown, called: str) -> None:
    overall = sums(firms())["Overall"]
    top = percent(sum(within(overall, STAGES[name]) for name in ("Align", "Embed")), 148)
    first = percent(within(overall, STAGES["Ignore"]), 148)
    said = shown.items["txt-maturity-opening"]["markdown"]
    assert f"{top}% of 148 {called} have reached Align and Embed" in said
    assert f"{first}% are still in the first, Ignore" in said
    assert shown.title("fig-maturity-stages").startswith(f"{top}% of the 148 {called}")


def test_competencies_by_band_the_strongest_first(shown: Shown) -> None:
    held = sums(firms()).drop(columns="Overall")
    order = held.mean().sort_values(ascending=False).index
    _, *rows = shown.rows("tbl-maturity-competencies")
    assert rows == [
        [
            name,
            "148",
            mean(held[name], 1),
            *(f"{percent(within(held[name], band), 148)}%" for band in BANDS.values()),
        ]
        for name in order
    ]
    title = shown.title("fig-maturity-competencies")
    assert title == (
        f"{order[-1]} is the weakest competency, with a mean total of {mean(held[order[-1]], 1)}"
    )


def test_items_by_their_mean(shown: Shown, called: str, params: dict[str, Any]) -> None:
    held, said = firms(), texts(params, "assessment")
    _, *rows = shown.rows("tbl-maturity-items")
    by_text = {row[0]: row[1:] for row in rows}
    for key in KEYS:
        often = percent(int((held[key] >= 4).sum()), 148)
        assert by_text[said[key]] == [COMPETENCY[key], "148", mean(held[key], 2), f"{often}%"]
    means = [float(row[3]) for row in rows]
    assert means == sorted(means, reverse=True)
    lines = shown.items["txt-maturity-observations"]["markdown"]
    for row, word in ((rows[0], "Commonest"), (rows[-1], "Rarest")):
        level = [other[0] for other in rows if other[3:5] == row[3:5]]
        are, it = (", level with each other, are", "each") if len(level) > 1 else (" is", "it")
        listed = " and ".join(f"“{item}”" for item in level)
        assert f"{word} of all{are}: {listed}" in lines.replace("\\", "")
        assert f"{row[4]} of {called} rate {it} 4 or higher; the mean rating is {row[3]}" in lines


def test_what_goes_with_the_experience(shown: Shown) -> None:
    held = firms().assign(overall=sums(firms())["Overall"])
    _, *rows = shown.rows("tbl-maturity-loyalty")
    z, experience = NormalDist().inv_cdf(0.975), held["experience"]
    low, high = np.quantile(experience, [0.25, 0.75])
    for name, row in zip(("more", "new", "recommend", "overall"), rows, strict=True):
        r = experience.corr(held[name])
        limits = [tanh(atanh(r) + side * z / sqrt(148 - 3)) for side in (-1, 1)]
        assert row[1:4] == ["148", f"{r:.2f}", f"{limits[0]:.2f} to {limits[1]:.2f}"]
        assert row[4] == mean(held.loc[experience <= low, name], 1)
        assert row[5] == mean(held.loc[experience >= high, name], 1)


FACTS = {
    "Senior executive in charge": ("executive", (1,)),
    "Significant efforts across the firm": ("coordinated", (1,)),
    "In office for less than 18 months": ("tenure", (1, 2)),
    "More than 10 people in the central team": ("team", (4,)),
    "No central team": ("team", (1,)),
}


def test_facts_side_by_side(survey: Shown) -> None:
    _, *rows = survey.rows("tbl-facts")
    assert [row[0] for row in rows] == list(FACTS)
    for (name, codes), row in zip(FACTS.values(), rows, strict=True):
        held = firms()[name].dropna()
        count = int(held.isin(codes).sum())
        limits = [f"{100 * end:.0f}" for end in wilson(count, len(held))]
        assert row[2:] == [str(len(held)), f"{percent(count, len(held))}%", " to ".join(limits)]


@pytest.mark.parametrize("name", ["impact", "effective", "obstacles"])
def test_ranked_bars_of_the_survey(survey: Shown, params: dict[str, Any], name: str) -> None:
    prefix = name.removesuffix("s") if name == "obstacles" else name
    said, held = texts(params, name), firms()
    bars = survey.items[f"fig-{name}"]["specification"]["bars"]
    shares = {
        said[key]: 100 * held[f"{prefix}_{key}"].mean() for key in said
    }  # fmt: skip
    assert [bar["label"] for bar in bars] == sorted(shares, key=lambda one: -shares[one])
    for bar in bars:
        assert bar["value"] == pytest.approx(shares[bar["label"]])


def test_ambition_now_and_in_three_years_is_stacked(survey: Shown) -> None:
    stacks = survey.items["fig-ambition"]["specification"]["stacks"]
    held = {one["label"]: one["shares"] for one in stacks}
    for label, name in (("Today", "ambition_now"), ("In three years", "ambition_later")):
        counts = firms()[name].value_counts().reindex([1, 2, 3, 4])
        assert held[label] == pytest.approx((100 * counts / 148).tolist())


def practised() -> dict[str, int]:
    return {
        column.removeprefix("practice_"): percent(int(firms()[column].sum()), 148)
        for column in firms().columns
        if column.startswith("practice_")
    }


@pytest.mark.parametrize("which", [*FIRMS, "maturity/nordwerk"])
def test_practices_by_process_and_competency(
    named: Callable[[str], Built], params: dict[str, Any], which: str
) -> None:
    shown, company = Shown(named(which).folder), "/" in which
    status = pd.read_csv(DATA / "nordwerk" / "practices.csv", index_col=0)["status"]
    shares, named = practised(), texts(params, "practices", "short")
    processes = params["maturity"]["practices"]["processes"]
    expected = []
    for process in processes.values():
        cells = [process["cells"][key] for key in params["maturity"]["competencies"]]
        told = [f"{named[key]} ({shares[key]}%)" for key in cells]
        if company:
            told = [f"{text}: {status[key]}" for text, key in zip(told, cells, strict=True)]
        expected.append([process["text"], *told])
    assert shown.rows("tbl-practices-matrix")[1:] == expected
    said = texts(params, "practices")
    listed = [row[1:] for row in shown.rows("tbl-practices-list")[1:]]
    assert listed == [
        [said[key], f"{shares[key]}%", *([status[key]] if company else [])]
        for process in processes.values()
        for key in process["practices"]
    ]


def test_the_weakest_and_the_strongest_competency_are_named(shown: Shown, called: str) -> None:
    means = sums(firms()).drop(columns="Overall").mean().sort_values()
    said = shown.items["txt-maturity-observations"]["markdown"].splitlines()
    low, high = (mean(sums(firms())[means.index[place]], 1) for place in (0, -1))
    assert next(line for line in said if line.startswith("- ")) == (
        f"- {called.capitalize()} are weakest in {means.index[0]}, with a mean total of {low} "
        f"out of 25, and strongest in {means.index[-1]}, with {high}."
    )


def test_the_commonest_and_the_rarest_practice_lead(
    shown: Shown, called: str, params: dict[str, Any]
) -> None:
    shares, said = practised(), texts(params, "practices")
    most, least = max(shares, key=shares.__getitem__), min(shares, key=shares.__getitem__)
    assert (
        f"Of 148 {called} most ({shares[most]}%) do this: “{said[most]}”. "
        f"Fewest ({shares[least]}%) do this: “{said[least]}”."
    ) in shown.items["txt-practices-opening"]["markdown"]


def test_notes_say_whom_the_tables_count(shown: Shown, called: str) -> None:
    held = {key: " ".join(shown.items[key].get("notes", [])) for key in TABLES}
    assert not firms()[KEYS].isna().any(axis=None)
    for key, base in (
        ("tbl-maturity-stages", f"Base: 148 {called}."),
        ("tbl-maturity-competencies", f"Base: {called} that rated every item"),
        ("tbl-maturity-items", f"Base: {called} that rated the item."),
        ("tbl-maturity-loyalty", f"Base: {called}"),
        ("tbl-practices-matrix", f"the share of 148 {called} that have it in place"),
        ("tbl-practices-list", f"Base: 148 {called}."),
    ):
        assert base in held[key], key
    assert "adds up 20 items, each rated from 1 to 5." in held["tbl-maturity-stages"]
    bands = ", ".join(f"{name} {ends(*held)}" for name, held in BANDS.items())
    assert f"Totals by band: {bands}." in held["tbl-maturity-competencies"]


def test_what_is_simulated_says_so_on_every_page_that_shows_it(
    built: Built, company: Built
) -> None:
    for one in (built, company):
        assert "simulated" in one.html.get_text(" ")
        for anchor in set(one.floats("tbl")) - {"tbl-questionnaire"}:
            section = one.find(anchor).find_parent("section")
            assert re.search(r"simulated|made up|made-up|Nordwerk", section.get_text(" ")), anchor
        assert one.pdf_text.count("simulated") > 4


def rated(year: int = 2026) -> pd.DataFrame:
    held = raters()
    return held[held["year"] == year]


def exact(held: pd.DataFrame) -> dict[str, Fraction]:
    """Totals of mean ratings, as fractions."""
    means = {
        key: Fraction(int(held[key].dropna().sum()), int(held[key].notna().sum())) for key in KEYS
    }
    found = {
        name: sum((means[item] for item in items), Fraction(0)) for name, items in ITEMS.items()
    }
    return {**found, "Overall": sum(found.values(), Fraction(0))}


def test_totals_bands_and_stage_of_the_company(own: Shown) -> None:
    _, *rows = own.rows("tbl-assessment-totals")
    for (name, total), row in zip(exact(rated()).items(), rows, strict=True):
        held = STAGES if name == "Overall" else BANDS
        place = near(float(total), held)
        most = "100" if name == "Overall" else "25"
        assert row == [name, decimals(total, 1), most, place, ends(*held[place])]


def test_the_company_beside_the_firms(own: Shown) -> None:
    others = sums(firms())
    _, *rows = own.rows("tbl-assessment-benchmark")
    words = ["last quarter", "third quarter", "second quarter", "best quarter"]
    for (name, total), row in zip(exact(rated()).items(), rows, strict=True):
        held = others[name]
        average = Fraction(int(held.sum()), 148)
        quartiles = [float(held.quantile(at)) for at in (0.25, 0.5, 0.75)]
        gap = decimals(total - average, 1).replace("-", "−")
        below = percent(int((held < float(total)).sum()), 148)
        assert row[0:3] == [name, decimals(total, 1), decimals(average, 1)]
        assert row[3].lstrip("+") == gap
        assert row[4:7] == [decimals(Fraction(one), 1) for one in quartiles]
        assert row[7:] == [f"{below}%", words[sum(float(total) >= one for one in quartiles)]]


def test_items_of_the_company_the_lowest_first(own: Shown, params: dict[str, Any]) -> None:
    said, held = texts(params, "assessment"), rated()
    _, *rows = own.rows("tbl-assessment-items")
    by_text = {row[0]: row[1:] for row in rows}
    for key in KEYS:
        mine = Fraction(int(held[key].dropna().sum()), int(held[key].notna().sum()))
        theirs = Fraction(int(firms()[key].sum()), 148)
        assert by_text[said[key]][:3] == [COMPETENCY[key], decimals(mine, 1), decimals(theirs, 1)]
    means = [float(row[2]) for row in rows]
    assert means == sorted(means)


def alpha(items: np.ndarray) -> float:
    """Krippendorff's alpha of an order, from the coincidences of his computation (2011)."""
    values = sorted({value for row in items for value in row if not np.isnan(value)})
    coincidences = np.zeros((len(values), len(values)))
    for row in items:
        held = [values.index(value) for value in row if not np.isnan(value)]
        for first in range(len(held)):
            for second in range(len(held)):
                if first != second:
                    coincidences[held[first], held[second]] += 1 / (len(held) - 1)
    n = coincidences.sum(axis=1)
    apart = np.zeros_like(coincidences)
    for a in range(len(values)):
        for b in range(len(values)):
            low, high = sorted((a, b))
            apart[a, b] = (n[low : high + 1].sum() - (n[low] + n[high]) / 2) ** 2
    expected = (np.outer(n, n) * apart).sum() / (n.sum() - 1)
    return float(1 - (coincidences * apart).sum() / expected)


def pairs(held: pd.DataFrame) -> dict[str, list[float]]:
    """Distances of every two ratings of each item."""
    return {
        key: [abs(a - b) for a, b in combinations(held[key].dropna().tolist(), 2)] for key in KEYS
    }


def kappa(first: pd.Series, second: pd.Series) -> float:
    """Kappa with quadratic weights: one less observed over expected squares (Cohen 1968)."""
    observed = ((first - second) ** 2).mean()
    expected = np.mean([(a - b) ** 2 for a in first for b in second])
    return float(1 - observed / expected)


def test_agreement_of_the_raters(own: Shown) -> None:
    held = rated()[KEYS]
    items = held.T.to_numpy(dtype=float)
    gaps = [gap for found in pairs(held).values() for gap in found]
    kappas = []
    for one, two in combinations(range(len(held)), 2):
        both = held.iloc[[one, two]].T.dropna()
        kappas.append(kappa(both.iloc[:, 0], both.iloc[:, 1]))
    full = held.dropna(axis=1).T.to_numpy(dtype=float)
    n, k = full.shape
    rows, columns, mean_of_all = full.mean(axis=1), full.mean(axis=0), full.mean()
    between = k * ((rows - mean_of_all) ** 2).sum() / (n - 1)
    judges = n * ((columns - mean_of_all) ** 2).sum() / (k - 1)
    left = full - rows[:, None] - columns[None, :] + mean_of_all
    error = (left**2).sum() / ((n - 1) * (k - 1))
    single = (between - error) / (between + (k - 1) * error + k * (judges - error) / n)
    average = (between - error) / (between + (judges - error) / n)
    _, *shown = own.rows("tbl-raters-agreement")
    assert [row[1] for row in shown] == [
        f"{alpha(items):.2f}",
        f"{single:.2f}",
        f"{average:.2f}",
        f"{np.mean(kappas):.2f}",
        f"{percent(sum(gap == 0 for gap in gaps), len(gaps))}%",
        f"{percent(sum(gap <= 1 for gap in gaps), len(gaps))}%",
    ]
    assert shown[3][2] == f"{min(kappas):.2f} to {max(kappas):.2f}".replace("-", "−")
    said = own.items["txt-raters-opening"]["markdown"]
    assert f"alpha {alpha(items):.2f}" in said
    assert alpha(items) < 2 / 3
    assert "see more than one company" in said


def test_items_that_raters_are_furthest_apart_on(own: Shown, params: dict[str, Any]) -> None:
    held, said = rated(), texts(params, "assessment")
    apart = {key: (sum(gap >= 2 for gap in gaps), len(gaps)) for key, gaps in pairs(held).items()}
    by_text = {said[key]: key for key in KEYS}
    _, *rows = own.rows("tbl-raters-disagreement")
    assert len(rows) == 8
    for row in rows:
        key = by_text[row[0]]
        mine = held[key].dropna()
        assert row[1:5] == [str(len(mine)), mean(mine, 1), f"{mine.min():.0f}", f"{mine.max():.0f}"]
        assert row[5] == f"{mine.std():.2f}"
        assert row[6] == f"{percent(*apart[key])}%"
    first = sorted(apart, key=lambda key: -Fraction(*apart[key]))[:4]
    assert {by_text[row[0]] for row in rows[:4]} == set(first)


def test_units_beside_the_whole(own: Shown) -> None:
    held = rated()
    whole = {"Whole company": exact(held)}
    units = {unit: exact(part) for unit, part in held.groupby("unit")}
    order = sorted(units, key=lambda unit: -units[unit]["Overall"])
    counts = held["unit"].value_counts()
    _, *rows = own.rows("tbl-raters-units")
    for row, name in zip(rows, ["Whole company", *order], strict=True):
        totals = (whole | units)[name]
        count = len(held) if name == "Whole company" else counts[name]
        stage = near(float(totals["Overall"]), STAGES)
        assert row == [name, str(count), *(decimals(one, 1) for one in totals.values()), stage]


def test_years_and_the_change_of_the_last(own: Shown) -> None:
    years = {year: exact(rated(year)) for year in (2024, 2025, 2026)}
    *rows, change = own.rows("tbl-progress-years")[1:]
    for (year, totals), row in zip(years.items(), rows, strict=True):
        stage = near(float(totals["Overall"]), STAGES)
        printed = [decimals(one, 1) for one in totals.values()]
        assert row == [str(year), str(len(rated(year))), *printed, stage]
    for name, cell in zip(years[2026], change[2:], strict=False):
        assert cell == f"+{decimals(years[2026][name] - years[2025][name], 1)}"
    first, last = (decimals(years[year]["Overall"], 1) for year in (2024, 2026))
    assert own.title("fig-progress-years") == (
        f"Nordwerk rose from {first} points in 2024 to {last}"
    )


def test_points_and_items_to_the_next_stage(own: Shown, params: dict[str, Any]) -> None:
    held, said = rated(), texts(params, "assessment")
    overall = round(float(exact(held)["Overall"]), 1)
    lacking = 60 - overall
    assert 50 <= overall < 60
    assert (
        f"{lacking:.1f} points are lacking to Mobilize"
        in (own.items["txt-progress-opening"]["markdown"])
    )
    lowest = held[KEYS].mean().sort_values()[: int(np.ceil(lacking))]
    _, *rows = own.rows("tbl-progress-path")
    assert rows == [
        [said[key], COMPETENCY[key], f"{value:.1f}", f"{value + 1:.1f}"]
        for key, value in lowest.items()
    ]


def test_the_action_sheet_and_what_is_overdue(own: Shown) -> None:
    sheet = pd.read_csv(DATA / "nordwerk" / "actions.csv", parse_dates=["due"])
    sheet = sheet.sort_values("due", kind="stable")
    late = (sheet["due"] < "2026-10-01") & (sheet["status"] != "done")
    _, *rows = own.rows("tbl-actions")
    assert [row[0] for row in rows] == sheet["action"].tolist()
    assert [row[2] for row in rows] == sheet["owner"].tolist()
    assert [row[3] for row in rows] == [f"{day.day} {day:%B %Y}" for day in sheet["due"]]
    assert [row[4].rstrip(" ▼") for row in rows] == [
        f"{status}, overdue" if over else status
        for status, over in zip(sheet["status"], late, strict=True)
    ]
    done = int((sheet["status"] == "done").sum())
    said = own.items["txt-actions-opening"]["markdown"]
    assert (done, len(sheet), late.sum()) == (2, 7, 2)
    assert "Two of seven actions are done on 1 October 2026. Two are" in said


@pytest.mark.parametrize("which", ["built", "company"])
def test_both_are_made_in_every_format(built: Built, company: Built, which: str) -> None:
    one = built if which == "built" else company
    for name in ("report.html", "report.pdf", "report.docx", "tables.xlsx", "results.json"):
        assert (one.folder / name).stat().st_size > 1_000
    assert len(one.docx.tables) == len(one.floats("tbl"))
