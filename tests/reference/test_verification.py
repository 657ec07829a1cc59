from __future__ import annotations

import pytest

from research.reference.verification import Check, reference, render, verify


@pytest.fixture(scope="module")
def checks() -> list[Check]:
    return verify()


def test_every_published_value_is_met(checks):
    assert [check for check in checks if not check.passed] == []


def test_every_entry_of_the_reference_file_is_computed(checks):
    assert list(dict.fromkeys(check.entry for check in checks)) == list(reference())
    assert all(check.source for check in checks)


def test_no_tolerance_is_wide_enough_to_hide_a_wrong_method(checks):
    """Tables read off a curve may be one answer out; all else is held to what is printed."""
    wide = {check.entry for check in checks if check.tolerance > 0.05 * abs(check.published) > 0}
    assert wide <= {"nps_interval", "size_krejcie_morgan", "newcombe_difference"}


def test_each_entry_has_a_source_of_its_own_kind(checks):
    assert len({check.entry for check in checks}) >= 80
    assert len({check.source for check in checks}) >= 55


def test_a_value_off_by_more_than_its_printing_fails():
    entry = {"cohen_kappa": {"table": [[20, 5], [10, 15]], "kappa": 0.41}}
    (check,) = verify(entry)
    assert not check.passed
    assert "FAIL" in render([check])
    assert "1 failed" in render([check])


def test_an_entry_without_a_method_fails():
    (check,) = verify({"astrology": {}})
    assert not check.passed
    assert "no method computes this entry" in render([check])


def test_an_entry_that_cannot_be_computed_fails_with_its_reason():
    (check,) = verify({"cohen_kappa": {"table": [[5, 0], [0, 0]], "kappa": 1}})
    assert not check.passed
    assert "one code" in check.fault


def test_the_report_shows_values_tolerance_and_source(checks):
    text = render(checks)
    assert "Newcombe 1998" in text
    assert "all passed" in text
    line = next(line for line in text.splitlines() if "81 of 263, low" in line)
    assert line.split()[-4:] == ["0.2553", "0.25528852", "5e-05", "pass"]
