"""What is said of a table holds when somebody else reads it, who knows nothing of the rules."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from research.prose.answers import observe_answers
from research.prose.answers_titles import title_of_answers
from research.prose.choice import select
from research.prose.evidence import Evidence
from research.prose.kinds import holds
from research.tabulation.tab import TOTAL
from tests.prose.answered import counted
from tests.prose.surveyed import surveyed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from research.prose.observation import Observation
    from research.tabulation.tab import Line, Tab

COMPARED = ("more", "less", "higher", "lower", "larger", "smaller", "above", "below")


def rounded(value: float, digits: int = 0) -> Decimal:
    """A tie goes to the even digit, of the twelve digits that are kept."""
    kept = Decimal(f"{value:.12g}")
    return kept.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN)


def visible(tab: Tab) -> set[str]:
    """Every figure that the table shows, as somebody could read it off."""
    found: set[str] = set()
    for line in tab.lines:
        for frame in (tab.values, tab.low, tab.high):
            for value in frame.loc[line.key]:
                if np.isfinite(value):
                    found |= {f"{abs(rounded(float(value), digits)):,f}" for digits in range(3)}
    for frame in tab.bases.values():
        found |= {f"{value:,.0f}" for value in frame.to_numpy().ravel() if np.isfinite(value)}
    shares = [
        [float(v) for v in tab.values[TOTAL].loc[[line.key for line in tab.of_kind("category")]]]
    ]
    for values in shares:
        ordered = sorted((v for v in values if np.isfinite(v)), reverse=True)
        found |= {f"{rounded(sum(ordered[:size]))}" for size in (2, 3)}
    ends = [float(code.code) for code in tab.question.codes if code.role == "answer"] or [0.0]
    return found | {f"{end:g}" for end in (min(ends), max(ends))} | {"100", "2"}


def figures_in(sentence: str) -> list[str]:
    """Figures of a sentence, those of labels apart."""
    sentence = re.sub("“[^”]*”", "", sentence)
    return [each.rstrip(".,") for each in re.findall(r"\d[\d,]*(?:\.\d+)?", sentence)]


def spoken_points(sentence: str, tab: Tab) -> list[tuple[str, str]]:
    """Columns that a sentence names, each with the figure that it gives there."""
    found = []
    for point in tab.points[1:]:
        names = [point.phrase] if point.phrase else []
        names += [f"among “{point.label}”", f"among “Member: {point.label}”"]
        for name in names:
            pattern = re.compile(re.escape(name) + r"(?: \(([^)]*)\))?", re.IGNORECASE)
            hits = pattern.finditer(sentence)
            found += [(hit.start(), point.key, hit[1] or "") for hit in hits]
    return [(key, figure) for _, key, figure in sorted(found)]


def printed_as(text: str, value: float, line: Line) -> bool:
    number = Decimal(text.rstrip("%").replace(",", "").replace("−", "-").replace("+", ""))
    digits = -int(number.as_tuple().exponent)
    return number == rounded(value, digits) and ("%" in text) == (line.unit == "percent")


def comparison_faults(one: Observation, tab: Tab) -> list[str]:
    """Columns said to differ whose test does not say so, or whose figures are not the table's."""
    faults = []
    for sentence in one.wordings:
        (first, figure), *others = spoken_points(sentence, tab)
        line = tab.line(one.about)
        up = one.rule in ("more", "higher", "larger", "above")
        told = [(first, figure), *others]
        faults += [
            f"{key} is not {text}"
            for key, text in told
            if not printed_as(text, float(tab.values[key].loc[line.key]), line)
        ]
        if not others and "other groups together" in sentence:
            side = str(tab.rest[first].loc[line.key])
            faults += [] if side == ("higher" if up else "lower") else [f"{first} is not {side}"]
        for other, _ in others:
            rows = tab.tests[tab.tests["line"] == line.key]
            pair = rows[
                ((rows["first"] == first) & (rows["second"] == other))
                | ((rows["first"] == other) & (rows["second"] == first))
            ]
            own, its = (float(tab.values[key].loc[line.key]) for key in (first, other))
            if len(pair) != 1 or not bool(pair["significant"].iloc[0]) or (own > its) != up:
                faults.append(f"{first} and {other} do not differ by the test")
    return faults


