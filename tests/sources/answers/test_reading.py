from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from research.edition.tables import DataTable
from research.errors import InputError
from research.memory import FOLDER
from research.sources.answers.reading import read_answers
from research.sources.masking import FIRM

SECTOR = {"name": "sector", "type": "single", "column": "sector", "codes": ["Banking", "Retail"]}
INDUSTRY = {"name": "industry", "type": "single", "column": "industry"}
RANKS = {
    "name": "prio",
    "type": "ranking",
    "rows": {"kam": {"column": "rank_kam"}, "brand": {"column": "rank_brand"}},
}
REASON = {
    "name": "reason",
    "type": "open",
    "column": "reason",
    "of": "prio",
    "consent": {"waived": ["yes"]},
}
WAIVED = {"name": "waived", "type": "single", "column": "anonymity_waived", "codes": ["yes", "no"]}
STUDY = (SECTOR, INDUSTRY, RANKS, REASON, WAIVED)
TABLE = {"id": "respondent", "personal": ["name", "email", "company"], "strict": True}
HEAD = "respondent,name,email,company,sector,industry,rank_kam,rank_brand,anonymity_waived,reason"
ROWS = [
    "R1,Ann Orlando,ann@x.example,Orvando,Banking,Banks,1,2,yes,Orvando lives by it",
    "R2,Bob Quince,bob@x.example,Quistra,Retail,Shops,2,1,no,",
]


def test_a_study_comes_out_tidy_with_nothing_personal(read):
    found = read([HEAD, *ROWS], *STUDY, **TABLE)
    assert found.frame.columns.to_list() == [
        "sector",
        "industry",
        "prio.kam",
        "prio.brand",
        "reason",
        "waived",
    ]
    assert found.frame["reason"].isna().to_list() == [False, True]
    assert found.question("prio").to_dict("list") == {"kam": [1, 2], "brand": [2, 1]}
    assert found.consents("reason").to_dict() == {"R1": True, "R2": False}
    assert not found.consents("sector").any()
    text = found.frame.to_csv() + found.keys.to_csv()
    assert not [word for word in ("Ann", "example", "Orvando", "Quince") if word in text]
    assert found.frame.loc["R1", "reason"] == f"{FIRM} lives by it"


def test_names_in_columns_called_otherwise_are_masked_too(read):
    lines = ["id,Full name,Firma,why", "1,Ann Quince,Orvando,Ask Bo", "2,Bo Zorn,Quistra,I am Zorn"]
    why = {"name": "why", "type": "open", "column": "why"}
    found = read(lines, why, id="id", personal=["Full name", "Firma"])
    assert found.frame["why"].to_list() == ["Ask [name]", "I am [name]"]


def test_all_problems_of_a_file_come_at_once_by_row_and_column(errors):
    rows = [ROWS[0].replace("Banking", "Bank"), ROWS[1].replace(",2,1,no", ",13,1,perhaps")]
    found = errors([HEAD, *rows, ROWS[0]], *STUDY, **TABLE)
    assert [one.split(":")[0] for one in found] == [
        "data.csv, row 2, column sector",
        "data.csv, row 3, column rank_kam",
        "data.csv, row 3, column anonymity_waived",
        "data.csv, row 4, column respondent",
    ]
    assert "'Bank' is unknown; allowed: Banking, Retail (did you mean 'Banking'?)" in found[0]
    assert "'perhaps' is unknown; allowed: yes, no" in found[2]


def test_an_error_shows_nothing_personal(errors):
    rows = [
        "R1,Ann Orlando,ann@x.example,Orvando,Ann Orlando,Banks,1,2,yes,",
        "R2,Bob Quince,bob@x.example,Quistra,quince,Shops,2,1,no,",
        *(f"R{at},,,,Banking,Banks,1,2,no," for at in range(3, 9)),
    ]
    first, second = errors([HEAD, *rows], *STUDY, **TABLE)
    assert "'[not shown]' is unknown" in first
    assert "'[not shown, 2]' is unknown" in second


def test_a_column_that_nobody_asked_for_is_refused_lest_it_be_personal(errors):
    (found,) = errors([f"{HEAD},phone", f"{ROWS[0]},0815", f"{ROWS[1]},0816"], *STUDY, **TABLE)
    assert "row 1, column phone: this column is unknown" in found


def test_weights_are_numbers_of_nought_or_more(read, remarks):
    lines = ["id,sector,w", "1,Banking,1.5", "2,Retail,-1", "3,Retail,x", "4,Retail,"]
    found = read(lines, SECTOR, id="id", figures=["w"])
    np.testing.assert_array_equal(found.weight("w"), [1.5, np.nan, np.nan, np.nan])
    told = " ".join(remarks(lines, SECTOR, id="id", figures=["w"]))
    assert "1 cell holds '-1', which is no weight" in told
    assert "1 cell holds 'x', which is no number" in told
    assert "w" not in found.frame


