"""Parts of a parameter file that do not agree: sentence, place, allowed, next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.edition.faulty import problems

if TYPE_CHECKING:
    from pathlib import Path

    from research.errors import Problem

SOUND = """\
edition: made-up
title: Made up
data:
  answers: {file: answers.csv, id: person, filter: {status: [done]}}
  accounts: {file: accounts.csv, id: account, questions: [{name: state, type: single, column: s}]}
  contacts: {file: contacts.csv, of: accounts, by: account}
questions:
  - name: sector
    type: single
    column: Q1
    codes: {1: Banking, 2: Insurance, 3: Retail}
    nets: {Finance: [1, 2]}
  - {name: finance, type: single, of: sector, codes: {in: [1, 2], out: [3]}}
  - {name: value, type: numeric, of: finance, values: {in: 1, out: 0}}
  - {name: service, type: grid, rows: {speed: {column: Q2}}, codes: {1: Poor, 5: Good}}
  - {name: used, type: multi, rows: {web: {column: Q3}, phone: {column: Q4}}}
  - name: order
    type: ranking
    rows: {web: {column: r1}, phone: {column: r2}}
    base: {text: Users, filter: {sector: [Banking]}}
  - {name: why, type: open, column: Q5, of: order, consent: sector}
banners:
  profile: [{question: sector, points: [Finance, Retail]}, {question: used}]
report: {sections: [{heading: One}]}
"""


SPLIT = """\
edition: made-up
title: Made up
data: {answers: {file: answers.csv}}
questions:
  - {name: recommend, type: nps, column: Q1, codes: {98: {text: Unsure, role: dont_know}}}
  - name: care
    type: scale
    column: Q2
    codes: {1: Poor, 5: Good, 9: {text: Unsure, role: dont_know}}
    boxes: {Top 2: {key: top2, codes: [4, 5]}}
banners:
  split:
    - {question: recommend, points: [promoters, detractors]}
    - {question: care, points: [3, top2]}
