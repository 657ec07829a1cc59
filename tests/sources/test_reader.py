from __future__ import annotations

import pandas as pd
import pytest

from research.errors import InputError
from research.sources.masking import FIRM
from research.sources.reader import read_assessments, read_respondents

HEAD = "respondent,name,email,company,sector,country,industry,rank_kam,rank_brand,phone,reason\n"
ROWS = (
    "R1,Ann Orlando,ann@x.example,Orvando,Banking,UK,Banks,1,2,0815,Orvando lives by it\n"
    "R2,Bob Quince,bob@x.example,Quistra,Retail,Italy,Shops,2,1,0816,\n"
)
OPTIONS = {
    "themes": ["brand", "kam"],
    "groups": {"sector": ["Banking", "Retail"]},
    "personal": ["name", "email", "company", "phone"],
}


@pytest.fixture
def data(tmp_path):
    def write(text):
        path = tmp_path / "data.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_respondents_come_out_tidy_with_ranks_in_the_studys_order(data):
    read = read_respondents(data(HEAD + ROWS), **OPTIONS)
    assert read.frame.columns.to_list() == ["sector", "industry", "country", "reason"]
    assert read.frame.index.name == "respondent"
    assert read.frame["reason"].isna().to_list() == [False, True]
    assert read.ranks.index.equals(read.frame.index)
    assert read.ranks.to_dict("list") == {"brand": [2, 1], "kam": [1, 2]}
    assert read.ranks.dtypes.unique() == ["int64"]


def test_nothing_personal_is_left_even_in_what_was_written(data):
    read = read_respondents(data(HEAD + ROWS), **OPTIONS)
    text = read.frame.to_csv()
    assert not [word for word in ("Ann", "example", "Orvando", "0815") if word in text]
    assert read.frame.loc["R1", "reason"] == f"{FIRM} lives by it"


def test_who_waived_their_anonymity_is_kept_beside_the_frame(data):
    assert not read_respondents(data(HEAD + ROWS), **OPTIONS).waived.any()
    text = HEAD.replace("phone", "anonymity_waived") + ROWS.replace("0815", "yes").replace(
        "0816", "no"
    )
    options = OPTIONS | {"personal": ["name", "email", "company"]}
    read = read_respondents(data(text), **options)
    assert read.waived.to_dict() == {"R1": True, "R2": False}
    assert "anonymity_waived" not in read.frame


def test_a_personal_column_is_no_result_even_when_asked_for(data):
    read = read_respondents(data(HEAD + ROWS), **OPTIONS, extra=["phone"])
    assert "phone" not in read.frame


def test_a_column_that_nobody_asked_for_is_refused_lest_it_be_personal(data):
    options = OPTIONS | {"personal": ["name", "email", "company"]}
    with pytest.raises(InputError, match="row 1, column phone: this column is unknown"):
        read_respondents(data(HEAD + ROWS), **options)
    assert read_respondents(data(HEAD + ROWS), **options, extra=["phone"]).frame[
        "phone"
    ].to_list() == [
        "0815",
        "0816",
    ]


def test_incomplete_rankings_have_missing_ranks_where_allowed(data):
    rows = ROWS.replace(",2,1,0816", ",,1,0816")
    with pytest.raises(InputError, match="row 3, column rank_kam: the cell is empty"):
        read_respondents(data(HEAD + rows), **OPTIONS)
    ranks = read_respondents(data(HEAD + rows), **OPTIONS, complete=False).ranks
    pd.testing.assert_series_equal(
        ranks["kam"], pd.Series([1.0, None], index=ranks.index, name="kam")
    )


def test_all_problems_of_a_file_of_respondents_come_at_once(data):
    rows = ROWS.replace("Retail", "Retial").replace("Banks,1,2", "Banks,1,13")
    with pytest.raises(InputError) as caught:
        read_respondents(data(HEAD + rows), **OPTIONS)
    assert [(each.row, each.column) for each in caught.value.problems] == [
        (2, "rank_brand"),
        (3, "sector"),
    ]
    assert caught.value.exit_code == 2


def test_assessments_come_out_by_firm_with_scores_as_numbers(data):
    frame = read_assessments(
        data("firm,kam,sector,brand\nA1,7,Banking,40.5\nA2,,Retail,0\n"), themes=["brand", "kam"]
    )
    assert frame.columns.to_list() == ["sector", "brand", "kam"]
    assert frame.index.to_list() == ["A1", "A2"]
    assert frame["brand"].to_list() == [40.5, 0]
    assert frame["kam"].isna().to_list() == [False, True]


def test_all_problems_of_a_file_of_assessments_come_at_once(data):
    path = data("firm,sector,brand\nA1,Bank,40\nA2,Retail,140\n")
    with pytest.raises(InputError) as caught:
        read_assessments(path, themes=["brand"], sectors=["Banking", "Retail"])
    first, second = map(str, caught.value.problems)
    assert "row 2, column sector: 'Bank' is unknown; allowed: Banking, Retail" in first
    assert "row 3, column brand: '140' is no score; allowed: numbers from 0 to 100" in second


def test_accounts_are_told_apart_by_marks_that_hold_no_name(data):
    rows = ROWS + "R3,Cy Rome,cy@x.example, orvando ,Retail,Italy,Shops,1,2,0817,\n"
    rows += "R4,Di Roma,di@x.example,,Retail,Italy,Shops,1,2,0818,\n"
    read = read_respondents(data(HEAD + rows), cluster="company", **OPTIONS)
    first, second, third, fourth = read.clusters
    assert first == third
    assert len({first, second, fourth}) == 3
    assert read.clusters.index.equals(read.ranks.index)
    assert not [word for word in ("rvando", "uistra") if word in read.clusters.to_csv()]
    assert "company" not in read.frame
    assert read_respondents(data(HEAD + rows), **OPTIONS).clusters is None


def test_a_column_of_accounts_that_is_not_there_is_an_error(data):
    text = (HEAD + ROWS).replace("company", "owner")
    options = OPTIONS | {"personal": ["name", "email", "company", "owner", "phone"]}
    for cluster in ("company", "account"):
        with pytest.raises(InputError, match=cluster):
            read_respondents(data(text), cluster=cluster, **options)
