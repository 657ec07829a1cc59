"""Every exhibit of 2016 on what is heard beside its survey, against plain loops over its files."""

from __future__ import annotations

import re
from collections import Counter
from math import sqrt
from statistics import mean, median
from typing import TYPE_CHECKING

import numpy as np
import pytest
import yaml
from clauses import NEEDED
from clauses_listening import FRAMES, OURS
from frames import verdict
from recomputation import ROOT, percent, wilson
from recomputation_listening import (
    CENTRED,
    PARTS,
    RECOMMEND,
    REGIONS,
    TOUCHPOINTS,
    TRUST,
    Panel,
    accounts,
    alerted,
    apart,
    as_ranks,
    correlation,
    ends,
    fisher,
    healthy,
    levels,
    month,
    net,
    of_region,
    panels,
    present,
    rows,
    said_in,
    spoken,
    unit_scores,
    units,
    voices,
)
from recomputation_roi import Programme
from recomputation_roi import ends as range_of
from recomputation_supplier import money
from test_recomputed_register import late

if TYPE_CHECKING:
    from recomputation import Shown

pytestmark = pytest.mark.slow

EDITION = "2016"
TABLES = {
    "tbl-touchpoints", "tbl-health", "tbl-health-low", "tbl-alerts", "tbl-voices-aligned",
    "tbl-voices-themes", "tbl-engagement-correlation", "tbl-engagement-units", "tbl-ninedrivers",
    "tbl-unit-region-africa-and-the-middle-east", "tbl-unit-region-americas",
    "tbl-unit-region-asia-pacific", "tbl-unit-region-uk-and-europe",
}  # fmt: skip
CHARTS = {"fig-touchpoints-touchpoint", "fig-touchpoints-level", "fig-engagement-units"}
DASH = "–"


def ours(shown: Shown, kind: str) -> list[str]:
    return [key for key in shown.ids(kind) if re.fullmatch(OURS, key)]


def said(shown: Shown) -> list[tuple[str, str]]:
    """Every sentence of the exhibits, with where it stands: passages, titles and notes."""
    found = []
    for key in ours(shown, "text"):
        markdown = shown.items[key]["markdown"]
        lines = [line.strip().removeprefix("- ") for line in markdown.splitlines()]
        found += [(key, line) for line in lines if line and line[:1] not in "#:["]
    found += [(key, shown.title(key)) for key in ours(shown, "chart")]
    for key in (*ours(shown, "table"), *ours(shown, "chart")):
        for note in shown.items[key]["notes"]:
            found += [(key, part) for part in re.split(r"(?<=\.) (?=[A-Z\d])", note)]
    return [(key, re.sub(r"\\(.)", r"\1", text).replace("\xa0", " ")) for key, text in found]


def test_every_exhibit_is_recomputed_here(shown: Shown) -> None:
    assert set(ours(shown, "table")) == TABLES
    assert set(ours(shown, "chart")) == CHARTS


def test_every_sentence_is_borne_out(shown: Shown) -> None:
    told = {one: verdict(one[1], one[0], FRAMES) for one in said(shown)}
    unknown = {one for one, found in told.items() if found is None and NEEDED.search(one[1])}
    assert unknown == set()
    assert {one: found for one, found in told.items() if found} == {}


def test_no_passage_or_exhibit_has_more_than_three_sentences(shown: Shown) -> None:
    counts = [len(shown.items[key]["notes"]) for key in (*TABLES, *CHARTS)]
    assert max(counts) <= 3


@pytest.mark.parametrize(
    ("of", "sentence"),
    [
        ("fig-touchpoints-touchpoint", "All points are within their limits"),
        ("fig-touchpoints-touchpoint", "Delivery and Spare parts left their limits"),
        ("fig-touchpoints-level", "4 points rest on fewer than 10 ratings and are not shown."),
    ],
)
def test_a_false_sentence_is_found_out(of: str, sentence: str) -> None:
    assert verdict(sentence, of, FRAMES)


def cells(label: str, panel: Panel) -> list[str]:
    shown = [one.value for one in panel.months if one.value is not None]
    few = len(panel.every) < 10
    return [
        label, str(len(panel.every)), DASH if few else f"{sum(panel.every) / len(panel.every):.2f}",
        f"{shown[-1]:.2f}" if shown else DASH, str(panel.shown),
        str(len(panel.beyond)) if panel.limited else DASH,
        "" if panel.furthest is None else month(panel.furthest),
    ]  # fmt: skip