def test_days_are_days_and_impossible_ones_are_told(read, errors):
    since = {"name": "since", "type": "day", "column": "d"}
    found = read(["id,d", "1,2016-07-01", "2,"], since, id="id", strict=True)
    assert found.frame["since"].dt.year.to_list()[0] == 2016
    told = errors(["id,d", "1,2015-02-29", "2,soon"], since, id="id", strict=True)
    assert "there is no day '2015-02-29'" in told[0]
    assert "'soon' is no day" in told[1]


def test_questions_without_answers_and_with_one_answer_are_told(remarks):
    lines = ["id,sector,industry", *(f"{at},Banking," for at in range(40))]
    told = remarks(lines, SECTOR, INDUSTRY, id="id")
    assert "data.csv: 'industry' has no answer" in told
    assert "data.csv, column sector: 'sector': all 40 answers are the same" in told


def test_a_question_that_is_none_is_told_with_the_nearest(read):
    found = read(["id,sector", "1,Banking"], SECTOR, id="id")
    with pytest.raises(KeyError, match="did you mean 'sector'"):
        found.question("sectr")


CELLS = st.sampled_from(["", "0", "1", "2", "2.0", "3", "9", "98", "x", "Ann Will", "1;3", "é"])
QUESTIONS = [
    {"name": "one", "type": "single", "column": "a", "codes": {"1": "A", "2": "B"}},
    {"name": "nps", "type": "nps", "column": "b"},
    {
        "name": "grid",
        "type": "grid",
        "rows": {"r": {"column": "c"}},
        "codes": {"1": "low", "5": "high", "98": {"text": "dk", "role": "dont_know"}},
    },
    {"name": "number", "type": "numeric", "column": "d"},
    {"name": "day", "type": "day", "column": "e"},
    {"name": "some", "type": "multi", "rows": {"r": {"column": "f"}}},
]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELLS, min_size=6, max_size=6), min_size=1, max_size=12))
def test_every_cell_is_an_answer_or_blank_or_counted(tmp_path, rows):
    path = tmp_path / "data.csv"
    lines = [",".join([str(at), *row]) for at, row in enumerate(rows)]
    path.write_text("\n".join(["id,a,b,c,d,e,f", *lines]), encoding="utf-8")
    table = {"file": str(path), "id": "id", "questions": QUESTIONS}
    made = DataTable.model_validate(table, context={"folder": tmp_path})
    found = read_answers(path, made, name="answers")
    for place, (name, column) in enumerate(zip(found.frame, "abcdef", strict=True)):
        answered = int(found.frame[name].notna().sum())
        said = int(np.count_nonzero(found.said.get(name, []))) if column == "c" else 0
        blank = sum(row[place] == "" for row in rows)
        odd = sum(
            one.count
            for one in found.audit.findings
            if one.column == column and one.kind in ("unknown", "off_scale", "no_number", "no_day")
        )
        assert answered + said + blank + odd == len(rows)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELLS, min_size=6, max_size=6), min_size=1, max_size=6))
def test_a_strict_table_refuses_what_a_lenient_one_counts(tmp_path, rows):
    path = tmp_path / "data.csv"
    lines = [",".join([str(at), *row]) for at, row in enumerate(rows)]
    path.write_text("\n".join(["id,a,b,c,d,e,f", *lines]), encoding="utf-8")
    table = {"file": str(path), "id": "id", "questions": QUESTIONS}
    made = DataTable.model_validate(table, context={"folder": tmp_path})
    counted = sum(
        one.count
        for one in read_answers(path, made, name="answers").audit.findings
        if one.kind in ("unknown", "off_scale", "no_number", "no_day")
        or (one.kind == "blank" and one.question == "one")
    )
    strict = made.model_copy(update={"strict": True})
    try:
        read_answers(path, strict, name="answers")
        refused = 0
    except InputError as error:
        refused = len(error.problems)
    assert refused == counted


def test_rows_may_be_called_as_their_columns_are(read):
    grid = {
        "name": "ratings",
        "type": "grid",
        "range": [1, 7],
        "rows": {"speed": {"column": "speed"}, "care": {"column": "care"}},
    }
    found = read(["id,speed,care", "1,7,1"], grid, id="id", strict=True, filter={"speed": "7"})
    assert found.frame.to_numpy().tolist() == [[7, 1]]


QUALTRICS = [
    "ResponseId,Status,Finished,Q1,Q1_DO,email",
    '"Response\n ID",Response Type,Finished,"How\ngood?",How - Order,Address',
    '"{""ImportId"":""_recordId""}",{},{},{},{},{}',
    "a,0,1,3,1|3,x@example.com",
    "b,1,1,3,1|3,",
    "c,0,0,3,1|3,",
    "d,IP Address,True,-99,3|1,",
    "e,0,1,1,3|1,",
]
GOOD = {"name": "good", "type": "single", "column": "Q1", "codes": {"3": "Yes", "1": "No"}}


