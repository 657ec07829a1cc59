"""Every exhibit of 2016 on what is heard beside its survey, against plain loops over its files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from clauses import NEEDED
from clauses_listening import FRAMES, OURS
from frames import verdict
from recomputation_listening import REGIONS, TOUCHPOINTS, Panel, levels, month, panels

if TYPE_CHECKING:
    from recomputation import Shown

pytestmark = pytest.mark.slow

EDITION = "2016"
TABLES = {"tbl-touchpoints"}
CHARTS = {"fig-touchpoints-touchpoint", "fig-touchpoints-level"}
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