report: {sections: [{heading: One}]}
"""


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ("", "", []),
        ("detractors", "detractor", ["'detractor' is no answer of 'recommend'"]),
        ("[promoters, detractors]", "[promoters, 98]", ["'98' is no answer of 'recommend'"]),
        ("[3, top2]", "[3, 6]", ["'6' is no answer of 'care'"]),
    ],
)
def test_groups_of_promoters_and_points_between_the_ends_are_columns(
    tmp_path: Path, old: str, new: str, faults: list[str]
) -> None:
    told = problems(tmp_path / "made-up.yml", SPLIT, old, new)
    assert len(told) == len(faults)
    assert all(fault in one.what for fault, one in zip(faults, told, strict=True))


def found(folder: Path, old: str = "", new: str = "") -> list[Problem]:
    return problems(folder / "made-up.yml", SOUND, old, new)


def test_a_file_whose_parts_agree_has_no_problem(tmp_path: Path) -> None:
    assert found(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "key", "what"),
    [
        (
            "3: Retail}",
            "3: Banking}",
            "questions.0",
            "texts of codes given twice: Banking",
        ),
        (
            "{Finance: [1, 2]}",
            "{Finance: [1, 4]}",
            "questions.0",
            "the net 'Finance' holds '4', which is no code",
        ),
        (
            "{Finance: [1, 2]}",
            "{Finance: [1, 1]}",
            "questions.0.nets.Finance",
            "the net 'Finance' names 1 twice",
        ),
        (
            "points: [Finance, Retail]",
            "points: [Finance]",
            "banners.profile.0.points",
            "a banner of one point sets nothing side by side",
        ),
        (
            "points: [Finance, Retail]",
            "points: [Finance, Retial]",
            "banners.profile.0.points.1",
            "'Retial' is no answer of 'sector'; did you mean 'Retail'?",
        ),
        (
            "{question: used}",
            "{question: sector}",
            "banners.profile.1.question",
            "'sector' is in the banner twice",
        ),
        (
            "{question: used}",
            "{question: why}",
            "banners.profile.1.question",
            "'why' is of type open, which no banner can be split by",
        ),
        (
            "of: sector, codes",
            "of: used, codes",
            "questions.1.of",
            "a question of type single is not derived from one of type multi",
        ),
        ("out: [3]", "out: [9]", "questions.1.codes.out", "'9' is no code of 'sector'"),
        ("values: {in: 1, out: 0}", "values: {no: 1}", "questions.2.values.no", "'no' is no code"),
        ("- name: sector", "- name: overall", "questions.0", "kept for the ledger"),
        (
            "filter: {sector: [Banking]}",
            "filter: {sector: {but: [Banking, Bnking]}}",
            "questions.5.base.filter.sector.but.1",
            "'Bnking' is no answer of 'sector'",
        ),
        (
            "codes: {1: Poor, 5: Good}}",
            "codes: {1: Poor, 5: Good}, base: {text: Users, rows: used}}",
            "questions.3.base.rows",
            "the row 'speed' is no option of 'used', which leads to it; known: web, phone",
        ),
        (
            "codes: {1: Poor, 5: Good}}",
            "codes: {1: Poor, 5: Good}, base: {text: Users, rows: sector}}",
            "questions.3.base.rows",
            "'sector' is of type single; options of a multi lead to rows",
        ),
        (
            "{speed: {column: Q2}}",
            "{speed: {column: Q2, base: {text: Banks, filter: {setcor: [1]}}}}",
            "questions.3.rows.speed.base.filter.setcor",
            "did you mean 'sector'?",
        ),
        (
            "phone: {column: Q4}",
            "phone: {column: Q4, base: {text: Banks, filter: {sector: [1]}}}",
            "questions.4",
            "rows of type multi have no base: grid or numeric",
        ),
        (
            "rows: {web: {column: r1}, phone",
            "rows: {web: {column: r1, words: w}, phone",
            "questions.5",
            "'web' has no words beside it: single, multi, grid with columns have",
        ),
        (
            "rows: {web: {column: r1}, phone",
            "rows: {web: {column: r1, counted: 1}, phone",
            "questions.5",
            "rows of type ranking have no 'counted'",
        ),
        (
            "phone: {column: Q4}",
            "value: {column: Q4, words: {column: w, consent: {sectr: [1]}}}",
            "questions.7.consent.sectr",
            "did you mean 'sector'?",
        ),
        ("name: value", "name: service", "questions.3.name", "'service' is given twice"),
        (
            "filter: {sector: [Banking]}",
            "filter: {sektor: [Banking]}",
            "questions.5.base.filter.sektor",
            "did you mean 'sector'?",
        ),
        (
            "filter: {sector: [Banking]}",
            "filter: {sector: [Bank]}",
            "questions.5.base.filter.sector.0",
            "'Bank' is no answer of 'sector'",
        ),
        ("of: accounts", "of: acounts", "data.contacts.of", "did you mean 'accounts'?"),
        (", by: account}", "}", "data.contacts", "'of' and 'by' go together"),
        ("type: grid, rows", "type: gird, rows", "questions.3.type", "'gird' does not fit"),
        (
            "column: Q1\n",
            "column: Q1\n    sum: 100\n",
            "questions.0",
            "a question of type single has no 'sum'; it may have",
        ),
        ("    column: Q1\n", "", "questions.0", "does not say where its answers stand"),
        (
            "report:",
            "weights: {main: {column: w, table: people}}\nreport:",
            "weights.main.table",
            "'people' is no table of data",
        ),
        (
            "report:",
            "privacy: {attribution: [sectr]}\nreport:",
            "privacy.attribution.0",
            "did you mean 'sector'?",
        ),
        (
            "report:",
            "privacy: {attribution: [sector, [sector, state]]}\nreport:",
            "privacy.attribution.1",
            "no one table holds the questions sector, state",
        ),
    ],
)
def test_what_does_not_agree_is_told_with_its_place(
    tmp_path: Path, old: str, new: str, key: str, what: str
) -> None:
    (problem,) = found(tmp_path, old, new)
    assert problem.key == key
    assert what in problem.what
    assert problem.row


def test_questions_derived_in_a_circle_are_told_each(tmp_path: Path) -> None:
    told = found(tmp_path, "of: sector, codes", "of: value, codes")
    assert [problem.key for problem in told] == ["questions.1.of", "questions.2.of"]
    assert told[0].what == "'finance' is derived from itself by way of 'value'"


def test_all_that_does_not_agree_comes_at_once(tmp_path: Path) -> None:
    spoilt = SOUND.replace("of: order,", "of: ordr,")
    told = problems(tmp_path / "made-up.yml", spoilt, "of: accounts", "of: acounts")
    assert [problem.key for problem in told] == ["data.contacts.of", "questions.6.of"]


def test_the_link_from_an_open_question_to_its_codes_is_said_at_the_other_end(
    tmp_path: Path,
) -> None:
    (problem,) = found(tmp_path, "consent: sector", "consent: sector, coded: used")
    assert (problem.key, problem.what) == ("questions.6.coded", "unknown key")
    assert "'of' of 'coding'" in problem.hint