def test_each_touchpoint_at_each_level(shown: Shown) -> None:
    expected = [cells(label, panel) for label, panel in panels().items()]
    for region in REGIONS:
        for name, label in TOUCHPOINTS.items():
            expected.append(cells(f"{label}, {region}", Panel(name, region)))
    assert shown.rows("tbl-touchpoints")[1:] == expected


@pytest.mark.parametrize("by", ["touchpoint", "level"])
def test_each_panel_with_its_limits(shown: Shown, by: str) -> None:
    found = shown.items[f"fig-touchpoints-{by}"]["specification"]
    expected = {"touchpoint": panels, "level": levels}[by]()
    assert found["times"] == [month(place, short=True) for place in range(18)]
    assert [trend["label"] for trend in found["trends"]] == list(expected)
    for trend, panel in zip(found["trends"], expected.values(), strict=True):
        for moment, own in zip(trend["moments"], panel.months, strict=True):
            drawn = [moment.get(name) for name in ("value", "low", "high")]
            assert drawn == [
                None if one is None else pytest.approx(one, rel=1e-9)
                for one in (own.value, own.low, own.high)
            ]
            assert moment.get("marked", False) == own.beyond


def whole(value: float | None) -> str:
    """A number as printed, half to even."""
    return DASH if value is None else f"{round(value)}".replace("-", "−")


def average(values: list[float | None]) -> float:
    known = [one for one in values if one is not None]
    return sum(known) / len(known)


def test_health_of_all_accounts_and_by_region(shown: Shown) -> None:
    expected = []
    for label in ["All", *REGIONS]:
        own = [
            one for name, one in healthy().items() if label in ("All", accounts()[name]["region"])
        ]
        expected.append([
            label, str(len(own)), str(sum(one.index is not None for one in own)),
            whole(average([one.index for one in own])),
            *(str(sum(one.state == state for one in own)) for state in ("low", "middle", "high")),
            *(whole(average([one.parts[part] for one in own])) for part in PARTS),
        ])  # fmt: skip
    assert shown.rows("tbl-health")[1:] == expected


def test_the_accounts_to_look_at_first(shown: Shown) -> None:
    found = [
        name
        for name, one in healthy().items()
        if one.index is not None and (one.hidden or one.state == "low")
    ]
    found.sort(key=lambda name: -float(accounts()[name]["revenue_this_year"]))
    expected = []
    for name in found[:10]:
        one = healthy()[name]
        why = "“Survey” hides it" if one.hidden else "low index"
        revenue = money(float(accounts()[name]["revenue_this_year"]))
        parts = [whole(value) for value in one.parts.values()]
        called = f"{accounts()[name]['name']} ({name})"
        expected.append([called, revenue, whole(one.index), *parts, why])
    assert shown.rows("tbl-health-low")[1:] == expected


def test_what_came_of_alerts(shown: Shown) -> None:
    expected = []
    for label in ["All alerts", *sorted({one.owner for one in alerted()} - {""}), "Nobody yet"]:
        known = "" if label == "Nobody yet" else label
        own = [one for one in alerted() if label == "All alerts" or one.owner == known]
        counts = [
            sum(one.state == state for one in own)
            for state in ("in time", "late", "open", "overdue")
        ]
        waits = [one.wait for one in own if one.wait is not None]
        expected.append([
            label, str(len(own)), *map(str, counts), f"{percent(counts[0], len(own))}%",
            whole(median(waits)) if waits else DASH,
        ])  # fmt: skip
    assert shown.rows("tbl-alerts")[1:] == expected


def test_each_unit_and_its_customers(shown: Shown) -> None:
    assert shown.rows("tbl-engagement-units")[1:] == [
        [unit.name, str(len(unit.staff)), f"{mean(unit.staff):.2f}", str(len(unit.scores)),
         f"{mean(unit.scores):.2f}"]
        for unit in units()
    ]  # fmt: skip
    points = shown.items["fig-engagement-units"]["specification"]["points"]
    drawn = [[point["x"], point["y"]] for point in points]
    assert drawn == [pytest.approx([mean(unit.staff), mean(unit.scores)]) for unit in units()]
    assert [point.get("label", "") for point in points] == [units()[0].name] + [""] * (
        len(points) - 1
    )


