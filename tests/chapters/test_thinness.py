"""Thin data: every section prints why in a sentence, and all that the data can fill beside it."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from given import ROOT, Given, printed, run

import research.chapters
from research.chapters.priorities import overall
from research.chapters.supplier import loyalty, relationship
from research.chapters.thinness import enough, line_or_why, or_why
from research.display.table import Table
from research.display.text import Text
from research.errors import StatisticsError, ThinDataError
from research.study import Study, open_study

if TYPE_CHECKING:
    from collections.abc import Callable

RANKED = [
    ("overall", {}),
    ("breakdown", {"breakdown": "sector"}),
    ("breakdown", {"breakdown": "region"}),
    ("theme", {"theme": "staff"}),
    ("introduction", {}),
    ("confidence", {}),
    ("changes", {}),
    ("standing", {}),
]
SUPPLIED = ["relationship", "accounts", "loyalty", "drivers", "plan"]
NO_NUMBER = re.compile(r"\b(nan|inf|NaT|None)\b(?! of the)")


def sound(study: Study, notebook: str, parameters: dict[str, str]) -> list[str]:
    """Run a notebook, hold what it shows against what no report prints, and give the whys."""
    whys = []
    for cell in run(study, notebook, **parameters):
        assert cell.error is None, f"{cell.source}: {cell.error!r}"
        for item in cell.shown:
            text = printed(item)
            assert not NO_NUMBER.search(text), text
            if isinstance(item, Table):
                assert len(item.cells), item.id
            if item.id.startswith("txt-why"):
                assert re.fullmatch(r"[^\n]+\.\n", text), text
                whys.append(text)
    return whys


def of(study: Study, rows: list[int]) -> dict[str, Any]:
    """The answers of a few."""
    few = study.respondents.iloc[rows]
    data = {"ranks": study.ranks, "waived": study.waived}
    return {"respondents": few, **{name: frame.loc[few.index] for name, frame in data.items()}}


def same(study: Study) -> dict[str, Any]:
    every = np.tile(range(1, len(study.themes) + 1), (len(study.ranks), 1))
    return {"ranks": pd.DataFrame(every, study.ranks.index, study.ranks.columns)}


THIN: dict[str, Callable[[Study], dict[str, Any]]] = {
    "nobody": lambda study: of(study, []),
    "one": lambda study: of(study, [0]),
    "two": lambda study: of(study, [0, 5]),
    "three": lambda study: of(study, [0, 4, 7]),
    "all rank alike": same,
    "nobody ranked": lambda study: {"ranks": study.ranks.astype(float) * np.nan},
    "a theme is never ranked": lambda study: {
        "ranks": study.ranks.astype(float).assign(win=np.nan)
    },
    "everybody in one group": lambda study: {
        "respondents": study.respondents.assign(region="North")
    },
    "nobody in a group shown": lambda study: {
        "respondents": study.respondents.assign(sector="Farms")
    },
    "no reasons": lambda study: {"respondents": study.respondents.assign(reason=None)},
    "one firm assessed": lambda study: {"assessments": study.assessments.iloc[:1]},
    "no firm assessed": lambda study: {"assessments": study.assessments.iloc[:0]},
}


@pytest.mark.parametrize("thin", THIN)
@pytest.mark.parametrize(("notebook", "parameters"), RANKED)
def test_no_ranking_chapter_fails_on_thin_data(
    study: Study, notebook: str, parameters: dict[str, str], thin: str
) -> None:
    waves = study.config.waves.model_copy(update={"previous": "before.yml"})
    data = THIN[thin](study)
    given = Given(study, {"waves": waves}, **{"previous": Given(study), **data})
    whys = sound(given, notebook, parameters)
    if thin in ("nobody", "nobody ranked") and notebook != "introduction":
        assert whys


@pytest.mark.parametrize("thin", ["nobody", "one", "nobody ranked", "all rank alike"])
def test_no_chapter_on_changes_fails_on_a_thin_edition_before(study: Study, thin: str) -> None:
    waves = study.config.waves.model_copy(update={"previous": "before.yml"})
    before = Given(study, **THIN[thin](study))
    sound(Given(study, {"waves": waves}, previous=before), "changes", {})


def test_editions_without_a_theme_in_common_say_so(study: Study) -> None:
    waves = study.config.waves.model_copy(update={"previous": "before.yml"})
    before = Given(study, ranks=study.ranks.rename(columns="old_{}".format))
    both = Given(study, {"waves": waves}, previous=before)
    assert "A table is left out here: the editions have 0 themes in common.\n" in sound(
        both, "changes", {}
    )
    assert sound(both, "theme", {"theme": "staff"}) == []


def test_a_group_of_nobody_takes_nothing_from_the_others(study: Study) -> None:
    """Of the sectors shown nobody answered; the regions stand as they stood."""
    given = Given(study, **THIN["nobody in a group shown"](study))
    whys = sound(given, "breakdown", {"breakdown": "sector"})
    assert "nobody in a group by sector that is shown ranked any theme" in whys[0]
    assert sound(given, "breakdown", {"breakdown": "region"}) == []
    assert sound(given, "theme", {"theme": "staff"}) == []


def test_a_chapter_keeps_its_heading_where_its_first_sentence_has_nothing_to_tell(
    study: Study,
) -> None:
    text = overall.opening(Given(study, **of(study, []))).markdown
    assert text == "## Overall priorities\n\n::: {.lead}\n\nNobody answered.\n\n:::\n"


@pytest.fixture(scope="module")
def supplied() -> dict[str, Study]:
    """The editions about a supplier, with fewer accounts and draws than they are published with."""
    studies = {}
    for name in ("2016", "plans-2016"):
        study = open_study(ROOT / "params" / f"{name}.yml")
        part = study.supplier
        if part.drivers:
            fewer = part.drivers.model_copy(update={"draws": 100})
            part = part.model_copy(update={"drivers": fewer})
        studies[name] = Given(study, {"supplier": part}, **at(study, 150))
    return studies


def at(study: Study, count: int) -> dict[str, Any]:
    """The first accounts and their contacts."""
    accounts, contacts = study.accounts.iloc[:count], study.contacts
    return {
        "accounts": accounts,
        "contacts": contacts[contacts["account"].isin(accounts["account"])],
    }


def answers(study: Study, **columns: Callable[[pd.Series], Any]) -> dict[str, Any]:
    """The contacts with some answers changed; who did not answer stays so."""
    frame = study.contacts
    changed = {
        name: change(frame[name]).where(frame[name].notna()) for name, change in columns.items()
    }
    return {"contacts": frame.assign(**changed)}


DRIVERS = [
    *("responsiveness", "expertise", "delivery", "product"),
    *("support", "onboarding", "portal", "invoicing"),
]


def constant(value: float) -> Callable[[pd.Series], Any]:
    return lambda column: column.where(column.isna(), value)


SCANT: dict[str, Callable[[Study], dict[str, Any]]] = {
    "no accounts": lambda study: at(study, 0),
    "one account": lambda study: at(study, 1),
    "two accounts": lambda study: at(study, 2),
    "three accounts": lambda study: at(study, 3),
    "accounts without contacts": lambda study: {"contacts": study.contacts.iloc[:0]},
    "one contact": lambda study: {"contacts": study.contacts.query("survey == 2016").iloc[[0]]},
    "no first survey": lambda study: {"contacts": study.contacts.query("survey == 2016")},
    "nobody answered": lambda study: {
        "contacts": study.contacts.assign(
            **dict.fromkeys([*DRIVERS, "recommend", "value"], np.nan), answered_on=pd.NaT
        )
    },
    "no renewal decided": lambda study: {
        "accounts": study.accounts.assign(renewed=None, decided_on=pd.NaT)
    },
    "no spend known": lambda study: {"accounts": study.accounts.assign(total_spend=np.nan)},
    "all promoters": lambda study: answers(study, recommend=constant(10)),
    "no detractors": lambda study: answers(study, recommend=lambda column: column.clip(lower=8)),
    "constant outcome": lambda study: answers(study, recommend=constant(7)),
    "constant driver": lambda study: answers(study, portal=constant(4)),
    "drivers all constant": lambda study: answers(study, **dict.fromkeys(DRIVERS, constant(4))),
    "one region": lambda study: {"accounts": study.accounts.assign(region="Americas")},
    "benchmark of one supplier": lambda study: {"suppliers": study.suppliers.iloc[:1]},
    "no benchmark": lambda study: {"suppliers": study.suppliers.iloc[:0]},
}


@pytest.mark.slow
@pytest.mark.parametrize("thin", SCANT)
@pytest.mark.parametrize("notebook", SUPPLIED)
def test_no_chapter_on_a_supplier_fails_on_thin_data(
    supplied: dict[str, Study], notebook: str, thin: str
) -> None:
    study = supplied["plans-2016" if notebook == "plan" else "2016"]
    given = Given(study, **SCANT[thin](study))
    parameters = {"account": str(study.accounts["account"].iloc[0])} if notebook == "plan" else {}
    whys = sound(given, notebook, parameters)
    if thin in ("no accounts", "accounts without contacts"):
        assert whys


def test_a_part_that_is_too_small_is_a_sentence_under_its_heading(
    supplied: dict[str, Study],
) -> None:
    study = supplied["2016"]
    privacy = study.config.privacy.model_copy(update={"hide_base": 100})
    given = Given(study, {"privacy": privacy, "supplier": study.supplier})
    part = "region=Asia Pacific"
    heading, _, said = relationship.opening(given, part).markdown.partition("\n\n")
    assert heading == "## How good the relationships are: Asia Pacific"
    assert "'region=Asia Pacific'" in said
    assert "customers, and fewer than 100 are hidden" in said
    assert loyalty.groups_table(given, part).id.startswith("txt-why-supplier-loyalty-groups-table")


def test_what_statistics_advise_a_caller_to_do_is_nothing_for_readers(study: Study) -> None:
    @or_why
    def some_table(study: Study, which: str) -> Table:
        msg = "nothing to compare; allowed: two groups"
        raise StatisticsError(msg)

    assert some_table(study, "a b") == Text(
        "txt-why-tests-chapters-test-thinness-some-table-a-b",
        "A table is left out here: nothing to compare.\n",
    )


def test_a_reason_for_readers_is_told_whole_and_never_as_markup() -> None:
    with pytest.raises(ThinDataError):
        enough(False, "nobody")
    enough(True, "nobody")
    said = line_or_why(lambda: enough(False, "none in *all*; not one") or "")
    assert said == r"None in \*all\*; not one."
    assert line_or_why(lambda: "As it is") == "As it is"


def test_other_faults_are_no_matter_of_thin_data(study: Study) -> None:
    @or_why
    def broken(study: Study) -> Table:
        return {}["missing"]

    with pytest.raises(KeyError):
        broken(study)


def shown_by_chapters() -> list[Any]:
    """Every public function of a chapter that makes a table, a chart or a text of a study."""
    found = []
    for module in pkgutil.walk_packages(research.chapters.__path__, "research.chapters."):
        chapter = importlib.import_module(module.name)
        for name in getattr(chapter, "__all__", ()):
            made = getattr(chapter, name)
            if inspect.isfunction(made) and made.__module__ == chapter.__name__:
                kinds = set(re.split(r" \| ", str(made.__annotations__.get("return"))))
                first = next(iter(made.__annotations__), "")
                if kinds <= {"Table", "Chart", "Text"} and first == "study":
                    found.append(pytest.param(made, id=f"{module.name}.{name}"))
    return found


@pytest.mark.parametrize("made", shown_by_chapters())
def test_every_table_chart_and_text_of_a_chapter_goes_through_the_one_door(made: Any) -> None:
    assert hasattr(made, "__wrapped__")
