"""What is said of waves holds when somebody else reads it, who knows nothing of the rules."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from research.prose.waves import describe_waves, lead_waves, title_waves
from research.prose.waves_view import WavesView, told_lines
from research.tabulation.changes import wave_changes
from research.tabulation.tab import Break, Line
from tests.prose.answered import question
from tests.prose.waved import BEFORE, LABELS, NOW, POINTS, YEAR, drawn, scored, waved

SEEDS = range(50)
WAVES = {BEFORE: "Q1 2026", YEAR: "Q2 2025"}


def seen(tabs):
    changes = wave_changes(tabs)
    return [WavesView([tab], changes) for tab in tabs]


def holm(pairs):
    """Corrected p-values by name, in other words than the rules use."""
    order = sorted(pairs, key=pairs.get)
    found, least = {}, 0.0
    for place, name in enumerate(order):
        least = max(least, min(1.0, pairs[name] * (len(order) - place)))
        found[name] = least
    return found


def truth(tab):
    """For each line and wave, whether it moved for sure, by its own test alone, or not; and up."""
    tests = {(row.line, row.second): row for row in tab.tests.itertuples() if row.first == NOW}
    known = {key: row for key, row in tests.items() if not tab.broken(key[1], NOW)}
    firm = holm({key: row.p for key, row in known.items()})
    told = {}
    for key, row in known.items():
        sure = max(firm[key], row.p_adjusted) <= 0.05
        told[key] = (
            ("firm" if sure else "alone" if row.significant else "still"),
            row.difference > 0,
        )
    return told


def clauses(sentence):
    """The part of a sentence that speaks of each earlier wave; one of both speaks of either."""
    parts = sentence.rstrip(".").split("; ")
    return {
        wave: next((part for part in parts if label in part), "") for wave, label in WAVES.items()
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_said_of_several_figures_is_what_their_tests_say(seed):
    tab = drawn(seed, lines=3 + seed % 3)
    [view] = seen([tab])
    said, found = describe_waves(view), truth(tab)
    names = {line.label: line.key for line in tab.lines}
    for wave, part in clauses(said).items():
        if tab.broken(wave, NOW):
            assert "nothing is compared with" in part.lower()
            assert not re.search(r"\d+%", part)
            continue
        own = {key: found[key, wave] for key in names.values()}
        moved = re.findall(r"“(\w+)” (rose|fell) from (\d+)% to (\d+)%", part)
        firm = {key for key, (state, _) in own.items() if state == "firm"}
        assert {names[name] for name, *_ in moved} <= firm
        for name, way, then, now in moved:
            key = names[name]
            assert (way == "rose") == own[key][1]
            assert int(then) == round(tab.values[wave].loc[key])
            assert int(now) == round(tab.values[NOW].loc[key])
        more = re.search(r"(one|two) more changed beyond chance", part)
        assert len(moved) + {"one": 1, "two": 2}[more[1]] if more else len(moved) == len(firm)
        alone = re.search(r"(“[^;]*?) differs? by more than chance", part)
        listed = set(re.findall("“(\\w+)”", alone[1].split("%")[-1])) if alone else set()
        assert {names[name] for name in listed} == {
            key for key, (state, _) in own.items() if state == "alone"
        }
        still = sum(state == "still" for state, _ in own.values())
        told = re.search(r"the other(?: (\w+))? moved no more", part)
        words = {"two": 2, "three": 3, "four": 4, "five": 5, None: 1}
        assert (words[told[1]] if told else 0) == (still if still < len(own) else 0)
        assert ("none of the" in part or "Chance may explain all" in part) == (still == len(own))


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_said_of_a_score_is_what_its_tests_say(seed):
    tab = scored(seed)
    [view] = seen([tab])
    said, found = describe_waves(view), truth(tab)
    states = {wave: found["score", wave] for wave in WAVES}
    first, *rest = said.rstrip(".").split("; ")
    state, up = states[BEFORE]
    assert (" rose from " in first) == (state == "firm" and up)
    assert (" fell from " in first) == (state == "firm" and not up)
    assert ("further apart than chance explains if looked at alone" in first) == (state == "alone")
    state, up = states[YEAR]
    last = rest[-1]
    assert ("higher by more than chance" in last) == (state == "firm" and up)
    assert ("lower by more than chance" in last) == (state == "firm" and not up)
    assert ("if looked at alone" in last) == (state == "alone")
    shown = {f"{round(float(tab.values[at].loc['score'])):+d}" for at in (NOW, BEFORE, YEAR)}
    told = set(re.findall(r"[+−]\d+|\b0\b", said.replace("Q", "")))
    assert {each.replace("−", "-") for each in told} <= {*shown, "0"}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_title_tells_a_change_only_where_there_is_one_for_sure(seed):
    for tab in (drawn(seed), scored(seed)):
        [view] = seen([tab])
        title, found = title_waves(view), truth(tab)
        moved = re.fullmatch(r"(.+) (rose|fell) from (\S+) in (.+) to (\S+) in Q2 2026", title)
        firm = {key for key, (state, _) in found.items() if state == "firm"}
        assert bool(moved) == bool(firm)
        if moved:
            line = moved[1].strip("“”").lower().replace("the net promoter score", "score")
            wave = next(each for each, label in WAVES.items() if label == moved[4])
            assert found[line, wave] == ("firm", moved[2] == "rose")
        elif not tab.broken(BEFORE, NOW):
            assert title.startswith("No change since Q1 2026")


@pytest.mark.parametrize("seed", range(40))
def test_sentences_are_well_formed(seed, well_formed):
    tabs = [drawn(seed), replace(scored(seed), id="score")]
    for view in seen(tabs):
        assert well_formed(describe_waves(view)), describe_waves(view)
    labels = dict(zip((point.key for point in POINTS), LABELS, strict=True))
    assert well_formed(lead_waves(wave_changes(tabs), labels))


def alone(values, **more):
    line = Line("score", "Score", "score", "score")
    [view] = seen([waved([line], [values], asked=question("nps"), **more)])
    return describe_waves(view)


def test_what_comes_every_year_is_told_as_one_that_moved_and_as_one_that_did_not():
    assert alone([10, 30, 30, 30, 10], error=2.0) == (
        "The Net Promoter Score fell from +30 in Q1 2026 to +10 in Q2 2026; "
        "in Q2 2025 it was the same."
    )


def test_a_question_that_was_changed_is_not_compared_and_says_how():
    broken = [Break(BEFORE, NOW, ("wording", "base"), "Asked otherwise.")]
    said = alone([10, 30, 30, 30, 40], breaks=broken)
    assert said == (
        "The Net Promoter Score was +40 in Q2 2026 and is not compared with Q1 2026: the question "
        "was asked in other words and others were asked; compared with Q2 2025 (+10), it is higher "
        "by more than chance."
    )
    both = [*broken, Break(YEAR, NOW, ("wording", "base"), "Asked otherwise.")]
    assert alone([10, 30, 30, 30, 40], breaks=both).startswith(
        "The Net Promoter Score was +40 in Q2 2026 and is not compared with Q1 2026 and Q2 2025:"
    )


def test_what_is_not_tested_or_not_there_is_not_said_to_have_moved():
    said = alone([10, 30, 30, 10, 90], few=True)
    assert "not tested against Q1 2026; it was not tested against Q2 2025" in said
    said = alone([np.nan, 30, 30, np.nan, 90])
    assert "Q1 2026 has none to compare it with; Q2 2025 has none" in said


def test_two_waves_make_one_clause():
    line = Line("score", "Score", "score", "score")
    tab = waved([line], [[10, 40]], asked=question("nps"), columns=POINTS[-2:])
    [view] = seen([tab])
    said = describe_waves(view)
    assert said == "The Net Promoter Score rose from +10 in Q1 2026 to +40 in Q2 2026."
    assert title_waves(view) == said.rstrip(".")


def test_many_comparisons_leave_less_for_sure():
    lines = [Line("score", "Score", "score", "score")]
    asked = question("nps")
    tabs = [
        replace(waved(lines, [[10, 10, 10, 10, 19 if at == 0 else 10]], asked=asked), id=f"t{at}")
        for at in range(30)
    ]
    [lone] = seen(tabs[:1])
    assert "rose from +10" in describe_waves(lone)
    among = seen(tabs)[0]
    assert "though not among all that were compared" in describe_waves(among)


def test_of_two_answers_that_leave_no_third_one_is_told():
    lines = [Line("yes", "Yes", "category"), Line("no", "No", "category")]
    tab = waved(lines, [[40, 41, 42, 43, 44], [60, 59, 58, 57, 56]])
    assert [one.line for one in told_lines([tab])] == ["yes"]


def test_the_lead_counts_what_was_compared():
    tabs = [drawn(seed) for seed in (3, 4)]
    tabs = [replace(tab, id=f"t{at}", breaks=()) for at, tab in enumerate(tabs)]
    changes = wave_changes(tabs)
    said = lead_waves(changes, dict(zip((p.key for p in POINTS), LABELS, strict=True)))
    firm = changes[changes["significant"]]
    counts = [int((firm["step"] == step).sum()) for step in ("previous", "year")]
    words = {0: "none shows a", 1: "one shows a", 2: "two show a", 3: "three show a"}
    first, second = said.split("; ")
    assert "eight comparisons with Q1 2026" in first
    assert words[counts[0]] in first
    assert words[counts[1]] in second
    assert lead_waves(changes.iloc[:0], {}) == "No two waves could be compared."