def test_the_correlation_and_what_the_published_one_would_leave_open(shown: Shown) -> None:
    staff = [mean(unit.staff) for unit in units()]
    scores = [float(mean(unit.scores)) for unit in units()]
    n, r, rank = (
        len(staff),
        correlation(staff, scores),
        correlation(as_ranks(staff), as_ranks(scores)),
    )
    lines = [
        ["Measured here", str(n), f"{r:.2f}", ends(*fisher(r, n), 2)],
        ["The same by ranks", str(n), f"{rank:.2f}", ends(*fisher(rank, n, 1 + rank**2 / 2), 2)],
    ]
    for size in sorted({5, 10, 20, 50, 100, n}):
        label = f"Published 0.85, if it rested on {size} units"
        lines.append([label, str(size), "0.85", ends(*fisher(0.85, size), 2)])
    assert shown.rows("tbl-engagement-correlation")[1:] == lines


def test_the_same_question_in_several_places(shown: Shown) -> None:
    kinds = {RECOMMEND: ("score", 0), TRUST: ("mean", 2), CENTRED: ("share", 0)}
    expected = []
    for question, places in voices().items():
        kind, digits = kinds[question]
        first = next(iter(places.values()))
        for place, own in places.items():
            value = {
                "score": f"{own.mean:+.0f}",
                "mean": f"{own.mean:.2f}",
                "share": f"{own.mean:.0f}%",
            }
            gap, *limits = apart(first, own)
            told = f"{gap:+.{digits}f} ({ends(*limits, digits, sign=True)})".replace("-", "−")
            expected.append([
                f"{question}: {place}", f"{len(own.values):,}", kind, value[kind].replace("-", "−"),
                ends(*own.ends, digits, sign=kind == "score"), DASH if own is first else told,
                "of itself" if "employees" in place else "of the supplier",
            ])  # fmt: skip
    assert shown.rows("tbl-voices-aligned")[1:] == expected


def test_what_contacts_and_partners_speak_of(shown: Shown) -> None:
    here, there = spoken()
    names = {code["key"]: code["text"] for code in partners_codes()}
    found = []
    for key, text in names.items():
        counts = [sum(key in one for one in group) for group in (here, there)]
        shares = [
            100 * count / len(group) for count, group in zip(counts, (here, there), strict=True)
        ]
        low, high = newcombe(counts[1], len(there), counts[0], len(here))
        gap = f"{shares[1] - shares[0]:+.0f}".replace("-", "−")
        told = f"{gap} ({ends(low, high, 0, sign=True)})"
        printed = [
            f"{percent(count, len(group))}%"
            for count, group in zip(counts, (here, there), strict=True)
        ]
        found.append((min(shares), shares[0], [text, *printed, told]))
    found.sort(key=lambda one: (-one[0], -one[1]))
    assert shown.rows("tbl-voices-themes")[1:] == [row for *_, row in found]


def newcombe(one: int, of_one: int, two: int, of_two: int) -> tuple[float, float]:
    """Limits of the first share less the second, in points."""
    (l1, u1), (l2, u2) = wilson(one, of_one), wilson(two, of_two)
    p, q = one / of_one, two / of_two
    below = sqrt((p - l1) ** 2 + (u2 - q) ** 2)
    above = sqrt((u1 - p) ** 2 + (q - l2) ** 2)
    return 100 * (p - q - below), 100 * (p - q + above)


def partners_codes() -> list[dict[str, str]]:
    params = yaml.safe_load((ROOT / "params" / "2016.yml").read_text(encoding="utf-8"))
    questions = {one["name"]: one for one in params["data"]["partners"]["questions"]}
    return list(questions["themes"]["codes"])


def test_nine_drivers_each_with_its_number_and_one_without(shown: Shown) -> None:
    said, claimed = voices()[CENTRED], "employees who call it so"
    first = next(name for name in said if name != claimed)
    sides = []
    for side in ("payer", "user"):
        own = [row for row in present() if row["side"] == side]
        found = said_in(own, "account", "recommend", net)
        limits = ends(*found.ends, 0, sign=True)
        sides.append(f"{side}s {found.mean:+.0f} ({limits})".replace("-", "−"))
    outside = sum(len(panel.beyond) for panel in panels().values())
    limited = sum(panel.limited for panel in panels().values())
    staff = [mean(unit.staff) for unit in units()]
    r = correlation(staff, [float(mean(unit.scores)) for unit in units()])
    programme = Programme()
    back = [
        programme.measures(programme.likely)["return"],
        *range_of(np.asarray(programme.drawn["return"])),
    ]
    share, low, high = (f"{round(100 * float(one))}%".replace("-", "−") for one in back)
    expected = [
        f"{said[claimed].mean:.0f}% of {claimed}; {said[first].mean:.0f}% of {first}",
        "18 months, four regions",
        " and ".join(sides),
        f"Five touchpoints, {outside} of {limited} points outside",
        "not measured",
        lights(shown),
        f"{differing(shown)} of the differences on raw answers are gone on standardised ones",
        f"{r:.2f} ({ends(*fisher(r, len(staff)), 2)}) over {len(staff)} units",
        f"{share} ({low} to {high})",
    ]
    told = [row[2] for row in shown.rows("tbl-ninedrivers")[1:]]
    assert told == expected
    assert sum(one != "not measured" for one in told) == 8
    assert len(REGIONS) == 4


