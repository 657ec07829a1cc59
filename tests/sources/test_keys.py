from __future__ import annotations

import pytest

from research.errors import InputError
from research.sources.keys import judge_keys
from research.sources.remarks import heard


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def written(name, text):
        (tmp_path / name).write_text(text)
        return tmp_path / name

    return written


@pytest.mark.parametrize(
    ("written", "meant"),
    [("a1", "A1"), ("A 1", "A1"), ("7", "007"), ("0042", "42"), ("42.0", "42")],
)
def test_a_key_that_nearly_meets_is_taken_for_a_slip(write, written, meant):
    one = write("accounts.csv", "account\nA1\n007\n42\n")
    with pytest.raises(InputError) as caught:
        judge_keys(write("contacts.csv", f"contact,account\nC1,A1\nC2,{written}\n"), one)
    (problem,) = caught.value.problems
    assert (problem.row, problem.column) == (3, "account")
    assert problem.hint == f"did you mean '{meant}'?"


def test_keys_that_meet_nothing_are_counted(write):
    one = write("accounts.csv", "account\nA1\n")
    many = write("contacts.csv", "contact,account\nC1,A1\nC2,TEST\nC3,TEST\nC4,X9\n")
    with heard() as remarks:
        judge_keys(many, one)
    (remark,) = remarks
    assert remark.row == 3
    assert remark.what == (
        "3 of 4 rows name keys that accounts.csv does not have (2 in all), and count for no account"
    )


def test_keys_that_all_meet_are_nothing_to_say(write):
    one = write("accounts.csv", "account\n007\n7\n1e2\n100\n")
    with heard() as remarks:
        judge_keys(write("c.csv", "contact,account\nC1,007\nC2,7\nC3,1e2\nC4,100\n"), one)
    assert remarks == []
