import json

import pytest

from research.errors import ChapterError
from research.report.executed import ExecutedChapter
from research.report.ledger import ledger, write_ledger


def chapter(samples, *records, name="overall"):
    cell = samples.bundle("text", f"txt-{name}", "Text", results=list(records))
    return ExecutedChapter(name, samples.notebook(cell))


def test_values_are_sorted_by_name_with_their_place(chapters):
    lines = ledger(chapters)
    names = [line["name"] for line in lines]
    assert names == sorted(names)
    found = next(line for line in lines if line["name"] == "overall.brand.first")
    assert found == {
        "name": "overall.brand.first",
        "value": 20.0,
        "unit": "percent",
        "base": 105,
        "where": "tbl-overall",
        "label": "Brand & CVP",
    }


def test_a_value_shown_twice_stands_once_where_it_stood_first(samples):
    once = samples.record("sample.count", 105, "count", "tbl-a", "Respondents")
    again = samples.record("sample.count", 105, "count", "fig-b", "Respondents")
    [line] = ledger([chapter(samples, once), chapter(samples, again, name="later")])
    assert line["where"] == "tbl-a"


def test_two_values_under_one_name_are_refused(samples):
    one = samples.record("sample.count", 105, "count", "tbl-a", "Respondents")
    two = samples.record("sample.count", 104, "count", "fig-b", "Respondents")
    with pytest.raises(ChapterError, match=r"sample\.count.*105.*tbl-a.*104.*fig-b"):
        ledger([chapter(samples, one), chapter(samples, two, name="later")])


def test_a_tie_is_kept(samples):
    tied = samples.record("overall.kam.rank", 3, "rank", "tbl-a", "KAM") | {"tied": True}
    [line] = ledger([chapter(samples, tied)])
    assert line["tied"] is True


def test_a_record_that_is_not_whole_is_refused(samples):
    with pytest.raises(ChapterError, match="lacks unit, base"):
        ledger([chapter(samples, {"name": "a.b", "value": 1, "where": "tbl-a", "label": "A"})])


def test_values_keep_twelve_digits(samples):
    third = samples.record("a.b", 100 / 3, "percent", "tbl-a", "A")
    assert ledger([chapter(samples, third)])[0]["value"] == 33.3333333333


def test_the_file_is_the_same_every_time(chapters, tmp_path):
    first = write_ledger(tmp_path / "a.json", chapters).read_bytes()
    second = write_ledger(tmp_path / "b.json", chapters).read_bytes()
    assert first == second
    assert json.loads(first) == ledger(chapters)
