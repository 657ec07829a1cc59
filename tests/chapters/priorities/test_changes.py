from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from research.chapters.priorities import changes, theme
from research.errors import InputError
from research.study import Study, open_study

if TYPE_CHECKING:
    from pathlib import Path

NEXT = """waves:
  previous: small.yml
  note: Both editions are *made up*.

"""


@pytest.fixture
def later(params: Path) -> Study:
    """A second edition of the small study, in which winning customers has come up."""
    text = params.read_text(encoding="utf-8").replace("edition: small", "edition: second")
    text = text.replace("respondents.csv", "second.csv").replace("report:\n", f"{NEXT}report:\n", 1)
    path = params.with_name("second.yml")
    path.write_text(text, encoding="utf-8")
    data = params.parents[1] / "data"
    lines = (data / "respondents.csv").read_text(encoding="utf-8").splitlines()
    again = [_turned(line) for line in lines[1:]]
    (data / "second.csv").write_text("\n".join([lines[0], *again]) + "\n", encoding="utf-8")
    return open_study(path)


def _turned(line: str) -> str:
    """Exchange the ranks of offer and win where that lets win rise."""
    cells = line.split(",")
    offer, win = cells[-3:-1]
    if int(win) > int(offer):
        cells[-3:-1] = win, offer
    return ",".join(cells)


def values(study: Study) -> dict[str, object]:
    return {result.name: result.value for result in changes.changes_table(study).results}


def test_both_editions_stand_in_the_table_with_places_change_and_test(later: Study):
    table = changes.changes_table(later)
    assert table.printed()[0][1:4] == ["edition small", "edition second", "Places"]
    row = table.cells[list(table.frame.index).index("Winning Customers")]
    assert [cell.text for cell in row[:2]] == ["3=", "3"]
    assert "two independent samples" in table.notes[0]
    assert "Welch's t test, Holm's correction (1979)" in table.notes[0]


def test_what_is_printed_is_in_the_ledger_with_the_base_of_its_edition(later: Study):
    found = values(later)
    assert found["previous.edition"] == "edition small"
    assert found["previous.win.rank"] == 3
    assert found["change.win.mean_rank"] < 0 < found["change.offer.mean_rank"]
    assert found["change.retain.mean_rank"] == 0
    assert found["change.themes"] == found["change.risen"] + found["change.fallen"]


def test_the_note_of_the_parameter_file_is_printed_literally(later: Study):
    opening = changes.opening(later).markdown
    assert opening.startswith("## What changed since edition small\n\n::: {.lead}")
    assert r"Both editions are \*made up\*." in opening


def test_the_chart_says_every_rank_in_words(later: Study):
    chart = changes.changes_chart(later)
    assert "Winning 3= to 3" in chart.alt
    assert list(chart.data.columns) == ["edition small", "edition second"]


def test_observations_open_with_the_whole_order(later: Study):
    text = changes.observations(later).markdown
    assert "- Taken over all themes, the order" in text


def test_a_theme_has_a_note_on_its_change_only_after_an_edition_before(
    later: Study, study: Study
) -> None:
    (note,) = changes.theme_changes(later, "win")
    assert note in theme.ranks_table(later, "win").notes
    assert note.startswith("In edition small Winning was joint third overall")
    assert changes.theme_changes(study, "win") == []


def test_a_theme_that_the_edition_before_did_not_rank_is_left_out_and_named(
    later: Study, params: Path
) -> None:
    text = params.read_text(encoding="utf-8").replace(
        "          win: {column:", "          thrive: {column:"
    )
    text = text.replace('      win: {column: "rank_win"', "      thrive: {column: rank_thrive")
    params.write_text(text.replace("offer, win]", "offer, thrive]"), encoding="utf-8")
    data = params.parents[1] / "data" / "respondents.csv"
    data.write_text(data.read_text(encoding="utf-8").replace("rank_win", "rank_thrive"), "utf-8")
    notes = " ".join(changes.changes_table(later).notes)
    assert "Ranked in edition small alone and left out: Winning" in notes
    assert "Ranked in edition second alone and left out: Winning" in notes
    assert changes.theme_changes(later, "win") == []


def test_without_an_edition_before_the_chapter_says_which_key_is_missing(study: Study):
    with pytest.raises(InputError, match=r"waves\.earlier"):
        changes.opening(study)


def test_a_theme_with_another_key_before_is_the_same_where_the_author_says_so(
    later: Study, params: Path
) -> None:
    expected = changes.changes_table(later).frame
    text = params.read_text(encoding="utf-8").replace(
        "          win: {column:", "          thrive: {column:"
    )
    text = text.replace('      win: {column: "rank_win"', '      thrive: {column: "rank_win"')
    params.write_text(text.replace("offer, win]", "offer, thrive]"), encoding="utf-8")
    own = later.path.read_text(encoding="utf-8")
    renamed = "  renamed: {priorities.win: thrive}\n  note:"
    later.path.write_text(own.replace("  note:", renamed, 1), encoding="utf-8")
    found = changes.changes_table(open_study(later.path))
    assert not any("left out" in note for note in found.notes)
    assert found.frame.equals(expected)


@pytest.mark.parametrize(
    ("wave", "told"),
    [
        ("  incomparable: [priorities]", "as the author of the survey decided"),
        ("  comparable: [priorities]", ""),
    ],
)
def test_what_is_not_to_be_compared_is_not(later: Study, wave: str, told: str) -> None:
    own = later.path.read_text(encoding="utf-8")
    later.path.write_text(own.replace("  note:", f"{wave}\n  note:", 1), encoding="utf-8")
    study = open_study(later.path)
    shown = changes.changes_table(study)
    text = getattr(shown, "markdown", "")
    assert (told in text) if told else hasattr(shown, "frame")