def test_previews_and_unfinished_of_qualtrics_do_not_count_and_are_told(read, remarks):
    table = {"id": "ResponseId", "platform": "qualtrics", "personal": ["email"]}
    found = read(QUALTRICS, GOOD, **table)
    assert list(found.frame.index) == ["a", "d", "e"]
    told = "\n".join(remarks(QUALTRICS, GOOD, **table))
    assert "1 row does not count as 'Status' says: '1' (1)" in told
    assert "1 row does not count as 'Finished' says: '0' (1)" in told
    assert not found.audit.of("unnamed"), "what the platform adds is nobody's oversight"


def test_what_was_seen_and_left_open_is_blank_unless_it_is_named(read):
    table = {"id": "ResponseId", "platform": "qualtrics"}
    found = read(QUALTRICS, GOOD, **table)
    assert found.frame["good"].isna().to_list() == [False, True, False]
    assert found.asked("good").all()
    assert not found.audit.of("unknown")
    codes = GOOD["codes"] | {"-99": {"text": "Left open", "role": "refused"}}
    named = read(QUALTRICS, GOOD | {"codes": codes}, **table)
    assert named.frame["good"].to_list() == ["Yes", "Left open", "No"]


def test_the_filter_of_an_author_goes_before_the_platform(read):
    table = {"id": "ResponseId", "platform": "qualtrics", "filter": {"Status": ["1", "0"]}}
    assert list(read(QUALTRICS, GOOD, **table).frame.index) == ["a", "b", "e"]


def test_answers_that_limesurvey_never_sent_do_not_count(read):
    lines = ["id;submitdate;Q1", "1;2016-05-01 10:00:00;3", "2;;3"]
    found = read(lines, GOOD, id="id", platform="limesurvey")
    assert list(found.frame.index) == ["1"]


def test_a_personal_column_is_no_question(errors):
    (told,) = errors(["id,sector,name", "1,Banking,Ann"], SECTOR, id="id", personal=["sector"])
    assert "'sector' asks for a column that is personal" in told


def test_nobody_may_be_left(read):
    why = {"name": "why", "type": "open", "column": "name"}
    many = {"name": "many", "type": "multi", "column": "name", "split": ";"}
    staff = {"name": "staff", "type": "numeric", "column": "n"}
    size = {"name": "size", "type": "single", "of": "staff", "bands": {"a": 0, "b": 1}}
    ranks = {"name": "prio", "type": "ranking", "rows": {"r": {"column": "n"}}}
    spent = {"name": "spent", "type": "allocation", "rows": {"s": {"column": "n"}}}
    questions = (SECTOR, why, many, staff, size, ranks, spent)
    lines = ["id,sector,name,n", "1,Banking,Ann,1"]
    found = read(lines, *questions, id="id", filter={"sector": ["Retail"]}, cluster="name")
    assert (len(found.frame), found.audit.rows, found.audit.counted) == (0, 1, 0)
    assert not found.asked("sector").any()
    assert len(found.clusters) == 0


def test_a_table_is_read_once_a_build(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER, str(tmp_path / "memory"))
    path = tmp_path / "data.csv"
    path.write_text("id,x\nA,1\n", encoding="utf-8")
    asked = {"name": "x", "type": "numeric", "column": "x"}
    table = DataTable.model_validate({"file": "data.csv", "id": "id", "questions": [asked]})
    first = read_answers(path, table, name="answers")
    (kept,) = (tmp_path / "memory").iterdir()
    pd.testing.assert_frame_equal(read_answers(path, table, name="answers").frame, first.frame)
    assert list((tmp_path / "memory").iterdir()) == [kept]
    path.write_text("id,x\nA,2\n", encoding="utf-8")
    assert read_answers(path, table, name="answers").frame["x"].to_list() == [2]


def test_heads_that_repeat_or_are_missing_may_be_numbered(read):
    lines = ["id,rating,,rating", "1,4,x,2", "2,5,,3"]
    rows = {"a": {"column": "rating"}, "b": {"column": "rating (2)"}}
    grid = {"name": "rated", "type": "grid", "range": [1, 5], "rows": rows}
    found = read(lines, grid, {"name": "mark", "type": "open", "column": "column 3"},
                 id="id", heads="numbered")  # fmt: skip
    assert found.frame[["rated.a", "rated.b"]].to_numpy().tolist() == [[4, 2], [5, 3]]
    assert found.frame["mark"].isna().to_list() == [False, True]
    with pytest.raises(InputError, match="given twice"):
        read(lines, grid, id="id")
