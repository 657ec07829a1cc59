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
    # Proposed as a row with a base of its own, which says the same; a person took it apart.
    "spss": {"Q7_4": ("grid", "scale")},
    "qualtrics": {},
    "surveymonkey": {},
    "limesurvey": {},
    "triples2016": {},
    # Likelihoods of 0 to 10 whose heads and cells say nothing of recommending.
    "panel": {"Q30_1": ("grid", "nps")},
}
# To draw and read the panel takes longer than all the others together.
NAMES = [
    pytest.param(name, marks=pytest.mark.slow) if name == "panel" else name
    for name in sorted(WRONG)
]


@pytest.fixture(scope="module", params=NAMES)
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, dict[str, Any], Proposal]:
    path = make(request.param, tmp_path_factory.mktemp(request.param))
    written = read_yaml(path).content
    return request.param, written, propose(data_of(path, written))


def questions_of(written: dict[str, Any]) -> list[dict[str, Any]]:
    """Those of the respondents and of their loops, with ``{i}`` in the columns of these."""
    levels = written["data"]["answers"].get("levels", {})
    return [
        *written["questions"],
        *(one for level in levels.values() for one in level["questions"]),
    ]


def drafts_of(proposal: Proposal) -> list[dict[str, Any]]:
    looped = [draft for loop in proposal.loops for draft in loop.drafts]
    return [draft.content() for draft in [*proposal.drafts, *looped]]


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


def words(questions: list[dict[str, Any]]) -> dict[str, str]:
    """Columns of words, with the column of the question that they stand beside."""
    found = {}
    for one in questions:
        codes = one.get("codes", [])
        options = [*(codes.values() if isinstance(codes, dict) else codes)]
        options += one.get("rows", {}).values()
        for option in options:
            if isinstance(option, dict) and "words" in option:
                found[option["words"]] = one.get("column", "")
    return found


def test_types_are_those_that_a_person_wrote_but_for_those_that_are_listed(both):
    name, written, proposal = both
    meant = types(questions_of(written))
    guessed = types(drafts_of(proposal))
    wrong = {
        column: (guessed[column], meant[column])
        for column in meant
        if column in guessed and guessed[column] != meant[column]
    }
    assert wrong == WRONG[name]


def test_every_column_that_a_person_named_is_a_question_or_has_its_role(both):
    _, written, proposal = both
    told = set(types(drafts_of(proposal))) | proposal.roles.taken
    assert set(types(questions_of(written))) - told == set()


def test_loops_are_those_that_a_person_wrote(both):
    _, written, proposal = both
    levels = written["data"]["answers"].get("levels", {})
    meant = [([str(item) for item in level["items"]], level["id"]) for level in levels.values()]
    assert [(loop.items, loop.id) for loop in proposal.loops] == meant


def test_words_stand_beside_the_options_that_a_person_put_them_with(both):
    _, written, proposal = both
    assert words(drafts_of(proposal)) == words(questions_of(written))


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
    names = [one["name"] for one in drafts_of(proposal)]
    assert len(names) == len(set(names))
    columns = [column for draft in proposal.drafts for column in draft.columns]
    columns += [column for loop in proposal.loops for column in loop.columns]
    assert len(columns) == len(set(columns))
