from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from research.chapters.questions.agenda import agenda_chart, agenda_table, agenda_text, judged
from research.chapters.tabs.periods import PERIODS
from research.display.chart import Chart
from research.display.table import Table
from research.display.text import Text
from research.errors import InputError
from research.study import Study, open_study

ROOT = Path(__file__).parents[3]
WEEKLY = {"table": "contacts", "by": "answered_on", "period": "week"}
TEXTS = {"slow": "Answers come late", "quick": "Answers come fast", "hidden": "Hard to find things"}


@pytest.fixture(scope="module")
def supplier() -> Study:
    return open_study("params/2016.yml")


@pytest.fixture(scope="module")
def read() -> pd.DataFrame:
    """Comments of the latest survey with the days of their answers, read from the files anew."""
    contacts = pd.read_csv("data/2016/contacts.csv", parse_dates=["answered_on"])
    both = contacts.merge(pd.read_csv("data/2016/comments.csv"), on=["contact", "survey"])
    return both[both["survey"] == 2016]


def naming(rows: pd.DataFrame, code: str) -> int:
    return int(rows[["code_1", "code_2"]].eq(code).any(axis=1).sum())


@pytest.mark.parametrize("period", ["week", "month"])
def test_the_last_period_stands_beside_the_one_before(supplier, read, period):
    table = agenda_table(supplier, **{**WEEKLY, "period": period})
    assert isinstance(table, Table)
    spans = read["answered_on"].dt.to_period(PERIODS[period])
    before, now = (read[spans == span] for span in (spans.max() - 1, spans.max()))
    cells = dict(zip(table.labels, table.cells, strict=True))
    for code, text in TEXTS.items():
        shown = [cell.text.partition(" ")[0] for cell in cells[text][1:3]]
        assert shown == [str(naming(before, code)), str(naming(now, code))]
        change = naming(now, code) / len(now) - naming(before, code) / len(before)
        assert table.frame.loc[text, "Change"] == pytest.approx(100 * change)
    assert f"{len(before)} in " in table.notes[0]
    assert f"{len(now)} in " in table.notes[0]


def test_weeks_begin_on_mondays_and_are_called_by_them(supplier, read):
    heading = agenda_text(supplier, **WEEKLY).markdown.splitlines()[0]
    monday = read["answered_on"].max()
    monday -= pd.Timedelta(days=monday.weekday())
    assert heading.startswith(
        f"### The agenda: the week of {monday.day} {monday:%B %Y} against the week of "
    )


def test_limits_hold_the_change_and_p_is_corrected_for_all_topics(supplier):
    frame = agenda_table(supplier, **WEEKLY).frame.dropna()
    assert (frame["Change, low"] < frame["Change"]).all()
    assert (frame["Change"] < frame["Change, high"]).all()
    apart = (frame["Change, low"] > 0) | (frame["Change, high"] < 0)
    assert apart.any()
    # Taken alone they would be changes; of so many compared, chance makes some.
    assert (frame.loc[apart, "p, corrected"] > 0.05).all()


def test_no_change_is_told_that_the_test_denies(supplier):
    for period in ({"table": "contacts"}, WEEKLY):
        said = agenda_text(supplier, **period).markdown
        assert not {"rose", "fell"} & set(said.split())
        assert agenda_chart(supplier, **period).figure.title.startswith("No change since ")


def test_topics_of_most_comments_come_first(supplier):
    for period in ({"table": "contacts"}, WEEKLY):
        shares = agenda_table(supplier, **period).frame.iloc[:, 1]
        assert list(shares) == sorted(shares, reverse=True)


def test_a_period_of_which_nothing_came_before_is_told_in_a_sentence(supplier):
    found = agenda_table(supplier, **{**WEEKLY, "period": "quarter"})
    assert isinstance(found, Text)
    assert "fewer than 10 contacts" in found.markdown


def test_a_wrong_day_or_period_names_what_there_is(supplier):
    with pytest.raises(InputError, match="did you mean 'answered_on'"):
        agenda_text(supplier, table="contacts", by="answered_in")
    with pytest.raises(InputError, match="did you mean 'week'"):
        agenda_text(supplier, **{**WEEKLY, "period": "weekly"})
    told = list(judged(supplier.config, {"table": "contacts", "by": "role", "period": "day"}))
    assert [where for where, _ in told] == ["period", "by"]


def test_nothing_is_set_beside_where_neither_surveys_nor_days_part_comments(tmp_path):
    text = (ROOT / "params" / "2016.yml").read_text(encoding="utf-8")
    (tmp_path / "params").mkdir()
    shutil.copytree(ROOT / "data", tmp_path / "data")
    path = tmp_path / "params" / "once.yml"
    once = text.replace("    wave: survey\n", "").replace("id: [contact, survey]", "id: contact")
    path.write_text(once.replace('edition: "2016"', "edition: once"), encoding="utf-8")
    contacts = pd.read_csv(ROOT / "data/2016/contacts.csv", dtype="str")
    kept = contacts[contacts["survey"] == "2016"].drop(columns="survey")
    kept.to_csv(tmp_path / "data/2016/contacts.csv", index=False)
    for name in ("comments", "comments-second"):
        codes = pd.read_csv(ROOT / f"data/2016/{name}.csv", dtype="str")
        codes = codes[codes["survey"] == "2016"].drop(columns="survey")
        codes.to_csv(tmp_path / f"data/2016/{name}.csv", index=False)
    study = open_study(path)
    for made in (agenda_text, agenda_chart, agenda_table):
        assert made(study, table="contacts").markdown == ""


def test_the_chart_draws_what_the_table_holds(supplier):
    chart, table = agenda_chart(supplier, **WEEKLY), agenda_table(supplier, **WEEKLY)
    assert isinstance(chart, Chart)
    assert [shift.label for shift in chart.figure.shifts] == list(table.labels)
    drawn = [shift.after / 100 for shift in chart.figure.shifts]
    assert drawn == pytest.approx(list(table.frame.iloc[:, 1]))