def first_faults(one: Observation, tab: Tab) -> list[str]:
    """A first place that another answer has, or that is surer or less sure than a plain test."""
    lines = [line.key for line in tab.of_kind("category")]
    values = {key: float(tab.values[TOTAL].loc[key]) for key in lines}
    shown = {key: value for key, value in values.items() if np.isfinite(value)}
    leader, rest = one.about, {k: v for k, v in shown.items() if k != one.about}
    if rounded(shown[leader]) <= max(rounded(value) for value in rest.values()):
        return [f"{leader} is not first"]
    base = float(tab.bases[tab.line(leader).base][TOTAL].loc["effective"])
    a, b = shown[leader] / 100, max(rest.values()) / 100
    both = max(a + b - 1, 0)
    error = np.sqrt(max(a + b - 2 * both - (a - b) ** 2, 1e-12) / base)
    z = (a - b) / error
    # The rule's test is not this one, but neither is far from the other.
    if one.rule == "ahead" and z < 1.7:
        return [f"a lead of {z:.2f} errors is no lead"]
    return [f"a lead of {z:.2f} errors is one"] if one.rule == "close" and z > 3 else []


def faults_of(one: Observation, tab: Tab) -> list[str]:
    """Whatever somebody else finds wrong in a sentence about a table."""
    faults = [str(claim) for claim in one.claims if not holds(claim, Evidence(answers=tab))]
    known = visible(tab)
    for sentence in one.wordings:
        faults += [f"{each}: {sentence}" for each in figures_in(sentence) if each not in known]
        for key, _ in spoken_points(sentence, tab):
            if not tab.base_of(one.about if one.about in known_lines(tab) else "", key) >= tab.flag:
                faults.append(f"{key} is too small: {sentence}")
    if one.rule in COMPARED:
        faults += comparison_faults(one, tab)
    if one.rule in ("ahead", "close"):
        faults += first_faults(one, tab)
    return faults


def known_lines(tab: Tab) -> set[str]:
    return {line.key for line in tab.lines}


@settings(
    max_examples=6,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    seed=st.integers(0, 10_000),
    n=st.sampled_from([40, 130, 400, 1500]),
    strength=st.sampled_from([0.0, 0.3, 0.8, 2.0]),
    weighted=st.booleans(),
    fewest=st.sampled_from([0, 10]),
)
def test_what_is_said_of_any_survey_is_true_of_its_tables(
    tmp_path: Path,
    well_formed: Callable[[str], bool],
    seed: int,
    n: int,
    strength: float,
    weighted: bool,
    fewest: int,
) -> None:
    for tab in surveyed(tmp_path, seed, n, strength, weighted=weighted, fewest=fewest):
        found = observe_answers(tab)
        faults = [(tab.id, fault) for one in found for fault in faults_of(one, tab)]
        assert faults == []
        for one in found:
            # A label that opens a sentence stays as it is.
            worded = [re.sub("^“[^”]*”", "It", sentence) for sentence in one.wordings]
            assert [each for each in worded if not well_formed(each)] == []
        title = title_of_answers(tab)
        assert title == tab.title or len(title) <= 70
        assert [each for each in figures_in(title) if each not in visible(tab)] == []
        chosen = select(found, 3)
        assert len({one.sentence for one in chosen}) == len(chosen) <= 3


def test_the_reader_finds_what_is_wrong() -> None:
    groups = {"member": ["Long-standing", "Recent"]}
    answers = {"phone": [200, 150, 50], "web": [100, 50, 50]}
    tab = counted("multi", answers, [400, 200, 200], groups=groups)
    other = counted("multi", answers | {"phone": [210, 150, 60]}, [400, 200, 200], groups=groups)
    found = {one.rule: one for one in observe_answers(tab)}
    assert faults_of(found["more"], tab) == []
    assert any("is not 25%" in fault for fault in faults_of(found["more"], other))
    assert any("50: “Phone” is" in fault for fault in faults_of(found["ahead"], other))


@pytest.mark.parametrize("kind", ["single", "multi", "open"])
def test_most_tables_are_worth_a_sentence_and_an_empty_one_is_worth_none(kind: str) -> None:
    assert observe_answers(counted(kind, {"phone": 120, "web": 60}, 200))
    nobody = counted(kind, {"phone": 0, "web": 0}, 0)
    assert nobody.empty
    assert observe_answers(nobody) == []
