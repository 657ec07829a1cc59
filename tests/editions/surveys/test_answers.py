"""The workbench reads from each made-up survey what was drawn, and counts what is odd."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from research.build.checks import check
from research.study import open_study
from surveys import found, limesurvey, panel, qualtrics, spss, surveymonkey, triples
from surveys.project import make

if TYPE_CHECKING:
    from collections.abc import Callable

    from research.sources.answers.answers import Answers
    from surveys.truth import Truth

TRUTHS = {
    "spss": spss.truth,
    "qualtrics": qualtrics.truth,
    "surveymonkey": surveymonkey.truth,
    "limesurvey": limesurvey.truth,
    "triples2015": lambda: triples.truth(2015),
    "triples2016": lambda: triples.truth(2016),
    "panel": panel.truth,
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Answers]:
    """Each survey, written and read when it is first asked for."""

    @cache
    def survey(name: str) -> Answers:
        return open_study(make(name, tmp_path_factory.mktemp(name))).read()

    return survey


def named(answers: Answers, truth: Truth) -> list[str]:
    """What the parameter file names of what was drawn; of a panel it is a part."""
    return [name for name in truth.counted if _is_named(answers, name)]


def _is_named(answers: Answers, name: str) -> bool:
    try:
        found.place_of(answers, name)
    except KeyError:
        return False
    return True


@pytest.mark.parametrize("name", TRUTHS)
def test_rows_that_do_not_count_are_told(opened, name):
    said, audit = TRUTHS[name](), opened(name).audit
    assert (audit.rows, audit.counted) == (said.rows, said.kept)


@pytest.mark.parametrize("name", TRUTHS)
def test_bases_and_answers_are_those_drawn(opened, name):
    answers, said = opened(name), TRUTHS[name]()
    wrong = {}
    for each in named(answers, said):
        asked, counts = found.count(answers, each)
        drawn = said.counted[each]
        here = {code: counts.get(code, 0) for code in drawn.counts}
        if (asked, here) != (drawn.asked, drawn.counts):
            wrong[each] = (asked, here), (drawn.asked, drawn.counts)
    assert not wrong


@pytest.mark.parametrize("name", TRUTHS)
def test_numbers_add_up(opened, name):
    answers = opened(name)
    said = TRUTHS[name]().measured
    for each in said:
        if _is_named(answers, each):
            many, summed = found.total(answers, each)
            assert (each, many) == (each, said[each].answered)
            assert summed == pytest.approx(said[each].total)


@pytest.mark.parametrize("name", TRUTHS)
def test_nothing_personal_passes(opened, name):
    answers = opened(name)
    assert not set(answers.table.personal) & {*answers.frame, *answers.keys}
    held = {
        str(cell)
        for frame in (answers.frame, answers.keys)
        for column in frame
        for cell in frame[column].astype(str).unique()
    }
    assert not [cell for cell in held if "@example.com" in cell]


@pytest.mark.parametrize("name", TRUTHS)
def test_blanks_of_those_asked_and_answers_of_others_are_counted(opened, name):
    answers, said = opened(name), TRUTHS[name]()
    audit = answers.audit
    wrong = {}
    for each in named(answers, said):
        place, drawn = found.place_of(answers, each), said.counted[each]
        if place.question.base is None:
            continue
        column = each.partition(".")[2]
        here = {
            kind: sum(
                one.count
                for one in audit.of(kind, place.question.name)
                if not column or one.column == column
            )
            for kind in ("blank_though_asked", "answered_though_not_asked")
        }
        there = {"blank_though_asked": drawn.blank, "answered_though_not_asked": drawn.unasked}
        if here != there:
            wrong[each] = here, there
    assert not wrong


@pytest.mark.parametrize("name", TRUTHS)
def test_cells_of_no_code_are_counted(opened, name):
    answers, said = opened(name), TRUTHS[name]()
    wrong = {}
    for each in named(answers, said):
        place = found.place_of(answers, each)
        column = each.partition(".")[2]
        here = sum(
            one.count
            for kind in ("unknown", "off_scale", "no_number")
            for one in answers.audit.of(kind, place.question.name)
            if not column or one.column == column
        )
        there = sum(said.counted[each].unknown.values())
        if here != there:
            wrong[each] = here, there
    assert not wrong


@pytest.mark.parametrize("name", TRUTHS)
def test_days_of_every_format_are_days(opened, name):
    answers = opened(name)
    days = [one.name for one in answers.table.questions if one.type == "day"]
    assert bool(days) == (name != "limesurvey")
    for each in days:
        assert answers.frame[each].dtype.kind == "M"
        assert answers.frame[each].dt.year.isin([2015, 2016]).all()


def test_accounts_that_look_like_one_number_are_several(opened):
    said = qualtrics.truth()
    clusters = opened("qualtrics").clusters
    assert clusters is not None
    assert clusters.nunique() == said.odd["accounts"]


def test_a_loop_holds_what_was_drawn_of_each_item(tmp_path):
    """Three columns a row of the grid become one, whatever place a supplier was asked in."""
    study = open_study(make("qualtrics", tmp_path))
    ratings, said = study.read("supplier"), qualtrics.truth()
    loops = [[said.counted[f"rated.{loop}_{row}"] for loop in (1, 2, 3)] for row in qualtrics.RATED]
    drawn = [sum(one.asked for one in parts) for parts in loops]
    assert drawn == [len(ratings)] * 3
    assert ratings.keys["ResponseId"].nunique() == said.kept
    keys = study.table("supplier").question("rated").rows
    for row, parts in zip(keys, loops, strict=True):
        held = ratings.frame[f"rated.{row.key}"]
        assert int(held.notna().sum()) == sum(one.answered for one in parts)
        for point in range(1, 8):
            assert int((held == point).sum()) == sum(one.counts[str(point)] for one in parts)


def test_a_wave_without_rankings_may_follow_another(tmp_path):
    assert check(make("triples2016", tmp_path)) == []