def lights(shown: Shown) -> str:
    """Lights of the six threats as their own page has them, which is recomputed beside this."""
    worst = ["red", "amber", "green"]
    threats: dict[str, list[str]] = {}
    for name, light in lit(shown):
        threats.setdefault(name, []).append(light)
    told = [min(own, key=worst.index) for own in threats.values()]
    said = [f"{told.count(light)} {light}" for light in reversed(worst) if light in told]
    assert len(told) == 6
    return " and ".join(said)


def lit(shown: Shown) -> list[tuple[str, str]]:
    """The light of each number of the page on integrity, with the threat that it stands under."""
    found, threat = [], ""
    for row in shown.rows("tbl-integrity-lights")[1:]:
        if row[1]:
            found.append((threat, row[3].split()[-1]))
        else:
            threat = row[0]
    return found


def differing(shown: Shown) -> str:
    lines = shown.rows("tbl-integrity-lights")
    return next(row[1] for row in lines if row[0].startswith("Differences between countries"))


@pytest.mark.parametrize("region", REGIONS)
def test_each_unit_on_its_page(shown: Shown, region: str) -> None:
    slug = re.sub(r"\W+", "-", region.lower())
    printed = shown.rows(f"tbl-unit-region-{slug}")
    told = {row[0]: row[1] for row in printed[1:]}
    assert printed[0][1:] == [region, "All"]
    own = {name: Panel(key, region) for key, name in TOUCHPOINTS.items()}
    lowest = min(own, key=lambda name: mean(own[name].every))
    outside = sum(len(panel.beyond) for panel in own.values())
    here = [one for name, one in healthy().items() if accounts()[name]["region"] == region]
    low = sum(one.state == "low" for one in here)
    came = [one for one in alerted() if accounts()[one.account]["region"] == region]
    good = sum(one.state == "in time" for one in came)
    agreed = of_region(rows("actions"), region)
    done = sum(row["status"] == "done" for row in agreed)
    score, change = unit_scores(region)
    assert {key: value for key, value in told.items() if key != "Spoken of most"} == {
        "Accounts": str(len(here)),
        "Contacts who answered": str(len(of_region(present(), region))),
        "Net promoter score": score,
        "Change since the survey before": change,
        "Touchpoints": f"{lowest} lowest ({mean(own[lowest].every):.2f}); {outside} points outside",
        "Index of health": f"{whole(average([one.index for one in here]))}; {low} accounts low",
        "Alerts": f"{good} of {len(came)} in time ({percent(good, len(came))}%)",
        "Actions": f"{done} of {len(agreed)} done, {sum(late(row) > 0 for row in agreed)} overdue",
    }
    where = {row["contact"]: row["account"] for row in present()}
    read = [
        {row["code_1"], row["code_2"]}
        for row in rows("comments")
        if row["survey"] == "2016" and accounts()[where[row["contact"]]]["region"] == region
    ]
    counts = Counter(code for codes in read for code in codes if code)
    most = max(counts.values())
    names = frame_codes()
    assert told["Spoken of most"] in {
        f"{names[code]} ({percent(most, len(read))}%)"
        for code, count in counts.items()
        if count == most
    }


def frame_codes() -> dict[str, str]:
    """Texts of the code frame's codes, by key."""
    found: dict[str, str] = {}

    def walk(codes: dict[str, dict[str, object]]) -> None:
        for key, code in codes.items():
            if isinstance(code.get("codes"), dict):
                walk(code["codes"])  # type: ignore[arg-type]
            else:
                found[key] = str(code["text"])

    path = ROOT / "data" / "2016" / "comments.yml"
    walk(yaml.safe_load(path.read_text(encoding="utf-8"))["codes"])
    return found
