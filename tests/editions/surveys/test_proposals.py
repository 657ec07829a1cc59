"""What is proposed for the surveys, held against the parameter files that people wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from research.edition.yamlfile import read_yaml
from research.proposing.proposal import propose
from surveys.project import make

if TYPE_CHECKING:
    from pathlib import Path

    from research.proposing.proposal import Proposal

# What is guessed wrong, by survey and column: what it is taken for, and what it is. A person says
# so in the parameter file; that nothing else is wrong is what the tests hold.
WRONG: dict[str, dict[str, tuple[str, str]]] = {
    "spss": {"Q7_4": ("grid", "scale")},
    "qualtrics": {},
    "surveymonkey": {},
    "limesurvey": {},
    "triples2016": {},
    "panel": {
        "Q30_1": ("grid", "nps"),
        "rare_18": ("grid", "scale"),
        "rare_45": ("grid", "scale"),
    },
}
NAMES = sorted(WRONG)


@pytest.fixture(scope="module", params=NAMES)
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, dict[str, Any], Proposal]:
    path = make(request.param, tmp_path_factory.mktemp(request.param))
    written = read_yaml(path).content
    return request.param, written, propose(data_of(path, written))


def data_of(path: Path, written: dict[str, Any]) -> Path:
    return (path.parent / written["data"]["answers"]["file"]).resolve()


def types(questions: list[dict[str, Any]]) -> dict[str, str]:
    """The type of the question that uses a column; where two do, that of the first."""
    found: dict[str, str] = {}
    for one in questions:
        rows = one.get("rows", {})
        columns = [rows[key]["column"] for key in rows]
        columns += [one["column"]] if "column" in one else []
        for column in [*columns, *one.get("columns", []), *one.get("slots", [])]:
            found.setdefault(column, one["type"])
    return found


def test_types_are_those_that_a_person_wrote_but_for_those_that_are_listed(both):
    name, written, proposal = both
    meant = types(written["questions"])
    guessed = types([draft.content() for draft in proposal.drafts])
    wrong = {
        column: (guessed[column], meant[column])
        for column in meant
        if column in guessed and guessed[column] != meant[column]
    }
    assert wrong == WRONG[name]


def test_every_column_that_a_person_named_is_a_question_or_has_its_role(both):
    _, written, proposal = both
    guessed = types([draft.content() for draft in proposal.drafts])
    told = set(guessed) | proposal.roles.taken
    assert set(types(written["questions"])) - told == set()


def test_roles_are_those_that_a_person_wrote(both):
    _, written, proposal = both
    table, roles = written["data"]["answers"], proposal.roles
    assert roles.id == table["id"]
    assert roles.account == table.get("cluster", "")
    assert set(table["personal"]) <= set(roles.personal)
    weight = written.get("weights", {}).get("main", {})
    # Where a person rakes anew, the file's own weight is still one.
    assert roles.weight == weight.get("column", "wgt" if "rake" in weight else "")


def test_the_file_is_read_as_a_person_says(both):
    _, written, proposal = both
    table, dialect = written["data"]["answers"], proposal.dialect
    assert dialect.platform == table.get("platform", "")
    assert dialect.decimal == table.get("decimal", ".")
    assert dialect.thousands == table.get("thousands", "")


def test_no_name_is_given_twice_and_every_column_is_used_once(both):
    _, _, proposal = both
    names = [draft.name for draft in proposal.drafts]
    assert len(names) == len(set(names))
    columns = [column for draft in proposal.drafts for column in draft.columns]
    assert len(columns) - len(set(columns)) <= 1  # words beside *other* stand with their question
