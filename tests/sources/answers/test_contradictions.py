"""Which records contradict themselves: kept by kind and question, for those that count."""

from __future__ import annotations

STATUS = {"name": "status", "type": "single", "column": "s", "codes": {"1": "Customer", "2": "No"}}
SCORE = {
    "name": "score",
    "type": "scale",
    "column": "q",
    "codes": {"1": "low", "5": "high"},
    "base": {"text": "Customers", "filter": {"status": "Customer"}},
}
SHARES = {
    "name": "shares",
    "type": "allocation",
    "rows": {"us": {"column": "us"}, "them": {"column": "them"}},
}
ORDER = {
    "name": "order",
    "type": "ranking",
    "rows": {key: {"column": f"r{key}"} for key in "abc"},
}
USED = {
    "name": "used",
    "type": "multi",
    "rows": {"web": {"column": "w"}, "nothing": {"column": "n", "role": "none"}},
}


def said(found, kind, question):
    return found.contradicted[kind, question].tolist()


def test_who_answers_though_not_asked_or_off_the_scale(read):
    found = read(["id,s,q", "1,1,5", "2,2,4", "3,1,9", "4,2,"], STATUS, SCORE, id="id")
    assert said(found, "answered_though_not_asked", "score") == [False, True, False, False]
    assert said(found, "off_scale", "score") == [False, False, True, False]
    assert len(found.contradicted) == 2


def test_whose_sums_ranks_and_options_exclude_each_other(read):
    lines = [
        "id,us,them,ra,rb,rc,w,n",
        "1,60,40,1,2,3,1,",
        "2,60,60,1,1,3,1,1",
        "3,50,50,1,3,,,1",
        "4,0,100,1,2,7,1,",
    ]
    found = read(lines, SHARES, ORDER, USED, id="id")
    assert said(found, "sum", "shares") == [False, True, False, False]
    assert said(found, "doubled_rank", "order") == [False, True, False, False]
    assert said(found, "gap", "order") == [False, False, True, False]
    assert said(found, "off_scale", "order") == [False, False, False, True]
    assert said(found, "none_with_others", "used") == [False, True, False, False]


def test_they_follow_the_records_that_are_taken_and_leave_out_those_that_do_not_count(read):
    lines = ["id,s,q", "1,2,", "2,2,4", "3,1,3", "2,2,5"]
    found = read(lines, STATUS, SCORE, id="id", filter={"status": ["Customer", "No"]})
    assert said(found, "answered_though_not_asked", "score") == [False, True, False]
    taken = found.taken([2, 1, 1])
    assert said(taken, "answered_though_not_asked", "score") == [False, True, True]


def test_answers_that_agree_hold_none(read):
    assert read(["id,s,q", "1,1,5"], STATUS, SCORE, id="id").contradicted == {}
