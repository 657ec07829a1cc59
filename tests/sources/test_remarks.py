from research.errors import Problem
from research.sources.remarks import heard, remark

SAID = Problem("a.csv", "read as UTF-16")


def test_remarks_reach_who_listens_each_once():
    with heard() as remarks:
        remark(SAID, SAID)
        remark(SAID)
    assert remarks == [SAID]


def test_remarks_are_not_kept_without_a_listener():
    remark(SAID)
    with heard() as remarks:
        pass
    assert remarks == []


def test_the_inner_listener_hears_alone():
    with heard() as outer:
        with heard() as inner:
            remark(SAID)
        assert inner == [SAID]
    assert outer == []
