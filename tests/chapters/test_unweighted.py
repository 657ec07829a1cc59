"""Exhibits of chapters without a weight say so, where the edition has one."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from typing import TYPE_CHECKING

import pytest
from given import Given

import research.chapters
from research.chapters.priorities import breakdown, confidence, overall, robustness, theme
from research.chapters.questions import question
from research.chapters.tabs.planned import study_tab
from research.chapters.unweighted import ALIKE
from research.display.chart import Chart
from research.display.table import Table
from research.edition.weights import Weight
from research.study import Study, open_study

if TYPE_CHECKING:
    from types import ModuleType

SAID = "Unweighted: all count alike here, whatever the weight “main” says."
# Nothing is counted, or what is said comes from elsewhere: the words of an author, a questionnaire,
# the method with its line on weights, the actions of a register, and who answered at all, whom no
# weight stands for yet. What draws for chapters that say it themselves need not say it, too.
_COUNTLESS = {
    *(f"priorities.{name}" for name in ("introduction", "objectives", "conclusions")),
    *(f"priorities.{name}" for name in ("panorama", "strips")),
    *(f"questions.{name}" for name in ("questionnaire", "method", "drivers")),
    *(f"supplier.{name}" for name in ("register", "landscape")),
    "integrity.reached",
}
# What a chapter does with the weight itself: it takes it, or says that it leaves it aside.
_ITSELF = ("weights=asked.weight", "*unweighted(study,")
# Assessments of firms, or of one company: no sample that a weight would bring to its population.
_ASSESSED = ("maturity.", "scorecard.")


@pytest.fixture(scope="module")
def small() -> Study:
    return open_study("tests/data/small/params/small.yml")


def weighted(study: Study, table: str = "answers") -> Given:
    return Given(study, {"weights": {"main": Weight(column="weight", table=table)}})


def test_exhibits_on_themes_say_that_they_are_unweighted(small: Study) -> None:
    study = weighted(small)
    made = [
        overall.ranking_table(study),
        overall.ranking_chart(study),
        breakdown.ranks_table(study, "sector"),
        theme.ranks_table(study, "staff"),
        theme.distribution_chart(study, "staff"),
        confidence.positions_table(study),
        robustness.shares_table(study),
    ]
    for exhibit in made:
        assert isinstance(exhibit, Table | Chart)
        assert list(exhibit.notes).count(SAID) == 1, exhibit.id


def test_nothing_is_said_where_there_is_no_weight_or_one_of_other_rows(small: Study) -> None:
    for study in (small, weighted(small, "assessments")):
        for exhibit in (overall.ranking_table(study), theme.ranks_table(study, "staff")):
            assert isinstance(exhibit, Table)
            assert SAID not in exhibit.notes


def test_words_and_scores_that_count_no_respondents_say_nothing(small: Study) -> None:
    study = weighted(small)
    for exhibit in (theme.objectives_table(study, "staff"), theme.benchmark_chart(study, "staff")):
        assert SAID not in getattr(exhibit, "notes", ())


def test_a_table_that_leaves_the_weight_aside_says_so(customers: Study) -> None:
    assert SAID in question.table(customers, "care", weight="none").notes
    assert SAID not in question.table(customers, "care").notes
    assert SAID in study_tab(customers, "likely", "rivals", table="rival", weight="none").notes


def modules() -> list[ModuleType]:
    return [
        importlib.import_module(one.name)
        for one in pkgutil.walk_packages(research.chapters.__path__, "research.chapters.")
    ]


def in_chapters(module: ModuleType) -> str:
    return module.__name__.removeprefix("research.chapters.")


def test_every_chapter_takes_the_weight_or_is_known_not_to() -> None:
    unknown = []
    for module in modules():
        name = in_chapters(module)
        own = [
            made
            for made in vars(module).values()
            if inspect.isfunction(made)
            and made.__module__ == module.__name__
            and hasattr(made, "__wrapped__")
            and any(kind in str(made.__annotations__["return"]) for kind in ("Table", "Chart"))
        ]
        source = inspect.getsource(module)
        takes = any(sign in source for sign in ("research.chapters.tabs", *_ITSELF))
        known = name in ALIKE or name in _COUNTLESS or name.startswith(_ASSESSED)
        if own and not takes and not known:
            unknown.append(name)
    assert unknown == []
    assert set(ALIKE) <= set(map(in_chapters, modules()))
